import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeNpy } from '../../src/formats/npy.ts';
import { readNpz, writeNpz } from '../../src/formats/npz.ts';
import { formatLimits } from '../../src/formats/stored-matrix.ts';
import { anyDamage, anyMatrices } from './any-matrix.ts';
import { bytesOf, goldens, numbersOf } from './golden-files.ts';

const one = writeNpy({ rows: 1, columns: 1, data: Float64Array.of(1) });

describe('readNpz', () => {
  it.each(goldens.npz)('reads a file of NumPy: $title', (golden) => {
    const read = readNpz(bytesOf(golden));
    const found = read.ok && read.matrices.map(({ name, matrix, shape }) => ({ name, shape, numbers: matrix.data }));
    expect(found).toEqual(golden.arrays.map((array) => ({ ...array, numbers: numbersOf(array) })));
  });

  it('refuses a file with too large declared sizes before unpacking', () => {
    const bomb = zipSync({ 'X.npy': new Uint8Array(3 * 2 ** 20) });
    expect(bomb.length).toBeLessThan(5000);
    expect(readNpz(bomb, { ...formatLimits, inflatedBytes: 2 ** 21 })).toEqual({
      ok: false,
      fault: { offset: 0, expected: 'at most 2 MB when unpacked', found: '3 MB' },
    });
  });

  it('stops unpacking at the declared size', () => {
    const bomb = zipSync({ 'X.npy': new Uint8Array(3 * 2 ** 20) });
    const list = Buffer.from(bomb).lastIndexOf('PK\x01\x02');
    new DataView(bomb.buffer).setUint32(list + 24, 1000, true);
    expect(readNpz(bomb)).toEqual({
      ok: false,
      fault: { offset: 0, expected: '1,000 bytes in "X.npy", as the file declares', found: 'more' },
    });
  });

  it('finds damaged bytes by their checksum', () => {
    const bytes = zipSync({ 'X.npy': one }, { level: 0 });
    const last = 30 + 'X.npy'.length + one.length - 1;
    expect(readNpz(bytes.with(last, 1))).toEqual({
      ok: false,
      fault: { offset: 0, expected: '"X.npy" as it was written', found: 'other bytes: the file is damaged' },
    });
  });

  it('names the content of a zip file without arrays', () => {
    expect(readNpz(zipSync({ 'xl/workbook.xml': one }))).toMatchObject({
      ok: false,
      fault: { expected: 'a zip file of NumPy arrays (.npz)', found: '"xl/workbook.xml" in it' },
    });
  });

  it('names a wrong array and the place where it begins', () => {
    const bytes = zipSync({ 'a.npy': one, 'b.npy': one.with(0, 0) }, { level: 0 });
    const offset = 30 + 'a.npy'.length + one.length;
    expect(readNpz(bytes)).toMatchObject({ ok: false, fault: { offset, found: 'other bytes in "b.npy"' } });
  });

  it('counts the numbers of all arrays together', () => {
    const bytes = writeNpz(
      ['a', 'b', 'c'].map((name) => ({ name, matrix: { rows: 2, columns: 2, data: new Float64Array(4) } })),
    );
    expect(readNpz(bytes, { ...formatLimits, cells: 12 }).ok).toBe(true);
    expect(readNpz(bytes, { ...formatLimits, cells: 11 })).toMatchObject({
      ok: false,
      fault: { expected: 'at most 3 numbers', found: 'the shape 2 × 2 in "c.npy"' },
    });
    expect(readNpz(bytes, { ...formatLimits, matrices: 2 })).toMatchObject({ ok: false, fault: { found: '3 files' } });
  });

  it('refuses encryption and other compression methods', () => {
    const bytes = zipSync({ 'X.npy': one });
    const list = Buffer.from(bytes).lastIndexOf('PK\x01\x02');
    expect(readNpz(bytes.with(list + 8, 1))).toMatchObject({ ok: false, fault: { found: '"X.npy" with one' } });
    expect(readNpz(bytes.with(list + 10, 12))).toMatchObject({
      ok: false,
      fault: { offset: list, found: '"X.npy" with another compression' },
    });
  });

  it('reads or refuses any damaged file', () => {
    for (const golden of goldens.npz.slice(0, 3)) {
      fc.assert(
        fc.property(anyDamage(bytesOf(golden)), (damaged) => typeof readNpz(damaged).ok === 'boolean'),
        { numRuns: 200 },
      );
    }
    expect(readNpz(new Uint8Array(0))).toMatchObject({ ok: false });
  });
});

describe('writeNpz', () => {
  it.each([true, false])('writes a file that reads back bit for bit; compressed: %s', (compressed) => {
    fc.assert(
      fc.property(anyMatrices, (matrices) => {
        const read = readNpz(writeNpz(matrices, { compressed }));
        const written = matrices.map((each) => ({ ...each, shape: [each.matrix.rows, each.matrix.columns] }));
        expect(read).toEqual({ ok: true, matrices: written });
      }),
    );
  });

  it('writes smaller files when compressed', () => {
    const matrices = [{ name: 'X', matrix: { rows: 100, columns: 10, data: new Float64Array(1000) } }];
    expect(writeNpz(matrices).length).toBe(8236);
    expect(writeNpz(matrices, { compressed: true }).length).toBeLessThan(400);
  });
});
