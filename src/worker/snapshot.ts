import type { Matrix } from '../engine/matrix.ts';
import type { TrainingRun } from '../engine/training-run.ts';
import { parameters } from '../program/program.ts';
import { viewOf } from './matrix-view.ts';
import type { LineView, Moment, Snapshot, WatchView } from './protocol.ts';

/** A line's value travels whole up to this many cells; of a larger one only its extent. */
const FEW_CELLS = 16;

/** What a snapshot says of the run itself; the session knows the rest. */
type TrainingPart = Omit<
  Snapshot,
  'type' | 'run' | 'request' | 'state' | 'goal' | 'stopReason' | 'log' | 'rate' | 'lines'
>;

export function trainingPart(training: TrainingRun): TrainingPart {
  const { line, furthest, solvedAt, changed, verdict, offender, alpha, epoch } = training;
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

export function momentOf(training: TrainingRun): Moment {
  const { program, iteration, error } = training;
  const { evaluation, roles } = program;
  const predicted = training.isPredicted(lineOf(training, roles.prediction));
  if (predicted) training.evaluate();
  return {
    iteration,
    error,
    parameters: parameters(program).map((name) => viewOf(name, training.valueOf(name))),
    prediction: predicted
      ? training.valueOf(evaluation?.prediction ?? roles.prediction).data.slice()
      : new Float64Array(0),
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
