import { expect, test } from 'vitest';
import { original } from '../../src/language/scaling.ts';

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
