import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsAfter } from '../../src/network/edits.ts';
import { type NetworkSettings, withDefaults } from '../../src/network/settings.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { plannedEdits, settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { setBetween } from '../../src/scenario/sections.ts';
import { changesOf, scenarioText } from '../../src/scenario/write.ts';
import { runs } from '../full.ts';
import { buildProgram } from '../network/build-program.ts';
import { completed, validScenario } from './any-scenario.ts';
import { anyTechniques } from './any-techniques.ts';

/** All numbers, with minus zero. */
const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });

const least = { name: 'OR', data: { inputs: [[0, 1]], targets: [[1]] } };

describe('the text of a scenario', () => {
  it('reads back as the same scenario, every number bit for bit', () => {
    fc.assert(
      fc.property(validScenario(anyFinite), (written) => {
        const scenario = completed(written);
        const text = scenarioText(scenario);
        expect(parseScenario(text)).toEqual({ ok: true, scenario, text });
        for (const [k, { at, set }] of scenario.changes.entries()) {
          expect(Object.keys((JSON.parse(text) as typeof scenario).changes[k]?.set ?? {})).toEqual(Object.keys(set));
          expect(at).toBeLessThanOrEqual(scenario.training.iterations);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it('keeps minus zero wherever there is one', () => {
    const scenario = completed({
      ...least,
      data: { inputs: [[-0]], targets: [[-0]] },
      training: { seed: -0, reportEvery: -0 },
      changes: [{ at: -0, set: { 'syn0[0,0]': -0 } }],
    });
    expect(parseScenario(scenarioText(scenario))).toMatchObject({ ok: true, scenario });
  });

  it('leaves out defaults', () => {
    expect(scenarioText(completed(least))).toBe(`{
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

  it('is laid out as a person would write it, in the order of the schema', () => {
    const scenario = completed({
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

  it('escapes any name', () => {
    for (const name of ['x', '', 'constructor', '__proto__']) {
      expect(JSON.parse(scenarioText(completed({ ...least, name })))).toHaveProperty('name', name);
    }
  });

  it.each(['xor', 'majority', 'correlation', 'xor-without-hidden-layer'])('of %s is the same scenario', (name) => {
    const parsed = parseScenario(readFileSync(`scenarios/${name}.json`, 'utf8'));
    if (!parsed.ok) throw new Error(`${name} is not valid`);
    expect(parseScenario(scenarioText(parsed.scenario))).toMatchObject({ ok: true, scenario: parsed.scenario });
  });
});

/** Two networks for the same data, each with any techniques. */
const twoNetworks = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })).chain(([width, rows]) => {
  const data = { inputs: Array(rows).fill([1, 0]), targets: Array(rows).fill(Array(width).fill(0)) };
  const one = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }).chain((hidden) =>
    fc
      .boolean()
      .chain((bias) =>
        fc.tuple(
          anyTechniques([2, ...hidden, width], rows, bias),
          fc.constant(bias),
          fc.double({ min: 1e-9, max: 9, noNaN: true }),
        ),
      )
      .map(([{ network, training }, bias, learningRate]): Scenario => {
        const begun = completed({ ...least, data, network: { hidden, bias }, training: { learningRate } });
        return {
          ...begun,
          network: { ...begun.network, ...network },
          training: { ...begun.training, ...training },
        };
      }),
  );
  return fc.tuple(one, one, one);
});

function read(text: string): Scenario {
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error(printFaults('it', parsed.faults).join('\n'));
  return parsed.scenario;
}

/** The settings after each change of a scenario. */
function settingsOnTheWay(scenario: Scenario) {
  let settings = settingsOf(scenario);
  return plannedEdits(scenario).map(({ edits }) => {
    settings = settingsAfter(settings, edits);
    return settings;
  });
}

describe('the changes of a file', () => {
  it('are read and written as the same, except for edits that change nothing', () => {
    fc.assert(
      fc.property(validScenario(anyFinite), (written) => {
        const scenario = completed(written);
        const changes = changesOf(plannedEdits(scenario), settingsOf(scenario), scenario.data.inputs.length);
        let rate = scenario.training.learningRate;
        const inTime = [...scenario.changes]
          .sort((one, other) => one.at - other.at)
          .flatMap(({ at, set: { learningRate: own, ...cells } }) => {
            const learningRate = own ?? rate;
            const set = learningRate === rate ? cells : { learningRate, ...cells };
            rate = learningRate;
            return Object.keys(set).length === 0 ? [] : [{ at, set }];
          });
        expect(changes).toEqual(inTime);
      }),
      { numRuns: runs(100) },
    );
  });

  it('may set every setting, and set it back', () => {
    fc.assert(
      fc.property(twoNetworks, (scenarios) => {
        const [begun, ...wanted] = scenarios.map(settingsOf) as [NetworkSettings, ...NetworkSettings[]];
        const all = [...wanted, begun];
        const plan = all.map((set, at) => ({ at, edits: [{ kind: 'settings', set } as const] }));
        const changes = changesOf(plan, begun, scenarios[0].data.inputs.length);
        const scenario = read(scenarioText({ ...scenarios[0], changes }));
        expect(scenario.changes).toEqual(changes);
        const onTheWay = new Map(changes.map(({ at }, index) => [at, settingsOnTheWay(scenario)[index]]));
        let before = begun;
        for (const [at, settings] of all.entries()) {
          before = onTheWay.get(at) ?? before;
          expect(setBetween(settings, before)).toEqual({});
          expect(buildProgram(before, 4)).toEqual(buildProgram(settings, 4));
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it('have the last of several edits of one setting', () => {
    const settings = withDefaults({ layerSizes: [1, 2, 1], bias: true, learningRate: 1 });
    const cell = { kind: 'cell', name: 'b0', row: 0, column: 1 } as const;
    const rate = (learningRate: number) => ({ kind: 'settings', set: { learningRate } }) as const;
    const edits = [{ ...cell, value: 1 }, rate(3), { ...cell, value: 2 }, rate(4)];
    expect(changesOf([{ at: 7, edits }], settings, 1)).toEqual([{ at: 7, set: { 'b0[0,1]': 2, learningRate: 4 } }]);
    expect(changesOf([{ at: 7, edits: [rate(1)] }], settings, 1)).toEqual([]);
  });

  it('have whole objects, and null for a technique that is switched off', () => {
    const settings = withDefaults({ layerSizes: [1, 2, 1], bias: false, learningRate: 1 });
    const set = (own: NetworkSettings, next: Partial<NetworkSettings>) =>
      changesOf([{ at: 1, edits: [{ kind: 'settings', set: next }] }], own, 4)[0]?.set;
    expect(
      set(settings, { clip: 'deltas by norm', schedule: 'step', batchSize: 2, optimizer: 'nesterov', dropout: 0.2 }),
    ).toEqual({
      dropout: { share: 0.2, form: 'corrected' },
      batch: { size: 2, order: 'sequence' },
      optimizer: { name: 'nesterov', momentum: 0.9 },
      clip: { what: 'deltas', by: 'norm', limit: 1 },
      schedule: { kind: 'step', every: 1000, factor: 0.5 },
    });
    const busy: NetworkSettings = { ...settings, clip: 'deltas', schedule: 'cosine', batchSize: 2, dropout: 0.2 };
    expect(set(busy, { clip: 'none', schedule: 'constant', batchSize: 0, layerSizes: [1, 1] })).toEqual({
      hidden: [],
      dropout: { share: 0, form: 'corrected' },
      batch: null,
      clip: null,
      schedule: null,
    });
  });

  it('leave out cells that the program does not have at that moment', () => {
    const settings = withDefaults({ layerSizes: [1, 2, 1], bias: false, learningRate: 1 });
    const cells = [0, 3].map((column) => ({ kind: 'cell', name: 'syn0', row: 0, column, value: 5 }) as const);
    const plan = [
      { at: 1, edits: [{ kind: 'settings', set: { layerSizes: [1, 4, 1] } } as const] },
      { at: 2, edits: cells },
    ];
    expect(changesOf(plan, settings, 1)[1]?.set).toEqual({ 'syn0[0,0]': 5, 'syn0[0,3]': 5 });
    expect(changesOf(plan.slice(1), settings, 1)[0]?.set).toEqual({ 'syn0[0,0]': 5 });
  });
});
