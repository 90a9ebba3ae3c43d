/*
 * Values as arrays: nested lists, scalars and arrays, with the data type that holds them all.
 */

import { float32Repr, floatRepr } from '../machine/float-text.ts';
import {
  Float,
  HeapObject,
  type Host,
  isDerived,
  List,
  RaisedError,
  strType,
  Tuple,
  type Value,
} from '../machine/values.ts';
import {
  allocate,
  bool,
  cast,
  type Data,
  type Dtype,
  fitted,
  float64,
  int64,
  isNumeric,
  isWhole,
  object,
  promote,
  textOf,
  toInt64,
  uint64,
} from './dtypes.ts';
import {
  cellsOf,
  create,
  gather,
  NdArray,
  NumpyScalar,
  numberFrom,
  plainOf,
  type Shape,
  shapeText,
  sizeOf,
  textRepr,
  wrap,
} from './ndarray.ts';

/** The items of a sequence that becomes an axis of an array; undefined for anything else. */
export function itemsOf(value: Value, host: Host): readonly Value[] | undefined {
  if (value instanceof List || value instanceof Tuple) return value.items;
  if (!(value instanceof HeapObject)) return undefined;
  const { type } = value;
  if (!SEQUENCES.has(type.name) || type.behaviour.iterate === undefined) return undefined;
  const items: Value[] = [];
  const iterator = type.behaviour.iterate(value, host);
  for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) items.push(item);
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

/** Writes a value as an element. */
export function store(data: Data, dtype: Dtype, at: number, value: Value): void {
  data[at] = elementOf(value, dtype) as never;
}

/** A single value as an element of the data type. */
export function elementOf(value: Value, dtype: Dtype): number | Value {
  if (dtype.kind === 'O') return value;
  if (dtype.kind === 'U') {
    const text = textOfValue(value);
    return dtype.bytes === 0 ? text : text.slice(0, dtype.bytes / 4);
  }
  if (value instanceof Float) return dtype === float64 ? value.value : castFloat(value.value, dtype);
  if (typeof value === 'number') return isWhole(dtype) ? fitted(value, dtype) : cast(value, dtype);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof NumpyScalar) return castNumber(value.value, value.dtype, dtype);
  if (typeof value === 'string') {
    if (dtype.kind === 'b') return value === '' ? 0 : 1;
    if (isWhole(dtype)) {
      if (!/^\s*[+-]?\d[\d_]*\s*$/.test(value)) {
        throw new RaisedError('ValueError', `invalid literal for int() with base 10: ${textRepr(value)}`);
      }
      return fitted(Number(value.replaceAll('_', '')), dtype);
    }
    return cast(numberFrom(value), dtype);
  }
  if (value === null && dtype.kind === 'f') return Number.NaN;
  if (value instanceof NdArray) {
    if (value.size === 1 && value.shape.length === 0) return elementOf(plainOf(value.dtype, cellsOf(value)[0]!), dtype);
    throw setWithSequence();
  }
  if (value instanceof List || value instanceof Tuple) throw setWithSequence();
  if (value instanceof HeapObject) {
    const { asFloat, asInt } = value.type.behaviour;
    if (dtype.kind === 'b') return 1;
    if (asFloat !== undefined || asInt !== undefined)
      throw new RaisedError('TypeError', `cannot store a ${value.type.name} in an array of ${dtype.name}`);
  }
  const name = value === null ? 'NoneType' : value.type.name;
  throw isWhole(dtype)
    ? new RaisedError(
        'TypeError',
        `int() argument must be a string, a bytes-like object or a real number, not '${name}'`,
      )
    : new RaisedError('TypeError', `float() argument must be a string or a real number, not '${name}'`);
}

export function setWithSequence(): RaisedError {
  return new RaisedError(
    'ValueError',
    'setting an array element with a sequence.',
    'One element of an array holds one number; a list or an array was given for it.',
  );
}

function castFloat(value: number, dtype: Dtype): number {
  if (isWhole(dtype)) {
    if (Number.isNaN(value)) throw new RaisedError('ValueError', 'cannot convert float NaN to integer');
    if (!Number.isFinite(value)) throw new RaisedError('OverflowError', 'cannot convert float infinity to integer');
    return cast(toInt64(value), dtype);
  }
  return cast(value, dtype);
}

/** A number of one data type in another: floats are truncated on the way to integers. */
export function castNumber(value: number, from: Dtype, to: Dtype): number {
  if (from === to) return value;
  if (from.kind === 'f' && isWhole(to) && to !== int64 && to !== uint64) return cast(toInt64(value), to);
  return cast(value, to);
}

/** A value as text, as `str` gives it. */
export function textOfValue(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Float) return floatRepr(value.value);
  if (value instanceof NumpyScalar) return scalarText(value.dtype, value.value);
  if (value === null) return 'None';
  if (typeof value === 'number') return String(value);
  if (value instanceof NdArray && value.shape.length === 0)
    return textOfValue(plainOf(value.dtype, cellsOf(value)[0]!));
  if (isDerived(value.type, strType)) return String(value);
  throw setWithSequence();
}

/** `str` of a scalar in Python 3. */
export function scalarText(dtype: Dtype, value: number): string {
  if (dtype.kind === 'b') return value !== 0 ? 'True' : 'False';
  if (dtype.kind !== 'f') return String(value);
  return dtype === float64 ? floatRepr(value) : float32Repr(value);
}

/** A copy with another data type: `astype`. */
export function castArray(of: NdArray, dtype: Dtype, host: Host): NdArray {
  let to = dtype;
  if (to.kind === 'U' && to.bytes === 0) to = of.dtype.kind === 'U' ? of.dtype : textTypeFor(of);
  const cells = cellsOf(of);
  const made = create(host, to, of.shape);
  const { data } = made;
  const { size } = of;
  if (isNumeric(of.dtype) && isNumeric(to)) {
    const from = cells as Float64Array;
    const target = data as Float64Array;
    if (of.dtype === to || to === float64) for (let i = 0; i < size; i++) target[i] = from[i]!;
    else for (let i = 0; i < size; i++) target[i] = castNumber(from[i]!, of.dtype, to);
    return made;
  }
  for (let i = 0; i < size; i++) {
    const cell = cells[i]! as Value | number;
    if (of.dtype.kind === 'U' && isNumeric(to)) notNumber(cell as string, to);
    store(data, to, i, of.dtype.kind === 'O' || to.kind !== 'O' ? scalarOf(of.dtype, cell) : plainOf(of.dtype, cell));
  }
  return made;
}

/** NumPy's error for a text that is no number. */
function notNumber(text: string, to: Dtype): void {
  if (to.kind === 'b') return;
  if (isWhole(to)) {
    if (/^\s*[+-]?\d[\d_]*\s*$/.test(text)) return;
    throw new RaisedError('ValueError', `invalid literal for int() with base 10: np.str_(${textRepr(text)})`);
  }
  try {
    numberFrom(text);
  } catch {
    throw new RaisedError('ValueError', `could not convert string to float: np.str_(${textRepr(text)})`);
  }
}

function scalarOf(dtype: Dtype, cell: number | Value): Value {
  return typeof cell === 'number' && dtype.kind !== 'O' ? new NumpyScalar(dtype, cell) : cell;
}

function textTypeFor(of: NdArray): Dtype {
  if (of.dtype.kind !== 'O') return promote(of.dtype, textOf(1));
  const cells = cellsOf(of) as Value[];
  return textOf(cells.reduce<number>((most, cell) => Math.max(most, textOfValue(cell).length), 1));
}

/** An array with memory of its own, row by row. */
export function copyArray(of: NdArray, host: Host): NdArray {
  const made = create(host, of.dtype, of.shape);
  gather(of, made.data);
  return made;
}

/** An array of numbers from a list of them. */
export function fromNumbers(numbers: readonly number[], dtype: Dtype, shape: Shape): NdArray {
  const data = allocate(dtype, numbers.length) as Float64Array;
  for (let i = 0; i < numbers.length; i++) data[i] = numbers[i]!;
  return wrap(data, dtype, shape);
}
