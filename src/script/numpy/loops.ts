/*
 * The loops of functions that only arrays of scripts have; those that programs share are in `engine/loops.ts`.
 */
import { type Binary, sqrtLoop, type Unary } from '../../engine/loops.ts';
import { pow } from '../../language/elementary.ts';

/** x^y as in C: 1 to any exponent is 1, also to NaN, and so is −1 to ±∞. */
function powerOf(x: number, y: number): number {
  if (x === 1 || (x === -1 && (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY))) return 1;
  return pow(x, y);
}

export const power: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  if (ys === 0 && y[yo] === 2) return squareLoop(x, xo, xs, z, zo, n);
  // As in NumPy, one exponent of ½ for several bases is a square root: −0 of −0, NaN of −∞.
  if (ys === 0 && n > 1 && y[yo] === 0.5) return sqrtLoop(x, xo, xs, z, zo, n);
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const r = powerOf(x[a]!, y[b]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
/** As in NumPy, the second of two equal numbers: of 0 and −0. */
export const maximum: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const p = x[a]!;
    const q = y[b]!;
    z[c] = p > q || Number.isNaN(p) ? p : q;
  }
  return true;
};
export const minimum: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const p = x[a]!;
    const q = y[b]!;
    z[c] = p < q || Number.isNaN(p) ? p : q;
  }
  return true;
};
export const notEqual: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) z[c] = x[a]! !== y[b]! ? 1 : 0;
  return true;
};
/** A loop of a rarer comparison. */
export function testLoop(f: (x: number, y: number) => boolean): Binary {
  return (x, xo, xs, y, yo, ys, z, zo, n) => {
    for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) z[c] = f(x[a]!, y[b]!) ? 1 : 0;
    return true;
  };
}
export const squareLoop: Unary = (x, xo, xs, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) {
    const r = x[a]! * x[a]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
