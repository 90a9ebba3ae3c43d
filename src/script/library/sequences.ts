/* The common code of str, list, tuple and range: indexes, slices, comparison by items, printing of items. */
import { memoryError, spend } from '../machine/bounds.ts';
import {
  type Host,
  NOT_IMPLEMENTED,
  type NotImplemented,
  RaisedError,
  type Slice,
  typeOf,
  type Value,
} from '../machine/values.ts';
import type { ComparisonOperator } from '../syntax/tree.ts';
import {
  compareValues,
  equal,
  ITEM_BYTES,
  maybeIndex,
  nested,
  truth,
  typeError,
  unordered,
  valueError,
} from './protocols.ts';

/** The positions of a slice: `count` of them from `start` by `step`. */
export interface Range {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly count: number;
}

function sliceBound(value: Value, host: Host): number | undefined {
  if (value === null) return undefined;
  const index = maybeIndex(value, host);
  if (index === undefined) {
    throw typeError(
      'slice indices must be integers or None or have an __index__ method',
      'A whole number is int(…) of it.',
    );
  }
  return index;
}

export function sliceRange(slice: Slice, length: number, host: Host): Range {
  const step = sliceBound(slice.step, host) ?? 1;
  if (step === 0) throw valueError('slice step cannot be zero');
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const bound = (value: Value, otherwise: number): number => {
    const given = sliceBound(value, host);
    if (given === undefined) return otherwise;
    const index = given < 0 ? given + length : given;
    return Math.min(Math.max(index, least), most);
  };
  const start = bound(slice.start, step > 0 ? 0 : length - 1);
  const stop = bound(slice.stop, step > 0 ? length : -1);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return { start, stop, step, count };
}

/** The items of a slice. */
export function sliced<T>(items: readonly T[], slice: Slice, host: Host): T[] {
  const { start, step, count } = sliceRange(slice, items.length, host);
  if (step === 1) return items.slice(start, start + count);
  return Array.from({ length: count }, (_, i) => items[start + i * step]!);
}

/** A position from 0 on, for an index that may be negative. `what` is the subject of messages: `list index`. */
export function position(index: Value, length: number, type: string, host: Host, what = `${type} index`): number {
  const given = maybeIndex(index, host);
  if (given === undefined) {
    const advice =
      typeOf(index).name === 'tuple' ? 'A nested list has one pair of brackets a level: a[i][j].' : undefined;
    const kinds =
      type === 'string' ? 'string indices must be integers, not' : `${type} indices must be integers or slices, not`;
    throw typeError(type === 'string' ? `${kinds} '${typeOf(index).name}'` : `${kinds} ${typeOf(index).name}`, advice);
  }
  const at = given < 0 ? given + length : given;
  if (at < 0 || at >= length) {
    const advice = length === 0 ? 'It is empty.' : `The last index is ${length - 1}.`;
    throw new RaisedError('IndexError', `${what} out of range`, advice);
  }
  return at;
}

/** True for arrays of NumPy, matrices too. */
export function isArray(value: Value): boolean {
  const { name, base } = typeOf(value);
  return name === 'numpy.ndarray' || base?.name === 'numpy.ndarray';
}

/** The count of repetitions of a sequence; undefined when the value is no whole number. An array multiplies the items itself. */
export function repetitions(value: Value, host: Host): number | undefined {
  if (isArray(value)) return undefined;
  const count = maybeIndex(value, host);
  return count === undefined ? undefined : Math.max(0, count);
}

/** `items * count` */
export function repeated<T>(items: readonly T[], count: number, host: Host): T[] {
  const length = items.length * count;
  host.reserve(ITEM_BYTES * length);
  const result: T[] = [];
  for (let i = 0; i < count; i++) for (const item of items) result.push(item);
  return result;
}

/** Compares item by item: the first difference decides. */
export function compareItems(
  operator: ComparisonOperator,
  left: readonly Value[],
  right: readonly Value[],
  host: Host,
): Value | NotImplemented {
  if ((operator === '==' || operator === '!=') && left.length !== right.length) return operator === '!=';
  return nested('in comparison', () => {
    const length = Math.min(left.length, right.length);
    spend(host, length);
    for (let i = 0; i < length; i++) {
      const [one, other] = [left[i]!, right[i]!];
      if (equal(one, other, host)) continue;
      if (operator === '==' || operator === '!=') return operator === '!=';
      const result = compareValues(operator, one, other, host);
      if (result === NOT_IMPLEMENTED) throw unordered(operator, one, other);
      return truth(result, host);
    }
    switch (operator) {
      case '<':
        return left.length < right.length;
      case '<=':
        return left.length <= right.length;
      case '>':
        return left.length > right.length;
      case '>=':
        return left.length >= right.length;
      case '==':
        return true;
      case '!=':
        return false;
      default:
        return NOT_IMPLEMENTED;
    }
  });
}

/** The index of an item, as `list.index` finds it; −1 when there is none. */
export function findItem(items: readonly Value[], item: Value, host: Host, from = 0, to = items.length): number {
  spend(host, to - from);
  for (let i = from; i < to; i++) if (equal(items[i]!, item, host)) return i;
  return -1;
}

/** The longest text of JavaScript, in characters. */
const LONGEST = 2 ** 29 - 24;

/** The texts of items. @throws RaisedError MemoryError before they are longer together than one text can be. */
export function textsOf<T>(items: readonly T[], write: (item: T) => string): string[] {
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    const text = write(item);
    texts.push(text);
    length += text.length + 2;
    if (length > LONGEST) throw memoryError(2 * length);
  }
  return texts;
}

/** The texts of items with `, ` between them. */
export function joined<T>(items: readonly T[], write: (item: T) => string, host: Host): string {
  const text = textsOf(items, write).join(', ');
  spend(host, text.length);
  return text;
}

/** Collections that are being printed: one inside of itself is printed as `[...]`. */
const printing = new Set<object>();

/** `print`, or `cycle` when the object is being printed already. */
export function guarded(self: object, cycle: string, print: () => string): string {
  if (printing.has(self)) return cycle;
  printing.add(self);
  try {
    return nested('while getting the repr of an object', print);
  } finally {
    printing.delete(self);
  }
}

/** The bounds of `index(item, start, stop)`. */
export function searchBounds(args: readonly Value[], length: number, host: Host): [number, number] {
  const bound = (value: Value | undefined, otherwise: number): number => {
    if (value === undefined || value === null) return otherwise;
    const index = maybeIndex(value, host);
    if (index === undefined) throw typeError('slice indices must be integers or have an __index__ method');
    return Math.min(length, Math.max(0, index < 0 ? index + length : index));
  };
  return [bound(args[0], 0), bound(args[1], length)];
}
