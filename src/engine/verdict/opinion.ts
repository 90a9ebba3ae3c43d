import * as thresholds from './thresholds.ts';
import type { VerdictKind } from './verdict.ts';

/** What one look at a run says before the verdict follows it. */
export type Opinion = Exclude<VerdictKind, 'untrained' | 'diverged'>;

/** What is kept of a look. */
export interface Look {
  readonly iteration: number;
  readonly excess: number;
  /** How much the update before it changed predictions, on average. */
  readonly swing: number;
  readonly flat: number;
}

export interface Trend {
  /** The share of the best excess that the last part of the run took away; undefined when there is nothing to compare. */
  readonly progress: number | undefined;
  /** The same of the mean excess: what swings up and down comes by a new best every now and then. */
  readonly meanProgress: number | undefined;
  /** Completed iterations at which that part began. */
  readonly since: number;
  /** Means over that part. */
  readonly swing: number;
  readonly flat: number;
}

/** @param looks in order, the newest last; back to `RECENT_SHARE` of what is compared with, at least. */
export function trendOf(looks: readonly Look[]): Trend {
  const now = looks.at(-1)?.iteration ?? 0;
  const since = now * (1 - thresholds.RECENT_SHARE);
  const start = since * (1 - thresholds.RECENT_SHARE);
  const [earlier, recent] = [emptyStretch(), emptyStretch()];
  for (const look of looks) if (look.iteration > start) extend(look.iteration > since ? recent : earlier, look);
  return {
    progress: shareLost(earlier.best, recent.best),
    meanProgress: shareLost(earlier.excess / earlier.looks, recent.excess / recent.looks),
    since: Math.floor(since),
    swing: recent.swing / recent.looks,
    flat: recent.flat / recent.looks,
  };
}

/** The sums over some looks, and the least excess among them. */
interface Stretch {
  looks: number;
  best: number;
  excess: number;
  swing: number;
  flat: number;
}

function emptyStretch(): Stretch {
  return { looks: 0, best: Number.POSITIVE_INFINITY, excess: 0, swing: 0, flat: 0 };
}

function extend(stretch: Stretch, { excess, swing, flat }: Look): void {
  stretch.looks++;
  stretch.best = Math.min(stretch.best, excess);
  stretch.excess += excess;
  stretch.swing += swing;
  stretch.flat += flat;
}

/** Undefined where there was nothing before, or nothing wrong. */
function shareLost(before: number, after: number): number | undefined {
  return before > 0 && before < Number.POSITIVE_INFINITY ? 1 - after / before : undefined;
}

/** How long a run has been, in iterations at alpha 1 on the tutorial's 4 rows; larger steps do not make it longer. */
export function ageOf(iteration: number, alpha: number, rows: number): number {
  return iteration * Math.min(1, (alpha * rows) / thresholds.STUCK_AFTER_ROWS);
}

/** @param before the verdict so far */
export function opinionOf(trend: Trend, solved: boolean, iteration: number, age: number, before: VerdictKind): Opinion {
  if (solved) return 'solved';
  const { progress, meanProgress, swing, flat } = trend;
  if (iteration < thresholds.FIRST_OPINION || progress === undefined || meanProgress === undefined) return 'learning';
  if (swing >= thresholds.SWING && meanProgress < thresholds.PROGRESS_WHILE_SWINGING) return 'oscillating';
  const held = before === 'stuck' || before === 'saturated';
  if (progress >= (held ? thresholds.PROGRESS_AGAIN : thresholds.NO_PROGRESS)) return 'learning';
  if (flat >= thresholds.FLAT_SHARE) return 'saturated';
  return age >= thresholds.STUCK_AFTER ? 'stuck' : 'learning';
}
