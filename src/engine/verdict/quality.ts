import * as thresholds from './thresholds.ts';
import type { SetFacts, TargetKind, TestFacts } from './verdict.ts';

/** The closeness of predictions to their targets, by the measures of `thresholds.ts`. */
export type Quality = 'good' | 'fair' | 'poor';

/**
 * The quality of the predictions of a training set.
 * @param worst the distance of the worst prediction from its target.
 */
export function qualityOf(facts: SetFacts, kind: TargetKind, worst: number): Quality {
  const { rows, wrong, majority, unexplained, line } = facts;
  const { GOOD_SHARE, POOR_SHARE, SMALL_SET, LIKE_LINE, WORSE_THAN_LINE, LIKE_MEAN } = thresholds;
  if (wrong === 0 && (kind !== 'bits' || worst < thresholds.UNDECIDED)) return 'good';
  if (kind === 'quantities') {
    if (Number.isNaN(unexplained)) return 'poor';
    if (unexplained <= GOOD_SHARE) return 'good';
    if (line !== undefined && unexplained > line * WORSE_THAN_LINE) return 'poor';
    const isLikeLine = line !== undefined && unexplained <= line * LIKE_LINE && unexplained < LIKE_MEAN;
    return isLikeLine || unexplained < POOR_SHARE ? 'fair' : 'poor';
  }
  if (rows < SMALL_SET) return 'poor';
  const [share, left] = majority === undefined ? [unexplained, unexplained] : [wrong / rows, wrong / majority.wrong];
  if (!(left < POOR_SHARE)) return 'poor';
  return share <= GOOD_SHARE ? 'good' : 'fair';
}

/** True when every row has its class, and is not there by a hair. */
export function isEveryClassRight({ wrong, unexplained }: SetFacts, kind: TargetKind): boolean {
  return kind === 'classes' && wrong === 0 && unexplained < thresholds.POOR_SHARE;
}

/** True when predictions are no better than the most common class of the training set, or than the mean. */
function isLikeChance({ wrong, majority, unexplained }: SetFacts): boolean {
  return majority === undefined ? !(unexplained < thresholds.LIKE_MEAN) : wrong >= majority.wrong;
}

/** The reason for which a run is overfitting. */
export type Overfitting = 'chance' | 'gap' | 'risen';

/** The test set in the past of a run. */
export interface TestPast {
  /** The lowest unexplained share of the test set, and that of the training set at the same iteration. */
  readonly lowest: number;
  readonly trainThen: number;
}

/**
 * The standard errors by which the test set is predicted worse than when it was predicted best; undefined where that is not certain.
 * @param errors those of the differences, row by row.
 * @param wasRising true when the last look was certain.
 */
export function riseOf(
  test: TestFacts,
  train: SetFacts,
  past: TestPast,
  errors: number,
  wasRising: boolean,
): number | undefined {
  const { LEAST_TEST_ROWS, RISE, RISE_STAYS, RISE_TIMES, RISE_AFTER } = thresholds;
  const least = wasRising ? RISE_STAYS : RISE;
  const isSure = test.rows >= LEAST_TEST_ROWS && errors >= least && test.unexplained >= RISE_TIMES * past.lowest;
  const lasts = test.measuredAt >= RISE_AFTER * test.lowestAt;
  return isSure && lasts && train.unexplained < past.trainThen ? errors : undefined;
}

/** The reason for which these predictions are overfitted; undefined where nothing is certain. */
export function overfittingOf(test: TestFacts, train: SetFacts, past: TestPast): Overfitting | undefined {
  const { LEAST_TEST_ROWS, GAP, GAP_AT_CHANCE, TIMES_WORSE, TEST_UNEXPLAINED, RISEN_TIMES, RISEN_BY } = thresholds;
  if (test.rows < LEAST_TEST_ROWS || train.rows < LEAST_TEST_ROWS || isLikeChance(train)) return undefined;
  const { majority, unexplained, gap } = test;
  if (gap >= GAP_AT_CHANCE && isLikeChance(test)) return 'chance';
  if (gap < GAP) return undefined;
  const isByClass = majority !== undefined;
  const [tested, trained] = isByClass
    ? [test.wrong / test.rows, train.wrong / train.rows]
    : [unexplained, train.unexplained];
  const isHigh = isByClass ? test.wrong >= thresholds.POOR_SHARE * majority.wrong : unexplained >= TEST_UNEXPLAINED;
  if (isHigh && tested >= TIMES_WORSE * trained) return 'gap';
  const isHigher = unexplained >= RISEN_TIMES * past.lowest && unexplained >= past.lowest + RISEN_BY;
  return isHigher && train.unexplained < past.trainThen ? 'risen' : undefined;
}
