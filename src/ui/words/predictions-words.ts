import { draws } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import { forwardInIteration } from '../../language/reads.ts';
import type { Scores, Snapshot } from '../../worker/protocol.ts';
import { formatShare } from '../text/numbers.ts';
import { type Glyphs, unicode } from '../theme/glyphs.ts';

/**
 * The difference of the predicted values from the last layer of the iteration, longest form first: `p2 is l2 without
 * dropout`; empty for a program without its own lines for prediction.
 */
export function evaluationWords(program: Program): readonly string[] {
  const { evaluation, roles } = program;
  if (evaluation === undefined) return [];
  const forward = forwardInIteration(program);
  const averages = forward.some(({ target, operator }) => operator === '+=' && target.includes('_running_'));
  const differences = [
    ...(forward[0]?.value.kind === 'rows' ? ['for all examples'] : []),
    ...(forward.some(({ value }) => draws(value)) ? ['without dropout'] : []),
    ...(averages ? ['with running averages'] : []),
  ];
  const is = `${evaluation.prediction} is ${roles.prediction}`;
  return [`${is} ${differences.join(', ')}`, `${is} in prediction`];
}

/**
 * The quality of the predictions, longest form first: `accuracy 99 % train, 97 % test`, or for quantities with a test set `r² 0.981
 * train, 0.950 test`. Quantities without a test set show their errors in each row.
 *
 * Scores that are compared with those of a test set are of the current weights. Where the iteration predicts before its update, as in
 * a `program` without lines for prediction of its own, the header has other numbers, and the words say so.
 */
export function scoreWords(
  snapshot: Pick<Snapshot, 'scores' | 'test'> | undefined,
  { evaluation }: { readonly evaluation?: Program['evaluation'] | undefined },
  { squared }: Pick<Glyphs, 'squared'> = unicode,
): readonly string[] {
  const { scores, test } = snapshot ?? {};
  if (scores === undefined || (scores.accuracy === undefined && test === undefined)) return [];
  const own = figureOf(scores);
  const tested = test && figureOf(test.scores);
  if (own === undefined) return [];
  const words = `${scores.accuracy === undefined ? `r${squared}` : 'accuracy'} ${own}`;
  if (tested === undefined) return [words];
  const both = `${words} train, ${tested} test`;
  const short = `${words}, test ${tested}`;
  return evaluation === undefined
    ? [`${CURRENT_WEIGHTS}: ${both}`, `${CURRENT_WEIGHTS}: ${short}`, `${short} now`]
    : [both];
}

/** The words for numbers of the current weights, beside those of the last iteration. */
export const CURRENT_WEIGHTS = 'current weights';

function figureOf({ accuracy, rSquared }: Scores): string | undefined {
  if (accuracy !== undefined) return formatShare(accuracy);
  return rSquared === undefined || !Number.isFinite(rSquared) ? undefined : rSquared.toFixed(3);
}
