import type { Verdict } from '../verdict/verdict.ts';
import type { Replay } from './pieces.ts';
import type { Position } from './run.ts';

/** The first non-finite value of a run: the position before the line that computes it, and the verdict there. */
export interface NonFiniteValue extends Position {
  readonly verdict: Verdict;
}

/** True when `here` is right before the line of the non-finite value, or later. */
export function isReached(value: Position, here: Position): boolean {
  return here.iteration > value.iteration || (here.iteration === value.iteration && here.line >= value.line);
}

/** A second machine of a run that has a non-finite value, in which the first one can be found. */
export interface Searchable extends Position {
  goTo(position: Position): Replay;
  /** The iteration that a jump to `iteration` reaches without a long wait. */
  nearest(iteration: number): number;
  /** True when all values computed so far are finite. */
  isFinite(): boolean;
  advanceInPieces(): Replay;
}

/**
 * Finds the first line that computes a non-finite value, in pieces. Once there is a non-finite value, every later iteration has one. So
 * steps back that double each time find an iteration where all values are finite, and a binary search finds the last such iteration.
 * @param found completed iterations where a value is not finite; within the next one, too.
 */
export function* findNonFinite(run: Searchable, found: number): Replay<Position> {
  let bad = found;
  const isGood = function* (iteration: number): Replay<boolean> {
    yield* run.goTo({ iteration, line: 0 });
    return run.isFinite();
  };
  let good = bad - 1;
  for (let step = 1; good > 0 && !(yield* isGood(good)); step *= 2) {
    bad = good;
    // `nearest` may return the start of a resumed run. A run is saved only where all values are finite.
    good = Math.min(bad - 1, run.nearest(bad - step));
  }
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (yield* isGood(middle)) good = middle;
    else bad = middle;
  }
  yield* run.goTo({ iteration: Math.max(0, good), line: 0 });
  let before: Position;
  do {
    before = { iteration: run.iteration, line: run.line };
    yield* run.advanceInPieces();
    // The bound ends the search after a forged checkpoint, whose replay may stay finite.
  } while (run.isFinite() && run.iteration <= bad);
  return before;
}
