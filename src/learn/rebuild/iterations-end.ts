/* The end of many iterations: their number, the distance of the weights from the reference, and whether the network has learned. */
import type { Fit } from './fit.ts';
import type { Pass } from './pass.ts';
import type { Values } from './recorder.ts';
import type { Reference } from './reference.ts';
import type { Findings } from './report.ts';
import type { Trace } from './trace.ts';
import { difference, numberText, type Value } from './values.ts';

export const ITERATIONS = 1000;
/** Lines, calls and jumps back of all of them. */
export const MOST_WORK = 3_000_000;
/** A mean error from which on a loop may end before 1,000 iterations. */
const LEARNED = 0.1;

export function countText(made: number): string {
  return `${made.toLocaleString('en')} iteration${made === 1 ? '' : 's'}`;
}

/** The reason for fewer than 1,000 iterations. */
export function boundText(made: number, isLast: boolean): string {
  if (made >= ITERATIONS) return '';
  return isLast ? '; the loop ends there' : '; more would take too long here';
}

/** A loop that ends before the network has learned. The reference is at its last iteration. */
export function endsTooSoon(
  findings: Findings,
  trace: Trace,
  fit: Fit,
  reference: Reference,
  { made, isLast }: { readonly made: number; readonly isLast: boolean },
): boolean {
  if (!isLast || made >= ITERATIONS) return false;
  const cells = reference.values().get(fit.source.program.roles.error ?? '')?.cells;
  if (cells === undefined) return false;
  const error = cells.reduce((sum, cell) => sum + Math.abs(cell), 0) / cells.length;
  if (error < LEARNED) return false;
  const sentence = `The loop ends after ${countText(made)}, with a mean error of ${numberText(error)}: the network has not learned yet. Let it run longer.`;
  findings.fail('iterations', trace.endLine, sentence, {
    is: countText(made),
    shouldBe: `${fit.source.network.iterations.toLocaleString('en')} in this level`,
  });
  return true;
}

export function farthest(own: Values, reference: Values): number {
  let most = 0;
  for (const [name, { cells }] of own) {
    const other = reference.get(name);
    if (other === undefined) continue;
    for (const [i, cell] of cells.entries()) {
      const apart = Math.abs(cell - (other.cells[i] ?? Number.NaN)) / Math.max(1, Math.abs(cell));
      if (!(apart <= most)) most = apart;
    }
  }
  return most;
}

export function differences(fit: Fit, { before, after }: Pick<Pass, 'before' | 'after'>): Values {
  const changes = new Map<string, Value>();
  for (const name of fit.names.keys()) {
    const [last, first] = [after.get(name), before.get(name)];
    if (last !== undefined && first !== undefined) changes.set(name, difference(last, first));
  }
  return changes;
}
