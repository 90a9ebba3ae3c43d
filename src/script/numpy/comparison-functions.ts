/*
 * Functions that compare whole arrays: equal, close, in the same memory.
 */
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOr } from './arguments.ts';
import { broadcastShape } from './broadcast.ts';
import { toArray } from './convert.ts';
import { bool } from './dtypes.ts';
import { sameElements } from './elements.ts';
import { expanded } from './expansion.ts';
import { assign } from './indexing.ts';
import { create, doublesOf, NdArray, unwrapped } from './ndarray.ts';
import { promote } from './promotion.ts';

function isClose(a: Value, b: Value, [rtol, atol, equalNaN]: readonly Given[], host: Host): Value {
  const x = toArray(a, host);
  const y = toArray(b, host);
  const shape = broadcastShape(x.shape, y.shape);
  const p = expanded(x, shape);
  const q = expanded(y, shape);
  const relative = numberOr(rtol, 1e-5);
  const absolute = numberOr(atol, 1e-8);
  const made = create(host, bool, shape);
  for (let i = 0; i < made.size; i++) {
    const u = p[i]!;
    const v = q[i]!;
    const isNear =
      u === v ||
      (Number.isFinite(v) && Math.abs(u - v) <= absolute + relative * Math.abs(v)) ||
      (flag(equalNaN) && Number.isNaN(u) && Number.isNaN(v));
    made.data[i] = (isNear ? 1 : 0) as never;
  }
  return unwrapped(made);
}

function overlaps(a: NdArray, b: NdArray): boolean {
  const range = ({ shape, strides, offset }: NdArray): [number, number] => {
    let low = offset;
    let high = offset;
    shape.forEach((n, k) => {
      const reach = (n - 1) * strides[k]!;
      if (reach < 0) low += reach;
      else high += reach;
    });
    return [low, high];
  };
  if (a.size === 0 || b.size === 0) return false;
  const [p, q] = range(a);
  const [r, s] = range(b);
  return p <= s && r <= q;
}

export const comparisonFunctions: readonly NativeFunction[] = [
  native('array_equal', 'a1, a2, equal_nan=', ([a, b], host) =>
    sameElements(toArray(must(a), host), toArray(must(b), host)),
  ),
  native('array_equiv', 'a1, a2', ([a, b], host) => {
    const x = toArray(must(a), host);
    const y = toArray(must(b), host);
    try {
      const shape = broadcastShape(x.shape, y.shape);
      const p = create(host, promote(x.dtype, y.dtype), shape);
      const q = create(host, p.dtype, shape);
      assign(p, x, host);
      assign(q, y, host);
      return sameElements(p, q);
    } catch (error) {
      if (error instanceof RaisedError) return false;
      throw error;
    }
  }),
  native('allclose', 'a, b, rtol=, atol=, equal_nan=', ([a, b, ...rest], host) => {
    const near = isClose(must(a), must(b), rest, host);
    return doublesOf(toArray(near, host)).every((cell) => cell === 1);
  }),
  native('isclose', 'a, b, rtol=, atol=, equal_nan=', ([a, b, ...rest], host) => isClose(must(a), must(b), rest, host)),
  ...['may_share_memory', 'shares_memory'].map((name) =>
    native(
      name,
      'a, b, max_work=',
      ([a, b]) => a instanceof NdArray && b instanceof NdArray && a.data === b.data && overlaps(a, b),
    ),
  ),
];
