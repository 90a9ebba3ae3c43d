import { describe, expect, test } from 'vitest';
import { scoresOf } from '../../src/engine/scores.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { full } from '../full.ts';
import { finished, varied } from './run-scenario.ts';

async function drawn(name: string): Promise<Scenario> {
  const parsed = await readScenario(`scenarios/${name}.json`);
  if (!parsed.ok) throw new Error(`${name} cannot be read`);
  return parsed.scenario;
}

/** The fit on the test set at the end of a run. */
function testFit(scenario: Scenario): ReturnType<typeof scoresOf> {
  const { testRecord: tests } = finished(scenario);
  if (tests === undefined) throw new Error(`${scenario.name} has no test set`);
  return scoresOf(tests.prediction, tests.examples.targets, scenario.data.made?.dataset.classes !== undefined, false);
}

describe('scenarios with generated data', () => {
  test('pipes and bicycles are learned with hidden units, and not without them', async () => {
    const scenario = await drawn('pipes-and-bicycles');
    expect(testFit(scenario).accuracy).toBeGreaterThanOrEqual(0.95);
    const training = full ? {} : { iterations: 200 };
    const flat = varied(scenario, { network: { hidden: [], activation: ['sigmoid'] }, training });
    expect(testFit(flat).accuracy).toBeLessThan(0.65);
  });

  const whole = [
    { name: 'spirals', measure: 'accuracy', least: 0.9 },
    { name: 'bumps', measure: 'rSquared', least: 0.95 },
  ] as const;
  test.each(full ? whole : [])(
    '$name reaches a $measure of $least on its test set',
    async ({ name, measure, least }) => {
      expect(testFit(await drawn(name))[measure]).toBeGreaterThanOrEqual(least);
    },
  );
});
