import type { Program } from '../../language/program.ts';
import { type Examined, Examiner } from '../examiner.ts';
import { type Examples, emptyMatrix, type Matrix } from '../matrix.ts';
import { finish, type Pieces } from '../run/pieces.ts';
import { coarser, type Pace, type Spacing, spacingOf } from '../work.ts';
import { type ErrorCurve, ErrorRecord } from './error-record.ts';

/**
 * The error of a run on its test set: now, and at some iterations, which depend on the run alone. It is measured after the update of
 * an iteration, with the current parameters, because no line of the program computes it.
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

  record(iteration: number, pace: Pace): void {
    this.errors.record(iteration, this.measure, this.spacing(pace));
  }

  /** The spacing of its points. Each of them is also a point of the error record. */
  spacing({ work, spacing }: Pace): Spacing {
    const { program } = this.#run;
    if (this.#spaced?.program !== program) {
      const { rows, columns } = this.examples.inputs;
      const own = spacingOf(rows * this.#examiner.workPerExample(columns), work);
      this.#spaced = { program, spacing: coarser(own, spacing) };
    }
    return this.#spaced.spacing;
  }
}
