/*
 * The types set and frozenset.
 */

import { type HashKey, SetObject, setType } from '../machine/collections.ts';
import {
  type Behaviour,
  type Copies,
  copyOf,
  HeapObject,
  type Host,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { builtin, methods } from './builtin.ts';
import { ItemsIterator, iteratorType } from './iterators.ts';
import { itemsOf, typeError } from './protocols.ts';
import { joined } from './sequences.ts';
import { setOrder } from './set-order.ts';

export const frozensetType = new TypeObject('frozenset', objectType);
const setIteratorType = iteratorType('set_iterator');

export class FrozenSet extends SetObject {
  override get type(): TypeObject {
    return frozensetType;
  }
  override copy(copies: Copies): FrozenSet {
    const copy = new FrozenSet();
    copies.set(this, copy);
    for (const item of this.entries.values()) copy.add(copyOf(item, copies));
    return copy;
  }
}

export function keyError(key: Value): RaisedError {
  return new RaisedError('KeyError', '', undefined, key);
}

function set(value: Value | undefined): SetObject {
  return value as SetObject;
}

export function setOf(items: Iterable<Value>, made: SetObject = new SetObject()): SetObject {
  for (const item of items) made.add(item);
  return made;
}

export function isSubset(one: SetObject, other: SetObject): boolean {
  for (const key of one.entries.keys()) if (!other.entries.has(key)) return false;
  return true;
}

export function setOperation(operator: string, left: SetObject, right: SetObject): Value | typeof NOT_IMPLEMENTED {
  const made = left instanceof FrozenSet ? new FrozenSet() : new SetObject();
  const keep = (source: SetObject, test: (key: HashKey) => boolean): void => {
    for (const [key, item] of source.entries) if (test(key)) made.entries.set(key, item);
  };
  switch (operator) {
    case '|':
      keep(left, () => true);
      keep(right, (key) => !left.entries.has(key));
      return made;
    case '&':
      keep(left, (key) => right.entries.has(key));
      return made;
    case '-':
      keep(left, (key) => !right.entries.has(key));
      return made;
    case '^':
      keep(left, (key) => !right.entries.has(key));
      keep(right, (key) => !left.entries.has(key));
      return made;
    default:
      return NOT_IMPLEMENTED;
  }
}

function setBehaviour(name: string): Behaviour {
  return {
    binary(operator, left, right) {
      if (!(left instanceof SetObject && right instanceof SetObject)) return NOT_IMPLEMENTED;
      return setOperation(operator, left, right);
    },
    inPlace(operator, self, value) {
      if (name === 'frozenset' || !(value instanceof SetObject)) return NOT_IMPLEMENTED;
      const made = setOperation(operator, set(self), value);
      if (!(made instanceof SetObject)) return made;
      replace(set(self), made);
      return self;
    },
    compare(operator, left, right) {
      if (!(left instanceof SetObject && right instanceof SetObject)) return NOT_IMPLEMENTED;
      const [one, other] = [left.entries.size, right.entries.size];
      switch (operator) {
        case '==':
          return one === other && isSubset(left, right);
        case '!=':
          return one !== other || !isSubset(left, right);
        case '<=':
          return isSubset(left, right);
        case '<':
          return one < other && isSubset(left, right);
        case '>=':
          return isSubset(right, left);
        case '>':
          return one > other && isSubset(right, left);
        default:
          return NOT_IMPLEMENTED;
      }
    },
    contains: (self, item) => set(self).has(item),
    truth: (self) => set(self).entries.size > 0,
    length: (self) => set(self).entries.size,
    iterate: (self) => new ItemsIterator(setOrder(set(self).entries), setIteratorType),
    hashKey(self) {
      if (name === 'set') throw typeError("unhashable type: 'set'");
      const keys = Array.from(set(self).entries.keys(), (key) =>
        key instanceof HeapObject ? key : `${typeof key}${key}`,
      );
      const identified = keys.find((key) => key instanceof HeapObject);
      return identified === undefined ? `\0f${keys.sort().join('\0')}` : (self as FrozenSet);
    },
    repr(self, host, reprOf) {
      const items = joined(setOrder(set(self).entries), reprOf, host);
      if (host.version === 2) return `${name}([${items}])`;
      if (items === '') return `${name}()`;
      return name === 'set' ? `{${items}}` : `${name}({${items}})`;
    },
  };
}
setType.behaviour = setBehaviour('set');
frozensetType.behaviour = setBehaviour('frozenset');

function replace(self: SetObject, made: SetObject): void {
  self.entries.clear();
  for (const [key, item] of made.entries) self.entries.set(key, item);
}

setType.construct = builtin('set', 0, 1, ([items], host) =>
  setOf(items === undefined ? [] : itemsOf(items, host)),
).call;
frozensetType.construct = builtin('frozenset', 0, 1, ([items], host) =>
  items instanceof FrozenSet ? items : setOf(items === undefined ? [] : itemsOf(items, host), new FrozenSet()),
).call;

type Combine = (self: SetObject, other: SetObject) => SetObject;
const combine: Readonly<Record<string, Combine>> = {
  union: (self, other) => setOperation('|', self, other) as SetObject,
  intersection: (self, other) => setOperation('&', self, other) as SetObject,
  difference: (self, other) => setOperation('-', self, other) as SetObject,
  symmetric_difference: (self, other) => setOperation('^', self, other) as SetObject,
};
const updates: Readonly<Record<string, string>> = {
  update: 'union',
  intersection_update: 'intersection',
  difference_update: 'difference',
  symmetric_difference_update: 'symmetric_difference',
};

function setOfValue(value: Value, host: Host): SetObject {
  return value instanceof SetObject ? value : setOf(itemsOf(value, host));
}

for (const type of [setType, frozensetType]) {
  for (const [name, join] of Object.entries(combine)) {
    const most = name === 'symmetric_difference' ? 1 : Number.POSITIVE_INFINITY;
    methods(type, {
      [name]: [
        most === 1 ? 1 : 0,
        most,
        ([self, ...others], host) => {
          const start: SetObject = setOperation('|', set(self), new SetObject()) as SetObject;
          return others.reduce<SetObject>((made, other) => join(made, setOfValue(other, host)), start);
        },
      ],
    });
  }
  methods(type, {
    issubset: [1, 1, ([self, other], host) => isSubset(set(self), setOfValue(other!, host))],
    issuperset: [1, 1, ([self, other], host) => isSubset(setOfValue(other!, host), set(self))],
    isdisjoint: [1, 1, ([self, other], host) => itemsOf(other!, host).every((item) => !set(self).has(item))],
    copy: [0, 0, ([self]) => setOperation('|', set(self), new SetObject()) as SetObject],
  });
}
for (const [name, source] of Object.entries(updates)) {
  methods(setType, {
    [name]: [
      0,
      Number.POSITIVE_INFINITY,
      ([self, ...others], host) => {
        for (const other of others) replace(set(self), combine[source]!(set(self), setOfValue(other, host)));
        return null;
      },
    ],
  });
}
methods(setType, {
  add: [
    1,
    1,
    ([self, item]) => {
      set(self).add(item!);
      return null;
    },
  ],
  discard: [
    1,
    1,
    ([self, item]) => {
      set(self).delete(item!);
      return null;
    },
  ],
  remove: [
    1,
    1,
    ([self, item]) => {
      if (!set(self).delete(item!)) throw keyError(item!);
      return null;
    },
  ],
  pop: [
    0,
    0,
    ([self]) => {
      const [first] = setOrder(set(self).entries);
      if (first === undefined) throw keyError('pop from an empty set');
      set(self).delete(first);
      return first;
    },
  ],
  clear: [
    0,
    0,
    ([self]) => {
      set(self).entries.clear();
      return null;
    },
  ],
});
