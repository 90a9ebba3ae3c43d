import type { Dataset } from '../../src/data/dataset.ts';
import { type SensibleSettings, sensibleSettings } from '../../src/data/sensible-settings.ts';
import { rowsOf } from '../../src/engine/matrix.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { learn } from './learned.ts';
import { regression } from './regressions.ts';
import { ridgeR2 } from './ridge-by-elimination.ts';
import { made } from './tables.ts';

/** r² on the test rows of a regression; the mean of the training rows has about 0. */
export interface Compared {
  /** Trained with the settings that a data file gets without a scenario. */
  readonly network: number;
  /** Ridge regression with the best of some penalties by leave-one-out. */
  readonly ridge: number;
  readonly hidden: readonly number[];
}

export function comparedOn(name: string, seed: number): Compared {
  const { train, test } = regression(name, seed);
  const settings = sensibleSettings(made(train, { test: { table: test } }).dataset);
  const { dataset } = made(train, { ...settings.data, test: { table: test } });
  const { hidden } = settings.network;
  const own = { ...settingsOf(scenarioOf(dataset, settings)), hidden };
  const { test: network } = learn(dataset, own, settings.training.iterations, settings.training.seed);
  return { network, ridge: ridgeR2(dataset), hidden };
}

/** A scenario file with these settings, parsed. */
export function scenarioOf({ train }: Dataset, { network, training }: SensibleSettings): Scenario {
  const data = { inputs: rowsOf(train.inputs), targets: rowsOf(train.targets) };
  const parsed = parseScenario(JSON.stringify({ name: 'sensible', data, network, training }));
  if (!parsed.ok) throw new Error(printFaults('sensible', parsed.faults).join('\n'));
  return parsed.scenario;
}
