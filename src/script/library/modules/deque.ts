import { native } from '../../machine/natives.ts';
import {
  type Copies,
  copyOf,
  HeapObject,
  type Host,
  List,
  NOT_IMPLEMENTED,
  objectType,
  RaisedError,
  TypeObject,
  typeOf,
  type Value,
} from '../../machine/values.ts';
import { methods } from '../builtin.ts';
import { ListIterator } from '../iterators.ts';
import { equal, indexOf, itemsOf, typeError, valueError, wholeOf } from '../protocols.ts';
import { compareItems, findItem, guarded, joined, position } from '../sequences.ts';

export const dequeType = new TypeObject('collections.deque', objectType);

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
  repr(self, host, show) {
    const { items, most } = deque(self);
    const limit = most === undefined ? '' : `, maxlen=${most}`;
    return guarded(deque(self), '[...]', () => `deque([${joined(items, show, host)}]${limit})`);
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
      // Not spread into arguments: there may be more of them than a call can have.
      const all = steps >= 0 ? [...turned, ...items] : [...items, ...turned];
      for (let i = 0; i < all.length; i++) items[i] = all[i]!;
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
