import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ActivationName,
  activations,
  type Curve,
  curveOfSlopes,
  curveOfValues,
  curves,
  saturates,
} from '../../src/language/activations.ts';
import { elementwise } from '../../src/language/functions.ts';

const all = Object.values(curves) as readonly Curve[];
const sums = Array.from({ length: 80_001 }, (_, k) => (k - 40_000) / 1000);

describe.each(all.map((curve) => [curve.value, curve] as const))('%s', (_name, curve) => {
  const f = elementwise[curve.value];
  const slopeAt = (z: number): number => elementwise[curve.slope](curve.slopeOf === 'sum' ? z : f(z));

  test('has the slope of its values', () => {
    const anySum = fc.double({ min: -6, max: 6, noNaN: true }).filter((z) => Math.abs(z) > 1e-3);
    fc.assert(
      fc.property(anySum, (z) => {
        expect(slopeAt(z)).toBeCloseTo((f(z + 1e-5) - f(z - 1e-5)) / 2e-5, 5);
      }),
      { numRuns: 200 },
    );
  });

  test('is found by its values and by its slopes', () => {
    expect([curveOfValues(curve.value), curveOfSlopes(curve.slope)]).toEqual([curve, curve]);
  });

  test('lies between its bounds and comes near them', () => {
    const { low, high } = curve;
    const values = sums.map((z) => f(z));
    const [least, most] = [Math.min(...values), Math.max(...values)];
    if (Number.isFinite(low)) expect(least).toBeCloseTo(low, 6);
    if (Number.isFinite(high)) expect(most).toBeCloseTo(high, 6);
    expect(least).toBeGreaterThanOrEqual(low - 1e-7);
    expect(most).toBeLessThanOrEqual(high);
  });

  test('is nowhere steeper than its steepest slope, and that steep somewhere', () => {
    const slopes = sums.map((z) => Math.abs(slopeAt(z)));
    expect(Math.max(...slopes)).toBeCloseTo(curve.steepest, 6);
  });
});

describe('the sum behind an output', () => {
  test('is the one that gives this output', () => {
    for (const curve of all) {
      if (curve.slopeOf === 'sum') continue;
      for (const z of [-3, -0.5, 0.25, 4]) {
        const output = elementwise[curve.value](z);
        if (curve.value === 'relu' && z < 0) expect(curve.sumOf(output)).toBeUndefined();
        else expect(curve.sumOf(output), curve.value).toBeCloseTo(z, 10);
      }
    }
  });

  test('is NaN for an output that no sum gives', () => {
    expect([curves.sigmoid.sumOf(1.25), curves.tanh.sumOf(-1.5), curves.relu.sumOf(-1)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

test('a function that is no activation has no curve', () => {
  expect([curveOfValues('slope'), curveOfValues('exp'), curveOfSlopes('sigmoid'), curveOfSlopes('sum')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('sigmoid, tanh and softmax saturate', () => {
  const names = Object.keys(activations) as ActivationName[];
  expect(names.filter((own) => saturates(activations[own]))).toEqual(['sigmoid', 'tanh', 'softmax']);
});
