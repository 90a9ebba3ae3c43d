import { describe, expect, test } from 'vitest';
import { numpyRandom } from '../../../src/engine/random.ts';
import { pow } from '../../../src/language/elementary.ts';
import { sumFold } from '../../../src/script/numpy/folds.ts';
import { combineLarge, sumAlong } from '../../../src/script/numpy/kernels.ts';
import { power } from '../../../src/script/numpy/loops.ts';

const random = numpyRandom(2);
const drawn = (count: number): Float64Array =>
  Float64Array.from({ length: count }, () => (random.nextDouble() < 0.1 ? -0 : 2 * random.nextDouble() - 1));

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
      power(x, 0, 1, Float64Array.of(exponent), 0, 0, z, 0, 1, 200);
      expect(z).toEqual(x.map((base) => (base === 1 ? 1 : pow(base, exponent))));
      power(x, 0, 1, Float64Array.of(exponent), 0, 0, x, 0, 1, 200);
      expect(x).toEqual(z);
    }
  });

  test('a strided array is left to the loop in TypeScript', () => {
    const x = drawn(400);
    expect(combineLarge('power', x, 0, 2, x, 0, 1, x, 0, 2, 200)).toBeUndefined();
  });
});
