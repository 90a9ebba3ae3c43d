import type { Verdict } from '../verdict/verdict.ts';
import type { Position } from './position.ts';

/** The moment before the first line that gives a number that is not finite, and what there is to say of it. */
export interface Offence extends Position {
  readonly verdict: Verdict;
}

/** Whether a run that is here stands before the line, or has run it. */
export function isReached(offence: Position, here: Position): boolean {
  return here.iteration > offence.iteration || (here.iteration === offence.iteration && here.line >= offence.line);
}

/** A run that can be searched: it has come to a number that is not finite. */
export interface Searchable {
  readonly iteration: number;
  readonly line: number;
  /** The line that computes the error. */
  readonly errorLine: number;
  goTo(position: Position): void;
  /** Where it is that wants to go to an iteration, and does not want to wait for it. */
  nearest(iteration: number): number;
  /** Whether everything that has been computed so far is finite. */
  isFinite(): boolean;
  advance(): void;
}

/**
 * Finds the first line that gives a number that is not finite, and leaves the run before it. What is not finite once
 * stays so: from where the run is, ever larger steps back find a moment when all was well, then halves the line between.
 * Where all is finite, the mean of errors is too large for a number: then it is their line.
 */
export function findOffence(run: Searchable): Position {
  let bad = run.iteration;
  if (run.isFinite()) return { iteration: bad - 1, line: run.errorLine };
  const isGood = (iteration: number): boolean => {
    run.goTo({ iteration, line: 0 });
    return run.isFinite();
  };
  let good = bad - 1;
  for (let step = 1; good > 0 && !isGood(good); step *= 2) {
    bad = good;
    // When another process has left a run, all was well.
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
    // A run that goes on from a forged checkpoint may have two pasts, of which one is all well.
  } while (run.isFinite() && run.iteration <= bad);
  run.goTo(before);
  return before;
}
