/** A number as Python 2's `print` shows it, as on the tutorial's page: 12 significant digits, no trailing zeros. */
export function formatNumber(x: number): string {
  return String(Number(x.toPrecision(12)));
}

export function formatArray(rows: readonly (readonly number[])[]): string {
  return `[${rows.map((row) => `[${row.map((x) => x.toFixed(8)).join(' ')}]`).join('\n ')}]`;
}
