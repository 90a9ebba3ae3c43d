import { isSteep, raiseAlpha } from './alpha-remedies.ts';
import { largeTargets } from './causes-of-data.ts';
import { smallBatch } from './causes-of-settings.ts';
import type { Evidence } from './evidence.ts';
import { isJumping, trendOf } from './opinion.ts';
import { qualityOf } from './quality.ts';
import * as thresholds from './thresholds.ts';
import type { Cause, VerdictFacts } from './verdict.ts';

/*
 * Causes in the size of the steps: too large, too small, or of batches that throw each other's work over.
 */

/** A step that was too large has led the run to where it is. */
export function jump({ facts, baseAlpha, program }: Evidence): readonly Cause[] {
  const { largestSwing: swing, largestSwingAt: update, stillSince, flat } = facts;
  const areHiddenLinear = program.roles.layers.slice(0, -1).every(({ activation }) => activation === 'linear');
  // No step has led such layers into a flat place: at rest, they are where the error is lowest for them.
  if (stillSince !== undefined && areHiddenLinear && flat < thresholds.FLAT_SHARE) return [];
  return swing < thresholds.JUMP ? [] : [{ kind: 'largeSteps', alpha: baseAlpha, swing, update, ...unitOf(facts) }];
}

/** Errors of quantities that grow far beyond those of always predicting the mean. */
export function overshoots({ facts, looks, values, baseAlpha }: Evidence): readonly Cause[] {
  const { targets, train, swing, measuredAt } = facts;
  if (targets !== 'quantities' || !((train?.unexplained ?? 0) > thresholds.BEYOND_MEAN)) return [];
  const least = looks.reduce((low, { excess }) => Math.min(low, excess), Number.POSITIVE_INFINITY);
  const now = looks.at(-1)?.excess ?? 0;
  const isBeyondMeasure = now >= thresholds.LARGEST_MISS;
  if (!isBeyondMeasure && !(now > thresholds.GROWN * least)) return [];
  const last = looks.at(-1)?.swing ?? swing;
  return [
    ...largeTargets(values),
    { kind: 'largeSteps', alpha: baseAlpha, swing: last, update: measuredAt - 1, ...unitOf(facts) },
  ];
}

/** Small batches, each of which throws over what others have taught. */
export function batchJumps(evidence: Evidence): readonly Cause[] {
  const { facts, looks, alpha, baseAlpha } = evidence;
  const { train, targets, worst, measuredAt } = facts;
  if (train === undefined || targets === undefined || measuredAt < thresholds.FIRST_OPINION) return [];
  const small = smallBatch(evidence);
  if (small.length === 0) return [];
  const quality = qualityOf(train, targets, worst);
  const excesses = looks.map(({ excess }) => excess);
  const [least, most] = [Math.min(...excesses), Math.max(...excesses)];
  const trend = trendOf(looks, true);
  const swings = looks.map(({ swing }) => swing);
  // Between two jumps, saturated predictions hardly move. A schedule may have ended them.
  const mayThrow = targets !== 'quantities' && 2 * alpha >= baseAlpha;
  const hasThrown =
    mayThrow && facts.largestSwing >= thresholds.LARGE_JUMP && measuredAt >= 2 * thresholds.FIRST_OPINION;
  const isSwung = hasThrown || Math.max(...swings) >= thresholds.SWING || trend.swing >= thresholds.SWING_OF_BATCHES;
  const isThrownBack = quality === 'poor' && (looks.at(-1)?.excess ?? 0) > thresholds.THROWN_BACK * least;
  const jumps = quality !== 'good' && (isJumping(trend) || isSwung);
  // A moment at which most rows are right does not last, where the batches throw many over now and then.
  const { JUMPS, TIMES_THROWN, THROWN_TO } = thresholds;
  const isBetween = mayThrow && trend.rises >= JUMPS && most >= TIMES_THROWN * least && most >= THROWN_TO;
  return jumps || isThrownBack || isBetween ? small : [];
}

export function unitOf({ targets }: VerdictFacts): { readonly targets?: 'quantities' } {
  return targets === 'quantities' ? { targets } : {};
}

/** The learning rate is so small that the run has hardly moved, and its error hardly falls. */
export function smallSteps(evidence: Evidence): readonly Cause[] {
  const { facts, program, age: ownAge, alpha, baseAlpha } = evidence;
  const { choices } = program;
  // A schedule that has made the steps small is near its end.
  if (alpha < thresholds.SCHEDULE_ENDED * baseAlpha) return [];
  const { measuredAt, progress }: VerdictFacts = facts;
  const { STUCK_AFTER, SMALL_STEPS } = thresholds;
  // Momentum adds up the steps.
  const age = ownAge / (1 - (choices?.isAdaptive === true ? 0 : (choices?.momentum ?? 0)));
  const isYoung = age < STUCK_AFTER / thresholds.VERY_YOUNG;
  const isLate = measuredAt >= STUCK_AFTER;
  const isSlow = age < STUCK_AFTER && age * SMALL_STEPS <= measuredAt && (isLate || (isYoung && hardlyMoves(facts)));
  const slowest = isYoung ? thresholds.SLOW_WHILE_YOUNG : thresholds.SLOW_PROGRESS;
  if (!isSlow || progress === undefined || !(progress < slowest)) return [];
  // Linear outputs come to rest at any alpha; bounded ones crawl on a plateau.
  const hasCalmed = isSteep(evidence) && facts.swing < thresholds.CALMED * facts.largestSwing;
  if (hasCalmed && progress < thresholds.NO_PROGRESS) return [];
  const goal = Math.min(STUCK_AFTER, measuredAt);
  // Linear outputs may bear no more than now.
  if (raiseAlpha(evidence).length === 0) return [];
  const least = goal / thresholds.MOST_TIMES_ALPHA;
  const times = 10 ** Math.ceil(Math.log10(goal / Math.max(least, age)) - 1e-9);
  return [{ kind: 'smallSteps', alpha: baseAlpha, times }];
}

/** True when updates of the current size would take many times the run so far to reach the targets, and have always had about that size. */
function hardlyMoves({ measuredAt, error, swing, largestSwing }: VerdictFacts): boolean {
  const { YOUNG_FROM, TIMES_AS_LONG, CALMED } = thresholds;
  return measuredAt >= YOUNG_FROM && error >= TIMES_AS_LONG * swing * measuredAt && swing >= CALMED * largestSwing;
}
