import type { Floats } from '../language/dtypes.ts';
import type { Shape } from '../language/expression.ts';

/** A matrix of floats, row by row: cell (r, c) is `data[r * columns + c]`. */
export interface Matrix extends Shape {
  readonly data: Floats;
}

/** All 0, of 64-bit floats. */
export function emptyMatrix({ rows, columns }: Shape): Matrix & { readonly data: Float64Array } {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

/** @throws RangeError when the rows differ in length. */
export function matrixFromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const matrix = emptyMatrix({ rows: rows.length, columns });
  rows.forEach((row, r) => {
    if (row.length !== columns) throw new RangeError(`row ${r + 1} has ${row.length} numbers, the first ${columns}`);
    matrix.data.set(row, r * columns);
  });
  return matrix;
}

export function rowsOf({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * columns, (r + 1) * columns)));
}

/** A copy with its own memory. A live matrix shares the memory of its program's arena. */
export function copyMatrix({ rows, columns, data }: Matrix): Matrix {
  return { rows, columns, data: data.slice() };
}

/** A copy whose cells are 64-bit floats. */
export function asFloat64({ rows, columns, data }: Matrix): Matrix {
  return { rows, columns, data: Float64Array.from(data) };
}

/** A set of examples, one a row: inputs, and the targets that the network should predict for them. */
export interface Examples {
  /** (examples × inputs) */
  readonly inputs: Matrix;
  /** (examples × outputs) */
  readonly targets: Matrix;
}
