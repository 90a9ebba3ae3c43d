/*
 * The loops of the element-wise functions, over doubles: z[i] = f(x[i], y[i]) for n elements from an offset on, at a stride. A stride of
 * 0 repeats one element. The loops repeat each other on purpose: one loop that calls the function of each is slower, since the engine
 * cannot inline a call with many targets. `binaryLoop`, `testLoop` and `unaryLoop` make the loops of rarer functions. A loop returns false
 * when a result is NaN or infinite: only then are the reasons looked for.
 */
import type { MappedName } from '../../engine/backends/wasm/arrays.ts';
import { exp, log, pow, tanh } from '../../language/elementary.ts';
import { combineLarge, mapLarge } from './kernels.ts';

export type Binary = (
  x: Float64Array,
  xo: number,
  xs: number,
  y: Float64Array,
  yo: number,
  ys: number,
  z: Float64Array,
  zo: number,
  zs: number,
  n: number,
) => boolean;

/** A comparison or a logical function: its results are 0 and 1. */
export type Test = (
  x: Float64Array,
  xo: number,
  xs: number,
  y: Float64Array,
  yo: number,
  ys: number,
  z: Uint8Array,
  zo: number,
  zs: number,
  n: number,
) => boolean;

export type Unary = (
  x: Float64Array,
  xo: number,
  xs: number,
  z: Float64Array,
  zo: number,
  zs: number,
  n: number,
) => boolean;

export const add: Binary = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  const areFinite = combineLarge('add', x, xo, xs, y, yo, ys, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
    const r = x[a]! + y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const subtract: Binary = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  const areFinite = combineLarge('subtract', x, xo, xs, y, yo, ys, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
    const r = x[a]! - y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const multiply: Binary = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  const areFinite = combineLarge('multiply', x, xo, xs, y, yo, ys, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
    const r = x[a]! * y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const divide: Binary = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  const areFinite = combineLarge('divide', x, xo, xs, y, yo, ys, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
    const r = x[a]! / y[b]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const power: Binary = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  if (ys === 0 && y[yo] === 2) return squareLoop(x, xo, xs, z, zo, zs, n);
  if (ys === 0 && y[yo] === 0.5) return rootLoop(x, xo, xs, z, zo, zs, n);
  const areFinite = combineLarge('power', x, xo, xs, y, yo, ys, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
    const r = x[a] === 1 ? 1 : pow(x[a]!, y[b]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const maximum: Binary = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
    const p = x[a]!;
    const q = y[b]!;
    z[c] = p >= q || Number.isNaN(p) ? p : q;
  }
  return true;
};
export const minimum: Binary = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
    const p = x[a]!;
    const q = y[b]!;
    z[c] = p <= q || Number.isNaN(p) ? p : q;
  }
  return true;
};

/** A loop of a rarer function. */
export function binaryLoop(f: (x: number, y: number) => number): Binary {
  return (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
    let check = 0;
    for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) {
      const r = f(x[a]!, y[b]!);
      z[c] = r;
      check += r - r;
    }
    return check === 0;
  };
}

export const greater: Test = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) z[c] = x[a]! > y[b]! ? 1 : 0;
  return true;
};
export const less: Test = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) z[c] = x[a]! < y[b]! ? 1 : 0;
  return true;
};
export const equal: Test = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) z[c] = x[a]! === y[b]! ? 1 : 0;
  return true;
};
export const greaterEqual: Test = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) z[c] = x[a]! >= y[b]! ? 1 : 0;
  return true;
};
export const lessEqual: Test = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) z[c] = x[a]! <= y[b]! ? 1 : 0;
  return true;
};
export const notEqual: Test = (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
  for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) z[c] = x[a]! !== y[b]! ? 1 : 0;
  return true;
};
export function testLoop(f: (x: number, y: number) => boolean): Test {
  return (x, xo, xs, y, yo, ys, z, zo, zs, n) => {
    for (let i = 0, a = xo, b = yo, c = zo; i < n; i++, a += xs, b += ys, c += zs) z[c] = f(x[a]!, y[b]!) ? 1 : 0;
    return true;
  };
}

export const negative: Unary = (x, xo, xs, z, zo, zs, n) => {
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) z[c] = -x[a]!;
  return true;
};
export const expLoop: Unary = (x, xo, xs, z, zo, zs, n) => {
  const areFinite = mapLarge('exp', x, xo, xs, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) {
    const r = exp(x[a]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const tanhLoop: Unary = (x, xo, xs, z, zo, zs, n) => {
  if (mapLarge('tanh', x, xo, xs, z, zo, zs, n) !== undefined) return true;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) z[c] = tanh(x[a]!);
  return true;
};
export const logLoop: Unary = (x, xo, xs, z, zo, zs, n) => {
  const areFinite = mapLarge('log', x, xo, xs, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) {
    const r = log(x[a]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const squareLoop: Unary = (x, xo, xs, z, zo, zs, n) => {
  const areFinite = combineLarge('multiply', x, xo, xs, x, xo, xs, z, zo, zs, n);
  if (areFinite !== undefined) return areFinite;
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) {
    const r = x[a]! * x[a]!;
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
export const absoluteLoop: Unary = (x, xo, xs, z, zo, zs, n) => {
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) z[c] = Math.abs(x[a]!);
  return true;
};
export const sqrtLoop: Unary = (x, xo, xs, z, zo, zs, n) => {
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) {
    const r = Math.sqrt(x[a]!);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
/** x^½ as `pow` has it: 0 of −0, and ∞ of −∞. */
const rootLoop: Unary = (x, xo, xs, z, zo, zs, n) => {
  let check = 0;
  for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) {
    const r = x[a]! >= 0 ? Math.sqrt(x[a]!) + 0 : pow(x[a]!, 0.5);
    z[c] = r;
    check += r - r;
  }
  return check === 0;
};
/** The loop of a function with a kernel. */
export function mappedLoop(name: MappedName, f: (x: number) => number): Unary {
  const loop = unaryLoop(f);
  return (x, xo, xs, z, zo, zs, n) => mapLarge(name, x, xo, xs, z, zo, zs, n) ?? loop(x, xo, xs, z, zo, zs, n);
}
export function unaryLoop(f: (x: number) => number): Unary {
  return (x, xo, xs, z, zo, zs, n) => {
    let check = 0;
    for (let i = 0, a = xo, c = zo; i < n; i++, a += xs, c += zs) {
      const r = f(x[a]!);
      z[c] = r;
      check += r - r;
    }
    return check === 0;
  };
}
