import { type Fit, fitOf } from '../engine/fit.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { TestRecord } from '../engine/observers/record.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import { parameters } from '../language/program.ts';
import { viewOf } from './matrix-view.ts';
import type { LineView, Moment, Snapshot, TestView, WatchView } from './protocol.ts';
import type { Subject } from './subject.ts';
import type { ViewAnswers } from './view-answers.ts';

/** A line's value travels whole up to this many cells; of a larger one only its extent. */
const FEW_CELLS = 16;

/** What a snapshot says of the run itself; the session knows the rest. */
type TrainingPart = Omit<
  Snapshot,
  'type' | 'run' | 'request' | 'state' | 'goal' | 'stopReason' | 'log' | 'rate' | 'lines' | keyof ViewPart
>;

type ViewPart = Pick<Snapshot, 'present' | 'fit' | 'test' | 'field' | 'activations' | 'incoming'>;

export function trainingPart(training: TrainingRun): TrainingPart {
  const { line, furthest, solvedAt, changed, verdict, nonFiniteLine: offender, alpha, epoch } = training;
  return {
    ...momentOf(training),
    line,
    furthest,
    solvedAt,
    curve: training.history.curve(),
    alpha,
    epoch,
    batch: batchOf(training),
    changed,
    verdict,
    watches: watchViews(training),
    stoppedBy: training.watches.stoppedBy,
    offender,
  };
}

/** How well it does, also on examples that it never learns from, and what else somebody looks at. */
export function viewPart(
  training: TrainingRun,
  { targets, classes }: Subject,
  views: ViewAnswers,
  isMoving: boolean,
): ViewPart {
  const fitTo = (wanted: Matrix, predicted: Matrix): Fit =>
    fitOf(predicted, wanted, classes !== undefined, views.countsConfusions);
  const { tests } = training;
  const own = predictionOf(training);
  const isCompared = tests !== undefined || views.comparesWithNow;
  const present = isCompared ? views.present(own) : undefined;
  const prediction = present ?? own;
  return {
    ...(present && { present: { error: meanMiss(present, targets), prediction: present.data.slice() } }),
    ...(prediction && { fit: fitTo(targets, prediction) }),
    ...(tests && { test: testView(tests, fitTo(tests.examples.targets, tests.prediction)) }),
    ...views.see(isMoving),
  };
}

/** mean(abs(target − prediction)) */
function meanMiss({ data }: Matrix, targets: Matrix): number {
  return data.reduce((sum, cell, i) => sum + Math.abs(targets.data[i]! - cell), 0) / data.length;
}

function testView(tests: TestRecord, fit: Fit): TestView {
  const { error, prediction } = tests;
  return { error, curve: tests.curve(), prediction: prediction.data.slice(), fit };
}

/** What it makes of its own examples, once it has predicted them. */
function predictionOf(training: TrainingRun): Matrix | undefined {
  const { evaluation, roles } = training.program;
  if (!training.isPredicted(lineOf(training, roles.prediction))) return undefined;
  training.evaluate();
  return training.valueOf(evaluation?.prediction ?? roles.prediction);
}

export function momentOf(training: TrainingRun): Moment {
  const { program, iteration, error } = training;
  return {
    iteration,
    error,
    parameters: parameters(program).map((name) => viewOf(name, training.valueOf(name))),
    prediction: predictionOf(training)?.data.slice() ?? new Float64Array(0),
  };
}

function watchViews(training: TrainingRun): readonly WatchView[] {
  const { watches } = training;
  watches.set.refresh(training);
  return watches.set.watches.map((watch) => {
    const value = watch?.value;
    if (value === undefined) return { value: undefined, holds: undefined };
    return { value: { ...lineView(value), rows: value.rows, columns: value.columns }, holds: watch?.holds };
  });
}

function batchOf(training: TrainingRun): readonly number[] | undefined {
  const line = lineOf(training, 'rows');
  if (line === -1) return undefined;
  return training.hasRun(line) ? [...training.valueOf('rows').data] : [];
}

/** What each line of the iteration last computed. */
export function lineViews(training: TrainingRun): readonly (LineView | undefined)[] {
  return training.program.iteration.map((_, line) =>
    training.hasRun(line) ? lineView(training.resultOf(line)) : undefined,
  );
}

function lineView({ data }: Matrix): LineView {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const cell of data) {
    least = Math.min(least, cell);
    most = Math.max(most, cell);
  }
  return { least, most, cells: data.length <= FEW_CELLS ? data.slice() : new Float64Array(0) };
}

function lineOf({ program }: TrainingRun, name: string): number {
  return program.iteration.findLastIndex(({ target }) => target === name);
}
