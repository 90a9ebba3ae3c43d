import type { TrainingRun } from '../engine/training-run.ts';
import type { Moment } from './protocol.ts';
import { momentOf } from './snapshot.ts';

/** The world after so many iterations, or the most that were run. Afterwards the run is where it was. */
export function recall(training: TrainingRun, iteration: number): Moment {
  const here = { iteration: training.iteration, line: training.line };
  training.goTo({ iteration: Math.min(iteration, training.furthest), line: 0 });
  const moment = momentOf(training);
  training.goTo(here);
  return moment;
}
