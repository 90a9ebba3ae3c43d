import type { RandomSource } from '../../engine/random.ts';
import type { ImageSize } from '../dataset.ts';

export interface Example {
  readonly inputs: readonly number[];
  /** A quantity, or the index of a class. */
  readonly target: number;
}

/** A rule that draws examples; the same numbers as NumPy from the same seed. */
export interface Generator {
  /** The name in scenario files: `two-gaussians`. */
  readonly name: string;
  /** A sentence about what the data show. */
  readonly about: string;
  readonly inputNames: readonly string[];
  readonly targetName: string;
  /** Undefined when the target is a quantity. */
  readonly classes?: readonly string[];
  readonly image?: ImageSize;
  /** The meaning of `noise`, and its default. */
  readonly noise: { readonly of: string; readonly default: number };
  /** The number of examples that one draw makes together. */
  readonly perDraw: number;
  /** The examples of one draw. Draws are counted from 0. */
  draw(turn: number, noise: number, random: RandomSource): readonly Example[];
}

/** A number in [-1, 1): `2 * np.random.random() - 1`. */
export function uniform(random: RandomSource): number {
  return 2 * random.nextDouble() - 1;
}

/** A point moved by noise. Draws two numbers of `np.random.randn()`, even when the noise is 0. */
export function jittered([x, y]: readonly [number, number], noise: number, random: RandomSource): readonly number[] {
  const first = x + noise * random.nextGaussian();
  return [first, y + noise * random.nextGaussian()];
}
