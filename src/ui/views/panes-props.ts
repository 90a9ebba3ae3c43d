import { printCell } from '../../language/change.ts';
import { marginOf } from '../../language/example-rows.ts';
import { printWatch } from '../../language/watch.ts';
import { type Edit, settingsAfter } from '../../network/edits.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import { settingsIn } from '../../worker/subject.ts';
import type { ChartMark } from '../charts/error-chart.ts';
import type { KeptCurve } from '../charts/kept-runs.ts';
import { askedLayers, emptyWords, examplesIn } from '../model/examples.ts';
import { keptRunNames } from '../model/kept-runs.ts';
import { marksOf } from '../model/marks.ts';
import { chosenLine, isWaiting, type Model, shownSpeed, shownState } from '../model/model.ts';
import { changesByHand } from '../model/requests.ts';
import type { Arrangement } from '../model/row-order.ts';
import { areInputsInOrder, failureWords, NO_TRAINING } from '../model/script.ts';
import { settingName, valueWords } from '../model/setting-words.ts';
import {
  briefNames,
  ownIteration,
  shownTraining,
  trainingMarks,
  trainingStart,
  trainingWords,
} from '../model/training.ts';
import type { ErrorProps } from '../panes/error-pane.ts';
import type { HeaderProps } from '../panes/header-pane.ts';
import type { ChangeNote, NotesProps, WatchNote } from '../panes/notes-pane.ts';
import type { PredictionsProps } from '../panes/predictions-pane.ts';
import type { ProgramProps } from '../panes/program-pane.ts';
import type { WeightsProps } from '../panes/weights-pane.ts';
import { type Glyphs, unicode } from '../theme/glyphs.ts';
import { CURRENT_WEIGHTS, evaluationWords, scoreWords } from '../words/predictions-words.ts';
import { marginText } from '../words/unit-words.ts';

/*
 * The props of the header and of each pane. `first` is the first visible row; `focused` is true for the pane that takes the
 * arrows. Longer than other files: it has all panes, so that one look finds where a number on the screen comes from.
 */

export function headerProps(model: Model): HeaderProps {
  const { subject, snapshot, seed, journey, runsTo } = model;
  const from = trainingStart(model);
  return {
    name: subject.name,
    state: shownState(model),
    isWaiting: isWaiting(model),
    journey: journey && { ...journey, iteration: ownIteration(model, journey.iteration) },
    runsTo: runsTo && runsTo - from,
    iteration: (snapshot?.iteration ?? 0) - from,
    goal: (snapshot?.goal ?? subject.iterations) - from,
    furthest: (snapshot?.furthest ?? 0) - from,
    stopped: stoppedBy(model),
    epoch: snapshot?.epoch,
    error: snapshot?.error,
    units: subject,
    rate: snapshot?.rate,
    seed,
    learningRate: alphaOf(model),
    speed: shownSpeed(model),
    isRising: model.risesFrom !== undefined,
    isSingle: model.network.program.precision === 'float32',
    ofMap: settingsOfOpened(model),
    verdict: snapshot?.verdict,
    hidesCause: hidesCause(model),
    ...(subject.kind === 'script' && {
      script: {
        version: subject.version,
        found: subject.found,
        words: subject.foundWords ?? [],
        view: snapshot?.script,
        training: trainingWords(model),
        failure: failureWords(model),
      },
    }),
  };
}

/** The settings of the cell of a map that was opened, as long as the run has them. */
function settingsOfOpened(model: Model): string | undefined {
  const { former, subject } = model;
  return former?.cell.subject === subject && changesByHand(model).length === 0 ? former.cell.settings : undefined;
}

/** True in a hunt: a person looks for the cause, and `v` names it. */
export function hidesCause({ course }: Model): boolean {
  return course?.lesson.withoutCause === true;
}

function stoppedBy({ snapshot, subject }: Model): HeaderProps['stopped'] {
  const reason = snapshot?.stopReason;
  const limit = reason && subject.stop?.[reason];
  return reason === undefined || limit === undefined ? undefined : { reason, limit };
}

/** The learning rate of the current iteration. One from a schedule has four digits, enough to follow it. */
function alphaOf({ network, snapshot, subject }: Model): number | undefined {
  if (subject.kind === 'script') {
    const found = subject.found?.learningRate;
    return found === undefined ? undefined : Number((snapshot?.alpha ?? found.value).toPrecision(6));
  }
  const { learningRate, schedule = 'constant' } = settingsIn(network.subject) ?? {};
  if (learningRate !== undefined && (schedule === 'constant' || snapshot === undefined)) return learningRate;
  return Number((snapshot?.alpha ?? 1).toPrecision(4));
}

export function errorProps(model: Model, focused: boolean): ErrorProps {
  const { chart, watches } = model;
  const watch = chart.watch === undefined ? undefined : watches[chart.watch];
  const own = errorOnly(model, focused);
  return watch === undefined ? own : { ...own, ...watchCurves(model, printWatch(watch)) };
}

/** The curves of the shown watch, in place of those of the error. */
function watchCurves({ snapshot, chart, subject }: Model, text: string): Partial<ErrorProps> {
  const history = snapshot?.history?.watch === chart.watch ? snapshot?.history : undefined;
  const { curves = [], since = 0, replayed } = history ?? {};
  const [curve, ...others] = curves.map(({ iterations, values }) => ({ iterations, errors: values }));
  const cells = { names: curves.map(({ cell }) => cell), others };
  const isScaled = subject.targetScaling !== undefined;
  return {
    curve,
    test: undefined,
    keptRuns: [],
    scale: chart.watchScale,
    watch: { text, cells, since, replayed, isScaled },
  };
}

function errorOnly(model: Model, focused: boolean): ErrorProps {
  const { subject, network, snapshot, scale, chart } = model;
  const { roles, evaluation } = network.program;
  const from = trainingStart(model);
  return {
    curve: snapshot?.curve,
    test: snapshot?.test?.curve,
    now: errorsNow(model),
    keptRuns: [...keptCurves(model), ...otherTrainings(model)],
    goal: (snapshot?.goal ?? subject.iterations) - from,
    here: snapshot === undefined || snapshot.iteration === snapshot.furthest ? undefined : snapshot.iteration - from,
    isEvaluated: evaluation !== undefined,
    units: subject,
    scale,
    window: chart.window,
    crosshair: chart.crosshair,
    perEpoch: iterationsPerEpoch(model),
    marks: chartMarks(model),
    targetName: roles.target ?? 'target',
    predictionName: evaluation?.prediction ?? roles.prediction ?? 'prediction',
    focused,
  };
}

/** The iterations of an epoch; undefined without mini-batches, and where a change of the run may have changed their size. */
function iterationsPerEpoch({ network, subject, snapshot }: Model): number | undefined {
  const { batches } = network.program;
  if (batches === undefined || batches.size !== subject.program.batches?.size) return undefined;
  const isChanged = (snapshot?.changes ?? []).some(({ edits }) =>
    edits.some((edit) => edit.kind === 'settings' && edit.set.batchSize !== undefined),
  );
  return isChanged ? undefined : batches.epoch / batches.size;
}

/** Changes, marks, and the iteration since which the run is solved, as iterations of the curve. */
function chartMarks(model: Model): readonly ChartMark[] {
  const { snapshot, marks } = model;
  if (snapshot === undefined) return [];
  const { changes, solvedAt, script } = snapshot;
  const from = trainingStart(model);
  const all = [
    ...changes.map(({ at }) => ({ iteration: at, kind: 'change' as const })),
    ...(solvedAt === undefined ? [] : [{ iteration: solvedAt, kind: 'solved' as const }]),
    ...marksOf(snapshot, marks).flatMap(({ iteration }, place) => (place === 0 ? [] : [{ iteration, kind: place }])),
  ];
  return all
    .filter(({ iteration }) => iteration > from && iteration <= (script?.end ?? Number.POSITIVE_INFINITY))
    .map(({ iteration, kind }) => ({ iteration: iteration - from, kind }));
}

/** The curves of the kept runs. */
function keptCurves(model: Model): readonly KeptCurve[] {
  const names = keptRunNames(model);
  return model.keptRuns.map(({ number, mark, curve }, index) => ({ name: names[index] ?? '', number, mark, curve }));
}

/** The curves of the newest other trainings of a script, in the marks that the kept runs leave. */
function otherTrainings(model: Model): readonly KeptCurve[] {
  const { trainings, keptRuns } = model;
  const shown = shownTraining(model);
  const marks = trainingMarks(model);
  const names = briefNames(trainings, [...marks.keys()]);
  return trainings.flatMap(({ curve }, index) => {
    const mark = marks.get(index);
    if (index === shown || mark === undefined || curve.iterations.length === 0) return [];
    return [{ name: names.get(index) ?? '', number: keptRuns.length + index + 1, mark, curve }];
  });
}

/** The errors of the current parameters; a curve has those of its measured iterations. */
function errorsNow({ snapshot, network }: Model): ErrorProps['now'] {
  const { present, test } = snapshot ?? {};
  const when = network.program.evaluation === undefined ? CURRENT_WEIGHTS : undefined;
  return present && test && { train: present.error, test: test.error, when };
}

export function weightsProps(
  { subject, network, snapshot, weight }: Model,
  first: number,
  focused: boolean,
): WeightsProps {
  const { inputNames, targetNames } = subject;
  const { program, shapes } = network;
  const chosen = focused ? weight : undefined;
  const nothing = program.roles.layers.length > 0 ? undefined : whyNoWeights(subject);
  const areNumbered = subject.kind === 'script';
  return {
    nothing,
    areNumbered,
    program,
    shapes,
    inputNames,
    targetNames,
    views: snapshot?.parameters,
    first,
    chosen,
    focused,
  };
}

function whyNoWeights(subject: Model['subject']): string {
  if (subject.kind !== 'script') return 'this program does not name its weights';
  if (subject.found === undefined) return 'the weights are found once the training loop runs';
  return subject.found === null ? NO_TRAINING : 'the weights do not exist yet';
}

export function predictionsProps(
  model: Model,
  first: number,
  focused: boolean,
  glyphs: Glyphs = unicode,
): PredictionsProps {
  const { subject, network, snapshot, examples } = model;
  const { targetNames, classes, targetScaling, targetUnits, test } = subject;
  const inputNames = areInputsInOrder(model) ? subject.inputNames : [];
  const { evaluation, roles } = network.program;
  const { part, order, chosen, firstInput, isAsked } = examples;
  const { inputs, targets, prediction } = examplesIn(model, part);
  const predictionName = evaluation?.prediction ?? roles.prediction ?? 'prediction';
  const names = { inputNames, targetNames, targetName: roles.target ?? 'target', predictionName };
  const [scores, meant] = [scoreWords(snapshot, network.program, glyphs), evaluationWords(network.program)];
  const margin =
    targetUnits === undefined
      ? undefined
      : `${glyphs.check} within ${marginText(subject, marginOf(subject.targets), glyphs)}`;
  const known = [scores[0], margin].filter((words) => words !== undefined);
  const shorter = scores.slice(1).flatMap((words) => [[words, ...(margin === undefined ? [] : [margin])], [words]]);
  const forms = [...meant.map((words) => [...known, words]), known, known.slice(0, 1), ...shorter];
  const meaning = forms.filter(({ length }) => length > 0).map((words) => words.join('; '));
  return {
    inputs,
    inputScaling: subject.inputScaling,
    targets,
    targetScaling,
    targetUnits,
    prediction,
    ...names,
    classes,
    meaning,
    batch: part === 'train' ? snapshot?.batch : undefined,
    part: test === undefined ? undefined : part,
    margin: marginOf(subject.targets),
    order,
    chosen: isAsked ? undefined : chosen,
    asked: model.asked && { inputs: model.asked.inputs, outputs: askedLayers(model)?.at(-1), isChosen: isAsked },
    firstInput,
    arrangement: arrangementWords(examples.arrangement),
    fileRows: subject.fileRows,
    nothing: emptyWords(model),
    first,
    focused,
  };
}

/** `worst first, only wrong, "seven"`, and a shorter form; empty for all examples in the order of the data. */
function arrangementWords({ sort, onlyWrong, find }: Arrangement): readonly string[] {
  const found = find === '' ? [] : [`"${find}"`];
  const long = [...(sort === 'data' ? [] : [`${sort} first`]), ...(onlyWrong ? ['only wrong'] : []), ...found];
  const short = [...(sort === 'data' ? [] : [sort]), ...(onlyWrong ? ['wrong'] : []), ...found];
  return long.length === 0 ? [] : [long.join(', '), short.join(', ')];
}

export function programProps(model: Model, first: number, focused: boolean): ProgramProps {
  const { network, snapshot, seed } = model;
  return {
    program: network.program,
    shapes: network.shapes,
    seed,
    position: snapshot?.lines === undefined ? undefined : { values: snapshot.lines, next: snapshot.line },
    nonFiniteLine: snapshot?.nonFiniteLine,
    cursor: chosenLine(model),
    first,
    focused,
  };
}

export function notesProps(model: Model, first: number, focused: boolean): NotesProps {
  const chosen = focused ? model.chosenWatch : undefined;
  const isScaled = model.subject.targetScaling !== undefined;
  return { watches: watchNotes(model), changes: changeNotes(model), isScaled, first, chosen, focused };
}

export function watchNotes({ watches, snapshot }: Model): readonly WatchNote[] {
  return watches.map((watch, index) => ({
    text: printWatch(watch),
    view: snapshot?.watches[index],
    trail: snapshot?.watches[index]?.trail ?? [],
    isBreakpoint: watch.comparison !== undefined || snapshot?.watches[index]?.stops === true,
    stopped: snapshot?.stoppedBy === index,
  }));
}

/** The changes of the run, the oldest first. */
export function changeNotes({ subject, snapshot }: Model): readonly ChangeNote[] {
  let settings = settingsIn(subject);
  return (snapshot?.changes ?? []).map(({ at, edits }, index) => {
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
