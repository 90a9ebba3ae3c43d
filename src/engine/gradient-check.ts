import { binary, name } from '../language/expression.ts';
import { descendedLoss, firstUpdate, type Program, parameters, requireRoles } from '../language/program.ts';
import type { Backend, WatchedValue } from './backends/backend.ts';
import { createBackend } from './backends/create.ts';
import { copyMatrix, type Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';

/** The largest relative difference of a check that passes. */
export const PASSES_BELOW = 1e-6;
/** The step h of the five-point difference for a weight of ordinary size: its error, h⁴, is far below the rounding error. */
const STEP = 1e-3;
/** The step of a second try: before batch normalization, small weights make the loss curve within the larger step. */
const FINER_STEP = 1e-4;
/**
 * The smallest direction, as a share of the loss, or of 1 for a smaller loss. The rounding error of a difference quotient is about 1e-13
 * of that; a smaller direction is compared as if it were this large.
 */
const SMALLEST = 1e-6;
/** The most multiplications of one check: about 0.2 s. In a large network only some cells are checked, evenly spread. */
const BUDGET = 1e8;
/** More multiplications are allowed for this many cells of each matrix … */
const FEWEST_CELLS = 8;
/** … but no more than these, about 15 s, with at least one cell of each matrix. */
const LARGEST_BUDGET = 1.6e10;

/** The check of one parameter matrix, row by row; a cell that was not checked is NaN. */
export interface ParameterCheck {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly checked: number;
  /** The descent direction that the update lines follow: what they add to each cell, divided by alpha. */
  readonly updates: Float64Array;
  /** The descent direction of the loss, −∂L/∂w, by differences. */
  readonly descents: Float64Array;
  /** |update − descent|, relative to the larger of the two. */
  readonly differences: Float64Array;
  readonly worst: number;
}

export interface GradientCheck {
  readonly parameters: readonly ParameterCheck[];
  readonly loss: number;
  readonly worst: number;
  /** The check passes when `worst` is below this. */
  readonly bound: number;
  readonly passed: boolean;
}

/** The run that is checked. It does not change. */
export interface CheckedRun {
  readonly program: Program;
  valueOf(name: string): Matrix;
}

/** The cells that a check has measured, and all that it will measure. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * A gradient check in parts of a few milliseconds. Between them the run may train, travel and change: the check is of the
 * state that it began with.
 */
export class GradientChecker {
  readonly #parts: Generator<CheckProgress, GradientCheck>;
  #progress: CheckProgress = { done: 0, total: 0 };

  /** Copies everything that it needs. @throws MissingRoleError for a program without an error. */
  constructor(run: CheckedRun) {
    requireRoles(run.program, 'error');
    this.#parts = new Scratch(run).check();
  }

  get progress(): CheckProgress {
    return this.#progress;
  }

  /** Computes the next part; returns the check after the last one. */
  advance(): GradientCheck | undefined {
    const { done, value } = this.#parts.next();
    if (done) return value;
    this.#progress = value;
    return undefined;
  }
}

/**
 * Compares, for every parameter, the direction of the update lines with the descent direction of the loss. It works on a separate
 * backend: the run does not change.
 *
 * The slope is the five-point difference (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h (Abramowitz and Stegun, 25.3.6).
 *
 * @throws MissingRoleError for a program without an error.
 */
export function checkGradients(run: CheckedRun): GradientCheck {
  const checker = new GradientChecker(run);
  let check: GradientCheck | undefined;
  while (check === undefined) check = checker.advance();
  return check;
}

/** Work that yields after each part of it. */
type Parts<Value> = Generator<CheckProgress, Value>;

/** A separate backend, on which weights are moved and losses measured. */
class Scratch {
  readonly #program: Program;
  readonly #errorLine: number;
  readonly #backend: Backend;
  readonly #random = numpyRandom(0);
  readonly #draws: Uint32Array;
  readonly #loss: WatchedValue;
  readonly #alpha: number;
  /** The values that the check begins with: parameters, and what else an iteration changes. */
  readonly #parameters: ReadonlyMap<string, Matrix>;
  readonly #memories: ReadonlyMap<string, Matrix>;
  #progress: CheckProgress = { done: 0, total: 0 };

  constructor(run: CheckedRun) {
    const { program } = run;
    const { error } = requireRoles(program, 'error');
    const { learningRate } = program.roles;
    const names = parameters(program);
    const copies = (of: readonly string[]) => new Map(of.map((name) => [name, copyMatrix(run.valueOf(name))]));
    this.#program = program;
    this.#errorLine = program.iteration.findLastIndex(({ target }) => target === error);
    this.#alpha = learningRate === undefined ? 1 : (run.valueOf(learningRate).data[0] as number);
    this.#parameters = copies(names);
    this.#memories = copies(program.setup.map(({ target }) => target).filter((name) => !names.includes(name)));
    const data = new Map(program.given.map(({ name }) => [name, run.valueOf(name)]));
    this.#backend = createBackend(program, data, this.#random);
    this.#loss = this.#backend.watch(descendedLoss(program));
    this.#draws = this.#random.save();
  }

  *check(): Parts<GradientCheck> {
    const names = [...this.#parameters.keys()];
    const mostCells = cellsPerMatrix(this.#program, this.#parameters);
    const everyOf = (name: string): number => Math.max(1, Math.ceil(this.#sizeOf(name) / mostCells));
    const total = names.reduce((sum, name) => sum + Math.ceil(this.#sizeOf(name) / everyOf(name)), 0);
    this.#progress = { done: 0, total };
    this.#restore(this.#parameters);
    this.#restore(this.#memories);
    const updates = yield* this.#directions();
    this.#restore(this.#parameters);
    const loss = yield* this.#measure();
    const floor = SMALLEST * Math.max(1, loss);
    const checks: ParameterCheck[] = [];
    for (const name of names)
      checks.push(yield* this.#checkParameter(name, updates.get(name) as Float64Array, everyOf(name), floor));
    const worst = Math.max(...checks.map((check) => check.worst));
    return { parameters: checks, loss, worst, bound: PASSES_BELOW, passed: worst < PASSES_BELOW };
  }

  #sizeOf(name: string): number {
    return this.#backend.valueOf(name).data.length;
  }

  #restore(values: ReadonlyMap<string, Matrix>): void {
    for (const [name, { data }] of values) this.#backend.valueOf(name).data.set(data);
  }

  *#runLine(line: number): Parts<void> {
    for (const part of this.#backend.partsOf(line)) {
      part();
      yield this.#progress;
    }
  }

  /** The loss. Every measurement starts from the same counters and random numbers. */
  *#measure(): Parts<number> {
    this.#restore(this.#memories);
    this.#random.restore(this.#draws);
    for (let line = 0; line <= this.#errorLine; line++) yield* this.#runLine(line);
    this.#loss.refresh();
    return this.#loss.value.data[0] as number;
  }

  /**
   * The changes of each parameter in one iteration, divided by alpha. They are read from the update lines. The difference of a
   * weight before and after would lose digits, because the weight is much larger.
   */
  *#directions(): Parts<ReadonlyMap<string, Float64Array>> {
    const { directions: stated, iteration } = this.#program;
    if (stated !== undefined) return yield* this.#statedDirections(stated);
    const directions = new Map([...this.#parameters].map(([name, { data }]) => [name, new Float64Array(data.length)]));
    for (const [line, { target, operator, value }] of iteration.entries()) {
      const direction = directions.get(target);
      if (direction !== undefined) {
        const change = this.#backend.watch(operator === '=' ? binary('-', value, name(target)) : value);
        yield* this.#refresh(change);
        const sign = operator === '-=' ? -1 : 1;
        const { rows, columns, data } = change.value;
        const width = this.#backend.valueOf(target).columns;
        for (let i = 0; i < direction.length; i++) {
          const row = rows === 1 ? 0 : Math.floor(i / width);
          direction[i]! += (sign * data[row * columns + (columns === 1 ? 0 : i % width)]!) / this.#alpha;
        }
      }
      yield* this.#runLine(line);
    }
    return directions;
  }

  /** The directions of a program that states them, because its updates add more (momentum). Read before the first update. */
  *#statedDirections(stated: NonNullable<Program['directions']>): Parts<ReadonlyMap<string, Float64Array>> {
    const watched = stated.map(({ parameter, value }) => ({ parameter, direction: this.#backend.watch(value) }));
    const end = firstUpdate(this.#program);
    for (let line = 0; line < end; line++) yield* this.#runLine(line);
    const directions = new Map<string, Float64Array>();
    for (const { parameter, direction } of watched) {
      yield* this.#refresh(direction);
      directions.set(parameter, direction.value.data.slice());
    }
    return directions;
  }

  *#refresh(watched: WatchedValue): Parts<void> {
    for (const part of watched.parts) {
      part();
      yield this.#progress;
    }
  }

  *#checkParameter(name: string, updates: Float64Array, every: number, floor: number): Parts<ParameterCheck> {
    const { rows, columns, data } = this.#backend.valueOf(name);
    const descents = new Float64Array(data.length).fill(Number.NaN);
    const differences = new Float64Array(data.length).fill(Number.NaN);
    let worst = 0;
    let checked = 0;
    for (let i = 0; i < data.length; i += every) {
      const update = updates[i] as number;
      const apart = (one: number): number => Math.abs(update - one) / Math.max(Math.abs(update), Math.abs(one), floor);
      let descent = -(yield* this.#slope(data, i, STEP));
      if (!(apart(descent) < PASSES_BELOW)) {
        const finer = -(yield* this.#slope(data, i, FINER_STEP));
        if (apart(finer) < apart(descent)) descent = finer;
      }
      const difference = apart(descent);
      descents[i] = descent;
      differences[i] = difference;
      // Written so that NaN is the worst.
      if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
      checked++;
      this.#progress = { ...this.#progress, done: this.#progress.done + 1 };
    }
    return { name, rows, columns, checked, updates, descents, differences, worst };
  }

  /** ∂L/∂w of one weight, whose value is restored. */
  *#slope(weights: Float64Array, i: number, step: number): Parts<number> {
    const weight = weights[i] as number;
    const h = step * Math.max(1, Math.abs(weight));
    const losses: number[] = [];
    for (const steps of [-2, -1, 1, 2]) {
      weights[i] = weight + steps * h;
      losses.push(yield* this.#measure());
    }
    weights[i] = weight;
    const [a, b, c, d] = losses as [number, number, number, number];
    return (a - 8 * b + 8 * c - d) / (12 * h);
  }
}

/** The same number on every computer. */
function cellsPerMatrix(program: Program, weights: ReadonlyMap<string, Matrix>): number {
  const rows = program.given[0]?.shape.rows ?? 1;
  const forward = rows * [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
  // A cell takes four measurements.
  const cells = (budget: number): number => Math.floor(budget / (4 * forward * weights.size));
  return Math.max(cells(BUDGET), Math.min(FEWEST_CELLS, Math.max(1, cells(LARGEST_BUDGET))));
}
