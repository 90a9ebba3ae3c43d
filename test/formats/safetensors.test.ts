import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { anyDamage, anyMatrices } from './any-matrix.ts';
import { bytesOf, goldens, numbersOf } from './golden-files.ts';

describe('readSafetensors', () => {
  it.each(goldens.safetensors)('reads a file of the package $title', (golden) => {
    const read = readSafetensors(bytesOf(golden));
    if (!read.ok) throw new Error(read.fault.found);
    const found = read.matrices.map(({ name, shape, matrix }) => [name, { shape, numbers: matrix.data }]);
    const expected = golden.arrays.map((array) => [array.name, { shape: array.shape, numbers: numbersOf(array) }]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    expect(Object.fromEntries(read.metadata)).toEqual(golden.metadata);
  });

  const two = { dtype: 'F64', shape: [2], data_offsets: [0, 16] };
  it.each([
    ['tensors with a gap between them', { a: two, b: { ...two, data_offsets: [24, 40] } }, 40, '"b" at byte 142'],
    ['tensors that overlap', { a: two, b: { ...two, data_offsets: [8, 24] } }, 24, '"b" at byte 125'],
    ['bytes that belong to no tensor', { a: two }, 17, '80 bytes'],
    ['fewer bytes than its tensors need', { a: two }, 15, '78 bytes'],
    ['a range that does not fit the shape', { a: { ...two, shape: [3] } }, 16, 'bytes 0 to 16'],
    ['a range that runs backwards', { a: { ...two, data_offsets: [16, 0] } }, 16, 'bytes 16 to 0'],
    ['a negative size', { a: { ...two, shape: [-2] } }, 16, 'something else'],
    ['an unknown type', { a: { ...two, dtype: 'F8_E4M3' } }, 16, '"a" of "F8_E4M3"'],
    ['metadata other than texts', { __metadata__: { epoch: 3 } }, 0, 'something else'],
    ['an empty shape', { a: { dtype: 'F64', shape: [0, 3], data_offsets: [0, 0] } }, 0, 'the shape 0 × 3 of "a"'],
    ['a list', [], 0, '"[]"'],
    ['a tensor that is no object', { a: null }, 0, 'something else'],
  ])('refuses %s', (_, header, bytes, found) => {
    expect(readSafetensors(fileOf(JSON.stringify(header), bytes))).toMatchObject({ ok: false, fault: { found } });
  });

  it('refuses files beyond its limits', () => {
    const file = writeSafetensors([{ name: 'a', matrix: { rows: 2, columns: 3, data: new Float64Array(6) } }]);
    expect(readSafetensors(file, { cells: 5, matrices: 1 })).toEqual({
      ok: false,
      fault: { offset: 8, expected: 'at most 5 numbers', found: 'the shape 2 × 3 of "a"' },
    });
    expect(readSafetensors(file, { cells: 6, matrices: 0 })).toMatchObject({ ok: false, fault: { found: '1 tensor' } });
  });

  it('reports the place of an integer that a 64-bit float does not hold', () => {
    const file = fileOf(JSON.stringify({ steps: { dtype: 'I64', shape: [2], data_offsets: [0, 16] } }), 16);
    new DataView(file.buffer).setBigInt64(file.length - 8, -(2n ** 53n) - 1n, true);
    expect(readSafetensors(file)).toMatchObject({
      ok: false,
      fault: { offset: file.length - 8, found: '-9007199254740993 in "steps"' },
    });
  });

  it('refuses a header that is too long, cut off, or no JSON', () => {
    const long = new Uint8Array(8).fill(0xff);
    expect(readSafetensors(long)).toMatchObject({
      ok: false,
      fault: { offset: 0, found: 'a length of 18446744073709551615' },
    });
    expect(readSafetensors(Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0x7b))).toEqual({
      ok: false,
      fault: { offset: 9, expected: 'a header of 9 bytes', found: 'the end of the file' },
    });
    expect(readSafetensors(new Uint8Array(3))).toMatchObject({ ok: false, fault: { offset: 3, found: '3 bytes' } });
    expect(readSafetensors(fileOf('{"a": ', 0))).toMatchObject({ ok: false, fault: { expected: 'a header in JSON' } });
    expect(readSafetensors(fileOf('['.repeat(1_000_000), 0))).toMatchObject({ ok: false });
    const latin = fileOf('{" ":1}', 0).with(10, 0xe4);
    expect(readSafetensors(latin)).toMatchObject({ ok: false, fault: { offset: 10, found: 'the byte 0xE4' } });
  });

  it('reads or refuses any damaged file', () => {
    for (const golden of goldens.safetensors) {
      fc.assert(fc.property(anyDamage(bytesOf(golden)), (damaged) => typeof readSafetensors(damaged).ok === 'boolean'));
    }
  });
});

describe('writeSafetensors', () => {
  it('writes a file that reads back bit for bit, with its metadata', () => {
    const anyMetadata = fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(anyMatrices, anyMetadata, (matrices, metadata) => {
        const written = matrices.map((each) => ({ ...each, shape: [each.matrix.rows, each.matrix.columns] }));
        expect(readSafetensors(writeSafetensors(matrices, metadata))).toEqual({
          ok: true,
          matrices: written,
          metadata: new Map(Object.entries(metadata)),
        });
      }),
    );
  });

  it('aligns the numbers to 8 bytes', () => {
    const file = writeSafetensors([{ name: 'ab', matrix: { rows: 1, columns: 1, data: Float64Array.of(2) } }]);
    expect(file.length % 8).toBe(0);
    expect(new DataView(file.buffer).getFloat64(file.length - 8, true)).toBe(2);
  });
});

/** The length of a header, the header, and `bytes` bytes. */
function fileOf(header: string, bytes: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}
