import { draws } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import { forwardInIteration } from '../../language/reads.ts';
import type { Fit, Snapshot } from '../../worker/protocol.ts';
import { formatShare } from '../text/numbers.ts';

/**
 * What the values stand for that are predicted by lines of their own, the longest form first: `p2 is l2 with no unit
 * left out`.
 */
export function evaluationWords(program: Program): readonly string[] {
  const { evaluation, roles } = program;
  if (evaluation === undefined) return [];
  const forward = forwardInIteration(program);
  const averages = forward.some(({ target, operator }) => operator === '+=' && target.includes('_running_'));
  const differences = [
    ...(forward[0]?.value.kind === 'rows' ? ['of every example'] : []),
    ...(forward.some(({ value }) => draws(value)) ? ['with no unit left out'] : []),
    ...(averages ? ['by the running averages'] : []),
  ];
  const is = `${evaluation.prediction} is ${roles.prediction}`;
  return [`${is} ${differences.join(', ')}`, `${is} as it predicts`];
}

/**
 * How well the predictions fit, in a few words: `99 % right, 97 % of the test`, or of quantities `r² 0.981, 0.950 of
 * the test`. Of quantities without a test each row says it by itself.
 */
export function fitWords(snapshot: Pick<Snapshot, 'fit' | 'test'> | undefined): string | undefined {
  const { fit, test } = snapshot ?? {};
  if (fit === undefined || (fit.accuracy === undefined && test === undefined)) return undefined;
  const own = figureOf(fit);
  const tested = test && figureOf(test.fit);
  if (own === undefined) return undefined;
  const words = fit.accuracy === undefined ? `r² ${own}` : `${own} right`;
  return tested === undefined ? words : `${words}, ${tested} of the test`;
}

function figureOf({ accuracy, rSquared }: Fit): string | undefined {
  if (accuracy !== undefined) return formatShare(accuracy);
  return rSquared === undefined || !Number.isFinite(rSquared) ? undefined : rSquared.toFixed(3);
}
