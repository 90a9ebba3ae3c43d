/* New weights that are computed and not kept: they are in a variable of a function, or under a name that nothing reads. */
import { type Change, changeFactor, type Fit } from './fit.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import type { Findings } from './report.ts';
import { difference, fits, inLayoutOf } from './values.ts';

interface Lost {
  readonly change: Change;
  readonly step: Step;
  /** The name of the new weights. */
  readonly name: string;
}

/** Finds the lines that give weights plus their right change, where the weights themselves never change. */
export function judgeLostUpdates(findings: Findings, fit: Fit, pass: Pass): void {
  if (pass.failure !== undefined) return;
  const lost = fit.changes.filter(({ isZero }) => isZero).flatMap((change) => lostBy(change, fit, pass));
  const [first, ...more] = lost.toSorted((one, other) => one.step.line - other.step.line);
  if (first === undefined) return;
  findings.fail('updates', first.step.line, sentenceOf(first));
  for (const own of more) findings.mark(own.step.line, 'wrong', sentenceOf(own));
}

function sentenceOf({ change, name }: Lost): string {
  if (name === change.name)
    return `${name} is a variable of the function here: it gets the new numbers, and the ${name} outside stays as it is. Change it in place with +=, or return the new numbers and keep them.`;
  return `${name} gets the new numbers of ${change.name}, and ${change.name} itself stays as it is: nothing is learned there. Give the new numbers to ${change.name}.`;
}

/** The last line that gives a value of its own which is the weights after their update. */
function lostBy(change: Change, { start, run }: Fit, { steps }: Pass): readonly Lost[] {
  const [before, reference] = [start.weights.get(change.parameter), run.changes.get(change.parameter)];
  // Beside zeros, the change alone is the same numbers.
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
