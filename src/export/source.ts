import type { Dataset } from '../data/dataset.ts';
import type { StopConditions } from '../engine/stopping.ts';
import type { PlannedEdits } from '../program/change.ts';
import type { NetworkSettings } from '../program/settings.ts';

/** What a script has to do: everything that makes a run the run it is. */
export interface ScriptSource {
  readonly name: string;
  readonly description: string;
  readonly settings: NetworkSettings;
  /** What is changed on the way, in order. */
  readonly plan: readonly PlannedEdits[];
  readonly dataset: Dataset;
  readonly seed: number;
  readonly iterations: number;
  /** Iterations from one printed error to the next, 0 for none. */
  readonly reportEvery: number;
  readonly stop: StopConditions;
}
