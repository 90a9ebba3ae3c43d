/*
 * The type str, and its methods. A text is a JavaScript string; indexes count code points, as Python's do. A long file, since the type has
 * 45 methods of a few lines; the longer ones are in `string-parts.ts`.
 */
import { Dict } from '../machine/collections.ts';
import { native } from '../machine/natives.ts';
import { textOf } from '../machine/text.ts';
import {
  type Host,
  List,
  NativeFunction,
  NOT_IMPLEMENTED,
  RaisedError,
  Slice,
  strType,
  Tuple,
  typeOf,
  type Value,
} from '../machine/values.ts';
import { builtin, methods, statics } from './builtin.ts';
import { makeBytes } from './bytes.ts';
import { formatText } from './format-spec.ts';
import { ItemsIterator, strIteratorType } from './iterators.ts';
import { isOrdinary } from './lists.ts';
import { ordered } from './numbers.ts';
import { percentFormat } from './percent.ts';
import { compareText, indexOf, itemsOf, truth, typeError, valueError } from './protocols.ts';
import { position, repetitions, searchBounds, sliced, sliceRange } from './sequences.ts';
import { strFormat } from './str-format.ts';
import {
  ALL_SPACE,
  countPart,
  expectText,
  find,
  join,
  partition,
  replace,
  split,
  strip,
  textLength,
  wide,
} from './string-parts.ts';
import { textRepr } from './text-repr.ts';

function text(value: Value | undefined): string {
  return value as string;
}

strType.behaviour = {
  binary(operator, left, right, host) {
    if (operator === '%') {
      return typeof left === 'string' ? percentFormat(left, right, host) : NOT_IMPLEMENTED;
    }
    if (operator === '+') {
      if (typeof left !== 'string' || typeof right !== 'string') return NOT_IMPLEMENTED;
      if (left.length + right.length > 1_000_000) host.reserve(2 * (left.length + right.length));
      return left + right;
    }
    if (operator === '*') {
      const [one, other] = typeof left === 'string' ? [left, right] : [text(right), left];
      const count = repetitions(other, host);
      if (count === undefined) {
        if (!isOrdinary(other)) return NOT_IMPLEMENTED;
        throw typeError(
          `can't multiply sequence by non-int of type '${typeOf(other).name}'`,
          'A text becomes a number with float(…).',
        );
      }
      host.reserve(2 * one.length * count);
      if (one.length * count > 2 ** 28) throw new RaisedError('MemoryError', '');
      return one.repeat(count);
    }
    return NOT_IMPLEMENTED;
  },
  compare(operator, left, right) {
    if (typeof left !== 'string' || typeof right !== 'string') return NOT_IMPLEMENTED;
    return ordered(operator, compareText(left, right), 0);
  },
  contains(self, item) {
    if (typeof item !== 'string') {
      throw typeError(`'in <string>' requires string as left operand, not ${typeOf(item).name}`);
    }
    return text(self).includes(item);
  },
  truth: (self) => self !== '',
  length: (self) => textLength(text(self)),
  getItem(self, index, host) {
    const own = text(self);
    const points = wide(own);
    if (index instanceof Slice) {
      const { start, step, count } = sliceRange(index, points?.length ?? own.length, host);
      if (points === undefined && step === 1) return own.slice(start, start + count);
      return sliced(points ?? own.split(''), index, host).join('');
    }
    const at = position(index, points?.length ?? own.length, 'string', host);
    return (points ?? own)[at]!;
  },
  iterate: (self) => new ItemsIterator([...text(self)], strIteratorType),
  hashKey: (self) => text(self),
  repr: (self, host) => textRepr(text(self), host.version),
  str: (self) => text(self),
  format: (self, spec) => formatText(text(self), spec),
};

strType.construct = native('str', 'object=, encoding=, errors=', ([object, encoding], host) => {
  if (object === undefined) return '';
  if (encoding !== undefined) {
    throw typeError(`decoding to str: need a bytes-like object, ${typeOf(object).name} found`);
  }
  return textOf(object, host);
}).call;

function splitMethod(name: string, fromRight: boolean): NativeFunction {
  return native(`str.${name}`, 'self, /, sep=, maxsplit=', ([self, separator, most], host) => {
    const limit = most === undefined ? -1 : indexOf(most, host);
    return new List(split(text(self), separator, limit < 0 ? Number.POSITIVE_INFINITY : limit, fromRight));
  });
}

function affix(name: 'startswith' | 'endswith') {
  return (args: readonly Value[], host: Host): Value => {
    const [self, affixes, ...bounds] = args;
    const points = [...text(self)];
    const [from, to] = searchBounds(bounds, points.length, host);
    const within = bounds.length === 0 ? text(self) : points.slice(from, to).join('');
    const all = affixes instanceof Tuple ? affixes.items : [affixes!];
    return all.some((one) => {
      const wanted = expectText(one, (type) => `${name} first arg must be str or a tuple of str, not ${type}`);
      return name === 'startswith' ? within.startsWith(wanted) : within.endsWith(wanted);
    });
  };
}

function padded(place: (own: string, missing: number, fill: string) => string) {
  return ([self, width, fill]: readonly Value[], host: Host): Value => {
    const own = text(self);
    const character = fill === undefined ? ' ' : fill;
    if (typeof character !== 'string') {
      throw typeError(`The fill character must be a unicode character, not ${typeOf(character).name}`);
    }
    if (textLength(character) !== 1) throw typeError('The fill character must be exactly one character long');
    const missing = indexOf(width!, host) - textLength(own);
    if (missing > 0) host.reserve(2 * missing);
    return missing <= 0 ? own : place(own, missing, character);
  };
}

const CASED = /\p{L}/u;

function capitalize(own: string): string {
  const [first = '', ...rest] = own;
  return first.toUpperCase() + rest.join('').toLowerCase();
}

function titled(own: string): string {
  return own.replace(/\p{L}+/gu, (word) => capitalize(word));
}

function every(pattern: RegExp) {
  return ([self]: readonly Value[]): Value => text(self) !== '' && pattern.test(text(self));
}

methods(strType, {
  upper: [0, 0, ([self]) => text(self).toUpperCase()],
  lower: [0, 0, ([self]) => text(self).toLowerCase()],
  casefold: [0, 0, ([self]) => text(self).replaceAll('ß', 'ss').toLowerCase()],
  capitalize: [0, 0, ([self]) => capitalize(text(self))],
  title: [0, 0, ([self]) => titled(text(self))],
  swapcase: [
    0,
    0,
    ([self]) => [...text(self)].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  ],
  strip: [0, 1, ([self, characters]) => strip(text(self), characters, true, true, 'strip')],
  lstrip: [0, 1, ([self, characters]) => strip(text(self), characters, true, false, 'lstrip')],
  rstrip: [0, 1, ([self, characters]) => strip(text(self), characters, false, true, 'rstrip')],
  partition: [1, 1, ([self, mark]) => partition(text(self), mark!, false)],
  rpartition: [1, 1, ([self, mark]) => partition(text(self), mark!, true)],
  join: [1, 1, ([self, items], host) => join(text(self), items!, host)],
  find: [1, 3, ([self, ...args], host) => find(text(self), args, host, false)],
  rfind: [1, 3, ([self, ...args], host) => find(text(self), args, host, true)],
  index: [1, 3, ([self, ...args], host) => found(find(text(self), args, host, false))],
  rindex: [1, 3, ([self, ...args], host) => found(find(text(self), args, host, true))],
  count: [1, 3, ([self, ...args], host) => countPart(text(self), args, host)],
  replace: [
    2,
    3,
    ([self, from, to, most], host) => {
      const old = expectText(from!, (name) => `replace() argument 1 must be str, not ${name}`);
      const made = expectText(to!, (name) => `replace() argument 2 must be str, not ${name}`);
      return replace(text(self), old, made, most === undefined ? -1 : indexOf(most, host));
    },
  ],
  startswith: [1, 3, affix('startswith')],
  endswith: [1, 3, affix('endswith')],
  removeprefix: [
    1,
    1,
    ([self, part]) => (text(self).startsWith(text(part)) ? text(self).slice(text(part).length) : self!),
  ],
  removesuffix: [
    1,
    1,
    ([self, part]) =>
      text(part) !== '' && text(self).endsWith(text(part)) ? text(self).slice(0, -text(part).length) : self!,
  ],
  ljust: [1, 2, padded((own, missing, fill) => own + fill.repeat(missing))],
  rjust: [1, 2, padded((own, missing, fill) => fill.repeat(missing) + own)],
  center: [
    1,
    2,
    // The left side has the larger half when the width is odd.
    ([self, width, fill], host) => {
      const total = indexOf(width!, host);
      return padded((own, missing, character) => {
        const left = Math.floor(missing / 2) + (missing & total & 1);
        return character.repeat(left) + own + character.repeat(missing - left);
      })(fill === undefined ? [self!, width!] : [self!, width!, fill], host);
    },
  ],
  zfill: [
    1,
    1,
    ([self, width], host) => {
      const own = text(self);
      const sign = /^[-+]/.exec(own)?.[0] ?? '';
      const missing = Math.max(0, indexOf(width!, host) - textLength(own));
      host.reserve(2 * missing);
      return sign + '0'.repeat(missing) + own.slice(sign.length);
    },
  ],
  isdigit: [0, 0, every(/^[\p{Nd}²³¹⁰-⁹₀-₉]+$/u)],
  isdecimal: [0, 0, every(/^\p{Nd}+$/u)],
  isnumeric: [0, 0, every(/^\p{N}+$/u)],
  isalpha: [0, 0, every(/^\p{L}+$/u)],
  isalnum: [0, 0, every(/^[\p{L}\p{N}]+$/u)],
  isspace: [0, 0, every(ALL_SPACE)],
  isascii: [0, 0, ([self]) => /^[\x00-\x7f]*$/.test(text(self))],
  isprintable: [0, 0, ([self]) => !/[\p{C}\p{Z}]/u.test(text(self).replaceAll(' ', ''))],
  isidentifier: [0, 0, every(/^[\p{XID_Start}_]\p{XID_Continue}*$/u)],
  isupper: [
    0,
    0,
    ([self]) => CASED.test(text(self)) && text(self) === text(self).toUpperCase() && /\p{Lu}/u.test(text(self)),
  ],
  islower: [
    0,
    0,
    ([self]) => CASED.test(text(self)) && text(self) === text(self).toLowerCase() && /\p{Ll}/u.test(text(self)),
  ],
  istitle: [0, 0, ([self]) => CASED.test(text(self)) && titled(text(self)) === self],
  translate: [
    1,
    1,
    ([self, table]) => {
      if (!(table instanceof Dict)) throw typeError(`'${typeOf(table!).name}' object is not subscriptable`);
      return [...text(self)]
        .map((c) => {
          const to = table.get(c.codePointAt(0)!);
          if (to === undefined) return c;
          return to === null ? '' : typeof to === 'number' ? String.fromCodePoint(to) : text(to);
        })
        .join('');
    },
  ],
});

function found(at: number): number {
  if (at < 0) throw valueError('substring not found');
  return at;
}

const formatMethod = new NativeFunction('str.format', ([self, ...args], keywords, host) =>
  strFormat(text(self), args, keywords, host),
);

statics(strType, {
  split: splitMethod('split', false),
  rsplit: splitMethod('rsplit', true),
  splitlines: native('str.splitlines', 'self, /, keepends=', ([self, keep], host) => {
    const lines =
      text(self).match(/[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g) ?? [];
    if (lines.at(-1) === '') lines.pop();
    const keeps = keep !== undefined && truth(keep, host);
    return new List(
      keeps ? lines : lines.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, '')),
    );
  }),
  expandtabs: native('str.expandtabs', 'self, /, tabsize=', ([self, size], host) => {
    const width = size === undefined ? 8 : indexOf(size, host);
    let column = 0;
    let result = '';
    for (const c of text(self)) {
      if (c === '\t') {
        const missing = width > 0 ? width - (column % width) : 0;
        result += ' '.repeat(missing);
        column += missing;
      } else {
        result += c;
        column = c === '\n' || c === '\r' ? 0 : column + 1;
      }
    }
    return result;
  }),
  format: formatMethod,
  format_map: native('str.format_map', 'self, mapping, /', ([self, mapping], host) => {
    const names = new Map<string, Value>();
    if (mapping instanceof Dict) {
      for (const { key, value } of mapping.entries.values()) if (typeof key === 'string') names.set(key, value);
    }
    return strFormat(text(self), [], names, host);
  }),
  encode: native('str.encode', 'self, /, encoding=, errors=', ([self, encoding], host) => {
    if (host.version === 2) return self!;
    return makeBytes(encoded(text(self), encoding === undefined ? 'utf-8' : text(encoding)));
  }),
  decode: native('str.decode', 'self, /, encoding=, errors=', ([self], host) => {
    if (host.version === 2) return self!;
    throw new RaisedError(
      'AttributeError',
      "'str' object has no attribute 'decode'",
      'In Python 3 a text is decoded already.',
    );
  }),
  maketrans: builtin('str.maketrans', 1, 3, ([from, to, remove], host) => {
    const table = new Dict();
    if (from instanceof Dict) {
      for (const { key, value } of from.entries.values()) {
        table.set(typeof key === 'string' ? key.codePointAt(0)! : key, value);
      }
      return table;
    }
    const [one, other] = [[...text(from)], [...text(to)]];
    if (one.length !== other.length) throw valueError('the first two maketrans arguments must have equal length');
    for (const [i, c] of one.entries()) table.set(c.codePointAt(0)!, other[i]!.codePointAt(0)!);
    if (remove !== undefined) for (const c of itemsOf(remove, host)) table.set(text(c).codePointAt(0)!, null);
    return table;
  }),
});

/** The bytes of a text, one a character. */
function encoded(own: string, encoding: string): string {
  const name = encoding.toLowerCase().replaceAll('_', '-');
  if (name === 'utf-8' || name === 'utf8') {
    return Array.from(new TextEncoder().encode(own), (byte) => String.fromCharCode(byte)).join('');
  }
  const most =
    name === 'ascii' || name === 'us-ascii'
      ? 127
      : name === 'latin-1' || name === 'latin1' || name === 'iso-8859-1'
        ? 255
        : undefined;
  if (most === undefined) throw new RaisedError('LookupError', `unknown encoding: ${encoding}`);
  const at = [...own].findIndex((c) => c.codePointAt(0)! > most);
  if (at >= 0) {
    const code = [...own][at]!.codePointAt(0)!.toString(16);
    const shown = code.length <= 2 ? `\\x${code}` : `\\u${code.padStart(4, '0')}`;
    throw new RaisedError(
      'UnicodeEncodeError',
      `'${most === 127 ? 'ascii' : 'latin-1'}' codec can't encode character '${shown}' in position ${at}: ordinal not in range(${most + 1})`,
    );
  }
  return own;
}
