import { type Findings, isAtRest, isFar, isJumping, type Look, type Opinion, type Trend } from './opinion.ts';
import * as thresholds from './thresholds.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

/**
 * The verdict after some looks, the newest last: the last verdict, until enough looks agree on another one.
 * @param solvedAt completed iterations since which every prediction has been within the margin.
 * @param trend of the newest look.
 */
export function followed(
  last: Verdict,
  looks: readonly (Look & { readonly opinion: Opinion })[],
  solvedAt: number | undefined,
  { still, halved }: Pick<Findings, 'still' | 'halved'>,
  trend: Pick<Trend, 'rises' | 'swing'>,
): Pick<Verdict, 'kind' | 'since' | 'pending'> {
  const { iteration, opinion } = looks.at(-1)!;
  const pending = undefined;
  const isPlateau = last.kind === 'plateau' && opinion === 'stuck';
  if (opinion === last.kind || isPlateau) return { kind: opinion, since: last.since, pending };
  const first = looks.findLastIndex((look) => look.opinion !== opinion) + 1;
  const since = opinion === 'solved' ? (solvedAt ?? looks[first]!.iteration) : looks[first]!.iteration;
  // Nothing will change: there is nothing to wait for.
  const isCertain = still && isAtRest(opinion);
  // Predictions that hardly move do not oscillate.
  const hasCalmed = last.kind === 'oscillating' && trend.swing < thresholds.SWING / 2 && !isJumping(trend);
  if (isCertain || hasCalmed || (halved && isFar(last.kind)) || holds(opinion, iteration, since)) {
    return { kind: opinion, since, pending };
  }
  // A run that swings where it does not stand still is not learning, whichever of both each look has found.
  if (last.kind === 'learning' && isTroubled(opinion)) {
    const troubled = looks.findLastIndex((look) => !isTroubled(look.opinion)) + 1;
    const from = looks[troubled]!.iteration;
    if (holds(opinion, iteration, from)) return { kind: opinion, since: from, pending };
  }
  if (last.kind === 'untrained') return { kind: 'learning', since: iteration - 1, pending };
  return { kind: last.kind === 'plateau' ? 'stuck' : last.kind, since: last.since, pending: { kind: opinion, since } };
}

function isTroubled(opinion: Opinion): boolean {
  return opinion === 'oscillating' || isFar(opinion);
}

function holds(opinion: VerdictKind, iteration: number, since: number): boolean {
  switch (opinion) {
    case 'solved':
      return holdsSolved(iteration, since);
    case 'overfitting':
      return iteration - since >= iteration * thresholds.OVERFITTING_HOLD_SHARE;
    default:
      return iteration - since >= iteration * thresholds.HOLD_SHARE;
  }
}

/** True when all predictions have been right for long enough. */
export function holdsSolved(iteration: number, since: number): boolean {
  return iteration - since >= Math.max(thresholds.SOLVED_HOLD, iteration * thresholds.SOLVED_HOLD_SHARE);
}
