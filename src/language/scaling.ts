/** How the columns of inputs or targets were scaled: the network sees (original − shift) / unit, column by column. */
export interface Scaling {
  readonly shift: Float64Array;
  readonly unit: Float64Array;
}

/** Significant digits of a number that survive scaling and its inverse. */
const DIGITS = 12;

/** A number of a column as it was before scaling, rounded to 12 significant digits. */
export function original(value: number, column: number, scaling: Scaling | undefined): number {
  if (scaling === undefined) return value;
  return Number((value * (scaling.unit[column] ?? 1) + (scaling.shift[column] ?? 0)).toPrecision(DIGITS));
}
