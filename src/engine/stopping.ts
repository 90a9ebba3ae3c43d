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

export type StopReason = keyof StopConditions;

/** What is known at the end of an iteration. */
export interface Moment {
  /** Completed iterations. */
  readonly iteration: number;
  readonly error: number;
  readonly gradientNorm: number;
  /** Since the run began; whoever has a clock says so. */
  readonly seconds: number;
}

/** The lowest error so far, and the iterations after which it was met. */
export interface Lowest {
  readonly error: number;
  readonly iteration: number;
}

/** Before the first iteration. */
export const noneYet: Lowest = { error: Number.POSITIVE_INFINITY, iteration: 0 };

/** The lowest error after one more iteration. */
export function lowestAfter(lowest: Lowest, { iteration, error }: Moment): Lowest {
  return error < lowest.error ? { error, iteration } : lowest;
}

/**
 * Why a run should stop here, undefined where it should go on.
 * @param lowest with this iteration in it.
 */
export function reasonToStop(conditions: StopConditions, lowest: Lowest, moment: Moment): StopReason | undefined {
  const { errorBelow, noImprovementFor, gradientNormBelow, seconds } = conditions;
  if (errorBelow !== undefined && moment.error < errorBelow) return 'errorBelow';
  if (gradientNormBelow !== undefined && moment.gradientNorm < gradientNormBelow) return 'gradientNormBelow';
  if (noImprovementFor !== undefined && moment.iteration - lowest.iteration >= noImprovementFor) {
    return 'noImprovementFor';
  }
  return seconds !== undefined && moment.seconds >= seconds ? 'seconds' : undefined;
}
