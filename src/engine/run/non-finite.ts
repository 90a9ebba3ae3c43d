import type { Verdict } from '../verdict/verdict.ts';
import type { Position } from './run.ts';

/** The first non-finite value of a run: the position before the line that computes it, and the verdict there. */
export interface NonFiniteValue extends Position {
  readonly verdict: Verdict;
}

/** True when `here` is right before the line of the non-finite value, or later. */
export function isReached(value: Position, here: Position): boolean {
  return here.iteration > value.iteration || (here.iteration === value.iteration && here.line >= value.line);
}

/** A run that has a non-finite value, in which the first one can be found. */
export interface Searchable extends Position {
  /** The line that computes the error. */
  readonly errorLine: number;
  goTo(position: Position): void;
  /** The iteration that a jump to `iteration` reaches without a long wait. */
  nearest(iteration: number): number;
  /** True when all values computed so far are finite. */
  isFinite(): boolean;
  advance(): void;
}

/**
 * Finds the first line that computes a non-finite value, and leaves the run before it. Once there is a non-finite value, every later
 * iteration has one. So steps back that double each time find an iteration where all values are finite, and a binary search finds
 * the last such iteration.
 *
 * When every value is finite, the mean of the errors has overflowed: the error line is returned.
 */
export function findNonFinite(run: Searchable): Position {
  let bad = run.iteration;
  if (run.isFinite()) return { iteration: bad - 1, line: run.errorLine };
  const isGood = (iteration: number): boolean => {
    run.goTo({ iteration, line: 0 });
    return run.isFinite();
  };
  let good = bad - 1;
  for (let step = 1; good > 0 && !isGood(good); step *= 2) {
    bad = good;
    // `nearest` may return the start of a resumed run. A run is saved only where all values are finite.
    good = Math.min(bad - 1, run.nearest(bad - step));
  }
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  run.goTo({ iteration: good, line: 0 });
  let before: Position;
  do {
    before = { iteration: run.iteration, line: run.line };
    run.advance();
    // The bound ends the search after a forged checkpoint, whose replay may stay finite.
  } while (run.isFinite() && run.iteration <= bad);
  run.goTo(before);
  return before;
}
