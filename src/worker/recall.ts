import type { TrainingRun } from '../engine/run/training-run.ts';
import type { Mark, Recollection } from './protocol.ts';
import { momentOf } from './snapshot.ts';

/** The world as it was marked, or the farthest that was run. Afterwards the run is where it was. */
export function recall(
  training: TrainingRun,
  { iteration, changes }: Mark,
): Omit<Recollection, 'type' | 'run' | 'mark'> {
  const then = { iteration: Math.min(iteration, training.furthest), line: 0, changes };
  return training.visit(then, () => ({ ...momentOf(training), layers: training.program.roles.layers }));
}
