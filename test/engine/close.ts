import { expect } from 'vitest';
import type { RecordedMatrix } from './golden-files.ts';

/** The relative difference allowed between correct results: builds of NumPy differ from each other after the 12th digit. */
export const TWELVE_DIGITS = 1e-12;

/** @param within how far the two may be apart, as a part of the larger. */
export function expectClose(
  found: number | undefined,
  recorded: number | undefined,
  within: number,
  what: string,
): void {
  if (found === undefined || recorded === undefined) throw new Error(`${what}: found ${found}, recorded ${recorded}`);
  if (found === recorded) return;
  const apart = Math.abs(found - recorded) / Math.max(Math.abs(found), Math.abs(recorded));
  expect(apart, `${what}: found ${found}, recorded ${recorded}`).toBeLessThanOrEqual(within);
}

/** Cell by cell, row by row. */
export function expectAllClose(found: ArrayLike<number>, recorded: RecordedMatrix, within: number, what: string): void {
  const cells = recorded.flat();
  expect(found.length, what).toBe(cells.length);
  cells.forEach((cell, index) => {
    expectClose(found[index], cell, within, `${what}, cell ${index}`);
  });
}
