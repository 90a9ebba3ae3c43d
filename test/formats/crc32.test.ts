import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/formats/crc32.ts';

const bytes = new TextEncoder().encode('123456789');

describe('crc32', () => {
  it('gives the check value of the catalogue of sums', () => {
    expect(crc32(bytes)).toBe(0xcbf43926);
  });

  it('goes on from what was summed before', () => {
    expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0), 0xcbf43926)).toBe(0xcbf43926);
  });
});
