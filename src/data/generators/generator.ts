import type { RandomSource } from '../../engine/random.ts';
import type { ImageSize } from '../dataset.ts';

export interface Example {
  readonly inputs: readonly number[];
  /** A quantity, or the index of a class. */
  readonly target: number;
}

/** A rule by which examples are drawn, number for number as NumPy would from the same seed. */
export interface Generator {
  /** As scenarios write it: `two-gaussians`. */
  readonly name: string;
  /** What there is to see in it. */
  readonly about: string;
  readonly inputNames: readonly string[];
  readonly targetName: string;
  /** Without them the target is a quantity. */
  readonly classes?: readonly string[];
  readonly image?: ImageSize;
  /** What `noise` is, and how much of it there is unless told. */
  readonly noise: { readonly of: string; readonly usual: number };
  /** Examples that each draw gives; they belong together. */
  readonly together: number;
  /** Those of a draw, which are counted from 0. */
  draw(turn: number, noise: number, random: RandomSource): readonly Example[];
}

/** On [-1, 1): `2 * np.random.random() - 1`. */
export function uniform(random: RandomSource): number {
  return 2 * random.nextDouble() - 1;
}

/** A point, moved by noise; two numbers of `np.random.randn()`, drawn whether there is noise or not. */
export function jittered([x, y]: readonly [number, number], noise: number, random: RandomSource): readonly number[] {
  const first = x + noise * random.nextGaussian();
  return [first, y + noise * random.nextGaussian()];
}
