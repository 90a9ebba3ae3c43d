/*
 * The kernels of large arrays: all loops over arrays reach WebAssembly through this module. A kernel computes on copies of the cells, since the
 * memory of WebAssembly is not garbage collected.
 * Each function here has the bits of the loops in TypeScript, which small arrays and strided ones keep.
 */
import {
  type CombinedName,
  combineArrays,
  type MappedName,
  mapArray,
  multiplyArrays,
} from '../../engine/backends/wasm/arrays.ts';
import { multiplyInto } from '../../engine/products.ts';

/** Cells from which the copies of a function pay. */
const LARGE_ARRAY = 64;
/** Cells from which the copies of two arrays pay for one operation on each. */
const LARGE_PAIR = 512;
/** Multiplications from which the copies of a product pay. */
const LARGE_PRODUCT = 8192;

/**
 * z[i] = f(x[i]), with the arguments of a loop. Returns undefined where the loop in TypeScript has to do it, otherwise true where all results
 * are finite.
 */
export function mapLarge(
  name: MappedName,
  x: Float64Array,
  xo: number,
  xs: number,
  z: Float64Array,
  zo: number,
  zs: number,
  n: number,
): boolean | undefined {
  return n >= LARGE_ARRAY && xs === 1 && zs === 1 ? mapArray(name, x, xo, z, zo, n) : undefined;
}

/** As `mapLarge`, z[i] = f(x[i], y[i]); in a power, 1 to any exponent is 1. */
export function combineLarge(
  name: CombinedName,
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
): boolean | undefined {
  const least = name === 'power' ? LARGE_ARRAY : LARGE_PAIR;
  if (n < least || zs !== 1 || xs > 1 || xs < 0 || ys > 1 || ys < 0) return undefined;
  return combineArrays(name, x, xo, xs, y, yo, ys, z, zo, n);
}

/** `multiplyInto` for all rows. @param xRow, xStep, yColumn, yStep as in `multiplyInto` */
export function multiplyMatrices(
  z: Float64Array,
  zFirst: number,
  rows: number,
  columns: number,
  inner: number,
  x: Float64Array,
  xFirst: number,
  xRow: number,
  xStep: number,
  y: Float64Array,
  yFirst: number,
  yColumn: number,
  yStep: number,
): void {
  const isDone =
    rows * inner * columns >= LARGE_PRODUCT &&
    Math.min(rows, columns) > 1 &&
    multiplyArrays(z, zFirst, rows, columns, inner, x, xFirst, xRow, xStep, y, yFirst, yColumn, yStep);
  if (!isDone) multiplyInto(z, zFirst, columns, 0, rows, inner, x, xFirst, xRow, xStep, y, yFirst, yColumn, yStep);
}

/**
 * z[o, i] = Σ x[o, k, i] over k in ascending order, from 0. The cells are read in the order of the memory, and several sums go on at once, without
 * copies: the additions of one sum wait for each other.
 */
export function sumAlong(
  x: Float64Array,
  xo: number,
  outside: number,
  count: number,
  inside: number,
  z: Float64Array,
): void {
  if (inside === 1) {
    let o = 0;
    for (; o + 4 <= outside; o += 4) {
      let [a, b, c, d] = [0, 0, 0, 0];
      const first = xo + o * count;
      for (let k = first; k < first + count; k++) {
        a += x[k]!;
        b += x[k + count]!;
        c += x[k + 2 * count]!;
        d += x[k + 3 * count]!;
      }
      z[o] = a;
      z[o + 1] = b;
      z[o + 2] = c;
      z[o + 3] = d;
    }
    for (; o < outside; o++) {
      let total = 0;
      for (let k = xo + o * count; k < xo + (o + 1) * count; k++) total += x[k]!;
      z[o] = total;
    }
    return;
  }
  z.fill(0);
  for (let o = 0; o < outside; o++) {
    const [first, end] = [o * inside, (o + 1) * inside];
    let at = xo + first * count;
    let k = 0;
    for (; k + 4 <= count; k += 4, at += 3 * inside) {
      for (let i = first; i < end; i++, at++) {
        z[i] = z[i]! + x[at]! + x[at + inside]! + x[at + 2 * inside]! + x[at + 3 * inside]!;
      }
    }
    for (; k < count; k++) for (let i = first; i < end; i++) z[i] = z[i]! + x[at++]!;
  }
}
