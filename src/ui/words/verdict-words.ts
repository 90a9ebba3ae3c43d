import type { Miss, Remedy, Verdict, VerdictFacts, VerdictKind } from '../../worker/protocol.ts';
import { formatCount } from '../text/numbers.ts';
import { causeBriefly, causeWords, decimals, plain, remedyWords } from './verdict-causes.ts';

export interface VerdictWords {
  readonly line: string;
  /** Sentences of any length: the measurements, then one for each cause. */
  readonly evidence: readonly string[];
  /** In the verdict's order. */
  readonly remedies: readonly { readonly remedy: Remedy; readonly text: string }[];
}

/** Smaller changes in percent count as none. */
const LEAST_PERCENT = 0.001;

/** A verdict in English; rows, columns and units are numbered from 1. */
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

/**
 * The most columns of a headline: those of the narrowest screen, 60, with one free at each end. Headlines are ASCII.
 */
export const VERDICT_COLUMNS = 58;

const UNTRAINED = 'untrained: no iteration has run yet';
/** Predictions within this range count as one value. */
const SAME_VALUE = 0.005;
/** The most rows or units that a headline names by number, in order of preference. */
const NAMED = [3, 2, 1];

/** The headline of a verdict: the one with the most names that fits. */
export function verdictLine(verdict: Verdict): string {
  const lines = NAMED.map((named) => lineOf(verdict, named));
  const line = lines.find(({ length }) => length <= VERDICT_COLUMNS) ?? (lines.at(-1) as string);
  return line.length <= VERDICT_COLUMNS ? line : `${line.slice(0, VERDICT_COLUMNS - 3)}...`;
}

function lineOf({ kind, since, facts, causes }: Verdict, named: number): string {
  const [cause] = causes;
  if (facts === undefined) return kind === 'untrained' ? UNTRAINED : 'learning: changed, and not run since';
  const value = valueOfMisses(facts);
  switch (kind) {
    case 'untrained':
      return UNTRAINED;
    case 'learning':
      if (cause?.kind === 'smallSteps') return `learning slowly: alpha ${plain(cause.alpha)} takes small steps`;
      return facts.wrong === 0
        ? `learning: every prediction within ${facts.margin} just now`
        : `learning: ${counted(facts)} still off by more than ${facts.margin}`;
    case 'solved':
      return facts.wrong === 0
        ? `solved since ${formatCount(since)}: every prediction within ${facts.margin}`
        : `solved since ${formatCount(since)}, but ${counted(facts)} off now`;
    case 'fits':
      return `fits since ${formatCount(since)}`;
    case 'settled':
      return `settled since ${formatCount(since)}`;
    case 'overfitting':
      return `overfitting since ${formatCount(since)}`;
    case 'plateau':
      return `plateau since ${formatCount(since)}`;
    case 'stuck':
      if (facts.wrong === 0) return `stuck until now: every prediction within ${facts.margin}`;
      return `stuck${value === undefined ? '' : `, says ${value}`}: ${cause === undefined ? `${counted(facts)} off` : causeBriefly(cause, named)}`;
    case 'saturated':
      if (facts.wrong === 0) return `saturated until now: every prediction within ${facts.margin}`;
      if (cause !== undefined && cause.kind !== 'flatOutputs') return `saturated: ${causeBriefly(cause, named)}`;
      return cause === undefined || cause.activation === 'sigmoid' || cause.activation === 'softmax'
        ? `saturated: ${counted(facts)} sure but wrong, slope near 0`
        : `saturated: ${counted(facts)} wrong, slope near 0`;
    case 'oscillating': {
      const who = cause?.kind === 'chance' ? 'chance' : 'each update';
      return `oscillating: ${who} moves predictions by ${swingOf(facts)}`;
    }
    case 'diverged':
      return `diverged: ${cause?.kind === 'notFinite' ? `the next ${cause.name}` : 'the error'} would be no finite number`;
  }
}

/** `0.42`, or for large swings `3e+272`. */
function swingOf({ swing }: VerdictFacts): string {
  return swing < 1e6 ? swing.toFixed(2) : swing.toExponential(0);
}

/** `0.500` if all wrong predictions are one value; otherwise undefined. */
function valueOfMisses({ misses }: VerdictFacts): string | undefined {
  const values = misses.map(({ prediction }) => prediction);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high - low < SAME_VALUE ? ((low + high) / 2).toFixed(3) : undefined;
}

/** `8 of 40` */
function counted({ wrong, predictions }: VerdictFacts): string {
  return `${formatCount(wrong)} of ${formatCount(predictions)}`;
}

/** The reason for which a verdict has no remedy. */
export function nothingToTry({ kind, facts }: Verdict): string {
  if (facts === undefined) return 'Nothing to try yet: let it run first.';
  if (kind === 'diverged') return 'Nothing that a key could do would help.';
  if (facts.wrong === 0) return 'Nothing needs to be done.';
  if (kind === 'learning' || kind === 'solved') return 'Nothing to try: let it run on.';
  return 'Nothing that a key could do would help.';
}

/** The meaning of a verdict and its measure. */
export function measuredFrom({ kind, facts }: Verdict): string {
  if (facts === undefined) return meaningOf('untrained', 0);
  return [meaningOf(kind, facts.margin), ...scaleOf(kind, facts.margin)].join(' ');
}

function meaningOf(kind: VerdictKind, margin: number): string {
  switch (kind) {
    case 'untrained':
      return 'A verdict is read from the predictions: how far they are from their targets, how fast that shrinks, and how much one update moves them.';
    case 'learning':
      return 'Learning: the last part of the run took something off what is wrong, or it is too early to say.';
    case 'solved':
      return `Solved: every prediction has come within ${margin} of its target and has stayed there for a while.`;
    case 'fits':
      return 'Fits: the predictions are close to their targets.';
    case 'settled':
      return 'Settled: at rest, and much better than the mean.';
    case 'overfitting':
      return 'Overfitting: the longer it learns, the worse it predicts the test set.';
    case 'plateau':
      return 'Plateau: hardly any progress, which may end.';
    case 'stuck':
      return 'Stuck: the last part of the run took next to nothing off what is wrong.';
    case 'saturated':
      return 'Saturated: the last part of the run took next to nothing off what is wrong, and most wrong predictions have a slope near 0.';
    case 'oscillating':
      return 'Oscillating: each update moves predictions a long way, and what is wrong hardly shrinks.';
    case 'diverged':
      return 'Diverged: the run stands before the line that would give the first number that is not finite.';
  }
}

/** The measure of wrong predictions, for verdicts that depend on it. */
function scaleOf(kind: VerdictKind, margin: number): readonly string[] {
  if (kind === 'untrained' || kind === 'solved' || kind === 'diverged') return [];
  return [
    `"What is wrong" is the mean of (miss - ${margin}) ** 2, where a miss within ${margin} counts as 0.`,
    'The verdict changes once a good part of the run says otherwise.',
  ];
}
