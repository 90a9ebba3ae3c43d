interface Inputs {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}

/** Whether there are two inputs, or a third that is always 1, as a bias is in the tutorial. */
export function isPlane({ rows, columns, data }: Inputs): boolean {
  if (columns !== 3) return columns === 2;
  for (let row = 0; row < rows; row++) if (data[3 * row + 2] !== 1) return false;
  return true;
}
