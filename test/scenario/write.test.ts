import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedEdits } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { editSet, scenarioText } from '../../src/scenario/write.ts';
import { validScenario, withDefaults } from './any-scenario.ts';

/** Minus zero among them. */
const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });

const least = { name: 'OR', data: { inputs: [[0, 1]], targets: [[1]] } };

describe('the text of a scenario', () => {
  it('reads back as the same scenario, every number bit for bit', () => {
    fc.assert(
      fc.property(validScenario(anyFinite), (written) => {
        const scenario = withDefaults(written);
        const text = scenarioText(scenario);
        expect(parseScenario(text)).toEqual({ ok: true, scenario, text });
        for (const [k, { at, set }] of scenario.changes.entries()) {
          expect(Object.keys((JSON.parse(text) as typeof scenario).changes[k]?.set ?? {})).toEqual(Object.keys(set));
          expect(at).toBeLessThanOrEqual(scenario.training.iterations);
        }
      }),
      { seed: 21, numRuns: 500 },
    );
  });

  it('keeps minus zero wherever there is one', () => {
    const scenario = withDefaults({
      ...least,
      data: { inputs: [[-0]], targets: [[-0]] },
      training: { seed: -0, reportEvery: -0 },
      changes: [{ at: -0, set: { 'syn0[0,0]': -0 } }],
    });
    expect(parseScenario(scenarioText(scenario))).toMatchObject({ ok: true, scenario });
  });

  it('says nothing that goes without saying', () => {
    expect(scenarioText(withDefaults(least))).toBe(`{
  "name": "OR",
  "data": {
    "inputs": [
      [0, 1]
    ],
    "targets": [
      [1]
    ]
  }
}
`);
  });

  it('is laid out as a person would do it, in the order of the schema', () => {
    const scenario = withDefaults({
      watches: ['l1_delta', 'mean(abs(l2_error)) < 0.01'],
      changes: [
        { at: 2000, set: { 'syn0[0,2]': 0, learningRate: 1 } },
        { at: 1000, set: { learningRate: 10 } },
      ],
      playback: { speed: 'unlimited' },
      training: { iterations: 60_000, seed: 7, learningRate: 0.5 },
      network: { bias: true, hidden: [3, 2] },
      data: { inputNames: ['a', '"b"'], targets: [[1], [0.5]], inputs: least.data.inputs.concat([[1, 1]]) },
      description: 'One or\nthe other',
      name: 'OR',
      $schema: './scenario.schema.json',
    });
    expect(scenarioText(scenario)).toBe(`{
  "$schema": "./scenario.schema.json",
  "name": "OR",
  "description": "One or\\nthe other",
  "data": {
    "inputs": [
      [0, 1],
      [1, 1]
    ],
    "targets": [
      [1],
      [0.5]
    ],
    "inputNames": ["a", "\\"b\\""]
  },
  "network": { "hidden": [3, 2], "bias": true },
  "training": { "learningRate": 0.5, "seed": 7 },
  "playback": { "speed": "unlimited" },
  "changes": [
    { "at": 2000, "set": { "syn0[0,2]": 0, "learningRate": 1 } },
    { "at": 1000, "set": { "learningRate": 10 } }
  ],
  "watches": [
    "l1_delta",
    "mean(abs(l2_error)) < 0.01"
  ]
}
`);
  });

  it('names a scenario whatever its name is', () => {
    for (const name of ['x', '', 'constructor', '__proto__']) {
      expect(JSON.parse(scenarioText(withDefaults({ ...least, name })))).toHaveProperty('name', name);
    }
  });

  it.each(['xor', 'majority', 'correlation', 'xor-without-hidden-layer'])('of %s is the same scenario', (name) => {
    const parsed = parseScenario(readFileSync(`scenarios/${name}.json`, 'utf8'));
    if (!parsed.ok) throw new Error(`${name} is not valid`);
    expect(parseScenario(scenarioText(parsed.scenario))).toMatchObject({ ok: true, scenario: parsed.scenario });
  });
});

describe('what a change sets', () => {
  it('comes back from its edits as it was written', () => {
    fc.assert(
      fc.property(validScenario(anyFinite), (written) => {
        const scenario = withDefaults(written);
        const inTime = [...scenario.changes].sort((one, other) => one.at - other.at);
        const again = plannedEdits(scenario).map(({ at, edits }) => ({ at, set: editSet(edits) }));
        expect(again).toEqual(inTime);
      }),
      { seed: 22, numRuns: 300 },
    );
  });

  it('is the last of edits of the same thing', () => {
    const cell = { kind: 'cell', name: 'b0', row: 0, column: 1 } as const;
    const rate = (learningRate: number) => ({ kind: 'settings', set: { learningRate } }) as const;
    expect(editSet([{ ...cell, value: 1 }, rate(3), { ...cell, value: 2 }, rate(4)])).toEqual({
      'b0[0,1]': 2,
      learningRate: 4,
    });
    expect(editSet([{ kind: 'settings', set: {} }])).toEqual({});
  });
});
