import { expect, test } from 'vitest';
import {
  classOf,
  haveClasses,
  isPlane,
  largestOf,
  marginOf,
  meansOf,
  outputFor,
} from '../../src/language/example-rows.ts';

test('the class of a row is that of its largest output, the first of equals', () => {
  expect([0, 1, 2].map((row) => classOf([0.2, 0.7, 0.1, 0.5, 0.5, 0.1, -3, -2, -2], row, 3))).toEqual([1, 0, 1]);
});

test('a single output means class 1 above a half, class 0 up to it', () => {
  expect([0, 1, 2, 3].map((row) => classOf([0.49, 0.5, 0.51, Number.POSITIVE_INFINITY], row, 1))).toEqual([0, 0, 1, 1]);
});

test('NaN is never the largest, and a row of NaN has no class', () => {
  const { NaN: none, NEGATIVE_INFINITY: least } = Number;
  expect(classOf([none, 0.1, 0.3], 0, 3)).toBe(2);
  expect(classOf([0.3, none, 0.1], 0, 3)).toBe(0);
  expect(classOf([none, least], 0, 2)).toBe(1);
  expect([classOf([none, none], 0, 2), classOf([none], 0, 1), classOf([], 0, 3), classOf([], 0, 1)]).toEqual([
    -1, -1, -1, -1,
  ]);
});

test('the largest of some values is found within their range', () => {
  expect(largestOf([9, 1, 4, 4, 9], 1, 3)).toBe(1);
  expect(largestOf([9, 1], 0, 0)).toBe(-1);
});

test('a single output gives a share to each of two classes', () => {
  expect([0, 1].map((index) => outputFor(index, [0.25], 0, 1))).toEqual([0.75, 0.25]);
  expect(outputFor(2, [0.1, 0.2, 0.7], 0, 3)).toBe(0.7);
  expect(outputFor(0, [], 0, 1)).toBe(Number.NaN);
});

test('two inputs are a plane, and so are three when the last is always 1', () => {
  expect(isPlane({ rows: 1, columns: 2, data: [3, 4] })).toBe(true);
  expect(isPlane({ rows: 2, columns: 3, data: [3, 4, 1, 5, 6, 1] })).toBe(true);
  expect(isPlane({ rows: 2, columns: 3, data: [3, 4, 1, 5, 6, 2] })).toBe(false);
  expect(isPlane({ rows: 1, columns: 1, data: [3] })).toBe(false);
});

test('the mean of an input that is always the same is exactly its value', () => {
  const third = 0.1;
  const data = [1, third, 2, third, 6, third, 3, third, 4, third, 8, third, 4, third];
  expect(meansOf({ rows: 7, columns: 2, data })).toEqual(Float64Array.of(4, third));
});

test('the margin is 0.1 for targets of 0 and 1, and a tenth of the standard deviation of quantities', () => {
  const column = (...data: readonly number[]) => ({ rows: data.length, columns: 1, data });
  expect(marginOf(column(0, 1, 1, 1))).toBe(0.1);
  expect(marginOf(column(-1, 1.0000000001))).toBe(0.1);
  expect(marginOf(column(300, 500))).toBe(10);
  // The output that varies least decides; a constant one does not vary.
  expect(marginOf({ rows: 2, columns: 3, data: [0, 7, 3, 100, 7, 5] })).toBe(0.1);
  expect(marginOf(column(3, 3))).toBe(0.1);
});

test('targets look like classes when each row has one: 0 or 1 in one column, or a single 1', () => {
  const matrix = (rows: number, ...data: number[]) => ({ rows, columns: data.length / rows, data });
  expect([matrix(3, 0, 1, 0), matrix(2, 0, 1, 1, 0), matrix(1, 0, 0, 1)].map(haveClasses)).toEqual([true, true, true]);
  expect([matrix(2, 0, 0.5), matrix(2, 0, 1, 0, 0), matrix(2, 1, 1, 0, 1), matrix(1, 2, -1)].map(haveClasses)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
