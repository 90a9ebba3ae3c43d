import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumFold } from '../../../src/engine/kernels.ts';
import type { Binary, Unary } from '../../../src/engine/loops.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { asCells, type Cells } from '../../../src/engine/views.ts';
import { pow } from '../../../src/language/elementary.ts';
import { sumAlong } from '../../../src/script/numpy/folds.ts';
import { combine, map } from '../../../src/script/numpy/kernels.ts';
import { power, ufuncs } from '../../../src/script/numpy/ufuncs.ts';

const random = numpyRandom(2);
const drawn = (count: number): Float64Array =>
  Float64Array.from({ length: count }, () => (random.nextDouble() < 0.1 ? -0 : 2 * random.nextDouble() - 1));

/** The first place at which the bits differ; −1 for none. Faster than `toEqual`. */
const firstDifference = (x: Float64Array, y: Float64Array): number => x.findIndex((cell, i) => !Object.is(cell, y[i]));

describe('kernels of arrays', () => {
  test.each([
    [1, 9, 1],
    [7, 50, 1],
    [3, 40, 6],
    [1, 100, 33],
    [2, 0, 3],
  ])('a sum has the bits of single additions in ascending order: %i × %i × %i', (outside, count, inside) => {
    const x = drawn(3 + outside * count * inside);
    const z = new Float64Array(outside * inside).fill(5);
    sumAlong(x, 3, outside, count, inside, z);
    const expected = z.map((_, index) => {
      const [o, i] = [Math.floor(index / inside), index % inside];
      return sumFold(x, 3 + o * count * inside + i, inside, count);
    });
    expect(z).toEqual(expected);
  });

  test('a power of a large array has the bits of single powers, in place too', () => {
    for (const exponent of [2, 0.5, 3, -1.5]) {
      const x = drawn(200);
      x.set([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN, -0, 0, 1, 5e-324]);
      const z = new Float64Array(200);
      const repeated = { data: Float64Array.of(exponent), offset: 0, step: 0 };
      combine(power, asCells(x), repeated, asCells(z), 200);
      expect(z).toEqual(x.map((base) => (exponent === 0.5 ? Math.sqrt(base) : base === 1 ? 1 : pow(base, exponent))));
      combine(power, asCells(x), repeated, asCells(x), 200);
      expect(x).toEqual(z);
    }
  });

  test('a function of any size and strides has the bits of its loop, and knows whether all results are finite', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 500, max: 900 }));
    const step = fc.constantFrom(0, 1, 3);
    const binary = fc.constantFrom(...ufuncs.filter(({ inputs, kind }) => inputs === 2 && kind !== 'bits'));
    const unary = fc.constantFrom(...ufuncs.filter(({ inputs, kind }) => inputs === 1 && kind !== 'bits'));
    fc.assert(
      fc.property(size, step, step, binary, unary, (n, xStep, yStep, f, g) => {
        const [x, y]: [Cells, Cells] = [
          { data: drawn(3 + 3 * n), offset: 3, step: xStep },
          { data: drawn(1 + 3 * n), offset: 1, step: yStep },
        ];
        const [z, expected] = [new Float64Array(2 + n), new Float64Array(2 + n)];
        const out = { data: z, offset: 2, step: 1 };
        const areFinite = (f.loop as Binary)(x.data, 3, xStep, y.data, 1, yStep, expected, 2, n);
        expect(combine(f, x, y, out, n)).toBe(areFinite);
        expect(firstDifference(z, expected)).toBe(-1);
        const hasFinite = (g.loop as Unary)(x.data, 3, xStep, expected, 2, n);
        expect(map(g, x, out, n)).toBe(hasFinite);
        expect(firstDifference(z, expected)).toBe(-1);
      }),
      { numRuns: 60 },
    );
  });
});
