/* Updates with the right directions, whose signs or factors do not match. */
import { type Change, type DirectedChange, type Fit, isClose } from './fit.ts';
import { mistakeOf } from './mistakes.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import type { Findings } from './report.ts';
import { numberText } from './values.ts';

/**
 * The last statement that changes a weight: one in a function goes before one in the loop itself. Without any, the last statement that
 * adds nothing to it.
 */
export function updateOf({ steps }: Pass, name: string): Step | undefined {
  return (
    steps.findLast(({ values, depth }) => values.has(name) && depth > 0) ??
    steps.findLast(({ values }) => values.has(name)) ??
    steps.findLast(({ still }) => still.includes(name))
  );
}

/** A change of weights, and the statement that makes it; undefined where none is found. */
export interface Update<Own extends Change = Change> {
  readonly change: Own;
  readonly step: Step | undefined;
}

/** The updates of some changes, in the order of their lines; those without a statement come first. */
export function updatesInOrder<Own extends Change>(changes: readonly Own[], pass: Pass): readonly Update<Own>[] {
  const lineOf = ({ step }: Pick<Update, 'step'>): number => step?.line ?? 0;
  return changes
    .map((change) => ({ change, step: updateOf(pass, change.name) }))
    .toSorted((one, other) => lineOf(one) - lineOf(other));
}

/** The changes of all weights that change, where they do so along the slope of the loss, up or down; undefined otherwise. */
export function directedChanges({ changes }: Fit): readonly DirectedChange[] | undefined {
  const directed = changes.filter((change) => change.kind === 'directed');
  return directed.length === 0 || changes.some(({ kind }) => kind === 'astray') ? undefined : directed;
}

export function idleText(name: string): string {
  return `This line does not change ${name}: its numbers stay the same.`;
}

/** All weights move uphill: the sign of the error, or of the updates, is wrong. @returns false where they do not. */
export function judgeSigns(findings: Findings, fit: Fit, pass: Pass): boolean {
  const changed = directedChanges(fit);
  if (changed === undefined || changed.some(({ factor }) => factor > 0)) return false;
  // With y - prediction the updates are wrong, with prediction - y the error is: the tutorial writes y - prediction.
  const error = pass.steps.find((step) => {
    const matches = [...(fit.matches.get(step) ?? new Map()).values()];
    // A delta that a function gives has its sign from the error that the function gets.
    const kind =
      pass.steps[pass.steps.indexOf(step) - 1]?.depth === step.depth ? /^l\d+_(error|delta)$/ : /^l\d+_error$/;
    return matches.some(({ quantity, factor }) => kind.test(quantity.name) && factor < 0);
  });
  const updates = updatesInOrder(changed, pass);
  const [first] = updates;
  if (first === undefined) return false;
  findings.fail('updates', (error ?? first.step)?.line, mistakeOf('uphill').sentence(fit.source), {
    is: `the change of ${first.change.name} is ${numberText(first.change.factor)} × the descent direction`,
    shouldBe: 'a factor above 0',
    mistake: 'uphill',
  });
  if (error === undefined) {
    for (const { step, change } of updates) {
      if (step !== undefined) findings.mark(step.line, 'wrong', `${change.name} goes up the slope of the loss`);
    }
  }
  return true;
}

/** Updates with different factors, where all errors and deltas are right. @returns false where their factors are one. */
export function judgeFactors(findings: Findings, fit: Fit, pass: Pass): boolean {
  const changed = directedChanges(fit);
  if (changed === undefined) return false;
  const inOrder = updatesInOrder(changed, pass).map((own) => ({ ...own, factor: own.change.factor }));
  // The factor of most updates; of two, that which a number of the program has, or that of the first which goes down.
  const numbers = [...pass.before, ...pass.steps.flatMap(({ values }) => [...values])].flatMap(([, { cells }]) =>
    cells.length === 1 ? [cells[0] as number] : [],
  );
  const isRate = (factor: number): boolean => numbers.some((own) => isClose(own, factor));
  const count = (factor: number): number => inOrder.filter((own) => isClose(own.factor, factor)).length;
  const [usual] = inOrder
    .filter(({ factor }) => factor > 0)
    .toSorted(
      (one, other) =>
        count(other.factor) - count(one.factor) || Number(isRate(other.factor)) - Number(isRate(one.factor)),
    );
  const other = inOrder.find(({ factor }) => usual === undefined || !isClose(factor, usual.factor));
  if (usual === undefined || other === undefined) return false;
  // A single cell always has some factor.
  const isUp = other.factor < 0 && (other.change.value.cells.length > 1 || isClose(-other.factor, usual.factor));
  const own = isUp ? undefined : ownFactor(fit, pass, other.change, usual.change);
  const sentence = isUp
    ? mistakeOf('uphill').sentence(fit.source)
    : `${own === undefined ? 'The updates have different factors: together, they' : `${own.name} has a different factor from the other updates: together, they`} do not follow the slope of the loss. Give all updates the same factor.`;
  findings.fail('updates', (own?.step ?? other.step)?.line, sentence, {
    is: factorsText(other.change, usual.change),
    shouldBe: isUp ? 'a factor above 0' : 'one factor for all updates',
    mistake: isUp ? 'uphill' : undefined,
  });
  return true;
}

/** The line before an update in which its gradient or velocity gets another factor than that of another layer. */
function ownFactor(
  fit: Fit,
  { steps }: Pass,
  one: Change,
  other: Change,
): { readonly step: Step; readonly name: string } | undefined {
  const { layers } = fit.source.program.roles;
  const gradientOf = (parameter: string): string => {
    const k = layers.findIndex(({ weights }) => weights === parameter);
    return `l${k}.T @ l${k + 1}_delta`;
  };
  const found = (quantityName: string) => {
    for (const step of steps) {
      for (const [name, { quantity, factor }] of fit.matches.get(step) ?? [])
        if (quantity.name === quantityName) return { step, name, factor };
    }
    return undefined;
  };
  for (const nameOf of [gradientOf, (parameter: string) => `v_${parameter}`]) {
    const [own, usual] = [found(nameOf(one.parameter)), found(nameOf(other.parameter))];
    if (own !== undefined && usual !== undefined && !isClose(own.factor, usual.factor)) return own;
  }
  return undefined;
}

export function factorsText(one: DirectedChange, other: DirectedChange): string {
  return `${one.name} learns with the factor ${numberText(one.factor)}, ${other.name} with ${numberText(other.factor)}`;
}
