/*
 * Functions of sampled curves: differences, gradients, integrals, interpolation, convolution.
 */

import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import { type Host, List, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { type Given, must, numberOf, numberOr } from './arguments.ts';
import { toArray } from './convert.ts';
import { bool, type Dtype, float64, int64, isWhole } from './dtypes.ts';
import { axesFrom } from './folds.ts';
import { adopt, doublesOf, type NdArray, NumpyScalar, sizeOf, unwrapped, viewOf } from './ndarray.ts';
import { packed } from './reductions.ts';
import { axisOf, ravel, wholeFrom } from './shaping.ts';
import { positionIn } from './sorting.ts';
import { floats } from './storage.ts';
import { applyBinary } from './ufunc-calls.ts';
import { notEqual, subtract } from './ufuncs.ts';

function difference(of: NdArray, n: number, axis: number, host: Host): NdArray {
  const along = axisOf(axis, of.shape.length);
  let made = of;
  for (let left = n; left > 0 && (left === n || made.size > 0); left--) {
    const { shape, strides, offset, dtype } = made;
    const size = shape[along]!;
    const part = (from: number): NdArray =>
      viewOf(made, shape.with(along, Math.max(0, size - 1)), strides, offset + from * strides[along]!);
    made = applyBinary(dtype === bool ? notEqual : subtract, part(size > 0 ? 1 : 0), part(0), host) as NdArray;
  }
  return made;
}

function interpolate([x, xp, fp, left, right]: readonly Given[], host: Host): Value {
  const of = toArray(must(x), host);
  const xs = doublesOf(toArray(must(xp), host));
  const ys = doublesOf(toArray(must(fp), host));
  const last = xs.length - 1;
  spend(host, of.size * Math.log2(2 + xs.length));
  const values = doublesOf(of).map((at) => {
    if (Number.isNaN(at)) return at;
    if (at < xs[0]!) return numberOr(left, ys[0]!);
    if (at > xs[last]!) return numberOr(right, ys[last]!);
    const k = positionIn(xs, at, true) - 1;
    if (k >= last) return ys[last]!;
    const slope = (ys[k + 1]! - ys[k]!) / (xs[k + 1]! - xs[k]!);
    return slope * (at - xs[k]!) + ys[k]!;
  });
  return unwrapped(adopt(host, values, float64, of.shape));
}

export function convolve([a, v, mode]: readonly Given[], isCorrelation: boolean, host: Host): Value {
  let x = doublesOf(toArray(must(a), host));
  let y = doublesOf(toArray(must(v), host));
  const p = toArray(must(a), host).dtype;
  const q = toArray(must(v), host).dtype;
  if (isCorrelation) y = y.slice().reverse();
  const swaps = !isCorrelation && y.length > x.length;
  if (swaps) [x, y] = [y, x];
  spend(host, x.length * y.length);
  const full = floats(x.length + y.length - 1);
  for (let i = 0; i < full.length; i++) {
    let sum = 0;
    for (let k = Math.max(0, i - y.length + 1); k <= Math.min(i, x.length - 1); k++) sum += x[k]! * y[i - k]!;
    full[i] = sum;
  }
  const kind = mode ?? (isCorrelation ? 'valid' : 'full');
  const short = Math.min(x.length, y.length);
  const long = Math.max(x.length, y.length);
  const [from, count] =
    kind === 'full'
      ? [0, full.length]
      : kind === 'same'
        ? [Math.floor((short - 1) / 2), long]
        : [short - 1, long - short + 1];
  const part = full.slice(from, from + count);
  const dtype: Dtype = isWhole(p) && isWhole(q) ? int64 : float64;
  return packed(part, [part.length], dtype, host);
}

function gradientOf(of: NdArray, step: number, axis: number, host: Host): NdArray {
  const x = doublesOf(of);
  const n = of.shape[axis]!;
  if (n < 2) {
    throw new RaisedError(
      'ValueError',
      'Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.',
    );
  }
  const inside = sizeOf(of.shape.slice(axis + 1));
  const values = x.map((cell, i) => {
    const k = Math.floor(i / inside) % n;
    if (k === 0) return (x[i + inside]! - cell) / step;
    if (k === n - 1) return (cell - x[i - inside]!) / step;
    return (x[i + inside]! - x[i - inside]!) / (2 * step);
  });
  return adopt(host, values, float64, of.shape);
}

export const numericalFunctions: readonly NativeFunction[] = [
  native('diff', 'a, n=, axis=, prepend=, append=', ([a, n, axis], host) =>
    difference(
      toArray(must(a), host),
      n === undefined ? 1 : wholeFrom(must(n)),
      axis === undefined ? -1 : wholeFrom(must(axis)),
      host,
    ),
  ),
  native('ediff1d', 'ary', ([a], host) => difference(ravel(toArray(must(a), host), host), 1, -1, host)),
  native('gradient', 'f, *varargs, axis=, edge_order=', ([f, axis], host, rest) => {
    const of = toArray(must(f), host);
    const axes = axesFrom(axis, of.shape.length) ?? of.shape.map((_, k) => k);
    const steps = rest.map(numberOf);
    const parts = axes.map((along, i) => gradientOf(of, steps[i] ?? steps[0] ?? 1, along, host));
    return parts.length === 1 ? parts[0]! : host.version === 2 ? new List(parts) : new Tuple(parts);
  }),
  ...['trapezoid', 'trapz'].map((name) =>
    native(name, 'y, x=, dx=, axis=', ([y, x, dx], host) => {
      const ys = doublesOf(toArray(must(y), host));
      const xs = x === undefined || x === null ? undefined : doublesOf(toArray(x, host));
      const step = numberOr(dx, 1);
      let sum = 0;
      for (let i = 1; i < ys.length; i++)
        sum += ((xs === undefined ? step : xs[i]! - xs[i - 1]!) * (ys[i]! + ys[i - 1]!)) / 2;
      return new NumpyScalar(float64, sum);
    }),
  ),
  native('interp', 'x, xp, fp, left=, right=, period=', (args, host) => interpolate(args, host)),
  native('convolve', 'a, v, mode=', (args, host) => convolve(args, false, host)),
  native('correlate', 'a, v, mode=', (args, host) => convolve(args, true, host)),
];
