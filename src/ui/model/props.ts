import type { NetworkSettings } from '../../program/build.ts';
import { type Edit, printCell, settingsAfter } from '../../program/change.ts';
import { printWatch } from '../../program/watch.ts';
import type { CompareProps } from '../panes/compare-pane.ts';
import type { FooterProps } from '../panes/footer-pane.ts';
import type { ChangeNote, WatchNote } from '../panes/notes-pane.ts';
import type { OptionsProps } from '../panes/options-pane.ts';
import type { Model, View } from './model.ts';
import { settingName, valueWords } from './setting-words.ts';

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
  let { settings } = subject.job;
  return (snapshot?.log ?? []).map(({ at, edits }, index) => {
    const before = settings;
    settings = settingsAfter(settings, edits);
    const text = edits.map((edit) => editWords(edit, before, settings)).join(', ');
    return { at, text, inEffect: index < (snapshot?.changed ?? 0) };
  });
}

/** `alpha 1 → 10`, `syn0[0,2] = -0.5` */
function editWords(edit: Edit, before: NetworkSettings, after: NetworkSettings): string {
  if (edit.kind === 'cell') return `${printCell(edit)} = ${edit.value}`;
  const keys = Object.keys(edit.set) as (keyof NetworkSettings)[];
  return keys.map((key) => `${settingName(key)} ${valueWords(before, key)} → ${valueWords(after, key)}`).join(', ');
}

export function compareProps(model: Model, view: View & { kind: 'compare' }): CompareProps {
  const { subject, network, snapshot } = model;
  const { inputs, targets } = subject.job;
  const { inputNames, targetNames } = subject;
  const title = view.mark === 0 ? 'first' : `mark ${view.mark}`;
  const data = { inputs, targets, inputNames, targetNames, program: network.program };
  return { title, earlier: view.earlier, now: snapshot, ...data, first: view.first };
}

export function optionsProps(model: Model, view: View & { kind: 'options' }): OptionsProps {
  const { kind, left, ...rest } = view;
  return { ...rest, examples: model.subject.job.inputs.rows };
}

/** What the footer says. */
export function footerProps({ notice, failure, view }: Model): FooterProps {
  return { notice, failure, view: view.kind, prompt: view.kind === 'prompt' ? view : undefined };
}
