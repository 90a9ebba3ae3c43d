import type { Matrix } from '../engine/matrix.ts';
import { count } from '../language/wording.ts';
import type { ByteFault } from './fault.ts';

/** Rows and all the rest: what is left of an array of any number of dimensions. A single number is 1 × 1. */
export function flattened(dimensions: readonly number[]): Omit<Matrix, 'data'> {
  const [rows = 1, ...rest] = dimensions;
  return { rows, columns: cellsOf(rest) };
}

export function cellsOf(dimensions: readonly number[]): number {
  return dimensions.reduce((cells, size) => cells * size, 1);
}

/** What is wrong with a shape that a file gives at `offset`. */
export function shapeFault(dimensions: readonly number[], most: number, offset: number): ByteFault | undefined {
  const found = `the shape ${shown(dimensions)}`;
  if (dimensions.some((size) => size === 0)) return { offset, expected: 'at least one number', found };
  if (dimensions.length > MOST_DIMENSIONS || cellsOf(dimensions) > most) {
    return { offset, expected: `at most ${count(most)} numbers`, found };
  }
  return undefined;
}

/** As many as NumPy had for most of its life. */
const MOST_DIMENSIONS = 32;

function shown(dimensions: readonly number[]): string {
  const first = dimensions.slice(0, 4).map(count).join(' × ');
  return dimensions.length > 4 ? `${first} × …` : first || '1';
}
