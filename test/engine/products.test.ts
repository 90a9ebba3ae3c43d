import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMatrix, type Matrix } from '../../src/engine/matrix.ts';
import { multiplyInto } from '../../src/engine/products.ts';
import { asView, transposed, type View } from '../../src/engine/views.ts';

const size = fc.integer({ min: 1, max: 11 });
const cell = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constantFrom(0, -0, 1e308, Number.NaN));

function matrixOf(rows: number, columns: number, values: readonly number[]): Matrix {
  const data = Float64Array.from({ length: rows * columns }, (_, i) => values[i % values.length] as number);
  return { rows, columns, data };
}

function turned({ rows, columns, data }: Matrix): Matrix {
  const made = emptyMatrix({ rows: columns, columns: rows });
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) made.data[c * rows + r] = data[r * columns + c]!;
  return made;
}

/** Each cell as a sum of its own, in the order of the inner index. */
function cellByCell(x: Matrix, y: Matrix): readonly number[] {
  const cells: number[] = [];
  for (let r = 0; r < x.rows; r++) {
    for (let c = 0; c < y.columns; c++) {
      let sum = 0;
      for (let k = 0; k < x.columns; k++) sum += x.data[r * x.columns + k]! * y.data[k * y.columns + c]!;
      cells.push(sum);
    }
  }
  return cells;
}

describe('a product', () => {
  test('has the bits of sums in one order, for any sizes and any transposed side', () => {
    const values = fc.array(cell, { minLength: 1, maxLength: 150 });
    fc.assert(
      fc.property(size, size, size, values, values, (rows, inner, columns, some, others) => {
        const [x, y] = [matrixOf(rows, inner, some), matrixOf(inner, columns, others)];
        const expected = cellByCell(x, y);
        const made = (one: View, other: View, cuts: readonly number[] = []): readonly number[] => {
          const out = emptyMatrix({ rows, columns });
          out.data.fill(7);
          [...cuts, rows].forEach((end, k) => {
            multiplyInto(one, other, asView(out), cuts[k - 1] ?? 0, end);
          });
          return [...out.data];
        };
        const half = [Math.ceil(rows / 2)];
        const [left, right] = [asView(x), asView(y)];
        const [leftTurned, rightTurned] = [x, y].map((matrix) => transposed(asView(turned(matrix)))) as [View, View];
        expect(made(left, right)).toEqual(expected);
        expect(made(left, right, half)).toEqual(expected);
        expect(made(leftTurned, right)).toEqual(expected);
        expect(made(leftTurned, right, half)).toEqual(expected);
        expect(made(left, rightTurned)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
