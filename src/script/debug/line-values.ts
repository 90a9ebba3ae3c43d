/* The values that lines have assigned, as they were at that time: an array that changes later has already been read. */
import { Dict, SetObject } from '../machine/collections.ts';
import { FunctionObject } from '../machine/functions.ts';
import { Float, List, Module, Tuple, TypeObject, typeOf, type Value } from '../machine/values.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';

/** A short text for a value. */
export interface Gist {
  /** Python's name of its type. */
  readonly type: string;
  /** The shape of an array; undefined for any other value. */
  readonly shape?: readonly number[];
  /** The items of a list, a dict, a text; undefined for a single value. */
  readonly length?: number;
  /** The least and the largest number in it, without NaN; undefined where there is none. */
  readonly range?: readonly [number, number];
  readonly hasNan?: boolean;
  /** A number, a truth value, a text, None. */
  readonly single?: number | boolean | string | null;
  /** True for a whole number of Python: it has no point. */
  readonly isWhole?: boolean;
}

/** The longest text that is kept of a text. */
const MOST_TEXT = 60;
/** The most numbers of a list that are looked at. */
const MOST_ITEMS = 1000;

export function gistOf(value: Value): Gist {
  if (typeof value === 'number') return { type: 'int', single: value, isWhole: true };
  if (value === null || typeof value === 'boolean') return { type: typeOf(value).name, single: value };
  if (typeof value === 'string') return { type: 'str', length: value.length, single: value.slice(0, MOST_TEXT) };
  if (value instanceof Float) return { type: 'float', single: value.value };
  if (value instanceof NumpyScalar) {
    const { name } = value.dtype;
    return { type: name, single: value.value, isWhole: value.dtype.kind !== 'f' };
  }
  if (value instanceof NdArray) return gistOfArray(value);
  const type = typeOf(value).name;
  if (value instanceof List || value instanceof Tuple) return { type, length: value.items.length, ...rangeOf(value) };
  if (value instanceof Dict) return { type, length: value.entries.size };
  if (value instanceof SetObject) return { type, length: value.entries.size };
  return { type };
}

function gistOfArray(array: NdArray): Gist {
  const { data, shape, strides, offset, size, dtype, contiguous } = array;
  const isWhole = dtype.kind !== 'f';
  if (dtype.kind === 'O' || dtype.kind === 'U' || size === 0) return { type: 'ndarray', shape };
  let [least, most, hasNan] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false];
  const see = (number: number): void => {
    if (number < least) least = number;
    if (number > most) most = number;
    if (Number.isNaN(number)) hasNan = true;
  };
  const numbers = data as ArrayLike<number>;
  if (contiguous) {
    for (let at = offset; at < offset + size; at++) see(numbers[at] as number);
  } else {
    const visit = (axis: number, at: number): void => {
      if (axis === shape.length) see(numbers[at] as number);
      else for (let i = 0; i < (shape[axis] as number); i++) visit(axis + 1, at + i * (strides[axis] as number));
    };
    visit(0, offset);
  }
  return { type: 'ndarray', shape, isWhole, hasNan, ...(least <= most ? { range: [least, most] } : {}) };
}

/** The range of a list of numbers, or of lists of numbers; nothing for any other. */
function rangeOf(list: List | Tuple): Pick<Gist, 'range' | 'hasNan'> {
  let [least, most, hasNan, left] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false, MOST_ITEMS];
  const visit = (items: readonly Value[]): boolean =>
    items.every((item) => {
      if (left-- <= 0) return false;
      if (item instanceof List || item instanceof Tuple) return visit(item.items);
      const number = item instanceof Float || item instanceof NumpyScalar ? item.value : item;
      if (typeof number !== 'number') return false;
      if (number < least) least = number;
      if (number > most) most = number;
      hasNan ||= Number.isNaN(number);
      return true;
    });
  return visit(list.items) && least <= most ? { range: [least, most], hasNan } : {};
}

export interface Assigned {
  readonly name: string;
  readonly value: Gist;
}

/** The most names that are kept of a line. */
const MOST_NAMES = 4;

/** The values that lines have assigned, by line, from 1: in the current iteration, and in the one before. */
export class LineValues {
  #now = new Map<number, Assigned[]>();
  #before = new Map<number, Assigned[]>();

  add(line: number, name: string, value: Value): void {
    // A definition and an import have no value to show.
    if (value instanceof FunctionObject || value instanceof TypeObject || value instanceof Module) return;
    const entry = { name, value: gistOf(value) };
    const own = this.#now.get(line);
    if (own === undefined) this.#now.set(line, [entry]);
    else {
      const same = own.findIndex((each) => each.name === name);
      if (same >= 0) own[same] = entry;
      else if (own.length < MOST_NAMES) own.push(entry);
    }
  }

  /** The iteration ends. */
  complete(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  clear(): void {
    this.#now.clear();
    this.#before.clear();
  }

  /** @param isBetween true between two iterations: the values are then those of the one before. */
  all(isBetween: boolean): ReadonlyMap<number, readonly Assigned[]> {
    return isBetween ? this.#before : this.#now;
  }
}
