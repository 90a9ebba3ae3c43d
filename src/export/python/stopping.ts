import type { StopConditions } from '../../engine/stopping.ts';
import { type Condition, conditionsOf, type EpochEnd, looksAtError } from '../stopping.ts';
import { indented, pythonNumber } from './text.ts';

/** What the lines that look for a reason to stop need to know. */
export interface Sight {
  /** The error of all examples, as an expression; undefined where there is none yet. */
  readonly error: string | undefined;
  /** Counts iterations of the epochs. */
  readonly t: string;
  readonly epochEnd: EpochEnd | undefined;
  /** The norm of the gradients. */
  readonly norm: string;
  /** Whether they leave the one loop that there is, or several. */
  readonly isOneLoop: boolean;
}

export function stopSetup(stop: StopConditions): readonly string[] {
  return [
    ...(stop.noImprovementFor === undefined ? [] : ['lowest, lowest_at = float("inf"), 0']),
    ...(stop.seconds === undefined ? [] : ['started = time.monotonic()']),
  ];
}

/** The lines after an iteration that leave where there is a reason to; none where there are no conditions. */
export function stopLines(stop: StopConditions, sight: Sight): readonly string[] {
  const conditions = conditionsOf(stop);
  const isOfError = ({ reason }: Condition): boolean => reason === 'errorBelow' || reason === 'noImprovementFor';
  const test = (condition: Condition): readonly string[] => [
    `if ${comparison(condition, sight.norm)}:`,
    ...indented(leave(condition, sight.isOneLoop)),
  ];
  const ofError = looksAtError(stop) ? errorLines(stop, sight, conditions.filter(isOfError).flatMap(test)) : [];
  return [...ofError, ...conditions.filter((condition) => !isOfError(condition)).flatMap(test)];
}

function errorLines(
  { noImprovementFor }: StopConditions,
  { error, epochEnd, t }: Sight,
  tests: readonly string[],
): readonly string[] {
  if (error === undefined) return [];
  const lowest = ['if error < lowest:', '    lowest, lowest_at = error, iteration + 1'];
  const lines = [`error = ${error}`, ...(noImprovementFor === undefined ? [] : lowest), ...tests];
  return epochEnd === undefined ? lines : [`if ${ends(epochEnd, t)}:  # at the end of an epoch`, ...indented(lines)];
}

function ends(end: EpochEnd, t: string): string {
  switch (end.kind) {
    case 'multiple':
      return `${t} % ${end.of} == 0`;
    case 'rest':
      return `${end.size} * ${t} % ${end.epoch} < ${end.size}`;
  }
}

function comparison({ reason, limit }: Condition, norm: string): string {
  switch (reason) {
    case 'errorBelow':
      return `error < ${pythonNumber(limit)}`;
    case 'noImprovementFor':
      return `iteration + 1 - lowest_at >= ${limit}`;
    case 'gradientNormBelow':
      return `${norm} < ${pythonNumber(limit)}`;
    case 'seconds':
      return `time.monotonic() - started >= ${pythonNumber(limit)}`;
  }
}

function leave({ words }: Condition, isOneLoop: boolean): readonly string[] {
  if (!isOneLoop) return [`raise Stop("${words}")`];
  return [`print(f"Stopped after {iteration + 1} iterations: ${words}")`, 'break'];
}
