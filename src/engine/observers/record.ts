import { hasRoles, type Program } from '../../language/program.ts';
import { type Examined, Examiner } from '../examiner.ts';
import type { Machine } from '../machine/machine.ts';
import { type Examples, emptyMatrix, type Matrix } from '../matrix.ts';
import { finish, type Pieces, type Replay } from '../run/pieces.ts';
import type { Observer } from '../run/run.ts';
import { type Spacing, spacingOf } from '../work.ts';

/** The most points of a record, besides the newest: at least two in each column of a chart of 240 columns. */
export const RECORD_CAPACITY = 1024;

/** Every iteration is measured. */
const everyIteration: Spacing = { apart: 1, early: 1 };

/** Errors by iteration, in ascending order of iteration. Each point was measured; none is an average or interpolated. */
export interface ErrorCurve {
  readonly iterations: Float64Array;
  readonly errors: Float64Array;
}

/** The content of a record: its points, the iterations between two of them, and the newest point. */
export interface SavedRecord extends ErrorCurve {
  readonly stride: number;
  readonly newest: { readonly iteration: number; readonly error: number };
}

/**
 * The error of every `stride`-th iteration, counted from the first, and of the newest. Only points that are kept are measured.
 *
 * Memory is bounded: after `RECORD_CAPACITY` points, every second one is dropped and the stride doubles. With a capacity of 4, points
 * 0 1 2 3 become 0 2 at iteration 4, and continue as 0 2 4 6. So the points stay evenly spaced, and the same run keeps the same points
 * at any speed.
 *
 * With a wider `Spacing`, points are close together at first and farther apart later.
 */
export class ErrorRecord {
  readonly #iterations = new Float64Array(RECORD_CAPACITY);
  readonly #errors = new Float64Array(RECORD_CAPACITY);
  #length = 0;
  #stride = 1;
  #newestIteration = -1;
  #newestError = 0;
  /** Measures the newest error; undefined once it is measured. */
  #measure: (() => number) | undefined;

  /**
   * Records an iteration. Iterations come in order, from 0, without gaps.
   * @param measure the error of this iteration; called now or later, but before the next `record` or in `measureNow`.
   */
  record(iteration: number, measure: () => number, { apart, early }: Spacing = everyIteration): void {
    this.#newestIteration = iteration;
    this.#measure = measure;
    const stride = Math.max(this.#stride, Math.min(apart, earlyStride(iteration, early)));
    if (iteration % stride !== 0) return;
    if (this.#length === RECORD_CAPACITY) {
      this.#thin(2 * stride);
      if (iteration % this.#stride !== 0) return;
    }
    this.#iterations[this.#length] = iteration;
    this.#errors[this.#length] = this.#newest();
    this.#length++;
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
      stride: this.#stride,
      newest: { iteration: this.#newestIteration, error: this.#newestError },
    };
  }

  /** @param saved at most `RECORD_CAPACITY` points. */
  restore({ iterations, errors, stride, newest }: SavedRecord): void {
    this.#iterations.set(iterations);
    this.#errors.set(errors);
    this.#length = iterations.length;
    this.#stride = stride;
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

/** The stride, a power of two, at which a run gets `early` points each time it doubles its length. */
function earlyStride(iteration: number, early: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(iteration / early)));
}

/**
 * The error of a run on its test set: now, and at some iterations, which depend on the run alone. It is measured after the update of
 * an iteration, with the present parameters, because no line of the program computes it.
 */
export class TestRecord {
  readonly examples: Examples;
  readonly errors = new ErrorRecord();
  readonly #run: Examined;
  readonly #examiner: Examiner;
  readonly #prediction: Matrix;
  #predicted: { readonly by: Examined['backend']; readonly version: number } | undefined;
  #spaced: { readonly program: Program; readonly spacing: Spacing } | undefined;

  constructor(run: Examined, examples: Examples) {
    this.examples = examples;
    this.#run = run;
    this.#examiner = new Examiner(run, examples.inputs.rows);
    this.#prediction = emptyMatrix(examples.targets);
  }

  /** (examples × outputs); valid until it is asked for again. */
  get prediction(): Matrix {
    finish(this.predicting());
    return this.#prediction;
  }

  /** Computes `prediction` in pieces; for another run, as it is once this run has taken over that one. */
  *predicting(run: Examined = this.#run): Pieces {
    const { backend } = run;
    const { version } = backend;
    if (this.#predicted?.by === backend && this.#predicted.version === version) return;
    this.#predicted = undefined;
    const { inputs } = this.examples;
    const examiner = run === this.#run ? this.#examiner : new Examiner(run, inputs.rows);
    yield* examiner.predicting(inputs, this.#prediction);
    this.#predicted = { by: backend, version };
  }

  /** mean(abs(target − prediction)) */
  get error(): number {
    const { data } = this.prediction;
    const { data: targets } = this.examples.targets;
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum += Math.abs(targets[i]! - data[i]!);
    return sum / data.length;
  }

  readonly measure = (): number => this.error;

  /** By iteration, each measured after its updates. */
  curve(): ErrorCurve {
    return this.errors.curve();
  }

  /** @param work the work of the iteration (`workOf`). */
  record(iteration: number, work: number): void {
    this.errors.record(iteration, this.measure, this.spacing(work));
  }

  /** The spacing of the points of the record. @param work the work of the iteration (`workOf`). */
  spacing(work: number): Spacing {
    const { program } = this.#run;
    if (this.#spaced?.program !== program) {
      const { rows, columns } = this.examples.inputs;
      this.#spaced = { program, spacing: spacingOf(rows * this.#examiner.workPerExample(columns), work) };
    }
    return this.#spaced.spacing;
  }
}

/** A run whose errors are recorded. */
interface Recorded extends Examined {
  readonly iteration: number;
  readonly machine: Machine;
}

/** Records the error of a run on the examples that it learns from, and on its test set. A program without an error has no record. */
export class RunRecord implements Observer {
  readonly errors = new ErrorRecord();
  /** Undefined without a test set. */
  readonly test: TestRecord | undefined;
  readonly #run: Recorded;
  readonly #measure: () => number;

  constructor(run: Recorded, test?: Examples) {
    this.#run = run;
    this.#measure = () => run.machine.error();
    // Later programs of the run have the same roles.
    this.test = test && hasRoles(run.program, 'examples', 'prediction') ? new TestRecord(run, test) : undefined;
  }

  onIteration(isNew: boolean): void {
    const { iteration, machine } = this.#run;
    if (!isNew || !machine.hasError) return;
    this.errors.record(iteration - 1, this.#measure, machine.spacing);
    this.test?.record(iteration - 1, machine.work);
  }

  onLeave(): void {
    this.errors.measureNow();
    this.test?.errors.measureNow();
  }

  /** The test set and its predictions by another run of the same data. */
  testOf(run: Examined): TestRecord | undefined {
    return this.test && new TestRecord(run, this.test.examples);
  }

  /** Computes in pieces what `onLeave` measures. @param yields the progress of the caller. */
  *preparing(yields: number): Replay {
    if (this.test?.errors.isPending === true) yield* this.#predicting(this.#run, yields);
  }

  /** Computes in pieces what `forgetFrom` measures once this run has taken over another one. */
  *preparingToForget(iteration: number, run: Examined): Replay {
    if (this.test?.errors.has(iteration - 1) === false) yield* this.#predicting(run, iteration);
  }

  *#predicting(run: Examined, yields: number): Replay {
    for (const _ of this.test?.predicting(run) ?? []) yield yields;
  }

  /** Forgets iteration `iteration`, from 0, and all after it. */
  forgetFrom(iteration: number): void {
    this.errors.forgetFrom(iteration, this.#measure);
    this.test?.errors.forgetFrom(iteration, this.test.measure);
  }

  save(): { readonly history: SavedRecord; readonly tests?: SavedRecord } {
    return { history: this.errors.save(), ...(this.test && { tests: this.test.errors.save() }) };
  }

  restore({ history, tests }: { readonly history: SavedRecord; readonly tests?: SavedRecord | undefined }): void {
    this.errors.restore(history);
    if (tests !== undefined) this.test?.errors.restore(tests);
  }
}
