/*
 * The module collections: dicts of special kinds, and the queue and named tuples of its neighbours.
 */
import { Dict, dictType } from '../../machine/collections.ts';
import { native } from '../../machine/natives.ts';
import {
  type Copies,
  copyOf,
  type Host,
  int,
  List,
  type Module,
  NativeFunction,
  NO_KEYWORDS,
  NOT_IMPLEMENTED,
  RaisedError,
  Tuple,
  TypeObject,
  type Value,
} from '../../machine/values.ts';
import { methods } from '../builtin.ts';
import { add } from '../builtin-numbers.ts';
import { dictBehaviour, fillDict } from '../dicts.ts';
import { ListIterator } from '../iterators.ts';
import { indexOf, itemsOf, less, typeError, wholeOf } from '../protocols.ts';
import { guarded } from '../sequences.ts';
import { dequeType } from './deque.ts';
import { moduleOf } from './module.ts';
import { namedtuple } from './named-tuple.ts';

const defaultDictType = new TypeObject('collections.defaultdict', dictType);
const counterType = new TypeObject('collections.Counter', dictType);
const orderedDictType = new TypeObject('collections.OrderedDict', dictType);

/** A dict of a type of its own; `factory` makes the values of missing keys. */
export class TypedDict extends Dict {
  readonly #type: TypeObject;
  readonly factory: Value;
  constructor(type: TypeObject, factory: Value = null) {
    super();
    this.#type = type;
    this.factory = factory;
  }
  override get type(): TypeObject {
    return this.#type;
  }
  override copy(copies: Copies): TypedDict {
    const copy = new TypedDict(this.#type, copyOf(this.factory, copies));
    copies.set(this, copy);
    for (const { key, value } of this.entries.values()) copy.set(copyOf(key, copies), copyOf(value, copies));
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    see(this.factory);
    return super.visit(see);
  }
}

const typed = (value: Value | undefined): TypedDict => value as TypedDict;
const plainRepr = dictBehaviour.repr!;

defaultDictType.behaviour = {
  ...dictBehaviour,
  getItem(self, index, host) {
    const own = typed(self);
    const value = own.get(index);
    if (value !== undefined) return value;
    const { factory } = own;
    if (factory === null) throw new RaisedError('KeyError', '', undefined, index);
    const make =
      factory instanceof TypeObject ? factory.construct : factory instanceof NativeFunction ? factory.call : undefined;
    if (make === undefined) {
      // The machine calls functions of the script itself.
      throw typeError('first argument must be callable or None');
    }
    const made = make([], NO_KEYWORDS, host);
    own.set(index, made);
    return made;
  },
  repr: (self, host, show) => `defaultdict(${show(typed(self).factory)}, ${plainRepr(self, host, show)})`,
};
defaultDictType.construct = ([factory, ...rest], keywords, host) =>
  fillDict(new TypedDict(defaultDictType, factory ?? null), 'defaultdict', rest, keywords, host);
defaultDictType.getters.set('default_factory', (self: TypedDict) => self.factory);

orderedDictType.behaviour = {
  ...dictBehaviour,
  repr(self, _host, show) {
    const items = Array.from(typed(self).entries.values(), ({ key, value }) => show(new Tuple([key, value])));
    if (items.length === 0) return 'OrderedDict()';
    return `OrderedDict(${guarded(typed(self), '...', () => `[${items.join(', ')}]`)})`;
  },
};
orderedDictType.construct = (args, keywords, host) =>
  fillDict(new TypedDict(orderedDictType), 'OrderedDict', args, keywords, host);
orderedDictType.attributes.set(
  'move_to_end',
  native('move_to_end', 'self, key, last=', ([self, key, last]) => {
    const own = typed(self);
    const value = own.get(key!);
    if (value === undefined) throw new RaisedError('KeyError', '', undefined, key!);
    own.delete(key!);
    const others = last === false ? [...own.entries.values()] : [];
    if (last === false) own.entries.clear();
    own.set(key!, value);
    for (const entry of others) own.set(entry.key, entry.value);
    return null;
  }),
);
orderedDictType.attributes.set(
  'popitem',
  native('popitem', 'self, last=', ([self, last]) => {
    const own = typed(self);
    const entry = last === false ? [...own.entries.values()][0] : [...own.entries.values()].at(-1);
    if (entry === undefined) throw new RaisedError('KeyError', '', undefined, 'dictionary is empty');
    own.delete(entry.key);
    return new Tuple([entry.key, entry.value]);
  }),
);

function count(self: TypedDict, source: Value | undefined, sign: 1 | -1, host: Host): void {
  if (source === undefined || source === null) return;
  if (source instanceof Dict) {
    for (const { key, value } of [...source.entries.values()]) {
      const before = self.get(key) ?? 0;
      const change = sign === 1 ? value : int(-(wholeOf(value) ?? 0));
      self.set(key, before === 0 && sign === 1 ? value : add(before, change, host));
    }
    return;
  }
  for (const item of itemsOf(source, host)) self.set(item, int((wholeOf(self.get(item) ?? 0) ?? 0) + sign));
}

function counterOf(source: Value | undefined, host: Host): TypedDict {
  const made = new TypedDict(counterType);
  count(made, source, 1, host);
  return made;
}

/** Entries with the highest counts first; equal counts keep their order. */
function mostCommon(self: TypedDict, host: Host): { readonly key: Value; readonly value: Value }[] {
  return [...self.entries.values()].sort((one, other) =>
    less(other.value, one.value, host) ? -1 : less(one.value, other.value, host) ? 1 : 0,
  );
}

counterType.behaviour = {
  ...dictBehaviour,
  getItem: (self, index) => typed(self).get(index) ?? 0,
  binary(operator, left, right) {
    if (!(left instanceof TypedDict && right instanceof TypedDict)) return NOT_IMPLEMENTED;
    const made = new TypedDict(counterType);
    const keys = [...left.entries.values(), ...right.entries.values()].map((entry) => entry.key);
    for (const key of keys) {
      const [one, other] = [wholeOf(left.get(key) ?? 0) ?? 0, wholeOf(right.get(key) ?? 0) ?? 0];
      const counts = { '+': one + other, '-': one - other, '&': Math.min(one, other), '|': Math.max(one, other) };
      const value = counts[operator as '+' | '-' | '&' | '|'];
      if (value === undefined) return NOT_IMPLEMENTED;
      if (value > 0) made.set(key, value);
    }
    return made;
  },
  repr(self, host, show) {
    const own = typed(self);
    if (own.entries.size === 0) return 'Counter()';
    const entries = mostCommon(own, host).map(({ key, value }) => `${show(key)}: ${show(value)}`);
    return `Counter({${entries.join(', ')}})`;
  },
};
counterType.construct = ([source, ...rest], keywords, host) => {
  if (rest.length > 0) throw typeError(`Counter expected at most 1 argument, got ${rest.length + 1}`);
  const made = counterOf(source, host);
  for (const [key, value] of keywords) made.set(key, value);
  return made;
};
methods(counterType, {
  most_common: [
    0,
    1,
    ([self, n], host) => {
      const all = mostCommon(typed(self), host).map(({ key, value }) => new Tuple([key, value]));
      return new List(n === undefined || n === null ? all : all.slice(0, Math.max(0, indexOf(n, host))));
    },
  ],
  elements: [
    0,
    0,
    ([self]) =>
      new ListIterator(
        new List(
          [...typed(self).entries.values()].flatMap(({ key, value }) =>
            Array.from({ length: Math.max(0, wholeOf(value) ?? 0) }, () => key),
          ),
        ),
      ),
  ],
  update: [
    0,
    1,
    ([self, source], host) => {
      count(typed(self), source, 1, host);
      return null;
    },
  ],
  subtract: [
    0,
    1,
    ([self, source], host) => {
      count(typed(self), source, -1, host);
      return null;
    },
  ],
  total: [
    0,
    0,
    ([self], host) => [...typed(self).entries.values()].reduce<Value>((sum, { value }) => add(sum, value, host), 0),
  ],
});
for (const type of [defaultDictType, counterType, orderedDictType]) {
  methods(type, {
    copy: [
      0,
      0,
      ([self]) => {
        const made = new TypedDict(type, typed(self).factory);
        for (const { key, value } of typed(self).entries.values()) made.set(key, value);
        return made;
      },
    ],
  });
}

export function makeCollections(): Module {
  return moduleOf('collections', {
    defaultdict: defaultDictType,
    Counter: counterType,
    OrderedDict: orderedDictType,
    deque: dequeType,
    namedtuple,
  });
}
