import type { StopConditions } from '../engine/run/stopping.ts';
import type { Language } from './language.ts';
import { type Condition, conditionsOf, type EpochEnd, looksAtError } from './stopping.ts';

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
