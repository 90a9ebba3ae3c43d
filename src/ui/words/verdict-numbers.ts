/** Numbers as verdicts say them. */

/** Three decimals, or an exponent where they would say 0: `0.500`, `1.9e-8`. */
export function decimals(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.0005) return value.toExponential(1);
  return Math.abs(value) < 1e6 ? value.toFixed(3) : value.toPrecision(3);
}

/** As short as it can be said in four digits: `1`, `0.001`, `1e+9`. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(4)));
}
