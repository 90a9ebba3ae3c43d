/*
 * Dicts and sets as the machine makes them. Keys that are equal in Python have one key in the JavaScript map: 1, 1.0 and True share
 * theirs. Methods and operators are in library/.
 */
import { type Copies, copyOf, Float, HeapObject, objectType, Tuple, TypeObject, type Value } from './values.ts';

export const dictType = new TypeObject('dict', objectType);
export const setType = new TypeObject('set', objectType);

/** The key of a value in a map of JavaScript. */
export type HashKey = string | number | HeapObject | null;

/** Numbers of objects that are parts of a key; they only tell objects apart. */
const identities = new WeakMap<HeapObject, number>();
let lastIdentity = 0;

/**
 * A key that two values share when they are equal.
 * @throws RaisedError from the type of a list, a dict, a set or an array, which cannot be keys.
 */
export function hashKey(value: Value): HashKey {
  if (typeof value === 'string') return value.startsWith('\0') ? `\0s${value}` : value;
  if (typeof value === 'number' || value === null) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Float) return value.value;
  if (value instanceof Tuple) return `\0t${value.items.map(partOf).join('')}`;
  return value.type.behaviour.hashKey?.(value) ?? value;
}

/** A part of the key of a tuple: a kind, a length and a text. */
function partOf(value: Value): string {
  const key = hashKey(value);
  let text: string;
  if (key instanceof HeapObject) {
    let identity = identities.get(key);
    if (identity === undefined) {
      identity = ++lastIdentity;
      identities.set(key, identity);
    }
    text = `o${identity}`;
  } else if (typeof key === 'number') text = `n${key === 0 ? 0 : key}`;
  else text = key === null ? 'N' : `s${key}`;
  return `${text.length}:${text}`;
}

interface DictEntry {
  readonly key: Value;
  value: Value;
}

export class Dict extends HeapObject {
  readonly entries = new Map<HashKey, DictEntry>();
  override get isPlain(): boolean {
    return false;
  }
  get type(): TypeObject {
    return dictType;
  }
  get(key: Value): Value | undefined {
    return this.entries.get(hashKey(key))?.value;
  }
  has(key: Value): boolean {
    return this.entries.has(hashKey(key));
  }
  /** Keeps the first of equal keys, as Python does. */
  set(key: Value, value: Value): void {
    const hash = hashKey(key);
    const entry = this.entries.get(hash);
    if (entry === undefined) this.entries.set(hash, { key, value });
    else entry.value = value;
  }
  /** @returns false when there is no such key. */
  delete(key: Value): boolean {
    return this.entries.delete(hashKey(key));
  }
  override copy(copies: Copies): Dict {
    const copy = new Dict();
    copies.set(this, copy);
    for (const { key, value } of this.entries.values()) copy.set(copyOf(key, copies), copyOf(value, copies));
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    for (const { key, value } of this.entries.values()) {
      see(key);
      see(value);
    }
    return 64 + 96 * this.entries.size;
  }
}

export class SetObject extends HeapObject {
  readonly entries = new Map<HashKey, Value>();
  override get isPlain(): boolean {
    return false;
  }
  get type(): TypeObject {
    return setType;
  }
  has(item: Value): boolean {
    return this.entries.has(hashKey(item));
  }
  add(item: Value): void {
    const hash = hashKey(item);
    if (!this.entries.has(hash)) this.entries.set(hash, item);
  }
  /** @returns false when there is no such item. */
  delete(item: Value): boolean {
    return this.entries.delete(hashKey(item));
  }
  override copy(copies: Copies): SetObject {
    const copy = new SetObject();
    copies.set(this, copy);
    for (const item of this.entries.values()) copy.add(copyOf(item, copies));
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    for (const item of this.entries.values()) see(item);
    return 64 + 64 * this.entries.size;
  }
}

/** A dict with texts as its keys. */
export function dictOf(entries: Iterable<readonly [string, Value]>): Dict {
  const dict = new Dict();
  for (const [name, value] of entries) dict.set(name, value);
  return dict;
}
