/*
 * The type range (Python 2: xrange).
 */
import {
  type Copies,
  HeapObject,
  type Host,
  Iterator,
  int,
  List,
  NOT_IMPLEMENTED,
  objectType,
  Slice,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { builtin, methods } from './builtin.ts';
import { iteratorType } from './iterators.ts';
import { indexOf, numberOf, valueError } from './protocols.ts';
import { position, sliceRange } from './sequences.ts';

export const rangeType = new TypeObject('range', objectType);
const rangeIteratorType = iteratorType('range_iterator');

export class RangeObject extends HeapObject {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;
  constructor(start: number, stop: number, step: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }
  get type(): TypeObject {
    return rangeType;
  }
  override copy(): this {
    return this;
  }
  at(index: number): number {
    return this.start + index * this.step;
  }
  /** The index of a whole number; −1 when it is not in the range. */
  find(value: number): number {
    const index = (value - this.start) / this.step;
    return Number.isInteger(index) && index >= 0 && index < this.length ? index : -1;
  }
}

export class RangeIterator extends Iterator {
  /** The next number, unless `left` is 0. */
  value: number;
  readonly step: number;
  left: number;
  constructor(value: number, step: number, left: number) {
    super();
    this.value = value;
    this.step = step;
    this.left = left;
  }
  override get type(): TypeObject {
    return rangeIteratorType;
  }
  override next(): number | undefined {
    if (this.left === 0) return undefined;
    this.left--;
    const { value } = this;
    this.value = value + this.step;
    return value;
  }
  override copy(copies: Copies): RangeIterator {
    const copy = new RangeIterator(this.value, this.step, this.left);
    copies.set(this, copy);
    return copy;
  }
}

function range(value: Value | undefined): RangeObject {
  return value as RangeObject;
}

/** The range that `range(…)` asks for. */
function makeRange(args: readonly Value[], host: Host): RangeObject {
  const [first, second, third] = args.map((arg) => int(indexOf(arg, host)));
  const step = third ?? 1;
  if (step === 0) throw valueError(`range() arg 3 must not be zero`);
  return second === undefined ? new RangeObject(0, first!, 1) : new RangeObject(first!, second, step);
}

rangeType.construct = builtin('range', 1, 3, makeRange).call;

/** Python 2's `range`: a list. */
export const rangeList = builtin('range', 1, 3, (args, host) => {
  const made = makeRange(args, host);
  host.reserve(8 * made.length);
  return new List(Array.from({ length: made.length }, (_, i) => made.at(i)));
});

rangeType.behaviour = {
  compare(operator, left, right) {
    if (!(left instanceof RangeObject && right instanceof RangeObject)) return NOT_IMPLEMENTED;
    if (operator !== '==' && operator !== '!=') return NOT_IMPLEMENTED;
    const { length } = left;
    const same =
      length === right.length &&
      (length === 0 || (left.start === right.start && (length === 1 || left.step === right.step)));
    return (operator === '==') === same;
  },
  contains(self, item) {
    const value = numberOf(item);
    return value !== undefined && range(self).find(value) >= 0;
  },
  truth: (self) => range(self).length > 0,
  length: (self) => range(self).length,
  getItem(self, index, host) {
    const own = range(self);
    if (index instanceof Slice) {
      const { start, stop, step } = sliceRange(index, own.length, host);
      return new RangeObject(own.at(start), own.at(stop), own.step * step);
    }
    return own.at(position(index, own.length, 'range', host, 'range object index'));
  },
  iterate(self) {
    const { start, step, length } = range(self);
    return new RangeIterator(start, step, length);
  },
  hashKey: (self) => `\0r${range(self).start},${range(self).stop},${range(self).step}`,
  repr(self, host) {
    const { start, stop, step } = range(self);
    const word = host.version === 2 ? 'xrange' : 'range';
    if (host.version === 2 && start === 0 && step === 1) return `${word}(${stop})`;
    return step === 1 ? `${word}(${start}, ${stop})` : `${word}(${start}, ${stop}, ${step})`;
  },
};

for (const field of ['start', 'stop', 'step'] as const)
  rangeType.getters.set(field, (self: RangeObject) => self[field]);

methods(rangeType, {
  count: [1, 1, ([self, item]) => (range(self).find(numberOf(item!) ?? Number.NaN) >= 0 ? 1 : 0)],
  index: [
    1,
    1,
    ([self, item]) => {
      const at = range(self).find(numberOf(item!) ?? Number.NaN);
      if (at < 0) throw valueError(`${numberOf(item!) ?? 'sequence.index(x): x'} is not in range`);
      return at;
    },
  ],
});
