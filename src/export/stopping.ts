import type { StopConditions, StopReason } from '../engine/run/stopping.ts';
import type { Batches, Program } from '../language/program.ts';
import { stopWords } from '../language/stop-conditions.ts';
import type { Phase } from './phases.ts';
import type { Language } from './syntax.ts';

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
    return limit === undefined ? [] : [{ reason, limit, words: stopWords(reason, limit) }];
  });
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

/** What the lines that look for a reason to stop need to know. */
export interface Sight {
  /** The error of all examples, as an expression; undefined where there is none yet. */
  readonly error: string | undefined;
  /** The norm of the gradients. */
  readonly norm: string;
  /** How many iterations have been completed. */
  readonly completed: string;
  /** Counts iterations of the epochs. */
  readonly t: string;
  readonly epochEnd: EpochEnd | undefined;
  readonly isOneLoop: boolean;
}

/** The lines after an iteration that leave where there is a reason to; none where there are no conditions. */
export function stopLines(language: Language, stop: StopConditions, sight: Sight): readonly string[] {
  const conditions = conditionsOf(stop);
  const isOfError = ({ reason }: Condition): boolean => reason === 'errorBelow' || reason === 'noImprovementFor';
  const test = (condition: Condition): readonly string[] =>
    language.when(
      comparison(language, condition, sight),
      language.leave(condition.words, sight.completed, sight.isOneLoop),
    );
  const tests = conditions.filter(isOfError).flatMap(test);
  const ofError = looksAtError(stop) ? errorLines(language, stop, sight, tests) : [];
  return [...ofError, ...conditions.filter((condition) => !isOfError(condition)).flatMap(test)];
}

function errorLines(
  language: Language,
  { noImprovementFor }: StopConditions,
  { error, epochEnd, t, completed }: Sight,
  tests: readonly string[],
): readonly string[] {
  if (error === undefined) return [];
  const noted = noImprovementFor === undefined ? [] : language.noteLowest(completed);
  const lines = [language.assign('error', error), ...noted, ...tests];
  return epochEnd === undefined ? lines : language.when(ends(language, epochEnd, t), lines, 'at the end of an epoch');
}

function ends(language: Language, end: EpochEnd, t: string): string {
  switch (end.kind) {
    case 'multiple':
      return language.isZero(`${t} % ${end.of}`);
    case 'rest':
      return `${end.size} * ${t} % ${end.epoch} < ${end.size}`;
  }
}

function comparison(language: Language, { reason, limit }: Condition, { completed, norm }: Sight): string {
  switch (reason) {
    case 'errorBelow':
      return `error < ${language.number(limit)}`;
    case 'noImprovementFor':
      return `${completed} - ${language.lowestAt} >= ${limit}`;
    case 'gradientNormBelow':
      return `${norm} < ${language.number(limit)}`;
    case 'seconds':
      return `${language.elapsed} >= ${language.number(limit)}`;
  }
}
