import { errorUnitOf, type TargetWords } from './scaling.ts';

/** Conditions that stop a run before its last iteration. The first one that holds stops it. All limits are numbers of the program. */
export interface StopConditions {
  /** mean(abs(target − prediction)) of all examples is below this. */
  readonly errorBelow?: number | undefined;
  /** The error has had no new minimum for this number of iterations. */
  readonly noImprovementFor?: number | undefined;
  /** The norm of the gradient is below this. */
  readonly gradientNormBelow?: number | undefined;
  /** This number of seconds has passed since the run began. */
  readonly seconds?: number | undefined;
}

export function isSameStop(one: StopConditions, other: StopConditions): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof StopConditions>;
  return [...keys].every((key) => one[key] === other[key]);
}

/** Significant digits of a limit in its own unit. */
const DIGITS = 6;

/** The limit of an error: `0.01`; of a scaled target also in its own unit: `0.01 (0.83 €)`. */
function errorLimit(limit: number, words: TargetWords): string {
  const { factor, name } = errorUnitOf(words);
  if (factor === 1) return String(limit);
  const own = String(Number((limit * factor).toPrecision(DIGITS)));
  return `${limit} (${name === undefined ? own : `${own} ${name}`})`;
}

/** The reason for a stop: `the error is below 0.01`, of a scaled target `the scaled error is below 0.01 (0.83 €)`. */
export function stopWords(reason: keyof StopConditions, limit: number, words: TargetWords = {}): string {
  switch (reason) {
    case 'errorBelow':
      return `the ${isScaled(words) ? 'scaled ' : ''}error is below ${errorLimit(limit, words)}`;
    case 'noImprovementFor':
      return `no new lowest error for ${limit} iterations`;
    case 'gradientNormBelow':
      return `the norm of the gradients is below ${limit}`;
    case 'seconds':
      return `${limit} seconds have passed`;
  }
}

/** True when the limit of an error is a scaled number. */
export function isScaled({ targetScaling }: TargetWords): boolean {
  return targetScaling !== undefined;
}
