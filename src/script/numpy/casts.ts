/*
 * Casts of elements and arrays from one data type to another.
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
  cast,
  type Data,
  type Dtype,
  fitted,
  float64,
  int64,
  isNumeric,
  isWhole,
  textOf,
  toInt64,
  uint64,
} from './dtypes.ts';
import { cellsOf, create, gather, NdArray, NumpyScalar, numberFrom, plainOf, textRepr } from './ndarray.ts';
import { promote } from './promotion.ts';

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
function scalarText(dtype: Dtype, value: number): string {
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

function setWithSequence(): RaisedError {
  return new RaisedError(
    'ValueError',
    'setting an array element with a sequence.',
    'One element of an array holds one number; a list or an array was given for it.',
  );
}

/** An array with memory of its own, row by row. */
export function copyArray(of: NdArray, host: Host): NdArray {
  const made = create(host, of.dtype, of.shape);
  gather(of, made.data);
  return made;
}
