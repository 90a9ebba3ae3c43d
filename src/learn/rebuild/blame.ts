/*
 * The words of a first ✗: the mistake of the table that gives the wrong value, what it is, and what it should be.
 * Longer than other files: all ways to a first ✗ share these words.
 */
import type { Moment } from '../../script/machine/moment.ts';
import type { Module } from '../../script/syntax/tree.ts';
import { directedChanges, factorsText, idleText, updateOf, updatesInOrder } from './factors.ts';
import { type Change, changeFactor, type DirectedChange, type Fit, isClose } from './fit.ts';
import { explainsAll, isOwnChange, isValueOf, type Known, likeliest } from './known-mistakes.ts';
import { meaningOf } from './meaning.ts';
import { mistakeOf } from './mistakes.ts';
import type { Loop } from './names.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import type { Repair } from './repair.ts';
import type { Findings } from './report.ts';
import type { Trace } from './trace.ts';
import {
  cellsText,
  factorBetween,
  fits,
  inLayoutOf,
  numberText,
  shapeText,
  textsApart,
  transposed,
  type Value,
} from './values.ts';

/** A value in the learner's program. */
export interface Place {
  readonly step: Step;
  readonly name: string;
  readonly value: Value;
}

export interface Attempt {
  readonly module: Module;
  readonly loop: Loop;
  readonly fit: Fit;
  readonly pass: Pass;
  readonly trace: Trace;
  /** The state before the pass. */
  readonly moment: Moment;
  readonly setup: readonly Step[];
  /** True for a text with blanks, which are filled for the check. */
  readonly hasBlanks: boolean;
}

/** `all updates are right`; of a text without some of the updates, only those that it has. */
export function rightUpdates({ fit, pass, hasBlanks }: Attempt): string {
  const updates = fit.changes.some(({ kind, name }) => kind === 'none' && updateOf(pass, name) === undefined)
    ? 'the updates that are there'
    : 'all updates';
  return `${hasBlanks ? 'and the blanks filled in, ' : ''}${updates} are right`;
}

/** The value with which all updates are right is known, and so is the line. */
export function blameRepair(findings: Findings, attempt: Attempt, repair: Repair, known: readonly Known[]): void {
  const { fit, pass } = attempt;
  const { step, name, value, quantity, expected } = repair;
  const isDelta = /^l\d+_(delta|error)$|\.T @ l\d+_delta$/.test(quantity.name);
  const match = fit.matches.get(step)?.get(name);
  const directed = directedChanges(fit);
  if (isDelta && match?.quantity.name === quantity.name && directed !== undefined) {
    const own = inLayoutOf(expected, value);
    const isTurned = own?.cells.some((cell, i) => cell * (expected.cells[i] as number) < 0) === true;
    blameFactor(findings, attempt, repair, directed, isTurned);
    return;
  }
  const mistaken = likeliest(
    known.filter(
      (own) =>
        (isValueOf(quantity.name, value, own.run) && !isValueOf(quantity.name, value, fit.run)) ||
        (own.changed.some((line) => isValueOf(line, value, own.run)) && explainsAll(own, fit)),
    ),
    fit,
    pass,
  );
  if (mistaken !== undefined) {
    blameKnown(findings, attempt, repair, mistaken, quantity.name, expected);
    return;
  }
  fail(findings, attempt, repair, expected, `${repairWords(repair, fit)}, ${rightUpdates(attempt)}.`);
}

/** The beginning of the sentence about a repair. It ends with the value with which all updates are right. */
function repairWords({ name, value, quantity, expected }: Repair, fit: Fit): string {
  const isNamed = name === quantity.name || meaningOf(name, fit) === quantity.name;
  const turned = expected.shape.length === 2 && expected.shape[0] === expected.shape[1] ? transposed(value) : undefined;
  if (turned?.cells.every((cell, i) => Math.abs(cell - (expected.cells[i] ?? 0)) <= 1e-9 * Math.abs(cell)))
    return `${name} has rows and columns exchanged: with its transpose`;
  if (!fits(value, expected)) {
    const meant = isNamed ? name : `${name}, which should be ${quantity.name},`;
    return `${meant} is ${shapeText(value.shape)}, and should be ${shapeText(expected.shape)}: with the value of the reference`;
  }
  return isNamed
    ? `${name} differs from the reference: with the numbers of the reference`
    : `${name} should be ${quantity.name} here: with its numbers`;
}

/** A delta with a different factor from the other ones. */
function blameFactor(
  findings: Findings,
  attempt: Attempt,
  repair: Repair,
  changed: readonly DirectedChange[],
  isTurned: boolean,
): void {
  const { fit, pass } = attempt;
  const [first, last] = [changed[0] as DirectedChange, changed.at(-1) as DirectedChange];
  const ratio = first.factor / last.factor;
  const scalars = [...pass.before, ...pass.steps.flatMap(({ values }) => [...values])].filter(
    ([, { cells }]) => cells.length === 1,
  );
  const isSize =
    fit.source.network.inputs.length === ratio ||
    [...fit.start.weights.values()].some(({ shape }) => shape.includes(ratio));
  const isRate = !isSize && scalars.some(([, { cells }]) => cells[0] !== 1 && isClose(cells[0] as number, ratio));
  const sentence = isTurned
    ? `${repair.name} has the wrong sign: it does not match the error of the layer above, and its weights move uphill.`
    : isRate
      ? mistakeOf('alpha-in-deltas').sentence(fit.source)
      : `${repair.name} has a different factor from the delta above it: together, the updates do not follow the slope of the loss.`;
  const mistake = isTurned ? 'uphill' : isRate ? 'alpha-in-deltas' : undefined;
  findings.fail('updates', repair.step.line, sentence, {
    is: factorsText(first, last),
    shouldBe: 'one factor for all updates',
    mistake,
  });
  markRest(findings, attempt, repair.step);
}

/** A mistake of the table. @param line the line of the program that has the place of the wrong value */
export function blameKnown(
  findings: Findings,
  attempt: Attempt,
  place: Place,
  { mistake, changed }: Known,
  line: string | undefined,
  own?: Value,
): void {
  const { fit, setup } = attempt;
  const expected = own ?? fit.run.quantities.findLast(({ name }) => name === (line ?? changed[0]))?.value;
  const sentence = constantSlope(place, mistake.id, fit) ?? mistake.sentence(fit.source);
  if (mistake.id === 'flat-target') {
    // The mistake is in the targets, and has its first effect in the loop.
    const step = setup.findLast(({ values }) => [...values.values()].some((value) => isFlatTarget(value, fit)));
    if (step !== undefined) {
      findings.fail('shapes', step.line, sentence, { ...wordsOf(place, expected), mistake: mistake.id });
      markRest(findings, attempt, undefined);
      return;
    }
  }
  const at = place.step;
  if (fit.names.size > 0 && [...fit.names.values()].includes(place.name)) {
    findings.fail('values', at.line, sentence, { ...wordsOf(place, expected), mistake: mistake.id });
  } else fail(findings, attempt, place, expected, sentence, mistake.id);
  if (mistake.id === 'update-too-soon') reopenUpdates(findings, attempt, at);
  markRest(findings, attempt, at);
}

/** One sentence on an error times one number, such as a mean of the slopes, where each value needs its own slope; undefined for any other value. */
function constantSlope({ step, name, value }: Place, id: Known['mistake']['id'], fit: Fit): string | undefined {
  if (id !== 'no-output-slope' && id !== 'no-hidden-slope') return undefined;
  for (const [k] of fit.source.program.roles.layers.entries()) {
    const error = fit.run.quantities.find((own) => own.name === `l${k + 1}_error`);
    const factor = error === undefined ? undefined : factorBetween(value, error.value);
    if (error === undefined || factor === undefined) continue;
    // A factor of the error itself, such as 2, continues to the delta.
    const own = [...fit.matches].flatMap(([other, all]) =>
      (other === step ? [] : [...all.values()])
        .filter(({ quantity }) => quantity.name === error.name)
        .map((match) => match.factor),
    );
    if ([1, -1, ...own].some((each) => isClose(each, factor))) return undefined;
    return `${name} is the error times one number, ${numberText(factor)}: each value needs its own slope. Multiply the error by the slope of l${k + 1}, value by value.`;
  }
  return undefined;
}

/** Updates before a line that still needs the old weights: their values are right, their places are not. */
function reopenUpdates(findings: Findings, { fit, pass }: Attempt, until: Step): void {
  const weights = new Set(fit.names.values());
  const at = pass.steps.indexOf(until);
  for (const step of pass.steps.slice(0, at)) {
    const isUpdate = [...step.values.keys()].some((name) => weights.has(name));
    const isRead = isUpdate && [...step.flow.writes].some((name) => until.flow.reads.has(name));
    if (isRead)
      findings.reopen(step.line, `comes too early: line ${findings.fault?.line} needs the weights before this update`);
  }
}

function isFlatTarget({ shape, cells }: Value, { source }: Fit): boolean {
  const targets = source.network.targets.flat();
  return shape.length === 1 && cells.length === targets.length && targets.every((cell, i) => cell === cells[i]);
}

function fail(
  findings: Findings,
  attempt: Attempt,
  place: Place,
  expected: Value | undefined,
  sentence: string,
  mistake?: Known['mistake']['id'],
): void {
  const isShape = expected !== undefined && !fits(place.value, expected);
  findings.fail(isShape ? 'shapes' : 'values', place.step.line, sentence, { ...wordsOf(place, expected), mistake });
  markRest(findings, attempt, place.step);
}

function wordsOf(
  { name, value }: Pick<Place, 'name' | 'value'>,
  expected: Value | undefined,
): { readonly is: string; readonly shouldBe?: string } {
  if (expected !== undefined && !fits(value, expected)) {
    return { is: `${name} is ${shapeText(value.shape)}`, shouldBe: shapeText(expected.shape) };
  }
  if (expected === undefined) return { is: `${name} is ${cellsText(value)}` };
  const [is, shouldBe] = textsApart(value, expected);
  return { is: `${name} is ${is}`, shouldBe };
}

/** All deltas are right, and an update is not. */
export function blameUpdates(findings: Findings, attempt: Attempt, known: readonly Known[]): void {
  const { fit, pass } = attempt;
  const others = fit.changes.filter(({ factor }) => factor === undefined);
  const wrong = updatesInOrder(others, pass).filter(({ change, step }) => change.kind !== 'none' || step !== undefined);
  const [first] = wrong;
  if (first === undefined) return;
  const { change, step } = first;
  const reference = fit.run.changes.get(change.parameter);
  const found = likeliest(
    known.filter((own) => {
      const mistaken = own.run.changes.get(change.parameter);
      if (mistaken === undefined || reference === undefined) return false;
      return changeFactor(mistaken, reference) === undefined && isOwnChange(change.parameter, change.value, own);
    }),
    fit,
    pass,
  );
  const sentence =
    found?.mistake.sentence(fit.source) ??
    (change.kind === 'none' ? idleText(change.name) : undefined) ??
    (isReplaced(change, fit)
      ? `${change.name} is replaced by its change, so everything that it has learned is lost. Add the change: write += instead of =.`
      : undefined) ??
    (isBias(change, fit)
      ? `The change of ${change.name} does not follow the slope of the loss. The change of a bias is the delta of its layer, summed over all examples.`
      : `The change of ${change.name} does not follow the slope of the loss. It should be the transposed layer before the weights times the delta after them.`);
  const [is, shouldBe] = reference === undefined ? [cellsText(change.value)] : textsApart(change.value, reference);
  findings.fail('updates', step?.line, sentence, {
    is: `${change.name} changes by ${is}`,
    ...(shouldBe === undefined ? {} : { shouldBe }),
    mistake: found?.mistake.id,
  });
  for (const own of wrong.slice(1)) {
    if (own.step !== undefined && own.step.line !== step?.line)
      findings.mark(own.step.line, 'wrong', `the change of ${own.change.name} does not follow the slope of the loss`);
  }
  if (step !== undefined) markRest(findings, attempt, step);
}

function isBias({ parameter }: Change, { source }: Fit): boolean {
  return source.program.roles.layers.some(({ bias }) => bias === parameter);
}

/** True where the new weights are a right change, without the weights before. */
function isReplaced({ parameter, value }: Change, { run, start }: Fit): boolean {
  const [reference, before] = [run.changes.get(parameter), start.weights.get(parameter)];
  if (reference === undefined || before === undefined || !fits(value, before)) return false;
  const cells = value.cells.map((cell, i) => cell + (before.cells[i] ?? 0));
  return (changeFactor({ shape: value.shape, cells }, reference) ?? 0) > 0;
}

/** Several mistakes, or one that no right value fixes: the first unknown value in the flow of data to a wrong update. */
export function blameByFlow(
  findings: Findings,
  attempt: Attempt,
  unknown: readonly Place[],
  known: readonly Known[],
): void {
  const { fit, pass } = attempt;
  const { steps } = pass;
  const sourcesOf = (step: Step): readonly Step[] => {
    const at = steps.indexOf(step);
    return [...step.flow.reads].flatMap((name) => {
      const writer = steps.slice(0, at).findLast(({ flow }) => flow.writes.has(name));
      return writer === undefined ? [] : [writer];
    });
  };
  // Everything that a wrong update depends on.
  const reached = new Set<Step>();
  const visit = (step: Step): void => {
    if (reached.has(step)) return;
    reached.add(step);
    for (const source of sourcesOf(step)) visit(source);
  };
  for (const { factor, name } of fit.changes) {
    const update = factor !== undefined ? undefined : updateOf(pass, name);
    if (update !== undefined) visit(update);
  }
  for (const step of steps) {
    const place = reached.has(step) ? (unknown.find((own) => own.step === step) ?? strangeIn(step, fit)) : undefined;
    if (place === undefined) continue;
    failUnknown(findings, attempt, place);
    return;
  }
  blameUpdates(findings, attempt, known);
}

/** A part of a longer expression that no right line reads, such as 1 - l1. */
function strangeIn(step: Step, fit: Fit): Place | undefined {
  const [found] = [...(fit.matches.get(step) ?? [])].filter(([, { quantity }]) => quantity.kind === 'part');
  const value = found && step.values.get(found[0]);
  return found && value && { step, name: found[0], value };
}

/** Until all updates exist, only the name of a value says what it stands for. */
export function blameByName(findings: Findings, attempt: Attempt, unknown: readonly Place[]): void {
  for (const own of unknown) {
    if (meaningOf(own.name, attempt.fit) === undefined) {
      findings.mark(own.step.line, 'open', `${own.name} is not known yet: later lines will tell`);
      continue;
    }
    failUnknown(findings, attempt, own);
    return;
  }
}

function failUnknown(findings: Findings, attempt: Attempt, place: Place): void {
  const { fit } = attempt;
  const { name, value } = place;
  const meant = meaningOf(name, fit);
  const expected = fit.run.quantities.findLast((own) => own.name === meant)?.value;
  const sentence =
    expected === undefined
      ? `${name} is not a value of this network. It is the first such value on the way to a wrong update.`
      : fits(value, expected)
        ? `${name} differs from the reference.`
        : `${name} is ${shapeText(value.shape)}, and should be ${shapeText(expected.shape)}.`;
  fail(findings, attempt, place, expected, sentence);
}

/** Lines after the first ✗ that depend on it are not judged. */
function markRest(findings: Findings, { fit, pass }: Attempt, wrong: Step | undefined): void {
  const at = wrong === undefined ? -1 : pass.steps.indexOf(wrong);
  const own = findings.fault?.line ?? 0;
  for (const step of pass.steps.slice(at + 1)) {
    const isKnown = [...(fit.matches.get(step)?.values() ?? [])].some(({ quantity }) => quantity.kind === 'line');
    const hasArray = [...step.values.values()].some(({ cells }) => cells.length > 1);
    if (!isKnown && hasArray && step.line !== wrong?.line)
      findings.mark(step.line, 'open', `not judged yet: fix line ${own} first`);
  }
}
