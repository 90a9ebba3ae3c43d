import { describe, expect, test } from 'vitest';
import { computeCells, multiplyLarge } from '../../../../src/engine/backends/wasm/arrays.ts';
import { multiplyInto } from '../../../../src/engine/products.ts';
import { numpyRandom } from '../../../../src/engine/random.ts';
import { asCells, rowByRow, type View } from '../../../../src/engine/views.ts';
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
    for (const [xStrides, yStrides] of [
      [
        [inner, 1],
        [columns, 1],
      ],
      [
        [1, rows],
        [1, inner],
      ],
      [
        [2 * inner, 1],
        [2 * columns, 1],
      ],
    ] as const) {
      const x: View = { data: drawn(2 * rows * inner + 5), offset: 5, shape: [rows, inner], strides: xStrides };
      const y: View = { data: drawn(2 * inner * columns + 5), offset: 4, shape: [inner, columns], strides: yStrides };
      const [found, expected] = [new Float64Array(rows * columns + 3), new Float64Array(rows * columns + 3)];
      expect(multiplyLarge(x, y, rowByRow(found, 3, rows, columns))).toBe(true);
      multiplyInto(x, y, rowByRow(expected, 3, rows, columns));
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
    ['sqrt', Math.sqrt],
    ['square', (cell: number) => cell * cell],
    ['tanh', tanh],
  ] as const)('has the bits of the loop in TypeScript: %s', (name, of) => {
    for (const count of [256, 257, 8191, 8193, 20_002]) {
      const x = drawn(count).map((cell) => 30 * cell);
      const z = new Float64Array(count + 2);
      const expected = x.map(of);
      expect(computeCells(name, asCells(x), undefined, { data: z, offset: 2, step: 1 }, count)).toBe(
        expected.every(Number.isFinite),
      );
      expect(z.subarray(2)).toEqual(expected);
    }
  });

  test('has the bits of the loop in TypeScript: a power, by one exponent or by many', () => {
    const infinite = Number.POSITIVE_INFINITY;
    for (const count of [257, 8193]) {
      const x = drawn(count).map((cell, index) => (index % 7 === 0 ? 1 : index % 7 === 1 ? -1 : 9 * Math.abs(cell)));
      const y = drawn(count).map((cell, index) =>
        index % 14 === 0 ? Number.NaN : index % 5 === 0 ? 3 : index % 3 === 0 ? infinite : 9 * cell,
      );
      for (const yStep of [0, 1]) {
        const z = new Float64Array(count + 2);
        const expected = x.map((base, index) => {
          const exponent = y[yStep * index + 1 - yStep] as number;
          return base === 1 || (base === -1 && Math.abs(exponent) === infinite) ? 1 : pow(base, exponent);
        });
        const exponents = { data: y, offset: 1 - yStep, step: yStep };
        const areFinite = computeCells('power', asCells(x), exponents, { data: z, offset: 2, step: 1 }, count);
        expect(areFinite).toBe(expected.every(Number.isFinite));
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
        const [left, right] = [
          { data: x, offset: 0, step: xStep },
          { data: y, offset: 0, step: yStep },
        ];
        const areFinite = computeCells(name as keyof typeof operations, left, right, asCells(z), 8195);
        expect(areFinite).toBe(expected.every(Number.isFinite));
        expect(z).toEqual(expected);
      }
    }
  });

  test('says where a result is not finite', () => {
    const x = new Float64Array(300);
    expect(computeCells('exp', asCells(x), undefined, asCells(x), 300)).toBe(true);
    for (const at of [0, 131, 299]) {
      const large = new Float64Array(300);
      large[at] = 1000;
      expect(computeCells('exp', asCells(large), undefined, asCells(large), 300)).toBe(false);
      expect(large[at]).toBe(Number.POSITIVE_INFINITY);
    }
  });
});
