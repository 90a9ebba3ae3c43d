import { numpyRandom } from '../engine/random.ts';

export interface RowSplit {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** How many of so many rows are for testing; a half is rounded up. */
export function testCount(rows: number, fraction: number): number {
  return Math.round(fraction * rows);
}

/** Puts rows in the order of `np.random.RandomState(seed).permutation(rows)`; the last of them are for testing. */
export function splitRows(rows: readonly number[], fraction: number, seed: number): RowSplit {
  const order = new Float64Array(rows.length);
  numpyRandom(seed).permute(order);
  const drawn = Array.from(order, (at) => rows[at] as number);
  const training = rows.length - testCount(rows.length, fraction);
  return { train: drawn.slice(0, training), test: drawn.slice(training) };
}
