import { printCell } from '../../language/change.ts';
import { printWatch } from '../../language/watch.ts';
import { type Edit, settingsAfter } from '../../network/edits.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import { settingsIn } from '../../worker/subject.ts';
import type { Model } from '../model/model.ts';
import { settingName, valueWords } from '../model/setting-words.ts';
import type { ChangeNote, WatchNote } from '../panes/notes-pane.ts';

/** What the notes pane shows of the watches. */
export function watchNotes({ watches, trails, snapshot }: Model): readonly WatchNote[] {
  return watches.map((watch, index) => ({
    text: printWatch(watch),
    view: snapshot?.watches[index],
    trail: trails[index]?.values ?? [],
    isBreakpoint: watch.comparison !== undefined,
    stopped: snapshot?.stoppedBy === index,
  }));
}

/** What the notes pane shows of the changes, the oldest first. */
export function changeNotes({ subject, snapshot }: Model): readonly ChangeNote[] {
  let settings = settingsIn(subject);
  return (snapshot?.log ?? []).map(({ at, edits }, index) => {
    const before = settings;
    settings &&= settingsAfter(settings, edits);
    const text = edits.map((edit) => editWords(edit, before, settings)).join(', ');
    return { at, text, inEffect: index < (snapshot?.changed ?? 0) };
  });
}

/** `alpha 1 → 10`, `syn0[0,2] = -0.5` */
function editWords(edit: Edit, before: NetworkSettings | undefined, after: NetworkSettings | undefined): string {
  if (edit.kind === 'cell') return `${printCell(edit)} = ${edit.value}`;
  if (before === undefined || after === undefined) return `alpha = ${edit.set.learningRate}`;
  const keys = Object.keys(edit.set) as (keyof NetworkSettings)[];
  return keys.map((key) => `${settingName(key)} ${valueWords(before, key)} → ${valueWords(after, key)}`).join(', ');
}
