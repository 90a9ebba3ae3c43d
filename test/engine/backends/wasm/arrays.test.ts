import { describe, expect, test } from 'vitest';
import { mapArray, multiplyArrays } from '../../../../src/engine/backends/wasm/arrays.ts';
import { multiplyInto } from '../../../../src/engine/products.ts';
import { numpyRandom } from '../../../../src/engine/random.ts';
import { exp, tanh } from '../../../../src/language/elementary.ts';

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
      multiplyArrays(found, 3, rows, columns, inner, x, 5, xRow, xStep, y, 4, yColumn, yStep);
      multiplyInto(expected, 3, columns, 0, rows, inner, x, 5, xRow, xStep, y, 4, yColumn, yStep);
      expect(found).toEqual(expected);
    }
  });
});

describe('a function of an array', () => {
  test.each([
    ['exp', exp],
    ['tanh', tanh],
  ] as const)('has the bits of the loop in TypeScript: %s', (name, of) => {
    for (const count of [256, 257, 8191, 8193, 20_002]) {
      const x = drawn(count).map((cell) => 30 * cell);
      const z = new Float64Array(count + 2);
      expect(mapArray(name, x, 0, z, 2, count)).toBe(true);
      expect(z.subarray(2)).toEqual(x.map(of));
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
