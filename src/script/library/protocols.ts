/*
 * Properties of a value of any type that built-in functions need: its items, its truth value, its number. Objects of the script
 * do not come here: the prelude handles them.
 */

import { spend } from '../machine/bounds.ts';
import {
  type Behaviour,
  Float,
  HeapObject,
  type Host,
  Iterator,
  List,
  NOT_IMPLEMENTED,
  RaisedError,
  Tuple,
  type TypeObject,
  typeOf,
  type Value,
} from '../machine/values.ts';
import type { ComparisonOperator } from '../syntax/tree.ts';

export function typeError(message: string, advice?: string): RaisedError {
  return new RaisedError('TypeError', message, advice);
}

export function valueError(message: string, advice?: string): RaisedError {
  return new RaisedError('ValueError', message, advice);
}

/** The operator of the type, or of the nearest base that has it. */
export function behaviourOf<K extends keyof Behaviour>(value: Value, name: K): Behaviour[K] | undefined {
  for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
    const found = t.behaviour[name];
    if (found !== undefined) return found;
  }
  return undefined;
}

export function truth(value: Value, host: Host): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (value instanceof Float) return value.value !== 0;
  const own = behaviourOf(value, 'truth');
  if (own !== undefined) return own(value, host);
  const length = behaviourOf(value, 'length');
  return length === undefined || length(value, host) > 0;
}

export function lengthOf(value: Value, host: Host): number {
  const length = behaviourOf(value, 'length');
  if (length === undefined) throw typeError(`object of type '${typeOf(value).name}' has no len()`);
  return length(value, host);
}

export function iterate(value: Value, host: Host): Iterator {
  if (value instanceof Iterator) return value;
  const make = behaviourOf(value, 'iterate');
  if (make === undefined) {
    const advice = typeof value === 'number' ? 'A number of repetitions is range(…).' : undefined;
    throw typeError(`'${typeOf(value).name}' object is not iterable`, advice);
  }
  return make(value, host);
}

/** All items, in a new array. Endless iterators end at the bound on memory. */
export function itemsOf(value: Value, host: Host): Value[] {
  if (value instanceof List || value instanceof Tuple) {
    spend(host, value.items.length);
    return value.items.slice();
  }
  const length = behaviourOf(value, 'length')?.(value, host);
  if (length !== undefined && length > 0x10000) host.reserve(ITEM_BYTES * length);
  const iterator = iterate(value, host);
  const items: Value[] = [];
  for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) {
    items.push(item);
    gathered(items, host);
  }
  return items;
}

/** Bytes of an item of a growing array: V8 keeps room for half as many more, and cannot grow one beyond some 100 million. */
export const ITEM_BYTES = 16;

/** Accounts for an array of the script to which an item was added. */
export function grown(items: readonly Value[], host: Host): void {
  if ((items.length & 0xffff) === 0) host.reserve(bytesAsLast(items) * 0x10000);
}

/** As `grown`, for an array that a call fills: until the call ends, a count of all objects does not find it, and forgets its items. */
export function gathered(items: readonly Value[], host: Host): void {
  grown(items, host);
  if ((items.length & 0xfffff) !== 0) return;
  const bytes = bytesAsLast(items) * items.length;
  host.reserve(bytes);
  host.reserve(-bytes);
}

/** The bytes of an item like the last one. */
function bytesAsLast(items: readonly Value[]): number {
  const last = items.at(-1);
  return ITEM_BYTES + (typeof last === 'string' ? 32 + 2 * last.length : last instanceof HeapObject ? 96 : 0);
}

/** The number of an int, a bool or a float; undefined for other types. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return value.value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

/** The whole number of an int or a bool; undefined for other types. */
export function wholeOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

/** `operator.index(value)`; undefined when the value stands for no int. */
export function maybeIndex(value: Value, host: Host): number | undefined {
  const whole = wholeOf(value);
  if (whole !== undefined) return whole;
  return behaviourOf(value, 'asIndex')?.(value, host);
}

export function indexOf(value: Value, host: Host): number {
  const index = maybeIndex(value, host);
  if (index === undefined) {
    const { name } = typeOf(value);
    const advice = value instanceof Float ? 'A whole number is int(…) of it, or the quotient with //.' : undefined;
    throw typeError(`'${name}' object cannot be interpreted as an integer`, advice);
  }
  return index;
}

/** `float(value)` as far as a function that takes a float converts it. */
export function floatOf(value: Value, host: Host): number {
  const number = numberOf(value) ?? behaviourOf(value, 'asFloat')?.(value, host);
  if (number === undefined) throw typeError(`must be real number, not ${typeOf(value).name}`);
  return number;
}

/** `left operator right` for the six comparisons; NOT_IMPLEMENTED when no type knows both. */
export function compareValues(
  operator: ComparisonOperator,
  left: Value,
  right: Value,
  host: Host,
): Value | typeof NOT_IMPLEMENTED {
  const first = behaviourOf(left, 'compare');
  let result = first?.(operator, left, right, host) ?? NOT_IMPLEMENTED;
  if (result === NOT_IMPLEMENTED) {
    const second = behaviourOf(right, 'compare');
    if (second !== first) result = second?.(operator, left, right, host) ?? NOT_IMPLEMENTED;
  }
  return result;
}

/** Deeper nesting is compared and printed as RecursionError. */
const MAX_NESTING = 500;
let nesting = 0;

/** Runs `read` one level deeper inside of nested collections. */
export function nested<T>(where: string, read: () => T): T {
  if (nesting >= MAX_NESTING) throw new RaisedError('RecursionError', `maximum recursion depth exceeded ${where}`);
  nesting++;
  try {
    return read();
  } finally {
    nesting--;
  }
}

/** `left is right or left == right`, as collections compare their items. */
export function equal(left: Value, right: Value, host: Host): boolean {
  if (left === right) return true;
  if (typeof left === 'string' && typeof right === 'string') return false;
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== undefined && other !== undefined) return one === other;
  if (!(left instanceof HeapObject) && !(right instanceof HeapObject)) return false;
  const result = compareValues('==', left, right, host);
  return result !== NOT_IMPLEMENTED && truth(result, host);
}

/** `left < right`, for sorting and for min and max. */
export function less(left: Value, right: Value, host: Host, operator: '<' | '>' = '<'): boolean {
  if (typeof left === 'number' && typeof right === 'number') return operator === '<' ? left < right : left > right;
  const result = compareValues(operator, left, right, host);
  if (result === NOT_IMPLEMENTED) throw unordered(operator, left, right);
  return truth(result, host);
}

export function unordered(operator: string, left: Value, right: Value): RaisedError {
  const [one, other] = [typeOf(left).name, typeOf(right).name];
  return typeError(`'${operator}' not supported between instances of '${one}' and '${other}'`);
}

/** The order of two texts by code points, where UTF-16 differs from it above U+FFFF. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const [one, other] = [left.charCodeAt(i), right.charCodeAt(i)];
    if (one === other) continue;
    const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
    if (isHigh(one) !== isHigh(other)) return isHigh(one) ? 1 : -1;
    return one - other;
  }
  return left.length - right.length;
}
