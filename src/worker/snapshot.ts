import type { Matrix } from '../engine/matrix.ts';
import type { ErrorCurve } from '../engine/observers/error-record.ts';
import type { TestRecord } from '../engine/observers/test-record.ts';
import type { WatchPast } from '../engine/observers/watch-past.ts';
import type { Pieces, Replay } from '../engine/run/pieces.ts';
import type { Run } from '../engine/run/run.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import { type Scores, scoresOf } from '../engine/scores.ts';
import { hasRoles, parameters, wholePrediction } from '../language/program.ts';
import { errorUnitOf } from '../language/scaling.ts';
import { lineView } from './line-views.ts';
import type {
  Mark,
  MatrixView,
  NetworkView,
  Recollection,
  Snapshot,
  TestView,
  WatchHistory,
  WatchView,
} from './protocol.ts';
import type { SessionRun } from './session-run.ts';

/** A terminal shows no more cells than this in a row or column. */
const MOST_BLOCKS = 128;

/**
 * Computes in pieces everything in a snapshot that takes long for a large network or many examples. It is kept until the run moves.
 */
export function* preparing({ training, views, lines, gauges, isTraining: isMoving }: SessionRun): Pieces {
  if (isPredicted(training)) yield* training.evaluating();
  if (!isMoving) yield* lines.preparing(training);
  yield* training.watches.set.refreshing(training);
  const { testRecord: tests } = training;
  if (tests !== undefined) yield* tests.predicting();
  if (tests !== undefined || views.showsPresent) yield* views.preparingPresent(predictionOf(training));
  yield* views.preparingPlane(isMoving);
  for (const _ of gauges?.measuringNow() ?? []) yield;
}

/** A longer answer needs a sign that it is on its way. */
const WAIT_MS = 100;

/**
 * The run as the screen shows it now; `preparing` comes first.
 * @param rate the measured iterations per second.
 */
export function snapshotOf(run: SessionRun, rate: number | undefined): Snapshot {
  const { number, request, state, goal, stopReason, changes, training, iterationTime, risingSpeed } = run;
  const { line, furthest, changed, nonFiniteLine, alpha, epoch, watches } = training;
  const { factor } = errorUnitOf(run.subject);
  const isMoving = run.isTraining;
  const history = historyOf(run);
  const gauges = run.gauges?.view;
  const surface = run.surface?.take();
  const rivals = run.rivals?.views;
  const verdict = isMoving ? training.verdict : training.freshVerdict;
  return {
    type: 'snapshot',
    run: number,
    request,
    state,
    stopReason,
    goal,
    ...networkView(training, factor, run.views.showsHidden),
    line,
    furthest,
    lines: isMoving ? undefined : run.lines.views,
    rate,
    ...(risingSpeed === undefined ? {} : { risingSpeed }),
    ...(iterationTime === undefined ? {} : { iterationTime }),
    ...(run.expectedTime > WAIT_MS ? { isSlow: true } : {}),
    // A run with classes is solved when each row is predicted as its own class, even by values farther from 0 and 1 than the margin.
    solvedAt: training.solvedAt ?? (verdict?.kind === 'solved' ? verdict.since : undefined),
    curve: inUnit(training.errorRecord.curve(), factor),
    alpha,
    epoch,
    batch: batchOf(training),
    changes,
    changed,
    verdict,
    watches: watchViews(training),
    stoppedBy: watches.stoppedBy,
    nonFiniteLine,
    ...scoresIn(run, factor),
    ...run.views.answer(isMoving),
    ...(history && { history }),
    ...(gauges && { gauges }),
    ...(surface && { surface }),
    ...(rivals && { rivals }),
  };
}

/** The network at a mark, or at the furthest iteration where that is less, in pieces. The run stays where it is. */
export function recalling(
  { training, subject }: Pick<SessionRun, 'training' | 'subject'>,
  { iteration, changes }: Mark,
): Replay<Omit<Recollection, 'type' | 'run' | 'mark'>> {
  const then = { iteration: Math.min(iteration, training.furthest), line: 0, changes };
  const { factor } = errorUnitOf(subject);
  return training.visiting(then, (there) => ({
    ...networkView(there, factor, true),
    layers: there.program.roles.layers,
  }));
}

/** A curve of errors times `factor`. */
function inUnit(curve: ErrorCurve, factor: number): ErrorCurve {
  return factor === 1 ? curve : { ...curve, errors: curve.errors.map((error) => error * factor) };
}

/** The examples whose hidden values are sent: a person compares the first of them. */
const MOST_HIDDEN = 16;

/**
 * @param factor the error in its own unit is this factor times the error of the program.
 * @param withHidden true for the values of the hidden layers, too.
 */
function networkView(training: Run, factor: number, withHidden: boolean): NetworkView {
  const { program, iteration, error } = training;
  return {
    iteration,
    error: error === undefined ? undefined : error * factor,
    parameters: parameters(program).map((name) => viewOf(name, training.valueOf(name))),
    prediction: predictionOf(training)?.data.slice() ?? new Float64Array(0),
    ...(withHidden ? { hidden: hiddenOf(training) } : {}),
  };
}

/** The values of the hidden layers that belong to the prediction. */
function hiddenOf(training: Run): readonly MatrixView[] {
  if (predictionOf(training) === undefined) return [];
  const { evaluation, roles } = training.program;
  const names = evaluation?.layers ?? roles.layers.map(({ output }) => output);
  return names.slice(0, -1).map((name) => {
    const { rows, columns, data } = training.valueOf(name);
    const shown = Math.min(MOST_HIDDEN, rows);
    return viewOf(name, { rows: shown, columns, data: data.slice(0, shown * columns) });
  });
}

/** The scores of the predictions, on the training set and on the test set. */
function scoresIn(
  { training, subject, views }: SessionRun,
  factor: number,
): Pick<Snapshot, 'present' | 'scores' | 'test'> {
  const { targets, classes } = subject;
  const scoresFor = (wanted: Matrix, predicted: Matrix): Scores =>
    scoresOf(predicted, wanted, classes !== undefined, views.countsConfusions);
  const { testRecord: tests } = training;
  const own = predictionOf(training);
  const isCompared = tests !== undefined || views.showsPresent;
  const present = isCompared ? views.present(own) : undefined;
  // A plane beside the table leaves the scores to the predictions in the table.
  const prediction = tests !== undefined || views.scoresPresent ? (present ?? own) : own;
  return {
    ...(present && { present: { error: meanMiss(present, targets) * factor, prediction: present.data.slice() } }),
    ...(prediction && { scores: scoresFor(targets, prediction) }),
    ...(tests && { test: testView(tests, scoresFor(tests.examples.targets, tests.prediction), factor) }),
  };
}

/** mean(abs(target − prediction)) */
function meanMiss({ data }: Matrix, targets: Matrix): number {
  return data.reduce((sum, cell, i) => sum + Math.abs(targets.data[i]! - cell), 0) / data.length;
}

function testView(tests: TestRecord, scores: Scores, factor: number): TestView {
  const { error, prediction } = tests;
  return { error: error * factor, curve: inUnit(tests.curve(), factor), prediction: prediction.data.slice(), scores };
}

/** The predictions of all examples; undefined before the first. */
function predictionOf(training: Run): Matrix | undefined {
  if (!isPredicted(training)) return undefined;
  training.evaluate();
  return training.valueOf(wholePrediction(training.program));
}

function isPredicted(training: Run): boolean {
  const { program } = training;
  return hasRoles(program, 'prediction') && training.isPredicted(lineOf(training, program.roles.prediction));
}

function watchViews(training: TrainingRun): readonly WatchView[] {
  const { watches } = training;
  return watches.set.watches.map((watch, index) => {
    const value = watch?.value;
    const trail = trailOf(training, training.watchPast(index));
    if (value === undefined) return { value: undefined, holds: undefined, trail };
    return { value: { ...lineView(value), rows: value.rows, columns: value.columns }, holds: watch?.holds, trail };
  });
}

/** The values of a trail: more than the columns of any sparkline. */
const LONGEST_TRAIL = 48;

/** The values of a watch of a single number up to this position: at each of `LONGEST_TRAIL` even steps the last one known there. */
function trailOf({ iteration }: TrainingRun, past: WatchPast | undefined): readonly number[] {
  const single = past?.curves.find(({ cell }) => cell === '');
  const known = single === undefined ? 0 : lengthUntil(single.iterations, iteration);
  if (single === undefined || known === 0) return [];
  const first = single.iterations[0]!;
  const steps = Math.min(known, LONGEST_TRAIL);
  return Array.from({ length: steps }, (_, step) => {
    const at = first + ((iteration - 1 - first) * step) / Math.max(1, steps - 1);
    return single.values[Math.max(0, lengthUntil(single.iterations, at + 1) - 1)]!;
  });
}

/** The number of points before `end`. */
function lengthUntil(iterations: readonly number[], end: number): number {
  let [low, high] = [0, iterations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (iterations[middle]! < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

function historyOf({ training, views, retraced }: SessionRun): WatchHistory | undefined {
  const watch = views.historyOf;
  const past = watch === undefined ? undefined : training.watchPast(watch);
  if (watch === undefined || past === undefined) return undefined;
  const { curves, since, isDone } = past;
  // Typed arrays are copied to the other thread in no time.
  const copies = curves.map(({ cell, iterations, values }) => {
    return { cell, iterations: Float64Array.from(iterations), values: Float64Array.from(values) };
  });
  return { watch, curves: copies, since, replayed: isDone ? undefined : (retraced ?? 0) };
}

/** The examples of the last mini-batch; undefined where an iteration works on all examples. */
function batchOf(training: TrainingRun): readonly number[] | undefined {
  const { batches } = training.program;
  if (batches === undefined) return undefined;
  return training.hasRun(lineOf(training, batches.rows)) ? [...training.valueOf(batches.rows).data] : [];
}

function lineOf({ program }: Run, name: string): number {
  return program.iteration.findLastIndex(({ target }) => target === name);
}

/** A copy of a matrix, summed over blocks where it is large. */
export function viewOf(name: string, { rows, columns, data }: Matrix): MatrixView {
  const blockRows = Math.ceil(rows / MOST_BLOCKS);
  const blockColumns = Math.ceil(columns / MOST_BLOCKS);
  if (blockRows === 1 && blockColumns === 1) {
    return { name, rows, columns, blockRows, blockColumns, sums: data.slice() };
  }
  const across = Math.ceil(columns / blockColumns);
  const sums = new Float64Array(Math.ceil(rows / blockRows) * across);
  for (let r = 0; r < rows; r++) {
    const line = Math.floor(r / blockRows) * across;
    for (let c = 0; c < columns; c++) sums[line + Math.floor(c / blockColumns)]! += data[r * columns + c]!;
  }
  return { name, rows, columns, blockRows, blockColumns, sums };
}
