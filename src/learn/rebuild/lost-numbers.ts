/* Weights, data and carried values that lose their numbers in the loop: a line replaces them, or they share memory. */
import { placesOf } from '../../script/debug/numbers.ts';
import type { Moment } from '../../script/machine/moment.ts';
import type { NdArray } from '../../script/numpy/ndarray.ts';
import { changesOf, type Fit, isAsReference } from './fit.ts';
import { valueOfRows } from './mapping.ts';
import { flowOf } from './names.ts';
import type { Pass } from './pass.ts';
import type { Step, Values } from './recorder.ts';
import type { Findings } from './report.ts';
import { DRAWN_AGAIN } from './setup-marks.ts';
import type { Trace } from './trace.ts';
import { fits, isSame, textsApart, type Value } from './values.ts';
import { variableOf } from './variables.ts';

/** Weights that a line of the loop gives new numbers, from nothing that the loop has computed. @returns false without them */
export function judgeNewWeights(findings: Findings, fit: Fit, pass: Pass): boolean {
  // A list, a dict or an object is read by the name of its variable.
  const parameters = new Set(fit.names.values());
  const arrays = new Set(
    [...pass.before, ...pass.steps.flatMap(({ values }) => [...values])].flatMap(([name, { cells, shape }]) =>
      cells.length > 1 || shape.length > 0 || parameters.has(name) ? [variableOf(name)] : [],
    ),
  );
  for (const name of parameters) {
    const first = pass.steps.find(({ values, depth }) => depth === 0 && values.has(name));
    if (first?.statement.kind !== 'assign') continue;
    const [before, after] = [pass.before.get(name), first.values.get(name)];
    const isNew = !readsOf(first, pass).some((own) => arrays.has(own));
    if (!isNew || before === undefined || after === undefined) continue;
    findings.fail('values', first.line, DRAWN_AGAIN);
    return true;
  }
  return false;
}

/** The names that a statement reads, and those that the functions which it calls read before they give them a value. */
function readsOf(step: Step, { steps }: Pass): readonly string[] {
  const at = steps.indexOf(step);
  const outside = steps.slice(0, at).findLastIndex(({ depth }) => depth <= step.depth);
  const own = new Set<string>();
  const reads: string[] = [];
  for (const { flow } of steps.slice(outside + 1, at)) {
    for (const name of flow.reads) if (!own.has(name)) reads.push(name);
    for (const name of flow.writes) own.add(name);
  }
  // The object of `self.w = …` is a target, not a value.
  const { statement } = step;
  const given = statement.kind === 'assign' ? flowOf({ ...statement, targets: [] }).reads : step.flow.reads;
  return [...reads, ...given];
}

/** Inputs or targets that the loop reads and then gives other numbers. @returns false without them */
export function judgeChangedData(findings: Findings, { source }: Fit, { before, steps, after }: Pass): boolean {
  const { inputs, targets } = source.network;
  for (const [name, value] of before) {
    const what = isSame(value, valueOfRows(inputs)) ? 'inputs' : isSame(value, valueOfRows(targets)) ? 'targets' : '';
    const own = after.get(name);
    if (what === '' || own === undefined || isSame(own, value)) continue;
    const used = steps.find(({ flow }) => flow.reads.has(name) || flow.writes.has(name));
    const step = steps.find(({ values }) => values.has(name) && !isSame(values.get(name) as Value, value));
    if (step === undefined || used?.flow.reads.has(name) !== true) continue;
    const sentence = `This line changes the numbers of ${name}: the next line that reads it, in this iteration or the next one, no longer gets the ${what} of this level.`;
    findings.fail('values', step.line, sentence);
    return true;
  }
  return false;
}

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
    const sentence = `${later.name} shares its memory with ${first.name}: a change of one changes the other. Give ${later.name} its own array, for example with .copy().`;
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

/**
 * Finds values that are carried from one iteration to the next, such as a velocity, and that a line of the loop sets back to its initial
 * value. It does so by trial: the second iteration runs again with the value of the first one kept. Where more weights then change as they
 * should, that line is wrong.
 * @param references the changes that are right
 * @returns false without such a line
 */
export function* judgeResets(
  findings: Findings,
  trace: Trace,
  moment: Moment,
  { fit, pass, references }: { readonly fit: Fit; readonly pass: Pass; readonly references: Values },
): Generator<void, boolean> {
  const rightOf = (own: Pass): number => changesOf(fit.source, fit.names, own, references).filter(isAsReference).length;
  const right = rightOf(pass);
  const weights = new Set(fit.names.values());
  for (const step of pass.steps) {
    if (step.statement.kind !== 'assign') continue;
    for (const [name, value] of step.values) {
      const last = pass.before.get(name);
      const isReset = last !== undefined && fits(value, last) && !isSame(value, last) && !step.flow.reads.has(name);
      if (!isReset || weights.has(name)) continue;
      const again = yield* trace.again(moment, { visits: step.visits, name, value: last });
      if (again.failure !== undefined || rightOf(again) <= right) continue;
      const sentence = `${name} starts again in each iteration here, so its value from the iteration before is lost. Put this line before the loop.`;
      const [is, shouldBe] = textsApart(value, last);
      findings.fail('iterations', step.line, sentence, {
        is: `iteration 2: ${name} is ${is}`,
        shouldBe: `${shouldBe}, as after iteration 1`,
      });
      findings.mark(step.line, 'wrong', sentence);
    }
  }
  return findings.fault !== undefined;
}
