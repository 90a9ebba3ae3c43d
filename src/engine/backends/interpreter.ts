import { type Dtype, type Dtypes, type Floats, inferDtypes } from '../../language/dtypes.ts';
import { draws, type Expression, mentions } from '../../language/expression.ts';
import type { Program, Statement } from '../../language/program.ts';
import { inferShapes, printShape, type Shapes, sameShape } from '../../language/shapes.ts';
import * as kernels from '../kernels.ts';
import { negative, type Unary } from '../loops.ts';
import { Layout, type LoweredProgram, lowerExpression, lowerProgram, type Operation, type Slot } from '../lower.ts';
import type { Matrix } from '../matrix.ts';
import { multiplyInto } from '../products.ts';
import type { RandomSource } from '../random.ts';
import { sampleInto, sampleLength } from '../sample.ts';
import { multiplySingleInto, singleLoop } from '../single-kernels.ts';
import { asView, transposed, type View } from '../views.ts';
import type { Backend, WatchedValue } from './backend.ts';

/* One file, though it is long: each kind of operation is bound to its kernel. */

/** Calls of kernels in the order in which they run. */
type KernelCalls = readonly (() => void)[];

const noErrors: Float64Array = new Float64Array(0);

/** Returns the live matrix of a slot. */
export type MatrixOf = (slot: Slot) => Matrix;

/**
 * Executes a program operation by operation: the reference for every other backend.
 *
 * Construction checks all shapes, allocates the arena, binds every operation to its matrices, and runs `setup`. After that only
 * `watch` allocates, outside of the arena.
 */
export class Interpreter implements Backend {
  readonly shapes: Shapes;
  readonly recorded = noErrors;
  readonly errorsBefore: Float64Array;
  readonly norm: Matrix | undefined;
  readonly #errors: Floats;
  readonly dtypes: Dtypes;
  readonly #program: Program;
  readonly #random: RandomSource;
  protected readonly lowered: LoweredProgram;
  readonly #matrixOf: MatrixOf;
  readonly #values: ReadonlyMap<string, Matrix>;
  readonly #results: ReadonlyMap<number, Matrix>;
  #lines: readonly KernelCalls[];
  #evaluation: KernelCalls;
  #version = 0;
  #evaluatedVersion = -1;

  /**
   * @param allocate makes the arena. A backend that compiles lines passes its own memory, and leaves everything else to the interpreter.
   * @throws as `CreateBackend` does.
   */
  constructor(
    program: Program,
    data: ReadonlyMap<string, Matrix>,
    random: RandomSource,
    allocate = ({ size }: LoweredProgram): Arena => new Float64Array(size),
    measuresNorm = false,
  ) {
    this.#program = program;
    this.#random = random;
    this.shapes = inferShapes(program);
    this.dtypes = inferDtypes(program);
    this.lowered = lowerProgram(program, this.shapes, this.dtypes, measuresNorm);
    const { setup, constants, iteration, results, evaluation, slots, norm } = this.lowered;
    this.#matrixOf = matricesIn(allocate(this.lowered));
    this.#values = new Map([...slots].map(([name, slot]) => [name, this.#matrixOf(slot)]));
    this.#results = new Map([...results].map(([line, slot]) => [line, this.#matrixOf(slot)]));
    for (const { name, shape } of program.given) {
      const value = data.get(name);
      if (value === undefined || !sameShape(value, shape)) {
        throw new RangeError(`${name} must be ${printShape(shape)}, found ${value ? printShape(value) : 'nothing'}`);
      }
      this.valueOf(name).data.set(value.data);
    }
    run(this.#bindAll(constants));
    run(this.#bindAll(setup));
    const { error } = this.lowered;
    this.#errors = error === undefined ? noErrors : this.#matrixOf(error).data;
    this.errorsBefore = new Float64Array(sampleLength(this.#errors.length));
    this.norm = norm && this.#matrixOf(norm);
    this.#lines = iteration.map((operations) => this.#bindAll(operations));
    this.#evaluation = this.#bindAll(evaluation);
  }

  get version(): number {
    return this.#version;
  }

  runLine(line: number): void {
    if (line === 0) this.#begin();
    this.#version++;
    run(this.#lines[line] as KernelCalls);
  }

  partsOf(line: number): KernelCalls {
    if (line === 0) this.#begin();
    this.#version++;
    return this.#lines[line] as KernelCalls;
  }

  runIteration(): void {
    this.#begin();
    this.#version++;
    const lines = this.#lines;
    for (let i = 0; i < lines.length; i++) run(lines[i] as KernelCalls);
  }

  runIterations(): number {
    this.runIteration();
    return 1;
  }

  get hasMeanError(): boolean {
    return this.lowered.meanError !== undefined;
  }

  get knownMeanError(): number | undefined {
    return undefined;
  }

  evaluate(): void {
    if (this.#evaluatedVersion === this.#version) return;
    run(this.#evaluation);
    this.#evaluatedVersion = this.#version;
  }

  partsOfEvaluation(): KernelCalls {
    const version = this.#version;
    if (this.#evaluatedVersion === version) return [];
    const finish = (): void => {
      this.#evaluatedVersion = version;
    };
    return [...this.#evaluation, finish];
  }

  touch(): void {
    this.#version++;
  }

  valueOf(name: string): Matrix {
    const matrix = this.#values.get(name);
    if (matrix === undefined) throw new RangeError(`the program has no ${name}`);
    return matrix;
  }

  resultOf(line: number): Matrix {
    return this.#results.get(line) ?? this.valueOf((this.#program.iteration[line] as Statement).target);
  }

  watch(expression: Expression, more: ReadonlyMap<string, Matrix> = new Map()): WatchedValue {
    if (draws(expression)) throw new RangeError('a watch cannot draw random numbers: the run would get other ones');
    const { slots, size } = this.lowered;
    const given = new Map<Slot, Matrix>();
    const named = new Map<string, Slot>();
    let start = size;
    for (const [name, matrix] of more) {
      const slot = { offset: start, rows: matrix.rows, columns: matrix.columns };
      named.set(name, slot);
      given.set(slot, matrix);
      start += matrix.data.length;
    }
    // Names of the program come last, and win.
    const types = [...more].map(([name, matrix]): [string, Dtype] => [name, isNumber(matrix) ? 'number' : 'double']);
    const layout = new Layout(
      new Map([...more, ...this.shapes]),
      new Map([...named, ...slots]),
      start,
      new Map([...types, ...this.dtypes]),
    );
    const { constants, operations, out } = lowerExpression(expression, layout);
    // Slots beyond the arena have separate memory.
    const own = matricesIn(new Float64Array(layout.size - size), size);
    const matrixOf: MatrixOf = (slot) => (slot.offset < size ? this.#matrixOf(slot) : (given.get(slot) ?? own(slot)));
    run(bindAll(constants, matrixOf, this.#random));
    const calls = bindAll(operations, matrixOf, this.#random);
    const isEvaluated = this.#program.evaluation?.lines.some(({ target }) => mentions(expression, target)) === true;
    const parts = isEvaluated ? [() => this.evaluate(), ...calls] : calls;
    return { value: matrixOf(out), refresh: () => run(parts), parts };
  }

  #begin(): void {
    sampleInto(this.errorsBefore, this.#errors);
  }

  /** Replaces the calls of some lines, and of the evaluation, by others that give the same bits. */
  protected replaceCalls(lines: ReadonlyMap<number, () => void>, evaluation: (() => void) | undefined): void {
    this.#lines = this.#lines.map((calls, line) => {
      const own = lines.get(line);
      return own === undefined ? calls : [own];
    });
    if (evaluation !== undefined) this.#evaluation = [evaluation];
  }

  /** An operation as a call. */
  protected bindOperation(operation: Operation): () => void {
    const calls = this.#bindAll([operation]);
    return () => run(calls);
  }

  #bindAll(operations: readonly Operation[]): KernelCalls {
    return bindAll(operations, this.#matrixOf, this.#random);
  }
}

/** True for a number that is counted, such as the iterations: it is no matrix of the program. */
function isNumber({ rows, columns }: Matrix): boolean {
  return rows * columns === 1;
}

function run(calls: KernelCalls): void {
  for (let i = 0; i < calls.length; i++) (calls[i] as () => void)();
}

/** The memory of all matrices of a program. */
type Arena = Float64Array<ArrayBuffer>;

/** Views of `cells`, whose first cell has the offset `start`. The same slot always has the same object. */
function matricesIn(cells: Arena, start = 0): MatrixOf {
  const matrices = new Map<Slot, Matrix>();
  return (slot) => {
    const known = matrices.get(slot);
    if (known !== undefined) return known;
    const { offset, rows, columns, isSingle } = slot;
    const first = offset - start;
    const data = isSingle
      ? new Float32Array(cells.buffer, cells.byteOffset + 8 * first, rows * columns)
      : cells.subarray(first, first + rows * columns);
    const matrix = { rows, columns, data };
    matrices.set(slot, matrix);
    return matrix;
  };
}

/** Binds operations to their matrices. Running the calls computes the operations. */
function bindAll(operations: readonly Operation[], matrixOf: MatrixOf, random: RandomSource): KernelCalls {
  return operations.flatMap((operation) => {
    if (operation.kind !== 'product') return [bind(operation, matrixOf, random)];
    const [left, right, out] = [operation.left, operation.right, operation.out].map((slot) => asView(matrixOf(slot)));
    const side = operation.transposed;
    return bindProduct(
      side === 'left' ? transposed(left!) : left!,
      side === 'right' ? transposed(right!) : right!,
      out!,
    );
  });
}

/** An operation on its matrices, found once: calling it runs the kernel and nothing else. */
function bind(
  operation: Exclude<Operation, { kind: 'product' }>,
  matrixOf: MatrixOf,
  random: RandomSource,
): () => void {
  switch (operation.kind) {
    case 'constant': {
      const { value } = operation;
      const { data } = matrixOf(operation.out);
      return () => data.fill(value);
    }
    case 'literal': {
      const { cells } = operation;
      const { data } = matrixOf(operation.out);
      return () => data.set(cells);
    }
    case 'fill':
      return kernels.filling(operation.fill, matrixOf(operation.out), random);
    case 'copy': {
      const [of, out] = [matrixOf(operation.of), matrixOf(operation.out)];
      return () => kernels.copyInto(of, out);
    }
    case 'broadcast': {
      const [of, out] = [matrixOf(operation.of), matrixOf(operation.out)];
      return () => kernels.broadcastInto(of, out);
    }
    case 'transpose': {
      const [of, out] = [matrixOf(operation.of), matrixOf(operation.out)];
      return () => kernels.transposeInto(of, out);
    }
    case 'cell': {
      const { cell } = operation;
      const [of, out] = [matrixOf(operation.of).data, matrixOf(operation.out).data];
      return () => {
        out[0] = of[cell] as number;
      };
    }
    case 'rows': {
      const [of, at, out] = [matrixOf(operation.of), matrixOf(operation.at), matrixOf(operation.out)];
      return () => kernels.rowsInto(of, at, out);
    }
    case 'negate':
      return bindFunction(negative, matrixOf(operation.of), matrixOf(operation.out));
    case 'clip': {
      const { low, high } = operation;
      const [of, out] = [matrixOf(operation.of), matrixOf(operation.out)];
      return () => kernels.clipInto(of, low, high, out);
    }
    case 'map': {
      const loopOf = operation.out.isSingle ? singleLoop : kernels.functionLoop;
      return bindFunction(loopOf(operation.function), matrixOf(operation.of), matrixOf(operation.out));
    }
    case 'reduce': {
      const { function: reduction, axis } = operation;
      const [of, out] = [matrixOf(operation.of), matrixOf(operation.out)];
      return () => kernels.reduceInto(reduction, of, axis, out);
    }
    case 'combine': {
      const loop = kernels.operatorLoops[operation.operator];
      const [left, right, out] = [
        matrixOf(operation.left).data,
        matrixOf(operation.right).data,
        matrixOf(operation.out).data,
      ];
      return () => loop(left, 0, 1, right, 0, 1, out, 0, out.length);
    }
    case 'when': {
      const condition = matrixOf(operation.condition).data;
      const calls = bindAll(operation.operations, matrixOf, random);
      return () => {
        if (condition[0] !== 0) run(calls);
      };
    }
  }
}

function bindFunction(loop: Unary, { data: of }: Matrix, { data: out }: Matrix): () => void {
  return () => loop(of, 0, 1, out, 0, out.length);
}

/** The most multiplications in one call: about 5 ms. */
const LONGEST_CALL = 2 ** 22;

/** A product as one call, or as calls for some rows each where it takes long. Each cell is the same sum either way. */
function bindProduct(left: View, right: View, out: View): KernelCalls {
  const [rows, columns] = out.shape as [number, number];
  // Even: the kernels compute two rows at a time.
  const most = 2 * Math.max(1, Math.floor(LONGEST_CALL / (2 * left.shape[1]! * columns)));
  const isSingle = out.data instanceof Float32Array;
  return Array.from({ length: Math.ceil(rows / most) }, (_, call) => {
    const [first, end] = [call * most, Math.min(rows, (call + 1) * most)];
    // Direct calls: through a variable they would not be inlined.
    return isSingle
      ? () => multiplySingleInto(left, right, out, first, end)
      : () => multiplyInto(left, right, out, first, end);
  });
}
