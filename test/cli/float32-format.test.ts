import { expect, test } from 'vitest';
import { formatArray, formatNumber } from '../../src/cli/numpy-format.ts';

test('32-bit floats are printed with the digits that identify them, as NumPy prints them', () => {
  const values = [0.1, 0.99672121, 1 / 3, 16777216, 1e-7].map(Math.fround);
  expect(values.map((own) => formatNumber(own, 'float32'))).toEqual([
    '0.1',
    '0.9967212',
    '0.33333334',
    '16777216.0',
    '1e-07',
  ]);
  expect(formatArray([[Math.fround(0.1)], [Math.fround(0.99672121)]], false, 'float32')).toBe(
    '[[0.1      ]\n [0.9967212]]',
  );
});
