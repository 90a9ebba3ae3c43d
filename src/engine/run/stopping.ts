import type { StopConditions } from '../../language/stop-conditions.ts';

export type { StopConditions };
export type StopReason = keyof StopConditions;

/** What is known at the end of an iteration. */
export interface Moment {
  /** Completed iterations. */
  readonly iteration: number;
  /** Undefined where it is not looked at: within an epoch. */
  readonly error: number | undefined;
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
  return error !== undefined && error < lowest.error ? { error, iteration } : lowest;
}

/**
 * Why a run should stop here, undefined where it should go on.
 * @param lowest with this iteration in it.
 */
export function reasonToStop(conditions: StopConditions, lowest: Lowest, moment: Moment): StopReason | undefined {
  const { errorBelow, noImprovementFor, gradientNormBelow, seconds } = conditions;
  const isMeasured = moment.error !== undefined;
  if (errorBelow !== undefined && isMeasured && moment.error < errorBelow) return 'errorBelow';
  if (gradientNormBelow !== undefined && moment.gradientNorm < gradientNormBelow) return 'gradientNormBelow';
  if (noImprovementFor !== undefined && isMeasured && moment.iteration - lowest.iteration >= noImprovementFor) {
    return 'noImprovementFor';
  }
  return seconds !== undefined && moment.seconds >= seconds ? 'seconds' : undefined;
}

/** A run, as far as its reasons to stop are concerned. */
export interface Stoppable {
  readonly iteration: number;
  /** Of all examples: where an iteration sees some of them only, it takes lines of its own. */
  readonly error: number | undefined;
  /** Whether every example has had its turn since this was last so. */
  readonly endsEpoch: boolean;
  gradientNorm(): number;
}

/** Looks after each iteration whether a run should stop. */
export class Stopper {
  readonly #conditions: StopConditions;
  #lowest = noneYet;

  constructor(conditions: StopConditions) {
    this.#conditions = conditions;
  }

  /** The lowest error so far. */
  get lowest(): Lowest {
    return this.#lowest;
  }

  /** Goes on from what another has seen. */
  goOn(lowest: Lowest): void {
    this.#lowest = lowest;
  }

  /** @param seconds since the run began, of whoever has a clock; asked for only where it matters. */
  reason(run: Stoppable, seconds: () => number): StopReason | undefined {
    const { iteration } = run;
    const { errorBelow, noImprovementFor, gradientNormBelow, seconds: most } = this.#conditions;
    const isMeasured = (errorBelow ?? noImprovementFor) !== undefined && run.endsEpoch;
    // A run that has gone back meets its errors again.
    if (iteration <= this.#lowest.iteration) this.#lowest = noneYet;
    const moment: Moment = {
      iteration,
      error: isMeasured ? run.error : undefined,
      gradientNorm: gradientNormBelow === undefined ? Number.POSITIVE_INFINITY : run.gradientNorm(),
      seconds: most === undefined ? 0 : seconds(),
    };
    this.#lowest = lowestAfter(this.#lowest, moment);
    return reasonToStop(this.#conditions, this.#lowest, moment);
  }
}
