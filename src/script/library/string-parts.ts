/*
 * Parts of texts: the methods of str that strip, split, find, replace and join. Positions count code points, as Python's do.
 */
import { type Host, RaisedError, Tuple, typeOf, type Value } from '../machine/values.ts';
import { itemsOf, maybeIndex, typeError, valueError } from './protocols.ts';
import { searchBounds } from './sequences.ts';

const SURROGATE = /[\ud800-\udfff]/;

/** The characters of a text, where one may take two UTF-16 units; undefined for a text that has none of these. */
export function wide(value: string): string[] | undefined {
  return SURROGATE.test(value) ? [...value] : undefined;
}

export function textLength(value: string): number {
  return wide(value)?.length ?? value.length;
}

export function expectText(value: Value, message: (name: string) => string): string {
  if (typeof value !== 'string') throw typeError(message(typeOf(value).name));
  return value;
}

/** Python's white space, which includes some control characters and excludes U+FEFF. */
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${SPACE}+`);
const TRAILING = new RegExp(`${SPACE}+$`);
export const ALL_SPACE = new RegExp(`^${SPACE}+$`);
const FIRST_SPACE = new RegExp(`${SPACE}+`);

export function strip(own: string, characters: Value | undefined, left: boolean, right: boolean, name: string): string {
  if (characters === undefined || characters === null) {
    const start = left ? own.replace(LEADING, '') : own;
    return right ? start.replace(TRAILING, '') : start;
  }
  const set = new Set(expectText(characters, () => `${name} arg must be None or str`));
  const points = [...own];
  let [from, to] = [0, points.length];
  while (left && from < to && set.has(points[from]!)) from++;
  while (right && to > from && set.has(points[to - 1]!)) to--;
  return points.slice(from, to).join('');
}

/** Parts between white space, at most `most` + 1 of them. */
function splitSpace(own: string, most: number): string[] {
  let rest = own.replace(LEADING, '');
  const parts: string[] = [];
  while (rest !== '') {
    const match = parts.length < most ? FIRST_SPACE.exec(rest) : null;
    if (match === null) {
      parts.push(rest);
      break;
    }
    parts.push(rest.slice(0, match.index));
    rest = rest.slice(match.index + match[0].length);
  }
  return parts;
}

export function split(self: string, separator: Value | undefined, most: number, fromRight: boolean): string[] {
  if (separator === undefined || separator === null) {
    if (!fromRight) return splitSpace(self, most);
    return splitSpace([...self].reverse().join(''), most)
      .map((part) => [...part].reverse().join(''))
      .reverse();
  }
  const mark = expectText(separator, (name) => `must be str or None, not ${name}`);
  if (mark === '') throw valueError('empty separator');
  const parts = self.split(mark);
  if (parts.length <= most + 1) return parts;
  if (fromRight) return [parts.slice(0, parts.length - most).join(mark), ...parts.slice(parts.length - most)];
  return [...parts.slice(0, most), parts.slice(most).join(mark)];
}

/** Positions count code points: `find` in a text with wide characters goes through an array. */
export function find(own: string, args: readonly Value[], host: Host, last: boolean): number {
  const [part, ...bounds] = args;
  const wanted = expectText(part!, (type) => `must be str, not ${type}`);
  const points = wide(own);
  const length = points?.length ?? own.length;
  const [from, to] = searchBounds(bounds, length, host);
  if (bounds[0] !== undefined && bounds[0] !== null && (maybeIndex(bounds[0], host) ?? 0) > length) return -1;
  const within = points === undefined ? own.slice(from, to) : points.slice(from, to).join('');
  const at = last ? within.lastIndexOf(wanted) : within.indexOf(wanted);
  if (at < 0 || from > to) return -1;
  return from + (points === undefined ? at : [...within.slice(0, at)].length);
}

export function partition(own: string, separator: Value, last: boolean): Tuple {
  const mark = expectText(separator, (name) => `must be str, not ${name}`);
  if (mark === '') throw valueError('empty separator');
  const at = last ? own.lastIndexOf(mark) : own.indexOf(mark);
  if (at < 0) return new Tuple(last ? ['', '', own] : [own, '', '']);
  return new Tuple([own.slice(0, at), mark, own.slice(at + mark.length)]);
}

export function join(own: string, items: Value, host: Host): string {
  let list: Value[];
  try {
    list = itemsOf(items, host);
  } catch (error) {
    if (error instanceof RaisedError && error.message.endsWith('is not iterable'))
      throw typeError('can only join an iterable');
    throw error;
  }
  let length = 0;
  const parts = list.map((item, i) => {
    if (typeof item !== 'string') {
      throw typeError(
        `sequence item ${i}: expected str instance, ${typeOf(item).name} found`,
        'Each item becomes text with str(…).',
      );
    }
    length += item.length + own.length;
    return item;
  });
  host.reserve(2 * length);
  return parts.join(own);
}

export function countPart(own: string, args: readonly Value[], host: Host): number {
  const [part, ...bounds] = args;
  const wanted = expectText(part!, (name) => `must be str, not ${name}`);
  const points = [...own];
  const [from, to] = searchBounds(bounds, points.length, host);
  const within = points.slice(from, to).join('');
  return wanted === '' ? [...within].length + 1 : within.split(wanted).length - 1;
}

export function replace(own: string, from: string, to: string, most: number): string {
  if (most < 0) return from === '' ? `${to}${[...own].map((c) => c + to).join('')}` : own.split(from).join(to);
  const parts = from === '' ? ['', ...own] : own.split(from);
  const done = Math.min(most, parts.length - (from === '' ? 0 : 1));
  return (
    parts.slice(0, done + 1).join(to) +
    parts
      .slice(done + 1)
      .map((part) => from + part)
      .join('')
  );
}
