import type { Matrix } from '../engine/matrix.ts';
import type { TrainingRun } from '../engine/training-run.ts';
import { parameters } from '../program/program.ts';
import { viewOf } from './matrix-view.ts';
import type { LineView, Snapshot } from './protocol.ts';

/** A line's value travels whole up to this many cells; of a larger one only its extent. */
const FEW_CELLS = 16;

/** What a snapshot says of the run itself; the session knows the rest. */
type TrainingPart = Omit<Snapshot, 'type' | 'run' | 'request' | 'state' | 'goal' | 'rate' | 'lines'>;

export function trainingPart(training: TrainingRun): TrainingPart {
  const { program, iteration, line, furthest, error, solvedAt } = training;
  const predicted = hasRun(training, lineOf(training, program.roles.prediction));
  return {
    iteration,
    line,
    furthest,
    error,
    solvedAt,
    parameters: parameters(program).map((name) => viewOf(name, training.valueOf(name))),
    prediction: predicted ? training.valueOf(program.roles.prediction).data.slice() : new Float64Array(0),
    curve: training.history.curve(),
  };
}

/** What each line of the iteration last computed. */
export function lineViews(training: TrainingRun): readonly (LineView | undefined)[] {
  return training.program.iteration.map(({ target }, line) =>
    hasRun(training, line) ? lineView(training.valueOf(target)) : undefined,
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

function hasRun({ iteration, line }: TrainingRun, index: number): boolean {
  return iteration > 0 || index < line;
}

function lineOf({ program }: TrainingRun, name: string): number {
  return program.iteration.findLastIndex(({ target }) => target === name);
}
