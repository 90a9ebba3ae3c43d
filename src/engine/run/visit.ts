import type { Position } from './position.ts';
import type { RunWatches } from './watches.ts';

/** A run that can be taken to another of its moments. */
interface Visited extends Position {
  readonly watches: Pick<RunWatches, 'save' | 'restore'>;
  goTo(position: Position): void;
}

/** Looks at another moment of a run, and comes back to where it was. */
export function visit<T>(run: Visited, position: Position, look: () => T): T {
  const here = { iteration: run.iteration, line: run.line };
  const watches = run.watches.save();
  run.goTo(position);
  const seen = look();
  run.goTo(here);
  run.watches.restore(watches);
  return seen;
}
