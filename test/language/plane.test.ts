import { expect, test } from 'vitest';
import { isPlane } from '../../src/language/plane.ts';

test('two inputs are a plane, and three of which the last is always 1', () => {
  expect(isPlane({ rows: 1, columns: 2, data: [3, 4] })).toBe(true);
  expect(isPlane({ rows: 2, columns: 3, data: [3, 4, 1, 5, 6, 1] })).toBe(true);
  expect(isPlane({ rows: 2, columns: 3, data: [3, 4, 1, 5, 6, 2] })).toBe(false);
  expect(isPlane({ rows: 1, columns: 1, data: [3] })).toBe(false);
});
