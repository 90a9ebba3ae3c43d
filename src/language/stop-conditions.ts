/** When a run stops before its last iteration: as soon as one of these holds. */
export interface StopConditions {
  /** The error is below this. */
  readonly errorBelow?: number | undefined;
  /** The error has had no new low for so many iterations. */
  readonly noImprovementFor?: number | undefined;
  /** The norm of all gradients together is below this. */
  readonly gradientNormBelow?: number | undefined;
  /** So much time has passed. */
  readonly seconds?: number | undefined;
}

export function isSameStop(one: StopConditions, other: StopConditions): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof StopConditions>;
  return [...keys].every((key) => one[key] === other[key]);
}
