import { draws, type Expression, mentions } from '../program/expression.ts';
import { isReduction } from '../program/functions.ts';
import type { Program, Statement } from '../program/program.ts';
import { cellAt, inferShapes, printShape, type Shapes, sameShape, shapeOf } from '../program/shapes.ts';
import { filling } from './filling.ts';
import * as kernels from './kernels.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';
import type { RandomSource } from './random.ts';

/** Kernel calls in the order in which they run. */
type Tape = (() => void)[];

/**
 * Runs a program one statement at a time, as plainly as it is written: the reference for every other reader.
 *
 * Construction checks all shapes, allocates every matrix that any line will need, and runs `setup`; after that nothing
 * is allocated.
 */
export class Interpreter {
  readonly shapes: Shapes;
  readonly #program: Program;
  readonly #variables: ReadonlyMap<string, Matrix>;
  readonly #random: RandomSource;
  readonly #lines: readonly Tape[];
  /** Of lines whose target is assigned more than once: what they themselves have made of it. */
  readonly #results: ReadonlyMap<number, Matrix>;
  readonly #evaluation: Tape;
  #version = 0;
  #evaluatedVersion = -1;

  /** @throws ShapeError when the program cannot run, RangeError when the data do not have the shapes it is given. */
  constructor(program: Program, data: ReadonlyMap<string, Matrix>, random: RandomSource) {
    this.#program = program;
    this.shapes = inferShapes(program);
    this.#variables = new Map([...this.shapes].map(([name, shape]) => [name, emptyMatrix(shape)]));
    this.#random = random;
    for (const { name, shape } of program.given) {
      const value = data.get(name);
      if (value === undefined || !sameShape(value, shape)) {
        throw new RangeError(`${name} must be ${printShape(shape)}, found ${value ? printShape(value) : 'nothing'}`);
      }
      this.valueOf(name).data.set(value.data);
    }
    for (const statement of program.setup) run(this.#tapeOf(statement));
    this.#results = this.#ownResults(program.iteration);
    this.#lines = program.iteration.map((statement, line) => this.#lineOf(statement, line));
    this.#evaluation = (program.evaluation?.lines ?? []).flatMap((statement) => this.#tapeOf(statement));
  }

  /** Another number whenever a matrix may have changed: what was made of them is still so while this stays. */
  get version(): number {
    return this.#version;
  }

  /** Runs line `index` of the iteration, from 0. */
  runLine(index: number): void {
    this.#version++;
    run(this.#lines[index] as Tape);
  }

  runIteration(): void {
    this.#version++;
    const lines = this.#lines;
    for (let i = 0; i < lines.length; i++) run(lines[i] as Tape);
  }

  /** Predicts every example, where the program has lines of its own for that; once for as long as nothing changes. */
  evaluate(): void {
    if (this.#evaluatedVersion === this.#version) return;
    run(this.#evaluation);
    this.#evaluatedVersion = this.#version;
  }

  /** Somebody else has changed a matrix. */
  touch(): void {
    this.#version++;
  }

  /** The matrix behind a name: live, so the next line that assigns to it changes it. */
  valueOf(name: string): Matrix {
    const matrix = this.#variables.get(name);
    if (matrix === undefined) throw new RangeError(`the program has no ${name}`);
    return matrix;
  }

  /** What a line of the iteration, from 0, has last computed, also where a later one has put something else in its place. */
  resultOf(line: number): Matrix {
    return this.#results.get(line) ?? this.valueOf((this.#program.iteration[line] as Statement).target);
  }

  /**
   * Prepares an expression over the program's names; `refresh` evaluates it on the values of that moment. Until then,
   * and between refreshes, `value` stays as it is.
   * @throws ShapeError when it does not fit the program, RangeError when it draws: to look must not change the run.
   */
  watch(expression: Expression): { readonly value: Matrix; refresh(): void } {
    if (draws(expression)) throw new RangeError('a watch cannot draw random numbers: the run would get others');
    const tape: Tape = [];
    const value = emptyMatrix(shapeOf(expression, this.shapes));
    this.#recordInto(value, expression, tape);
    const isEvaluated = this.#program.evaluation?.lines.some(({ target }) => mentions(expression, target)) === true;
    return {
      value,
      refresh: () => {
        if (isEvaluated) this.evaluate();
        run(tape);
      },
    };
  }

  #ownResults(lines: readonly Statement[]): ReadonlyMap<number, Matrix> {
    const isShared = (name: string): boolean => lines.filter(({ target }) => target === name).length > 1;
    return new Map(
      lines.flatMap(({ target }, line) => (isShared(target) ? [[line, emptyMatrix(this.valueOf(target))]] : [])),
    );
  }

  #lineOf(statement: Statement, line: number): Tape {
    const [tape, result] = [this.#tapeOf(statement), this.#results.get(line)];
    const variable = this.valueOf(statement.target);
    return result === undefined ? tape : [...tape, () => kernels.copyInto(variable, result)];
  }

  #tapeOf(statement: Statement): Tape {
    const { when } = statement;
    if (when === undefined) return this.#assignment(statement);
    const tape: Tape = [];
    const condition = this.#record(when, tape);
    const assignment = this.#assignment(statement);
    tape.push(() => {
      if (condition.data[0] !== 0) run(assignment);
    });
    return tape;
  }

  #assignment({ target, operator, value }: Statement): Tape {
    const tape: Tape = [];
    const variable = this.valueOf(target);
    if (operator !== '=') {
      const change = this.#broadcast(this.#record(value, tape), variable, tape);
      const kernel = kernels.cellKernels[operator === '+=' ? '+' : '-'];
      tape.push(() => kernel(variable.data, change.data, variable.data));
    } else if (mentions(value, target)) {
      // Written in place, `a = a.T @ a` would read cells that it has already overwritten.
      const result = this.#record(value, tape);
      tape.push(() => kernels.copyInto(result, variable));
    } else this.#recordInto(variable, value, tape);
    return tape;
  }

  /** Appends what computes an expression, which must not read `out`, and leaves its value there. */
  #recordInto(out: Matrix, expression: Expression, tape: Tape): void {
    const result = this.#record(expression, tape, out);
    if (result !== out) tape.push(() => kernels.copyInto(result, out));
  }

  /** Appends what computes an expression, and returns where its value will stand: `out`, if given, but for a name. */
  #record(expression: Expression, tape: Tape, out?: Matrix): Matrix {
    if (expression.kind === 'name') return this.valueOf(expression.name);
    const result = out ?? emptyMatrix(shapeOf(expression, this.shapes));
    switch (expression.kind) {
      case 'number':
        result.data[0] = expression.value;
        if (out !== undefined) tape.push(() => result.data.fill(expression.value));
        break;
      case 'matrix': {
        const cells = Float64Array.from(expression.cells.flat());
        result.data.set(cells);
        if (out !== undefined) tape.push(() => result.data.set(cells));
        break;
      }
      case 'fill':
        tape.push(filling(expression.function, result, this.#random));
        break;
      case 'rows': {
        const of = this.#record(expression.of, tape);
        const at = this.#record(expression.at, tape);
        tape.push(() => kernels.rowsInto(of, at, result));
        break;
      }
      case 'clip': {
        const of = this.#record(expression.of, tape);
        const { low, high } = expression;
        tape.push(() => kernels.clipInto(of, low, high, result));
        break;
      }
      case 'transpose': {
        const of = this.#record(expression.of, tape);
        tape.push(() => kernels.transposeInto(of, result));
        break;
      }
      case 'index': {
        const of = this.#record(expression.of, tape);
        const { row, column } = cellAt(expression, of) as { row: number; column: number };
        const cell = row * of.columns + column;
        tape.push(() => {
          result.data[0] = of.data[cell] as number;
        });
        break;
      }
      case 'negate': {
        const of = this.#record(expression.of, tape);
        tape.push(() => kernels.negateInto(of, result));
        break;
      }
      case 'call': {
        const { function: callee, axis } = expression;
        const argument = this.#record(expression.argument, tape);
        if (isReduction(callee)) tape.push(() => kernels.reduceInto(callee, argument, axis, result));
        else {
          const kernel = kernels.elementwiseKernel(callee);
          tape.push(() => kernel(argument.data, result.data));
        }
        break;
      }
      case 'binary':
        if (expression.operator === '@') this.#recordProduct(expression.left, expression.right, tape, result);
        else {
          const kernel = kernels.cellKernels[expression.operator];
          const left = this.#broadcast(this.#record(expression.left, tape), result, tape);
          const right = this.#broadcast(this.#record(expression.right, tape), result, tape);
          tape.push(() => kernel(left.data, right.data, result.data));
        }
        break;
    }
    return result;
  }

  /** A product reads a transposed operand in place, without building the transpose. */
  #recordProduct(left: Expression, right: Expression, tape: Tape, result: Matrix): void {
    if (left.kind === 'transpose') {
      const x = this.#record(left.of, tape);
      const y = this.#record(right, tape);
      tape.push(() => kernels.multiplyTransposedLeft(x, y, result));
    } else if (right.kind === 'transpose') {
      const x = this.#record(left, tape);
      const y = this.#record(right.of, tape);
      tape.push(() => kernels.multiplyTransposedRight(x, y, result));
    } else {
      const x = this.#record(left, tape);
      const y = this.#record(right, tape);
      tape.push(() => kernels.multiply(x, y, result));
    }
  }

  #broadcast(value: Matrix, to: Matrix, tape: Tape): Matrix {
    if (sameShape(value, to)) return value;
    const whole = emptyMatrix(to);
    tape.push(() => kernels.broadcastInto(value, whole));
    return whole;
  }
}

function run(tape: Tape): void {
  for (let i = 0; i < tape.length; i++) (tape[i] as () => void)();
}
