/*
 * Iterations after the first 1,000, by a jump: the loop runs from the initial weights, with late numbers in its counter, and each update is
 * compared with that of the reference. A line that waits for the counter is found so; one that waits for late weights is not.
 */

import type { Expression, Module } from '../../script/syntax/tree.ts';
import { updateOf } from './factors.ts';
import { type Change, changesOf, type Fit, isAsReference } from './fit.ts';
import { differences } from './iterations-end.ts';
import { weightsOf } from './mapping.ts';
import type { Loop } from './names.ts';
import type { Pass } from './pass.ts';
import type { Values } from './recorder.ts';
import { Reference } from './reference.ts';
import type { Findings } from './report.ts';
import { runAtLoop } from './training-loop.ts';
import { variableOf } from './variables.ts';

/** The most numbers of a text that are tried. */
const MOST_NUMBERS = 8;

/** Finds an update that is wrong at a late number. @returns the numbers that were tried, in words; undefined without one, or after a fault */
export function* judgeLateIterations(
  findings: Findings,
  module: Module,
  loop: Loop,
  { fit, first, made }: { readonly fit: Fit; readonly first: Pass; readonly made: number },
): Generator<void, string | undefined> {
  const count = countOf(loop, first.before);
  if (count === undefined) return undefined;
  const { counter, end } = count;
  const numbers = lateNumbers(module.source, first.before, made, end);
  if (numbers.length === 0) return undefined;
  const trace = yield* runAtLoop(module, loop, fit);
  if (trace === undefined) return undefined;
  const alpha = fit.factor ?? 1;
  const reference = yield* Reference.from(fit.source, { weights: fit.start.weights, alpha });
  const tried: number[] = [];
  for (const number of numbers) {
    trace.putNumber(counter, number);
    const pass = yield* trace.pass();
    // A loop may be left for a reason of its own, such as an error that does not fall.
    if (pass.failure !== undefined || (pass.isLast && number !== numbers.at(-1))) break;
    const other = yield* reference.pass();
    const changes = changesOf(fit.source, fit.names, pass, differences(fit, other));
    const wrong = changes.find((change) => !isAsReference(change));
    if (wrong !== undefined) {
      const when = `With ${counter} = ${number}${loop.kind === 'while' ? ' at the beginning of an iteration,' : ''}`;
      failAt(findings, when, wrong, { fit, first, pass });
      return undefined;
    }
    tried.push(number);
    reference.put({ weights: weightsOf(fit.source, fit.names, pass.after), alpha });
    yield;
  }
  return tried.length === 0 ? undefined : `${counter} = ${tried.join(', ')}`;
}

function failAt(
  findings: Findings,
  when: string,
  wrong: Change,
  { fit, first, pass }: { readonly fit: Fit; readonly first: Pass; readonly pass: Pass },
): void {
  const known = new Set(first.steps.map(({ statement }) => statement));
  const needed = namesFor(fit, pass);
  const late = pass.steps.find(
    (step) =>
      step.statement.kind !== 'for' &&
      !known.has(step.statement) &&
      [...step.flow.writes].some((name) => needed.has(name)),
  );
  const update = updateOf(pass, wrong.name);
  const idle = update === undefined ? updateOf(first, wrong.name) : undefined;
  const sentence =
    late !== undefined
      ? `${when} this line runs, but not in iteration 1: then ${wrong.name} changes differently from the reference.`
      : idle !== undefined
        ? `${when} this line does not run: ${wrong.name} does not change.`
        : `${when} ${wrong.name} changes differently from the reference: something depends on the iteration number.`;
  findings.fail('iterations', (late ?? idle ?? update)?.line, sentence);
}

/** The names that the updates of a pass read, at once or through other lines. */
function namesFor(fit: Fit, { steps }: Pass): ReadonlySet<string> {
  const needed = new Set([...fit.names.values()].map(variableOf));
  // Twice: a line may read what a later one gives to the next iteration.
  for (const step of [...steps, ...steps].toReversed()) {
    if ([...step.flow.writes].some((name) => needed.has(name))) for (const name of step.flow.reads) needed.add(name);
  }
  return needed;
}

/** The counter of `for i in range(n)`, or of `while i < n`, and its end; undefined for any other loop. */
function countOf(loop: Loop, values: Values): { readonly counter: string; readonly end: number } | undefined {
  const [counter, end] = loop.kind === 'for' ? counterOf(loop) : boundOf(loop.test);
  const most = end && numberIn(end, values);
  return counter === undefined || most === undefined || !Number.isSafeInteger(most)
    ? undefined
    : { counter, end: most };
}

type Bound = readonly [counter?: string, end?: Expression | undefined];

/** `i` and `n` of `for i in range(n)`, also in a call such as `enumerate(range(n))` or `tqdm(range(n))`. */
function counterOf({ target, iterable }: Loop & { readonly kind: 'for' }): Bound {
  const counter = target.kind === 'tuple' ? target.items[0] : target;
  if (counter?.kind !== 'name' || iterable.kind !== 'call') return [];
  const [inner] = iterable.arguments;
  const range = inner?.value.kind === 'call' ? inner.value : iterable;
  const { callee, arguments: all } = range;
  const isRange =
    callee.kind === 'name' && /^(?:x|t)?range$/.test(callee.name) && (all.length === 1 || all.length === 2);
  return isRange ? [counter.name, all.at(-1)?.value] : [];
}

/** `i` and `n` of `i < n`, also beside other conditions. */
function boundOf(test: Expression): Bound {
  if (test.kind === 'boolean' && test.operator === 'and')
    return test.operands.map(boundOf).find(([counter]) => counter !== undefined) ?? [];
  if (test.kind !== 'comparison' || test.first.kind !== 'name' || test.rest.length !== 1) return [];
  return ['<', '<=', '!='].includes(test.operators[0] ?? '') ? [test.first.name, test.rest[0]] : [];
}

function numberIn(expression: Expression, values: Values): number | undefined {
  if (expression.kind === 'integer' || expression.kind === 'float') return expression.value;
  if (expression.kind === 'name') {
    const value = values.get(expression.name);
    return value?.cells.length === 1 ? value.cells[0] : undefined;
  }
  if (expression.kind !== 'binary') return undefined;
  const [left, right] = [numberIn(expression.left, values), numberIn(expression.right, values)];
  if (left === undefined || right === undefined) return undefined;
  const results: Readonly<Record<string, number>> = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '**': left ** right,
    '//': Math.floor(left / right),
  };
  return results[expression.operator];
}

/** Late numbers of a counter: those in the text and in its variables, the middle one, and the last two. */
function lateNumbers(source: string, values: Values, made: number, end: number): readonly number[] {
  const written = [...source.matchAll(/(?<![\w.])\d[\d_]*(?:\.\d*)?(?:e\d+)?/g)].map(([text]) =>
    Number(text.replaceAll('_', '')),
  );
  const held = [...values.values()].flatMap(({ cells }) => (cells.length === 1 ? [cells[0] as number] : []));
  const isLate = (number: number): boolean => Number.isSafeInteger(number) && number >= made && number < end;
  const named = [...new Set([...written, ...held])].filter((number) => isLate(number)).slice(0, MOST_NUMBERS);
  // A counter may grow before it is compared.
  const around = [...named, Math.floor(end / 2)].flatMap((number) => [number - 1, number, number + 1]);
  return [...new Set([...around, end - 2, end - 1])].filter(isLate).toSorted((one, other) => one - other);
}
