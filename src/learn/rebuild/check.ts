/*
 * The check of a learner's program by its numbers, in this order: syntax → shapes → the values of each name in the first iteration →
 * updates against the slope of the loss → 1,000 iterations → the printed digits. The text of a line is never compared.
 */

import { lineAt, type Module, type SyntaxFault } from '../../script/syntax/tree.ts';
import { checkDigits } from './digits.ts';
import { failRun } from './failure-words.ts';
import type { Fit } from './fit.ts';
import { judgeLostUpdates, judgeSkippedUpdates } from './idle-updates.ts';
import { equalWeights, findSetupMistake, hasEqualUnits } from './initial-weights.ts';
import { checkIterations } from './iterations.ts';
import { markSteps } from './line-marks.ts';
import { judgeSharedArrays } from './lost-numbers.ts';
import { mistakeOf } from './mistakes.ts';
import type { Loop } from './names.ts';
import { type LineLabel, type Network, parametersOf, sourceOf } from './networks.ts';
import type { Pass } from './pass.ts';
import { checkPrintedErrors } from './printed-errors.ts';
import { Findings, type Report } from './report.ts';
import { failWeights, findData, findRedrawnWeights, judgeSetup, lineOfFirstValue, markSetup } from './setup-marks.ts';
import { compareWithSlope, type SlopeCheck } from './slope.ts';
import type { Trace } from './trace.ts';
import { findTraining, type NoTraining, type Training } from './training-loop.ts';
import { numberText, shapeText } from './values.ts';
import { MOST_TEXT, makeWhole, type WholeModule } from './whole.ts';
import { findWrongLine } from './wrong-line.ts';

const FITTING = ['passed', 'the shapes fit in every operation'] as const;

export interface CheckOptions {
  /** The printed errors that are checked. All of them take seconds. */
  readonly digits?: 'none' | 'first' | 'all';
  /** True where the text has blanks, which are filled here. */
  readonly hasBlanks?: boolean;
}

/**
 * Checks a text. The generator yields between pieces of a few milliseconds: a report where there is more to show, or nothing.
 * The last report is returned.
 */
export function* check(
  text: string,
  network: Network,
  options: CheckOptions = {},
): Generator<Report | undefined, Report> {
  if (text.length > MOST_TEXT) {
    const findings = new Findings(0, 1, 0);
    findings.fail(
      'syntax',
      1,
      `The text is longer than ${MOST_TEXT.toLocaleString('en')} characters: it is not checked.`,
    );
    return findings.report();
  }
  const whole = makeWhole(text, network);
  const findings = new Findings(whole.shift, whole.lines, whole.indent);
  if (whole.fault !== undefined) {
    failSyntax(findings, whole.source, whole.fault);
    return findings.report();
  }
  try {
    yield* judge(whole, network, findings, options);
  } catch (error) {
    // The text meets a bound of JavaScript itself, such as the depth of calls.
    if (!(error instanceof RangeError)) throw error;
    findings.fail('shapes', undefined, 'The program is nested too deeply, or too large, to run here.');
  }
  return findings.report();
}

function failSyntax(findings: Findings, source: string, { message, advice, from, to }: SyntaxFault): void {
  const start = source.lastIndexOf('\n', from - 1) + 1;
  const end = source.indexOf('\n', from);
  const length = Math.max(1, Math.min(to, end < 0 ? source.length : end) - from);
  findings.fail('syntax', lineAt(source, from), `${message}${/[.?!]$/.test(message) ? '' : '.'} ${advice}`, {
    column: from - start + 1,
    length,
  });
}

function* judge(
  whole: WholeModule,
  given: Network,
  findings: Findings,
  options: CheckOptions,
): Generator<Report | undefined, void> {
  const { module } = whole;
  findings.stage('syntax', 'passed', 'Python can read the text');
  const training = yield* quiet(findTraining(module, given));
  const { trace, network } = training;
  markSetup(findings, network, trace.setup);
  if (!('fit' in training)) return judgeUntrained(findings, module, training);
  const { fit, pass } = training;
  // Right updates prove that the data are right, wherever the text keeps them: in pairs, in columns, in a call of the
  // loop.
  if (fit.factor === undefined && findData(findings, network, trace, pass.steps)) return;
  for (const values of [pass.before, ...pass.steps.map((step) => step.values)]) {
    for (const [name, { shape }] of values) if (shape.length > 0) findings.shapes[name] = shape.join('×');
  }
  if (hasEqualUnits(fit)) {
    failWeights(findings, fit, trace.setup, { id: 'equal-weights', parameters: equalWeights(fit) });
    return;
  }
  markWeights(findings, training);
  markSteps(findings, fit, pass);
  if (fit.factor === undefined || pass.failure !== undefined) {
    yield* quiet(judgeWrongIteration(findings, module, training, options));
  } else yield* judgeRightIteration(findings, whole, training, options);
}

/** A text without a loop at whose entry the weights fit: the first reason that is known. */
function judgeUntrained(findings: Findings, module: Module, training: NoTraining): void {
  const { trace, network, failure, idle, vector, hasLoop } = training;
  if (failure !== undefined) failRun(findings, module, sourceOf(network), failure);
  else if (idle !== undefined) failIdleLoop(findings, trace, idle);
  else if (vector !== undefined) findings.missing = vectorWords(vector);
  else if (!findData(findings, network, trace) && !findRedrawnWeights(findings, module))
    judgeSetup(findings, network, trace.values(), trace.setup, !hasLoop);
}

/** The ✓ of the initial weights. */
function markWeights(findings: Findings, { fit, pass, trace }: Training): void {
  for (const [parameter, name] of fit.names) {
    const line = lineOfFirstValue(trace.setup, name);
    const shape = pass.before.get(name)?.shape;
    if (line !== undefined && shape !== undefined) {
      findings.mark(line, 'right', `${name} is ${shapeText(shape)}${name === parameter ? '' : `: it is ${parameter}`}`);
    }
  }
}

/** A first iteration whose updates are not right: a mistake, or an unfinished text. */
function* judgeWrongIteration(
  findings: Findings,
  module: Module,
  training: Training,
  { hasBlanks = false }: CheckOptions,
): Generator<void, void> {
  const { fit, pass } = training;
  yield* findMistake(findings, module, training, hasBlanks);
  if (findings.fault === undefined) findMissing(findings, fit, pass);
  if (pass.failure !== undefined) return;
  markSlope(findings, compareWithSlope(fit));
  // The whole iteration has run. A shape that fits, but differs from the reference, is still a fault of shapes.
  if (!hasBlanks && findings.fault !== undefined && findings.fault.stage !== 'shapes')
    findings.stage('shapes', ...FITTING);
}

/** The mistake of a first iteration, found by the surest sign first. */
function* findMistake(
  findings: Findings,
  module: Module,
  { trace, loop, network, moment, pass, fit }: Training,
  hasBlanks: boolean,
): Generator<void, void> {
  const { setup } = trace;
  if (!judgeSharedArrays(findings, trace, fit, pass)) judgeLostUpdates(findings, fit, pass);
  if (findings.fault !== undefined) return;
  yield* findWrongLine(findings, { module, loop, fit, pass, trace, moment, setup, hasBlanks });
  if (findings.fault !== undefined) return;
  if (pass.failure !== undefined) failRun(findings, module, sourceOf(network), pass.failure, { pass, fit });
  else judgeSkippedUpdates(findings, module, loop, { fit, pass });
}

/** A first iteration whose updates are right: the initial weights, many iterations, the printed errors. */
function* judgeRightIteration(
  findings: Findings,
  whole: WholeModule,
  training: Training,
  { digits = 'first' }: CheckOptions,
): Generator<Report | undefined, void> {
  const { module } = whole;
  const { trace, loop, network, fit } = training;
  findings.stage('shapes', ...FITTING);
  findings.stage('values', 'passed', 'every value of the first iteration equals the reference');
  findings.stage('updates', 'passed', updatesText(fit, compareWithSlope(fit)));
  const setup = yield* quiet(findSetupMistake(whole, network, fit, trace.setup));
  if (setup !== undefined) {
    failWeights(findings, fit, trace.setup, setup);
    return;
  }
  if (fit.factor !== 1) findings.remark = factorText(network, fit);
  yield findings.report();
  yield* quiet(checkIterations(findings, module, training));
  if (findings.fault !== undefined) return;
  if (digits === 'none') {
    findings.stage('digits', 'not for this program', 'not run here');
    return;
  }
  yield findings.report();
  yield* quiet(checkPrintedErrors(findings, module, loop, fit));
  if (findings.fault !== undefined) return;
  findings.hasRightErrors = true;
  yield findings.report();
  yield* quiet(checkDigits(findings, trace, network, fit, digits === 'all'));
}

const partWords: Readonly<Record<LineLabel, string>> = {
  setup: 'the initial weights',
  forward: 'the forward lines',
  'how wrong': 'the error of the prediction',
  backward: 'the backward lines',
  update: 'the updates',
};

/** The next part of an unfinished text, in which no line is wrong. */
function findMissing(findings: Findings, { source, changes, names, matches }: Fit, { before }: Pass): void {
  const [still] = changes.filter(({ kind }) => kind === 'none');
  if (still !== undefined && changes.some(({ kind }) => kind !== 'none')) {
    const shape = before.get(still.name)?.shape ?? [];
    const sentence = `${still.name} (${shapeText(shape)}) never changes. ${mistakeOf('no-update').sentence(source)}`;
    findings.missing = { label: 'update', sentence, mistake: 'no-update' };
    findings.stage('updates', 'open', sentence);
    return;
  }
  const found = new Set([...matches.values()].flatMap((own) => [...own.values()].map(({ quantity }) => quantity.name)));
  // A gradient is made of the delta, in a line of its own or not.
  const isIn = (target: string): boolean => [...found].some((own) => own === target || own.endsWith(`.T @ ${target}`));
  // Joined lines leave names out: the first line after the last one that was found.
  const lines = source.iteration.filter(({ target }) => target !== 'l0' && !/^v_/.test(target));
  const last = lines.findLastIndex(({ target }) => isIn(target));
  const parameters = new Set(parametersOf(source));
  const next = lines[last + 1] ?? lines.find(({ target }) => parameters.has(target));
  const label = next?.label ?? 'update';
  const isUpdate = next !== undefined && parameters.has(next.target);
  const isNone = next === undefined || (isUpdate && names.size > 1);
  const sentence = isNone ? 'Next: the updates. No weights change yet.' : `Next: ${partWords[label]}.`;
  findings.missing = { label, sentence, mistake: isUpdate ? 'no-update' : undefined };
}

function failIdleLoop(findings: Findings, trace: Trace, { kind, from }: Loop): void {
  const why = kind === 'while' ? 'its condition is false at the beginning' : 'it has no items';
  findings.fail('iterations', trace.lineOf(from), `The lines of this loop never run: ${why}.`);
}

function vectorWords(vector: string): Findings['missing'] {
  const sentence = `${vector} has as many numbers as all weights together. The check can follow weights in one vector only if all updates are right, so it does not judge these lines. Give each layer its own matrix.`;
  return { label: 'setup', sentence, mistake: undefined };
}

/** The values of a generator, without what it yields. */
function* quiet<T>(work: Generator<unknown, T>): Generator<undefined, T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
    yield undefined;
  }
}

function updatesText(fit: Fit, { agrees }: SlopeCheck): string {
  const names = listText(fit.changes.map(({ name }) => name));
  const go = fit.changes.length === 1 ? 'goes' : 'go';
  const factor = fit.factor === 1 || fit.factor === undefined ? '' : `, with the factor ${numberText(fit.factor)}`;
  return agrees
    ? `${names} ${go} down the slope of the loss${factor}, as small steps of each weight show`
    : `${names} ${go} as in the reference${factor}; small steps of each weight show another slope of the loss`;
}

function listText(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The updates of a wrong program, beside the slope by trial. */
function markSlope(findings: Findings, { others }: SlopeCheck): void {
  if (others.length === 0) return;
  const does = others.length === 1 ? 'does' : 'do';
  const sentence = `${listText(others)} ${does} not go down the slope of the loss, as small steps of each weight show`;
  if (findings.fault?.stage === 'updates')
    findings.stage('updates', 'failed', `${findings.fault.sentence} ${sentence}.`);
  else findings.stage('updates', 'open', sentence);
}

function factorText(network: Network, fit: Fit): string | undefined {
  const own = network.settings.learningRate ?? 1;
  if (fit.factor === undefined || Math.abs(fit.factor - own) < 1e-9) return undefined;
  return `All updates have the factor ${numberText(fit.factor)}; the level has ${numberText(own)}. That is right, too: it is a learning rate.`;
}
