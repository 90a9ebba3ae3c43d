import type { Program } from '../../language/program.ts';
import { type Examined, Examiner } from '../examiner.ts';
import type { Examples } from '../examples.ts';
import { emptyMatrix, type Matrix } from '../matrix.ts';
import { type Spacing, spacingOf } from '../work.ts';
import { type ErrorCurve, ErrorHistory, type SavedHistory } from './error-history.ts';

/**
 * What a run makes of examples that it never learns from: now, and at some of its iterations, which depend on the run alone.
 * No line of the program shows it, so that it is always what the parameters as they stand make of them: after an iteration,
 * those that it has updated.
 */
export class TestRecord {
  readonly examples: Examples;
  readonly #run: Examined;
  readonly #examiner: Examiner;
  readonly #prediction: Matrix;
  #predicted: { readonly by: Examined['backend']; readonly version: number } | undefined;
  readonly #history = new ErrorHistory();
  readonly #measureError = (): number => this.error;
  #spaced: { readonly program: Program; readonly spacing: Spacing } | undefined;

  constructor(run: Examined, examples: Examples) {
    this.examples = examples;
    this.#run = run;
    this.#examiner = new Examiner(run, examples.inputs.rows);
    this.#prediction = emptyMatrix(examples.targets);
  }

  /** (examples × outputs); until the next one is asked for. */
  get prediction(): Matrix {
    const { backend } = this.#run;
    const { version } = backend;
    if (this.#predicted?.by !== backend || this.#predicted.version !== version) {
      this.#examiner.predict(this.examples.inputs, this.#prediction);
      this.#predicted = { by: backend, version };
    }
    return this.#prediction;
  }

  /** mean(abs(target − prediction)) */
  get error(): number {
    const { data } = this.prediction;
    const { data: targets } = this.examples.targets;
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum += Math.abs(targets[i]! - data[i]!);
    return sum / data.length;
  }

  /** By iteration, each measured after its updates. */
  curve(): ErrorCurve {
    return this.#history.curve();
  }

  /** @param work what the iteration took (`workOf`). */
  record(iteration: number, work: number): void {
    this.#history.record(iteration, this.#measureError, this.#spacing(work));
  }

  /** As of `ErrorHistory`. */
  settle(): void {
    this.#history.settle();
  }

  /** As of `ErrorHistory`. */
  forgetFrom(iteration: number): void {
    this.#history.forgetFrom(iteration, this.#measureError);
  }

  /** As of `ErrorHistory`. */
  save(): SavedHistory {
    return this.#history.save();
  }

  /** As of `ErrorHistory`. */
  restore(saved: SavedHistory): void {
    this.#history.restore(saved);
  }

  #spacing(work: number): Spacing {
    const { program } = this.#run;
    if (this.#spaced?.program !== program) {
      const { rows, columns } = this.examples.inputs;
      this.#spaced = { program, spacing: spacingOf(rows * this.#examiner.workAnExample(columns), work) };
    }
    return this.#spaced.spacing;
  }
}
