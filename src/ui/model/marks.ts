import type { Mark, Snapshot } from '../../worker/protocol.ts';
import { FIRST_MARK, type Model, type NotedMark } from './model.ts';
import { isRunning, withNotice } from './requests.ts';
import { iterationWords } from './training.ts';

/** Marks the position of the snapshot; `FIRST_MARK` before the first iteration has run. */
export function mark(model: Model): Model {
  const here = placeOf(model.snapshot);
  const isKnown = numberOf(model, here) !== -1;
  const marked = { ...model, marks: isKnown ? model.marks : ordered([...model.marks, here]) };
  const next = markHere(marked) === undefined ? 'M compares' : 'm again adds a note, M compares';
  const words = `${nameOf(marked, here)} is iteration ${iterationWords(model, here.iteration)}; ${next}`;
  return withNotice(marked, words, 'news');
}

/** The number of the mark at which the run rests, whose note `m` asks for. The first iteration, which no file names as a mark, has none. */
export function markHere(model: Model): number | undefined {
  const at = isRunning(model) ? -1 : numberOf(model, placeOf(model.snapshot));
  return at < 1 ? undefined : at;
}

/** The model with the note of a mark; an empty one removes it. */
export function withNote(model: Model, place: Mark, text: string): Model {
  const at = numberOf(model, place);
  const { iteration, changes } = place;
  if (at === -1) {
    return withNotice(model, `iteration ${iterationWords(model, iteration)} is not marked any more, so it has no note`);
  }
  const note = text.trim();
  const marks = model.marks.with(at, { iteration, changes, ...(note === '' ? {} : { note }) });
  const was = model.marks[at]?.note;
  const name = nameOf(model, place);
  if (note === '' && was === undefined) return model;
  const words = note === '' ? `${name} has no note any more` : `${name} has a note: M shows it`;
  return withNotice({ ...model, marks }, words, 'news');
}

/** The number of a mark, from 0 for the first iteration; -1 for one that is no part of the run any more. */
export function numberOf({ marks }: Model, place: Mark): number {
  return marks.findIndex((other) => isSame(other, place));
}

export function nameOf(model: Model, place: Mark): string {
  const number = numberOf(model, place);
  if (number === -1) return `iteration ${iterationWords(model, place.iteration)}`;
  return number === 0 ? 'the first iteration' : `mark ${number}`;
}

/** The marks that are still part of the run: neither in a discarded future nor after an undone change. */
export function marksOf({ furthest, changes: all }: Snapshot, marks: readonly NotedMark[]): readonly NotedMark[] {
  const isLeft = ({ iteration, changes }: Mark): boolean =>
    iteration <= furthest && changes <= all.filter(({ at }) => at === iteration).length;
  return marks.filter((mark, index) => index === 0 || isLeft(mark));
}

/** The marks with those that the run has reached: of the scenario, and of the run before. Each is before the changes of its iteration. */
export function withMarksOf(
  { subject, markedBefore, marks: all }: Pick<Model, 'subject' | 'markedBefore' | 'marks'>,
  snapshot: Snapshot,
): Pick<Model, 'marks' | 'markedBefore'> {
  const { furthest } = snapshot;
  const marks = marksOf(snapshot, all);
  const isNew = ({ iteration }: NotedMark): boolean => marks.every((other) => other.iteration !== iteration);
  const reached = markedBefore.filter(({ iteration }) => iteration <= furthest);
  // A mark that a person has made replaces that of the file.
  const own = reached.filter(isNew);
  const ofFile = (subject.marked ?? [])
    .filter(({ at }) => at <= furthest && own.every(({ iteration }) => iteration !== at))
    .map(({ at, note }): NotedMark => ({ iteration: at, changes: 0, note, isOfFile: true }))
    .filter(isNew);
  return {
    marks: own.length + ofFile.length === 0 ? marks : ordered([...marks, ...own, ...ofFile]),
    markedBefore: reached.length === 0 ? markedBefore : markedBefore.filter((mark) => !reached.includes(mark)),
  };
}

/** The marks that a person has made in this run, for the next run of the same file. */
export function marksToKeep({ snapshot, marks, markedBefore }: Model): readonly NotedMark[] {
  const own = (snapshot === undefined ? [] : marksOf(snapshot, marks).slice(1)).filter(
    ({ isOfFile }) => isOfFile !== true,
  );
  const kept = own.map(({ iteration, note }): NotedMark => ({ iteration, changes: 0, ...(note && { note }) }));
  // An iteration with a change may have a mark before it and one after it. Without the change they are one.
  const isFirst = ({ iteration }: NotedMark, at: number, all: readonly NotedMark[]): boolean =>
    all.findIndex((other) => other.iteration === iteration) === at;
  return ordered([...kept, ...markedBefore]).filter(isFirst);
}

function ordered(marks: readonly NotedMark[]): readonly NotedMark[] {
  return [...marks].sort((one, other) => one.iteration - other.iteration || one.changes - other.changes);
}

export function isSame(one: Mark | undefined, other: Mark): boolean {
  return one?.iteration === other.iteration && one.changes === other.changes;
}

function placeOf(snapshot: Snapshot | undefined): Mark {
  return snapshot === undefined || snapshot.iteration === 0 ? FIRST_MARK : markOf(snapshot);
}

/** A mark lies between two iterations; within an iteration, at its beginning. */
function markOf({ iteration, changes, changed }: Snapshot): Mark {
  return { iteration, changes: changes.slice(0, changed).filter(({ at }) => at === iteration).length };
}
