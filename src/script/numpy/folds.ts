/*
 * Folds: functions of `n` elements from an offset on, at a stride, to one number; and their application over axes. Sums run in ascending
 * order, row by row, from 0.
 */
import { sumFold } from '../../engine/kernels.ts';
import { List, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { doublesOf, type NdArray, type Shape } from './ndarray.ts';
import { axisOf, transpose, wholeFrom } from './shaping.ts';
import { floats } from './storage.ts';

/** A function of `n` elements from `start` on, `step` apart. */
export type Fold = (x: Float64Array, start: number, step: number, n: number) => number;

export const prodFold: Fold = (x, start, step, n) => {
  let total = 1;
  for (let i = 0, at = start; i < n; i++, at += step) total *= x[at]!;
  return total;
};
/** The last of equal numbers, 0 and −0: as in NumPy, but for the lengths 8k + 1 of its vector instructions (16k + 1 for float32). */
export const maxFold: Fold = (x, start, step, n) => {
  let most = x[start]!;
  for (let i = 1, at = start + step; i < n; i++, at += step) if (x[at]! >= most || Number.isNaN(x[at]!)) most = x[at]!;
  return most;
};
export const minFold: Fold = (x, start, step, n) => {
  let least = x[start]!;
  for (let i = 1, at = start + step; i < n; i++, at += step)
    if (x[at]! <= least || Number.isNaN(x[at]!)) least = x[at]!;
  return least;
};
export const anyFold: Fold = (x, start, step, n) => {
  for (let i = 0, at = start; i < n; i++, at += step) if (x[at] !== 0) return 1;
  return 0;
};
export const allFold: Fold = (x, start, step, n) => {
  for (let i = 0, at = start; i < n; i++, at += step) if (x[at] === 0) return 0;
  return 1;
};
export const argmaxFold: Fold = (x, start, step, n) => {
  let best = 0;
  for (let i = 0, at = start; i < n; i++, at += step) {
    if (Number.isNaN(x[at]!)) return i;
    if (x[at]! > x[start + best * step]!) best = i;
  }
  return best;
};
export const argminFold: Fold = (x, start, step, n) => {
  let best = 0;
  for (let i = 0, at = start; i < n; i++, at += step) {
    if (Number.isNaN(x[at]!)) return i;
    if (x[at]! < x[start + best * step]!) best = i;
  }
  return best;
};

/**
 * z[o, i] = Σ x[o, k, i], with the bits of `sumFold`. The cells are read in the order of the memory, and several sums run at once: the
 * additions of one sum wait for each other.
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

/** The axes of an argument `axis`; undefined for all of them. */
export function axesFrom(axis: Value | undefined, dimensions: number): readonly number[] | undefined {
  if (axis === undefined || axis === null) return undefined;
  if (axis instanceof Tuple || axis instanceof List) {
    const axes = axis.items.map((item) => axisOf(wholeFrom(item), dimensions));
    if (new Set(axes).size !== axes.length) throw new RaisedError('ValueError', "duplicate value in 'axis'");
    return axes;
  }
  return [axisOf(wholeFrom(axis), dimensions)];
}

/** As `axesFrom`, where an array without dimensions may be asked for its first axis, too: in all reductions but means. */
export function axesOrFirst(axis: Value | undefined, dimensions: number): readonly number[] | undefined {
  return dimensions === 0 && (axis === 0 || axis === -1) ? undefined : axesFrom(axis, dimensions);
}

/** Numbers after a fold over some axes, and the shape of the result. */
interface Folded {
  readonly values: Float64Array;
  readonly shape: Shape;
  /** The number of elements that each value is folded from. */
  readonly count: number;
}

/** @param identity the result of a fold over no elements; undefined where there is none. */
export function foldOver(
  of: NdArray,
  axes: readonly number[] | undefined,
  keepdims: boolean,
  fold: Fold,
  identity: number | undefined,
  name: string,
): Folded {
  const { shape, size } = of;
  const dimensions = shape.length;
  if (axes === undefined || axes.length === dimensions) {
    if (size === 0 && identity === undefined) throw noIdentity(name);
    const values = floats(1);
    values[0] =
      size === 0
        ? identity!
        : of.contiguous && of.data instanceof Float64Array
          ? fold(of.data, of.offset, 1, size)
          : fold(doublesOf(of), 0, 1, size);
    return { values, shape: keepdims ? shape.map(() => 1) : [], count: size };
  }
  const kept = shape.map((_, k) => k).filter((k) => !axes.includes(k));
  const result = keepdims ? shape.map((n, k) => (axes.includes(k) ? 1 : n)) : kept.map((k) => shape[k]!);
  if (axes.length === 1) {
    const axis = axes[0]!;
    const count = shape[axis]!;
    let inside = 1;
    for (let k = axis + 1; k < dimensions; k++) inside *= shape[k]!;
    let outside = 1;
    for (let k = 0; k < axis; k++) outside *= shape[k]!;
    const values = floats(outside * inside);
    if (count === 0) {
      if (identity === undefined && values.length > 0) throw noIdentity(name);
      return { values: values.fill(identity ?? 0), shape: result, count };
    }
    const isOwn = of.contiguous && of.data instanceof Float64Array;
    const x = isOwn ? (of.data as Float64Array) : doublesOf(of);
    const from = isOwn ? of.offset : 0;
    if (fold === sumFold) {
      sumAlong(x, from, outside, count, inside, values);
      return { values, shape: result, count };
    }
    let to = 0;
    for (let o = 0; o < outside; o++) {
      for (let i = 0; i < inside; i++) values[to++] = fold(x, from + o * count * inside + i, inside, count);
    }
    return { values, shape: result, count };
  }
  const moved = doublesOf(transpose(of, [...kept, ...axes]));
  const count = axes.reduce((product, axis) => product * shape[axis]!, 1);
  const values = floats(count === 0 ? kept.reduce((product, k) => product * shape[k]!, 1) : moved.length / count);
  if (count === 0) {
    if (identity === undefined && values.length > 0) throw noIdentity(name);
    return { values: values.fill(identity ?? 0), shape: result, count };
  }
  for (let i = 0; i < values.length; i++) values[i] = fold(moved, i * count, 1, count);
  return { values, shape: result, count };
}

function noIdentity(name: string): RaisedError {
  return new RaisedError(
    'ValueError',
    name.startsWith('arg')
      ? `attempt to get ${name} of an empty sequence`
      : `zero-size array to reduction operation ${name} which has no identity`,
    'The array is empty.',
  );
}
