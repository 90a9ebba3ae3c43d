import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarser, eachBetween, type Grid, middlesOf } from '../../src/engine/grid.ts';
import { matrixFromRows, rowsOf } from '../../src/engine/matrix.ts';

const grid = (columns: number, rows: number): Grid => ({ columns, rows, x: [0, 6], y: [4, 0] });

test('the middles of cells lie row by row, and with them a third input that is 1', () => {
  expect(rowsOf(middlesOf(grid(3, 2), 3))).toEqual([
    [1, 3, 1],
    [3, 3, 1],
    [5, 3, 1],
    [1, 1, 1],
    [3, 1, 1],
    [5, 1, 1],
  ]);
  expect(rowsOf(middlesOf(grid(1, 1), 2))).toEqual([[3, 2]]);
});

test('a coarser grid fills the same rectangle', () => {
  expect(coarser(grid(120, 60), 7)).toEqual(grid(18, 9));
});

test('between four middles a value is in proportion to how near it is to each, and beyond the outermost it stays', () => {
  const known = matrixFromRows([[0], [8], [16], [24]]);
  const found: number[] = [];
  eachBetween(known, grid(2, 2), grid(4, 4), (_, { data }) => found.push(data[0] as number));
  expect(found).toEqual([0, 2, 6, 8, 4, 6, 10, 12, 12, 14, 18, 20, 16, 18, 22, 24]);
});

test('what changes evenly over the plane is met exactly between middles, however many values there are', () => {
  const size = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(size, size, size, size, (columns, rows, more, further) => {
      const [coarse, fine] = [grid(columns, rows), grid(columns * more, rows * further)];
      const values = ([x = 0, y = 0]: readonly number[]): number[] => [2 * x - y, x + 3 * y - 1];
      const known = matrixFromRows(rowsOf(middlesOf(coarse, 2)).map(values));
      const inside = (at: number, cells: number): boolean => at >= 0.5 / cells && at <= 1 - 0.5 / cells;
      const middles = rowsOf(middlesOf(fine, 2));
      let [cells, worst] = [0, 0];
      eachBetween(known, coarse, fine, (cell, { data }) => {
        cells++;
        const [x = 0, y = 0] = middles[cell] as number[];
        if (!inside(x / 6, columns) || !inside(y / 4, rows)) return;
        for (const [k, value] of values([x, y]).entries())
          worst = Math.max(worst, Math.abs(value - (data[k] as number)));
      });
      expect(worst).toBeLessThan(1e-12);
      expect(cells).toBe(fine.columns * fine.rows);
    }),
    { numRuns: 50 },
  );
});
