/* Weights that share their memory: a change of one changes the other. */
import { placesOf } from '../../script/debug/numbers.ts';
import type { NdArray } from '../../script/numpy/ndarray.ts';
import type { Fit } from './fit.ts';
import type { Pass } from './pass.ts';
import type { Findings } from './report.ts';
import type { Trace } from './trace.ts';

/** Finds two arrays of the loop that share numbers, where lines of the loop change both in place. @returns false without them */
export function judgeSharedArrays(findings: Findings, trace: Trace, fit: Fit, { before, steps }: Pass): boolean {
  const changed = new Set(
    steps.flatMap(({ statement, values }) => (statement.kind === 'for' ? [] : [...values.keys()])),
  );
  const weights = new Set(fit.names.values());
  const lineOf = (name: string): number => trace.setup.findLast(({ values }) => values.has(name))?.line ?? 0;
  // Names that have been there before the loop: another name of an iteration is no place of its own.
  const arrays = [...trace.arrays()].flatMap(([array, names]) =>
    names
      .filter((name) => before.has(name) && changed.has(name) && (names.length === 1 || weights.has(name)))
      .map((name) => ({ array, name, line: lineOf(name) })),
  );
  const ordered = arrays.toSorted((one, other) => one.line - other.line);
  for (const [i, later] of ordered.entries()) {
    const first = ordered.slice(0, i).find(({ array }) => isShared(array, later.array));
    if (first === undefined || later.line === 0) continue;
    const sentence = `${later.name} shares its numbers with ${first.name}: a change of one changes the other. Give ${later.name} an array of its own, such as a copy().`;
    findings.fail('values', later.line, sentence);
    return true;
  }
  return false;
}

function isShared(one: NdArray, other: NdArray): boolean {
  if (one.data !== other.data) return false;
  const places = ({ shape, strides, offset, size }: NdArray): Int32Array => placesOf(shape, strides, offset, size);
  const own = new Set(places(one));
  return places(other).some((place) => own.has(place));
}
