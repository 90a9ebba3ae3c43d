import type { CellValue } from '../program/change.ts';
import { draws } from '../program/expression.ts';
import { firstUpdate, gradientNorm, largestMiss, meanAbsoluteError, type Program } from '../program/program.ts';
import type { Shapes } from '../program/shapes.ts';
import { heirs } from '../program/succession.ts';
import { Interpreter } from './interpreter.ts';
import type { Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';

/** What a program is given: the examples, and the seed of all that is drawn. */
export interface Givens {
  readonly inputs: Matrix;
  readonly targets: Matrix;
  readonly seed: number;
}

/** One program at work: the matrices behind its names, how wrong it is, and what one iteration leaves to the next. */
export class Machine {
  readonly program: Program;
  readonly interpreter: Interpreter;
  readonly shapes: Shapes;
  readonly drawsInIteration: boolean;
  /** mean(abs(error)) and max(abs(error)), as last measured. */
  readonly error;
  readonly miss;
  /** The line that computes the error, from 0. */
  readonly errorLine: number;
  readonly #firstUpdate: number;
  readonly #random;
  /** Measured only once somebody asks. */
  #norm: ReturnType<Interpreter['watch']> | undefined;
  /** Whatever `setup` has made, in its order. */
  readonly #state: readonly Matrix[];
  /** The same, and then what each line of the iteration computes. */
  readonly #computed: readonly Matrix[];

  /** @throws ShapeError, RangeError as `Interpreter` does. */
  constructor(program: Program, { inputs, targets, seed }: Givens) {
    this.program = program;
    this.#random = numpyRandom(seed);
    const data = new Map([
      ['X', inputs],
      ['y', targets],
    ]);
    this.interpreter = new Interpreter(program, data, this.#random);
    this.shapes = this.interpreter.shapes;
    this.drawsInIteration = program.iteration.some(({ value }) => draws(value));
    this.error = this.interpreter.watch(meanAbsoluteError(program));
    this.miss = this.interpreter.watch(largestMiss(program));
    this.errorLine = program.iteration.findLastIndex(({ target }) => target === program.roles.error);
    this.#firstUpdate = firstUpdate(program);
    const names = new Set(program.setup.map(({ target }) => target));
    this.#state = [...names].map((name) => this.interpreter.valueOf(name));
    this.#computed = [...this.#state, ...program.iteration.map(({ target }) => this.interpreter.valueOf(target))];
  }

  /** Measures the norm of all gradients together in every iteration from here on. */
  watchGradients(): void {
    this.#norm ??= this.interpreter.watch(gradientNorm(this.program));
  }

  /** As of the last iteration, before it changed any parameter; undefined where it was not measured. */
  get gradientNorm(): number | undefined {
    return this.#norm?.value.data[0];
  }

  runLine(line: number): void {
    if (line === this.#firstUpdate) this.#norm?.refresh();
    this.interpreter.runLine(line);
  }

  runIteration(): void {
    if (this.#norm === undefined) this.interpreter.runIteration();
    else for (let line = 0; line < this.program.iteration.length; line++) this.runLine(line);
  }

  measure(): void {
    this.error.refresh();
    this.miss.refresh();
  }

  /** The numbers that one iteration leaves to the next, one matrix after the other. */
  saveState(): Float64Array {
    const state = new Float64Array(this.#state.reduce((sum, { data }) => sum + data.length, 0));
    let start = 0;
    for (const { data } of this.#state) {
      state.set(data, start);
      start += data.length;
    }
    return state;
  }

  loadState(state: Float64Array): void {
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
   * Goes on where another program was: whatever means the same in both and has the same shape, and the place in the
   * stream of random numbers. The rest stays as this program's own setup has made it.
   */
  takeOver(from: Machine): void {
    for (const heir of heirs(from, this)) {
      this.interpreter.valueOf(heir.name).data.set(from.interpreter.valueOf(heir.from).data);
    }
    this.loadRandom(from.saveRandom());
    this.measure();
  }

  /** @throws RangeError where there is no such cell. */
  setCell({ name, row, column, value }: CellValue): void {
    const { rows, columns, data } = this.interpreter.valueOf(name);
    if (!(row >= 0 && row < rows && column >= 0 && column < columns)) {
      throw new RangeError(`${name} has no cell [${row},${column}]`);
    }
    data[row * columns + column] = value;
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
