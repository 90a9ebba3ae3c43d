/*
 * The functions of a text, such as `sigmoid`, by trial: the first iteration runs with another expression in a line of a function. Where
 * all weights then change along the slope of the loss, that line is the wrong one.
 */
import { type Expression, isNode, type Place, type Statement } from '../../script/syntax/tree.ts';
import { type Attempt, rightUpdates } from './blame.ts';
import { bestFit, type Fit } from './fit.ts';
import { callsOf } from './names.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import { isRight } from './repair.ts';
import type { Findings } from './report.ts';
import { changedText } from './training-loop.ts';
import { isSame } from './values.ts';

interface Form {
  readonly kind: 'activation' | 'slope of an output' | 'slope of a sum' | 'part';
  readonly of: 'sigmoid' | 'tanh';
  readonly words: string;
  /** In Python, of `x`; with NumPy's functions as `np.exp`. */
  readonly text: string;
}

const forms: readonly Form[] = [
  { kind: 'activation', of: 'sigmoid', words: 'the sigmoid', text: '1 / (1 + np.exp(-x))' },
  { kind: 'activation', of: 'tanh', words: 'tanh', text: 'np.tanh(x)' },
  { kind: 'slope of an output', of: 'sigmoid', words: 'the slope of a sigmoid from its output', text: 'x * (1 - x)' },
  { kind: 'slope of an output', of: 'tanh', words: 'the slope of tanh from its output', text: '1 - x * x' },
  {
    kind: 'slope of a sum',
    of: 'sigmoid',
    words: 'the slope of a sigmoid from its sum',
    text: 'np.exp(-x) / (1 + np.exp(-x)) ** 2',
  },
  { kind: 'slope of a sum', of: 'tanh', words: 'the slope of tanh from its sum', text: '1 - np.tanh(x) ** 2' },
  { kind: 'part', of: 'sigmoid', words: '', text: '1 - x' },
  { kind: 'part', of: 'sigmoid', words: '', text: 'np.exp(-x)' },
  { kind: 'part', of: 'sigmoid', words: '', text: '1 + np.exp(-x)' },
];

/** Trials of one text, and lines, calls and jumps back of all of them. */
const MOST_TRIALS = 120;
const MOST_WORK = 400_000;
/** Characters of an expression that is shown. */
const MOST_SHOWN = 60;

/** An expression that a function gives, or one on the way to it. */
interface Body extends Place {
  /** The name of the function, or of the variable on the way. */
  readonly name: string;
  /** The variable that the expression is of. */
  readonly parameter: string;
  readonly isResult: boolean;
  /** Statements that call the function. */
  readonly calls: number;
}

/**
 * Finds the line of a function that is wrong, whatever calls it.
 * @returns the places of the results that are right by themselves, such as those of a sigmoid
 */
export function* judgeFunctions(findings: Findings, attempt: Attempt): Generator<void, ReadonlySet<number>> {
  const { module, fit, trace } = attempt;
  const ofNetwork = new Set(fit.source.program.roles.layers.map(({ activation }) => activation ?? 'sigmoid'));
  const bodies = bodiesOf(attempt).filter(({ from }) => findings.own(trace.lineOf(from)) !== undefined);
  const rights = new Set<number>();
  let found: { readonly body: Body; readonly fix: Form } | undefined;
  let trials = Math.min(MOST_TRIALS, Math.floor(MOST_WORK / Math.max(1, trace.run.state.units)));
  for (const body of bodies) {
    const fixes: Form[] = [];
    let own: Form | undefined;
    for (const form of forms) {
      if ((body.isResult && form.kind === 'part') || trials-- <= 0) continue;
      const pass = yield* passWith(attempt, body, form);
      if (pass === undefined) continue;
      if (isSamePass(fit, pass, attempt.pass)) own = form;
      else if (yield* isFixed(fit, pass)) fixes.push(form);
      yield;
    }
    if (own !== undefined) rights.add(body.from);
    // A function that is right by itself, such as a slope of sums, may be called with a wrong value. Two callers hardly ever both
    // do so.
    const fix = fixes.find(
      ({ kind, of }) =>
        ofNetwork.has(of) && (own === undefined || own.kind === 'part' || (own.kind === kind && body.calls > 1)),
    );
    if (fix === undefined) continue;
    // A part may be right, and the line after it wrong: that line is fixed, too.
    found ??= { body, fix };
    if (own?.kind === 'part') continue;
    found = { body, fix };
    break;
  }
  if (found === undefined) return rights;
  const { body, fix } = found;
  const is = module.source.slice(body.from, body.to);
  const shouldBe = fix.text.replace(/\bx\b/g, body.parameter);
  const words = fix.words === '' ? '' : `, ${fix.words}`;
  const sentence = `${body.name} should be ${shouldBe} here${words}: with it, ${rightUpdates(attempt)}.`;
  const more = is.length <= MOST_SHOWN && !is.includes('\n') ? { is, shouldBe } : { shouldBe };
  findings.fail('values', trace.lineOf(body.from), sentence, more);
  return rights;
}

function isSamePass(fit: Fit, one: Pass, other: Pass): boolean {
  if (one.failure !== undefined || other.failure !== undefined) return isSameUntilFailure(one, other);
  return [...fit.names.values()].every((name) => {
    const [own, before] = [one.after.get(name), other.after.get(name)];
    return own !== undefined && before !== undefined && isSame(own, before, 1e-12);
  });
}

/** True for two passes that fail after the same values: the function is not what makes them fail. */
function isSameUntilFailure(one: Pass, other: Pass): boolean {
  if (one.failure === undefined || other.failure === undefined || one.steps.length !== other.steps.length) return false;
  return one.steps.every(({ values }, at) => {
    const before = other.steps[at]?.values;
    return [...values].every(([name, value]) => {
      const own = before?.get(name);
      return own !== undefined && isSame(value, own, 1e-12);
    });
  });
}

function* isFixed(fit: Fit, pass: Pass): Generator<void, boolean> {
  if (pass.failure !== undefined) return false;
  // The mask is read again: it is in the values of the layer.
  if (fit.mask !== undefined) return (yield* bestFit([fit.source], pass))?.factor !== undefined;
  return isRight(fit, pass);
}

const NUMPY = '_numpy_of_the_check';

/** The first pass with a form in the place of an expression. */
function* passWith(attempt: Attempt, { from, to, parameter }: Body, { text }: Form): Generator<void, Pass | undefined> {
  const { source } = attempt.module;
  const form = text.replace(/\bx\b/g, parameter).replace(/\bnp\b/g, NUMPY);
  const trace = yield* changedText(
    `import numpy as ${NUMPY}\n${source.slice(0, from)}(${form})${source.slice(to)}`,
    attempt,
  );
  return trace && (yield* trace.pass());
}

/** The expressions of functions that the pass has run: first those on the way, then results. */
function bodiesOf({ module, pass }: Attempt): readonly Body[] {
  const ranks: { readonly body: Body; readonly rank: number }[] = [];
  const add = (rank: number, value: Expression, body: Omit<Body, 'from' | 'to'>): void => {
    // Both sides of `a if flag else b` are on their own.
    if (value.kind === 'conditional') {
      add(rank, value.whenTrue, body);
      add(rank, value.whenFalse, body);
    } else if (!ranks.some((own) => own.body.from === value.from))
      ranks.push({ rank, body: { ...body, from: value.from, to: value.to } });
  };
  const visit = (node: unknown, assigned: string | undefined): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, assigned);
    if (!isNode(node) || Array.isArray(node)) return;
    const statement = node as unknown as Statement;
    if (statement.kind === 'def') {
      const calls = callsOf(module, statement.name);
      const steps = pass.steps.filter(
        ({ depth, statement: own }) => depth > 0 && own.from >= statement.from && own.to <= statement.to,
      );
      const first = parameterOf(statement.parameters);
      // An expression of one variable is a function of that one; any other one, and a name alone, of the first parameter.
      const locals = new Set([first, ...steps.flatMap(({ flow }) => [...flow.writes])]);
      const bodyOf = (name: string, value: Expression, parameter: string, isResult: boolean): void => {
        const [only, ...more] = new Set(namesIn(value).filter((own) => locals.has(own)));
        const isOne = only !== undefined && more.length === 0 && value.kind !== 'name';
        add(isResult ? 1 : 0, value, { name, parameter: isOne ? only : parameter, isResult, calls });
      };
      for (const { statement: own } of steps) {
        if (first === undefined) break;
        if (own.kind === 'return' && own.value !== undefined) bodyOf(statement.name, own.value, first, true);
        const [target] = own.kind === 'assign' ? own.targets : [];
        if (own.kind === 'assign' && target?.kind === 'name') bodyOf(target.name, own.value, first, false);
      }
    }
    const lambda = node as unknown as Expression;
    if (lambda.kind === 'lambda') {
      const parameter = parameterOf(lambda.parameters);
      const name = assigned ?? 'this function';
      if (parameter !== undefined)
        add(1, lambda.body, { name, parameter, isResult: true, calls: callsOf(module, name) });
    }
    const target = statement.kind === 'assign' ? statement.targets[0] : undefined;
    const own = target?.kind === 'name' || target?.kind === 'attribute' ? target.name : assigned;
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value, own);
  };
  visit(module.body, undefined);
  return ranks.toSorted((one, other) => one.rank - other.rank).map(({ body }) => body);
}

function parameterOf(parameters: (Statement & { kind: 'def' })['parameters']): string | undefined {
  return parameters.find(({ name }) => name !== 'self' && name !== 'cls')?.name;
}

/**
 * The line in a function that returns the value of a wrong statement, as in `l2 = forward(X)`. The statement is the only call of the
 * function, and its arguments are not computed in this iteration. Undefined for any other statement.
 */
export function returnLineOf({ steps }: Pass, step: Step, rights: ReadonlySet<number>): number | undefined {
  const { statement } = step;
  const call = statement.kind === 'assign' ? statement.value : undefined;
  if (call?.kind !== 'call') return undefined;
  const at = steps.indexOf(step);
  const computed = new Set(
    steps.slice(0, at).flatMap((own) => (own.depth === step.depth ? [...own.values.keys()] : [])),
  );
  const names = namesIn(call.arguments);
  if (names.some((name) => computed.has(name))) return undefined;
  const last = steps[at - 1];
  if (last?.statement.kind !== 'return' || last.depth !== step.depth + 1) return undefined;
  const isOne = steps.filter(({ statement: own }) => own === last.statement).length === 1;
  return isOne && !rights.has(last.statement.value?.from ?? -1) ? last.line : undefined;
}

function namesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (!isNode(node)) return [];
  const own = node as unknown as Expression;
  return own.kind === 'name'
    ? [own.name]
    : Object.values(node).flatMap((value) => (typeof value === 'object' ? namesIn(value) : []));
}
