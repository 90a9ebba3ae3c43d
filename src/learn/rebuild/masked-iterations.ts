/*
 * Many iterations with dropout. No two texts draw alike, so the reference has the learner's own masks, read from the values of each
 * iteration; the masks themselves are judged by how often, and how evenly, they leave out a unit.
 */
import type { Statement } from '../../script/syntax/tree.ts';
import { changesOf, type Fit, isAsReference } from './fit.ts';
import { boundText, countText, differences, endsTooSoon, farthest, ITERATIONS, MOST_WORK } from './iterations-end.ts';
import { weightsOf } from './mapping.ts';
import { maskIn, plainLayer } from './mask.ts';
import { mistakeOf } from './mistakes.ts';
import { headOf } from './names.ts';
import type { Pass } from './pass.ts';
import type { Step, Values } from './recorder.ts';
import { Reference } from './reference.ts';
import type { Findings } from './report.ts';
import type { Trace } from './trace.ts';
import { fits, inLayoutOf, isSame, numberText, type Value } from './values.ts';

/** The share of the hidden values that a mask keeps. */
const KEPT = 0.8;
/** Standard deviations by which a share may differ: of 16 cells in some 1,000 iterations, one in millions is farther off. */
const SPREAD = 5.5;

interface Iteration {
  /** The learner's weights before it. */
  readonly weights: Values;
  readonly mask: Value;
}

export function* checkMaskedIterations(findings: Findings, trace: Trace, fit: Fit, first: Pass): Generator<void, void> {
  const iterations: Iteration[] = [];
  const begun = trace.run.state.units;
  let pass = first;
  while (iterations.length < ITERATIONS && trace.run.state.units - begun < MOST_WORK) {
    if (iterations.length > 0) pass = yield* trace.pass();
    if (pass.failure !== undefined) {
      const message = `Iteration ${iterations.length + 1} ends with ${pass.failure.message}`;
      findings.fail('iterations', pass.failure.line, message);
      return;
    }
    const weights = weightsOf(fit.source, fit.names, pass.before);
    const plain = plainLayer(fit.source, weights);
    if (plain === undefined) return;
    iterations.push({ weights, mask: maskIn(plain, pass) });
    if (pass.isLast) break;
    yield;
  }
  const made = iterations.length;
  const reference = yield* Reference.from(fit.source, { weights: fit.start.weights, alpha: fit.factor ?? 1 });
  for (const { mask } of iterations) {
    reference.putMask(mask);
    yield* reference.passes(1);
    yield;
  }
  const after = weightsOf(fit.source, fit.names, pass.after);
  const apart = farthest(after, reference.values());
  // Masks that leave out too much can leave out everything. The weights then show nothing, so the masks are judged
  // first.
  const isAnyOut = iterations.some(({ mask }) => mask.cells.includes(0));
  if (!(apart <= 1e-9) && isAnyOut && judgeMasks(findings, trace, fit, first, iterations)) return;
  if (!(apart <= 1e-9) && !(yield* oneByOne(findings, fit, reference, iterations, pass))) return;
  if (judgeMasks(findings, trace, fit, first, iterations)) return;
  if (endsTooSoon(findings, trace, fit, reference, { made, isLast: pass.isLast })) return;
  const where =
    apart <= 1e-9
      ? `after ${countText(made)} with your own masks, all weights equal the reference, within 1e-9`
      : `each of ${countText(made)} equals the reference with your own mask; over the whole run, rounding errors grow`;
  findings.stage('iterations', 'passed', `${where}${boundText(made, pass.isLast)}`);
}

/** Each iteration from the learner's weights before it. @returns false where one is wrong */
function* oneByOne(
  findings: Findings,
  fit: Fit,
  reference: Reference,
  iterations: readonly Iteration[],
  last: Pass,
): Generator<void, boolean> {
  const alpha = fit.factor ?? 1;
  for (const [i, { weights, mask }] of iterations.entries()) {
    reference.put({ weights, alpha, mask });
    const other = yield* reference.pass();
    const after = iterations[i + 1]?.weights ?? weightsOf(fit.source, fit.names, last.after);
    const own = new Map([...fit.names.keys()].map((name) => [name, name]));
    const changes = changesOf(fit.source, own, { before: weights, after }, differences(fit, other));
    const wrong = changes.find((change) => !isAsReference(change));
    if (wrong !== undefined) {
      const line = last.steps.findLast(({ values }) => values.has(fit.names.get(wrong.parameter) ?? ''))?.line;
      findings.fail(
        'iterations',
        line,
        `Iteration ${i + 1} is the first that differs from the reference with the same mask.`,
      );
      return false;
    }
    yield;
  }
  return true;
}

/** Faults of the masks: none, one for all iterations, a wrong share, a wrong scale. @returns false for right ones */
function judgeMasks(
  findings: Findings,
  trace: Trace,
  fit: Fit,
  first: Pass,
  iterations: readonly Iteration[],
): boolean {
  const [{ mask: own }] = iterations as [Iteration];
  const count = iterations.length;
  const zeros = own.cells.map((_, i) => iterations.filter(({ mask }) => mask.cells[i] === 0).length);
  const share = zeros.reduce((sum, each) => sum + each, 0) / (count * zeros.length);
  const level = Math.max(...iterations.map(({ mask }) => Math.max(...mask.cells)));
  const lineOf = (what: 'zeros' | 'scale'): number | undefined =>
    lineOfMask(what, own, plainLayer(fit.source, fit.start.weights), first.steps, trace.setup);
  const line = lineOf('zeros');
  const wanted = percent(1 - KEPT);
  if (share === 0) {
    const sentence = `No unit is left out: a mask leaves out ${wanted} of the hidden values.`;
    findings.missing = { label: 'forward', sentence, mistake: undefined };
    return true;
  }
  if (count > 3 && iterations.every(({ mask }) => isSame(mask, own, 0))) {
    const isInLoop = line !== undefined && first.steps.some((step) => step.line === line);
    const seed = isInLoop ? first.steps.find(({ statement }) => setsSeed(statement)) : undefined;
    const sentence = !isInLoop
      ? mistakeOf('mask-once').sentence(fit.source)
      : seed === undefined
        ? 'The mask is the same in each iteration: the same units are always left out. Draw new random numbers in each iteration.'
        : 'The seed is set in each iteration, so the mask is the same each time: the same units are always left out. Set the seed before the loop.';
    findings.fail('iterations', seed?.line ?? line, sentence, { mistake: 'mask-once' });
    return true;
  }
  const spread = SPREAD * Math.sqrt((KEPT * (1 - KEPT)) / count);
  if (Math.abs(share - (1 - KEPT)) > spread) {
    const isTurned = Math.abs(share - KEPT) < spread ? ' It keeps the share that it should leave out.' : '';
    const sentence = `The mask leaves out ${percent(share)} of the values, and should leave out ${wanted}.${isTurned}`;
    findings.fail('iterations', line, sentence);
    return true;
  }
  const uneven = zeros.find((each) => Math.abs(each / count - (1 - KEPT)) > spread);
  if (uneven !== undefined) {
    const sentence = `The mask is uneven: in ${countText(count)} it leaves out one value in ${percent(uneven / count)} of them, and should do so in ${wanted}.`;
    findings.fail('iterations', line, sentence);
    return true;
  }
  const width = own.shape[1] ?? 1;
  if (
    width > 1 &&
    iterations.every(({ mask }) => mask.cells.every((cell, i) => cell === mask.cells[i - (i % width)]))
  ) {
    const sentence =
      'The mask leaves out all hidden units of an example together. Draw one number for each unit of each example.';
    findings.fail('iterations', line, sentence);
    return true;
  }
  if (Math.abs(level - 1 / KEPT) > 1e-6) {
    const is = `a unit that is kept has the factor ${numberText(level, 6)}`;
    const mistake = level === 1 ? 'mask-not-scaled' : undefined;
    const sentence =
      mistake === undefined
        ? 'The units that are kept are scaled by the wrong factor: divide the mask by the share that is kept.'
        : mistakeOf(mistake).sentence(fit.source);
    findings.fail('values', mistake === undefined ? lineOf('scale') : line, sentence, {
      is,
      shouldBe: String(1 / KEPT),
      mistake,
    });
    return true;
  }
  return false;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** True for a call that sets the seed of random numbers. */
function setsSeed(statement: Statement): boolean {
  return /"name":"(?:seed|default_rng|RandomState)"/.test(JSON.stringify(headOf(statement)));
}

/**
 * The line that gives the mask, in the loop or before it; else that which gives the layer with it; else one with the same zeros.
 * @param what the zeros of a mask may be drawn in a line before that of its scale
 */
function lineOfMask(
  what: 'zeros' | 'scale',
  mask: Value,
  plain: Value | undefined,
  steps: readonly Step[],
  setup: readonly Step[],
): number | undefined {
  const masked: Value = { shape: mask.shape, cells: mask.cells.map((cell, i) => cell * (plain?.cells[i] ?? 1)) };
  const isZero = (own: Value | undefined): boolean =>
    own?.cells.every((cell, i) => (cell === 0) === (mask.cells[i] === 0)) === true;
  const [rows = 1, width = 1] = mask.shape;
  const isOneNumber = ({ cells }: Value): boolean => new Set(cells.filter((cell) => cell !== 0)).size === 1;
  // One number per example.
  const isByRow = ({ cells }: Value): boolean =>
    width > 1 && cells.length === rows && mask.cells.every((cell, i) => cell === cells[Math.floor(i / width)]);
  const isUnscaled = (value: Value): boolean =>
    isOneNumber(value) && isZero(fits(value, mask) ? inLayoutOf(mask, value) : undefined);
  const tests: readonly ((value: Value) => boolean)[] = [
    (value) => (fits(value, mask) && isSame(value, mask)) || isByRow(value),
    ...(what === 'zeros' ? [isUnscaled] : []),
    (value) => fits(value, mask) && isSame(value, masked),
    (value) => isZero(fits(value, mask) ? inLayoutOf(mask, value) : undefined),
  ];
  for (const test of tests) {
    const has = ({ values }: Step): boolean => [...values.values()].some(test);
    const found = setup.findLast(has) ?? steps.find(has);
    if (found !== undefined) return found.line;
  }
  return undefined;
}
