import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Matrix } from '../../src/engine/matrix.ts';
import { viewOf } from '../../src/worker/snapshot.ts';

/** Whole numbers, so that every sum of them is exact whatever its order. */
function counting(rows: number, columns: number): Matrix {
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, (_, i) => ((i * 7919) % 2003) - 1001) };
}

/** The sum of one block, taken cell by cell. */
function blockSum(matrix: Matrix, line: number, place: number, blockRows: number, blockColumns: number): number {
  let sum = 0;
  for (let r = line * blockRows; r < Math.min(matrix.rows, (line + 1) * blockRows); r++) {
    for (let c = place * blockColumns; c < Math.min(matrix.columns, (place + 1) * blockColumns); c++) {
      sum += matrix.data[r * matrix.columns + c] as number;
    }
  }
  return sum;
}

describe('the view of a matrix', () => {
  test('up to 128 rows and columns is a copy of every number', () => {
    const matrix = counting(128, 128);
    const view = viewOf('syn0', matrix);
    expect(view).toEqual({
      name: 'syn0',
      rows: 128,
      columns: 128,
      blockRows: 1,
      blockColumns: 1,
      sums: Float64Array.from(matrix.data),
    });
    expect(view.sums.buffer).not.toBe(matrix.data.buffer);
  });

  test('beyond that holds the sums of blocks, smaller ones at the edges', () => {
    const view = viewOf('syn0', counting(129, 300));
    expect(view).toMatchObject({ rows: 129, columns: 300, blockRows: 2, blockColumns: 3 });
    expect(view.sums).toHaveLength(65 * 100);
    expect(view.sums[0]).toBe(blockSum(counting(129, 300), 0, 0, 2, 3));
    expect(view.sums.at(-1)).toBe(blockSum(counting(129, 300), 64, 99, 2, 3));
  });

  test('is exact and never larger than 128 by 128, whatever the size', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 140 }), fc.constantFrom(255, 256, 257, 384, 385));
    fc.assert(
      fc.property(size, size, (rows, columns) => {
        const matrix = counting(rows, columns);
        const { blockRows, blockColumns, sums } = viewOf('w', matrix);
        const lines = Math.ceil(rows / blockRows);
        const across = Math.ceil(columns / blockColumns);
        expect(Math.max(lines, across)).toBeLessThanOrEqual(128);
        const expected = Array.from({ length: lines * across }, (_, i) =>
          blockSum(matrix, Math.floor(i / across), i % across, blockRows, blockColumns),
        );
        expect([...sums]).toEqual(expected.map((sum) => sum + 0));
      }),
      { numRuns: 60 },
    );
  });
});
