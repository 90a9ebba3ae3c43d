import { square } from '../language/elementary.ts';
import type { Matrix } from './matrix.ts';

/** The mean of a column. */
export function meanOf({ rows, columns, data }: Matrix, column: number): number {
  let sum = 0;
  for (let cell = column; cell < data.length; cell += columns) sum += data[cell]!;
  return sum / rows;
}

/** The standard deviation of a column: the root of its mean square around `mean`. */
export function deviationOf({ rows, columns, data }: Matrix, column: number, mean: number): number {
  let squares = 0;
  for (let cell = column; cell < data.length; cell += columns) squares += square(data[cell]! - mean);
  return Math.sqrt(squares / rows);
}

/** The means of all columns in one pass. Their last bits differ from those of `meanOf`: each cell is divided before it is added. */
export function meansOf({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let cell = 0; cell < data.length; cell += columns) {
    for (let column = 0; column < columns; column++) means[column]! += data[cell + column]! / rows;
  }
  return means;
}
