import type { SavedRun } from '../engine/observers/past.ts';
import type { Position } from '../engine/run/run.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import type { Travel } from './protocol.ts';

/**
 * Takes a run to another position. Only a line forward can be new ground; everything else has run before.
 * @returns true when such a line has completed an iteration.
 */
export function travelTo(training: TrainingRun, travel: Travel): boolean {
  const { iteration } = training;
  if (travel.to !== 'line') training.goTo(destination(training, travel));
  else if (travel.by === -1) goBackALine(training);
  else {
    training.advance();
    return training.iteration > iteration;
  }
  return false;
}

function goBackALine(training: TrainingRun): void {
  const { iteration, line } = training;
  if (line > 0) training.goTo({ iteration, line: line - 1 });
  else if (training.nearest(iteration - 1) === iteration - 1) {
    // The program of the iteration before is known only there: a change may have replaced it since.
    training.goTo({ iteration: iteration - 1, line: 0 });
    training.goTo({ iteration: iteration - 1, line: training.program.iteration.length - 1 });
  }
}

function destination(training: TrainingRun, travel: Exclude<Travel, { to: 'line' }>): Position {
  const { iteration, line, furthest } = training;
  switch (travel.to) {
    case 'iterationBefore':
      return { iteration: line > 0 ? iteration : training.nearest(iteration - 1), line: 0 };
    case 'iterations':
      return { iteration: training.nearest(Math.round(iteration + travel.by)), line: 0 };
    case 'iteration':
      return { iteration: training.nearest(Math.round(travel.iteration)), line: 0 };
    case 'newest':
      return { iteration: furthest, line: 0 };
  }
}

/** The run saved at the furthest iteration. Afterwards it is where it was. */
export function saveFurthest(training: TrainingRun): SavedRun {
  const { iteration, line, furthest } = training;
  if (line === 0 && iteration === furthest) return training.save();
  return training.visit({ iteration: furthest, line: 0 }, () => training.save());
}
