/*
 * The check of a learner's program by its numbers, in this order: syntax → shapes → the values of each name in the first iteration →
 * updates against the slope of the loss → 1,000 iterations → the printed digits. The text of a line is never compared.
 */
import type { SyntaxFault } from '../../script/syntax/tree.ts';
import { checkDigits } from './digits.ts';
import { failRun } from './failure-words.ts';
import { equalWeights, findSetupMistake, hasEqualUnits } from './first-weights.ts';
import type { Fit } from './fit.ts';
import { judgeLostUpdates, judgeSkippedUpdates } from './idle-updates.ts';
import { checkIterations } from './iterations.ts';
import { markSteps } from './line-marks.ts';
import { judgeSharedArrays } from './lost-numbers.ts';
import type { Loop } from './names.ts';
import { type Network, sourceOf } from './networks.ts';
import { findMissing } from './next-part.ts';
import { checkPrintedErrors } from './printed-errors.ts';
import { Findings, type Report } from './report.ts';
import { failWeights, findData, findRedrawnWeights, judgeSetup, lineOfFirstValue, markSetup } from './setup-marks.ts';
import { compareWithSlope, type SlopeCheck } from './slope.ts';
import type { Trace } from './trace.ts';
import { findTraining } from './training-loop.ts';
import { numberText, shapeText } from './values.ts';
import { MOST_TEXT, makeWhole, type Whole } from './whole.ts';
import { findWrongLine } from './wrong-line.ts';

const FITTING = ['passed', 'every operation fits the shapes of its sides'] as const;

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
    findings.fail('shapes', undefined, 'The program is too deep or too large to be run here.');
  }
  return findings.report();
}

function failSyntax(findings: Findings, source: string, { message, advice, from, to }: SyntaxFault): void {
  const start = source.lastIndexOf('\n', from - 1) + 1;
  const line = source.slice(0, start).split('\n').length;
  const end = source.indexOf('\n', from);
  const length = Math.max(1, Math.min(to, end < 0 ? source.length : end) - from);
  findings.fail('syntax', line, `${message}${/[.?!]$/.test(message) ? '' : '.'} ${advice}`, {
    column: from - start + 1,
    length,
  });
}

function* judge(
  whole: Extract<Whole, { fault?: undefined }>,
  given: Network,
  findings: Findings,
  { digits = 'first', hasBlanks = false }: CheckOptions,
): Generator<Report | undefined, void> {
  const { module } = whole;
  findings.stage('syntax', 'passed', 'Python can read the text');
  const training = yield* quiet(findTraining(module, given));
  const { trace, network } = training;
  const source = sourceOf(network);
  markSetup(findings, network, trace.setup);
  if (!('fit' in training)) {
    if (training.failure !== undefined) failRun(findings, module, source, training.failure);
    else if (training.idle !== undefined) failIdleLoop(findings, trace, training.idle);
    else if (training.vector !== undefined) findings.missing = vectorWords(training.vector);
    else if (!findData(findings, network, trace) && !findRedrawnWeights(findings, module))
      judgeSetup(findings, network, trace.values(), trace.setup, !training.hasLoop);
    return;
  }
  const { fit, pass, moment } = training;
  // Right updates have the right data, wherever the text keeps them: in pairs, in columns, in a call of the loop.
  if (fit.factor === undefined && findData(findings, network, trace, pass.steps)) return;
  for (const values of [pass.before, ...pass.steps.map((step) => step.values)]) {
    for (const [name, { shape }] of values) if (shape.length > 0) findings.shapes[name] = shape.join('×');
  }
  if (hasEqualUnits(fit)) {
    failWeights(findings, fit, trace.setup, { id: 'equal-weights', parameters: equalWeights(fit) });
    return;
  }
  for (const [parameter, name] of fit.names) {
    const line = lineOfFirstValue(trace.setup, name);
    const shape = pass.before.get(name)?.shape;
    if (line !== undefined && shape !== undefined) {
      findings.mark(line, 'right', `${name} is ${shapeText(shape)}${name === parameter ? '' : `: it is ${parameter}`}`);
    }
  }
  markSteps(findings, fit, pass);
  if (fit.factor === undefined || pass.failure !== undefined) {
    if (!judgeSharedArrays(findings, trace, fit, pass)) judgeLostUpdates(findings, fit, pass);
    if (findings.fault === undefined)
      yield* quiet(
        findWrongLine(findings, {
          module,
          loop: training.loop,
          fit,
          pass,
          trace,
          moment,
          setup: trace.setup,
          hasBlanks,
        }),
      );
    if (pass.failure !== undefined && findings.fault === undefined)
      failRun(findings, module, source, pass.failure, { pass, fit });
    if (findings.fault === undefined) judgeSkippedUpdates(findings, module, training.loop, { fit, pass });
    if (findings.fault === undefined) findMissing(findings, fit, pass);
    if (pass.failure !== undefined) return;
    markSlope(findings, compareWithSlope(fit));
    // The whole iteration has run. A shape that fits and is not that of the reference is a fault of shapes all the same.
    if (!hasBlanks && findings.fault !== undefined && findings.fault.stage !== 'shapes')
      findings.stage('shapes', ...FITTING);
    return;
  }
  findings.stage('shapes', ...FITTING);
  findings.stage('values', 'passed', 'every value of the first iteration is that of the reference');
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
  yield* quiet(checkPrintedErrors(findings, module, training.loop, fit));
  if (findings.fault !== undefined) return;
  findings.hasRightErrors = true;
  yield findings.report();
  yield* quiet(checkDigits(findings, trace, network, fit, digits === 'all'));
}

function failIdleLoop(findings: Findings, trace: Trace, { kind, from }: Loop): void {
  const why = kind === 'while' ? 'its condition is false at the beginning' : 'it has nothing to go over';
  findings.fail('iterations', trace.lineOf(from), `The lines of this loop never run: ${why}.`);
}

function vectorWords(vector: string): Findings['missing'] {
  const sentence = `${vector} has as many numbers as all weights together. The check follows weights in one vector only where all updates are right, so it does not judge these lines. Give each layer a matrix of its own.`;
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
    : `${names} ${go} as in the reference${factor}; the slope of the loss by small steps of each weight is another`;
}

function listText(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The updates of a wrong program, beside the slope by trial. */
function markSlope(findings: Findings, { others }: SlopeCheck): void {
  if (others.length === 0) return;
  const does = others.length === 1 ? 'does' : 'do';
  const sentence = `${listText(others)} ${does} not go down the slope of the loss, which small steps of each weight give`;
  if (findings.fault?.stage === 'updates')
    findings.stage('updates', 'failed', `${findings.fault.sentence} ${sentence}.`);
  else findings.stage('updates', 'open', sentence);
}

function factorText(network: Network, fit: Fit): string | undefined {
  const own = network.settings.learningRate ?? 1;
  if (fit.factor === undefined || Math.abs(fit.factor - own) < 1e-9) return undefined;
  return `All updates have the factor ${numberText(fit.factor)}; the level has ${numberText(own)}. That is right, too: it is a learning rate.`;
}
