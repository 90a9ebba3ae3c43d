import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { Judge, type Judged } from '../../../src/engine/observers/judge.ts';
import { unitsIn } from '../../../src/engine/verdict/causes-of-layers.ts';
import { slopesOf } from '../../../src/engine/verdict/measure.ts';
import type { Cause, Verdict } from '../../../src/engine/verdict/verdict.ts';
import { buildProgram } from '../../network/build-program.ts';
import { CORRELATION, INPUTS, XOR } from '../backends/interpret.ts';
import type { Rows } from '../backends/naive.ts';
import { type RunSettings, verdictAfter } from './runs.ts';

function causesAfter(iterations: number, settings: RunSettings): readonly Cause[] {
  return verdictAfter(iterations, settings).causes;
}

/** The verdict on a network whose hidden values (rows × units) and predictions never change. */
function verdictOnStill(hidden: Rows, predictions: Rows, targets: Rows = XOR, inputs: Rows = INPUTS): Verdict {
  const units = hidden[0]?.length ?? 0;
  const program = buildProgram({ layerSizes: [3, units, 1], bias: true, learningRate: 1 }, inputs.length);
  const errors = predictions.map(([prediction], row) => [(targets[row]?.[0] ?? 0) - (prediction ?? 0)]);
  const values = { l0: inputs, X: inputs, y: targets, l1: hidden, l2: predictions, l2_error: errors };
  const matrices = new Map(Object.entries(values).map(([name, rows]) => [name, matrixFromRows(rows)]));
  const run: Judged & { iteration: number } = {
    program,
    iteration: 0,
    error: 0.5,
    machine: {
      evaluates: false,
      hasCarriedError: false,
      drawsInIteration: false,
      work: 1,
      spacing: { apart: 1, early: 16 },
      largestMiss: () => Math.max(...errors.map(([error]) => Math.abs(error as number))),
      sampleErrors: () => Float64Array.from(errors, ([error]) => error as number),
    },
    evaluate: () => {},
    valueOf: (name) => matrices.get(name) ?? matrixFromRows([[0]]),
  };
  const judge = new Judge(run);
  while (run.iteration < 2000) {
    run.iteration++;
    judge.onIteration();
  }
  return judge.verdict as Verdict;
}

describe('why a run is stuck', () => {
  test('no hidden layer, with the largest correlation of an input with the target', () => {
    expect(causesAfter(5000, { hidden: [] })).toEqual([{ kind: 'noHiddenLayer', correlation: 0 }]);
    const implication = [[0], [1], [0], [0]];
    const inputs = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    expect(causesAfter(5000, { hidden: [], inputs, targets: implication, alpha: 0.5, bias: false })).toEqual([
      { kind: 'zeroInputs', activation: 'sigmoid', rows: [0] },
    ]);
    const both = causesAfter(5000, { hidden: [], inputs, targets: XOR });
    expect(both).toEqual([
      { kind: 'noHiddenLayer', correlation: 0 },
      { kind: 'zeroInputs', activation: 'sigmoid', rows: [0] },
    ]);
  });

  test('vanishing gradients, with the deltas of the first layer as a share of the last', () => {
    const deep = verdictAfter(5000, { hidden: Array<number>(16).fill(4) });
    expect(deep.causes).toEqual([
      { kind: 'vanishingDeltas', layer: 'l1', last: 'l17', share: expect.any(Number), sigmoids: true },
    ]);
    expect(deep.causes[0]).toHaveProperty('share', expect.closeTo(0, 6));
    // Tanh does not help this many layers.
    expect(deep.remedies).toEqual([{ kind: 'fewerLayers', from: 16, to: 1 }]);
    expect(verdictAfter(5000, { hidden: Array<number>(6).fill(4) }).remedies).toEqual([
      { kind: 'fewerLayers', from: 6, to: 1 },
      { kind: 'hiddenActivation', to: 'tanh' },
    ]);
    const layers = { layerSizes: [3, ...Array<number>(16).fill(4), 1], bias: false, learningRate: 1 };
    const activations = [...Array<'relu'>(16).fill('relu'), 'sigmoid' as const];
    const rectified = verdictAfter(5000, { program: buildProgram({ ...layers, activations, initial: 0.01 }, 4) });
    expect(rectified.remedies.map(({ kind }) => kind)).not.toContain('hiddenActivation');
  });

  test('rows that have the same values in the hidden layer', () => {
    const within = 0.05;
    const [first] = causesAfter(20_000, { hidden: [2], seed: 1 });
    expect(first).toEqual({ kind: 'rowsAlike', layer: 'l1', rows: [1, 3], within });
    const [three] = causesAfter(20_000, { hidden: [2], seed: 5 });
    expect(three).toEqual({ kind: 'rowsAlike', layer: 'l1', rows: [1, 2, 3], within });
  });

  test('rows in which every hidden unit is flat', () => {
    expect(causesAfter(20_000, { hidden: [2], seed: 16 })).toEqual([
      { kind: 'flatRows', layer: 'l1', rows: [3], slope: 0.01 },
    ]);
  });

  test('layer by layer, only rows that no earlier layer explains', () => {
    const causes = causesAfter(3000, { hidden: [2, 2], seed: 2 });
    expect(causes.filter(({ kind }) => kind === 'rowsAlike')).toEqual([
      { kind: 'rowsAlike', layer: 'l1', rows: [2, 3], within: 0.05 },
      { kind: 'rowsAlike', layer: 'l2', rows: [0, 1, 2, 3], within: 0.05 },
    ]);
  });

  test('dead units, and steps that jumped', () => {
    const causes = causesAfter(20_000, { alpha: 100 });
    expect(causes.map(({ kind }) => kind)).toEqual(['largeSteps', 'flatRows', 'deadUnits']);
    expect(causes[2]).toEqual({
      kind: 'deadUnits',
      layer: 'l1',
      activation: 'sigmoid',
      units: [3],
      of: 4,
      slope: 0.01,
    });
    expect(causes[0]).toMatchObject({ kind: 'largeSteps', alpha: 100, update: 36 });
  });

  test('alike units, but not dead ones', () => {
    const hidden = [
      [0.2, 0.2, 0.4, 0],
      [0.9, 0.9, 0.4, 0],
      [0.6, 0.6, 0.7, 0],
      [0.4, 0.4, 0.9, 0],
    ];
    const half = XOR.map(() => [0.5]);
    expect(verdictOnStill(hidden, half)).toMatchObject({
      kind: 'stuck',
      causes: [
        { kind: 'deadUnits', layer: 'l1', units: [3], of: 4 },
        { kind: 'alikeUnits', layer: 'l1', units: [0, 1], within: 0.01 },
      ],
    });
  });

  test('all dead units of a wide layer, as the gauges count them', () => {
    const hidden = [0.2, 0.9, 0.6, 0.4].map((value) => [value, 1 - value, ...Array<number>(12).fill(0.999)]);
    const half = XOR.map(() => [0.5]);
    const dead = verdictOnStill(hidden, half).causes.find(({ kind }) => kind === 'deadUnits');
    const units = Array.from({ length: 12 }, (_, unit) => unit + 2);
    expect(dead).toMatchObject({ units, of: 14 });
    const layer = { name: 'l1', value: matrixFromRows(hidden) };
    const slopes = slopesOf({ weights: 'syn0', output: 'l1' }, 'l1', () => layer.value);
    expect(unitsIn({ ...layer, slopes })).toEqual({ units: 14, saturated: 48 / 56, dead: 12 });
  });

  test('a plateau when no row is flat and no unit is dead or a copy', () => {
    const hidden = [
      [0.2, 0.8],
      [0.9, 0.3],
      [0.6, 0.7],
      [0.4, 0.1],
    ];
    const { causes, remedies } = verdictOnStill(
      hidden,
      XOR.map(() => [0.5]),
    );
    expect(causes).toEqual([{ kind: 'plateau', quickening: false }]);
    expect(remedies).toEqual([{ kind: 'addHiddenUnits', hidden: 0, layer: 'l1', from: 2, to: 4 }, { kind: 'reseed' }]);
  });

  test('a plateau that may end soon, because progress quickens', () => {
    expect(causesAfter(1500, { hidden: [2], seed: 51 })).toEqual([{ kind: 'plateau', quickening: true }]);
  });

  test('equal inputs with different targets, without a remedy', () => {
    const settings = { inputs: [...INPUTS, [1, 0, 1]], targets: [...CORRELATION, [0]] };
    const { kind, causes, remedies, facts } = verdictAfter(20_000, settings);
    expect([kind, causes, remedies]).toEqual([
      'stuck',
      [{ kind: 'alikeInputs', rows: [2, 4], conflicting: 2, of: 5 }],
      [],
    ]);
    expect(facts?.misses.map(({ row }) => row).sort()).toEqual([2, 4]);
  });

  test('inputs so large that they saturate the first layer', () => {
    const inputs = INPUTS.map((row) => row.map((cell) => 255 * cell));
    const { kind, causes } = verdictAfter(5000, { inputs });
    expect(kind).toBe('stuck');
    expect(causes.at(-1)).toEqual({ kind: 'largeInputs', largest: 255, saturates: 'sigmoid' });
  });
});

describe('why a run is saturated', () => {
  test('slopes near 0 at wrong predictions, and the step that led there', () => {
    const { causes, remedies } = verdictAfter(2000, { alpha: 1000 });
    expect(causes.map(({ kind }) => kind)).toEqual(['flatOutputs', 'largeSteps']);
    expect(causes[0]).toMatchObject({ slope: expect.toSatisfy((slope: number) => slope < 1e-5) });
    expect(remedies).toEqual([{ kind: 'lowerAlpha', from: 1000, to: 10 }]);
  });

  test('a target outside the range of a sigmoid', () => {
    const { kind, causes, remedies } = verdictAfter(20_000, { targets: [[0], [0], [2], [1]] });
    expect([kind, causes, remedies]).toEqual([
      'saturated',
      [{ kind: 'outOfReach', activation: 'sigmoid', rows: [2] }],
      [{ kind: 'outputActivation', to: 'linear', alpha: 0.05 }],
    ]);
  });
});

test('a diverged run names the weights that become non-finite', () => {
  const { kind, causes, remedies } = verdictAfter(2, { hidden: [], targets: [[0], [1e308], [0], [1]], alpha: 1e9 });
  expect([kind, causes, remedies]).toEqual([
    'diverged',
    [{ kind: 'notFinite', name: 'syn0' }],
    [{ kind: 'lowerAlpha', from: 1e9, to: 10 }],
  ]);
});

describe('remedies', () => {
  test('add a bias only when there is none', () => {
    const stuck = { hidden: [2], seed: 1 };
    expect(verdictAfter(20_000, stuck).remedies.map(({ kind }) => kind)).toEqual([
      'addHiddenUnits',
      'addBias',
      'reseed',
    ]);
    const half = XOR.map(() => [0.5]);
    const withBias = verdictOnStill(
      XOR.map(() => [0.5, 0.5]),
      half,
    );
    expect(withBias.remedies.map(({ kind }) => kind)).toEqual(['addHiddenUnits', 'reseed']);
  });

  test('begin with alpha when a step jumped', () => {
    expect(verdictAfter(5000, { alpha: 100 }).remedies[0]).toEqual({ kind: 'lowerAlpha', from: 100, to: 10 });
  });
});
