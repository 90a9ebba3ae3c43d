import { describe, expect, test } from 'vitest';
import { numpyRandom } from '../../src/engine/random.ts';
import { MAX_SEED } from '../../src/language/expression.ts';
import { readNetworkGoldens } from './golden-files.ts';

function draw(seed: number, count: number): readonly number[] {
  const random = numpyRandom(seed);
  return Array.from({ length: count }, () => random.nextDouble());
}

describe('the stream of a seed', () => {
  test('has the bits of NumPy', () => {
    const { random } = readNetworkGoldens();
    expect(Object.keys(random)).toEqual(['0', '1', '42', String(2 ** 31), String(2 ** 32 - 1)]);
    for (const [seed, { first, thousandth }] of Object.entries(random)) {
      const stream = draw(Number(seed), 1000);
      expect(stream.slice(0, first.length), `seed ${seed}`).toEqual(first);
      expect(stream[999], `seed ${seed}`).toBe(thousandth);
    }
  });

  test('starts with the tutorial’s numbers for seed 1', () => {
    expect(draw(1, 3).map((x) => 2 * x - 1)).toEqual([-0.165955990594852, 0.4406489868843162, -0.9997712503653102]);
  });

  test('is the same each time, independent of other streams', () => {
    const [one, other, between] = [numpyRandom(7), numpyRandom(7), numpyRandom(8)];
    for (let i = 0; i < 2000; i++) {
      between.nextDouble();
      expect(one.nextDouble()).toBe(other.nextDouble());
    }
  });

  test('differs from seed to seed', () => {
    const firsts = Array.from({ length: 500 }, (_, seed) => draw(seed, 1)[0]);
    expect(new Set(firsts).size).toBe(500);
  });

  test('stays on [0, 1) with a mean of one half', () => {
    const stream = draw(3, 10_000);
    expect(stream.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(stream.reduce((sum, x) => sum + x, 0) / stream.length).toBeCloseTo(0.5, 2);
  });
});

describe('a seed', () => {
  test.each([-1, 2 ** 32, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d', (seed) => {
    expect(() => numpyRandom(seed)).toThrow(
      new RangeError(`a seed is a whole number from 0 to 4294967295, found ${seed}`),
    );
  });

  test('can be the largest of NumPy', () => {
    expect(MAX_SEED).toBe(4294967295);
    expect(draw(MAX_SEED, 1)).not.toEqual(draw(MAX_SEED - 1, 1));
  });
});
