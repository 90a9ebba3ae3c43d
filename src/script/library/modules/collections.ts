/*
 * The module collections: defaultdict, Counter, OrderedDict, deque and namedtuple.
 */
import { Dict, dictType } from '../../machine/collections.ts';
import { native } from '../../machine/natives.ts';
import {
  type Copies,
  copyOf,
  HeapObject,
  type Host,
  int,
  List,
  type Module,
  NativeFunction,
  NO_KEYWORDS,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  Tuple,
  TypeObject,
  tupleType,
  typeOf,
  type Value,
} from '../../machine/values.ts';
import { builtin, methods } from '../builtin.ts';
import { add } from '../builtins.ts';
import { dictBehaviour, fillDict } from '../dicts.ts';
import { ListIterator } from '../iterators.ts';
import { tupleBehaviour } from '../lists.ts';
import { equal, indexOf, itemsOf, less, typeError, valueError, wholeOf } from '../protocols.ts';
import { compareItems, findItem, guarded, position } from '../sequences.ts';
import { textRepr } from '../text-repr.ts';
import { moduleOf } from './module.ts';

const defaultDictType = new TypeObject('collections.defaultdict', dictType);
const counterType = new TypeObject('collections.Counter', dictType);
const orderedDictType = new TypeObject('collections.OrderedDict', dictType);
const dequeType = new TypeObject('collections.deque', objectType);

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

function shortName(type: TypeObject): string {
  return type.name.slice(type.name.lastIndexOf('.') + 1);
}

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

/** A queue with two ends. */
class Deque extends HeapObject {
  readonly list: List;
  readonly most: number | undefined;
  constructor(items: Value[], most: number | undefined) {
    super();
    this.list = new List(items);
    this.most = most;
  }
  get type(): TypeObject {
    return dequeType;
  }
  get items(): Value[] {
    return this.list.items;
  }
  override copy(copies: Copies): Deque {
    const copy = new Deque([], this.most);
    copies.set(this, copy);
    for (const item of this.items) copy.items.push(copyOf(item, copies));
    return copy;
  }
  override visit(see: (value: Value) => void): number {
    see(this.list);
    return 48;
  }
  /** Drops items at one end until no more than `most` are left. */
  trim(fromLeft: boolean): void {
    while (this.most !== undefined && this.items.length > this.most) {
      if (fromLeft) this.items.shift();
      else this.items.pop();
    }
  }
}

const deque = (value: Value | undefined): Deque => value as Deque;

dequeType.construct = native('deque', 'iterable=, maxlen=', ([items, most], host) => {
  const limit = most === undefined || most === null ? undefined : indexOf(most, host);
  if (limit !== undefined && limit < 0) throw valueError('maxlen must be non-negative');
  const made = new Deque(items === undefined ? [] : itemsOf(items, host), limit);
  made.trim(true);
  return made;
}).call;
dequeType.behaviour = {
  compare(operator, left, right, host) {
    if (!(left instanceof Deque && right instanceof Deque)) return NOT_IMPLEMENTED;
    return compareItems(operator, left.items, right.items, host);
  },
  inPlace(operator, self, value, host) {
    if (operator !== '+') return NOT_IMPLEMENTED;
    for (const item of itemsOf(value, host)) deque(self).items.push(item);
    deque(self).trim(true);
    return self;
  },
  contains: (self, item, host) => findItem(deque(self).items, item, host) >= 0,
  truth: (self) => deque(self).items.length > 0,
  length: (self) => deque(self).items.length,
  getItem: (self, index, host) => deque(self).items[dequeIndex(self, index, host)]!,
  setItem(self, index, value, host) {
    deque(self).items[dequeIndex(self, index, host)] = value;
  },
  deleteItem(self, index, host) {
    deque(self).items.splice(dequeIndex(self, index, host), 1);
  },
  iterate: (self) => new ListIterator(deque(self).list),
  hashKey(): never {
    throw typeError("unhashable type: 'collections.deque'");
  },
  repr(self, _host, show) {
    const { items, most } = deque(self);
    const limit = most === undefined ? '' : `, maxlen=${most}`;
    return guarded(deque(self), '[...]', () => `deque([${items.map(show).join(', ')}]${limit})`);
  },
};

function dequeIndex(self: Value, index: Value, host: Host): number {
  if (wholeOf(index) === undefined) {
    throw typeError(`sequence index must be integer, not '${typeOf(index).name}'`);
  }
  return position(index, deque(self).items.length, 'deque', host, 'deque index');
}

function takeEnd(self: Value | undefined, fromLeft: boolean): Value {
  const { items } = deque(self);
  const item = fromLeft ? items.shift() : items.pop();
  if (item === undefined) throw new RaisedError('IndexError', 'pop from an empty deque');
  return item;
}

methods(dequeType, {
  append: [
    1,
    1,
    ([self, item]) => {
      deque(self).items.push(item!);
      deque(self).trim(true);
      return null;
    },
  ],
  appendleft: [
    1,
    1,
    ([self, item]) => {
      deque(self).items.unshift(item!);
      deque(self).trim(false);
      return null;
    },
  ],
  pop: [0, 0, ([self]) => takeEnd(self, false)],
  popleft: [0, 0, ([self]) => takeEnd(self, true)],
  extend: [
    1,
    1,
    ([self, items], host) => {
      for (const item of itemsOf(items!, host)) deque(self).items.push(item);
      deque(self).trim(true);
      return null;
    },
  ],
  extendleft: [
    1,
    1,
    ([self, items], host) => {
      for (const item of itemsOf(items!, host)) deque(self).items.unshift(item);
      deque(self).trim(false);
      return null;
    },
  ],
  rotate: [
    0,
    1,
    ([self, n], host) => {
      const { items } = deque(self);
      if (items.length === 0) return null;
      const steps = (n === undefined ? 1 : indexOf(n, host)) % items.length;
      const turned = steps >= 0 ? items.splice(items.length - steps) : items.splice(0, -steps);
      if (steps >= 0) items.unshift(...turned);
      else items.push(...turned);
      return null;
    },
  ],
  clear: [
    0,
    0,
    ([self]) => {
      deque(self).items.length = 0;
      return null;
    },
  ],
  copy: [0, 0, ([self]) => new Deque(deque(self).items.slice(), deque(self).most)],
  count: [1, 1, ([self, item], host) => deque(self).items.filter((own) => equal(own, item!, host)).length],
  index: [
    1,
    1,
    ([self, item], host) => {
      const at = findItem(deque(self).items, item!, host);
      if (at < 0) throw valueError('item is not in deque');
      return at;
    },
  ],
  remove: [
    1,
    1,
    ([self, item], host) => {
      const at = findItem(deque(self).items, item!, host);
      if (at < 0) throw valueError('deque.remove(x): x not in deque');
      deque(self).items.splice(at, 1);
      return null;
    },
  ],
  reverse: [
    0,
    0,
    ([self]) => {
      deque(self).items.reverse();
      return null;
    },
  ],
});
dequeType.getters.set('maxlen', (self: Deque) => self.most ?? null);

/** A tuple whose items have names. */
class NamedTuple extends Tuple {
  readonly #type: TypeObject;
  constructor(type: TypeObject, items: readonly Value[]) {
    super(items);
    this.#type = type;
  }
  override get type(): TypeObject {
    return this.#type;
  }
  override copy(copies: Copies): NamedTuple {
    const items: Value[] = [];
    const copy = new NamedTuple(this.#type, items);
    copies.set(this, copy);
    for (const item of this.items) items.push(copyOf(item, copies));
    return copy;
  }
}

interface NamedTupleType {
  readonly type: TypeObject;
  make(items: readonly Value[]): Tuple;
}

export function namedTuple(name: string, fields: readonly string[], defaults: readonly Value[] = []): NamedTupleType {
  const type = new TypeObject(name, tupleType);
  const make = (items: readonly Value[]): Tuple => new NamedTuple(type, items);
  const shown = shortName(type);
  type.behaviour = {
    ...tupleBehaviour,
    repr: (self, _host, show) =>
      `${name}(${(self as Tuple).items.map((item, i) => `${fields[i]}=${show(item)}`).join(', ')})`,
  };
  for (const [i, field] of fields.entries()) type.getters.set(field, (self: Tuple) => self.items[i]!);
  const first = fields.length - defaults.length;
  const signature = fields.map((field, i) => (i >= first ? `${field}=` : field)).join(', ');
  type.construct = native(`${shown}.__new__`, signature, (args) =>
    make(args.map((arg, i) => arg ?? defaults[i - first]!)),
  ).call;
  type.attributes.set('_fields', new Tuple(fields));
  methods(type, {
    _asdict: [
      0,
      0,
      ([self]) => {
        const dict = new Dict();
        for (const [i, field] of fields.entries()) dict.set(field, (self as Tuple).items[i]!);
        return dict;
      },
    ],
  });
  type.attributes.set(
    '_replace',
    new NativeFunction(`${shown}._replace`, ([self], keywords) => {
      const items = (self as Tuple).items.slice();
      const unknown = [...keywords.keys()].filter((field) => !fields.includes(field));
      if (unknown.length > 0)
        throw valueError(`Got unexpected field names: [${unknown.map((u) => textRepr(u)).join(', ')}]`);
      for (const [field, value] of keywords) items[fields.indexOf(field)] = value;
      return make(items);
    }),
  );
  type.attributes.set(
    '_make',
    builtin(`${shown}._make`, 1, 1, ([items], host) => make(itemsOf(items!, host))),
  );
  return { type, make };
}

const namedtuple = native('namedtuple', 'typename, field_names, *, rename=, defaults=, module=', (args, host) => {
  const [name, names, , defaults] = args;
  if (typeof name !== 'string') throw typeError('Type names must be strings');
  const fields =
    typeof names === 'string'
      ? names
          .replaceAll(',', ' ')
          .split(/\s+/)
          .filter((field) => field !== '')
      : itemsOf(names!, host).map(String);
  for (const field of fields) {
    if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(field)) {
      throw valueError(`Type names and field names must be valid identifiers: ${textRepr(field)}`);
    }
    if (field.startsWith('_')) throw valueError(`Field names cannot start with an underscore: ${textRepr(field)}`);
  }
  if (new Set(fields).size < fields.length) {
    const repeated = fields.find((field, i) => fields.indexOf(field) < i)!;
    throw valueError(`Encountered duplicate field name: ${textRepr(repeated)}`);
  }
  return namedTuple(name, fields, defaults === undefined || defaults === null ? [] : itemsOf(defaults, host)).type;
});

export function makeCollections(): Module {
  return moduleOf('collections', {
    defaultdict: defaultDictType,
    Counter: counterType,
    OrderedDict: orderedDictType,
    deque: dequeType,
    namedtuple,
  });
}
