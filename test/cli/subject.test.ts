import { expect, test } from 'vitest';
import { shownSubject, subjectOf } from '../../src/cli/subject.ts';
import { makeData } from '../../src/scenario/make-data.ts';
import { askedData, parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

function scenarioOf(data: object): Scenario {
  const text = JSON.stringify({ name: 'prices', data, network: { hidden: [2] } });
  const asked = askedData(text);
  const making = asked && makeData(asked, () => ({ ok: false, expected: 'rows', found: 'a file' }));
  const parsed = parseScenario(text, making?.ok === true ? making.made : undefined);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scenario;
}

const inputs = [[0], [1], [2]];
const targets = [[10], [20], [30]];

test('a subject has names and units of its targets, and how they are scaled', () => {
  const scenario = scenarioOf({ inputs, targets, targetNames: ['price (€)'], scaleTargets: 'min-max' });
  expect(subjectOf(scenario)).toMatchObject({
    targetNames: ['price (€)'],
    targetUnits: ['€'],
    targetScaling: { shift: Float64Array.of(10), unit: Float64Array.of(20), kind: 'min-max' },
  });
});

test('targets have a unit where they have a given name, and where they are scaled', () => {
  expect(subjectOf(scenarioOf({ inputs, targets, targetNames: ['price'] })).targetUnits).toEqual(['price']);
  expect(subjectOf(scenarioOf({ inputs, targets })).targetUnits).toBeUndefined();
  expect(subjectOf(scenarioOf({ inputs, targets, scaleTargets: 'standard' })).targetUnits).toEqual(['y']);
  expect(subjectOf(scenarioOf({ generate: 'sine', examples: 8 })).targetUnits).toBeUndefined();
});

test('targets of 0 and 1 and classes have no unit', () => {
  const bits = [[0], [1], [1]];
  expect(subjectOf(scenarioOf({ inputs, targets: bits, targetNames: ['paid'] })).targetUnits).toBeUndefined();
  const classes = ['no', 'yes'];
  expect(subjectOf(scenarioOf({ inputs, targets: bits, targetNames: ['paid'], classes })).targetUnits).toBeUndefined();
});

test('the names of a shown subject are safe for the terminal', () => {
  const scenario = scenarioOf({ inputs, targets, targetNames: ['price (€)'] });
  const shown = shownSubject(scenario, [], (text) => text.replace('€', '?'));
  expect([shown.targetNames, shown.targetUnits]).toEqual([['price (?)'], ['?']]);
});

test('a description is of the seed in the file, where a run has another', () => {
  const scenario = scenarioOf({ inputs, targets });
  const { seed } = scenario.training;
  const describedSeedOf = (...own: [] | [number]) => shownSubject(scenario, [], String, ...own).describedSeed;
  expect([describedSeedOf(), describedSeedOf(seed), describedSeedOf(seed + 1)]).toEqual([
    undefined,
    undefined,
    seed + 1,
  ]);
});
