import { expect, test } from 'vitest';
import { scenarioOf } from '../../src/cli/save.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { scenarioText } from '../../src/scenario/write.ts';
import { shipped } from '../scenarios/run-scenario.ts';

const saved = (name: string, more: object = {}) => {
  const scenario = shipped(name);
  const settings = { ...settingsOf(scenario), ...more };
  return { settings, scenario: scenarioOf(scenario, { seed: 7, settings, iterations: 50, log: [], watches: [] }) };
};

test.each(['momentum', 'dropout-follow-up', 'schedule', 'delta-trimming', 'mini-batches', 'initial-weights'])(
  'what is added to the network is saved with it: %s',
  (name) => {
    const { settings, scenario } = saved(`future-work/${name}`);
    const parsed = parseScenario(scenarioText(scenario));
    if (!parsed.ok) throw new Error('not valid');
    expect(settingsOf(parsed.scenario)).toEqual(settings);
    expect(parsed.scenario.training).toMatchObject({ seed: 7, iterations: 50 });
  },
);

test('what was taken away is not saved', () => {
  const { scenario } = saved('future-work/momentum', { optimizer: undefined, momentum: undefined });
  expect(scenarioText(scenario)).not.toContain('momentum"');
});

test('when to stop is kept', () => {
  const scenario = shipped('xor');
  const stop = { errorBelow: 0.01 };
  const kept = scenarioOf(
    { ...scenario, training: { ...scenario.training, stop } },
    { seed: 1, settings: settingsOf(scenario), iterations: 9, log: [], watches: [] },
  );
  expect(kept.training.stop).toEqual(stop);
});
