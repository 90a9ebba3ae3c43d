/*
 * The type dict with its views and their iterator, in one file, since each is a few lines about the same entries. A dict keeps the order
 * of insertion.
 */
import { Dict, dictType, type HashKey, SetObject } from '../machine/collections.ts';
import {
  type Behaviour,
  type Copies,
  copyOf,
  HeapObject,
  type Host,
  Iterator,
  type Keywords,
  List,
  NativeFunction,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  Tuple,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { builtin, methods, statics } from './builtin.ts';
import { iteratorType } from './iterators.ts';
import { behaviourOf, equal, itemsOf, nested, typeError, valueError } from './protocols.ts';
import { guarded, joined } from './sequences.ts';
import { isSubset, keyError, setOf, setOperation } from './sets.ts';

const keysType = new TypeObject('dict_keys', objectType);
const valuesType = new TypeObject('dict_values', objectType);
const itemsType = new TypeObject('dict_items', objectType);
const dictIteratorType = iteratorType('dict_keyiterator');

function dict(value: Value | undefined): Dict {
  return value as Dict;
}

function missing(self: Dict, key: Value): RaisedError {
  const known = [...self.entries.values()].slice(0, 5).map((entry) => entry.key);
  const shown = known.every((one) => typeof one === 'string') ? known.map((one) => `'${one}'`).join(', ') : '';
  const advice = shown === '' ? undefined : `Its keys are ${shown}${self.entries.size > 5 ? ', …' : ''}.`;
  return new RaisedError('KeyError', '', advice, key);
}

type Part = 'keys' | 'values' | 'items';

function partOf(entry: { key: Value; value: Value }, part: Part): Value {
  return part === 'keys' ? entry.key : part === 'values' ? entry.value : new Tuple([entry.key, entry.value]);
}

/** Goes through a dict; its size must not change meanwhile. */
class DictIterator extends Iterator {
  readonly dict: Dict;
  readonly part: Part;
  readonly size: number;
  /** The keys in the order of the dict; made again for a copy, whose keys are other objects. */
  #keys: readonly HashKey[] | undefined;
  index = 0;
  constructor(source: Dict, part: Part, size = source.entries.size) {
    super();
    this.dict = source;
    this.part = part;
    this.size = size;
  }
  override get type(): TypeObject {
    return dictIteratorType;
  }
  override next(): Value | undefined {
    const { entries } = this.dict;
    if (this.index > this.size) return undefined;
    if (entries.size !== this.size) {
      this.index = this.size + 1;
      throw new RaisedError('RuntimeError', 'dictionary changed size during iteration', 'Go through list(…) of it.');
    }
    if (this.index === this.size) return undefined;
    this.#keys ??= [...entries.keys()];
    const entry = entries.get(this.#keys[this.index++]!);
    if (entry === undefined) throw new RaisedError('RuntimeError', 'dictionary keys changed during iteration');
    return partOf(entry, this.part);
  }
  override copy(copies: Copies): DictIterator {
    const copy = new DictIterator(copyOf(this.dict, copies), this.part, this.size);
    copy.index = this.index;
    copies.set(this, copy);
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    see(this.dict);
    return 48 + 8 * this.size;
  }
}

/** `d.keys()`, `d.values()` or `d.items()`: what the dict has when it is asked. */
class DictView extends HeapObject {
  readonly dict: Dict;
  readonly part: Part;
  constructor(source: Dict, part: Part) {
    super();
    this.dict = source;
    this.part = part;
  }
  get type(): TypeObject {
    return this.part === 'keys' ? keysType : this.part === 'values' ? valuesType : itemsType;
  }
  override copy(copies: Copies): DictView {
    const copy = new DictView(copyOf(this.dict, copies), this.part);
    copies.set(this, copy);
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    see(this.dict);
    return 48;
  }
}

function partsOf(self: Dict, part: Part): Value[] {
  return Array.from(self.entries.values(), (entry) => partOf(entry, part));
}

function viewBehaviour(name: string): Behaviour {
  const view = (value: Value): DictView => value as DictView;
  return {
    length: (self) => view(self).dict.entries.size,
    iterate: (self) => new DictIterator(view(self).dict, view(self).part),
    contains: (self, item, host) => {
      const { dict: source, part } = view(self);
      if (part === 'keys') return source.has(item);
      return partsOf(source, part).some((own) => equal(own, item, host));
    },
    compare(operator, left, right, host) {
      if (operator !== '==' && operator !== '!=') return NOT_IMPLEMENTED;
      if (name === 'dict_values') return NOT_IMPLEMENTED;
      const [one, other] = [asSet(left, host), asSet(right, host)];
      if (one === undefined || other === undefined) return NOT_IMPLEMENTED;
      return (operator === '==') === (one.entries.size === other.entries.size && isSubset(one, other));
    },
    binary(operator, left, right, host) {
      if (name === 'dict_values') return NOT_IMPLEMENTED;
      const [one, other] = [asSet(left, host), asSet(right, host)];
      return one === undefined || other === undefined ? NOT_IMPLEMENTED : setOperation(operator, one, other);
    },
    repr: (self, host, reprOf) => `${name}([${joined(partsOf(view(self).dict, view(self).part), reprOf, host)}])`,
  };
}
for (const type of [keysType, valuesType, itemsType]) type.behaviour = viewBehaviour(type.name);

/** The set of a set or of a view of keys or items. */
function asSet(value: Value, host: Host): SetObject | undefined {
  if (value instanceof SetObject) return value;
  return value instanceof DictView ? setOf(itemsOf(value, host)) : undefined;
}

export const dictBehaviour: Behaviour = {
  binary(operator, left, right) {
    if (operator !== '|' || !(left instanceof Dict && right instanceof Dict)) return NOT_IMPLEMENTED;
    const made = new Dict();
    for (const source of [left, right]) for (const { key, value } of source.entries.values()) made.set(key, value);
    return made;
  },
  inPlace(operator, self, value, host) {
    if (operator !== '|') return NOT_IMPLEMENTED;
    update(dict(self), value, host);
    return self;
  },
  compare(operator, left, right, host) {
    if (!(left instanceof Dict && right instanceof Dict)) return NOT_IMPLEMENTED;
    if (operator !== '==' && operator !== '!=') return NOT_IMPLEMENTED;
    const same = nested('in comparison', () => {
      if (left.entries.size !== right.entries.size) return false;
      for (const { key, value } of left.entries.values()) {
        const other = right.get(key);
        if (other === undefined || !equal(value, other, host)) return false;
      }
      return true;
    });
    return (operator === '==') === same;
  },
  contains: (self, item) => dict(self).has(item),
  truth: (self) => dict(self).entries.size > 0,
  length: (self) => dict(self).entries.size,
  getItem(self, index) {
    const value = dict(self).get(index);
    if (value === undefined) throw missing(dict(self), index);
    return value;
  },
  setItem: (self, index, value) => dict(self).set(index, value),
  deleteItem(self, index) {
    if (!dict(self).delete(index)) throw missing(dict(self), index);
  },
  iterate: (self) => new DictIterator(dict(self), 'keys'),
  hashKey(): never {
    throw typeError("unhashable type: 'dict'");
  },
  repr(self, host, reprOf) {
    const show = (): string => {
      const entries = [...dict(self).entries.values()];
      return `{${joined(entries, ({ key, value }) => `${reprOf(key)}: ${reprOf(value)}`, host)}}`;
    };
    return guarded(dict(self), '{...}', show);
  },
};
dictType.behaviour = dictBehaviour;

/** `d.update(source)` */
function update(self: Dict, source: Value, host: Host): void {
  if (source instanceof Dict) {
    for (const { key, value } of [...source.entries.values()]) self.set(key, value);
    return;
  }
  let i = 0;
  for (const pair of itemsOf(source, host)) {
    if (behaviourOf(pair, 'iterate') === undefined) {
      throw typeError(`cannot convert dictionary update sequence element #${i} to a sequence`);
    }
    const parts = itemsOf(pair, host);
    if (parts.length !== 2) {
      throw valueError(`dictionary update sequence element #${i} has length ${parts.length}; 2 is required`);
    }
    self.set(parts[0]!, parts[1]!);
    i++;
  }
}

export function fillDict(self: Dict, name: string, args: readonly Value[], keywords: Keywords, host: Host): Dict {
  if (args.length > 1) throw typeError(`${name} expected at most 1 argument, got ${args.length}`);
  if (args.length === 1) update(self, args[0]!, host);
  for (const [key, value] of keywords) self.set(key, value);
  return self;
}

dictType.construct = (args, keywords, host) => fillDict(new Dict(), 'dict', args, keywords, host);

/** A view in Python 3, a list in Python 2. */
function view(part: Part): readonly [number, number, (args: readonly Value[], host: Host) => Value] {
  return [
    0,
    0,
    ([self], host) => (host.version === 3 ? new DictView(dict(self), part) : new List(partsOf(dict(self), part))),
  ];
}
function lazy(part: Part): readonly [number, number, (args: readonly Value[], host: Host) => Value] {
  return [
    0,
    0,
    ([self], host) => {
      if (host.version === 2) return new DictIterator(dict(self), part);
      throw new RaisedError(
        'AttributeError',
        `'dict' object has no attribute 'iter${part}'`,
        `In Python 3 it is ${part}().`,
      );
    },
  ];
}

methods(dictType, {
  keys: view('keys'),
  values: view('values'),
  items: view('items'),
  iterkeys: lazy('keys'),
  itervalues: lazy('values'),
  iteritems: lazy('items'),
  has_key: [
    1,
    1,
    ([self, key], host) => {
      if (host.version === 2) return dict(self).has(key!);
      throw new RaisedError(
        'AttributeError',
        "'dict' object has no attribute 'has_key'",
        'In Python 3 it is: key in d.',
      );
    },
  ],
  get: [1, 2, ([self, key, otherwise]) => dict(self).get(key!) ?? otherwise ?? null],
  setdefault: [
    1,
    2,
    ([self, key, otherwise]) => {
      const value = dict(self).get(key!);
      if (value !== undefined) return value;
      dict(self).set(key!, otherwise ?? null);
      return otherwise ?? null;
    },
  ],
  pop: [
    1,
    2,
    ([self, key, otherwise]) => {
      const value = dict(self).get(key!);
      if (value === undefined) {
        if (otherwise === undefined) throw missing(dict(self), key!);
        return otherwise;
      }
      dict(self).delete(key!);
      return value;
    },
  ],
  popitem: [
    0,
    0,
    ([self]) => {
      const last = [...dict(self).entries.values()].at(-1);
      if (last === undefined) throw keyError('popitem(): dictionary is empty');
      dict(self).delete(last.key);
      return new Tuple([last.key, last.value]);
    },
  ],
  clear: [
    0,
    0,
    ([self]) => {
      dict(self).entries.clear();
      return null;
    },
  ],
  copy: [
    0,
    0,
    ([self]) => {
      const made = new Dict();
      for (const { key, value } of dict(self).entries.values()) made.set(key, value);
      return made;
    },
  ],
});
dictType.attributes.set(
  'update',
  new NativeFunction('dict.update', ([self, ...rest], keywords, host) => {
    fillDict(dict(self), 'update', rest, keywords, host);
    return null;
  }),
);
statics(dictType, {
  fromkeys: builtin('dict.fromkeys', 1, 2, ([keys, value], host) => {
    const made = new Dict();
    for (const key of itemsOf(keys!, host)) made.set(key, value ?? null);
    return made;
  }),
});
