import { counted } from '../../language/wording.ts';
import { settingsIn } from '../../worker/subject.ts';
import { isSame, marksOf } from './marks.ts';
import type { Model, NotedMark } from './model.ts';
import { changesByHand, type Update, withNotice } from './requests.ts';

/** Quits; where something is not saved, after a question. A lesson keeps its progress, and asked for the changes of its run. */
export function quitOrAsk(model: Model): Update {
  const lost = model.asksToQuit || model.course !== undefined ? [] : unsaved(model);
  const quit = { model, effects: [{ type: 'quit' }] } as const;
  if (lost.length === 0) return quit;
  const [last, ...others] = lost.toReversed();
  const words = others.length === 0 ? `${last}` : `${others.toReversed().join(', ')} and ${last}`;
  const saves = [...(unsavedMarks(model) > 0 ? ['marks'] : []), ...(changesOf(model) > 0 ? ['changes'] : [])];
  // A script is not saved.
  const isSavable = model.subject.kind !== 'script';
  const hint = isSavable && saves.length > 0 ? `; S saves ${saves.join(' and ')}` : '';
  const text = `${words} will be lost: q again quits, esc stays${hint}`;
  return { model: { ...withNotice(model, text), asksToQuit: true }, effects: [] };
}

/** The parts of this session that no file has, in words. */
function unsaved(model: Model): readonly string[] {
  const { keptRuns } = model;
  // The run of the scenario to compare with is there without a key.
  const ownRuns = keptRuns.filter(
    ({ scenario, subject, isAutomatic, rival }) =>
      rival === undefined && isAutomatic !== true && (scenario === undefined || subject.kind === 'script'),
  ).length;
  const parts = [
    [unsavedMarks(model), 'mark'],
    [ownRuns, 'kept run'],
    [changesOf(model), 'change'],
  ] as const;
  return parts.flatMap(([count, what]) => (count === 0 ? [] : [counted(count, what)]));
}

/** Marks that no file has, also those that the run has not reached yet. The first mark is there without a key. */
function unsavedMarks({ snapshot, marks, saved, markedBefore }: Model): number {
  const isSaved = (mark: NotedMark): boolean =>
    mark.isOfFile === true || saved?.marks.some((other) => isSame(other, mark) && other.note === mark.note) === true;
  const own = snapshot === undefined ? [] : marksOf(snapshot, marks).slice(1);
  return [...own, ...markedBefore].filter((mark) => !isSaved(mark)).length;
}

/** Changes that no file has: those by hand in this run, those of the run that it began with, and those of the run to go back to. */
export function changesOf(model: Model): number {
  const { subject, opened, saved, snapshot, former, unchanged } = model;
  const before = former?.changes ?? 0;
  if (saved !== undefined && JSON.stringify(saved.changes) === JSON.stringify(snapshot?.changes ?? [])) return before;
  const textOf = (own: Model['subject']): string => JSON.stringify([settingsIn(own), own.stop ?? {}, own.plan]);
  const isAs = (own: Model['subject']): boolean => subject === own || textOf(subject) === textOf(own);
  const isOther = !isAs(opened.subject) && (unchanged === undefined || !isAs(unchanged));
  const added = Math.max(1, subject.plan.length - opened.subject.plan.length);
  return before + changesByHand(model).length + (isOther ? added : 0);
}
