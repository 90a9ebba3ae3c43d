import type { Verdict, VerdictKind } from '../../worker/protocol.ts';

/** Why a verdict offers nothing to try. */
export function nothingToTry({ kind, facts }: Verdict): string {
  if (facts === undefined) return 'Nothing to try yet: let it run first.';
  if (kind === 'diverged') return 'Nothing that a key could do would help.';
  if (facts.wrong === 0) return 'Nothing needs to be done.';
  if (kind === 'learning' || kind === 'solved') return 'Nothing to try: let it run on.';
  return 'Nothing that a key could do would help.';
}

/** What a verdict is measured from. */
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

/** How what is wrong is measured, and when a verdict changes, for the verdicts that hang on it. */
function scaleOf(kind: VerdictKind, margin: number): readonly string[] {
  if (kind === 'untrained' || kind === 'solved' || kind === 'diverged') return [];
  return [
    `"What is wrong" is the mean of (miss - ${margin}) ** 2, where a miss within ${margin} counts as 0.`,
    'The verdict changes once a good part of the run says otherwise.',
  ];
}
