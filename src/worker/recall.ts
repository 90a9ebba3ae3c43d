import type { TrainingRun } from '../engine/training-run.ts';
import type { Moment } from './protocol.ts';
import { momentOf } from './snapshot.ts';

/** The world after so many iterations, or the most that were run. Afterwards the run is where it was. */
export function recall(training: TrainingRun, iteration: number): Moment {
  const then = { iteration: Math.min(iteration, training.furthest), line: 0 };
  return training.visit(then, () => momentOf(training));
}
