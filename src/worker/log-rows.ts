import type { TrainingRun } from '../engine/run/training-run.ts';
import type { LogRow } from '../formats/run-log.ts';

/** Whether a log that tells of every so many iterations tells of this one; of the first it always does. */
export function isLogged(iteration: number, every: number): boolean {
  return iteration === 1 || iteration % every === 0;
}

/** What a log says of a run at the end of an iteration. */
export function logRowOf(run: TrainingRun, seconds: number): LogRow {
  const { iteration, epoch = iteration, alpha, history, tests } = run;
  const test = tests === undefined ? {} : { testError: tests.error };
  return { iteration, epoch, error: history.newest, ...test, learningRate: alpha, seconds: Number(seconds.toFixed(3)) };
}
