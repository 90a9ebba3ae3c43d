/** The scaling of the columns of inputs or targets: the network sees (original − shift) / unit. */
export interface Scaling {
  readonly shift: Float64Array;
  readonly unit: Float64Array;
}

/** Significant digits that survive scaling and its inverse. */
const DIGITS = 12;

/** A number of a column before it was scaled, rounded to 12 significant digits. */
export function original(value: number, column: number, scaling: Scaling | undefined): number {
  if (scaling === undefined) return value;
  return Number((value * (scaling.unit[column] ?? 1) + (scaling.shift[column] ?? 0)).toPrecision(DIGITS));
}
