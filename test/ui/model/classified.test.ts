import { expect, test } from 'vitest';
import { classify, classOf, outputFor } from '../../../src/ui/model/classified.ts';

test('a row stands for the class of its largest output, a single output for one of two', () => {
  expect([0, 1].map((row) => classOf([0.2, 0.7, 0.1, 0.5, 0.5, 0.1], row, 3))).toEqual([1, 0]);
  expect([0, 1, 2].map((row) => classOf([0.5, 0.51, Number.NaN], row, 1))).toEqual([0, 1, -1]);
  expect(classOf([], 0, 3)).toBe(-1);
});

test('what is no number is never the largest', () => {
  expect(classOf([Number.NaN, 0.1, 0.3], 0, 3)).toBe(2);
  expect(classOf([Number.NaN, Number.NaN], 0, 2)).toBe(-1);
});

test('an output of two classes says how much for each', () => {
  expect([0, 1].map((index) => outputFor(index, [0.25], 0, 1))).toEqual([0.75, 0.25]);
  expect(outputFor(2, [0.1, 0.2, 0.7], 0, 3)).toBe(0.7);
});

test('the error of a row is how much it lacks of the right class', () => {
  const targets = { rows: 2, columns: 2, data: Float64Array.of(1, 0, 0, 1) };
  const { is, said, wrong, errors } = classify(targets, Float64Array.of(0.75, 0.25, 0.5, 0.25));
  expect([[...is], [...said], [...wrong], [...errors]]).toEqual([
    [0, 1],
    [0, 0],
    [0, 1],
    [0.25, 0.75],
  ]);
});
