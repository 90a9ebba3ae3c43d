import type { Mark, Snapshot } from '../../worker/protocol.ts';
import { FIRST_MARK, type Model } from './model.ts';
import { withNotice } from './requests.ts';
import { iterationWords } from './training.ts';

/** Marks the position of the snapshot; `FIRST_MARK` before the first iteration has run. */
export function mark(model: Model): Model {
  const { snapshot } = model;
  const here = snapshot === undefined || snapshot.iteration === 0 ? FIRST_MARK : markOf(snapshot);
  const others = model.marks.filter((other) => !isSame(other, here));
  const marks = ordered([...others, here]);
  const place = marks.indexOf(here);
  const name = place === 0 ? 'the first iteration' : `mark ${place}`;
  return withNotice(
    { ...model, marks },
    `${name} is iteration ${iterationWords(model, here.iteration)}; M compares`,
    'news',
  );
}

/** The marks that are still part of the run: neither in a discarded future nor after an undone change. */
export function marksOf({ furthest, changes: all }: Snapshot, marks: readonly Mark[]): readonly Mark[] {
  const isLeft = ({ iteration, changes }: Mark): boolean =>
    iteration <= furthest && changes <= all.filter(({ at }) => at === iteration).length;
  return marks.filter((mark, index) => index === 0 || isLeft(mark));
}

/** The marks with those of the scenario that the run has reached. Each is before the changes of its iteration. */
export function withMarksOf(
  { marked = [] }: Model['subject'],
  { furthest }: Snapshot,
  marks: readonly Mark[],
): readonly Mark[] {
  const more = [...new Set(marked)].filter((at) => at <= furthest && marks.every(({ iteration }) => iteration !== at));
  return more.length === 0 ? marks : ordered([...marks, ...more.map((iteration) => ({ iteration, changes: 0 }))]);
}

function ordered(marks: readonly Mark[]): readonly Mark[] {
  return [...marks].sort((one, other) => one.iteration - other.iteration || one.changes - other.changes);
}

export function isSame(one: Mark | undefined, other: Mark): boolean {
  return one?.iteration === other.iteration && one.changes === other.changes;
}

/** A mark lies between two iterations; within an iteration, at its beginning. */
function markOf({ iteration, changes, changed }: Snapshot): Mark {
  return { iteration, changes: changes.slice(0, changed).filter(({ at }) => at === iteration).length };
}
