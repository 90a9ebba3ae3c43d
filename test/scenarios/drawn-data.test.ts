import { describe, expect, test } from 'vitest';
import { fitOf } from '../../src/engine/fit.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { finished, varied } from './run-scenario.ts';

async function drawn(name: string): Promise<Scenario> {
  const parsed = await readScenario(`scenarios/${name}.json`);
  if (!parsed.ok) throw new Error(`${name} cannot be read`);
  return parsed.scenario;
}

/** How well it does at its end on examples that it has never seen. */
function testFit(scenario: Scenario): ReturnType<typeof fitOf> {
  const { tests } = finished(scenario);
  if (tests === undefined) throw new Error(`${scenario.name} has nothing to be tested on`);
  return fitOf(tests.prediction, tests.examples.targets, scenario.data.made?.dataset.classes !== undefined, false);
}

describe('data that are drawn by a rule', () => {
  test('pipes and bicycles are told apart by hidden units, and by nothing without them', async () => {
    const scenario = await drawn('pipes-and-bicycles');
    expect(testFit(scenario).accuracy).toBeGreaterThanOrEqual(0.95);
    const flat = varied(scenario, { network: { hidden: [], activation: ['sigmoid'] } });
    expect(testFit(flat).accuracy).toBeLessThan(0.65);
  });

  test('spirals are told apart by two hidden layers', async () => {
    expect(testFit(await drawn('spirals')).accuracy).toBeGreaterThanOrEqual(0.9);
  });

  test('bumps are found with little left over', async () => {
    expect(testFit(await drawn('bumps')).rSquared).toBeGreaterThan(0.95);
  });
});
