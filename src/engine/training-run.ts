import { largestMiss, meanAbsoluteError, type Program } from '../program/program.ts';
import { ErrorHistory } from './error-history.ts';
import { Interpreter } from './interpreter.ts';
import type { Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';

/** A run counts as solved while every prediction is within this distance of its target. */
export const SOLVED_WITHIN = 0.1;

/**
 * One training run of a program from a seed. After k iterations the parameters have been updated k times, while
 * prediction and error are those of the last iteration, measured before its update, as the tutorial prints them.
 */
export class TrainingRun {
  readonly program: Program;
  readonly history = new ErrorHistory();
  readonly #interpreter: Interpreter;
  readonly #error;
  readonly #miss;
  #iteration = 0;
  #solvedAt: number | undefined;

  /** @throws ShapeError, RangeError as `Interpreter` does. */
  constructor(program: Program, inputs: Matrix, targets: Matrix, seed: number) {
    this.program = program;
    const data = new Map([
      ['X', inputs],
      ['y', targets],
    ]);
    this.#interpreter = new Interpreter(program, data, numpyRandom(seed));
    this.#error = this.#interpreter.watch(meanAbsoluteError(program));
    this.#miss = this.#interpreter.watch(largestMiss(program));
  }

  /** Completed iterations. */
  get iteration(): number {
    return this.#iteration;
  }

  /** mean(abs(target − prediction)) of the last iteration; undefined before the first. */
  get error(): number | undefined {
    return this.#iteration === 0 ? undefined : this.#error.value.data[0];
  }

  /** The first iteration, counted from 0, since which every prediction has been within `SOLVED_WITHIN`. */
  get solvedAt(): number | undefined {
    return this.#solvedAt;
  }

  /** The error is no longer a finite number: nothing that follows can mend it. */
  get diverged(): boolean {
    return this.#iteration > 0 && !Number.isFinite(this.#error.value.data[0]);
  }

  iterate(): void {
    this.#interpreter.runIteration();
    this.#error.refresh();
    this.#miss.refresh();
    this.history.record(this.#iteration, this.#error.value.data[0] as number);
    if (!((this.#miss.value.data[0] as number) <= SOLVED_WITHIN)) this.#solvedAt = undefined;
    else this.#solvedAt ??= this.#iteration;
    this.#iteration++;
  }

  /** The live matrix behind a name of the program. */
  valueOf(name: string): Matrix {
    return this.#interpreter.valueOf(name);
  }
}
