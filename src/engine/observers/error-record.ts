import type { Spacing } from '../work.ts';

/** Points each time that a run doubles its length: at least two in each column of a chart of 240 columns, wherever it looks. */
export const DETAIL = 512;
/** The most points of a record: those of a run of 2^53 iterations, the largest number of them, and the newest. */
export const MOST_POINTS = DETAIL * (2 + 53 - Math.log2(2 * DETAIL)) + 1;

/** Every iteration is measured. */
const everyIteration: Spacing = { apart: 1, early: 1 };

/** Errors by iteration, in ascending order of iteration. Each point was measured; none is an average or interpolated. */
export interface ErrorCurve {
  readonly iterations: Float64Array;
  readonly errors: Float64Array;
}

/** The content of a record: its points, and the newest point. */
export interface SavedRecord extends ErrorCurve {
  readonly newest: { readonly iteration: number; readonly error: number };
}

/**
 * The errors of a run at some iterations, and of the newest. Only points that are kept are measured.
 *
 * The beginning keeps its detail: all iterations below 1,024 are points, then every second one, from 2,048 on every fourth: `DETAIL`
 * points each time that the run doubles its length. A run of 60,000 iterations has about 4,000 points. Which iterations are points
 * depends on nothing else, so the same run keeps the same points at any speed.
 *
 * With a wider `Spacing`, points are farther apart.
 */
export class ErrorRecord {
  #iterations = new Float64Array(2 * DETAIL);
  #errors = new Float64Array(2 * DETAIL);
  #length = 0;
  #newestIteration = -1;
  #newestError = 0;
  /** Measures the newest error; undefined once it is measured. */
  #measure: (() => number) | undefined;

  /**
   * Records an iteration. Iterations come in order, from 0. Those between two points may be left out.
   * @param measure the error of this iteration; called now or later, but before the next `record` or in `measureNow`.
   */
  record(iteration: number, measure: () => number, spacing: Spacing = everyIteration): void {
    this.#newestIteration = iteration;
    this.#measure = measure;
    if (!isPoint(iteration, spacing)) return;
    if (this.#length === this.#iterations.length) this.#grow();
    this.#iterations[this.#length] = iteration;
    this.#errors[this.#length] = this.#newest();
    this.#length++;
  }

  /**
   * Adds measured points: one at `iteration`, and one every `stride` iterations after it, before `end`. `record` follows for an iteration
   * from `end` on.
   */
  add(iteration: number, stride: number, end: number, errors: Float64Array): void {
    const count = Math.max(0, Math.ceil((end - iteration) / stride));
    while (this.#length + count > this.#iterations.length) this.#grow();
    for (let k = 0; k < count; k++) {
      this.#iterations[this.#length + k] = iteration + k * stride;
      this.#errors[this.#length + k] = errors[k] as number;
    }
    this.#length += count;
  }

  /**
   * Forgets an iteration and all after it: they are recorded again.
   * @param measure the error of the iteration before, as in `record`.
   */
  forgetFrom(iteration: number, measure: () => number): void {
    while (this.#length > 0 && (this.#iterations[this.#length - 1] as number) >= iteration) this.#length--;
    this.#newestIteration = iteration - 1;
    this.#measure = measure;
  }

  /** Measures the newest error if that has not happened yet. Call it before the values change from which it is measured. */
  measureNow(): void {
    if (this.#lacksNewest) this.#newest();
    this.#measure = undefined;
  }

  /** True when the newest error is measured only when it is read. */
  get isPending(): boolean {
    return this.#measure !== undefined && this.#lacksNewest;
  }

  /** True when the error of an iteration is among the points that are kept. */
  has(iteration: number): boolean {
    return this.#iterations.subarray(0, this.#length).includes(iteration);
  }

  /** The error of the newest iteration, once there is one. */
  get newest(): number {
    return this.#lacksNewest ? this.#newest() : (this.#errors[this.#length - 1] as number);
  }

  save(): SavedRecord {
    this.measureNow();
    return {
      iterations: this.#iterations.slice(0, this.#length),
      errors: this.#errors.slice(0, this.#length),
      newest: { iteration: this.#newestIteration, error: this.#newestError },
    };
  }

  /** @param saved at most `MOST_POINTS` points. */
  restore({ iterations, errors, newest }: SavedRecord): void {
    while (this.#iterations.length < iterations.length) this.#grow();
    this.#iterations.set(iterations);
    this.#errors.set(errors);
    this.#length = iterations.length;
    this.#newestIteration = newest.iteration;
    this.#newestError = newest.error;
    this.#measure = undefined;
  }

  /** All points, the newest among them. */
  curve(): ErrorCurve {
    const lacksNewest = this.#lacksNewest;
    const length = this.#length + (lacksNewest ? 1 : 0);
    const iterations = new Float64Array(length);
    const errors = new Float64Array(length);
    iterations.set(this.#iterations.subarray(0, this.#length));
    errors.set(this.#errors.subarray(0, this.#length));
    if (lacksNewest) {
      iterations[length - 1] = this.#newestIteration;
      errors[length - 1] = this.#newest();
    }
    return { iterations, errors };
  }

  /** True when the newest iteration is not among the points that are kept. */
  get #lacksNewest(): boolean {
    return this.#length > 0 && this.#newestIteration !== this.#iterations[this.#length - 1];
  }

  #newest(): number {
    if (this.#measure !== undefined) this.#newestError = this.#measure();
    this.#measure = undefined;
    return this.#newestError;
  }

  #grow(): void {
    const [iterations, errors] = [this.#iterations, this.#errors];
    this.#iterations = new Float64Array(2 * iterations.length);
    this.#errors = new Float64Array(2 * errors.length);
    this.#iterations.set(iterations);
    this.#errors.set(errors);
  }
}

/** True when an iteration is a point of a record. */
export function isPoint(iteration: number, spacing: Spacing): boolean {
  return iteration % strideFor(iteration, spacing) === 0;
}

/** The first iteration from `iteration` on that is a point of a record. */
export function nextPoint(iteration: number, spacing: Spacing): number {
  // Strides change at their own multiples.
  const stride = strideFor(iteration, spacing);
  return Math.ceil(iteration / stride) * stride;
}

/** The first iteration after `iteration` at which strides may change: they are the same from one power of two to the next. */
export function endOfStride(iteration: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(1, iteration))) + 1);
}

/** The iterations, a power of two, from a point of a record to the next. */
export function strideFor(iteration: number, { apart, early }: Spacing): number {
  const stride = strideAt(iteration, DETAIL);
  return apart <= stride ? stride : Math.max(stride, Math.min(apart, strideAt(iteration, early)));
}

/** The stride, a power of two, at which a run gets `detail` points each time that it doubles its length. */
function strideAt(iteration: number, detail: number): number {
  const doubled = iteration / detail;
  if (doubled < 2) return 1;
  // Each iteration asks: a logarithm and a power take a tenth of the time of a small network.
  if (doubled < 2 ** 31) return 1 << (31 - Math.clz32(doubled));
  return 2 ** Math.max(0, Math.floor(Math.log2(doubled)));
}
