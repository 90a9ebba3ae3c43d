import type { Program, Statement } from '../program/program.ts';
import type { Phase } from './phases.ts';
import type { ScriptSource } from './source.ts';
import { isLeftAnywhere } from './stopping.ts';

/** The lines that make a prediction of any examples X, and the name that holds it; they change nothing. */
export function predictionLines({ evaluation, iteration, roles }: Program): {
  readonly lines: readonly Statement[];
  readonly result: string;
} {
  if (evaluation !== undefined) {
    const lines = evaluation.lines.filter(({ target }) => target !== evaluation.error);
    return { lines, result: evaluation.prediction };
  }
  const first = iteration.findIndex(({ target }) => target === roles.inputs);
  const last = iteration.findIndex(({ target }) => target === roles.prediction);
  return { lines: iteration.slice(first, last + 1), result: roles.prediction };
}

/** Whether a phase of a run needs lines of its own for what the network makes of any examples. */
export function needsPrediction(phases: readonly Phase[], { dataset, stop }: ScriptSource): (phase: Phase) => boolean {
  const mayBeLast = isLeftAnywhere(phases, stop) ? phases : phases.slice(-1);
  return (phase) => phase.program.evaluation !== undefined || (dataset.test !== undefined && mayBeLast.includes(phase));
}
