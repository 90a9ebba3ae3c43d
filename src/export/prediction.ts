import type { Phase } from './phases.ts';
import type { ScriptSource } from './source.ts';
import { isLeftAnywhere } from './stopping.ts';

/** Whether a phase of a run needs lines of its own for what the network makes of any examples. */
export function needsPrediction(phases: readonly Phase[], { dataset, stop }: ScriptSource): (phase: Phase) => boolean {
  const mayBeLast = isLeftAnywhere(phases, stop) ? phases : phases.slice(-1);
  return (phase) => phase.program.evaluation !== undefined || (dataset.test !== undefined && mayBeLast.includes(phase));
}
