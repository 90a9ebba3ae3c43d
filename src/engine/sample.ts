import type { Floats } from '../language/dtypes.ts';

/** The most cells of a sample. */
export const MOST_SAMPLED = 64;

/** The distance between two cells of a sample of a matrix: its cells are evenly spread, from the first one on. */
export function sampleStep(cells: number): number {
  return Math.ceil(cells / MOST_SAMPLED);
}

/** The number of cells in a sample. */
export function sampleLength(cells: number): number {
  return cells === 0 ? 0 : Math.ceil(cells / sampleStep(cells));
}

/** Copies a few cells of a matrix into `sample`, which has the length of its sample. */
export function sampleInto(sample: Float64Array, cells: Floats): void {
  const step = sampleStep(cells.length);
  for (let i = 0; i < sample.length; i++) sample[i] = cells[i * step]!;
}

/** A sample of a matrix. */
export function sample(cells: Floats): Float64Array {
  const sampled = new Float64Array(sampleLength(cells.length));
  sampleInto(sampled, cells);
  return sampled;
}
