import type { StopReason } from '../engine/run/stop.ts';
import type { Program } from '../language/program.ts';
import type { TargetWords } from '../language/scaling.ts';
import { type StopConditions, stopWords } from '../language/stop-conditions.ts';
import type { Syntax } from './syntax.ts';

/** The order in which a run checks its stop conditions. */
const order: readonly StopReason[] = ['errorBelow', 'gradientNormBelow', 'noImprovementFor', 'seconds'];

interface Condition {
  readonly reason: StopReason;
  readonly limit: number;
}

/** The stop conditions of a run, in the order in which it checks them. */
export function conditionsOf(stop: StopConditions): readonly Condition[] {
  return order.flatMap((reason) => {
    const limit = stop[reason];
    return limit === undefined ? [] : [{ reason, limit }];
  });
}

/**
 * The test for the end of an epoch after `t` iterations: `t` is a multiple of the iterations per epoch; or, when batches do not
 * divide the epoch, the examples of the next epoch that are done are fewer than a batch.
 */
type EpochEnd =
  | { readonly kind: 'multiple'; readonly of: number }
  | { readonly kind: 'rest'; readonly size: number; readonly epoch: number };

/** When the error is checked; undefined: after each iteration. */
export function epochEnd({ batches }: Program): EpochEnd | undefined {
  if (batches === undefined || batches.size === batches.epoch) return undefined;
  const { size, epoch } = batches;
  return epoch % size === 0 ? { kind: 'multiple', of: epoch / size } : { kind: 'rest', size, epoch };
}

/** The names and expressions of a script that its stop conditions read. */
export interface StopContext {
  /** The error of all examples; undefined where there is none yet. */
  readonly error: string | undefined;
  /** The norm of the gradients. */
  readonly norm: string;
  /** Completed iterations. */
  readonly completed: string;
  /** Completed iterations since the epochs began. */
  readonly t: string;
  readonly epochEnd: EpochEnd | undefined;
  readonly isOneLoop: boolean;
  readonly words: TargetWords;
  /** Lines before the end of the run that report its error. */
  readonly report: readonly string[];
}

/** The lines after an iteration that check the stop conditions. */
export function stopLines(syntax: Syntax, stop: StopConditions, context: StopContext): readonly string[] {
  const conditions = conditionsOf(stop);
  const isOfError = ({ reason }: Condition): boolean => reason === 'errorBelow' || reason === 'noImprovementFor';
  const check = (condition: Condition): readonly string[] => {
    const why = stopWords(condition.reason, condition.limit, context.words);
    const end = syntax.stop(why, context.completed, context.isOneLoop);
    return syntax.when(comparison(syntax, condition, context), [...context.report, ...end]);
  };
  const ofError = conditions.filter(isOfError);
  return [
    ...(ofError.length === 0 ? [] : errorLines(syntax, stop, context, ofError.flatMap(check))),
    ...conditions.filter((condition) => !isOfError(condition)).flatMap(check),
  ];
}

function errorLines(
  syntax: Syntax,
  { noImprovementFor }: StopConditions,
  { error, epochEnd, t, completed }: StopContext,
  checks: readonly string[],
): readonly string[] {
  if (error === undefined) return [];
  const noted = noImprovementFor === undefined ? [] : syntax.noteLowest(completed);
  const lines = [syntax.assign('error', error), ...noted, ...checks];
  return epochEnd === undefined ? lines : syntax.when(ends(syntax, epochEnd, t), lines, 'at the end of an epoch');
}

function ends(syntax: Syntax, end: EpochEnd, t: string): string {
  switch (end.kind) {
    case 'multiple':
      return syntax.isZero(`${t} % ${end.of}`);
    case 'rest':
      return `${end.size} * ${t} % ${end.epoch} < ${end.size}`;
  }
}

function comparison(syntax: Syntax, { reason, limit }: Condition, { completed, norm }: StopContext): string {
  switch (reason) {
    case 'errorBelow':
      return `error < ${syntax.number(limit)}`;
    case 'noImprovementFor':
      return `${completed} - ${syntax.lowestAt} >= ${limit}`;
    case 'gradientNormBelow':
      return `${norm} < ${syntax.number(limit)}`;
    case 'seconds':
      return `${syntax.elapsed} >= ${syntax.number(limit)}`;
  }
}
