/** Conditions that stop a run before its last iteration. The first one that holds stops it. */
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

/** The reason for a stop: `the error is below 0.01`. */
export function stopWords(reason: keyof StopConditions, limit: number): string {
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
