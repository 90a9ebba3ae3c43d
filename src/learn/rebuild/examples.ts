/* Mistakes of programs that take the examples one by one. */
import { changeFactor, type Fit, isClose } from './fit.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import type { Findings } from './report.ts';
import { variableOf } from './variables.ts';

/** Weights that change after each example, and gradients of the last example only. @returns false without them */
export function judgeExamples(findings: Findings, fit: Fit, pass: Pass): boolean {
  return judgeEarlyUpdates(findings, fit, pass) || judgeLastExample(findings, fit, pass);
}

function judgeEarlyUpdates(findings: Findings, fit: Fit, { steps }: Pass): boolean {
  const names = new Set(fit.names.values());
  for (const step of steps) {
    const [name] = [...step.values.keys()].filter((own) => names.has(own));
    const changes = (step.examples ?? []).map(firstVisit);
    const [first, last] = [changes[0], changes.at(-1)];
    if (name === undefined || first === undefined || last === undefined) continue;
    // Read between two of its changes, by a statement for each example, or in a function that one calls.
    const isRead = steps.some(
      (own) =>
        own.statement !== step.statement &&
        own.flow.reads.has(variableOf(name)) &&
        (own.examples?.map(firstVisit) ?? own.visits).some((at) => at > first && at < last),
    );
    if (!isRead) continue;
    findings.fail(
      'updates',
      step.line,
      `This line changes ${name} after each example, so the next example uses other weights. In this level, the changes of all examples are added up first, and the weights change once in each iteration.`,
      { is: `${step.examples?.length} changes of ${name} in one iteration`, shouldBe: 'one change for all examples' },
    );
    return true;
  }
  return false;
}

function firstVisit({ visits }: Step): number {
  return visits[0] ?? 0;
}

function judgeLastExample(findings: Findings, fit: Fit, { steps }: Pass): boolean {
  const largest = fit.changes.toSorted((one, other) => other.value.cells.length - one.value.cells.length);
  const usual = largest.find(({ factor }) => factor !== undefined)?.factor;
  for (const { parameter, value, factor } of fit.changes) {
    const reference = fit.run.changes.get(parameter);
    // A single cell always has some factor.
    const isRight = factor !== undefined && (value.cells.length > 1 || isClose(factor, usual ?? factor));
    if (isRight || reference === undefined) continue;
    for (const step of steps.toReversed()) {
      for (const name of step.values.keys()) {
        const each = (step.examples ?? []).map((own) => own.values.get(name));
        const last = each.at(-1);
        if (last === undefined || each.length < 2 || each.some((own) => own?.cells.length !== last.cells.length))
          continue;
        const cells = last.cells.map((_, i) => each.reduce((sum, own) => sum + (own?.cells[i] ?? 0), 0));
        const total = changeFactor({ shape: last.shape, cells }, reference);
        const own = changeFactor(value, last);
        if (total === undefined || own === undefined) continue;
        const isSum = value.cells.length > 1 || (usual !== undefined && isClose(own * total, usual));
        if (!isSum) continue;
        const reset = steps.find(
          (other) =>
            other !== step && other.values.has(name) && other.examples !== undefined && other.visits.length > 1,
        );
        const sentence =
          reset === undefined
            ? `${name} has the value of the last example only: this line replaces it for each example. Add the values up: set ${name} to zeros before the loop over the examples, and write += here.`
            : `${name} starts again for each example, so only the last one counts. Put this line before the loop over the examples.`;
        findings.fail('values', (reset ?? step).line, sentence);
        return true;
      }
    }
  }
  return false;
}
