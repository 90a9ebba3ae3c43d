/*
 * Values as arrays: nested lists, scalars and arrays, with the data type that holds them all.
 */
import { gathered } from '../library/protocols.ts';
import { Float, HeapObject, type Host, List, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { castArray, store, textOfValue } from './casts.ts';
import { bool, type Data, type Dtype, float64, int64, isNumeric, object, textOf } from './dtypes.ts';
import {
  cellsOf,
  create,
  gather,
  NdArray,
  NumpyScalar,
  plainOf,
  type Shape,
  shapeText,
  sizeOf,
  wrap,
} from './ndarray.ts';
import { promote } from './promotion.ts';

/** The items of a sequence that becomes an axis of an array; undefined for anything else. */
export function itemsOf(value: Value, host: Host): readonly Value[] | undefined {
  if (value instanceof List || value instanceof Tuple) return value.items;
  if (!(value instanceof HeapObject)) return undefined;
  const { type } = value;
  if (!SEQUENCES.has(type.name) || type.behaviour.iterate === undefined) return undefined;
  const items: Value[] = [];
  const iterator = type.behaviour.iterate(value, host);
  for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) {
    items.push(item);
    gathered(items, host);
  }
  return items;
}
const SEQUENCES = new Set(['range', 'xrange', 'collections.deque', 'deque', 'array.array']);

/** The data type of a value that is no sequence. */
export function dtypeOfScalar(value: Value): Dtype {
  if (value instanceof Float) return float64;
  if (value instanceof NumpyScalar) return value.dtype;
  if (value instanceof NdArray) return value.dtype;
  switch (typeof value) {
    case 'number':
      return int64;
    case 'boolean':
      return bool;
    case 'string':
      return textOf(value.length);
    default:
      return object;
  }
}

/** Nested sequences, looked through. */
interface Nest {
  shape: number[];
  dtype: Dtype | undefined;
  /** True when sequences at one depth differ in length. */
  isRagged: boolean;
  /** True when a leaf has been reached: the number of axes is known. */
  isClosed: boolean;
}

function explore(value: Value, depth: number, nest: Nest, host: Host): void {
  if (value instanceof NdArray) {
    nest.dtype = nest.dtype === undefined ? value.dtype : promote(nest.dtype, value.dtype);
    meet(nest, depth, value.shape);
    return;
  }
  const items = itemsOf(value, host);
  if (items === undefined) {
    const own = dtypeOfScalar(value);
    nest.dtype = nest.dtype === undefined || nest.dtype === own ? own : promote(nest.dtype, own);
    meet(nest, depth, []);
    return;
  }
  if (depth >= 32)
    throw new RaisedError(
      'ValueError',
      'setting an array element with a sequence. The requested array would exceed the maximum number of dimension of 64.',
    );
  if (nest.shape.length === depth && !nest.isRagged && !nest.isClosed) nest.shape.push(items.length);
  else if (depth >= nest.shape.length || nest.shape[depth] !== items.length) {
    cut(nest, depth);
  }
  for (const item of items) explore(item, depth + 1, nest, host);
}

function meet(nest: Nest, depth: number, rest: Shape): void {
  if (!nest.isClosed) {
    nest.shape.push(...rest);
    nest.isClosed = true;
    return;
  }
  if (nest.shape.length < depth) return;
  for (let k = 0; k < rest.length; k++) {
    if (nest.shape[depth + k] !== rest[k]) {
      cut(nest, depth + k);
      return;
    }
  }
  if (nest.shape.length !== depth + rest.length) cut(nest, depth + rest.length);
}

function cut(nest: Nest, depth: number): void {
  nest.isRagged = true;
  nest.isClosed = true;
  if (depth < nest.shape.length) nest.shape.length = depth;
}

/** A value as an array. An array stays itself; a view of it is made by its user. */
export function toArray(value: Value, host: Host, dtype?: Dtype): NdArray {
  if (value instanceof NdArray)
    return dtype === undefined || sameType(value.dtype, dtype) ? value : castArray(value, dtype, host);
  if (
    value instanceof NumpyScalar ||
    value instanceof Float ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    const own = dtypeOfScalar(value);
    const to = dtype ?? own;
    const made = create(host, to, []);
    store(made.data, to, 0, value);
    return made;
  }
  const nest: Nest = { shape: [], dtype: undefined, isRagged: false, isClosed: false };
  explore(value, 0, nest, host);
  let type = dtype ?? nest.dtype ?? float64;
  if (nest.isRagged && dtype?.kind !== 'O') {
    if (host.version === 2 && dtype === undefined) type = object;
    else throw ragged(nest.shape, dtype);
  }
  if (type.kind === 'U' && type.bytes === 0) type = textOf(longest(value, host));
  const made = create(host, type, nest.shape);
  fill(made, value, 0, 0, host);
  return made;
}

function ragged(shape: Shape, dtype: Dtype | undefined): RaisedError {
  const dimensions = shape.length;
  return new RaisedError(
    'ValueError',
    'setting an array element with a sequence. The requested array has an inhomogeneous shape after ' +
      `${dimensions} dimensions. The detected shape was ${shapeText(shape)} + inhomogeneous part.`,
    dtype === undefined || isNumeric(dtype) ? 'The rows of an array must have the same length.' : undefined,
  );
}

function longest(value: Value, host: Host): number {
  const items =
    value instanceof NdArray
      ? [...(cellsOf(value) as Iterable<Value>)].map((cell) => plainOf(value.dtype, cell))
      : itemsOf(value, host);
  if (items === undefined) return textOfValue(value).length;
  return items.reduce<number>((most, item) => Math.max(most, longest(item, host)), 1);
}

function sameType(a: Dtype, b: Dtype): boolean {
  return a === b || (a.kind === 'U' && b.kind === 'U' && b.bytes === 0);
}

/** Writes the value, which has the shape from the axis `axis` on, and returns the index after it. */
function fill(into: NdArray, value: Value, axis: number, at: number, host: Host): number {
  if (axis === into.shape.length) {
    store(into.data, into.dtype, at, value);
    return at + 1;
  }
  if (value instanceof NdArray) {
    const part = into.dtype === value.dtype ? value : castArray(value, into.dtype, host);
    if (part.shape.length + axis <= into.shape.length) {
      gather(part, into.data, at);
      return at + part.size;
    }
  }
  const items = value instanceof NdArray ? rowsOf(value) : itemsOf(value, host);
  if (items === undefined) throw new RaisedError('ValueError', 'setting an array element with a sequence.');
  let to = at;
  for (const item of items) to = fill(into, item, axis + 1, to, host);
  return to;
}

function rowsOf(array: NdArray): readonly Value[] {
  const cells = cellsOf(array);
  const width = sizeOf(array.shape.slice(1));
  return Array.from({ length: array.shape[0] ?? 0 }, (_, r) =>
    wrap(cells.slice(r * width, (r + 1) * width) as Data, array.dtype, array.shape.slice(1)),
  );
}

/** An array of numbers from a list of them. */
export function fromNumbers(numbers: readonly number[], dtype: Dtype, shape: Shape, host: Host): NdArray {
  const made = create(host, dtype, shape);
  for (let i = 0; i < numbers.length; i++) made.data[i] = numbers[i]! as never;
  return made;
}
