import type { Miss, Remedy, Verdict } from '../../worker/protocol.ts';
import { formatCount } from '../text/numbers.ts';
import { causeWords, remedyWords } from './verdict-cause-words.ts';
import { counted, verdictLine } from './verdict-line.ts';
import { decimals, plain } from './verdict-numbers.ts';

export interface VerdictWords {
  readonly line: string;
  /** Sentences with numbers, of any length: what was measured, then why it is so, one for each cause. */
  readonly evidence: readonly string[];
  /** In the verdict's order. */
  readonly remedies: readonly { readonly remedy: Remedy; readonly text: string }[];
}

/** Smaller changes of what is wrong are as good as none. */
const LEAST_PERCENT = 0.001;

/** A verdict in plain English; rows, columns and units are counted from 1 here. */
export function verdictWords(verdict: Verdict): VerdictWords {
  return {
    line: verdictLine(verdict),
    evidence: [...evidenceOf(verdict), ...verdict.causes.map(causeWords)],
    remedies: verdict.remedies.map((remedy) => ({ remedy, text: remedyWords(remedy) })),
  };
}

function evidenceOf({ kind, since, pending, facts }: Verdict): readonly string[] {
  if (facts === undefined) return [];
  const { error, measuredAt, margin, predictions, wrong, worst, misses, progress, progressSince } = facts;
  const measured = `after ${formatCount(measuredAt)} iteration${measuredAt === 1 ? '' : 's'}: mean error ${decimals(error)}`;
  if (kind === 'diverged') return [measured];
  const right = `all ${formatCount(predictions)} predictions within ${margin} of their targets, the worst off by ${decimals(worst)}`;
  const turning =
    pending === undefined
      ? []
      : [
          `since iteration ${formatCount(pending.since)} it seems to be ${pending.kind}; believed once that has held for longer`,
        ];
  if (wrong === 0) return [measured, right, ...turning];
  const listed = misses.map((miss) => missWords(miss, facts.outputs));
  const more = wrong - misses.length;
  return [
    measured,
    `${counted(facts)} predictions off by more than ${margin}`,
    ...listed,
    ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
    ...(progress === undefined ? [] : [progressWords(progress, progressSince)]),
    ...(kind === 'learning' ? [] : [`${kind} since iteration ${formatCount(since)}`]),
    ...turning,
  ];
}

function missWords({ row, column, prediction, target, slope }: Miss, outputs: number): string {
  const where = outputs > 1 ? `row ${row + 1}, output ${column + 1}` : `row ${row + 1}`;
  return `${where}: predicts ${decimals(prediction)}, should be ${plain(target)}; slope ${decimals(slope)}`;
}

function progressWords(progress: number, since: number): string {
  const start = `since iteration ${formatCount(since)}`;
  if (!Number.isFinite(progress)) return `${start} what is wrong has grown beyond measure`;
  const percent = Math.abs(100 * progress);
  if (percent < LEAST_PERCENT) return `${start} what is wrong has not changed by ${LEAST_PERCENT} %`;
  const share = percent >= 10 ? percent.toFixed(0) : String(Number(percent.toPrecision(2)));
  return `${start} what is wrong has ${progress > 0 ? 'shrunk' : 'grown'} by ${share} %`;
}
