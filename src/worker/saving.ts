import { noneYet } from '../engine/run/stop.ts';
import type { Current } from './current-run.ts';
import { isTraining } from './current-run.ts';
import type { CheckpointReport } from './protocol.ts';

/** Iterations that are run before a run is saved: what was kept before them costs little to go on from. */
const PREPARATION = 2;

/** Somebody wants a run to be saved. */
export function askToSave(current: Current): void {
  const { iteration } = current.training;
  current.training.prepareToSave(iteration + 1);
  current.saveAt = iteration + 1 + PREPARATION;
}

/** Whether it is time to: after the preparation, or where nothing goes on. */
export function isToBeSaved(current: Current): boolean {
  const { saveAt, training } = current;
  return saveAt !== undefined && (training.iteration >= saveAt || !isTraining(current));
}

/** The run as far as it has come, wherever it stands; of one that has come to numbers that are not finite there is nothing. */
export function checkpointOf(current: Current, now: number): CheckpointReport {
  const { number: run, training, stopper, startedAt, stopReason: stopped, log } = current;
  training.checkFinite();
  if (training.diverged) return { type: 'checkpoint', run, log, underway: undefined };
  const { iteration, line, furthest } = training;
  const isAtTheEnd = line === 0 && iteration === furthest;
  const saved = isAtTheEnd ? training.save() : training.visit({ iteration: furthest, line: 0 }, () => training.save());
  const seconds = (now - startedAt) / 1000;
  return { type: 'checkpoint', run, log, underway: { saved, lowest: stopper?.lowest ?? noneYet, seconds, stopped } };
}
