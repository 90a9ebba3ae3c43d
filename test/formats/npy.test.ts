import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNpy, writeNpy } from '../../src/formats/npy.ts';
import { anyDamage, anyMatrix } from './any-matrix.ts';
import { bytesOf, goldenNpy, goldens, numbersOf } from './golden-files.ts';

describe('readNpy', () => {
  it.each(goldens.npy)('reads a file of NumPy: $title', (golden) => {
    const [array] = golden.arrays;
    if (array === undefined) throw new Error('a golden without an array');
    const [rows = 1, ...rest] = array.shape;
    const columns = rest.reduce((product, size) => product * size, 1);
    expect(readNpy(bytesOf(golden))).toEqual({
      ok: true,
      shape: array.shape,
      matrix: { rows, columns, data: numbersOf(array) },
    });
  });

  it.each([
    ['an integer beyond 2**53', 136, '9007199254740993', 'store the array as float64'],
    ['an unsigned integer beyond 2**53', 128, '18446744073709551615', 'store the array as float64'],
    ['complex numbers', 10, "the dtype '<c16'", 'store it with .astype("float64")'],
    [
      'names',
      10,
      "the dtype '<U9'",
      'store the number of each class instead of its name: np.unique(y, return_inverse=True)[1]',
    ],
    [
      'fields',
      10,
      "the dtype [('a', '<i4'), ('b', '<f8')]",
      'store its fields as columns: np.column_stack([a[name] for name in a.dtype.names])',
    ],
    ['dates', 10, "the dtype '<M8[D]'", 'store it with .astype("float64")'],
    ['long doubles', 10, "the dtype '<f16'", 'store it with .astype("float64")'],
  ])('refuses %s at their place', (title, offset, found, advice) => {
    const golden = goldens.refused.find((each) => each.title === title);
    if (golden === undefined) throw new Error(`no golden of ${title}`);
    expect(readNpy(bytesOf(golden))).toMatchObject({ ok: false, fault: { offset, found, advice } });
  });

  it('refuses an empty array', () => {
    const empty = goldens.refused.find(({ title }) => title === 'nothing') as (typeof goldens.refused)[number];
    expect(readNpy(bytesOf(empty))).toEqual({
      ok: false,
      fault: { offset: 0, expected: 'at least one number', found: 'the shape 0 × 3' },
    });
  });

  it('reports where a file is too short or too long', () => {
    const bytes = goldenNpy('<f8');
    expect(readNpy(bytes.subarray(0, 140))).toEqual({
      ok: false,
      fault: { offset: 140, expected: '72 bytes of numbers after the header', found: '12 bytes' },
    });
    expect(readNpy(Uint8Array.of(...bytes, 0))).toMatchObject({ ok: false, fault: { offset: 200, found: '73 bytes' } });
    expect(readNpy(bytes.subarray(0, 50))).toMatchObject({
      ok: false,
      fault: { offset: 50, found: 'the end of the file' },
    });
    expect(readNpy(bytes.subarray(0, 7))).toMatchObject({ ok: false, fault: { offset: 7 } });
  });

  it('checks the size of the file before it trusts a shape', () => {
    const bytes = writeNpy({ rows: 1, columns: 1, data: Float64Array.of(1) });
    const huge = withText(bytes, '(1, 1), }          ', '(99999999, 99999), }');
    expect(readNpy(huge)).toEqual({
      ok: false,
      fault: { offset: 0, expected: 'at most 20,000,000 numbers', found: 'the shape 99,999,999 × 99,999' },
    });
    const many = withText(bytes, '(1, 1), }          ', '(1000, 1000), }    ');
    expect(readNpy(many)).toMatchObject({
      ok: false,
      fault: { expected: '8,000,000 bytes of numbers after the header' },
    });
  });

  it('refuses versions and headers that NumPy does not write', () => {
    const bytes = goldenNpy('<f8');
    expect(readNpy(bytes.with(6, 4))).toMatchObject({ ok: false, fault: { offset: 6, found: 'version 4' } });
    expect(readNpy(bytes.with(9, 0xff))).toMatchObject({ ok: false, fault: { offset: 8, found: '65,398 bytes' } });
    expect(readNpy(withText(bytes, "'descr': ", "'descr': f"))).toMatchObject({ ok: false, fault: { offset: 11 } });
    expect(readNpy(withText(bytes, "'shape'", "'shop' "))).toMatchObject({ ok: false });
    expect(readNpy(new TextEncoder().encode('a,b\n1,2\n'))).toMatchObject({
      ok: false,
      fault: { offset: 0, expected: 'a NumPy file (.npy)' },
    });
  });

  it('reads or refuses any damaged file', () => {
    const bytes = goldenNpy('Fortran order of three dimensions');
    fc.assert(fc.property(anyDamage(bytes), (damaged) => typeof readNpy(damaged).ok === 'boolean'));
  });

  it('reads a file in the middle of other bytes', () => {
    const bytes = goldenNpy('one dimension');
    const around = new Uint8Array(bytes.length + 6);
    around.set(bytes, 3);
    const read = readNpy(around.subarray(3, 3 + bytes.length));
    expect(read).toMatchObject({ ok: true, matrix: { rows: 5, columns: 1, data: Float64Array.of(0, 1, 2, 3, 4) } });
  });
});

describe('writeNpy', () => {
  it('writes a file that reads back bit for bit', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        expect(readNpy(writeNpy(matrix))).toEqual({ ok: true, matrix, shape: [matrix.rows, matrix.columns] });
      }),
    );
  });

  it('writes the same bytes as NumPy', () => {
    const bytes = goldenNpy('<f8');
    const read = readNpy(bytes);
    expect(read.ok && writeNpy(read.matrix)).toEqual(bytes);
  });
});

/** A file with a text in it overwritten by another. */
function withText(bytes: Uint8Array, text: string, other: string): Uint8Array {
  const at = Buffer.from(bytes).indexOf(text);
  const changed = bytes.slice();
  changed.set(new TextEncoder().encode(other), at);
  return changed;
}
