/*
 * The loops of functions that only arrays of scripts have; those that programs share are in `engine/loops.ts`.
 */
import type { Binary, Unary } from '../../engine/loops.ts';
import { pow } from '../../language/elementary.ts';

/** In which 1 to any exponent is 1, as in C: of NaN too. */
export const power: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  if (ys === 0 && y[yo] === 2) return squareLoop(x, xo, xs, z, zo, n);
  if (ys === 0 && y[yo] === 0.5) return rootLoop(x, xo, xs, z, zo, n);
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const r = x[a] === 1 ? 1 : pow(x[a]!, y[b]!);
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
/** x^½ as `pow` has it: 0 of −0, and ∞ of −∞. */
const rootLoop: Unary = (x, xo, xs, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) {
    const r = x[a]! >= 0 ? Math.sqrt(x[a]!) + 0 : pow(x[a]!, 0.5);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
