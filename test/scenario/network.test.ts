import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withDefaults } from '../../src/network/settings.ts';
import {
  inputNames,
  layerSizes,
  plannedEdits,
  programOf,
  settingsOf,
  targetNames,
} from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { buildProgram } from '../network/build-program.ts';

function shipped(name: string): Scenario {
  const parsed = parseScenario(readFileSync(`scenarios/${name}.json`, 'utf8'));
  if (!parsed.ok) throw new Error(`${name} is not valid`);
  return parsed.scenario;
}

function withoutNames(scenario: Scenario): Scenario {
  const { inputs, targets } = scenario.data;
  return { ...scenario, data: { inputs, targets } };
}

it('a network has layers for inputs, hidden units and outputs', () => {
  expect(layerSizes(shipped('xor'))).toEqual([3, 4, 1]);
  expect(layerSizes(shipped('xor-without-hidden-layer'))).toEqual([3, 1]);
  expect(layerSizes(shipped('majority'))).toEqual([3, 3, 2]);
});

it('columns have the names that the scenario gives them', () => {
  expect(inputNames(shipped('majority'))).toEqual(['a', 'b', 'c']);
  expect(targetNames(shipped('majority'))).toEqual(['most', 'all']);
});

it('columns without names are numbered, and a single target is y', () => {
  expect(inputNames(withoutNames(shipped('xor')))).toEqual(['x1', 'x2', 'x3']);
  expect(targetNames(withoutNames(shipped('xor')))).toEqual(['y']);
  expect(targetNames(withoutNames(shipped('majority')))).toEqual(['y1', 'y2']);
});

it('the program has the shapes of the data, and biases and alpha where they are set', () => {
  const xor = programOf(shipped('xor'));
  expect(xor.given).toEqual([
    { name: 'X', shape: { rows: 4, columns: 3 } },
    { name: 'y', shape: { rows: 4, columns: 1 } },
  ]);
  expect(xor.roles.layers).toEqual([
    { weights: 'syn0', output: 'l1' },
    { weights: 'syn1', output: 'l2' },
  ]);
  const majority = programOf(shipped('majority'));
  expect(majority.roles.layers.map(({ bias }) => bias)).toEqual(['b0', 'b1']);
  expect(majority.setup.map(({ target }) => target)).toContain('alpha');
});

it('the program is built from the settings of the scenario', () => {
  expect(settingsOf(shipped('majority'))).toEqual(
    withDefaults({ layerSizes: [3, 3, 2], bias: true, learningRate: 0.5 }),
  );
  expect(buildProgram(settingsOf(shipped('majority')), 8)).toEqual(programOf(shipped('majority')));
});

it('edits are in the order of iterations, and of the file at one iteration', () => {
  const changes = [
    { at: 2000, set: { 'syn0[0,2]': 0, learningRate: 1 } },
    { at: 0, set: { 'syn1[3,0]': -1.5 } },
    { at: 2000, set: { learningRate: 2 } },
  ];
  expect(plannedEdits({ ...shipped('xor'), changes })).toEqual([
    { at: 0, edits: [{ kind: 'cell', name: 'syn1', row: 3, column: 0, value: -1.5 }] },
    {
      at: 2000,
      edits: [
        { kind: 'cell', name: 'syn0', row: 0, column: 2, value: 0 },
        { kind: 'settings', set: { learningRate: 1 } },
      ],
    },
    { at: 2000, edits: [{ kind: 'settings', set: { learningRate: 2 } }] },
  ]);
});
