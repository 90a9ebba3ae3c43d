import { valueAt } from '../charts/kept-runs.ts';
import { keptRunNames, thisRunName } from '../model/kept-runs.ts';
import type { Model, View } from '../model/model.ts';
import { withNotice, withoutEffects } from '../model/requests.ts';
import { box, inside } from '../panes/box.ts';
import { drawKeptRunsTable, type KeptRunRow, keptRunAt } from '../panes/kept-runs-table.ts';
import type { Frame } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { errorUnitText } from '../words/unit-words.ts';
import type { ViewDefinition } from './definition.ts';
import type { Rectangle } from './layout.ts';

/** The kept runs in a table. */
export interface KeptRunsView {
  readonly kind: 'keptRuns';
  /** An index of the model's kept runs. */
  readonly chosen: number;
}

const keptWords = 'kept runs: choose one, remove it';

export const keptRunsView: ViewDefinition<KeptRunsView> = {
  kind: 'keptRuns',
  opener: {
    key: 'K',
    short: 'kept runs',
    description: 'the runs that were kept, in a table',
    group: 'Compare',
    open: (model) =>
      withoutEffects(
        model.keptRuns.length === 0
          ? withNotice(model, 'no run has been kept yet: k keeps this one')
          : { ...model, view: { kind: 'keptRuns', chosen: 0 } },
      ),
  },
  keys: [
    {
      key: 'up',
      short: 'choose',
      description: keptWords,
      act: (model, view) => withoutEffects(choose(model, view, -1)),
    },
    {
      key: 'down',
      short: 'choose',
      description: keptWords,
      act: (model, view) => withoutEffects(choose(model, view, 1)),
    },
    { key: 'x', short: 'remove', description: keptWords, act: (model, view) => withoutEffects(drop(model, view)) },
  ],
  footer: ['up', 'x', 'escape', 'k', '?', 'space', 'r', 'o'],
  draw: (model, { chosen }, place, theme) => [
    { name: 'keptRuns', place, frame: drawKeptRuns(model, chosen, place, theme) },
  ],
  targetAt(model, _view, { row }, place, theme) {
    const chosen = keptRunAt(keptRunRows(model), inside(place), row - 1, theme);
    return chosen === undefined ? undefined : { chosen };
  },
};

/** Removes the chosen run. Without any left the view closes. */
function drop(model: Model, view: KeptRunsView): Model {
  const keptRun = model.keptRuns[view.chosen];
  if (keptRun === undefined) return model;
  const keptRuns = model.keptRuns.filter((other) => other !== keptRun);
  const chosen = Math.max(0, Math.min(view.chosen, keptRuns.length - 1));
  const left: View = keptRuns.length === 0 ? { kind: 'panes' } : { ...view, chosen };
  return withNotice({ ...model, keptRuns, view: left }, `run ${keptRun.number} is no longer kept`, 'news');
}

function choose(model: Model, view: KeptRunsView, direction: 1 | -1): Model {
  const chosen = Math.max(0, Math.min(model.keptRuns.length - 1, view.chosen + direction));
  return chosen === view.chosen ? model : { ...model, view: { ...view, chosen } };
}

/** The current run and the kept runs, in numbers. */
export function keptRunRows(model: Model): readonly KeptRunRow[] {
  const { snapshot, keptRuns } = model;
  const names = keptRunNames(model);
  const kept = keptRuns.map(({ number, mark, iteration, error, solvedAt, curve }, index) => {
    const name = names[index] ?? '';
    return { kept: { number, mark }, name, iterations: iteration, error, solvedAt, curve };
  });
  const { iteration = 0, error, solvedAt, curve } = snapshot ?? {};
  const all = [{ name: thisRunName(model), iterations: iteration, error, solvedAt, curve }, ...kept];
  // A run that has just begun has nothing to compare yet.
  const lengths = all.map(({ iterations }) => iterations).filter((length) => length > 0);
  const least = Math.min(...lengths);
  const isOfOneLength = lengths.every((length) => length === least);
  return all.map(({ curve: own, ...row }) => {
    if (isOfOneLength) return row;
    // The error of an iteration is in the curve before it completes.
    const then = row.iterations === least ? row.error : own && valueAt(own, least - 1);
    return { ...row, common: { iteration: least, error: then } };
  });
}

/** `named by their differences, errors in €` */
function detailsOf({ subject }: Model, { glyphs }: Theme): readonly string[] {
  const words = 'named by their differences';
  const unit = errorUnitText(subject, glyphs);
  return unit === undefined ? [words] : [`${words}, errors in ${unit}`, `errors in ${unit}`, words];
}

function drawKeptRuns(model: Model, chosen: number, place: Rectangle, theme: Theme): Frame {
  const text = {
    title: 'kept runs',
    details: detailsOf(model, theme),
    note: 'x removes one, esc closes',
    focused: true,
  };
  const inner = inside(place);
  return box(text, place, drawKeptRunsTable(keptRunRows(model), chosen, inner, theme), theme);
}
