import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMatrix, type Matrix } from '../../src/engine/matrix.ts';
import { multiply, multiplyTransposedLeft, multiplyTransposedRight } from '../../src/engine/products.ts';

const size = fc.integer({ min: 1, max: 11 });
const cell = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constantFrom(0, -0, 1e308, Number.NaN));

function matrixOf(rows: number, columns: number, values: readonly number[]): Matrix {
  const data = Float64Array.from({ length: rows * columns }, (_, i) => values[i % values.length] as number);
  return { rows, columns, data };
}

function transposed({ rows, columns, data }: Matrix): Matrix {
  const turned = emptyMatrix({ rows: columns, columns: rows });
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) turned.data[c * rows + r] = data[r * columns + c]!;
  return turned;
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
      fc.property(size, size, size, values, values, (rows, inner, columns, left, right) => {
        const [x, y] = [matrixOf(rows, inner, left), matrixOf(inner, columns, right)];
        const expected = cellByCell(x, y);
        const made = (multiplied: typeof multiply, one: Matrix, other: Matrix): readonly number[] => {
          const out = { ...emptyMatrix({ rows, columns }) };
          out.data.fill(7);
          multiplied(one, other, out);
          return [...out.data];
        };
        expect(made(multiply, x, y)).toEqual(expected);
        const inTwo: typeof multiply = (one, other, out) => {
          multiply(one, other, out, 0, Math.ceil(rows / 2));
          multiply(one, other, out, Math.ceil(rows / 2), rows);
        };
        expect(made(inTwo, x, y)).toEqual(expected);
        const leftInTwo: typeof multiply = (one, other, out) => {
          multiplyTransposedLeft(one, other, out, Math.ceil(rows / 2), rows);
          multiplyTransposedLeft(one, other, out, 0, Math.ceil(rows / 2));
        };
        expect(made(leftInTwo, transposed(x), y)).toEqual(expected);
        expect(made(multiplyTransposedLeft, transposed(x), y)).toEqual(expected);
        expect(made(multiplyTransposedRight, x, transposed(y))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
