import type { Position } from '../engine/run/run.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import type { Travel } from './protocol.ts';

/**
 * Takes a run to another of its moments. Only a line forward can be new ground; everything else has been run before.
 * @returns whether such a line has completed an iteration, as running one does.
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
    // Which lines the iteration before had is known there: a change may have brought others since.
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
