/*
 * Functions that join arrays, split them, and insert or delete parts.
 */
import { native } from '../machine/natives.ts';
import { type Host, List, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { dtypeOr, type Given, must, numberOf, outOf } from './arguments.ts';
import { castArray, copyArray } from './casts.ts';
import { itemsOf, toArray } from './convert.ts';
import { withDimensions } from './creation.ts';
import { bool, float64 } from './dtypes.ts';
import { concatenate, partsAt } from './elements.ts';
import { nonzeroOf } from './index-places.ts';
import { assign, getItem } from './indexing.ts';
import { create, doublesOf, NdArray, NumpyScalar, viewOf, wrap } from './ndarray.ts';
import { delivered, joined } from './outputs.ts';
import { axisOf, expandDims, moveAxis, ravel, wholeFrom } from './shaping.ts';

/** The arrays of a sequence. */
function partsOf(value: Value, host: Host): NdArray[] {
  if (value instanceof NdArray) {
    return Array.from({ length: value.shape[0] ?? 0 }, (_, i) =>
      viewOf(value, value.shape.slice(1), value.strides.slice(1), value.offset + i * value.strides[0]!),
    );
  }
  const items = itemsOf(value, host);
  if (items === undefined) {
    throw new RaisedError('TypeError', 'arrays to stack must be passed as a "sequence" type such as list or tuple.');
  }
  return items.map((item) => toArray(item, host));
}

export const column = (of: NdArray): NdArray =>
  of.shape.length === 0
    ? viewOf(of, [1, 1], [0, 0], of.offset)
    : of.shape.length === 1
      ? viewOf(of, [of.size, 1], [of.strides[0]!, 0], of.offset)
      : of;
export const row = (of: NdArray): NdArray =>
  of.shape.length === 0
    ? viewOf(of, [1, 1], [0, 0], of.offset)
    : of.shape.length === 1
      ? viewOf(of, [1, of.size], [0, of.strides[0]!], of.offset)
      : of;
const line = (of: NdArray): NdArray => (of.shape.length === 0 ? viewOf(of, [1], [0], of.offset) : of);

function stack(parts: readonly NdArray[], axis: number, host: Host): NdArray {
  if (parts.length === 0) throw new RaisedError('ValueError', 'need at least one array to stack');
  const [first] = parts;
  if (parts.some(({ shape }) => shape.length !== first!.shape.length || shape.some((n, k) => n !== first!.shape[k]))) {
    throw new RaisedError('ValueError', 'all input arrays must have the same shape');
  }
  const along = axisOf(axis, first!.shape.length + 1);
  return concatenate(
    parts.map((part) => expandDims(part, [along])),
    along,
    host,
  );
}

function positionsFrom(value: Value, n: number, axis: number, host: Host): number[] {
  const numbers =
    value !== null && typeof value === 'object' && 'start' in value && 'step' in value
      ? Array.from(
          doublesOf(
            partOf(
              wrap(
                Float64Array.from({ length: n }, (_, i) => i),
                float64,
                [n],
              ),
              value,
              host,
            ),
          ),
        )
      : booleanOrWhole(value, host);
  return numbers.map((i) => {
    if (i < -n || i >= n)
      throw new RaisedError('IndexError', `index ${i} is out of bounds for axis ${axis} with size ${n}`);
    return i < 0 ? i + n : i;
  });
}
function partOf(of: NdArray, index: Value, host: Host): NdArray {
  return getItem(of, index, host) as NdArray;
}
function booleanOrWhole(value: Value, host: Host): number[] {
  const of = toArray(value, host);
  return of.dtype === bool ? Array.from(doublesOf(nonzeroOf(of, host)[0]!)) : Array.from(doublesOf(of));
}

function insert([arr, obj, values, axis]: readonly Given[], host: Host): NdArray {
  const given = toArray(must(arr), host);
  const isFlat = axis === undefined || axis === null;
  const of = isFlat ? ravel(given, host) : given;
  const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const n = of.shape[along]!;
  const index = toArray(must(obj), host);
  const isSingle = index.shape.length === 0;
  const at = Array.from(doublesOf(index), (i) => {
    if (i < -n || i > n)
      throw new RaisedError('IndexError', `index ${i} is out of bounds for axis ${along} with size ${n}`);
    return i < 0 ? i + n : i;
  });
  let value = castArray(toArray(must(values), host), of.dtype, host);
  if (isSingle && value.shape.length > 0) value = moveAxis(withDimensions(value, of.shape.length), [0], [along]);
  const count = isSingle ? (value.shape.length === 0 ? 1 : value.shape[along]!) : at.length;
  const places = isSingle ? new Array<number>(count).fill(at[0]!) : at;
  const inserted = create(host, of.dtype, of.shape.with(along, count));
  assign(inserted, value, host);
  const sorted = places.map((place, i) => ({ place, i })).sort((p, q) => p.place - q.place || p.i - q.i);
  const whole = concatenate([of, inserted], along, host);
  const chosen: number[] = [];
  let next = 0;
  for (let i = 0; i <= n; i++) {
    while (next < sorted.length && sorted[next]!.place === i) chosen.push(n + sorted[next++]!.i);
    if (i < n) chosen.push(i);
  }
  return partsAt(whole, along, chosen, host);
}

function split(of: NdArray, parts: Value, axis: number, mustBeEqual: boolean, host: Host): Value {
  const along = axisOf(axis, of.shape.length);
  const n = of.shape[along]!;
  let ends: number[];
  if (typeof parts === 'number' || parts instanceof NumpyScalar) {
    const count = numberOf(parts);
    if (count <= 0) throw new RaisedError('ValueError', 'number sections must be larger than 0.');
    if (mustBeEqual && n % count !== 0)
      throw new RaisedError('ValueError', 'array split does not result in an equal division');
    const extra = n % count;
    const size = Math.floor(n / count);
    ends = Array.from({ length: count }, (_, i) => (i + 1) * size + Math.min(i + 1, extra));
  } else ends = [...Array.from(doublesOf(toArray(parts, host)), (i) => (i < 0 ? i + n : i)), n];
  let start = 0;
  return new List(
    ends.map((end) => {
      const stop = Math.max(start, Math.min(n, end));
      const from = Math.min(start, n);
      const part = viewOf(of, of.shape.with(along, stop - from), of.strides, of.offset + from * of.strides[along]!);
      start = Math.min(n, end);
      return part;
    }),
  );
}

export const joiningFunctions: readonly NativeFunction[] = [
  native('concatenate', 'arrays, axis=, out=, *, dtype=, casting=', ([arrays, axis, out, dtype], host) => {
    const parts = partsOf(must(arrays), host);
    const made =
      axis === null
        ? concatenate(
            parts.map((part) => ravel(part, host)),
            0,
            host,
          )
        : concatenate(parts, axis === undefined ? 0 : wholeFrom(axis), host);
    const to = dtypeOr(dtype);
    return delivered(to === undefined ? made : castArray(made, to, host), outOf(out), host, joined);
  }),
  native('concat', 'arrays, axis=', ([arrays, axis], host) =>
    concatenate(partsOf(must(arrays), host), axis === undefined ? 0 : wholeFrom(must(axis)), host),
  ),
  native('vstack', 'tup, *, dtype=, casting=', ([tup], host) =>
    concatenate(partsOf(must(tup), host).map(row), 0, host),
  ),
  native('row_stack', 'tup', ([tup], host) => concatenate(partsOf(must(tup), host).map(row), 0, host)),
  native('hstack', 'tup, *, dtype=, casting=', ([tup], host) => {
    const parts = partsOf(must(tup), host).map(line);
    return concatenate(parts, parts[0]?.shape.length === 1 ? 0 : 1, host);
  }),
  native('dstack', 'tup', ([tup], host) => {
    const parts = partsOf(must(tup), host).map((part) => {
      const flat = row(part);
      return flat.shape.length === 2 ? viewOf(flat, [...flat.shape, 1], [...flat.strides, 0], flat.offset) : flat;
    });
    return concatenate(parts, 2, host);
  }),
  native('column_stack', 'tup', ([tup], host) => concatenate(partsOf(must(tup), host).map(column), 1, host)),
  native('stack', 'arrays, axis=, out=', ([arrays, axis, out], host) => {
    const made = stack(partsOf(must(arrays), host), axis === undefined ? 0 : wholeFrom(must(axis)), host);
    return delivered(made, outOf(out), host, joined);
  }),
  native('append', 'arr, values, axis=', ([arr, values, axis], host) => {
    const a = toArray(must(arr), host);
    const b = toArray(must(values), host);
    if (axis === undefined || axis === null) return concatenate([ravel(a, host), ravel(b, host)], 0, host);
    return concatenate([a, b], wholeFrom(axis), host);
  }),
  native('insert', 'arr, obj, values, axis=', (args, host) => insert(args, host)),
  native('delete', 'arr, obj, axis=', ([arr, obj, axis], host) => {
    const given = toArray(must(arr), host);
    const isFlat = axis === undefined || axis === null;
    const of = isFlat ? ravel(given, host) : given;
    const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
    const n = of.shape[along]!;
    const dropped = positionsFrom(must(obj), n, along, host);
    return partsAt(
      of,
      along,
      Array.from({ length: n }, (_, i) => i).filter((i) => !dropped.includes(i)),
      host,
    );
  }),
  ...(['split', 'array_split'] as const).map((name) =>
    native(name, 'ary, indices_or_sections, axis=', ([ary, parts, axis], host) =>
      split(
        toArray(must(ary), host),
        must(parts),
        axis === undefined ? 0 : wholeFrom(must(axis)),
        name === 'split',
        host,
      ),
    ),
  ),
  native('vsplit', 'ary, indices_or_sections', ([ary, parts], host) =>
    split(toArray(must(ary), host), must(parts), 0, true, host),
  ),
  native('hsplit', 'ary, indices_or_sections', ([ary, parts], host) => {
    const of = toArray(must(ary), host);
    return split(of, must(parts), of.shape.length > 1 ? 1 : 0, true, host);
  }),
  native('block', 'arrays', ([arrays], host) => block(must(arrays), host)),
  native('unstack', 'x, /, *, axis=', ([x, axis], host) => {
    const of = toArray(must(x), host);
    const along = axis === undefined ? 0 : axisOf(wholeFrom(must(axis)), of.shape.length);
    const moved = moveAxis(of, [along], [0]);
    return new Tuple(Array.from({ length: moved.shape[0] ?? 0 }, (_, i) => getItem(moved, i, host)));
  }),
];

/** Blocks of nested lists: the innermost are joined along the last axis, those around them along the one before. */
function block(value: Value, host: Host): NdArray {
  const depthOf = (item: Value): number => (item instanceof List ? 1 + Math.max(0, ...item.items.map(depthOf)) : 0);
  const depth = depthOf(value);
  const leaves = (item: Value): NdArray[] =>
    item instanceof List ? item.items.flatMap(leaves) : [toArray(item, host)];
  const dimensions = Math.max(depth, ...leaves(value).map(({ shape }) => shape.length));
  const made = (item: Value, level: number): NdArray => {
    if (!(item instanceof List)) return withDimensions(toArray(item, host), dimensions);
    return concatenate(
      item.items.map((each) => made(each, level + 1)),
      dimensions - depth + level,
      host,
    );
  };
  return depth === 0 ? copyArray(toArray(value, host), host) : made(value, 0);
}
