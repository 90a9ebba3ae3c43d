import { expect, test } from 'vitest';
import { classify } from '../../../src/ui/model/classified.ts';

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

test('a row for which the network gives no number is of no class, and wrong', () => {
  const targets = { rows: 2, columns: 1, data: Float64Array.of(0, 1) };
  const { said, wrong } = classify(targets, Float64Array.of(Number.NaN, Number.NaN));
  expect([[...said], [...wrong]]).toEqual([
    [-1, -1],
    [1, 1],
  ]);
});
