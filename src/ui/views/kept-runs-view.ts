import type { Floats } from '../../language/dtypes.ts';
import { targetsKey } from '../../language/targets-key.ts';
import type { Snapshot, Travel } from '../../worker/protocol.ts';
import { valueAt } from '../charts/kept-runs.ts';
import { onceForEach } from '../model/data-facts.ts';
import { keptRunNames, solvedIn, thisRunName } from '../model/kept-runs.ts';
import { changesOf } from '../model/leaving.ts';
import type { Model, View } from '../model/model.ts';
import { racePlaces, swapped } from '../model/race.ts';
import { ask, forRestart, isRunning, start, type Update, withNotice, withoutEffects } from '../model/requests.ts';
import { rivalsOf } from '../model/rivals.ts';
import { briefNames, shownTraining, trainingMarks, trainingName } from '../model/training.ts';
import { BORDER, box, inside } from '../panes/box.ts';
import { drawError } from '../panes/error-pane.ts';
import { drawKeptRunsTable, type KeptRunRow, keptRunAt, keptRunsTableRows } from '../panes/kept-runs-table.ts';
import type { Frame } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { errorUnitText } from '../words/unit-words.ts';
import type { ViewDefinition } from './definition.ts';
import type { Rectangle } from './layout.ts';
import { errorProps } from './panes-props.ts';

/** The trainings of a script, and the kept runs, in a table. */
export interface KeptRunsView {
  readonly kind: 'keptRuns';
  /** An index of the trainings, followed by the kept runs. */
  readonly chosen: number;
}

const keptWords = 'kept runs: choose one, remove it';
const trainingWords = 'trainings of a script: go to the first or last iteration';
/** The fewest rows of a chart below the table. */
const LEAST_CHART = 9;

export const keptRunsView: ViewDefinition<KeptRunsView> = {
  kind: 'keptRuns',
  opener: {
    key: 'K',
    short: 'kept runs',
    description: 'trainings of a script and kept runs, in a table',
    group: 'Compare',
    open: (model) =>
      withoutEffects(
        model.keptRuns.length + model.trainings.length === 0
          ? withNotice(model, 'no run has been kept yet: k keeps this one')
          : { ...model, view: { kind: 'keptRuns', chosen: shownTraining(model) ?? 0 } },
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
    {
      key: 'enter',
      short: 'in front',
      description: 'race: bring the chosen run to the front',
      disabled: (model) => (rivalsOf(model).length === 0 ? 'this is for a race: --race begins one' : undefined),
      act: openRival,
    },
    {
      key: 'x',
      short: 'remove',
      description: keptWords,
      disabled: ({ keptRuns }) => (keptRuns.length === 0 ? 'no run has been kept yet: k keeps this one' : undefined),
      act: (model, view) => withoutEffects(drop(model, view)),
    },
    {
      key: '<',
      short: 'its beginning',
      description: trainingWords,
      disabled: whyNoTrainings,
      act: (model, view) => goToTraining(model, view, 'beginning'),
    },
    {
      key: '>',
      short: 'its end',
      description: trainingWords,
      disabled: whyNoTrainings,
      act: (model, view) => goToTraining(model, view, 'end'),
    },
  ],
  footer: ['up', 'enter', '<', '>', 'x', 'escape', 'k', '?', 'space', 'r', 'o'],
  draw(model, { chosen }, place, theme) {
    const [table, chart] = parts(model, place, theme);
    const framed = { name: 'keptRuns', place: table, frame: drawKeptRuns(model, chosen, table, theme) };
    if (chart === undefined) return [framed];
    return [framed, { name: 'trainingCurves', place: chart, frame: drawTraining(model, chosen, chart, theme) }];
  },
  targetAt(model, _view, { row }, place, theme) {
    const chosen = keptRunAt(keptRunRows(model), inside(parts(model, place, theme)[0]), row - 1, theme);
    return chosen === undefined ? undefined : { chosen };
  },
};

function whyNoTrainings({ trainings }: Model): string | undefined {
  return trainings.length === 0 ? 'this is for a script that trains several times' : undefined;
}

/** Goes to the first or the last iteration of the chosen training. */
function goToTraining(model: Model, { chosen }: KeptRunsView, where: 'beginning' | 'end'): Update {
  const training = model.trainings[chosen];
  if (training === undefined) {
    return withoutEffects(withNotice(model, 'only the curve of a kept run is kept'));
  }
  const { lines, from, iterations } = training;
  const isNewest = chosen === model.trainings.length - 1 && chosen === shownTraining(model);
  const atEnd: Travel = isNewest ? { to: 'newest' } : { to: 'iteration', iteration: from + iterations };
  const travel = where === 'beginning' ? ({ to: 'lines', lines } as const) : atEnd;
  const words = `${trainingName(model.trainings, chosen)}: its ${where}`;
  return ask(withNotice({ ...model, cursor: undefined }, words, 'news'), 'paused', { type: 'travel', travel });
}

/** The places of the table and of the chart below it, which trainings and races have. The chart gives way to whole names. */
function parts(model: Model, place: Rectangle, theme: Theme): readonly [Rectangle, Rectangle | undefined] {
  const { trainings } = model;
  const rows = keptRunsTableRows(keptRunRows(model), inside(place).columns, theme) + BORDER.rows;
  const hasChart = trainings.length > 0 || rivalsOf(model).length > 0;
  if (!hasChart || place.rows - rows < LEAST_CHART) return [place, undefined];
  return [
    { ...place, rows },
    { ...place, y: place.y + rows, rows: place.rows - rows },
  ];
}

/** The curve of the chosen training, and those of the others behind it. */
function drawTraining(model: Model, chosen: number, size: Rectangle, theme: Theme): Frame {
  const own = errorProps({ ...model, chart: { ...model.chart, watch: undefined } }, false);
  const training = model.trainings[chosen];
  if (training === undefined || chosen === shownTraining(model)) return drawError(own, size, theme);
  const mark = trainingMarks(model).get(chosen);
  const present = shownTraining(model);
  const shown = [...trainingMarks(model).keys()].map((index) => (index === chosen ? present : index));
  const names = briefNames(
    model.trainings,
    shown.filter((index) => index !== undefined),
  );
  const kept = (own.keptRuns ?? []).slice(0, model.keptRuns.length);
  const others = (own.keptRuns ?? []).slice(model.keptRuns.length).filter((other) => other.mark !== mark);
  const named = others.map((other) => ({ ...other, name: names.get(other.number - model.keptRuns.length - 1) ?? '' }));
  const behind =
    present === undefined || mark === undefined || own.curve === undefined
      ? []
      : [{ name: names.get(present) ?? '', number: present + 1, mark, curve: own.curve }];
  const keptRuns = [...kept, ...named, ...behind];
  const props = { ...own, curve: training.curve, keptRuns, here: undefined, marks: [] };
  return drawError({ ...props, goal: training.iterations, crosshair: undefined }, size, theme);
}

/** Puts the chosen run of a race in front: it begins again, and runs to where the race is. */
function openRival(model: Model, { chosen }: KeptRunsView): Update {
  const rival = model.keptRuns[chosen]?.rival;
  if (rival === undefined) return withoutEffects(withNotice(model, 'this run is kept: it is not in the race'));
  const to = model.snapshot?.iteration ?? 0;
  const wasRunning = isRunning(model);
  const next = swapped(forRestart(model), rival);
  // The settings of a rival are no change of a person.
  const unchanged = changesOf(model) === 0 ? next.subject : model.unchanged;
  const begun = start({ ...next, unchanged }, model.seed, wasRunning ? 'running' : 'paused');
  if (wasRunning || to === 0) return begun;
  const gone = ask({ ...begun.model, runsTo: to }, 'running', { type: 'runTo', iteration: to });
  return { model: gone.model, effects: [...begun.effects, ...gone.effects] };
}

/** The rows of a race with their places and verdicts. */
function withPlaces(model: Model, rows: readonly KeptRunRow[]): readonly KeptRunRow[] {
  const rivals = rivalsOf(model);
  if (rivals.length === 0) return rows;
  const verdictOf = ({ kept }: KeptRunRow): string | undefined => {
    if (kept === undefined) return model.snapshot?.verdict?.kind ?? 'untrained';
    const rival = rivals.find(({ number }) => number === kept.number);
    return rival === undefined ? undefined : (rival.verdict ?? 'untrained');
  };
  const racing = rows.filter((row) => verdictOf(row) !== undefined);
  // Only the run in front goes back: its error is compared with those of the others there.
  const places = racePlaces(racing.map(({ common, error, solvedAt }) => ({ error: common?.error ?? error, solvedAt })));
  return rows.map((row) => {
    const verdict = verdictOf(row);
    return verdict === undefined ? row : { ...row, race: { place: places[racing.indexOf(row)] ?? 0, verdict } };
  });
}

/** Removes the chosen run. Without any left the view closes. */
function drop(model: Model, view: KeptRunsView): Model {
  const keptRun = model.keptRuns[view.chosen - model.trainings.length];
  if (keptRun === undefined) return withNotice(model, 'only kept runs are removed');
  const keptRuns = model.keptRuns.filter((other) => other !== keptRun);
  const count = keptRuns.length + model.trainings.length;
  const chosen = Math.max(0, Math.min(view.chosen, count - 1));
  const left: View = count === 0 ? { kind: 'panes' } : { ...view, chosen };
  const words = keptRun.rival === undefined ? 'is no longer kept' : 'is no longer in the race';
  return withNotice({ ...model, keptRuns, view: left }, `run ${keptRun.number} ${words}`, 'news');
}

function choose(model: Model, view: KeptRunsView, direction: 1 | -1): Model {
  const last = model.trainings.length + model.keptRuns.length - 1;
  const chosen = Math.max(0, Math.min(last, view.chosen + direction));
  return chosen === view.chosen ? model : { ...model, view: { ...view, chosen } };
}

type Compared = KeptRunRow & { readonly curve: Snapshot['curve'] | undefined };

/** The current run, or the trainings of a script, and the kept runs, in numbers. */
export function keptRunRows(model: Model, chosen?: number): readonly KeptRunRow[] {
  const { snapshot, keptRuns, trainings } = model;
  const names = keptRunNames(model);
  const kept = keptRuns.map(({ number, mark, iteration, error, solvedAt, curve, subject }, index) => {
    const name = `${trainings.length === 0 ? '' : 'kept, '}${names[index] ?? ''}`;
    return { kept: { number, mark }, name, iterations: iteration, error, solvedAt, curve, targets: keyOf(subject) };
  });
  const { iteration = 0, error, curve } = snapshot ?? {};
  const targets = keyOf(model.network.subject);
  const run = { name: thisRunName(model), iterations: iteration, error, solvedAt: solvedIn(model), curve, targets };
  const all: readonly Compared[] = trainings.length === 0 ? [run, ...kept] : [...trainingRows(model, chosen), ...kept];
  // A run that has just begun has nothing to compare yet.
  const lengths = all.flatMap(({ iterations, isOpen }) => (iterations > 0 && isOpen !== true ? [iterations] : []));
  const least = Math.min(...lengths);
  const isOfOneLength = lengths.every((length) => length === least);
  const rows = all.map(({ curve: own, ...row }) => {
    if (isOfOneLength) return row;
    // The error of an iteration is in the curve before it completes.
    const then = row.iterations === least ? row.error : own && valueAt(own, least - 1);
    return { ...row, common: { iteration: least, error: then } };
  });
  return withPlaces(model, rows);
}

/** `targetsKey` of these targets. */
const keyOfData = onceForEach((data: Floats): string => targetsKey(data));

function keyOf({ targets }: Pick<Model['subject'], 'targets'>): string {
  return keyOfData(targets.data);
}

/**
 * The trainings of a script; the one at the position as it is there.
 * @param chosen the one whose curve is in full, in place of that of the position
 */
function trainingRows(model: Model, chosen: number | undefined) {
  const { trainings, snapshot } = model;
  const [shown, marks] = [shownTraining(model), trainingMarks(model)];
  return trainings.map(({ iterations, solvedAt, curve: known, targets }, index) => {
    const isShown = index === shown;
    const curve = (isShown ? snapshot?.curve : undefined) ?? known;
    const other = chosen !== undefined && chosen !== shown && trainings[chosen] !== undefined ? chosen : undefined;
    const isFull = other === undefined ? isShown : index === other;
    const mark = isFull ? ('present' as const) : marks.get(isShown && other !== undefined ? other : index);
    const name = trainingName(trainings, index);
    const own = isShown ? Math.max(iterations, (curve.iterations.at(-1) ?? -1) + 1) : iterations;
    const error = curve.errors.at(-1);
    // The length of a training that runs is another one in each frame: no errors by it are compared.
    const isOpen = isShown && index === trainings.length - 1 && snapshot?.state === 'running';
    return { kept: { number: index + 1, mark }, name, iterations: own, error, solvedAt, curve, targets, isOpen };
  });
}

/** `named by their differences, errors in €` */
function detailsOf(model: Model, { glyphs }: Theme): readonly string[] {
  const { subject } = model;
  const words = areSeveral(keptRunRows(model))
    ? ['lowest of those with equal targets', 'lowest: equal targets']
    : ['named by their differences'];
  const unit = errorUnitText(subject, glyphs);
  return unit === undefined ? words : [`${words[0]}, errors in ${unit}`, `errors in ${unit}`, ...words];
}

/** True for runs of different targets, whose errors do not compare. */
function areSeveral(rows: readonly KeptRunRow[]): boolean {
  return new Set(rows.map(({ targets }) => targets)).size > 1;
}

function noteOf(model: Model): string {
  if (model.trainings.length > 0) return 'esc closes';
  return rivalsOf(model).length > 0 ? 'enter: in front, x: out' : 'x removes one, esc closes';
}

function drawKeptRuns(model: Model, chosen: number, place: Rectangle, theme: Theme): Frame {
  const text = {
    title: model.trainings.length > 0 ? 'trainings' : rivalsOf(model).length > 0 ? 'race' : 'kept runs',
    details: detailsOf(model, theme),
    note: noteOf(model),
    focused: true,
  };
  const inner = inside(place);
  return box(text, place, drawKeptRunsTable(keptRunRows(model, chosen), chosen, inner, theme), theme);
}
