import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binView } from '../../../src/ui/charts/layer-picture.ts';
import type { MatrixView } from '../../../src/worker/protocol.ts';

/** A matrix, and its view with sums over blocks. */
interface Sent {
  readonly cell: (row: number, column: number) => number;
  readonly view: MatrixView;
}

function send(rows: number, columns: number, blockRows: number, blockColumns: number, data: readonly number[]): Sent {
  const cell = (row: number, column: number): number => data[(row * columns + column) % data.length] as number;
  const across = Math.ceil(columns / blockColumns);
  const sums = new Float64Array(Math.ceil(rows / blockRows) * across);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      sums[Math.floor(row / blockRows) * across + Math.floor(column / blockColumns)]! += cell(row, column);
    }
  }
  return { cell, view: { name: 'syn0', rows, columns, blockRows, blockColumns, sums } };
}

const small = fc.integer({ min: 1, max: 40 });
const anySent = fc
  .tuple(small, small, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  // Sums of whole numbers are exact, so the means must be exact.
  .chain((shape) =>
    fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 60 }).map((data) => send(...shape, data)),
  );

describe('a matrix scaled down', () => {
  test('is the matrix itself if it fits', () => {
    const { view } = send(2, 3, 1, 1, [1, 2, 3, 4, 5, 6]);
    expect(binView(view, 2, 3)).toEqual({
      rows: 2,
      columns: 3,
      means: Float64Array.of(1, 2, 3, 4, 5, 6),
      blockRows: 1,
      blockColumns: 1,
    });
  });

  test('has the mean of each block, smaller blocks at the edges included', () => {
    const { view } = send(3, 3, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(binView(view, 2, 2)).toEqual({
      rows: 2,
      columns: 2,
      means: Float64Array.of(3, 4.5, 7.5, 9),
      blockRows: 2,
      blockColumns: 2,
    });
  });

  test('has blocks made of whole blocks of the view', () => {
    const { view } = send(300, 5, 3, 1, [1]);
    expect(binView(view, 60, 5)).toMatchObject({ rows: 50, columns: 5, blockRows: 6, blockColumns: 1 });
  });

  test('has exactly the means of its cells', () => {
    fc.assert(
      fc.property(anySent, small, small, ({ cell, view }, mostRows, mostColumns) => {
        const { rows, columns, means, blockRows, blockColumns } = binView(view, mostRows, mostColumns);
        expect(means.length).toBe(rows * columns);
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            let sum = 0;
            let count = 0;
            for (let r = row * blockRows; r < Math.min(view.rows, (row + 1) * blockRows); r++) {
              for (let c = column * blockColumns; c < Math.min(view.columns, (column + 1) * blockColumns); c++) {
                sum += cell(r, c);
                count++;
              }
            }
            expect(means[row * columns + column]).toBe(sum / count);
          }
        }
      }),
    );
  });

  test('fits its size with the smallest blocks', () => {
    fc.assert(
      fc.property(anySent, small, small, ({ view }, mostRows, mostColumns) => {
        const { rows, columns, blockRows, blockColumns } = binView(view, mostRows, mostColumns);
        expect(rows).toBeLessThanOrEqual(mostRows);
        expect(columns).toBeLessThanOrEqual(mostColumns);
        expect([blockRows % view.blockRows, blockColumns % view.blockColumns]).toEqual([0, 0]);
        if (blockRows > view.blockRows) {
          expect(Math.ceil(view.rows / (blockRows - view.blockRows))).toBeGreaterThan(mostRows);
        }
        if (blockColumns > view.blockColumns) {
          expect(Math.ceil(view.columns / (blockColumns - view.blockColumns))).toBeGreaterThan(mostColumns);
        }
      }),
    );
  });
});
