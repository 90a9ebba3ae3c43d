import { nextEpochEnd, type Program } from '../../language/program.ts';
import type { StopConditions } from '../../language/stop-conditions.ts';
import { type Backend, type Lookout, NEVER } from '../backends/backend.ts';
import type { Observer } from './run.ts';

export type StopReason = keyof StopConditions;

/** The measures at the end of an iteration. */
export interface IterationEnd {
  /** Completed iterations. */
  readonly iteration: number;
  /** Undefined before the end of an epoch, and when no condition reads it. */
  readonly error: number | undefined;
  readonly gradientNorm: number;
  /** Seconds since the run began. */
  readonly seconds: number;
}

/** The lowest error so far, and the completed iterations at which it was measured. */
export interface Lowest {
  readonly error: number;
  readonly iteration: number;
}

/** Before the first iteration. */
export const noneYet: Lowest = { error: Number.POSITIVE_INFINITY, iteration: 0 };

/** The lowest error after one more iteration. */
export function lowestAfter(lowest: Lowest, { iteration, error }: IterationEnd): Lowest {
  return error !== undefined && error < lowest.error ? { error, iteration } : lowest;
}

/**
 * The condition that stops a run here; undefined when none does.
 * @param lowest the lowest error, this iteration included.
 */
export function reasonToStop(conditions: StopConditions, lowest: Lowest, end: IterationEnd): StopReason | undefined {
  const { errorBelow, noImprovementFor, gradientNormBelow, seconds } = conditions;
  const isMeasured = end.error !== undefined;
  if (errorBelow !== undefined && isMeasured && end.error < errorBelow) return 'errorBelow';
  if (gradientNormBelow !== undefined && end.gradientNorm < gradientNormBelow) return 'gradientNormBelow';
  if (noImprovementFor !== undefined && isMeasured && end.iteration - lowest.iteration >= noImprovementFor) {
    return 'noImprovementFor';
  }
  return seconds !== undefined && end.seconds >= seconds ? 'seconds' : undefined;
}

/** A run with stop conditions: a `Run`. */
export interface Stoppable {
  readonly iteration: number;
  readonly program: Program;
  readonly machine: {
    readonly batchesTaken: number;
    readonly followsNorm: boolean;
    readonly backend: Pick<Backend, 'hasMeanError'>;
  };
  readonly error: number | undefined;
  readonly endsEpoch: boolean;
  gradientNorm(): number;
}

/**
 * Checks the stop conditions of a run. As its observer, it follows the error in many iterations of one call: the call ends where a condition
 * may hold, and `reason` finds it there.
 */
export class Stopper implements Observer {
  readonly #conditions: StopConditions;
  readonly #run: Stoppable;
  #lowest = noneYet;

  constructor(conditions: StopConditions, run: Stoppable) {
    this.#conditions = conditions;
    this.#run = run;
  }

  /** The lowest error so far. */
  get lowest(): Lowest {
    return this.#lowest;
  }

  /** Continues with the lowest error of a saved run. */
  resume(lowest: Lowest): void {
    this.#lowest = lowest;
  }

  /**
   * The condition that stops the run here; undefined when none does. Call it after every iteration, or every call of `iterateMany`. It may
   * be called again after the run has gone back.
   * @param seconds the time since the run began; called only when a condition needs it.
   */
  reason(seconds: () => number): StopReason | undefined {
    const run = this.#run;
    const { iteration } = run;
    const { errorBelow, noImprovementFor, gradientNormBelow, seconds: most } = this.#conditions;
    const isMeasured = (errorBelow ?? noImprovementFor) !== undefined && run.endsEpoch;
    // The run has gone back: the same errors follow again.
    if (iteration <= this.#lowest.iteration) this.#lowest = noneYet;
    const end: IterationEnd = {
      iteration,
      error: isMeasured ? run.error : undefined,
      gradientNorm: gradientNormBelow === undefined ? Number.POSITIVE_INFINITY : run.gradientNorm(),
      seconds: most === undefined ? 0 : seconds(),
    };
    this.#lowest = lowestAfter(this.#lowest, end);
    return reasonToStop(this.#conditions, this.#lowest, end);
  }

  nextLook(_isNew: boolean, lookout: Lookout): number {
    const { errorBelow, noImprovementFor, gradientNormBelow } = this.#conditions;
    const { iteration, machine, program } = this.#run;
    if (gradientNormBelow !== undefined) {
      if (!machine.followsNorm) return iteration + 1;
      lookout.normBelow = gradientNormBelow;
    }
    if (errorBelow === undefined && noImprovementFor === undefined) return Number.POSITIVE_INFINITY;
    const { batchesTaken, backend } = machine;
    if (program.batches !== undefined) return iteration + nextEpochEnd(program.batches, batchesTaken) - batchesTaken;
    if (!backend.hasMeanError) return iteration + 1;
    if (iteration < this.#lowest.iteration) this.#lowest = noneYet;
    lookout.below = errorBelow ?? Number.NEGATIVE_INFINITY;
    lookout.patience = noImprovementFor ?? NEVER;
    lookout.lowest = this.#lowest.error;
    lookout.sinceLowest = iteration - this.#lowest.iteration;
    return Number.POSITIVE_INFINITY;
  }

  onPassed(first: number, count: number, { patience, lowest, sinceLowest }: Lookout): void {
    // The call has counted its last iteration, too.
    if (patience > 0 && lowest < this.#lowest.error) {
      this.#lowest = { error: lowest, iteration: first + count + 1 - sinceLowest };
    }
  }
}
