import { expect, test } from 'vitest';
import { numberOf } from '../../../src/learn/course/value.ts';
import { filledIn } from '../../../src/learn/course/words.ts';
import { sight } from './fake.ts';

const tables = {
  a: { rows: 2, columns: 3, cells: [1, 2, 3, 4, 5, 6] },
  b: { rows: 3, columns: 1, cells: [1, 0, -1] },
  row: { rows: 1, columns: 3, cells: [10, 20, 30] },
};
const seen = sight({ iteration: 7, alpha: 10 }, tables);

test.each([
  ['a[1, 2]', 6],
  ['a[-1, 0]', 4],
  ['(a @ b)[1, 0]', -2],
  ['(a + row)[1, 1]', 25],
  ['sum(a.T[0, 0])', 1],
  ['mean(a, axis=0)[0, 2]', 4.5],
  ['sum(abs(b))', 2],
  ['max(a)', 6],
  ['0.5 * (1 - 0.5)', 0.25],
  ['sigmoid(0)', 0.5],
  ['iteration + alpha', 17],
  ['before * 2', 6],
  ['a', undefined],
  ['unknown', undefined],
  ['a[5, 0]', undefined],
  ['a @ a', undefined],
  ['1 / 0', undefined],
])('%s is %s', (source, expected) => {
  expect(numberOf(source, seen, { before: 3 })).toBe(expected);
});

test('numbers of the run are in the places of expressions', () => {
  expect(filledIn('{a[0, 1]} of {mean(a):.2}, {nothing}', seen, {})).toBe('2 of 3.50, [?]');
  expect(filledIn('{-0.0004:.2} and {-0.004:.3}', seen, {})).toBe('0.00 and -0.004');
});
