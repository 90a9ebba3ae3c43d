import { mersenne, mersenneFromState } from 'pure-rand/generator/mersenne';
import type { Floats } from '../language/dtypes.ts';
import { log } from '../language/elementary.ts';
import { MAX_SEED } from '../language/expression.ts';

/** A stream of random numbers. Its state can be saved and restored. */
export interface RandomSource {
  /** Uniform on [0, 1). */
  nextDouble(): number;
  /** Normal, with mean 0 and variance 1. */
  nextGaussian(): number;
  /** Fills `out` with 0 … n − 1 in a random order. */
  permute(out: Floats): void;
  save(): Uint32Array;
  restore(saved: Uint32Array): void;
}

/**
 * The streams of `np.random.seed(seed)` and NumPy's legacy functions, number for number.
 *
 * - `random`: MT19937, seeded by init_genrand; a 53-bit double takes two draws a and b, ((a >>> 5)·2²⁶ + (b >>> 6)) / 2⁵³
 *   (genrand_res53 of Matsumoto and Nishimura).
 * - `randn`: Marsaglia's polar method on pairs of doubles; the second normal of a pair is kept for the next call.
 * - `permutation`: the shuffle of Fisher and Yates from the end; whole numbers by masking, drawn again while they are too large.
 *
 * @throws RangeError when the seed is not a whole number from 0 to `MAX_SEED`.
 */
export function numpyRandom(seed: number): RandomSource {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new RangeError(`a seed is a whole number from 0 to ${MAX_SEED}, found ${seed}`);
  }
  /** Undefined from `restore` to the next number: most restored streams are never read. */
  let generator: ReturnType<typeof mersenne> | undefined = mersenne(seed | 0);
  let restored = new Uint32Array(0);
  /** The second normal of the last pair, if it has not been used. */
  let spare: number | undefined;

  const read = (): ReturnType<typeof mersenne> => {
    // The library's state consists of signed 32-bit numbers.
    generator = mersenneFromState(Array.from(restored.subarray(0, restored.length - 3), (word) => word | 0));
    return generator;
  };
  const nextDouble = (): number => {
    const own = generator ?? read();
    const high = own.next() >>> 5;
    const low = own.next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
  /** Uniform on 0 … `most`, which is below 2³². */
  const nextWhole = (most: number): number => {
    const mask = most === 0 ? 0 : 0xffffffff >>> Math.clz32(most);
    const own = generator ?? read();
    let value: number;
    do value = (own.next() & mask) >>> 0;
    while (value > most);
    return value;
  };
  return {
    nextDouble,
    nextGaussian() {
      if (spare !== undefined) {
        const kept = spare;
        spare = undefined;
        return kept;
      }
      for (;;) {
        const x = 2 * nextDouble() - 1;
        const y = 2 * nextDouble() - 1;
        const square = x * x + y * y;
        if (square >= 1 || square === 0) continue;
        const factor = Math.sqrt((-2 * log(square)) / square);
        spare = factor * x;
        return factor * y;
      }
    },
    permute(out) {
      for (let i = 0; i < out.length; i++) out[i] = i;
      for (let i = out.length - 1; i > 0; i--) {
        const j = nextWhole(i);
        const kept = out[i] as number;
        out[i] = out[j] as number;
        out[j] = kept;
      }
    },
    save() {
      const state = (generator ?? read()).getState();
      const saved = new Uint32Array(state.length + 3);
      saved.set(state);
      if (spare !== undefined) {
        saved[state.length] = 1;
        new DataView(saved.buffer).setFloat64(4 * (state.length + 1), spare);
      }
      return saved;
    },
    restore(saved) {
      const length = saved.length - 3;
      [generator, restored] = [undefined, saved.slice()];
      spare =
        saved[length] === 1 ? new DataView(saved.buffer, saved.byteOffset).getFloat64(4 * (length + 1)) : undefined;
    },
  };
}
