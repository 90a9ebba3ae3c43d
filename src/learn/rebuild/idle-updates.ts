/* Updates that change no weights: their factor is 0, their new numbers are not kept, or their lines do not run. */
import { lineAt, type Module, type Statement } from '../../script/syntax/tree.ts';
import { idleText, updateOf, updatesInOrder } from './factors.ts';
import { type Change, changeFactor, type Fit } from './fit.ts';
import { flowOf, type Loop, statementsByPlace } from './names.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import type { Findings } from './report.ts';
import { difference, fits, inLayoutOf } from './values.ts';
import { variableOf } from './variables.ts';

/** Updates that change no weight. */
export function judgeUpdatesInVain(findings: Findings, fit: Fit, pass: Pass): void {
  if (pass.failure !== undefined || fit.changes.some(({ kind }) => kind !== 'none')) return;
  const [first] = updatesInOrder(fit.changes, pass);
  // An update without a statement is missing. It is not an update without effect.
  if (first?.step === undefined) return;
  findings.fail('updates', first.step.line, idleText(first.change.name));
}

/** Updates with a factor that is 0. @returns false without one */
export function judgeZeroRate(findings: Findings, fit: Fit, pass: Pass, version: 2 | 3): boolean {
  const numbers = new Map([...pass.before, ...pass.steps.flatMap(({ values }) => [...values])]);
  const still = fit.changes.filter(({ kind }) => kind === 'none');
  for (const { change, step } of updatesInOrder(still, pass)) {
    const rate = [...(step?.flow.reads ?? [])].find((own) => {
      const value = numbers.get(own);
      return value?.shape.length === 0 && value.cells[0] === 0;
    });
    if (step === undefined || rate === undefined) continue;
    const why = version === 2 ? ' In Python 2, a whole number divided by a larger one is 0: write 1.0 / 2.' : '';
    findings.fail('updates', step.line, `${rate} is 0, so this line does not change ${change.name}.${why}`);
    return true;
  }
  return false;
}

interface Lost {
  readonly change: Change;
  readonly step: Step;
  /** The name of the new weights. */
  readonly name: string;
}

/** Finds the lines that give weights plus their right change, where the weights themselves never change. */
export function judgeLostUpdates(findings: Findings, fit: Fit, pass: Pass): void {
  if (pass.failure !== undefined) return;
  const lost = fit.changes.filter(({ kind }) => kind === 'none').flatMap((change) => lostBy(change, fit, pass));
  const [first, ...more] = lost.toSorted((one, other) => one.step.line - other.step.line);
  if (first === undefined) return;
  findings.fail('updates', first.step.line, sentenceOf(first));
  for (const own of more) findings.mark(own.step.line, 'wrong', sentenceOf(own));
}

function sentenceOf({ change, name }: Lost): string {
  if (name === change.name)
    return `${name} is a local variable of this function: it gets the new numbers, and the ${name} outside does not change. Change it in place with +=, or return it and assign the result.`;
  return `${name} gets the new numbers of ${change.name}, but ${change.name} itself does not change: it learns nothing. Assign the new numbers to ${change.name}.`;
}

/** The last line that gives a value of its own which is the weights after their update. */
function lostBy(change: Change, { start, run }: Fit, { steps }: Pass): readonly Lost[] {
  const [before, reference] = [start.weights.get(change.parameter), run.changes.get(change.parameter)];
  // If the weights are zeros, the change has the same numbers as the new weights.
  if (before === undefined || reference === undefined || before.cells.every((cell) => cell === 0)) return [];
  for (const step of steps.toReversed()) {
    // The head of a loop over weights has their last value again.
    if (step.statement.kind === 'for') continue;
    for (const [name, value] of step.values) {
      const own = fits(value, before) ? inLayoutOf(before, value) : undefined;
      if (own === undefined || own.cells.length < 2) continue;
      if ((changeFactor(difference(own, before), reference) ?? 0) > 0) return [{ change, step, name }];
    }
  }
  return [];
}

/** Updates that the first iteration never runs: one is after the loop, or under a condition. */
export function judgeSkippedUpdates(
  findings: Findings,
  { body, source }: Module,
  loop: Loop,
  { fit, pass }: { readonly fit: Fit; readonly pass: Pass },
): void {
  if (pass.failure !== undefined) return;
  const still = fit.changes.filter(({ kind, name }) => kind === 'none' && updateOf(pass, name) === undefined);
  const ran = new Set(pass.steps.map(({ statement }) => statement.from));
  // The functions that the iteration has called: a line of theirs may have been left out.
  const functions = [...statementsByPlace(body).values()].filter(({ kind }) => kind === 'def');
  const functionOf = (from: number): Statement | undefined =>
    functions.filter((own) => from > own.from && from < own.to).toSorted((one, other) => other.from - one.from)[0];
  const called = new Set(pass.steps.filter(({ depth }) => depth > 0).map((step) => functionOf(step.statement.from)));
  for (const statement of statementsByPlace(body).values()) {
    if (statement.kind !== 'assign' && statement.kind !== 'augmented') continue;
    const { from } = statement;
    const isAfter = from >= loop.to;
    const own = functionOf(from);
    const isIn = from > loop.from || (own !== undefined && called.has(own));
    const { writes } = flowOf(statement);
    // In the loop, a line may change one of a list of weights.
    const change =
      isIn &&
      !ran.has(from) &&
      still.find(({ name }) => writes.has(name) || (!isAfter && writes.has(variableOf(name))));
    if (!change) continue;
    const line = lineAt(source, from);
    const sentence = isAfter
      ? `This line is after the loop: ${change.name} changes once, and no iteration learns. Indent it like the lines of the loop.`
      : `This line does not run in iteration 1: ${change.name} does not change.`;
    findings.fail('updates', line, sentence, isAfter ? { mistake: 'no-update' } : {});
    return;
  }
}
