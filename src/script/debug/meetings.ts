/* The predictions and targets that meet in an iteration, and their error. */
import type { Floats } from '../../language/dtypes.ts';
import { Instance } from '../machine/classes.ts';
import type { State } from '../machine/state.ts';
import type { Value } from '../machine/values.ts';
import { float64 } from '../numpy/dtypes.ts';
import { setItem } from '../numpy/indexing.ts';
import { NdArray, wrap } from '../numpy/ndarray.ts';
import type { Meeting as RoleMeeting } from '../roles/meeting.ts';
import { numberOf, numbersOf } from './numbers.ts';

/** The predictions and targets that an iteration has met, side by side. */
export interface Met {
  /** Values one after the other, at most `MOST_MET`. */
  readonly prediction: Floats;
  readonly target: Floats;
  /** Values in each row. */
  readonly columns: number;
  /** mean(abs(target − prediction)), of all values of the iteration. */
  readonly error: number;
}

/** Prediction and target on the stack, before the instruction at which they meet. */
export function meetingAt(state: State, meeting: RoleMeeting): readonly [prediction: Value, target: Value] {
  const { stack, sp } = state;
  const right = stack[sp - 1] ?? null;
  const left = stack[sp - 2] ?? null;
  if (meeting.isTrueClass === true) {
    // `probs[index] -= 1` has the array and the index below the items and the 1.
    const probabilities = stack[sp - 4];
    const index = stack[sp - 3];
    if (probabilities instanceof NdArray && index !== undefined) {
      return [probabilities, onesAt(index, probabilities.shape, state)];
    }
  }
  const [one, other] = [numberIn(left), numberIn(right)];
  return meeting.predictionSide === 'left' ? [one, other] : [other, one];
}

/** The number of an object of the script that stands for one, such as the first attribute of `Value(data, grad)`. */
function numberIn(value: Value): Value {
  if (!(value instanceof Instance)) return value;
  for (const own of value.attributes.values()) {
    if (own instanceof NdArray || numberOf(own) !== undefined) return own;
  }
  return value;
}

/** An array of zeros with ones at an index that is valid in it. */
function onesAt(index: Value, shape: readonly number[], state: State): NdArray {
  const target = wrap(new Float64Array(shape.reduce((size, length) => size * length, 1)), float64, shape);
  setItem(target, index, 1, state);
  return target;
}

/** The meetings of the last iteration as they are now: later ones use the same memory. */
export interface MetNow {
  readonly prediction: Float64Array;
  readonly target: Float64Array;
  /** The values that are kept, from the first of the memory. */
  readonly length: number;
  readonly columns: number;
  /** False where not all values of the iteration are kept. */
  readonly isWhole: boolean;
}

/** The most predictions that are kept of an iteration. */
const MOST_MET = 20_000;

/** The meetings of one iteration. The memory is used again for a later one. */
class Meeting {
  prediction = new Float64Array(16);
  target = new Float64Array(16);
  length = 0;
  columns = 1;
  total = 0;
  count = 0;

  /** Makes room for more values. */
  reserve(more: number): void {
    const needed = Math.min(MOST_MET, this.length + more);
    if (needed <= this.prediction.length) return;
    const [prediction, target] = [this.prediction, this.target];
    this.prediction = new Float64Array(Math.min(MOST_MET, Math.max(needed, 2 * prediction.length)));
    this.target = new Float64Array(this.prediction.length);
    this.prediction.set(prediction);
    this.target.set(target);
  }

  /** Adds values that lie one after the other. A shorter target is repeated. */
  add(
    prediction: ArrayLike<number>,
    from: number,
    target: ArrayLike<number>,
    targetFrom: number,
    size: number,
    targets: number,
    columns: number,
  ): void {
    if (columns > this.columns) this.columns = columns;
    this.reserve(size);
    const room = Math.min(size, MOST_MET - this.length);
    const [predictions, aims] = [this.prediction, this.target];
    let { total, length } = this;
    for (let i = 0; i < size; i++) {
      const value = prediction[from + i] as number;
      const aim = target[targetFrom + (targets === size ? i : i % targets)] as number;
      total += Math.abs(aim - value);
      if (i < room) {
        predictions[length] = value;
        aims[length] = aim;
        length++;
      }
    }
    this.total = total;
    this.length = length;
    this.count += size;
  }

  clear(): void {
    this.length = 0;
    this.columns = 1;
    this.total = 0;
    this.count = 0;
  }

  /** A copy; undefined without any meeting. */
  save(): SavedMeeting | undefined {
    const { prediction, target, length, columns, total, count } = this;
    if (count === 0) return undefined;
    return { prediction: prediction.slice(0, length), target: target.slice(0, length), columns, total, count };
  }

  restore({ prediction, target, columns, total, count }: SavedMeeting): void {
    this.reserve(prediction.length);
    this.prediction.set(prediction);
    this.target.set(target);
    [this.length, this.columns, this.total, this.count] = [prediction.length, columns, total, count];
  }
}

interface SavedMeeting {
  readonly prediction: Float64Array;
  readonly target: Float64Array;
  readonly columns: number;
  readonly total: number;
  readonly count: number;
}

/** The meetings at a position. */
export interface SavedMeetings {
  readonly now: SavedMeeting | undefined;
  readonly last: SavedMeeting | undefined;
}

/** The meetings of the current iteration so far, and those of the last iteration that had any. */
export class Meetings {
  #now = new Meeting();
  #last = new Meeting();

  add(prediction: Value, target: Value): void {
    if (prediction instanceof NdArray && target instanceof NdArray) {
      if (prediction.contiguous && target.contiguous && isNumeric(prediction) && isNumeric(target)) {
        const columns = prediction.shape[prediction.shape.length - 1] ?? 1;
        const [one, other] = [prediction.data as ArrayLike<number>, target.data as ArrayLike<number>];
        if (target.size === 0) return;
        this.#now.add(one, prediction.offset, other, target.offset, prediction.size, target.size, columns);
        return;
      }
    }
    const [one, other] = [numbersOf(prediction), numbersOf(target)];
    if (one === undefined || other === undefined || other.data.length === 0) return;
    this.#now.add(one.data, 0, other.data, 0, one.data.length, other.data.length, one.columns);
  }

  /** Adds differences whose predictions are not known. */
  addError(error: Value): void {
    const { data = [] } = numbersOf(error) ?? {};
    for (const value of data) this.#now.total += Math.abs(value);
    this.#now.count += data.length;
  }

  /** True where the current iteration has met something. */
  get isMeeting(): boolean {
    return this.#now.count > 0;
  }

  /** The iteration ends. */
  complete(): void {
    if (this.#now.count === 0) return;
    [this.#now, this.#last] = [this.#last, this.#now];
    this.#now.clear();
  }

  /** Forgets all meetings: another training begins. */
  clear(): void {
    this.#now.clear();
    this.#last.clear();
  }

  /** The error of the last iteration with a meeting; NaN before it. */
  get error(): number {
    return this.#last.total / this.#last.count;
  }

  get hasMet(): boolean {
    return this.#last.count > 0;
  }

  /** The meetings of the last iteration that had any; undefined before it. */
  get now(): MetNow | undefined {
    const { prediction, target, length, columns, count } = this.#last;
    return count === 0 ? undefined : { prediction, target, length, columns, isWhole: length === count };
  }

  /** The targets of that iteration, as they are now; undefined where only errors are known. */
  get targets(): Float64Array | undefined {
    const { target, length } = this.#last;
    return length === 0 ? undefined : target.subarray(0, length);
  }

  /** A copy of the meetings of the last iteration that had any; undefined before it. */
  get last(): Met | undefined {
    const { prediction, target, length, columns, count } = this.#last;
    if (count === 0) return undefined;
    return { prediction: prediction.slice(0, length), target: target.slice(0, length), columns, error: this.error };
  }

  save(): SavedMeetings {
    return { now: this.#now.save(), last: this.#last.save() };
  }

  restore({ now, last }: SavedMeetings): void {
    this.clear();
    if (now !== undefined) this.#now.restore(now);
    if (last !== undefined) this.#last.restore(last);
  }
}

function isNumeric({ dtype }: NdArray): boolean {
  return dtype.kind !== 'O' && dtype.kind !== 'U';
}
