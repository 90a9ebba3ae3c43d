/* A trial of another number: whether it reaches the weights. */
import type { DebugRun } from './debug-run.ts';
import { type Numbers, sameBits } from './numbers.ts';
import { type Put, putNumber } from './put-number.ts';

/** Iterations of a trial, and its bound: pieces of lines, calls and jumps back. */
const MOST_ITERATIONS = 2;
const PIECE = 500;
const MOST_PIECES = 4000;

/** `reached`: another number changes the weights. `idle`: it does not. `over`: the script ends or asks before that shows. `unknown`: it takes too long. */
export type Reach = 'reached' | 'idle' | 'over' | 'unknown';

/** The weights at the ends of the next iterations; fewer where the training or a bound ends. */
interface Ahead {
  readonly weights: readonly (readonly (Numbers | undefined)[])[];
  /** True where the script ends or asks before its iterations are complete. */
  readonly isOver: boolean;
}

/** Looks whether another number reaches the weights by the end of the next iteration or of the one after it, in pieces. Nothing of it remains. */
export function* reaches(debug: DebugRun, put: Put): Generator<void, Reach> {
  const without = yield* debug.trying(() => ahead(debug, undefined));
  const changed = yield* debug.trying(() => ahead(debug, put));
  const isChanged = without.weights.some((each, i) => !isSame(each, changed.weights[i] ?? []));
  if (isChanged || without.weights.length !== changed.weights.length) return 'reached';
  if (without.weights.length > 0) return 'idle';
  return changed.isOver ? 'over' : 'unknown';
}

function* ahead(debug: DebugRun, put: Put | undefined): Generator<void, Ahead> {
  const { roles, iteration } = debug;
  const weights: (readonly (Numbers | undefined)[])[] = [];
  if (put !== undefined) putNumber(debug.run, put);
  debug.keepValuesAfter(0);
  for (let pieces = 0; weights.length < MOST_ITERATIONS && pieces < MOST_PIECES; pieces++) {
    const stopped = debug.tryOn({ kind: 'iteration', iteration: iteration + weights.length + 1 }, PIECE);
    if (stopped === 'ended' || stopped === 'input') return { weights, isOver: true };
    if (stopped === 'reached') weights.push((roles?.parameters ?? []).map((own) => debug.numbersAt(own)));
    yield;
  }
  return { weights, isOver: false };
}

function isSame(one: readonly (Numbers | undefined)[], other: readonly (Numbers | undefined)[]): boolean {
  return one.every((numbers, i) => sameBits(numbers?.data, other[i]?.data));
}
