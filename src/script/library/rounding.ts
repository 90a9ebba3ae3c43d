/*
 * Floats as whole numbers, and with fewer digits.
 */
import { int, RaisedError } from '../machine/values.ts';
import { formatFloat } from './format-spec.ts';
import { valueError } from './protocols.ts';

/** `int(x)` of a float. */
export function truncated(x: number): number {
  if (Number.isNaN(x)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw new RaisedError('OverflowError', 'cannot convert float infinity to integer');
  return int(Math.trunc(x));
}

/** `round(x)`: to the nearest whole number, a half to the even one. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `round(x, digits)` of a float: correctly rounded in decimal. */
export function roundDigits(x: number, digits: number): number {
  if (!Number.isFinite(x) || x === 0 || digits > 323) return x;
  if (digits < -308) return x < 0 ? -0 : 0;
  const sign = x < 0 ? -1 : 1;
  if (digits >= 0) return sign * Number(formatFloat(Math.abs(x), `.${digits}f`));
  // Left of the point: the exact integer part decides, and a half goes to the even digit.
  const unit = 10n ** BigInt(-digits);
  const size = Math.abs(x);
  const wholePart = BigInt(Math.floor(size));
  const rest = wholePart % unit;
  const twice = rest * 2n;
  let rounded = wholePart - rest;
  const isAbove = twice > unit || (twice === unit && size > Math.floor(size));
  if (isAbove || (twice === unit && (rounded / unit) % 2n === 1n)) rounded += unit;
  const result = Number(rounded);
  if (!Number.isFinite(result)) throw new RaisedError('OverflowError', 'rounded value too large to represent');
  return sign * result;
}
