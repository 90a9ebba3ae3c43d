import type { Edit } from '../network/edits.ts';
import type { Current } from './current-run.ts';
import type { LoggedEdits } from './protocol.ts';
import { changesOf } from './subject.ts';

/**
 * Changes a run from the beginning of the iteration it is in. What was changed by hand after that is forgotten with what
 * was run after it; what the scenario has planned still comes.
 */
export function edit(current: Current, edits: readonly Edit[]): void {
  current.training.checkFinite();
  const at = current.training.iteration;
  const later = current.log.filter((entry) => entry.at > at && !entry.byHand);
  rewrite(current, [...current.log.filter((entry) => entry.at <= at), { at, edits, byHand: true }, ...later]);
}

/** Takes back what was last changed by hand, and goes to where that was. Whether there was anything. */
export function undo(current: Current): boolean {
  const last = current.log.findLastIndex(({ byHand }) => byHand);
  const entry = current.log[last];
  if (entry === undefined) return false;
  // A run that has come to a number that is not finite may not reach as far any more.
  current.training.goTo({ iteration: Math.min(entry.at, current.training.furthest), line: 0 });
  rewrite(
    current,
    current.log.filter((_, index) => index !== last),
  );
  return true;
}

function rewrite(current: Current, log: readonly LoggedEdits[]): void {
  current.training.rewrite(changesOf(current.subject, log));
  current.log = log;
}
