import { describe, expect, test } from 'vitest';
import { crc32 } from '../../src/formats/zip.ts';

describe('a CRC-32', () => {
  const bytes = new TextEncoder().encode('123456789');

  test('is the check value of the published catalogue', () => {
    expect(crc32(bytes)).toBe(0xcbf43926);
  });

  test('continues from the checksum of the bytes before', () => {
    expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0), 0xcbf43926)).toBe(0xcbf43926);
  });
});
