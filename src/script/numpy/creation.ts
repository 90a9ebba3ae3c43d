/*
 * Functions that make arrays.
 */
import { gathered } from '../library/protocols.ts';
import { native } from '../machine/natives.ts';
import { type Host, List, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { dtypeOr, flag, type Given, must, numberOr } from './arguments.ts';
import { broadcastShape, broadcastTo } from './broadcast.ts';
import { copyArray } from './casts.ts';
import { dtypeOfScalar, itemsOf, toArray } from './convert.ts';
import { bool, type Dtype, float64, int64 } from './dtypes.ts';
import { diagonal } from './elements.ts';
import { assign } from './indexing.ts';
import { cellsOf, create, NdArray, NumpyScalar, rowStrides, type Shape, sizeOf, viewOf, wrap } from './ndarray.ts';
import { promote } from './promotion.ts';
import { ravel, reshape, shapeFrom, sizesFrom, wholeFrom } from './shaping.ts';

function filled(host: Host, dtype: Dtype, shape: Shape, value: Value): NdArray {
  const made = create(host, dtype, shape);
  assign(made, value, host);
  return made;
}

/** A view with axes of size 1 before the others, until there are `least`. */
export function withDimensions(of: NdArray, least: number): NdArray {
  const missing = least - of.shape.length;
  if (missing <= 0) return of;
  const ones = new Array<number>(missing).fill(1);
  return viewOf(of, [...ones, ...of.shape], [...ones.map(() => 0), ...of.strides], of.offset);
}

function likeType(of: Value, dtype: Given, host: Host): { array: NdArray; dtype: Dtype } {
  const array = toArray(of, host);
  return { array, dtype: dtypeOr(dtype) ?? array.dtype };
}

export function rangeType(values: readonly Value[]): Dtype {
  let dtype: Dtype | undefined;
  for (const value of values) {
    const own = value instanceof NumpyScalar || value instanceof NdArray ? value.dtype : dtypeOfScalar(value);
    dtype = dtype === undefined ? own : promote(dtype, own);
  }
  return dtype === bool || dtype === undefined ? int64 : dtype;
}

function eye(rows: number, columns: number, offset: number, dtype: Dtype, host: Host): NdArray {
  const made = create(host, dtype, [rows, columns]);
  for (let r = 0; r < rows; r++)
    if (r + offset >= 0 && r + offset < columns) made.data[r * columns + r + offset] = 1 as never;
  return made;
}

/** A copy with zeros above or below a diagonal. An array of one axis is repeated for each row. */
function triangle(given: NdArray, offset: number, isLower: boolean, host: Host): NdArray {
  const of = given.shape.length === 1 ? broadcastTo(given, [given.size, given.size]) : given;
  const made = copyArray(of, host);
  const columns = of.shape.at(-1)!;
  const rows = of.shape.at(-2)!;
  for (let i = 0; i < made.size; i++) {
    const c = i % columns;
    const r = Math.floor(i / columns) % rows;
    if (isLower ? c > r + offset : c < r + offset) made.data[i] = 0 as never;
  }
  return made;
}

function array([object, dtype, copy, , , ndmin]: readonly Given[], host: Host): Value {
  if (object === undefined) throw new RaisedError('TypeError', "array() missing required argument 'object' (pos 0)");
  const value = object;
  const type = dtypeOr(dtype);
  const given = toArray(value, host, type);
  const own = given === value && flag(copy, true) ? copyArray(given, host) : given;
  return withDimensions(own, ndmin === undefined ? 0 : wholeFrom(ndmin));
}

const like = (name: string, value: number) =>
  native(name, 'a, dtype=, order=, subok=, shape=', ([a, dtype, , , shape], host) => {
    const source = likeType(must(a), dtype, host);
    return filled(
      host,
      source.dtype,
      shape === undefined || shape === null ? source.array.shape : sizesFrom(shape),
      value,
    );
  });

const ofShape = (name: string, value: number) =>
  native(name, 'shape, dtype=, order=, *, device=, like=', ([shape, dtype], host) => {
    const made = create(host, dtypeOr(dtype) ?? float64, sizesFrom(must(shape)));
    if (value !== 0 || made.dtype.kind === 'O')
      assign(made, made.dtype.kind === 'O' && name === 'empty' ? null : value, host);
    return made;
  });

function least(dimensions: number, rest: readonly Value[], host: Host): Value {
  const made = rest.map((value) => withDimensions(toArray(value, host), dimensions));
  return made.length === 1 ? made[0]! : new Tuple(made);
}

export const creationFunctions: readonly NativeFunction[] = [
  native('array', 'object, dtype=, *, copy=, order=, subok=, ndmin=, like=', (args, host) => array(args, host), 'c'),
  native('asarray', 'a, dtype=, order=, *, device=, copy=, like=', ([a, dtype], host) =>
    toArray(must(a), host, dtypeOr(dtype)),
  ),
  native('asanyarray', 'a, dtype=, order=', ([a, dtype], host) => toArray(must(a), host, dtypeOr(dtype))),
  native('ascontiguousarray', 'a, dtype=', ([a, dtype], host) => {
    const made = withDimensions(toArray(must(a), host, dtypeOr(dtype)), 1);
    return made.contiguous ? made : copyArray(made, host);
  }),
  native('asfortranarray', 'a, dtype=', ([a, dtype], host) => toArray(must(a), host, dtypeOr(dtype))),
  native('asarray_chkfinite', 'a, dtype=', ([a, dtype], host) => toArray(must(a), host, dtypeOr(dtype))),
  native('copy', 'a, order=, subok=', ([a], host) => {
    const made = toArray(must(a), host);
    return made === a ? copyArray(made, host) : made;
  }),
  ofShape('zeros', 0),
  ofShape('ones', 1),
  ofShape('empty', 0),
  like('zeros_like', 0),
  like('ones_like', 1),
  like('empty_like', 0),
  native('full', 'shape, fill_value, dtype=, order=', ([shape, value, dtype], host) => {
    const type = dtypeOr(dtype) ?? toArray(must(value), host).dtype;
    return filled(host, type, sizesFrom(must(shape)), must(value));
  }),
  native('full_like', 'a, fill_value, dtype=, order=, subok=, shape=', ([a, value, dtype, , , shape], host) => {
    const source = likeType(must(a), dtype, host);
    return filled(
      host,
      source.dtype,
      shape === undefined || shape === null ? source.array.shape : sizesFrom(shape),
      must(value),
    );
  }),
  native('eye', 'N, M=, k=, dtype=, order=', ([n, m, k, dtype], host) => {
    const rows = wholeFrom(must(n));
    return eye(
      rows,
      m === undefined || m === null ? rows : wholeFrom(m),
      numberOr(k, 0),
      dtypeOr(dtype) ?? float64,
      host,
    );
  }),
  native('identity', 'n, dtype=', ([n, dtype], host) =>
    eye(wholeFrom(must(n)), wholeFrom(must(n)), 0, dtypeOr(dtype) ?? float64, host),
  ),
  native('diag', 'v, k=', ([v, k], host) => {
    const of = toArray(must(v), host);
    const offset = numberOr(k, 0);
    if (of.shape.length === 2) return diagonal(of, offset, host);
    if (of.shape.length !== 1) throw new RaisedError('ValueError', 'Input must be 1- or 2-d.');
    const cells = cellsOf(of);
    const n = of.size + Math.abs(offset);
    const made = create(host, of.dtype, [n, n]);
    for (let i = 0; i < of.size; i++) {
      const r = i + Math.max(0, -offset);
      made.data[r * n + i + Math.max(0, offset)] = cells[i]! as never;
    }
    return made;
  }),
  native('diagonal', 'a, offset=, axis1=, axis2=', ([a, offset], host) =>
    diagonal(toArray(must(a), host), numberOr(offset, 0), host),
  ),
  native('tril', 'm, k=', ([m, k], host) => triangle(toArray(must(m), host), numberOr(k, 0), true, host)),
  native('triu', 'm, k=', ([m, k], host) => triangle(toArray(must(m), host), numberOr(k, 0), false, host)),
  native('tri', 'N, M=, k=, dtype=', ([n, m, k, dtype], host) => {
    const rows = wholeFrom(must(n));
    const ones = filled(
      host,
      dtypeOr(dtype) ?? float64,
      [rows, m === undefined || m === null ? rows : wholeFrom(m)],
      1,
    );
    return triangle(ones, numberOr(k, 0), true, host);
  }),
  native('fromiter', 'iter, dtype, count=', ([iter, dtype, count], host) => {
    const value = must(iter);
    const behaviour = value !== null && typeof value === 'object' && 'type' in value ? value.type.behaviour : undefined;
    let items = itemsOf(value, host);
    if (items === undefined && behaviour?.iterate !== undefined) {
      const found: Value[] = [];
      const iterator = behaviour.iterate(value, host);
      for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) {
        found.push(item);
        gathered(found, host);
      }
      items = found;
    }
    if (items === undefined) throw new RaisedError('TypeError', 'the argument of fromiter must be iterable');
    const most = count === undefined ? -1 : wholeFrom(count);
    return toArray(new List([...(most < 0 ? items : items.slice(0, most))]), host, dtypeOr(dtype));
  }),
  native('meshgrid', '*xi, copy=, sparse=, indexing=', ([, , indexing], host, rest) => {
    const axes = rest.map((value) => ravel(toArray(value, host), host));
    const isMatrix = indexing === 'ij';
    const sizes = axes.map(({ size }) => size);
    const swap = !isMatrix && sizes.length >= 2;
    const shape = swap ? [sizes[1]!, sizes[0]!, ...sizes.slice(2)] : sizes;
    const grids = axes.map((axis, k) => {
      const at = swap && k < 2 ? 1 - k : k;
      const own = shape.map((_, i) => (i === at ? axis.size : 1));
      return copyArray(broadcastTo(wrap(cellsOf(axis), axis.dtype, own), shape), host);
    });
    return host.version === 2 ? new List(grids) : new Tuple(grids);
  }),
  native('indices', 'dimensions, dtype=', ([dimensions, dtype], host) => {
    const shape = shapeFrom(must(dimensions));
    const made = create(host, dtypeOr(dtype) ?? int64, [shape.length, ...shape]);
    const size = sizeOf(shape);
    const steps = rowStrides(shape);
    for (let k = 0; k < shape.length; k++) {
      for (let i = 0; i < size; i++) made.data[k * size + i] = (Math.floor(i / steps[k]!) % shape[k]!) as never;
    }
    return made;
  }),
  native('tile', 'A, reps', ([a, reps], host) => {
    const of = toArray(must(a), host);
    const times = shapeFrom(must(reps));
    const dimensions = Math.max(of.shape.length, times.length);
    const source = withDimensions(of, dimensions);
    const counts = [...new Array<number>(dimensions - times.length).fill(1), ...times];
    // Each axis becomes two: the repetition, and the axis itself.
    const spread = source.shape.flatMap((size) => [1, size]);
    const wide = source.shape.flatMap((size, k) => [counts[k]!, size]);
    const shape = source.shape.map((size, k) => size * counts[k]!);
    return reshape(copyArray(broadcastTo(wrap(cellsOf(source), of.dtype, spread), wide), host), shape, host);
  }),
  native('broadcast_to', 'array, shape', ([a, shape], host) =>
    broadcastTo(toArray(must(a), host), shapeFrom(must(shape))),
  ),
  native('broadcast_arrays', '*args', (_args, host, rest) => {
    const arrays = rest.map((value) => toArray(value, host));
    const shape = arrays.reduce<Shape>((met, of) => broadcastShape(met, of.shape), []);
    return new Tuple(arrays.map((of) => broadcastTo(of, shape)));
  }),
  native('atleast_1d', '*arys', (_args, host, rest) => least(1, rest, host)),
  native('atleast_2d', '*arys', (_args, host, rest) => least(2, rest, host)),
  native('atleast_3d', '*arys', (_args, host, rest) => {
    const [value] = rest;
    const of = toArray(must(value), host);
    if (of.shape.length >= 3) return of;
    if (of.shape.length === 2) return viewOf(of, [...of.shape, 1], [...of.strides, 0], of.offset);
    return of.shape.length === 1
      ? viewOf(of, [1, of.size, 1], [0, of.strides[0]!, 0], of.offset)
      : withDimensions(of, 3);
  }),
  native('vander', 'x, N=, increasing=', ([x, n, increasing], host) => {
    const of = toArray(must(x), host);
    const count = n === undefined || n === null ? of.size : wholeFrom(n);
    const cells = cellsOf(of) as ArrayLike<number>;
    const made = create(host, of.dtype, [of.size, count]);
    for (let r = 0; r < of.size; r++) {
      let power = 1;
      for (let k = 0; k < count; k++) {
        made.data[r * count + (flag(increasing) ? k : count - 1 - k)] = power as never;
        power *= cells[r]!;
      }
    }
    return made;
  }),
  native('require', 'a, dtype=, requirements=', ([a, dtype], host) => toArray(must(a), host, dtypeOr(dtype))),
  native('broadcast_shapes', '*args', (_args, _host, rest) => {
    return new Tuple(rest.map((value) => shapeFrom(value)).reduce<Shape>(broadcastShape, []));
  }),
];
