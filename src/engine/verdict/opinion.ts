import type { Choices } from '../../language/choices.ts';
import type { Quality } from './quality.ts';
import * as thresholds from './thresholds.ts';
import type { VerdictKind } from './verdict.ts';

/** The verdict of a single look. The verdict of the run follows it when enough looks agree. */
export type Opinion = Exclude<VerdictKind, 'untrained' | 'plateau' | 'diverged'>;

/** The numbers of one look at a run that are kept. */
export interface Look {
  readonly iteration: number;
  /** @see Measured.excess */
  readonly excess: number;
  /** The mean change of the predictions in the update before the look. */
  readonly swing: number;
  /** @see Measured.flat */
  readonly flat: number;
}

/** The recent part of a run, compared with the part before it. */
export interface Trend {
  /** The share of the lowest excess that the recent part took away; undefined when there is nothing to compare. */
  readonly progress: number | undefined;
  /** The same for the mean excess: an excess that swings reaches a new low by accident now and then. */
  readonly meanProgress: number | undefined;
  /** Completed iterations at which the recent part began. */
  readonly since: number;
  /** With mini-batches, the sum of all rises of the excess from one look to the next, in both parts, as a share of its mean; otherwise 0. */
  readonly rises: number;
  /** Means over the recent part. */
  readonly swing: number;
  readonly flat: number;
}

/**
 * @param looks in order, the newest last, covering both parts.
 * @param hasBatches true when an update follows few of the rows.
 */
export function trendOf(looks: readonly Look[], hasBatches = false): Trend {
  const now = looks.at(-1)?.iteration ?? 0;
  const since = now * (1 - thresholds.RECENT_SHARE);
  const start = since * (1 - thresholds.RECENT_SHARE);
  let earlierLooks = 0;
  let earlierBest = Number.POSITIVE_INFINITY;
  let earlierExcess = 0;
  let recentLooks = 0;
  let recentBest = Number.POSITIVE_INFINITY;
  let recentExcess = 0;
  let recentSwing = 0;
  let recentFlat = 0;
  let rises = 0;
  let before = Number.POSITIVE_INFINITY;
  for (let k = 0; k < looks.length; k++) {
    const { iteration, excess, swing, flat } = looks[k]!;
    if (iteration <= start) continue;
    if (iteration > since) {
      recentLooks++;
      recentBest = Math.min(recentBest, excess);
      recentExcess += excess;
      recentSwing += swing;
      recentFlat += flat;
    } else {
      earlierLooks++;
      earlierBest = Math.min(earlierBest, excess);
      earlierExcess += excess;
    }
    rises += Math.max(0, excess - before);
    before = excess;
  }
  const mean = (earlierExcess + recentExcess) / (earlierLooks + recentLooks);
  return {
    progress: shareLost(earlierBest, recentBest),
    meanProgress: shareLost(earlierExcess / earlierLooks, recentExcess / recentLooks),
    since: Math.floor(since),
    rises: hasBatches && mean > 0 ? rises / mean : 0,
    swing: recentSwing / recentLooks,
    flat: recentFlat / recentLooks,
  };
}

/** Undefined when there was nothing before, or nothing wrong. */
function shareLost(before: number, after: number): number | undefined {
  return before > 0 && before < Number.POSITIVE_INFINITY ? 1 - after / before : undefined;
}

/**
 * The age of a run: its iterations, converted to alpha 1 on 4 rows. At alpha 0.1 on 4 rows 1,000 iterations are an age of 100. Larger
 * steps than those of alpha 1 do not count more.
 * @param rows the rows over which an update sums (`rowsSummed`).
 */
export function ageOf(iteration: number, alpha: number, rows: number): number {
  return iteration * Math.min(1, (alpha * rows) / thresholds.STUCK_AFTER_ROWS);
}

/**
 * The rows over which an update sums. A loss that is a mean has updates of the same size with any number of rows: it counts as a sum of
 * few.
 * @param rows the rows of the training set.
 */
export function rowsSummed(choices: Choices | undefined, rows: number): number {
  if (choices === undefined || choices.isAdaptive) return rows;
  const summed = Math.min(choices.batch, rows);
  return choices.isMean ? Math.min(summed, thresholds.STUCK_AFTER_ROWS) : summed;
}

/** The findings of a look, besides the trend. */
export interface Findings {
  readonly solved: boolean;
  readonly overfitting: boolean;
  /** Updates change no prediction any more. */
  readonly still: boolean;
  readonly quality: Quality;
  readonly iteration: number;
  /** `ageOf` */
  readonly age: number;
  /** The verdict so far: a run at rest needs more progress to be learning again. */
  readonly before: VerdictKind;
  /** A run at rest has halved its excess since. */
  readonly halved: boolean;
}

export function opinionOf(trend: Trend, findings: Findings): Opinion {
  const { solved, overfitting, still, halved, iteration, before } = findings;
  if (overfitting) return 'overfitting';
  if (solved) return 'solved';
  if (still) return opinionAtRest(trend, findings);
  const { progress, meanProgress, swing } = trend;
  const jumps = isJumping(trend) && findings.quality !== 'good';
  if (iteration < thresholds.FIRST_OPINION || progress === undefined || meanProgress === undefined) return 'learning';
  if (jumps && meanProgress < thresholds.PROGRESS_WHILE_JUMPING) return 'oscillating';
  if (swing >= thresholds.SWING && meanProgress < thresholds.PROGRESS_WHILE_SWINGING) return 'oscillating';
  if (halved || progress >= (isAtRest(before) ? thresholds.PROGRESS_AGAIN : thresholds.NO_PROGRESS)) return 'learning';
  return opinionAtRest(trend, findings);
}

/** True when the error rises and falls by a large share of itself from one look to the next. */
export function isJumping({ rises, swing }: Pick<Trend, 'rises' | 'swing'>): boolean {
  return rises >= thresholds.JUMPS && swing >= thresholds.SWING_WHILE_JUMPING;
}

function opinionAtRest({ flat }: Trend, { quality, still, age }: Findings): Opinion {
  const isOld = still || age >= thresholds.STUCK_AFTER;
  switch (quality) {
    case 'good':
      return 'fits';
    case 'fair':
      return isOld ? 'settled' : 'learning';
    case 'poor':
      return flat >= thresholds.FLAT_SHARE ? 'saturated' : isOld ? 'stuck' : 'learning';
  }
}

/** True for the verdicts on a run that makes no progress. */
export function isAtRest(kind: VerdictKind): boolean {
  return kind === 'fits' || kind === 'settled' || isFar(kind);
}

/** True for the verdicts on a run that makes no progress and is far from its targets. */
export function isFar(kind: VerdictKind): boolean {
  return kind === 'stuck' || kind === 'plateau' || kind === 'saturated';
}
