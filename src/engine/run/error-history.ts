import type { Spacing } from '../work.ts';

/** How many points a history keeps, besides the newest; a chart of 240 columns still has two or more a column. */
export const HISTORY_CAPACITY = 1024;

/** Every iteration is measured. */
const everyOne: Spacing = { apart: 1, early: 1 };

/** Errors by iteration, in ascending order of iteration. Each point was measured; none is averaged or made up. */
export interface ErrorCurve {
  readonly iterations: Float64Array;
  readonly errors: Float64Array;
}

/** Everything that a history knows: its points, every how many iterations there is one, and the newest of all. */
export interface SavedHistory extends ErrorCurve {
  readonly stride: number;
  readonly newest: { readonly iteration: number; readonly error: number };
}

/**
 * The error of every `stride`-th iteration, the first among them, and always the newest. When `HISTORY_CAPACITY` points
 * are full, every second one goes and the stride doubles: memory is bounded, the x axis stays true, and the same run
 * keeps the same points whatever its speed. Only what is kept is measured.
 *
 * Whoever measures may ask for a wider spacing: then points lie close together at first and farther and farther apart.
 */
export class ErrorHistory {
  readonly #iterations = new Float64Array(HISTORY_CAPACITY);
  readonly #errors = new Float64Array(HISTORY_CAPACITY);
  #length = 0;
  #stride = 1;
  #newestIteration = -1;
  #newestError = 0;
  /** Of the newest, as long as nobody has asked. */
  #measure: (() => number) | undefined;

  /**
   * Iterations are recorded in order, from 0, without gaps.
   * @param measure the error of this iteration; it says so until the next is recorded, or until `settle`.
   */
  record(iteration: number, measure: () => number, { apart, early }: Spacing = everyOne): void {
    this.#newestIteration = iteration;
    this.#measure = measure;
    const stride = Math.max(this.#stride, Math.min(apart, earlyStride(iteration, early)));
    if (iteration % stride !== 0) return;
    if (this.#length === HISTORY_CAPACITY) {
      this.#thin(2 * stride);
      if (iteration % this.#stride !== 0) return;
    }
    this.#iterations[this.#length] = iteration;
    this.#errors[this.#length] = this.#newest();
    this.#length++;
  }

  /**
   * Forgets an iteration and what came after it, which is to be recorded anew.
   * @param measure the error of the iteration before, as in `record`.
   */
  forgetFrom(iteration: number, measure: () => number): void {
    while (this.#length > 0 && (this.#iterations[this.#length - 1] as number) >= iteration) this.#length--;
    this.#newestIteration = iteration - 1;
    this.#measure = measure;
  }

  /** What comes next changes what the newest error is measured from. */
  settle(): void {
    if (this.#missesNewest) this.#newest();
    this.#measure = undefined;
  }

  /** The error of the newest iteration, once there is one. */
  get newest(): number {
    return this.#missesNewest ? this.#newest() : (this.#errors[this.#length - 1] as number);
  }

  save(): SavedHistory {
    this.settle();
    return {
      iterations: this.#iterations.slice(0, this.#length),
      errors: this.#errors.slice(0, this.#length),
      stride: this.#stride,
      newest: { iteration: this.#newestIteration, error: this.#newestError },
    };
  }

  /** Goes on from what another has known; of at most `HISTORY_CAPACITY` points. */
  restore({ iterations, errors, stride, newest }: SavedHistory): void {
    this.#iterations.set(iterations);
    this.#errors.set(errors);
    this.#length = iterations.length;
    this.#stride = stride;
    this.#newestIteration = newest.iteration;
    this.#newestError = newest.error;
    this.#measure = undefined;
  }

  curve(): ErrorCurve {
    const missesNewest = this.#missesNewest;
    const length = this.#length + (missesNewest ? 1 : 0);
    const iterations = new Float64Array(length);
    const errors = new Float64Array(length);
    iterations.set(this.#iterations.subarray(0, this.#length));
    errors.set(this.#errors.subarray(0, this.#length));
    if (missesNewest) {
      iterations[length - 1] = this.#newestIteration;
      errors[length - 1] = this.#newest();
    }
    return { iterations, errors };
  }

  get #missesNewest(): boolean {
    return this.#length > 0 && this.#newestIteration !== this.#iterations[this.#length - 1];
  }

  #newest(): number {
    if (this.#measure !== undefined) this.#newestError = this.#measure();
    this.#measure = undefined;
    return this.#newestError;
  }

  #thin(stride: number): void {
    this.#stride = stride;
    let kept = 0;
    for (let i = 0; i < this.#length; i++) {
      const iteration = this.#iterations[i] as number;
      if (iteration % stride !== 0) continue;
      this.#iterations[kept] = iteration;
      this.#errors[kept] = this.#errors[i] as number;
      kept++;
    }
    this.#length = kept;
  }
}

/** The largest power of two that as many points leave between them in the last doubling of a run, or more. */
function earlyStride(iteration: number, early: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(iteration / early)));
}
