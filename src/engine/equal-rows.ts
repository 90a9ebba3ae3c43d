import type { Matrix } from './matrix.ts';

/** A number that equal rows have in common. Different rows hardly ever have it. */
export function hashOfRow({ columns, data }: Matrix, row: number): number {
  let hash = 0;
  for (let cell = row * columns; cell < (row + 1) * columns; cell++) hash = hash * 1.000_000_119 + data[cell]! * 3.7;
  return hash;
}

/** True when a row has the cells of a row of `other`, which is as wide. */
export function isSameRow(one: Matrix, row: number, other: Matrix, otherRow: number): boolean {
  for (let column = 0; column < one.columns; column++) {
    if (one.data[row * one.columns + column] !== other.data[otherRow * other.columns + column]) return false;
  }
  return true;
}
