/*
 * The types list and tuple. One file, since both share their items, their index methods and their messages.
 */
import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import { reprOf as reprOfValue } from '../machine/text.ts';
import {
  type Behaviour,
  type Host,
  List,
  listType,
  NOT_IMPLEMENTED,
  RaisedError,
  Slice,
  Tuple,
  tupleType,
  typeOf,
  type Value,
} from '../machine/values.ts';
import { builtin, methods } from './builtin.ts';
import { ItemsIterator, ListIterator, tupleIteratorType } from './iterators.ts';
import { behaviourOf, grown, indexOf, itemsOf, less, truth, typeError, valueError } from './protocols.ts';
import {
  compareItems,
  findItem,
  guarded,
  joined,
  position,
  repeated,
  repetitions,
  searchBounds,
  sliced,
  sliceRange,
} from './sequences.ts';

function list(value: Value | undefined): List {
  return value as List;
}

function notSequence(type: string, value: Value): RaisedError {
  return typeError(
    `can't multiply sequence by non-int of type '${typeOf(value).name}'`,
    type === 'list' ? 'Arithmetic on all items needs an array: np.array(…).' : undefined,
  );
}

listType.behaviour = {
  binary(operator, left, right, host) {
    if (operator === '+') {
      if (!(left instanceof List && right instanceof List)) return NOT_IMPLEMENTED;
      host.reserve(8 * (left.items.length + right.items.length));
      return new List([...left.items, ...right.items]);
    }
    if (operator === '*') {
      const [one, other] = left instanceof List ? [left, right] : [right as List, left];
      const count = repetitions(other, host);
      if (count !== undefined) return new List(repeated(one.items, count, host));
      if (isOrdinary(other)) throw notSequence('list', other);
    }
    return NOT_IMPLEMENTED;
  },
  inPlace(operator, self, value, host) {
    const { items } = list(self);
    if (operator === '+') {
      // NumPy adds to the items, and the name then has an array.
      if (typeOf(value).name.startsWith('numpy.')) return NOT_IMPLEMENTED;
      extend(list(self), value, host);
      return self;
    }
    if (operator === '*') {
      const count = repetitions(value, host);
      if (count === undefined) return NOT_IMPLEMENTED;
      const all = repeated(items, count, host);
      items.length = 0;
      for (const item of all) items.push(item);
      return self;
    }
    return NOT_IMPLEMENTED;
  },
  compare(operator, left, right, host) {
    if (!(left instanceof List && right instanceof List)) return NOT_IMPLEMENTED;
    return compareItems(operator, left.items, right.items, host);
  },
  contains: (self, item, host) => findItem(list(self).items, item, host) >= 0,
  truth: (self) => list(self).items.length > 0,
  length: (self) => list(self).items.length,
  getItem(self, index, host) {
    const { items } = list(self);
    if (index instanceof Slice) return new List(sliced(items, index, host));
    return items[position(index, items.length, 'list', host)]!;
  },
  setItem(self, index, value, host) {
    const { items } = list(self);
    if (index instanceof Slice) setSlice(items, index, value, host);
    else items[position(index, items.length, 'list', host, 'list assignment index')] = value;
  },
  deleteItem(self, index, host) {
    const { items } = list(self);
    if (!(index instanceof Slice)) {
      items.splice(position(index, items.length, 'list', host, 'list assignment index'), 1);
      return;
    }
    const { start, step, count } = sliceRange(index, items.length, host);
    if (step === 1) items.splice(start, count);
    else {
      const removed = new Set(Array.from({ length: count }, (_, i) => start + i * step));
      const kept = items.filter((_, i) => !removed.has(i));
      items.length = 0;
      for (const item of kept) items.push(item);
    }
  },
  iterate: (self) => new ListIterator(list(self)),
  hashKey(): never {
    throw typeError("unhashable type: 'list'", 'A tuple can be a key: write (…) in place of […].');
  },
  repr: (self, host, reprOf) => guarded(self as List, '[...]', () => `[${joined(list(self).items, reprOf, host)}]`),
};

/** True for values of types that know no arithmetic with lists and texts. */
export function isOrdinary(value: Value): boolean {
  return ['int', 'float', 'str', 'list', 'tuple', 'dict', 'set', 'NoneType', 'bool', 'bytes'].includes(
    typeOf(value).name,
  );
}

function setSlice(items: Value[], slice: Slice, value: Value, host: Host): void {
  if (behaviourOf(value, 'iterate') === undefined) {
    throw typeError(slice.step === null ? 'can only assign an iterable' : 'must assign iterable to extended slice');
  }
  const given = itemsOf(value, host);
  const { start, step, count } = sliceRange(slice, items.length, host);
  if (step === 1) {
    const tail = items.slice(start + count);
    items.length = start;
    for (const item of given) items.push(item);
    for (const item of tail) items.push(item);
    return;
  }
  if (given.length !== count) {
    throw valueError(`attempt to assign sequence of size ${given.length} to extended slice of size ${count}`);
  }
  for (let i = 0; i < count; i++) items[start + i * step] = given[i]!;
}

function extend(self: List, value: Value, host: Host): void {
  const given = itemsOf(value, host);
  host.reserve(8 * given.length);
  for (const item of given) self.items.push(item);
}

/** Sorts in place: stable, and by `<` of the items alone. */
export function sortItems(items: Value[], reverse: boolean, host: Host): void {
  spend(host, 4 * items.length * Math.log2(2 + items.length));
  if (reverse) items.reverse();
  if (items.every((item) => typeof item === 'number')) {
    (items as number[]).sort((one, other) => one - other);
  } else {
    items.sort((one, other) => (less(one, other, host) ? -1 : less(other, one, host) ? 1 : 0));
  }
  if (reverse) items.reverse();
}

listType.construct = builtin('list', 0, 1, ([items], host) => {
  if (items === undefined) return new List([]);
  const made = itemsOf(items, host);
  host.reserve(8 * made.length);
  return new List(made);
}).call;

methods(listType, {
  append: [
    1,
    1,
    ([self, item], host) => {
      list(self).items.push(item!);
      grown(list(self).items, host);
      return null;
    },
  ],
  extend: [
    1,
    1,
    ([self, items], host) => {
      extend(list(self), items!, host);
      return null;
    },
  ],
  insert: [
    2,
    2,
    ([self, index, item], host) => {
      const { items } = list(self);
      const at = indexOf(index!, host);
      items.splice(at < 0 ? Math.max(0, at + items.length) : at, 0, item!);
      return null;
    },
  ],
  pop: [
    0,
    1,
    ([self, index], host) => {
      const { items } = list(self);
      if (items.length === 0) throw new RaisedError('IndexError', 'pop from empty list');
      const at = index === undefined ? -1 : indexOf(index, host);
      const place = at < 0 ? at + items.length : at;
      if (place < 0 || place >= items.length) throw new RaisedError('IndexError', 'pop index out of range');
      return items.splice(place, 1)[0]!;
    },
  ],
  remove: [
    1,
    1,
    ([self, item], host) => {
      const { items } = list(self);
      const at = findItem(items, item!, host);
      if (at < 0) throw valueError('list.remove(x): x not in list');
      items.splice(at, 1);
      return null;
    },
  ],
  clear: [
    0,
    0,
    ([self]) => {
      list(self).items.length = 0;
      return null;
    },
  ],
  copy: [0, 0, ([self]) => new List(list(self).items.slice())],
  reverse: [
    0,
    0,
    ([self]) => {
      list(self).items.reverse();
      return null;
    },
  ],
  count: [1, 1, ([self, item], host) => countItem(list(self).items, item!, host)],
  index: [
    1,
    3,
    ([self, item, ...bounds], host) => {
      const { items } = list(self);
      const [from, to] = searchBounds(bounds, items.length, host);
      const at = findItem(items, item!, host, from, to);
      if (at < 0) throw valueError(`${reprOfValue(item!, host)} is not in list`);
      return at;
    },
  ],
});

listType.attributes.set(
  'sort',
  native('list.sort', 'self, /, *, key=, reverse=', ([self, key, reverse], host) => {
    if (key !== undefined && key !== null) throw typeError(`'${typeOf(key).name}' object is not callable`);
    sortItems(list(self).items, reverse !== undefined && truth(reverse, host), host);
    return null;
  }),
);

function countItem(items: readonly Value[], item: Value, host: Host): number {
  let count = 0;
  for (let at = findItem(items, item, host); at >= 0; at = findItem(items, item, host, at + 1)) count++;
  return count;
}

function tuple(value: Value | undefined): Tuple {
  return value as Tuple;
}

export const tupleBehaviour: Behaviour = {
  binary(operator, left, right, host) {
    if (operator === '+') {
      if (!(left instanceof Tuple && right instanceof Tuple)) return NOT_IMPLEMENTED;
      return new Tuple([...left.items, ...right.items]);
    }
    if (operator === '*') {
      const [one, other] = left instanceof Tuple ? [left, right] : [tuple(right), left];
      const count = repetitions(other, host);
      if (count !== undefined) return new Tuple(repeated(one.items, count, host));
      if (isOrdinary(other)) throw notSequence('tuple', other);
    }
    return NOT_IMPLEMENTED;
  },
  compare(operator, left, right, host) {
    if (!(left instanceof Tuple && right instanceof Tuple)) return NOT_IMPLEMENTED;
    return compareItems(operator, left.items, right.items, host);
  },
  contains: (self, item, host) => findItem(tuple(self).items, item, host) >= 0,
  truth: (self) => tuple(self).items.length > 0,
  length: (self) => tuple(self).items.length,
  getItem(self, index, host) {
    const { items } = tuple(self);
    if (index instanceof Slice) return new Tuple(sliced(items, index, host));
    return items[position(index, items.length, 'tuple', host)]!;
  },
  iterate: (self) => new ItemsIterator(tuple(self).items, tupleIteratorType),
  repr(self, host, reprOf) {
    const { items } = tuple(self);
    if (items.length === 1) return guarded(tuple(self), '(...)', () => `(${reprOf(items[0]!)},)`);
    return guarded(tuple(self), '(...)', () => `(${joined(items, reprOf, host)})`);
  },
};
tupleType.behaviour = tupleBehaviour;

tupleType.construct = builtin('tuple', 0, 1, ([items], host) => {
  if (items === undefined) return new Tuple([]);
  return items instanceof Tuple && items.type === tupleType ? items : new Tuple(itemsOf(items, host));
}).call;

methods(tupleType, {
  count: [1, 1, ([self, item], host) => countItem(tuple(self).items, item!, host)],
  index: [
    1,
    3,
    ([self, item, ...bounds], host) => {
      const { items } = tuple(self);
      const [from, to] = searchBounds(bounds, items.length, host);
      const at = findItem(items, item!, host, from, to);
      if (at < 0) throw valueError('tuple.index(x): x not in tuple');
      return at;
    },
  ],
});
