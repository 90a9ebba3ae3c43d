import { carriedNames } from '../../language/carry-over.ts';
import type { CellValue } from '../../language/change.ts';
import { draws, type Shape } from '../../language/expression.ts';
import {
  epochsAfter,
  firstUpdate,
  gradientNorm,
  iterationError,
  largestMiss,
  meanAbsoluteError,
  type Program,
  type Statement,
} from '../../language/program.ts';
import { inferShapes, type Shapes } from '../../language/shapes.ts';
import type { Backend, WatchedValue } from '../backends/backend.ts';
import { createBackend } from '../backends/create.ts';
import type { Matrix } from '../matrix.ts';
import { numpyRandom } from '../random.ts';
import { type Spacing, spacingOf, workOf } from '../work.ts';
import { carriedValues, nothingCarried } from './carried-over.ts';

/** What a program is given: the examples, and the seed of all that is drawn. */
export interface Givens {
  readonly inputs: Matrix;
  readonly targets: Matrix;
  readonly seed: number;
}

/** One program at work: the matrices behind its names, how wrong it is, and what one iteration leaves to the next. */
export class Machine {
  readonly program: Program;
  readonly backend: Backend;
  readonly shapes: Shapes;
  readonly drawsInIteration: boolean;
  /** Whether it has lines of its own to predict all examples, which cost something. */
  readonly evaluates: boolean;
  /** What an iteration takes (`workOf`). */
  readonly work: number;
  /** Iterations between two points of the history of errors. */
  readonly spacing: Spacing;
  readonly #error;
  readonly #miss;
  readonly #iterationError;
  /** The line that computes the error, from 0. */
  readonly errorLine: number;
  readonly #firstUpdate: number;
  readonly #random;
  /** Measured only once somebody asks. */
  #norm: WatchedValue | undefined;
  /** Whatever `setup` has made, in its order. */
  readonly #state: readonly Matrix[];
  /** The same, and then what each line of the iteration computes. */
  readonly #computed: readonly Matrix[];
  /** How many numbers one iteration leaves to the next. */
  readonly stateLength: number;
  #taken = nothingCarried;
  #hasIterated = false;

  /** @throws ShapeError, RangeError as `CreateBackend` does. */
  constructor(program: Program, { inputs, targets, seed }: Givens) {
    this.program = program;
    this.#random = numpyRandom(seed);
    const data = new Map([
      ['X', inputs],
      ['y', targets],
    ]);
    this.backend = createBackend(program, data, this.#random);
    this.shapes = this.backend.shapes;
    this.drawsInIteration = program.iteration.some(({ value }) => draws(value));
    this.evaluates = program.evaluation !== undefined;
    this.work = workOf(program.iteration, this.shapes);
    this.spacing = spacingOf(workOf(program.evaluation?.lines ?? [], this.shapes), this.work);
    this.#error = this.backend.watch(meanAbsoluteError(program));
    this.#miss = this.backend.watch(largestMiss(program));
    this.#iterationError = this.backend.watch(iterationError(program));
    this.errorLine = program.iteration.findLastIndex(({ target }) => target === program.roles.error);
    this.#firstUpdate = firstUpdate(program);
    this.#state = [...stateNames(program)].map((name) => this.backend.valueOf(name));
    this.stateLength = stateLength(program, this.shapes);
    this.#computed = [...this.#state, ...program.iteration.map(({ target }) => this.backend.valueOf(target))];
  }

  /** Measures the norm of all gradients together in every iteration from here on. */
  watchGradients(): void {
    this.#norm ??= this.backend.watch(gradientNorm(this.program));
  }

  /** As of the last iteration, before it changed any parameter; undefined where it was not measured. */
  get gradientNorm(): number | undefined {
    return this.#norm?.value.data[0];
  }

  runLine(line: number): void {
    if (line === this.#firstUpdate) this.#norm?.refresh();
    this.backend.runLine(line);
  }

  runIteration(): void {
    if (this.#norm === undefined) this.backend.runIteration();
    else for (let line = 0; line < this.program.iteration.length; line++) this.runLine(line);
  }

  /** mean(abs(y − prediction)) and max(abs(y − prediction)) of all examples, from the values as they stand. */
  error(): number {
    return measured(this.#error);
  }

  largestMiss(): number {
    return measured(this.#miss);
  }

  /** The error of what the last iteration has worked on. */
  iterationError(): number {
    return measured(this.#iterationError);
  }

  /** The factor on its updates. */
  alpha(): number {
    const { learningRate } = this.program.roles;
    return learningRate === undefined ? 1 : (this.backend.valueOf(learningRate).data[0] as number);
  }

  /** How often every example has been worked on by its own count, where an iteration takes some of them only. */
  epochs(iterationsBack = 0): number | undefined {
    const { batches } = this.program;
    if (batches === undefined) return undefined;
    return epochsAfter(batches, this.batchesTaken - iterationsBack);
  }

  /** Batches so far; 0 for a program without batches. */
  get batchesTaken(): number {
    const { batches } = this.program;
    return batches === undefined ? 0 : (this.backend.valueOf(batches.counter).data[0] as number);
  }

  /** To be told at the end of each iteration. */
  endIteration(): void {
    this.#hasIterated = true;
  }

  /** Whether a line has computed what it holds, here or in the program before; so many lines of this iteration have run. */
  hasRun(line: number, done: number): boolean {
    return this.#hasIterated || line < done || this.#taken.lines.has(line);
  }

  /** Whether its errors of all examples are those of the machine from which it has taken over. */
  get hasCarriedError(): boolean {
    return this.#taken.error;
  }

  /** The numbers that one iteration leaves to the next, one matrix after the other. */
  saveState(): Float64Array {
    const state = new Float64Array(this.stateLength);
    let start = 0;
    for (const { data } of this.#state) {
      state.set(data, start);
      start += data.length;
    }
    return state;
  }

  /** Goes on from a state; what the lines make of it they have not computed yet. */
  loadState(state: Float64Array): void {
    this.#taken = nothingCarried;
    this.#hasIterated = false;
    this.backend.touch();
    let start = 0;
    for (const { data } of this.#state) {
      data.set(state.subarray(start, start + data.length));
      start += data.length;
    }
  }

  saveRandom(): Uint32Array {
    return this.#random.save();
  }

  loadRandom(random: Uint32Array): void {
    this.#random.restore(random);
  }

  /**
   * Goes on where another program was: whatever one iteration leaves to the next, means the same in both and has the same
   * shape, the place in the stream of random numbers, and what lines that are common to both have computed. The rest stays as
   * this program's own setup has made it, and what its lines compute of that is not known before they run.
   */
  carryOver(from: Machine): void {
    const { backend, program } = this;
    const kept = keptNames(program);
    const goingOn = new Set<string>();
    for (const carried of carriedNames(from, this)) {
      if (!kept.has(carried.name)) continue;
      backend.valueOf(carried.name).data.set(from.backend.valueOf(carried.from).data);
      if (carried.name === carried.from) goingOn.add(carried.name);
    }
    this.loadRandom(from.saveRandom());
    this.#taken = carriedValues(this, from, goingOn, (line) => from.hasRun(line, 0));
    for (const [line, source] of this.#taken.lines) {
      const { data } = from.backend.resultOf(source);
      backend.resultOf(line).data.set(data);
      const { target } = program.iteration[line] as Statement;
      if (!kept.has(target)) backend.valueOf(target).data.set(data);
    }
    backend.touch();
  }

  /** @throws RangeError where there is no such cell. */
  setCell({ name, row, column, value }: CellValue): void {
    const { rows, columns, data } = this.backend.valueOf(name);
    if (!(row >= 0 && row < rows && column >= 0 && column < columns)) {
      throw new RangeError(`${name} has no cell [${row},${column}]`);
    }
    data[row * columns + column] = value;
    this.backend.touch();
  }

  /** Whether every number is finite that setup and so many lines of the iteration have computed. */
  isFinite(lines: number): boolean {
    for (let k = this.#state.length + lines - 1; k >= 0; k--) {
      const { data } = this.#computed[k] as Matrix;
      for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
    }
    return true;
  }
}

/** How many numbers one iteration of a program leaves to the next. */
export function stateLength(program: Program, shapes: Shapes = inferShapes(program)): number {
  const lengths = [...stateNames(program)].map((name) => shapes.get(name) as Shape);
  return lengths.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

function stateNames({ setup }: Program): ReadonlySet<string> {
  return new Set(setup.map(({ target }) => target));
}

/** What one iteration leaves to the next; what only `setup` assigns to are settings, such as alpha. */
function keptNames({ setup, iteration }: Program): ReadonlySet<string> {
  const changing = new Set(iteration.map(({ target }) => target));
  return new Set(setup.map(({ target }) => target).filter((name) => changing.has(name)));
}

function measured(watch: WatchedValue): number {
  watch.refresh();
  return watch.value.data[0] as number;
}
