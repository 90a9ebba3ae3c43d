/*
 * The check of a learner's program by its numbers, in this order: syntax → shapes → the values of each name in the first iteration →
 * updates against the slope of the loss → 1,000 iterations → the printed digits. The text of a line is never compared. Longer than other
 * files: the stages follow one another, and each says in words why the next is not reached.
 */
import { parseModule } from '../../script/syntax/module.ts';
import type { Module, SyntaxFault } from '../../script/syntax/tree.ts';
import { equalWeights, findSetupMistake, hasEqualUnits, type SetupMistake } from './first-weights.ts';
import { bestFit, type Change, type Fit, isClose } from './fit.ts';
import { checkIterations } from './iterations.ts';
import { mappingsOf, parameterShapes, sourcesFor, valueOfRows } from './mapping.ts';
import { meaningOf } from './meaning.ts';
import { mistakeOf } from './mistakes.ts';
import { type Loop, loopsOf } from './names.ts';
import { type Network, parametersOf, programText, type Source, sourceOf, wholeText } from './networks.ts';
import type { Step, Values } from './recorder.ts';
import { Draft, type Report } from './report.ts';
import { shapesInWords } from './shape-words.ts';
import { type Failure, type Pass, Trace } from './trace.ts';
import { cellsText, isSame, numberText, shapeText, type Value } from './values.ts';
import { MOST_TEXT, makeWhole, type Whole } from './whole.ts';
import { findWrongLine } from './wrong-line.ts';

export interface CheckOptions {
  /** The printed errors that are checked. All of them take seconds. */
  readonly digits?: 'none' | 'first' | 'all';
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
    const draft = new Draft(0, 1, 0);
    draft.fail('syntax', 1, `The text is longer than ${MOST_TEXT.toLocaleString('en')} characters: it is not checked.`);
    return draft.report();
  }
  const whole = makeWhole(text, network);
  const draft = new Draft(whole.shift, whole.lines, whole.indent);
  if (whole.fault !== undefined) {
    failSyntax(draft, whole.source, whole.fault);
    return draft.report();
  }
  try {
    yield* judge(whole, network, draft, options);
  } catch (error) {
    // The text meets a bound of JavaScript itself, such as the depth of calls.
    if (!(error instanceof RangeError)) throw error;
    draft.fail('shapes', undefined, 'The program is too deep or too large to be run here.');
  }
  return draft.report();
}

function failSyntax(draft: Draft, source: string, { message, advice, from, to }: SyntaxFault): void {
  const start = source.lastIndexOf('\n', from - 1) + 1;
  const line = source.slice(0, start).split('\n').length;
  const end = source.indexOf('\n', from);
  const length = Math.max(1, Math.min(to, end < 0 ? source.length : end) - from);
  draft.fail('syntax', line, `${message}${/[.?!]$/.test(message) ? '' : '.'} ${advice}`, {
    column: from - start + 1,
    length,
  });
}

/** Without loops that can be the training, or with weights that do not fit. */
interface Beginning {
  readonly trace: Trace;
  readonly loop: Loop | undefined;
  readonly failure: Failure | undefined;
}

function* judge(
  whole: Extract<Whole, { fault?: undefined }>,
  network: Network,
  draft: Draft,
  { digits = 'first' }: CheckOptions,
): Generator<Report | undefined, void> {
  const { module } = whole;
  const source = sourceOf(network);
  draft.stage('syntax', 'passed', 'Python can read the text');
  const begun = yield* quiet(begin(whole, network));
  const { trace, failure } = begun;
  markSetup(draft, network, trace.setup);
  if (failure !== undefined) {
    failRun(draft, module, source, failure);
    return;
  }
  const before = trace.values();
  if (begun.loop === undefined || mappingsFor(network, before) === 0) {
    if (findData(draft, network, trace.setup)) return;
    judgeSetup(draft, network, before, trace.setup, begun.loop === undefined);
    return;
  }
  if (findData(draft, network, trace.setup)) return;
  const moment = trace.save();
  const pass = yield* quiet(trace.pass());
  for (const values of [pass.before, ...pass.steps.map((step) => step.values)]) {
    for (const [name, { shape }] of values) if (shape.length > 0) draft.shapes[name] = shape.join('×');
  }
  const fit = yield* quiet(bestFit(sourcesFor(source, before), pass));
  if (fit === undefined) throw new Error('weights without a source');
  if (hasEqualUnits(fit)) {
    failWeights(draft, fit, trace.setup, { id: 'equal-weights', parameters: equalWeights(fit) });
    return;
  }
  for (const [parameter, name] of fit.names) {
    const line = trace.setup.findLast(({ values }) => values.has(name))?.line;
    const shape = before.get(name)?.shape;
    if (line !== undefined && shape !== undefined) {
      draft.mark(line, 'right', `${name} is ${shapeText(shape)}${name === parameter ? '' : `: it is ${parameter}`}`);
    }
  }
  markSteps(draft, fit, pass);
  if (fit.factor === undefined || pass.failure !== undefined) {
    yield* quiet(findWrongLine(draft, { fit, pass, trace, moment, setup: trace.setup }));
    if (pass.failure !== undefined && draft.fault === undefined)
      failRun(draft, module, source, pass.failure, { pass, fit });
    if (draft.fault === undefined) findMissing(draft, fit, pass);
    return;
  }
  draft.stage('shapes', 'passed', 'every operation fits the shapes of its sides');
  draft.stage('values', 'passed', 'every value of the first iteration is that of the reference');
  draft.stage('updates', 'passed', updatesText(fit));
  const setup = yield* quiet(findSetupMistake(whole, network, fit, trace.setup));
  if (setup !== undefined) {
    failWeights(draft, fit, trace.setup, setup);
    return;
  }
  if (fit.factor !== 1) draft.remark = factorText(network, fit);
  yield draft.report();
  yield* quiet(checkIterations(draft, module, trace, fit, pass));
  if (draft.fault !== undefined) return;
  if (digits === 'none') {
    draft.stage('digits', 'not for this program', 'not run here');
    return;
  }
  yield draft.report();
  yield* quiet(checkDigits(draft, trace, network, fit, digits === 'all'));
}

/** The values of a generator, without what it yields. */
function* quiet<T>(work: Generator<unknown, T>): Generator<undefined, T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as T;
    yield undefined;
  }
}

function mappingsFor(network: Network, before: Values): number {
  return sourcesFor(sourceOf(network), before).length;
}

/** Goes to the loop that trains: the first one at whose entry there are weights that fit. */
function* begin({ module }: Extract<Whole, { fault?: undefined }>, network: Network): Generator<void, Beginning> {
  const loops = loopsOf(module.body);
  let trace = new Trace(module);
  let rest = loops;
  let failure: Failure | undefined;
  for (;;) {
    const reached = yield* trace.toLoop(rest);
    if (reached === undefined) break;
    if ('message' in reached) {
      // A loop whose weights do not fit may take long.
      if (reached.kind !== 'too long' || rest.length === loops.length) failure = reached;
      break;
    }
    if (mappingsFor(network, trace.values()) > 0) return { trace, loop: reached, failure: undefined };
    rest = rest.filter((loop) => loop !== reached);
  }
  const [first] = loops;
  if (failure !== undefined || first === undefined) return { trace, loop: undefined, failure };
  trace = new Trace(module);
  yield* trace.toLoop(loops);
  return { trace, loop: first, failure: undefined };
}

/** Python's own words, with the shapes of both sides; a name that has no value yet, with the line that gives it one. */
function failRun(
  draft: Draft,
  module: Module,
  source: Source,
  failure: Failure,
  first?: { readonly pass: Pass; readonly fit: Fit },
): void {
  const start = module.source.lastIndexOf('\n', failure.from - 1) + 1;
  const place = { column: failure.from - start + 1, length: Math.max(1, failure.to - failure.from) };
  if (failure.kind === 'too long') {
    const sentence = 'This takes too long: it has no end in sight. Does a loop inside never end?';
    draft.fail('shapes', failure.line, sentence);
    return;
  }
  if (failure.kind === 'input') {
    draft.fail('shapes', failure.line, 'input() waits for an answer: a check has none to give.');
    return;
  }
  const unknown = /^(?:NameError|UnboundLocalError): .*?'(\w+)'/.exec(failure.message)?.[1];
  if (unknown !== undefined) {
    const later = laterLine(module, unknown, failure.line);
    if (later !== undefined) {
      const own = draft.own(later) ?? later;
      const sentence = `${unknown} is read here, and gets its value only in line ${own}. ${mistakeOf('delta-too-soon').sentence(source)}`;
      draft.fail('values', failure.line, sentence, { ...place, mistake: 'delta-too-soon' });
      return;
    }
    draft.fail('values', failure.line, `${unknown} has no value here: no line gives it one.`, place);
    return;
  }
  const shapes = shapesInWords(module, failure);
  if (shapes !== undefined && /^ValueError/.test(failure.message)) {
    const earlier = first === undefined ? '' : strayText(draft, first.fit, first.pass);
    draft.fail('shapes', failure.line, `The shapes do not fit. ${shapes}${earlier}`, place);
    return;
  }
  const words = failure.advice === undefined ? failure.message : `${failure.message}. ${failure.advice}`;
  draft.fail('shapes', failure.line, words, place);
  if (first !== undefined) draft.stage('values', 'open', 'not checked: an iteration does not end');
}

/** Names the first value before a failure that is none of the reference's: the cause is often there. */
function strayText(draft: Draft, fit: Fit, { steps }: Pass): string {
  const parameters = new Set(fit.names.values());
  for (const step of steps) {
    for (const [name, { shape, cells }] of step.values) {
      if (cells.length < 2 || parameters.has(name) || fit.matches.get(step)?.has(name) === true) continue;
      const line = draft.own(step.line) ?? step.line;
      return ` Look at line ${line} first: ${name} is ${shapeText(shape)} there, and equals no value of the network.`;
    }
  }
  return '';
}

/** The line that gives a name its value, after another line. */
function laterLine({ source }: { readonly source: string }, name: string, line: number): number | undefined {
  const lines = source.split('\n');
  const pattern = new RegExp(`^\\s*(?:\\w+\\s*,\\s*)*${name}\\s*(?:,\\s*\\w+\\s*)*=(?!=)|;\\s*${name}\\s*=(?!=)`);
  const at = lines.findIndex((text, i) => i >= line && pattern.test(text));
  return at < 0 ? undefined : at + 1;
}

/** Marks of the lines before the loop. */
function markSetup(draft: Draft, network: Network, setup: readonly Step[]): void {
  const [X, y] = [valueOfRows(network.inputs), valueOfRows(network.targets)];
  for (const { line, values } of setup) {
    for (const [name, value] of values) {
      if (isSame(value, X)) draft.mark(line, 'right', `${name} is the inputs, ${shapeText(value.shape)}`);
      else if (isSame(value, y)) draft.mark(line, 'right', `${name} is the targets, ${shapeText(value.shape)}`);
    }
  }
}

/** True where the inputs or targets are not those of the level. */
function findData(draft: Draft, network: Network, setup: readonly Step[]): boolean {
  const wanted = [
    { what: 'inputs', name: 'X', value: valueOfRows(network.inputs) },
    { what: 'targets', name: 'y', value: valueOfRows(network.targets) },
  ] as const;
  for (const { what, name, value } of wanted) {
    const isThere = setup.some(({ values }) => [...values.values()].some((own) => isSame(own, value)));
    if (isThere) continue;
    const step = setup.findLast(({ values }) => [...values].some(([own]) => own === name));
    const own = step?.values.get(name);
    if (step === undefined || own === undefined) {
      draft.fail('values', undefined, `No name has the ${what} of this level, ${shapeText(value.shape)}.`);
      return true;
    }
    const isOut = name === 'y' && own.cells.some((cell) => cell < 0 || cell > 1);
    const sentence = isOut
      ? mistakeOf('target-out-of-reach').sentence(sourceOf(network))
      : `The ${what} are not those of this level: expected ${shapeText(value.shape)} with ${cellsText(value)}.`;
    const more = { is: `${name} = ${cellsText(own)}`, shouldBe: cellsText(value) };
    draft.fail('values', step.line, sentence, isOut ? { ...more, mistake: 'target-out-of-reach' } : more);
    return true;
  }
  return false;
}

/** A text without a loop, or with weights that do not fit. */
function judgeSetup(draft: Draft, network: Network, before: Values, setup: readonly Step[], hasNoLoop: boolean): void {
  const source = sourceOf(network);
  const shapes = [...parameterShapes(source)];
  const data = [valueOfRows(network.inputs), valueOfRows(network.targets)];
  const isArray = ({ shape }: Value): boolean => shape.length > 0;
  const own = [...before].filter(([, value]) => isArray(value) && !data.some((each) => isSame(each, value)));
  const fitting = mappingsOf(source, before).length > 0;
  if (fitting) {
    draft.stage('shapes', 'passed', 'the first weights have their shapes');
    for (const name of mappingsOf(source, before)[0]?.values() ?? []) {
      const step = setup.findLast(({ values }) => values.has(name));
      const value = before.get(name);
      if (step !== undefined && value !== undefined)
        draft.mark(step.line, 'right', `${name} is ${shapeText(value.shape)}`);
    }
  } else if (own.length >= shapes.length) {
    // The first array that no shape fits.
    const wanted = shapes.map(([name, shape]) => ({ name, shape, text: shapeText(shape) }));
    const wrong = own.find(([, value]) => !wanted.some(({ shape }) => shape.join() === value.shape.join()));
    const taken = own.filter(([, value]) => wanted.some(({ shape }) => shape.join() === value.shape.join()));
    const left = wanted.filter(({ shape }) => !taken.some(([, value]) => value.shape.join() === shape.join()));
    const [name, value] = wrong ?? (own[0] as [string, Value]);
    const step = setup.findLast(({ values }) => values.has(name));
    const needed = (left.length === 0 ? wanted : left).map(({ text }) => text).join(' and ');
    const sentence = `${name} is ${shapeText(value.shape)}, and the weights still need ${needed}: one row for each input of a layer, one column for each of its units.`;
    draft.fail('shapes', step?.line, sentence, { is: shapeText(value.shape), shouldBe: needed });
    return;
  }
  const [parameter, shape] = shapes[own.length] ?? shapes[0] ?? ['syn0', [1, 1]];
  draft.missing = fitting
    ? {
        label: 'forward',
        sentence: hasNoLoop ? 'Next: the loop, with its forward lines.' : 'Next: the forward lines.',
        mistake: undefined,
      }
    : { label: 'setup', sentence: `Next: the first weights. ${parameter} is ${shapeText(shape)}.`, mistake: undefined };
}

/** Marks of the lines of the first iteration whose values are known. */
function markSteps(draft: Draft, fit: Fit, pass: Pass): void {
  const isWhole = fit.factor !== undefined;
  const rights = rightSteps(fit, pass);
  for (const step of pass.steps) {
    for (const [name, { quantity, factor }] of fit.matches.get(step) ?? []) {
      if (rights.has(step)) draft.mark(step.line, 'right', matchText(name, quantity.name, factor));
    }
    if (updatesOf(step, fit).some(({ change }) => isRightChange(change, fit))) {
      const [{ name, parameter }] = updatesOf(step, fit) as [Updated];
      draft.mark(step.line, 'right', `${name} follows the slope of the loss: it is ${parameter}`);
    } else if (isWhole && rights.has(step) && [...step.values.values()].some(({ cells }) => cells.length > 1)) {
      draft.mark(step.line, 'right', 'a part of a right update');
    }
  }
}

interface Updated {
  readonly name: string;
  readonly parameter: string;
  readonly change: Change | undefined;
}

/** The weights that a step changes. */
function updatesOf({ values }: Step, { names, changes }: Fit): readonly Updated[] {
  return [...names]
    .filter(([, name]) => values.has(name))
    .map(([parameter, name]) => ({ parameter, name, change: changes.find((own) => own.name === name) }));
}

/**
 * The steps that are right. A line of the reference is, once its value is not that of an earlier line: then it may be meant as another
 * one. A helper, a part, and a repeated value are where a right line reads them. In a right program, all that its updates read is.
 */
function rightSteps(fit: Fit, { steps }: Pass): ReadonlySet<Step> {
  const rights = new Set<Step>();
  const seen = new Set<string>();
  for (const step of steps) {
    const lines = [...(fit.matches.get(step) ?? [])].filter(([, { quantity }]) => quantity.kind === 'line');
    const isMeant = ([name, { quantity }]: (typeof lines)[number]): boolean => {
      const meant = meaningOf(name, fit);
      return (
        !seen.has(quantity.name) &&
        (meant === undefined || meant === quantity.name || quantity.name.startsWith(`${meant}_`))
      );
    };
    if (lines.length > 0 && lines.every(isMeant)) rights.add(step);
    for (const [, { quantity }] of lines) seen.add(quantity.name);
    if (updatesOf(step, fit).some(({ change }) => isRightChange(change, fit))) rights.add(step);
  }
  // Backward from the right ones: the last writer of each name that they read.
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at] as Step;
    if (!rights.has(step)) continue;
    for (const name of step.flow.reads) {
      const before = steps.slice(0, at).findLast(({ flow, depth }) => depth === step.depth && flow.writes.has(name));
      if (before !== undefined && (fit.factor !== undefined || (fit.matches.get(before)?.size ?? 0) > 0))
        rights.add(before);
    }
  }
  // The lines of functions are where the call that they belong to is.
  if (fit.factor !== undefined) for (const step of steps) if (step.depth > 0) rights.add(step);
  return rights;
}

function isRightChange(change: Change | undefined, { changes }: Fit): boolean {
  return (
    change?.factor !== undefined &&
    change.factor > 0 &&
    changes.every(({ factor }) => factor === undefined || isClose(factor, change.factor as number))
  );
}

function matchText(name: string, quantity: string, factor: number): string {
  if (factor === 1) return name === quantity ? `${name} is right` : `${name} is right: it is ${quantity}`;
  if (factor === -1) return `${name} is right: it is ${quantity} with the other sign`;
  return `${name} is right: it is ${numberText(factor)} × ${quantity}`;
}

function updatesText(fit: Fit): string {
  const names = fit.changes.map(({ name }) => name).join(' and ');
  const go = fit.changes.length === 1 ? 'goes' : 'go';
  return fit.factor === 1 || fit.factor === undefined
    ? `${names} ${go} down the slope of the loss`
    : `${names} ${go} down the slope of the loss, with the factor ${numberText(fit.factor)}`;
}

function factorText(network: Network, fit: Fit): string | undefined {
  const own = network.settings.learningRate ?? 1;
  if (fit.factor === undefined || Math.abs(fit.factor - own) < 1e-9) return undefined;
  return `All updates have the factor ${numberText(fit.factor)}; the level has ${numberText(own)}. That is right, too: it is a learning rate.`;
}

/** A mistake in the first weights: each of their lines is wrong, and the first one is the place to look at. */
function failWeights(draft: Draft, fit: Fit, setup: readonly Step[], { id, parameters }: SetupMistake): void {
  const lines = parameters.map((parameter) => {
    const name = fit.names.get(parameter) ?? parameter;
    return setup.findLast(({ values }) => values.has(name))?.line;
  });
  const [first, ...more] = [...new Set(lines.filter((line) => line !== undefined))].toSorted(
    (one, other) => one - other,
  );
  const sentence = mistakeOf(id).sentence(fit.source);
  draft.fail('values', first, sentence, { mistake: id });
  for (const line of more) draft.mark(line, 'wrong', sentence);
}

/** An unfinished program: what comes next. */
function findMissing(draft: Draft, fit: Fit, pass: Pass): void {
  const { source, changes, names } = fit;
  const found = new Set<string>();
  for (const own of fit.matches.values()) for (const { quantity } of own.values()) found.add(quantity.name);
  const still = changes.filter(({ isZero }) => isZero);
  if (changes.some(({ isZero }) => !isZero) && still.length > 0) {
    const [first] = still as [Change];
    const sentence = `${first.name} (${shapeText(pass.before.get(first.name)?.shape ?? [])}) never changes. ${mistakeOf('no-update').sentence(source)}`;
    draft.missing = { label: 'update', sentence, mistake: 'no-update' };
    draft.stage('updates', 'open', sentence);
    return;
  }
  // Joined lines leave names out: the first line after the last one that was found.
  const parameters = new Set(parametersOf(source));
  const lines = source.iteration.filter(({ target }) => target !== 'l0' && !/^v_/.test(target));
  const last = lines.findLastIndex(({ target }) => found.has(target));
  const next = lines[last + 1] ?? lines.find(({ target }) => parameters.has(target));
  const label = next?.label ?? 'update';
  const all = names.size > 1 && next !== undefined && parameters.has(next.target);
  const sentence =
    all || next === undefined
      ? 'Next: the updates. No weights change yet.'
      : `Next: ${label === 'how wrong' ? 'how wrong the prediction is' : label === 'forward' ? 'the forward lines' : label === 'backward' ? 'the way back of the error' : 'the updates'}.`;
  const isUpdate = next !== undefined && parameters.has(next.target);
  draft.missing = { label, sentence, mistake: isUpdate ? 'no-update' : undefined };
}

/** Lines, calls and jumps back of a run to its end, for the printed digits. */
const MOST_WORK = 12_000_000;
/** Printed errors that are enough where an answer is wanted soon. */
const FEW_ERRORS = 2;

/** The printed errors, where the first weights are those of the seed: they are then the ones of the level. */
function* checkDigits(draft: Draft, trace: Trace, network: Network, fit: Fit, isWhole: boolean): Generator<void, void> {
  const not = (sentence: string): void => draft.stage('digits', 'not for this program', sentence);
  if (network.reportEvery === 0) return not('this level prints no errors');
  if (fit.factor !== 1) return not('another factor gives other digits');
  const { module } = parseModule(wholeText(programText(sourceOf(network))), { version: 3 });
  if (module === undefined) throw new Error('a program has a fault');
  const own = new Trace(module);
  yield* own.toLoop(loopsOf(module.body));
  const first = own.values();
  const isSeeded = [...fit.start.weights].every(([name, value]) => isSame(first.get(name) ?? value, value, 1e-12));
  if (!isSeeded) return not('the first weights are not those of seed 1');
  const numbers = (printed: string): readonly number[] =>
    printed
      .split('\n')
      .flatMap((line) => (/error/i.test(line) ? (line.match(/-?\d+\.\d+(?:e[+-]?\d+)?/g) ?? []).map(Number) : []));
  const found = numbers(yield* printedBy(trace, isWhole ? Number.POSITIVE_INFINITY : FEW_ERRORS));
  if (found.length === 0) return not('the program prints no errors');
  const expected = numbers(yield* printedBy(own, found.length));
  const count = Math.min(found.length, expected.length);
  const at = found
    .slice(0, count)
    .findIndex((value, i) => Math.abs(value - (expected[i] ?? 0)) > 1e-9 * Math.abs(expected[i] ?? 1));
  if (at >= 0) {
    // Errors printed at other iterations, or of another kind, are no fault.
    return not(
      `the errors are printed at other iterations than every ${network.reportEvery.toLocaleString('en')}, or in another form`,
    );
  }
  draft.stage(
    'digits',
    'passed',
    `the printed errors are those of seed 1: ${found
      .slice(0, count)
      .map((value) => value.toPrecision(6))
      .join(', ')}`,
  );
}

/** Runs a text to its end, to a bound of work, or until it has printed some errors. */
function* printedBy(trace: Trace, errors: number): Generator<void, string> {
  const { run } = trace;
  const begun = run.state.units;
  const isDone = (): boolean => (trace.printed.match(/error.*\n/gi)?.length ?? 0) >= errors;
  while (run.state.units - begun < MOST_WORK && !isDone()) {
    if (run.go({ kind: 'end' }, 20_000) !== 'piece') break;
    yield;
  }
  return trace.printed;
}
