import { settingsAfter } from '../program/change.ts';
import { type Refusal, refusals, targetFacts } from '../program/combinations.ts';
import type { NetworkSettings } from '../program/settings.ts';
import type { Finding } from './finding.ts';
import { limits } from './limits.ts';
import { type Path, valueAt } from './json/path.ts';
import { plannedChanges, settingsOf } from './network.ts';
import type { Scenario } from './schema.ts';
import { described } from './wording.ts';

/** Where a file says what a setting is. */
const paths: Readonly<Partial<Record<keyof NetworkSettings, Path>>> = {
  activations: ['network', 'activation'],
  initial: ['network', 'initial', 'weights'],
  dropout: ['network', 'dropout'],
  batchNorm: ['network', 'batchNorm'],
  loss: ['training', 'loss'],
  batchSize: ['training', 'batch', 'size'],
};

/** Settings that only some values of another give a meaning. */
const idle: readonly {
  readonly setting: keyof NetworkSettings;
  readonly path: Path;
  readonly works: (settings: NetworkSettings) => boolean;
  readonly reason: string;
}[] = [
  {
    setting: 'momentum',
    path: ['training', 'optimizer', 'momentum'],
    works: ({ optimizer }) => optimizer === 'momentum' || optimizer === 'nesterov',
    reason: 'only the optimizers momentum and nesterov have one',
  },
  {
    setting: 'clipLimit',
    path: ['training', 'clip', 'limit'],
    works: ({ clip }) => clip !== undefined,
    reason: 'nothing is trimmed without "clip" in training',
  },
  {
    setting: 'scheduleEvery',
    path: ['training', 'schedule', 'every'],
    works: ({ schedule }) => schedule === 'step' || schedule === 'cosine',
    reason: 'only the schedules step and cosine have one',
  },
  {
    setting: 'scheduleFactor',
    path: ['training', 'schedule', 'factor'],
    works: ({ schedule }) => schedule === 'step' || schedule === 'exponential',
    reason: 'only the schedules step and exponential have one',
  },
];

/** What is wrong with the settings of a scenario together, where each is right by itself; of its changes too. */
export function combinationFindings(scenario: Scenario): readonly Finding[] {
  const settings = settingsOf(scenario);
  const facts = targetFacts(scenario.data.targets);
  const { activation } = scenario.network;
  const layers = settings.layerSizes.length - 1;
  // One name is for all layers; a list of one is a list that is too short.
  const shortList: Finding[] =
    Array.isArray(activation) && activation.length < Math.min(2, layers)
      ? [numberOfActivations(layers, activation.length)]
      : [];
  const own = [
    ...shortList,
    ...refusals(settings, facts).map((refused) => told(refused, pathOf(refused, scenario))),
    ...idle
      .filter(({ path, works }) => valueAt(scenario, path) !== undefined && !works(settings))
      .map(({ path, reason }) => unused(path, valueAt(scenario, path), reason)),
  ];
  return own.length > 0 ? own : changeFindings(scenario, settings, facts);
}

function changeFindings(
  scenario: Scenario,
  begun: NetworkSettings,
  facts: ReturnType<typeof targetFacts>,
): readonly Finding[] {
  const findings: Finding[] = [];
  let settings = begun;
  for (const { index, edits } of plannedChanges(scenario)) {
    settings = settingsAfter(settings, edits);
    const set = scenario.changes[index]?.set ?? {};
    const changed = Object.keys(set);
    for (const refused of refusals(settings, facts, changed)) {
      const key = changed.includes(refused.setting) ? refused.setting : 'batchSize';
      findings.push(told(refused, ['changes', index, 'set', key]));
    }
    for (const { setting, works, reason } of idle) {
      if (!changed.includes(setting) || works(settings)) continue;
      const path = ['changes', index, 'set', setting];
      findings.push(unused(path, valueAt(scenario, path), reason));
    }
    if (findings.length > limits.faults) break;
  }
  return findings;
}

function told({ expected, found, reason }: Refusal, path: Path): Finding {
  return { path, expected, found, advice: reason };
}

/** The place of what is refused, or of what it is in: a file need not have a word on it. */
function pathOf({ setting, index }: Refusal, scenario: Scenario): Path {
  const path = paths[setting] ?? [];
  const inner = index === undefined ? path : [...path, index];
  return valueAt(scenario, inner) === undefined ? path : inner;
}

function unused(path: Path, value: unknown, reason: string): Finding {
  return { path, expected: 'no value here', found: described(value), advice: reason };
}

function numberOfActivations(layers: number, found: number): Finding {
  const expected = `${layers}, one for each layer after the inputs`;
  return { path: ['network', 'activation'], expected, found: String(found) };
}
