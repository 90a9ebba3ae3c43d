import type { Phase } from './phases.ts';
import type { ScriptSource } from './source.ts';
import { isLeftAnywhere } from './stopping.ts';

/**
 * Whether a phase of a run has to define what the network makes of any examples before its iterations. Where the last one has
 * not, that can be said when all is done; in a run that may end in any of them each has to.
 */
export function definesForward(phases: readonly Phase[], { dataset, stop }: ScriptSource): (phase: Phase) => boolean {
  if (isLeftAnywhere(phases, stop)) return () => true;
  const isTested = dataset.test !== undefined;
  return (phase) => phase.program.evaluation !== undefined || (isTested && phase === phases.at(-1));
}
