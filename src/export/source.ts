import type { Dataset } from '../data/dataset.ts';
import { matrixFromRows } from '../engine/matrix.ts';
import type { NamedMatrix } from '../formats/stored-matrix.ts';
import type { TargetWords } from '../language/scaling.ts';
import type { StopConditions } from '../language/stop-conditions.ts';
import type { PlannedEdits } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { inputNames, plannedEdits, settingsOf, targetNames } from '../scenario/network.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import { targetWords } from '../scenario/target-words.ts';

/** Everything that determines a run, and so the script that repeats it. */
export interface ScriptSource {
  readonly name: string;
  readonly description: string;
  readonly settings: NetworkSettings;
  /** The planned changes, in order. */
  readonly plan: readonly PlannedEdits[];
  readonly dataset: Dataset;
  /** As in `TargetWords`. */
  readonly targetUnits?: readonly string[] | undefined;
  readonly seed: number;
  readonly iterations: number;
  /** Iterations between two printed errors; 0 for none. */
  readonly reportEvery: number;
  readonly stop: StopConditions;
}

/** A script, and the arrays that it reads from a .npz file of the same name beside it. */
export interface Script {
  readonly script: string;
  readonly data?: readonly NamedMatrix[];
}

/**
 * The source of the script of a scenario.
 * @param dataset the training set and the test set.
 */
export function sourceOf(
  scenario: Scenario,
  dataset: Dataset = scenario.data.made?.dataset ?? inlineDataset(scenario),
): ScriptSource {
  const { iterations, seed, reportEvery, stop = {} } = scenario.training;
  return {
    name: scenario.name,
    description: scenario.description ?? '',
    settings: settingsOf(scenario),
    plan: plannedEdits(scenario),
    dataset,
    targetUnits: targetWords(scenario).targetUnits,
    seed,
    iterations,
    reportEvery,
    stop,
  };
}

/** The words for the targets of a script. */
export function wordsOf({ dataset, targetUnits }: ScriptSource): TargetWords {
  const { targetNames, classes, targetScaling } = dataset;
  return { targetNames, classes, targetScaling, targetUnits: targetUnits?.map(plainText) };
}

/** The rows written in the scenario file. */
function inlineDataset(scenario: Scenario): Dataset {
  const { inputs, targets } = scenario.data;
  return {
    train: { inputs: matrixFromRows(inputs), targets: matrixFromRows(targets) },
    inputNames: inputNames(scenario),
    targetNames: targetNames(scenario),
  };
}
