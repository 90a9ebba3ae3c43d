import { draws } from '../program/expression.ts';
import { largestMiss, meanAbsoluteError, type Program } from '../program/program.ts';
import { ErrorHistory } from './error-history.ts';
import { Interpreter } from './interpreter.ts';
import { type Keyframe, Keyframes } from './keyframes.ts';
import type { Matrix } from './matrix.ts';
import { numpyRandom, type RandomSource } from './random.ts';

/** A run counts as solved while every prediction is within this distance of its target. */
export const SOLVED_WITHIN = 0.1;

/** A moment of a run: completed iterations, and how many lines of the next one have been run. */
export interface Position {
  readonly iteration: number;
  readonly line: number;
}

/**
 * One training run of a program from a seed. After k iterations the parameters have been updated k times, while
 * prediction and error are those of the last iteration, measured before its update, as the tutorial prints them.
 *
 * A run can go back: to any moment it has been at, by the nearest keyframe before it and the same lines run again, which
 * gives the same bits.
 */
export class TrainingRun {
  readonly program: Program;
  readonly history = new ErrorHistory();
  readonly #interpreter: Interpreter;
  readonly #random: RandomSource;
  readonly #error;
  readonly #miss;
  /** What one iteration leaves to the next: whatever `setup` has made. */
  readonly #state: readonly Matrix[];
  readonly #keyframes: Keyframes;
  readonly #errorLine: number;
  readonly #drawsInIteration: boolean;
  #iteration = 0;
  #line = 0;
  #furthest = 0;
  #solvedAt: number | undefined;

  /** @throws ShapeError, RangeError as `Interpreter` does. */
  constructor(program: Program, inputs: Matrix, targets: Matrix, seed: number) {
    this.program = program;
    this.#random = numpyRandom(seed);
    const data = new Map([
      ['X', inputs],
      ['y', targets],
    ]);
    this.#interpreter = new Interpreter(program, data, this.#random);
    this.#error = this.#interpreter.watch(meanAbsoluteError(program));
    this.#miss = this.#interpreter.watch(largestMiss(program));
    this.#errorLine = program.iteration.findLastIndex(({ target }) => target === program.roles.error);
    this.#drawsInIteration = program.iteration.some(({ value }) => draws(value));
    const names = new Set(program.setup.map(({ target }) => target));
    this.#state = [...names].map((name) => this.#interpreter.valueOf(name));
    this.#keyframes = new Keyframes(8 * this.#stateSize());
    this.#keep();
  }

  /** Completed iterations. */
  get iteration(): number {
    return this.#iteration;
  }

  /** Lines of the next iteration that have been run already. */
  get line(): number {
    return this.#line;
  }

  /** The most iterations this run has ever completed: where going forward meets new ground. */
  get furthest(): number {
    return this.#furthest;
  }

  /** mean(abs(target − prediction)) as last computed; undefined before the first time. */
  get error(): number | undefined {
    return this.#iteration === 0 && this.#line <= this.#errorLine ? undefined : this.#error.value.data[0];
  }

  /** The first iteration, counted from 0, since which every prediction has been within `SOLVED_WITHIN`. */
  get solvedAt(): number | undefined {
    return this.#solvedAt;
  }

  /** The error is no longer a finite number: nothing that follows can mend it. */
  get diverged(): boolean {
    return this.error !== undefined && !Number.isFinite(this.error);
  }

  /** Runs the next line only. */
  advance(): void {
    this.#interpreter.runLine(this.#line);
    this.#line++;
    if (this.#line === this.program.iteration.length) this.#complete();
    else if (this.#line === this.#errorLine + 1) this.#measure();
  }

  /** Runs an iteration, or what is left of one. */
  iterate(): void {
    if (this.#line === 0) this.#interpreter.runIteration();
    else for (; this.#line < this.program.iteration.length; this.#line++) this.#interpreter.runLine(this.#line);
    this.#complete();
  }

  /**
   * Goes to a moment that this run has been at.
   * @throws RangeError when it has not come that far.
   */
  goTo({ iteration, line }: Position): void {
    if (iteration < 0 || iteration > this.#furthest) throw new RangeError(`no iteration ${iteration} has been run`);
    // Prediction and error belong to the iteration before: unless it is the first, that one is run again.
    this.#restore(this.#keyframes.before(Math.max(0, iteration - 1)));
    while (this.#iteration < iteration) this.iterate();
    while (this.#line < line) this.advance();
  }

  /** The live matrix behind a name of the program. */
  valueOf(name: string): Matrix {
    return this.#interpreter.valueOf(name);
  }

  #complete(): void {
    this.#measure();
    if (this.#iteration >= this.#furthest) this.history.record(this.#iteration, this.#error.value.data[0] as number);
    if (!((this.#miss.value.data[0] as number) <= SOLVED_WITHIN)) this.#solvedAt = undefined;
    else this.#solvedAt ??= this.#iteration;
    this.#iteration++;
    this.#line = 0;
    this.#furthest = Math.max(this.#furthest, this.#iteration);
    if (this.#keyframes.wants(this.#iteration)) this.#keep();
  }

  #measure(): void {
    this.#error.refresh();
    this.#miss.refresh();
  }

  #keep(): void {
    const state = new Float64Array(this.#stateSize());
    let start = 0;
    for (const { data } of this.#state) {
      state.set(data, start);
      start += data.length;
    }
    const random = this.#drawsInIteration ? this.#random.save() : undefined;
    this.#keyframes.add({ iteration: this.#iteration, state, random, solvedAt: this.#solvedAt });
  }

  #restore({ iteration, state, random, solvedAt }: Keyframe): void {
    let start = 0;
    for (const { data } of this.#state) {
      data.set(state.subarray(start, start + data.length));
      start += data.length;
    }
    if (random !== undefined) this.#random.restore(random);
    this.#iteration = iteration;
    this.#line = 0;
    this.#solvedAt = solvedAt;
  }

  #stateSize(): number {
    return this.#state.reduce((sum, { data }) => sum + data.length, 0);
  }
}
