/* Many iterations of a right first one: free beside the reference; where they part, one by one from the learner's own weights. */
import type { Module } from '../../script/syntax/tree.ts';
import { updateOf } from './factors.ts';
import {
  type Change,
  changeFactor,
  changesOf,
  commonFactor,
  type Fit,
  isAsReference,
  isClose,
  matchOf,
} from './fit.ts';
import { equalWeights } from './initial-weights.ts';
import { boundText, countText, differences, endsTooSoon, farthest, ITERATIONS, MOST_WORK } from './iterations-end.ts';
import { judgeLateIterations } from './late-iterations.ts';
import { judgeResets } from './lost-numbers.ts';
import { weightsOf } from './mapping.ts';
import { checkMaskedIterations } from './masked-iterations.ts';
import { type MistakeId, mistakeOf, mistakes } from './mistakes.ts';
import type { Loop } from './names.ts';
import type { Pass } from './pass.ts';
import type { Step, Values } from './recorder.ts';
import { quantitiesOf, Reference } from './reference.ts';
import type { Findings } from './report.ts';
import { runAtLoop, type Training } from './training-loop.ts';
import { numberText } from './values.ts';

export function* checkIterations(
  findings: Findings,
  module: Module,
  { trace, loop, fit, pass: first }: Pick<Training, 'trace' | 'loop' | 'fit' | 'pass'>,
): Generator<void, void> {
  if (fit.mask !== undefined) return yield* checkMaskedIterations(findings, trace, fit, first);
  const reference = yield* Reference.from(fit.source, { weights: fit.start.weights, alpha: fit.factor ?? 1 });
  yield* reference.passes(1);
  const begun = trace.run.state.units;
  let made = 1;
  let { isLast } = first;
  while (!isLast && made < ITERATIONS && trace.run.state.units - begun < MOST_WORK) {
    const more = yield* trace.passes(Math.min(50, ITERATIONS - made));
    made += more.made;
    isLast = more.isLast && more.failure === undefined;
    if (more.failure !== undefined) {
      findings.fail('iterations', more.failure.line, `Iteration ${made + 1} ends with ${more.failure.message}`);
      return;
    }
  }
  /** The distance from the reference; undefined in a function that has ended, whose weights are gone. */
  const apartNow = (): number | undefined => {
    const own = weightsOf(fit.source, fit.names, trace.values());
    return own.size < fit.names.size ? undefined : farthest(own, reference.values());
  };
  const isNear = (apart: number | undefined): boolean => apart !== undefined && apart <= 1e-9;
  yield* reference.passes(Math.max(0, made - 2));
  // A loop may be left before the updates of its last iteration.
  const isCut = isLast && made > 1 && isNear(apartNow());
  if (isCut) made--;
  else yield* reference.passes(Math.min(1, made - 1));
  const apart = apartNow();
  if (!isNear(apart) && !(yield* oneByOne(findings, module, loop, fit, made))) return;
  if (endsTooSoon(findings, trace, fit, reference, { made, isLast })) return;
  const where = isNear(apart)
    ? `after ${countText(made)} all weights equal the reference, within 1e-9`
    : `each of ${countText(made)} equals the reference${apart === undefined ? '' : '; over the whole run, rounding errors grow'}`;
  const late = yield* judgeLateIterations(findings, module, loop, { fit, first, made });
  if (findings.fault !== undefined) return;
  const more =
    late === undefined ? '' : `; from the initial weights, the updates with ${late} equal the reference, too`;
  findings.stage('iterations', 'passed', `${where}${boundText(made, isLast)}${more}`);
}

/**
 * Rounding grows in some trainings: each single iteration then decides. The text is run again from its beginning.
 * @returns false where an iteration is wrong
 */
function* oneByOne(findings: Findings, module: Module, loop: Loop, fit: Fit, count: number): Generator<void, boolean> {
  const trace = yield* runAtLoop(module, loop, fit);
  if (trace === undefined) return true;
  const alpha = fit.factor ?? 1;
  const reference = yield* Reference.from(fit.source, { weights: fit.start.weights, alpha });
  let updates: ReadonlyMap<string, Step | undefined> = new Map();
  let last: readonly Change[] = [];
  for (let k = 1; k <= count; k++) {
    // A carried value that starts again in each iteration shows in the second one.
    const moment = k === 2 ? trace.save() : undefined;
    const pass = yield* trace.pass();
    if (k === 1) updates = new Map([...fit.names.values()].map((name) => [name, updateOf(pass, name)]));
    const other = yield* reference.pass();
    const references = differences(fit, other);
    const changes = changesOf(fit.source, fit.names, pass, references);
    const wrong = changes.find((change) => !isAsReference(change));
    const idle =
      wrong?.kind === 'none' && updateOf(pass, wrong.name) === undefined ? updates.get(wrong.name) : undefined;
    if (wrong !== undefined && idle !== undefined) {
      // The rounding of many iterations, and then a loop that is left before its updates.
      if (pass.isLast) return true;
      findings.fail(
        'iterations',
        idle.line,
        `In iteration ${k} this line does not run: ${wrong.name} does not change.`,
        {
          is: `iteration ${k}: ${wrong.name} does not change`,
          shouldBe: 'an update in each iteration',
        },
      );
      return false;
    }
    if (wrong !== undefined) {
      if (moment !== undefined && (yield* judgeResets(findings, trace, moment, { fit, pass, references })))
        return false;
      const mistake = k <= 3 ? yield* mistakeAt(fit, changes, k) : undefined;
      const mu = reference.values().get('mu')?.cells[0];
      blameIteration(findings, k, { fit, pass, reference: other, changes, last, mu, mistake });
      return false;
    }
    if (pass.isLast) break;
    last = changes;
    reference.put({ weights: weightsOf(fit.source, fit.names, pass.after), alpha });
  }
  return true;
}

interface Differing {
  readonly fit: Fit;
  readonly pass: Pass;
  /** The same iteration of the reference. */
  readonly reference: Pass;
  readonly changes: readonly Change[];
  /** The changes of the iteration before. */
  readonly last: readonly Change[];
  /** The share of a velocity that is kept; undefined in a network without velocities. */
  readonly mu: number | undefined;
  readonly mistake: MistakeId | undefined;
}

/** The ✗ and the words of iteration `k`, the first that differs from the reference. */
function blameIteration(
  findings: Findings,
  k: number,
  { fit, pass, reference, changes, last, mu, mistake }: Differing,
): void {
  const wrong = changes.filter((change) => !isAsReference(change));
  const [first] = wrong;
  const step =
    firstOther(fit, pass, reference) ??
    firstUpdate(pass, wrong) ??
    [...fit.matches.keys(), ...pass.steps].findLast(({ values }) => values.has(first?.name ?? ''));
  const hidden =
    equalWeights(fit).length === 0 ? '' : '; or iteration 1 hides a mistake, since its initial weights are all equal';
  const sentence =
    mistake === undefined
      ? (memoryText(wrong, last, mu, differences(fit, reference)) ??
        `Iteration ${k} is the first that differs: something is carried from one iteration to the next, changes with the iteration number, or is random${hidden}.`)
      : mistakeOf(mistake).sentence(fit.source);
  findings.fail('iterations', step?.line, sentence, {
    is: `iteration ${k}: ${first?.name} changes differently`,
    mistake,
  });
  for (const own of othersIn(fit, pass, reference)) {
    if (own.line !== step?.line) findings.reopen(own.line, `right in the first iteration, but not in iteration ${k}`);
  }
}

/** The first of the statements that change some weights. */
function firstUpdate(pass: Pass, changes: readonly Change[]): Step | undefined {
  const steps = changes.flatMap(({ name }) => updateOf(pass, name) ?? []);
  return pass.steps.find((step) => steps.includes(step));
}

/**
 * One sentence on velocities that keep another share of the ones before, where that share explains all wrong changes.
 * @param last the changes of the iteration before
 * @param mu the right share; undefined in a network without velocities
 */
function memoryText(
  wrong: readonly Change[],
  last: readonly Change[],
  mu: number | undefined,
  references: Values,
): string | undefined {
  if (mu === undefined) return undefined;
  const shares = wrong.map(({ parameter, value }) => {
    const before = last.find((own) => own.parameter === parameter)?.value;
    const reference = references.get(parameter);
    if (before === undefined || reference === undefined) return undefined;
    // value − (reference − mu × before), the part that comes from the change before
    const kept = value.cells.map((cell, i) => cell - (reference.cells[i] ?? 0) + mu * (before.cells[i] ?? 0));
    const most = Math.max(...value.cells.map(Math.abs));
    if (kept.every((cell) => Math.abs(cell) <= 1e-7 * most)) return 0;
    return changeFactor({ shape: value.shape, cells: kept }, before);
  });
  const [share] = shares;
  if (share === undefined || shares.some((own) => own === undefined || Math.abs(own - share) > 1e-6)) return undefined;
  return share === 0
    ? `These weights change by the gradient of this iteration alone: the velocity of the iteration before is missing. Keep the velocity in a variable: v = ${mu} * v + gradient.`
    : `The velocity keeps ${numberText(share)} of the velocity before, but in this level it keeps ${mu}: v = ${mu} * v + gradient.`;
}

/**
 * The first statement of a later iteration that gives another value than the reference, and gave a right one in the first iteration; or
 * one before it that changes a weight.
 */
function firstOther(fit: Fit, pass: Pass, reference: Pass): Step | undefined {
  const [first] = othersIn(fit, pass, reference);
  if (first === undefined) return undefined;
  const weights = new Set(fit.names.values());
  const before = pass.steps.slice(0, pass.steps.indexOf(first));
  return before.find(({ values }) => [...values.keys()].some((name) => weights.has(name))) ?? first;
}

/** The statements of a later iteration that give other values than the reference, and gave right ones in the first iteration. */
function othersIn(fit: Fit, pass: Pass, reference: Pass): readonly Step[] {
  const { quantities } = quantitiesOf(fit.source, reference);
  const right = new Set<string>();
  // In the first iteration, a velocity is the gradient: the last statement with that value, before the update, is the velocity.
  const velocities = new Map<string, string>();
  const updated = new Set<string>();
  for (const [{ statement, values }, own] of fit.matches) {
    for (const name of values.keys()) updated.add(name);
    for (const [name, { quantity }] of own) {
      const key = `${statement.from} ${name}`;
      const isLate = updated.has(fit.names.get(quantity.name.replace(/^v_/, '')) ?? '');
      if (/^v_/.test(quantity.name)) {
        if (!isLate || !velocities.has(quantity.name)) velocities.set(quantity.name, key);
      } else if (quantity.kind === 'line') right.add(key);
    }
  }
  for (const key of velocities.values()) right.add(key);
  return pass.steps.filter(({ statement, values }) =>
    [...values].some(
      ([name, value]) => right.has(`${statement.from} ${name}`) && matchOf(name, value, quantities) === undefined,
    ),
  );
}

/** The mistake with which all iterations up to this one are the learner's. */
function* mistakeAt(fit: Fit, changes: readonly Change[], k: number): Generator<void, MistakeId | undefined> {
  for (const { id, apply } of mistakes) {
    for (const source of apply(fit.source)) {
      // Where the first iteration hides the mistake, its factor is part of it.
      let alpha = 1;
      let pass: Pass | undefined;
      for (const count of [1, k]) {
        const reference = yield* Reference.from(source, { weights: fit.start.weights, alpha });
        for (let i = 0; i < count; i++) pass = yield* reference.pass();
        if (pass === undefined || pass.failure !== undefined) break;
        if (count === 1) alpha = factorTo(fit, pass, fit.changes) ?? fit.factor ?? 1;
      }
      if (pass === undefined || pass.failure !== undefined) continue;
      const factor = factorTo(fit, pass, changes);
      if (factor !== undefined && isClose(factor, 1)) return id;
    }
  }
  return undefined;
}

/** The common factor of the learner's changes to those of a pass of a reference. */
function factorTo(fit: Fit, pass: Pass, changes: readonly Change[]): number | undefined {
  if (pass.failure !== undefined) return undefined;
  const own = differences(fit, pass);
  const scaled = changes.map((change) => {
    const other = own.get(change.parameter);
    return { ...change, factor: other === undefined ? undefined : changeFactor(change.value, other) };
  });
  return commonFactor(scaled);
}
