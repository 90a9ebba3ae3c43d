import { expect, test } from 'vitest';
import { type ActivationName, activations } from '../../src/language/activations.ts';
import { type ElementwiseName, elementwise } from '../../src/language/functions.ts';
import { reaches, saturates } from '../../src/language/reach.ts';

const curves: readonly [ActivationName, ElementwiseName][] = [
  ['sigmoid', 'sigmoid'],
  ['tanh', 'tanh'],
  ['relu', 'relu'],
  ['leaky relu', 'leaky_relu'],
  ['elu', 'elu'],
  ['gelu', 'gelu'],
  ['softplus', 'softplus'],
  ['swish', 'swish'],
];
const sums = Array.from({ length: 80_001 }, (_, k) => (k - 40_000) / 1000);

test.each(curves)(
  '%s lies between its bounds, comes near them, and is nowhere steeper than it is said to be',
  (name, f) => {
    const { low, high, steepest } = reaches[name];
    const values = sums.map((z) => elementwise[f](z));
    const slopes = sums.slice(1).map((z) => (elementwise[f](z + 5e-4) - elementwise[f](z - 5e-4)) / 1e-3);
    const nearest = (bound: number): number => (Number.isFinite(bound) ? bound : Math.sign(bound) * 1e9);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.max(low, -1e9) - 1e-7);
    expect(Math.max(...values)).toBeLessThanOrEqual(nearest(high));
    if (Number.isFinite(low)) expect(Math.min(...values)).toBeCloseTo(low, 6);
    if (Number.isFinite(high)) expect(Math.max(...values)).toBeCloseTo(high, 6);
    expect(Math.max(...slopes.map(Math.abs))).toBeCloseTo(steepest, 6);
  },
);

test('only what is flat to both sides saturates', () => {
  const all = Object.keys(activations) as ActivationName[];
  expect(all.filter(saturates)).toEqual(['sigmoid', 'tanh', 'softmax']);
});
