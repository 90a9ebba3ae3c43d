/* Many iterations of a right first one: free beside the reference; where they part, one by one from the learner's own weights. */

import type { Module } from '../../script/syntax/tree.ts';
import { changeFactor, changesOf, type Fit, isClose, maskIn, plainLayer, weightsOf } from './match.ts';
import { mistakeOf, mistakes } from './mistakes.ts';
import { loopsOf } from './names.ts';
import type { Values } from './recorder.ts';
import { Reference } from './reference.ts';
import type { Draft } from './report.ts';
import { type Pass, Trace } from './trace.ts';
import { difference, type Value } from './values.ts';

const ITERATIONS = 1000;
/** Iterations with dropout that are compared one by one. */
const MASKED = 100;
/** Lines, calls and jumps back of all of them. */
const MOST_WORK = 3_000_000;

export function* checkIterations(
  draft: Draft,
  module: Module,
  trace: Trace,
  fit: Fit,
  first: Pass,
): Generator<void, void> {
  if (fit.mask !== undefined) return yield* checkMasked(draft, trace, fit, first);
  const alpha = fit.factor ?? 1;
  const reference = new Reference(fit.source);
  yield* reference.begin();
  reference.put({ weights: fit.start.weights, alpha });
  yield* reference.passes(1);
  const begun = trace.run.state.units;
  let made = 1;
  if (!first.isLast) {
    while (made < ITERATIONS && trace.run.state.units - begun < MOST_WORK) {
      const { made: more, failure } = yield* trace.passes(Math.min(50, ITERATIONS - made));
      made += more;
      if (failure !== undefined) {
        draft.fail('iterations', failure.line, `Iteration ${made + 1} ends with ${failure.message}`);
        return;
      }
      if (more < 50 && made < ITERATIONS) break;
    }
    yield* reference.passes(made - 1);
  }
  const apart = farthest(weightsOf(fit.source, fit.names, trace.values()), reference.values());
  const count = made.toLocaleString('en');
  if (apart <= 1e-9) {
    draft.stage(
      'iterations',
      'passed',
      `after ${count} iteration${made === 1 ? '' : 's'} all weights are those of the reference, within 1e-9`,
    );
    return;
  }
  yield* oneByOne(draft, module, fit, made);
}

function farthest(own: Values, reference: Values): number {
  let most = 0;
  for (const [name, { cells }] of own) {
    const other = reference.get(name);
    if (other === undefined) continue;
    for (const [i, cell] of cells.entries()) {
      const apart = Math.abs(cell - (other.cells[i] ?? Number.NaN)) / Math.max(1, Math.abs(cell));
      if (!(apart <= most)) most = apart;
    }
  }
  return most;
}

/** Rounding grows in some trainings: each single iteration then decides. The text is run again from its beginning. */
function* oneByOne(draft: Draft, module: Module, fit: Fit, count: number): Generator<void, void> {
  const trace = new Trace(module);
  let loops = loopsOf(module.body);
  // The loop that trains is the one at whose entry the weights are there.
  for (;;) {
    const reached = yield* trace.toLoop(loops);
    if (reached === undefined || 'message' in reached) return;
    if ([...fit.names.values()].every((name) => trace.values().has(name))) break;
    loops = loops.filter((loop) => loop !== reached);
  }
  const alpha = fit.factor ?? 1;
  const reference = new Reference(fit.source);
  yield* reference.begin();
  reference.put({ weights: fit.start.weights, alpha });
  for (let k = 1; k <= count; k++) {
    const pass = yield* trace.pass();
    const other = yield* reference.pass();
    const changes = changesOf(fit.source, fit.names, pass, differences(fit, other));
    const wrong = changes.find(({ factor, isZero }) => !isZero && (factor === undefined || !isClose(factor, 1)));
    if (wrong !== undefined) {
      const step = pass.steps.findLast(({ values }) => values.has(wrong.name));
      const mistake = k <= 3 ? yield* mistakeAt(fit, changes, k, alpha) : undefined;
      const sentence =
        mistake === undefined
          ? `Iteration ${k} is the first that differs: something is carried from one iteration to the next, or changes with the count.`
          : mistakeOf(mistake).sentence(fit.source);
      const line = step === undefined ? undefined : (lineOfState(pass, step, fit, mistake) ?? step.line);
      draft.fail('iterations', line, sentence, { is: `iteration ${k}: ${wrong.name} changes otherwise`, mistake });
      return;
    }
    if (pass.isLast) break;
    reference.put({ weights: weightsOf(fit.source, fit.names, pass.after), alpha });
  }
  draft.stage(
    'iterations',
    'passed',
    `each of ${count.toLocaleString('en')} iterations is that of the reference; rounding makes the runs part`,
  );
}

/** With a mistake in the velocities, the line of the velocity. */
function lineOfState(
  pass: Pass,
  update: Pass['steps'][number],
  _fit: Fit,
  mistake: string | undefined,
): number | undefined {
  if (mistake !== 'velocity-twice') return undefined;
  return pass.steps
    .slice(0, pass.steps.indexOf(update))
    .findLast(
      ({ statement, values }) =>
        statement.kind === 'augmented' && [...values.values()].some(({ cells }) => cells.length > 1),
    )?.line;
}

function differences(fit: Fit, { before, after }: Pass): Values {
  const changes = new Map<string, Value>();
  for (const name of fit.names.keys()) {
    const [last, first] = [after.get(name), before.get(name)];
    if (last !== undefined && first !== undefined) changes.set(name, difference(last, first));
  }
  return changes;
}

function* mistakeAt(
  fit: Fit,
  changes: ReturnType<typeof changesOf>,
  k: number,
  alpha: number,
): Generator<void, (typeof mistakes)[number]['id'] | undefined> {
  for (const { id, apply } of mistakes) {
    for (const source of apply(fit.source)) {
      const reference = new Reference(source);
      yield* reference.begin();
      reference.put({ weights: fit.start.weights, alpha });
      let pass: Pass | undefined;
      for (let i = 0; i < k; i++) pass = yield* reference.pass();
      if (pass === undefined || pass.failure !== undefined) continue;
      const own = differences(fit, pass);
      const isSame = changes.every(({ parameter, value }) => {
        const other = own.get(parameter);
        const factor = other === undefined ? undefined : changeFactor(value, other);
        return factor !== undefined && isClose(factor, 1);
      });
      if (isSame) return id;
    }
  }
  return undefined;
}

/** Dropout: each iteration has the learner's own mask, and its weights before it. */
function* checkMasked(draft: Draft, trace: Trace, fit: Fit, first: Pass): Generator<void, void> {
  const kept = 0.8;
  const alpha = fit.factor ?? 1;
  const reference = new Reference(fit.source);
  yield* reference.begin();
  let [zeros, cells, count] = [0, 0, 0];
  let level = 0;
  let isSame = true;
  let firstMask: Value | undefined;
  let pass = first;
  const begun = trace.run.state.units;
  for (let k = 1; k <= MASKED && trace.run.state.units - begun < MOST_WORK; k++) {
    if (k > 1) pass = yield* trace.pass();
    if (pass.failure !== undefined) {
      draft.fail('iterations', pass.failure.line, `Iteration ${k} ends with ${pass.failure.message}`);
      return;
    }
    const weights = weightsOf(fit.source, fit.names, pass.before);
    const plain = yield* plainLayer(fit.source, weights);
    if (plain === undefined) return;
    const mask = maskIn(plain, pass);
    firstMask ??= mask;
    isSame &&= mask.cells.every((cell, i) => cell === firstMask?.cells[i]);
    for (const cell of mask.cells) {
      cells++;
      if (cell === 0) zeros++;
      else level = Math.max(level, cell);
    }
    reference.put({ weights, alpha, mask });
    const other = yield* reference.pass();
    const changes = changesOf(fit.source, fit.names, pass, differences(fit, other));
    const wrong = changes.find(({ factor, isZero }) => !isZero && (factor === undefined || !isClose(factor, 1)));
    if (wrong !== undefined) {
      const line = pass.steps.findLast(({ values }) => values.has(wrong.name))?.line;
      draft.fail('iterations', line, `Iteration ${k} is the first that differs from the reference with the same mask.`);
      return;
    }
    count = k;
    if (pass.isLast) break;
    yield;
  }
  const line = lineOfMask(first);
  const wanted = numberOf(1 - kept);
  if (zeros === 0) {
    draft.missing = {
      label: 'forward',
      sentence: `No unit is left out: a mask leaves out ${wanted} of the hidden values.`,
      mistake: undefined,
    };
    return;
  }
  if (isSame && count > 3)
    return draft.fail('iterations', line, mistakeOf('mask-once').sentence(fit.source), { mistake: 'mask-once' });
  const share = zeros / cells;
  const spread = 4 * Math.sqrt((kept * (1 - kept)) / cells);
  if (Math.abs(share - (1 - kept)) > spread) {
    draft.fail(
      'iterations',
      line,
      `The mask leaves out ${numberOf(share)} of the values, and should leave out ${wanted}.`,
    );
    return;
  }
  if (Math.abs(level - 1 / kept) > 1e-6) {
    draft.fail('values', line, mistakeOf('mask-not-scaled').sentence(fit.source), {
      is: `a unit that is left has the factor ${level}`,
      shouldBe: String(1 / kept),
      mistake: 'mask-not-scaled',
    });
    return;
  }
  draft.stage(
    'iterations',
    'passed',
    `each of ${count} iterations is that of the reference with the same mask, within 1e-9`,
  );
}

function numberOf(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** The line that multiplies by the mask, or draws it. */
function lineOfMask({ steps }: Pass): number | undefined {
  const isDrawn = ({ statement, values }: Pass['steps'][number]): boolean =>
    statement.kind === 'augmented' || [...values.values()].some(({ cells }) => cells.length > 1 && cells.includes(0));
  return steps.find(isDrawn)?.line;
}
