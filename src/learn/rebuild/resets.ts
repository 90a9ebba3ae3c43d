/* Values that are carried from one iteration to the next, such as a velocity, and that a line of the loop begins anew. */
import type { Moment } from '../../script/machine/moment.ts';
import { type Change, changesOf, type Fit, isClose } from './fit.ts';
import type { Pass } from './pass.ts';
import type { Values } from './recorder.ts';
import type { Findings } from './report.ts';
import type { Trace } from './trace.ts';
import { fits, isSame, textsApart } from './values.ts';

/**
 * Finds such lines by trial: the second iteration runs again with the value of the first one kept. Where more weights then change as they
 * should, the line is wrong. @param references the changes that are right @returns false without such a line
 */
export function* judgeResets(
  findings: Findings,
  trace: Trace,
  moment: Moment,
  { fit, pass, references }: { readonly fit: Fit; readonly pass: Pass; readonly references: Values },
): Generator<void, boolean> {
  const rightOf = (own: Pass): number => changesOf(fit.source, fit.names, own, references).filter(isRightChange).length;
  const right = rightOf(pass);
  const weights = new Set(fit.names.values());
  for (const step of pass.steps) {
    if (step.statement.kind !== 'assign') continue;
    for (const [name, value] of step.values) {
      const last = pass.before.get(name);
      const isReset = last !== undefined && fits(value, last) && !isSame(value, last) && !step.flow.reads.has(name);
      if (!isReset || weights.has(name)) continue;
      const again = yield* trace.again(moment, { visits: step.visits, name, value: last });
      if (again.failure !== undefined || rightOf(again) <= right) continue;
      const sentence = `${name} begins anew in each iteration here, and what it has gathered is lost. Put this line before the loop.`;
      const [is, shouldBe] = textsApart(value, last);
      findings.fail('iterations', step.line, sentence, {
        is: `iteration 2: ${name} is ${is}`,
        shouldBe: `${shouldBe}, as after iteration 1`,
      });
      findings.mark(step.line, 'wrong', sentence);
    }
  }
  return findings.fault !== undefined;
}

function isRightChange({ factor, isZero }: Change): boolean {
  return !isZero && factor !== undefined && isClose(factor, 1);
}
