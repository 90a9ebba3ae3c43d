/* The ✓ of the lines of the first iteration. */
import { type Change, type Fit, isClose } from './fit.ts';
import { meaningOf } from './meaning.ts';
import type { Pass } from './pass.ts';
import type { Step } from './recorder.ts';
import type { Findings } from './report.ts';
import { numberText } from './values.ts';

/** Marks of the lines of the first iteration whose values are known. */
export function markSteps(findings: Findings, fit: Fit, pass: Pass): void {
  const isWhole = fit.factor !== undefined;
  const rights = rightSteps(fit, pass);
  for (const step of pass.steps) {
    for (const [name, { quantity, factor }] of fit.matches.get(step) ?? []) {
      if (rights.has(step)) findings.mark(step.line, 'right', matchText(name, quantity.name, factor));
    }
    if (updatesOf(step, fit).some(({ change }) => isRightChange(change, fit))) {
      const [{ name, parameter }] = updatesOf(step, fit) as [Updated];
      findings.mark(step.line, 'right', `${name} follows the slope of the loss: it is ${parameter}`);
    } else if (isWhole && rights.has(step) && [...step.values.values()].some(({ cells }) => cells.length > 1)) {
      findings.mark(step.line, 'right', 'a part of a right update');
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
  if (factor === -1) return `${name} is right: it is ${quantity} with the opposite sign`;
  return `${name} is right: it is ${numberText(factor)} × ${quantity}`;
}
