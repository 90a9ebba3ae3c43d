/*
 * The iterators of built-in types, and `enumerate`, `zip` and `reversed`. Each has its position as a field, so that a copy of a moment
 * continues where it was.
 */

import { native } from '../machine/natives.ts';
import {
  type Copies,
  copyOf,
  type Host,
  Iterator,
  List,
  objectType,
  RaisedError,
  remembered,
  Tuple,
  TypeObject,
  typeOf,
  type Value,
} from '../machine/values.ts';
import { behaviourOf, gathered, indexOf, iterate, lengthOf, truth, typeError } from './protocols.ts';

const listIteratorType = new TypeObject('list_iterator', objectType);
export const tupleIteratorType = new TypeObject('tuple_iterator', objectType);
export const strIteratorType = new TypeObject('str_iterator', objectType);
export const enumerateType = new TypeObject('enumerate', objectType);
export const zipType = new TypeObject('zip', objectType);
export const reversedType = new TypeObject('reversed', objectType);

const itself = { iterate: (self: Value): Iterator => self as Iterator };
for (const type of [listIteratorType, tupleIteratorType, strIteratorType, enumerateType, zipType, reversedType]) {
  type.behaviour = itself;
}

/** Adds iteration to the type of an iterator class. */
export function iteratorType(name: string): TypeObject {
  return new TypeObject(name, objectType, undefined, itself);
}

/** Items of a list, which may change meanwhile. */
export class ListIterator extends Iterator {
  readonly list: List;
  index: number;
  constructor(list: List, index = 0) {
    super();
    this.list = list;
    this.index = index;
  }
  override get type(): TypeObject {
    return listIteratorType;
  }
  override next(): Value | undefined {
    const { items } = this.list;
    if (this.index < items.length) return items[this.index++];
    this.index = Number.MAX_SAFE_INTEGER;
    return undefined;
  }
  override copy(copies: Copies): ListIterator {
    return remembered(this, new ListIterator(copyOf(this.list, copies), this.index), copies);
  }
  override visit(see: (value: Value) => void): number {
    see(this.list);
    return 48;
  }
}

/** Items that never change: of a tuple, the characters of a text, the lines of a file. */
export class ItemsIterator extends Iterator {
  readonly items: readonly Value[];
  index: number;
  readonly #type: TypeObject;
  constructor(items: readonly Value[], type: TypeObject, index = 0) {
    super();
    this.items = items;
    this.index = index;
    this.#type = type;
  }
  override get type(): TypeObject {
    return this.#type;
  }
  override next(): Value | undefined {
    return this.index < this.items.length ? this.items[this.index++] : undefined;
  }
  override copy(copies: Copies): ItemsIterator {
    const items = this.items.map((item) => copyOf(item, copies));
    return remembered(this, new ItemsIterator(items, this.#type, this.index), copies);
  }
  override visit(see: (value: Value) => void): number {
    for (const item of this.items) see(item);
    return 48 + 8 * this.items.length;
  }
}

class Enumerate extends Iterator {
  readonly source: Iterator;
  count: number;
  constructor(source: Iterator, count: number) {
    super();
    this.source = source;
    this.count = count;
  }
  override get type(): TypeObject {
    return enumerateType;
  }
  override next(host: Host): Value | undefined {
    const item = this.source.next(host);
    return item === undefined ? undefined : new Tuple([this.count++, item]);
  }
  override copy(copies: Copies): Enumerate {
    return remembered(this, new Enumerate(copyOf(this.source, copies), this.count), copies);
  }
  override visit(see: (value: Value) => void): number {
    see(this.source);
    return 48;
  }
}

class Zip extends Iterator {
  readonly sources: readonly Iterator[];
  readonly strict: boolean;
  constructor(sources: readonly Iterator[], strict: boolean) {
    super();
    this.sources = sources;
    this.strict = strict;
  }
  override get type(): TypeObject {
    return zipType;
  }
  override next(host: Host): Value | undefined {
    const { sources } = this;
    if (sources.length === 0) return undefined;
    const items: Value[] = [];
    for (let i = 0; i < sources.length; i++) {
      const item = sources[i]!.next(host);
      if (item === undefined) {
        if (this.strict) this.checkEnd(i, host);
        return undefined;
      }
      items.push(item);
    }
    return new Tuple(items);
  }
  /** All sources must end together; the one at `ended` has no more items. */
  private checkEnd(ended: number, host: Host): void {
    const others = (count: number): string => (count === 1 ? ' 1' : `s 1-${count}`);
    const message = (at: number, word: string): string =>
      `zip() argument ${at + 1} is ${word} than argument${others(at)}`;
    if (ended > 0) throw new RaisedError('ValueError', message(ended, 'shorter'));
    for (let i = 1; i < this.sources.length; i++) {
      if (this.sources[i]!.next(host) !== undefined) throw new RaisedError('ValueError', message(i, 'longer'));
    }
  }
  override copy(copies: Copies): Zip {
    return remembered(
      this,
      new Zip(
        this.sources.map((source) => copyOf(source, copies)),
        this.strict,
      ),
      copies,
    );
  }
  override visit(see: (value: Value) => void): number {
    for (const source of this.sources) see(source);
    return 48;
  }
}

/** The items of a sequence from the last to the first. */
class Reversed extends Iterator {
  readonly sequence: Value;
  index: number;
  constructor(sequence: Value, index: number) {
    super();
    this.sequence = sequence;
    this.index = index;
  }
  override get type(): TypeObject {
    return reversedType;
  }
  override next(host: Host): Value | undefined {
    if (this.index < 0) return undefined;
    return behaviourOf(this.sequence, 'getItem')!(this.sequence, this.index--, host);
  }
  override copy(copies: Copies): Reversed {
    return remembered(this, new Reversed(copyOf(this.sequence, copies), this.index), copies);
  }
  override visit(see: (value: Value) => void): number {
    see(this.sequence);
    return 48;
  }
}

enumerateType.construct = native('enumerate', 'iterable, start=', ([iterable, start], host) => {
  return new Enumerate(iterate(iterable!, host), start === undefined ? 0 : indexOf(start, host));
}).call;

zipType.construct = (args, keywords, host) => {
  for (const name of keywords.keys()) {
    if (name !== 'strict') throw typeError(`zip() got an unexpected keyword argument '${name}'`);
  }
  const strict = keywords.get('strict');
  const sources = args.map((source) => iterate(source, host));
  const zip = new Zip(sources, strict !== undefined && truth(strict, host));
  if (host.version === 3) return zip;
  return listOf(zip, host);
};

function listOf(iterator: Iterator, host: Host): List {
  const items: Value[] = [];
  for (let item = iterator.next(host); item !== undefined; item = iterator.next(host)) {
    items.push(item);
    gathered(items, host);
  }
  return new List(items);
}

reversedType.construct = native('reversed', 'sequence, /', ([sequence], host) => {
  const value = sequence!;
  const { name } = typeOf(value);
  if (name === 'dict') return new ItemsIterator([...iterateAll(value, host)].reverse(), reversedType);
  if (behaviourOf(value, 'getItem') === undefined || behaviourOf(value, 'length') === undefined) {
    throw typeError(`'${name}' object is not reversible`);
  }
  return new Reversed(value, lengthOf(value, host) - 1);
}).call;

function iterateAll(value: Value, host: Host): readonly Value[] {
  return listOf(iterate(value, host), host).items;
}
