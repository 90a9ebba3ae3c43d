import { describe, expect, test } from 'vitest';
import { readNpy, writeNpy } from '../../src/formats/npy.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';

const data = Float32Array.of(0.1, -3, 1e-40, 16777217, -0, Number.POSITIVE_INFINITY);
const matrix = { rows: 2, columns: 3, data };

describe('a matrix of 32-bit floats', () => {
  test('is <f4 in a .npy file, and read back to the bit', () => {
    const bytes = writeNpy(matrix);
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 40))).toContain("'descr': '<f4'");
    const read = readNpy(bytes);
    expect(read.ok && [...read.matrix.data]).toEqual([...data]);
  });

  test('is F32 in a safetensors file beside one of 64-bit floats', () => {
    const wide = { rows: 1, columns: 1, data: Float64Array.of(0.1) };
    const bytes = writeSafetensors([
      { name: 'a', matrix },
      { name: 'b', matrix: wide },
    ]);
    expect(new TextDecoder('latin1').decode(bytes)).toContain('"dtype":"F32","shape":[2,3],"data_offsets":[0,24]');
    const read = readSafetensors(bytes);
    expect(read.ok && read.matrices.map((own) => [...own.matrix.data])).toEqual([[...data], [0.1]]);
  });
});
