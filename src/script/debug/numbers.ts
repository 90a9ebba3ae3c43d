/* Numbers of a script's values: of arrays, of lists of numbers, of single numbers. */
import type { Floats } from '../../language/dtypes.ts';
import { Float, List, Tuple, type Value } from '../machine/values.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';

/** Numbers row by row. A vector is one row, a number one cell; an array of more dimensions has its first ones as rows. */
export interface Numbers {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
  /** The shape in the script; of a list, that of the array that NumPy would make of it. */
  readonly shape: readonly number[];
  /** The first dimensions that are lists in lists. */
  readonly lists: number;
}

/** The numbers of a value, copied; undefined for a value that is none, and for lists of lists of different lengths. */
export function numbersOf(value: Value): Numbers | undefined {
  if (value instanceof NdArray) return numbersOfArray(value);
  if (value instanceof List || value instanceof Tuple) {
    const shape = shapeOf(value);
    if (shape === undefined) return undefined;
    const data = new Float64Array(shape.reduce((size, length) => size * length, 1));
    fill(value, data, 0);
    return { ...extentOf(shape), data, shape, lists: listsIn(value) };
  }
  const number = numberOf(value);
  return number === undefined ? undefined : { rows: 1, columns: 1, data: Float64Array.of(number), shape: [], lists: 0 };
}

/** True for the same numbers, bit by bit, and where both are undefined. NaN equals NaN, and −0 differs from 0. */
export function sameBits(one: Floats | undefined, other: Floats | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((value, i) => Object.is(value, other[i]));
}

/** A single number; undefined for any other value. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Float || value instanceof NumpyScalar ? value.value : undefined;
}

function listsIn(value: Value | undefined): number {
  return value instanceof List || value instanceof Tuple ? 1 + listsIn(value.items[0]) : 0;
}

function extentOf(shape: readonly number[]): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { rows: shape.slice(0, -1).reduce((rows, length) => rows * length, 1), columns };
}

function numbersOfArray({ data, shape, strides, offset, size, dtype }: NdArray): Numbers | undefined {
  if (dtype.kind === 'O' || dtype.kind === 'U') return undefined;
  const places = placesOf(shape, strides, offset, size);
  const out = Float64Array.from(places, (at) => Number((data as ArrayLike<number>)[at]));
  return { ...extentOf(shape), data: out, shape, lists: 0 };
}

/** The index in the memory of each element of an array, row by row. */
export function placesOf(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  size: number,
): Int32Array {
  const places = new Int32Array(size);
  const counters = shape.map(() => 0);
  let at = offset;
  for (let i = 0; i < size; i++) {
    places[i] = at;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis] as number;
      counters[axis] = (counters[axis] as number) + 1;
      if ((counters[axis] as number) < (shape[axis] as number)) break;
      at -= (strides[axis] as number) * (shape[axis] as number);
      counters[axis] = 0;
    }
  }
  return places;
}

const MOST_DIMENSIONS = 4;

function shapeOf(value: Value, depth = 0): readonly number[] | undefined {
  if (!(value instanceof List || value instanceof Tuple)) {
    if (value instanceof NdArray) return value.shape;
    return numberOf(value) === undefined ? undefined : [];
  }
  if (depth >= MOST_DIMENSIONS) return undefined;
  let inner: readonly number[] | undefined;
  for (const item of value.items) {
    const shape = shapeOf(item, depth + 1);
    if (shape === undefined) return undefined;
    if (inner !== undefined && (inner.length !== shape.length || inner.some((length, i) => length !== shape[i]))) {
      return undefined;
    }
    inner = shape;
  }
  return [value.items.length, ...(inner ?? [])];
}

function fill(value: Value, data: Float64Array, start: number): number {
  if (value instanceof List || value instanceof Tuple) {
    let at = start;
    for (const item of value.items) at = fill(item, data, at);
    return at;
  }
  if (value instanceof NdArray) {
    const numbers = numbersOfArray(value);
    data.set(numbers?.data ?? [], start);
    return start + (numbers?.data.length ?? 0);
  }
  data[start] = numberOf(value) ?? Number.NaN;
  return start + 1;
}
