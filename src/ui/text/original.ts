/** How a column was scaled: what is left of a number is (original − shift) / unit. */
export interface ColumnScaling {
  readonly shift: ArrayLike<number>;
  readonly unit: ArrayLike<number>;
}

/** So many digits come back from a number that was scaled. */
const DIGITS = 12;

/** A number of a column as it was before it was scaled. */
export function original(value: number, column: number, scaling: ColumnScaling | undefined): number {
  if (scaling === undefined) return value;
  return Number((value * (scaling.unit[column] ?? 1) + (scaling.shift[column] ?? 0)).toPrecision(DIGITS));
}
