import { expect, test } from 'vitest';
import { errorUnitOf, original, ownDifference, ownErrors, ownValue, unitIn } from '../../src/language/scaling.ts';

const scaling = { shift: Float64Array.of(5.1, 0), unit: Float64Array.of(0.7, 3) };

test('a scaled number gets its digits back, without the rounding error of the scaling', () => {
  const scaled = (0.1 - 5.1) / 0.7;
  expect(scaled * 0.7 + 5.1).not.toBe(0.1);
  expect(original(scaled, 0, scaling)).toBe(0.1);
  expect(original(2 / 3, 1, scaling)).toBe(2);
});

test('a number of unscaled data keeps all of its digits', () => {
  expect(original(0.1 + 0.2, 0, undefined)).toBe(0.1 + 0.2);
});

test('a prediction and its error are in the own unit of their column', () => {
  const words = { targetScaling: scaling };
  expect(ownValue(2 / 3, 1, words)).toBe(2);
  expect(ownDifference(0.5, 1, words)).toBe(1.5);
  expect([ownValue(0.5, 0, {}), ownDifference(0.5, 0, {})]).toEqual([0.5, 0.5]);
});

test('the error of one target is in its own unit', () => {
  const targetScaling = { shift: Float64Array.of(300), unit: Float64Array.of(80), kind: 'standard' } as const;
  expect(errorUnitOf({ targetScaling, targetUnits: ['€'] })).toEqual({ factor: 80, name: '€', scale: undefined });
  expect(errorUnitOf({ targetUnits: ['price'] })).toEqual({ factor: 1, name: 'price', scale: undefined });
  expect(errorUnitOf({ classes: ['no', 'yes'] })).toEqual({ factor: 1, name: undefined, scale: undefined });
});

test('the error of several scaled targets has no own unit', () => {
  const units = { targetUnits: ['€', 'm²'], targetScaling: { ...scaling, kind: 'standard' } } as const;
  expect(errorUnitOf(units)).toEqual({ factor: 1, name: undefined, scale: 'standard deviation' });
  expect(errorUnitOf({ ...units, targetScaling: { ...scaling, kind: 'min-max' } }).scale).toBe('range');
  expect(errorUnitOf({ targetUnits: ['€', 'm²'] })).toMatchObject({ factor: 1, name: undefined });
  expect(errorUnitOf({ targetUnits: ['cm', 'cm'] })).toMatchObject({ factor: 1, name: 'cm' });
});

test('a constant column keeps the mean error from being one of standard deviations', () => {
  const targetScaling = { shift: Float64Array.of(5, 0), unit: Float64Array.of(1, 3), kind: 'standard' } as const;
  expect(errorUnitOf({ targetScaling, targetUnits: ['a', 'b'] })).toMatchObject({ factor: 1, scale: 'scaled' });
});

test.each([
  ['price (€)', '€'],
  ['height [cm]', 'cm'],
  ['speed (km/h) ', 'km/h'],
  ['price', 'price'],
  ['price ()', 'price ()'],
  ['score (0-10)', 'score (0-10)'],
  ['f(x)', 'f(x)'],
  ['price (with all taxes)', 'price (with all taxes)'],
  ['(€)', '€'],
  ['2', '"2"'],
  ['2024 sales', '"2024 sales"'],
  ['2024 sales (€)', '€'],
])('the unit in the name %j is %j', (name, unit) => {
  expect(unitIn(name)).toBe(unit);
});

test('the errors of several targets are in the unit of each', () => {
  const targets = { rows: 2, columns: 2, data: Float64Array.of(0, 1, 1, 0) };
  expect(ownErrors(targets, [0.5, 1, 1, 1], { targetScaling: scaling })).toEqual([0.25 * 0.7, 1.5]);
});
