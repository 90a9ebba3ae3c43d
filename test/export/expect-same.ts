import { expect } from 'vitest';
import type { Outcome } from './our-run.ts';

const CLOSE = 1e-9;

/** Holds what a script has come to against our own run. */
export function expectSame(found: Outcome, own: Outcome, name = ''): void {
  expect(found.iterations, name).toBe(own.iterations);
  expect(Object.keys(found.values).toSorted(), name).toEqual(Object.keys(own.values).toSorted());
  for (const [key, rows] of Object.entries(own.values)) expectClose((found.values[key] ?? []).flat(), rows.flat(), key);
  expectClose(found.errors, own.errors, `${name} errors`);
  expect(Object.keys(found.measures).toSorted(), name).toEqual(Object.keys(own.measures).toSorted());
  for (const [key, value] of Object.entries(own.measures)) expectClose([found.measures[key] as number], [value], key);
}

function expectClose(found: readonly number[], own: readonly number[], what: string): void {
  expect(found.length, what).toBe(own.length);
  const far = own.findIndex((value, i) => !(Math.abs(value - (found[i] as number)) <= CLOSE));
  expect(far, `${what}, cell ${far}: found ${found[far]}, ours ${own[far]}`).toBe(-1);
}
