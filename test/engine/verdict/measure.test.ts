import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { isFlat, slopesOf } from '../../../src/engine/verdict/measure.ts';
import type { Verdict } from '../../../src/engine/verdict/verdict.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { XOR } from '../backends/interpret.ts';
import type { Rows } from '../backends/naive.ts';
import { verdictAfter } from './runs.ts';

function verdictOf(set: Partial<GivenSettings>, iterations: number, targets: Rows = XOR): Verdict {
  const settings = { layerSizes: [3, 4, 1], bias: true, learningRate: 0.05, ...set };
  return verdictAfter(iterations, { program: buildProgram(settings, 4), targets });
}

const layer = { weights: 'syn0', output: 'l1' };
const find = (values: Readonly<Record<string, readonly number[]>>) => (name: string) =>
  values[name] === undefined ? undefined : matrixFromRows([values[name]]);

describe('a slope', () => {
  test('is the derivative of the activation, from the output or from the sum', () => {
    const of = (activation: 'tanh' | 'relu' | 'swish' | 'linear' | 'softmax', values: Record<string, number[]>) => {
      const slopes = slopesOf({ ...layer, activation }, 'l1', find(values));
      return (Object.values(values)[0] as number[]).map((_, cell) => [slopes.at(cell), isFlat(slopes, cell)]);
    };
    expect(of('tanh', { l1: [0, 0.5, 0.99, -0.99] }).map(([, flat]) => flat)).toEqual([false, false, true, true]);
    expect(of('tanh', { l1: [0.5] })).toEqual([[0.75, false]]);
    expect(of('relu', { l1: [0, 0.5, 30] })).toEqual([
      [0, true],
      [1, false],
      [1, false],
    ]);
    expect(of('linear', { l1: [0, 1, -30] }).every(([slope, flat]) => slope === 1 && flat === false)).toBe(true);
    expect(of('swish', { l1_z: [0, -30] }).map(([slope, flat]) => [Number(slope).toFixed(3), flat])).toEqual([
      ['0.500', false],
      ['-0.000', true],
    ]);
    expect(of('softmax', { l1: [0.5, 0.999] }).map(([, flat]) => flat)).toEqual([false, true]);
  });

  test('is 1 when the loss cancels it', () => {
    const slopes = slopesOf({ ...layer, slopeCancels: true }, 'l1', find({ l1: [0.999999] }));
    expect([slopes.at(0), isFlat(slopes, 0)]).toEqual([1, false]);
  });
});

describe('a verdict', () => {
  test('does not call a linear output saturated that rests near 0 or 1 but wrong', () => {
    // The nearest plane is at 0 in the first two rows and at 1 in the others.
    const targets = [[0.3], [-0.3], [0.7], [1.3]];
    const set = { layerSizes: [3, 1], activations: ['linear'], learningRate: 0.1 } as const;
    const { kind, facts } = verdictOf(set, 20_000, targets);
    expect([kind, facts?.flat]).toEqual(['settled', 0]);
    expect(facts?.train?.unexplained).toBeCloseTo(facts?.train?.line as number, 9);
    expect(facts?.misses.map(({ slope }) => slope)).toEqual(facts?.misses.map(() => 1));
  });

  test('names targets out of range only for an activation with a range', () => {
    const targets = [[0], [0], [2], [2]];
    const causes = (activation: 'linear' | 'tanh') =>
      verdictOf({ layerSizes: [3, 1], activations: [activation], learningRate: 0.1 }, 10_000, targets).causes;
    expect(causes('linear')).toEqual([]);
    expect(causes('tanh')).toEqual([{ kind: 'outOfReach', activation: 'tanh', rows: [2, 3] }]);
  });

  test('calls relus that are 0 in every row dead, but not tanhs at 0 or 1', () => {
    const dead = verdictOf({ activations: ['relu', 'linear'], initial: -1, bias: false, learningRate: 1 }, 3000);
    expect(dead.causes).toContainEqual({ kind: 'deadLayer', layer: 'l1', activation: 'relu', units: 4 });
    // All weights 0: every tanh is 0, where it is steepest.
    const { causes } = verdictOf({ activations: ['tanh', 'linear'], initial: 0, bias: false }, 3000);
    expect(causes.map(({ kind }) => kind)).not.toContain('deadUnits');
    expect(causes.map(({ kind }) => kind)).not.toContain('flatRows');
  });

  test('does not blame the slopes of a sigmoid under binary cross-entropy', () => {
    const set = { layerSizes: [3, 1], loss: 'binary cross-entropy', learningRate: 400 } as const;
    expect(verdictOf(set, 3000).facts?.flat).toBe(0);
  });
});
