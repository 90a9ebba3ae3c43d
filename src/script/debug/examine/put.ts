/* Numbers put into values of a script, in place: a table of its data, a weight. */
import { Dict } from '../../machine/collections.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import type { State } from '../../machine/state.ts';
import { Float, List, Tuple, type Value } from '../../machine/values.ts';
import { float64 } from '../../numpy/dtypes.ts';
import { NdArray, NumpyScalar } from '../../numpy/ndarray.ts';
import { type Path, readPath } from '../../roles/path.ts';
import { numberOf, placesOf } from '../numbers.ts';
import { assign } from '../put-number.ts';

/** Puts numbers, row by row, into the value at a path. @returns false where it has another number of them */
export function putAt(run: ScriptRun, path: Path, data: Float64Array): boolean {
  const value = readPath(run, path);
  if (value === undefined || countOf(value) !== data.length) return false;
  const next = put(value, data, { at: 0 }, run.state);
  return next === value || assign(run, path, { value: next }) === undefined;
}

/** The numbers in an array, a list, a list of lists; NaN for a value with anything else in it. */
export function countOf(value: Value): number {
  if (value instanceof NdArray) return value.dtype.kind === 'O' || value.dtype.kind === 'U' ? Number.NaN : value.size;
  if (value instanceof List || value instanceof Tuple) {
    let count = 0;
    for (const item of value.items) count += countOf(item);
    return count;
  }
  if (value instanceof Dict) {
    let count = 0;
    for (const { value: item } of value.entries.values()) count += countOf(item);
    return count;
  }
  return numberOf(value) === undefined ? Number.NaN : 1;
}

/** Numbers that stay the same keep their type: a whole number may be an index, too. */
function put(value: Value, data: Float64Array, place: { at: number }, state: State): Value {
  if (value instanceof NdArray) {
    putArray(value, data, place.at, state);
    place.at += value.size;
    return value;
  }
  if (value instanceof List || value instanceof Tuple) {
    const items = value.items as Value[];
    for (let i = 0; i < items.length; i++) items[i] = put(items[i] as Value, data, place, state);
    return value;
  }
  if (value instanceof Dict) {
    for (const entry of value.entries.values()) entry.value = put(entry.value, data, place, state);
    return value;
  }
  const number = data[place.at++] as number;
  if (Object.is(number, numberOf(value))) return value;
  return value instanceof NumpyScalar && value.dtype.kind === 'f'
    ? new NumpyScalar(value.dtype, number)
    : new Float(number);
}

function putArray(array: NdArray, data: Float64Array, from: number, state: State): void {
  const { shape, strides, offset, size } = array;
  const places = placesOf(shape, strides, offset, size);
  const old = array.data as unknown as ArrayLike<number>;
  let isSame = true;
  for (let i = 0; i < size && isSame; i++) isSame = Object.is(Number(old[places[i] as number]), data[from + i]);
  if (isSame) return;
  if (array.dtype.kind !== 'f') makeFloat(array, state);
  const numbers = array.data as Float64Array;
  for (let i = 0; i < size; i++) numbers[places[i] as number] = data[from + i] as number;
}

/** Gives the memory of an array of whole numbers, and all its views, the type float64. */
function makeFloat(array: NdArray, state: State): void {
  const { data } = array;
  const floats = Float64Array.from(data as unknown as ArrayLike<number>, Number);
  state.visitObjects((value) => {
    if (value instanceof NdArray && value.data === data) Object.assign(value, { data: floats, dtype: float64 });
  });
}
