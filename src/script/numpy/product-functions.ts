/*
 * Functions that multiply arrays: products of vectors, matrices and tensors. The sums are in `products.ts` and `einsum.ts`.
 */
import { native } from '../machine/natives.ts';
import { type NativeFunction, RaisedError } from '../machine/values.ts';
import { must, numberOr, outOf, quick } from './arguments.ts';
import { itemsOf, toArray } from './convert.ts';
import { float64, int64, isWhole } from './dtypes.ts';
import { einsum } from './einsum.ts';
import { trace } from './elements.ts';
import { expanded } from './expansion.ts';
import { row } from './joining-functions.ts';
import { type NdArray, unwrapped, viewOf } from './ndarray.ts';
import { deliveredProduct, multipliedInto } from './outputs.ts';
import { dot, inner, matmul, outer, tensordot } from './products.ts';
import { packed } from './reductions.ts';
import { axisOf, ravel, reshape, shapeFrom, wholeFrom } from './shaping.ts';
import { applyBinary } from './ufunc-calls.ts';
import { multiply } from './ufuncs.ts';

export const productFunctions: readonly NativeFunction[] = [
  quick(
    native('dot', 'a, b, out=', ([a, b, out], host) => deliveredProduct(dot(must(a), must(b), host), outOf(out), host)),
    (args, host) => (args.length === 2 ? dot(args[0]!, args[1]!, host) : undefined),
  ),
  native('matmul', 'x1, x2, out=', ([a, b, out], host) =>
    multipliedInto(matmul(must(a), must(b), host), outOf(out), host),
  ),
  native('outer', 'a, b, out=', ([a, b, out], host) => outer(must(a), must(b), host, outOf(out))),
  native('inner', 'a, b', ([a, b], host) => inner(must(a), must(b), host)),
  native('vdot', 'a, b', ([a, b], host) =>
    dot(ravel(toArray(must(a), host), host), ravel(toArray(must(b), host), host), host),
  ),
  native('tensordot', 'a, b, axes=', ([a, b, axes], host) => {
    const x = toArray(must(a), host);
    const y = toArray(must(b), host);
    const pair = axes !== undefined && axes !== null ? itemsOf(axes, host) : undefined;
    if (pair !== undefined) {
      const [p, q] = pair.map((item) => shapeFrom(item));
      return tensordot(
        x,
        y,
        p!.map((k) => axisOf(k, x.shape.length)),
        q!.map((k) => axisOf(k, y.shape.length)),
        host,
      );
    }
    const n = axes === undefined || axes === null ? 2 : wholeFrom(axes);
    return tensordot(
      x,
      y,
      Array.from({ length: n }, (_, k) => x.shape.length - n + k),
      Array.from({ length: n }, (_, k) => k),
      host,
    );
  }),
  native('kron', 'a, b', ([a, b], host) => {
    const isFlat = toArray(must(a), host).shape.length < 2 && toArray(must(b), host).shape.length < 2;
    const x = row(toArray(must(a), host));
    const y = row(toArray(must(b), host));
    const [p, q] = x.shape as [number, number];
    const [r, s] = y.shape as [number, number];
    const grid = applyBinary(
      multiply,
      viewOf(x, [p, 1, q, 1], [x.strides[0]!, 0, x.strides[1]!, 0], x.offset),
      viewOf(y, [1, r, 1, s], [0, y.strides[0]!, 0, y.strides[1]!], y.offset),
      host,
    );
    const isScalar = toArray(must(a), host).shape.length + toArray(must(b), host).shape.length === 0;
    return unwrapped(reshape(grid as NdArray, isScalar ? [] : isFlat ? [q * s] : [p * r, q * s], host));
  }),
  native('einsum', 'subscripts, *operands, optimize=, out=', ([subscripts, , out], host, rest) =>
    multipliedInto(einsum(must(subscripts), rest, host), outOf(out), host),
  ),
  native('cross', 'a, b', ([a, b], host) => {
    const x = toArray(must(a), host);
    const y = toArray(must(b), host);
    if (x.shape.at(-1) !== 3 || y.shape.at(-1) !== 3) {
      throw new RaisedError(
        'ValueError',
        'Both input arrays must be (arrays of) 3-dimensional vectors, but they are 2 and 2 dimensional instead.',
      );
    }
    const shape = x.shape.length >= y.shape.length ? x.shape : y.shape;
    const p = expanded(x, shape);
    const q = expanded(y, shape);
    const values = new Float64Array(p.length);
    for (let i = 0; i < p.length; i += 3) {
      values[i] = p[i + 1]! * q[i + 2]! - p[i + 2]! * q[i + 1]!;
      values[i + 1] = p[i + 2]! * q[i]! - p[i]! * q[i + 2]!;
      values[i + 2] = p[i]! * q[i + 1]! - p[i + 1]! * q[i]!;
    }
    return packed(values, shape, isWhole(x.dtype) && isWhole(y.dtype) ? int64 : float64, host);
  }),
  native('trace', 'a, offset=', ([a, offset], host) => trace(toArray(must(a), host), numberOr(offset, 0), host)),
];
