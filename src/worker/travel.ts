import type { Position, TrainingRun } from '../engine/training-run.ts';
import type { Travel } from './protocol.ts';

/** Takes a run to another of its moments. Only a line forward can be new ground; everything else has been run before. */
export function travelTo(training: TrainingRun, travel: Travel): void {
  if (travel.to === 'line' && travel.by === 1) training.advance();
  else training.goTo(destination(training, travel));
}

function destination(training: TrainingRun, travel: Travel): Position {
  const { iteration, line, furthest } = training;
  switch (travel.to) {
    case 'line':
      if (line > 0) return { iteration, line: line - 1 };
      return iteration === 0
        ? { iteration, line }
        : { iteration: iteration - 1, line: training.program.iteration.length - 1 };
    case 'iterationBefore':
      return { iteration: line > 0 ? iteration : Math.max(0, iteration - 1), line: 0 };
    case 'iterations':
      return { iteration: within(iteration + travel.by, furthest), line: 0 };
    case 'iteration':
      return { iteration: within(travel.iteration, furthest), line: 0 };
    case 'newest':
      return { iteration: furthest, line: 0 };
  }
}

function within(iteration: number, furthest: number): number {
  return Math.max(0, Math.min(furthest, Math.round(iteration)));
}
