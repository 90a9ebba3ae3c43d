import { carriedNames } from '../../language/carry-over.ts';
import type { CellValue } from '../../language/change.ts';
import type { Floats } from '../../language/dtypes.ts';
import { draws, type Expression, type Shape } from '../../language/expression.ts';
import {
  epochsAfter,
  firstUpdate,
  hasRoles,
  iterationError,
  largestMiss,
  meanAbsoluteError,
  type Program,
  type Statement,
} from '../../language/program.ts';
import { outlivingNames } from '../../language/reads.ts';
import { inferShapes, type Shapes } from '../../language/shapes.ts';
import type { Backend, Lookout } from '../backends/backend.ts';
import { createBackend } from '../backends/create.ts';
import type { Examples, Matrix } from '../matrix.ts';
import { numpyRandom } from '../random.ts';
import { type Spacing, spacingOf, workOf } from '../work.ts';
import { carriedValues, nothingCarried } from './carried-values.ts';
import { ErrorSampler } from './error-sampler.ts';

/* One file, though it is long: one class, and the order of the numbers in its saved states. */

/** The examples that a program learns from, and the seed of all random numbers. */
export interface Givens extends Examples {
  readonly seed: number;
}

/** The errors of a program that has an error. */
interface Errors {
  readonly mean: () => number;
  readonly largest: () => number;
  readonly ofIteration: () => number;
}

/** The work (`workOf`) of saving a state, and of each number in it: copying and checking it, allocating it, and collecting it later. */
const WORK_OF_SAVING = 3500;
const WORK_OF_SAVED_NUMBER = 24;
/** Saving takes half of the share of a run that a measurement may take. */
const SAVING_WEIGHT = 2;
/** The most work between two saved states of a new run: about a twentieth of a second. */
const MOST_REPLAYED = 6e8;
/** The factor by which a compiled iteration is faster than its work says. Saving a state is not. */
const COMPILED_SPEED = 8;

/** A program that runs: its backend, the measures of its error, and the state from which the next iteration starts. */
export class Machine {
  readonly program: Program;
  readonly backend: Backend;
  readonly shapes: Shapes;
  readonly drawsInIteration: boolean;
  /** True when separate lines predict all examples (`Program.evaluation`). */
  readonly evaluates: boolean;
  /** The work of an iteration (`workOf`). */
  readonly work: number;
  /** The work of predicting all examples by separate lines; 0 without them. */
  readonly evaluationWork: number;
  /** The spacing of the points of an error record. */
  readonly spacing: Spacing;
  /** The line that computes the error, from 0; -1 without one. */
  readonly errorLine: number;
  /** The length of a saved state, in numbers. */
  readonly stateLength: number;
  /** The fewest iterations between two saved states that take at most a 25th of the time of a run; a power of two. */
  readonly savesApart: number;
  readonly #errors: Errors | undefined;
  readonly #firstUpdate: number;
  readonly #random;
  readonly #measuresGradients: boolean;
  /** True once the norm of this iteration, or of the last one, is measured. */
  #isNormKnown = false;
  /** The matrices that `setup` makes, in its order. */
  readonly #state: readonly Matrix[];
  /** The state, and then the target of each line of the iteration. */
  readonly #computed: readonly Matrix[];
  #carried = nothingCarried;
  #hasIterated = false;
  #sampler: ErrorSampler | undefined;

  /**
   * @param measuresGradients true where each iteration measures the norm of its gradient.
   * @throws ShapeError, RangeError as `CreateBackend` does.
   */
  constructor(program: Program, { inputs, targets, seed }: Givens, measuresGradients = false) {
    const { examples = '', target: targetName = '', error } = program.roles;
    this.program = program;
    this.#measuresGradients = measuresGradients;
    this.#random = numpyRandom(seed);
    const data = new Map([
      [examples, inputs],
      [targetName, targets],
    ]);
    this.backend = createBackend(program, data, this.#random, 'compiled', measuresGradients);
    this.shapes = this.backend.shapes;
    this.drawsInIteration = program.iteration.some(({ value }) => draws(value));
    this.evaluates = program.evaluation !== undefined;
    this.work = workOf(program.iteration, this.shapes);
    this.evaluationWork = workOf(program.evaluation?.lines ?? [], this.shapes);
    this.spacing = spacingOf(this.evaluationWork, this.work);
    this.errorLine = program.iteration.findLastIndex(({ target }) => target === error);
    if (hasRoles(program, 'error')) {
      const { backend } = this;
      const measured = measureOf(backend, meanAbsoluteError(program));
      const mean = (): number => backend.knownMeanError ?? measured();
      this.#errors = {
        mean,
        largest: measureOf(this.backend, largestMiss(program)),
        ofIteration: this.evaluates ? measureOf(this.backend, iterationError(program)) : mean,
      };
    }
    this.#firstUpdate = firstUpdate(program);
    this.#state = [...stateNames(program)].map((name) => this.backend.valueOf(name));
    this.stateLength = stateLength(program, this.shapes);
    const saving = WORK_OF_SAVING + WORK_OF_SAVED_NUMBER * this.stateLength;
    const { apart } = spacingOf(SAVING_WEIGHT * COMPILED_SPEED * saving, this.work);
    this.savesApart = Math.min(apart, 2 ** Math.max(0, Math.floor(Math.log2(MOST_REPLAYED / this.work))));
    this.#computed = [...this.#state, ...program.iteration.map(({ target }) => this.backend.valueOf(target))];
  }

  /** True when many iterations in one call can end where the gradient norm is below a number (`Lookout.normBelow`). */
  get followsNorm(): boolean {
    return this.backend.norm !== undefined;
  }

  /** The gradient norm of the last iteration, before it changed any parameter; undefined when it was not measured. */
  get gradientNorm(): number | undefined {
    // A program without parameters has no line that measures it.
    if (this.#firstUpdate === -1) return this.#measuresGradients ? 0 : undefined;
    return this.#isNormKnown ? this.backend.norm?.data[0] : undefined;
  }

  runLine(line: number): void {
    if (line === 0) this.#isNormKnown = false;
    if (line === this.#firstUpdate) this.#isNormKnown = this.#measuresGradients;
    this.backend.runLine(line);
  }

  /** `runLine` as calls of a few milliseconds each, in their order. */
  partsOf(line: number): readonly (() => void)[] {
    if (line === 0) this.#isNormKnown = false;
    if (line === this.#firstUpdate) this.#isNormKnown = this.#measuresGradients;
    return this.backend.partsOf(line);
  }

  runIteration(): void {
    this.#isNormKnown = this.#measuresGradients;
    this.backend.runIteration();
  }

  /** @see Backend.runIterations */
  runIterations(most: number, lookout: Lookout): number {
    this.#isNormKnown = this.#measuresGradients;
    return this.backend.runIterations(most, lookout);
  }

  /** @see Backend.errorsBefore; undefined where separate lines predict all examples. */
  get errorsBefore(): Float64Array | undefined {
    return this.evaluates ? undefined : this.backend.errorsBefore;
  }

  /** A sample of the errors of all examples, with the current parameters, for a program with evaluation lines. */
  sampleErrors(): Float64Array {
    this.#sampler ??= new ErrorSampler(this.program, this.backend);
    return this.#sampler.sample();
  }

  /** False for a program whose roles name no error: the three measures below are NaN then. */
  get hasError(): boolean {
    return this.#errors !== undefined;
  }

  /** mean(abs(target − prediction)) of all examples, from the current values. */
  error(): number {
    return this.#errors?.mean() ?? Number.NaN;
  }

  /** max(abs(target − prediction)) of all examples, from the current values. */
  largestMiss(): number {
    return this.#errors?.largest() ?? Number.NaN;
  }

  /** mean(abs(target − prediction)) of the examples that the last iteration worked on. */
  iterationError(): number {
    return this.#errors?.ofIteration() ?? Number.NaN;
  }

  /** The current learning rate; 1 for a program without one. */
  alpha(): number {
    const { learningRate } = this.program.roles;
    return learningRate === undefined ? 1 : (this.backend.valueOf(learningRate).data[0] as number);
  }

  /** Completed epochs, counted by the program, `iterationsBack` iterations ago; undefined without mini-batches. */
  epochs(iterationsBack = 0): number | undefined {
    const { batches } = this.program;
    if (batches === undefined) return undefined;
    return epochsAfter(batches, this.batchesTaken - iterationsBack);
  }

  /** Iterations since mini-batches began, as the program counts them; 0 without. */
  get batchesTaken(): number {
    const { batches } = this.program;
    return batches === undefined ? 0 : (this.backend.valueOf(batches.counter).data[0] as number);
  }

  /** Call at the end of each iteration. */
  endIteration(): void {
    this.#hasIterated = true;
  }

  /**
   * True when a line holds the value that it computes: it has run here, or the program before has computed the same value.
   * @param done the lines of this iteration that have run.
   */
  hasRun(line: number, done: number): boolean {
    return this.#hasIterated || line < done || this.#carried.lines.has(line);
  }

  /** True when the errors of all examples are those of the machine before. */
  get hasCarriedError(): boolean {
    return this.#carried.error;
  }

  /** The state. With 32-bit floats each matrix has an array of its own: half the memory. */
  saveState(): SavedCells {
    if (this.#state.some(({ data }) => data instanceof Float32Array))
      return this.#state.map(({ data }) => data.slice());
    const state = new Float64Array(this.stateLength);
    let start = 0;
    for (const { data } of this.#state) {
      state.set(data, start);
      start += data.length;
    }
    return [state];
  }

  /** Loads a state, after which no line has run yet. */
  loadState(cells: SavedCells): void {
    this.#carried = nothingCarried;
    this.#hasIterated = false;
    this.#isNormKnown = false;
    this.backend.touch();
    let start = 0;
    for (const [index, { data }] of this.#state.entries()) {
      data.set(cellsIn(cells, index, start, data.length));
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
   * Replaces another machine. These carry over: matrices that outlive an iteration, when they have the same meaning and
   * shape; the state of the random source; and the values of lines that both programs have, computed from equal values.
   * The rest stays as this program's setup has made it.
   */
  carryOver(from: Machine): void {
    const { backend, program } = this;
    const outliving = outlivingNames(program);
    const carried = new Set<string>();
    for (const { name, from: source } of carriedNames(from, this)) {
      backend.valueOf(name).data.set(from.backend.valueOf(source).data);
      if (name === source) carried.add(name);
    }
    this.loadRandom(from.saveRandom());
    this.#carried = carriedValues(this, from, carried, (line) => from.hasRun(line, 0));
    for (const [line, source] of this.#carried.lines) {
      const { data } = from.backend.resultOf(source);
      backend.resultOf(line).data.set(data);
      const { target } = program.iteration[line] as Statement;
      if (!outliving.has(target)) backend.valueOf(target).data.set(data);
    }
    backend.touch();
  }

  /** Takes over the values, the lines that have run and the random source of another machine of the same program. */
  continueFrom(from: Machine): void {
    const { backend, program } = this;
    for (const name of this.shapes.keys()) backend.valueOf(name).data.set(from.backend.valueOf(name).data);
    for (const line of program.iteration.keys()) backend.resultOf(line).data.set(from.backend.resultOf(line).data);
    backend.errorsBefore.set(from.backend.errorsBefore);
    backend.touch();
    this.loadRandom(from.saveRandom());
    this.#carried = from.#carried;
    this.#hasIterated = from.#hasIterated;
  }

  /** @throws RangeError when there is no such cell. */
  setCell({ name, row, column, value }: CellValue): void {
    const { rows, columns, data } = this.backend.valueOf(name);
    if (!(row >= 0 && row < rows && column >= 0 && column < columns)) {
      throw new RangeError(`${name} has no cell [${row},${column}]`);
    }
    data[row * columns + column] = value;
    this.backend.touch();
  }

  /** True when all numbers are finite that `setup` and the first `lines` lines of the iteration have computed. */
  isFinite(lines: number): boolean {
    for (let k = this.#state.length + lines - 1; k >= 0; k--) {
      const { data } = this.#computed[k] as Matrix;
      if (!isAllFinite(data)) return false;
    }
    return true;
  }
}

/** Zero times a number is 0 only where it is finite. Four sums, because each addition waits for the one before. */
function isAllFinite(data: Floats): boolean {
  const whole = data.length - (data.length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < whole; i += 4) {
    a += 0 * data[i]!;
    b += 0 * data[i + 1]!;
    c += 0 * data[i + 2]!;
    d += 0 * data[i + 3]!;
  }
  for (let i = whole; i < data.length; i++) a += 0 * data[i]!;
  return a + b + c + d === 0;
}

/** The length of a saved state of a program, in numbers. */
export function stateLength(program: Program, shapes: Shapes = inferShapes(program)): number {
  const lengths = [...stateNames(program)].map((name) => shapes.get(name) as Shape);
  return lengths.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

/** The matrices of a saved state, in the order of the setup: all of them in one array, or an array for each. */
export type SavedCells = readonly Floats[];

/** The number of cells in a saved state. */
export function lengthOfCells(cells: SavedCells): number {
  return cells.reduce((sum, { length }) => sum + length, 0);
}

function cellsIn(cells: SavedCells, index: number, start: number, length: number): Floats {
  const [whole] = cells;
  return cells.length === 1 && whole !== undefined ? whole.subarray(start, start + length) : (cells[index] as Floats);
}

/** The cells of a name in a saved state, row by row; undefined for a name that a state does not have. */
export function inState(program: Program, shapes: Shapes, cells: SavedCells, name: string): Floats | undefined {
  let start = 0;
  for (const [index, own] of [...stateNames(program)].entries()) {
    const { rows, columns } = shapes.get(own) as Shape;
    if (own === name) return cellsIn(cells, index, start, rows * columns);
    start += rows * columns;
  }
  return undefined;
}

function stateNames({ setup }: Program): ReadonlySet<string> {
  return new Set(setup.map(({ target }) => target));
}

/** Computes an expression, unless nothing has changed since the last call. */
function measureOf(backend: Backend, expression: Expression): () => number {
  const watch = backend.watch(expression);
  let version = -1;
  return () => {
    if (version !== backend.version) watch.refresh();
    version = backend.version;
    return watch.value.data[0] as number;
  };
}
