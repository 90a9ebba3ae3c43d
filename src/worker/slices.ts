import { type Current, endOf, isHalted, iterationsAllowed, lookForReason } from './current-run.ts';

/** One look at the messages each so many milliseconds: short enough that a key never waits, long enough to be fast. */
const SLICE_MS = 4;
/** Between two looks at the clock inside a slice. */
const BATCH_MS = 0.5;

/** Trains in slices, within them in batches of iterations that take about as long as a look at the clock may wait. */
export class Slices {
  readonly #now: () => number;
  #batch = 1;
  #iterationTime: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds that an iteration of this run takes; undefined before the first. */
  get iterationTime(): number | undefined {
    return this.#iterationTime;
  }

  /** Another run begins. */
  forgetTime(): void {
    this.#iterationTime = undefined;
  }

  /**
   * Trains until the slice is over, all that is due has been done, or the run has come to an end.
   * @param note called after each iteration that was run for the first time.
   * @returns whether anything was due.
   */
  train(current: Current, note: () => void): boolean {
    const { pace, step } = current;
    let now = this.#now();
    const sliceEnd = now + SLICE_MS;
    let hasTrained = false;
    while (now < sliceEnd) {
      const allowed = iterationsAllowed(current, now);
      if (allowed === 0) break;
      hasTrained = true;
      const done = this.#trainBatch(current, Math.min(allowed, this.#batch), note);
      if (step === undefined) pace.spend(done);
      else step.left -= done;
      const before = now;
      now = this.#now();
      if (done > 0) this.#iterationTime = (now - before) / done;
      if (endOf(current) !== undefined) break;
      // Only a full batch says whether a larger one would still be short enough.
      if (now - before < BATCH_MS && done === this.#batch) this.#batch *= 2;
      else if (now - before > 2 * BATCH_MS) this.#batch = Math.max(1, Math.floor(this.#batch / 2));
    }
    return hasTrained;
  }

  /** How many iterations of a batch were completed. */
  #trainBatch(current: Current, iterations: number, note: () => void): number {
    const { training } = current;
    const first = training.iteration;
    // A run that has come to a number that is not finite goes back, so that it may end before where it began.
    for (let left = iterations; left > 0; left--) {
      const isNew = training.iteration === training.furthest;
      training.iterate();
      const halted = isHalted(training);
      if (!halted) lookForReason(current, this.#now);
      if (isNew && !training.diverged) note();
      if (halted || current.stopReason !== undefined) break;
    }
    return Math.max(0, training.iteration - first);
  }
}
