import { describe, expect, test } from 'vitest';
import {
  type CombinedName,
  combineArrays,
  mapArray,
  multiplyArrays,
} from '../../../../src/engine/backends/wasm/arrays.ts';
import { multiplyInto } from '../../../../src/engine/products.ts';
import { numpyRandom } from '../../../../src/engine/random.ts';
import { cos, exp, expm1, log, log1p, pow, sin, tanh } from '../../../../src/language/elementary.ts';

const random = numpyRandom(3);
const drawn = (count: number): Float64Array =>
  Float64Array.from(
    { length: count },
    () => [2 * random.nextDouble() - 1, -0, 1e-300][random.nextDouble() < 0.9 ? 0 : 1]!,
  );

describe('a product of arrays', () => {
  test.each([
    [64, 64, 64],
    [33, 300, 17],
    [100, 513, 3],
    [7, 2000, 2],
    [2, 50, 1030],
    [130, 20, 9],
  ])('has the bits of the loops in TypeScript: %i × %i × %i', (rows, inner, columns) => {
    // In the order of rows, of columns, and as a slice of every second row of a larger array.
    for (const [xRow, xStep, yColumn, yStep] of [
      [inner, 1, 1, columns],
      [1, rows, inner, 1],
      [2 * inner, 1, 1, 2 * columns],
    ] as const) {
      const [x, y] = [drawn(2 * rows * inner + 5), drawn(2 * inner * columns + 5)];
      const [found, expected] = [new Float64Array(rows * columns + 3), new Float64Array(rows * columns + 3)];
      expect(multiplyArrays(found, 3, rows, columns, inner, x, 5, xRow, xStep, y, 4, yColumn, yStep)).toBe(true);
      multiplyInto(expected, 3, columns, 0, rows, inner, x, 5, xRow, xStep, y, 4, yColumn, yStep);
      expect(found).toEqual(expected);
    }
  });
});

describe('a function of an array', () => {
  test.each([
    ['cos', cos],
    ['exp', exp],
    ['expm1', expm1],
    ['log', log],
    ['log1p', log1p],
    ['sin', sin],
    ['tanh', tanh],
  ] as const)('has the bits of the loop in TypeScript: %s', (name, of) => {
    for (const count of [256, 257, 8191, 8193, 20_002]) {
      const x = drawn(count).map((cell) => 30 * cell);
      const z = new Float64Array(count + 2);
      const expected = x.map(of);
      expect(mapArray(name, x, 0, z, 2, count)).toBe(expected.every(Number.isFinite));
      expect(z.subarray(2)).toEqual(expected);
    }
  });

  test('has the bits of the loop in TypeScript: a power, by one exponent or by many', () => {
    for (const count of [257, 8193]) {
      const x = drawn(count).map((cell, index) => (index % 7 === 0 ? 1 : 9 * Math.abs(cell)));
      const y = drawn(count).map((cell, index) => (index % 14 === 0 ? Number.NaN : index % 5 === 0 ? 3 : 9 * cell));
      for (const yStep of [0, 1]) {
        const z = new Float64Array(count + 2);
        const expected = x.map((base, index) => (base === 1 ? 1 : pow(base, y[yStep * index + 1 - yStep] as number)));
        expect(combineArrays('power', x, 0, 1, y, 1 - yStep, yStep, z, 2, count)).toBe(expected.every(Number.isFinite));
        expect(z.subarray(2)).toEqual(expected);
      }
    }
  });

  test('has the bits of the loop in TypeScript: an operation on two arrays, or on an array and a number', () => {
    const operations = {
      add: (a: number, b: number) => a + b,
      subtract: (a: number, b: number) => a - b,
      multiply: (a: number, b: number) => a * b,
      divide: (a: number, b: number) => a / b,
    };
    const [x, y] = [drawn(8195), drawn(8195)];
    for (const [name, of] of Object.entries(operations)) {
      for (const [xStep, yStep] of [
        [1, 1],
        [0, 1],
        [1, 0],
      ] as const) {
        const z = new Float64Array(8195);
        const expected = z.map((_, index) => of(x[xStep * index] as number, y[yStep * index] as number));
        const areFinite = combineArrays(name as CombinedName, x, 0, xStep, y, 0, yStep, z, 0, 8195);
        expect(areFinite).toBe(expected.every(Number.isFinite));
        expect(z).toEqual(expected);
      }
    }
  });

  test('says where a result is not finite', () => {
    const x = new Float64Array(300);
    expect(mapArray('exp', x, 0, x, 0, 300)).toBe(true);
    for (const at of [0, 131, 299]) {
      const large = new Float64Array(300);
      large[at] = 1000;
      expect(mapArray('exp', large, 0, large, 0, 300)).toBe(false);
      expect(large[at]).toBe(Number.POSITIVE_INFINITY);
    }
  });
});
