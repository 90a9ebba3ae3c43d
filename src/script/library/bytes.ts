/*
 * The type bytes, as far as scripts read it: length, items, comparison, joining, decoding.
 */

import { native } from '../machine/natives.ts';
import {
  HeapObject,
  List,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  Slice,
  TypeObject,
  typeOf,
  type Value,
} from '../machine/values.ts';
import { methods, statics } from './builtin.ts';
import { ItemsIterator, iteratorType } from './iterators.ts';
import { ordered } from './numbers.ts';
import { indexOf, itemsOf, typeError, valueError, wholeOf } from './protocols.ts';
import { position, sliced } from './sequences.ts';
import { bytesRepr } from './text-repr.ts';

export const bytesType = new TypeObject('bytes', objectType);
const bytesIteratorType = iteratorType('bytes_iterator');

export class Bytes extends HeapObject {
  /** One character a byte. */
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  get type(): TypeObject {
    return bytesType;
  }
  override copy(): this {
    return this;
  }
}

export function makeBytes(text: string): Bytes {
  return new Bytes(text);
}

const textOf = (value: Value | undefined): string => (value as Bytes).text;

bytesType.behaviour = {
  binary(operator, left, right) {
    if (operator === '+' && left instanceof Bytes && right instanceof Bytes) return new Bytes(left.text + right.text);
    return NOT_IMPLEMENTED;
  },
  compare(operator, left, right) {
    if (!(left instanceof Bytes && right instanceof Bytes)) return NOT_IMPLEMENTED;
    return ordered(operator, left.text < right.text ? -1 : left.text > right.text ? 1 : 0, 0);
  },
  contains: (self, item) =>
    textOf(self).includes(item instanceof Bytes ? item.text : String.fromCharCode(wholeOf(item) ?? 256)),
  truth: (self) => textOf(self) !== '',
  length: (self) => textOf(self).length,
  getItem(self, index, host) {
    const own = textOf(self);
    if (index instanceof Slice) return new Bytes(sliced(own.split(''), index, host).join(''));
    return own.charCodeAt(position(index, own.length, 'byte', host, 'index'));
  },
  iterate: (self) =>
    new ItemsIterator(
      Array.from(textOf(self), (c) => c.charCodeAt(0)),
      bytesIteratorType,
    ),
  hashKey: (self) => `\0b${textOf(self)}`,
  repr: (self) => bytesRepr(textOf(self)),
};

bytesType.construct = native('bytes', 'source=, encoding=, errors=', ([source, encoding], host) => {
  if (source === undefined) return new Bytes('');
  if (source instanceof Bytes) return source;
  if (typeof source === 'string') {
    if (encoding === undefined) throw typeError('string argument without an encoding');
    return new Bytes(Array.from(new TextEncoder().encode(source), (byte) => String.fromCharCode(byte)).join(''));
  }
  const count = wholeOf(source);
  if (count !== undefined) {
    if (count < 0) throw valueError('negative count');
    host.reserve(2 * count);
    return new Bytes('\0'.repeat(count));
  }
  const items = itemsOf(source, host).map((item) => indexOf(item, host));
  if (items.some((item) => item < 0 || item > 255)) throw valueError('bytes must be in range(0, 256)');
  return new Bytes(items.map((item) => String.fromCharCode(item)).join(''));
}).call;

statics(bytesType, {
  decode: native('bytes.decode', 'self, /, encoding=, errors=', ([self, encoding]) => {
    const name = typeof encoding === 'string' ? encoding.toLowerCase() : 'utf-8';
    if (/^latin|^iso-8859-1$/.test(name)) return textOf(self);
    const bytes = Uint8Array.from(textOf(self), (c) => c.charCodeAt(0));
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new RaisedError('UnicodeDecodeError', `'${name}' codec can't decode these bytes`);
    }
  }),
});

methods(bytesType, {
  hex: [0, 0, ([self]) => Array.from(textOf(self), (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')],
  split: [
    0,
    1,
    ([self, mark]) => {
      const own = textOf(self);
      const parts = mark instanceof Bytes ? own.split(mark.text) : own.split(/\s+/).filter((part) => part !== '');
      return new List(parts.map((part) => new Bytes(part)));
    },
  ],
  strip: [0, 0, ([self]) => new Bytes(textOf(self).trim())],
  startswith: [
    1,
    1,
    ([self, start]) => {
      if (!(start instanceof Bytes)) {
        throw typeError(`startswith first arg must be bytes or a tuple of bytes, not ${typeOf(start!).name}`);
      }
      return textOf(self).startsWith(start.text);
    },
  ],
});
