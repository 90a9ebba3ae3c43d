import type { Fit, Snapshot } from '../../worker/protocol.ts';
import { formatShare } from '../text/numbers.ts';

/**
 * How well the predictions fit, in a few words: `99 % right, 97 % of the test`, or of quantities `r² 0.981, 0.950 of the
 * test`. Of quantities without a test each row says it by itself.
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
