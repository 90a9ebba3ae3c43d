/*
 * The loops of the functions of cells, which programs and the arrays of scripts share: z[i] = f(x[i], y[i]) for n cells, from an offset on; those
 * of an operand are a step apart. A step of 0 repeats one cell. The loops repeat each other on purpose: one loop that calls the function of each
 * is slower, since V8 cannot inline a call with many targets. `binaryLoop` and `unaryLoop` make the loops of rarer functions. A loop
 * returns false when a result is NaN or infinite by the function itself: only then does a script look for the reasons.
 */
import type { Floats } from '../language/dtypes.ts';
import { exp, log, tanh } from '../language/elementary.ts';
import { sigmoid, slope } from '../language/functions.ts';

export type Binary = (
  x: Floats,
  xo: number,
  xs: number,
  y: Floats,
  yo: number,
  ys: number,
  z: Floats | Uint8Array,
  zo: number,
  n: number,
) => boolean;

export type Unary = (x: Floats, xo: number, xs: number, z: Floats | Uint8Array, zo: number, n: number) => boolean;

export const add: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const r = x[a]! + y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const subtract: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const r = x[a]! - y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const multiply: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const r = x[a]! * y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const divide: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
    const r = x[a]! / y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};

/** A loop of a rarer function. */
export function binaryLoop(f: (x: number, y: number) => number): Binary {
  return (x, xo, xs, y, yo, ys, z, zo, n) => {
    let check = 0;
    for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) {
      const r = f(x[a]!, y[b]!);
      z[c] = r;
      check += r - r;
    }
    return check === 0;
  };
}

/** Results of comparisons are 0 and 1. */
export const greater: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) z[c] = x[a]! > y[b]! ? 1 : 0;
  return true;
};
export const less: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) z[c] = x[a]! < y[b]! ? 1 : 0;
  return true;
};
export const equal: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) z[c] = x[a]! === y[b]! ? 1 : 0;
  return true;
};
export const greaterEqual: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) z[c] = x[a]! >= y[b]! ? 1 : 0;
  return true;
};
export const lessEqual: Binary = (x, xo, xs, y, yo, ys, z, zo, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c++) z[c] = x[a]! <= y[b]! ? 1 : 0;
  return true;
};

export const negative: Unary = (x, xo, xs, z, zo, n) => {
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) z[c] = -x[a]!;
  return true;
};
export const expLoop: Unary = (x, xo, xs, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) {
    const r = exp(x[a]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const tanhLoop: Unary = (x, xo, xs, z, zo, n) => {
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) z[c] = tanh(x[a]!);
  return true;
};
export const logLoop: Unary = (x, xo, xs, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) {
    const r = log(x[a]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const absoluteLoop: Unary = (x, xo, xs, z, zo, n) => {
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) z[c] = Math.abs(x[a]!);
  return true;
};
export const sqrtLoop: Unary = (x, xo, xs, z, zo, n) => {
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) {
    const r = Math.sqrt(x[a]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const sigmoidLoop: Unary = (x, xo, xs, z, zo, n) => {
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) z[c] = sigmoid(x[a]!);
  return true;
};
export const slopeLoop: Unary = (x, xo, xs, z, zo, n) => {
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) z[c] = slope(x[a]!);
  return true;
};
/** A loop of a rarer function. */
export function unaryLoop(f: (x: number) => number): Unary {
  return (x, xo, xs, z, zo, n) => {
    let check = 0;
    for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c++) {
      const r = f(x[a]!);
      z[c] = r;
      check += r - r;
    }
    return check === 0;
  };
}
