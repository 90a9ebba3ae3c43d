/* The trainings of a script as the screen shows them. */

import { plainText } from '../scenario/plain-text.ts';
import type { DebugRun } from '../script/debug/debug-run.ts';
import { trainingNames } from '../script/debug/trainings.ts';
import type { TrainingView } from './protocol.ts';

/** The trainings that were reported: they are reported again when another one begins, and when one that is not shown has changed. */
export class TrainingsTold {
  #told = '';

  /** The trainings where they are other ones than those of the last call; undefined for the same, and for a single one. */
  news(debug: DebugRun): readonly TrainingView[] | undefined {
    const all = debug.trainings.all ?? [];
    const shown = debug.training - 1;
    const now =
      all.length < 2
        ? ''
        : all.map((own, at) => `${at === shown ? 'shown' : own.iterations} ${own.solvedAt} ${own.targets}`).join();
    if (now === this.#told) return undefined;
    this.#told = now;
    if (all.length < 2) return [];
    const names = trainingNames(all);
    return all.map(({ from, lines, iterations, solvedAt, errors, targets }, at) => {
      return { name: plainText(names[at] ?? ''), from, lines, iterations, solvedAt, curve: errors.curve(), targets };
    });
  }
}

/** Completed iterations of the script at the beginning of the training of the position. */
export function beginningOf({ trainings, training }: DebugRun): number {
  return trainings.at(training)?.from ?? 0;
}

/** Completed iterations of the script at the end of the training of the position; undefined where that is not known. */
export function endOf({ trainings, training, goal, iteration, run }: DebugRun): number | undefined {
  const next = trainings.at(training + 1);
  if (next !== undefined) return next.from;
  return run.ending === undefined ? goal : iteration;
}
