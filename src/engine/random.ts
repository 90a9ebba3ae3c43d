import { mersenne, mersenneFromState } from 'pure-rand/generator/mersenne';

/** A stream of doubles on [0, 1) whose place can be saved and returned to. */
export interface RandomSource {
  nextDouble(): number;
  save(): Uint32Array;
  restore(saved: Uint32Array): void;
}

/** The largest seed: seeds are whole numbers from 0 to 2³² − 1, as in NumPy. */
export const MAX_SEED = 2 ** 32 - 1;

/**
 * The stream of `np.random.seed(seed)` and `np.random.random(…)`: MT19937 seeded by init_genrand, and 53-bit doubles
 * made of two draws, (a >>> 5)·2²⁶ + (b >>> 6) over 2⁵³ (Matsumoto and Nishimura's genrand_res53).
 */
export function numpyRandom(seed: number): RandomSource {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new RangeError(`a seed is a whole number from 0 to ${MAX_SEED}, found ${seed}`);
  }
  let generator = mersenne(seed | 0);
  return {
    nextDouble() {
      const high = generator.next() >>> 5;
      const low = generator.next() >>> 6;
      return (high * 2 ** 26 + low) / 2 ** 53;
    },
    save: () => Uint32Array.from(generator.getState()),
    restore(saved) {
      // The state is one of signed 32-bit numbers.
      generator = mersenneFromState(Array.from(saved, (word) => word | 0));
    },
  };
}
