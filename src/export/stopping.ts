import type { StopConditions, StopReason } from '../engine/run/stopping.ts';
import type { Batches, Program } from '../language/program.ts';
import type { Phase } from './phases.ts';

/** In which order a run looks for a reason to stop. */
const order: readonly StopReason[] = ['errorBelow', 'gradientNormBelow', 'noImprovementFor', 'seconds'];

/** Something to be looked at after an iteration. */
export interface Condition {
  readonly reason: StopReason;
  readonly limit: number;
  readonly words: string;
}

export function conditionsOf(stop: StopConditions): readonly Condition[] {
  return order.flatMap((reason) => {
    const limit = stop[reason];
    return limit === undefined ? [] : [{ reason, limit, words: words(reason, limit) }];
  });
}

function words(reason: StopReason, limit: number): string {
  switch (reason) {
    case 'errorBelow':
      return `the error is below ${limit}`;
    case 'noImprovementFor':
      return `no new lowest error for ${limit} iterations`;
    case 'gradientNormBelow':
      return `the norm of the gradients is below ${limit}`;
    case 'seconds':
      return `${limit} seconds have passed`;
  }
}

export function looksAtError({ errorBelow, noImprovementFor }: StopConditions): boolean {
  return (errorBelow ?? noImprovementFor) !== undefined;
}

/** Whether every example has had its turn once more after `t` iterations: so many of them, or a rest that is less than a batch. */
export type EpochEnd =
  | { readonly kind: 'multiple'; readonly of: number }
  | { readonly kind: 'rest'; readonly size: number; readonly epoch: number };

/** When the error is looked at; undefined where that is after each iteration. */
export function epochEnd({ batches }: Program): EpochEnd | undefined {
  if (batches === undefined || batches.size === batches.epoch) return undefined;
  return endOf(batches);
}

function endOf({ size, epoch }: Batches): EpochEnd {
  return epoch % size === 0 ? { kind: 'multiple', of: epoch / size } : { kind: 'rest', size, epoch };
}

/** Whether a run looks for reasons to stop between the changes that begin a phase and its first iteration: once only. */
export function isJudgedAtBeginning(phase: Phase, next: Phase | undefined): boolean {
  return phase.from > 0 && (phase.to > phase.from || next === undefined);
}

/** Whether a run may end in any of its phases. */
export function isLeftAnywhere(phases: readonly Phase[], stop: StopConditions): boolean {
  return phases.length > 1 && conditionsOf(stop).length > 0;
}
