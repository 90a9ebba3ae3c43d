import { type Expression, mentions } from '../../language/expression.ts';
import { isReduction } from '../../language/functions.ts';
import type { Statement } from '../../language/program.ts';
import { cellAt, type Shapes, sameShape, shapeOf } from '../../language/shapes.ts';
import { emptyMatrix, type Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';
import { filling } from './filling.ts';
import * as kernels from './kernels.ts';
import * as products from './products.ts';

/** Kernel calls in the order in which they run. */
export type Tape = (() => void)[];

export function run(tape: Tape): void {
  for (let i = 0; i < tape.length; i++) (tape[i] as () => void)();
}

/**
 * Writes lines down as calls of kernels, in the order of the notation, with every matrix that they need on the way. To run them
 * then allocates nothing.
 */
export class Recorder {
  readonly #shapes: Shapes;
  readonly #matrixOf: (name: string) => Matrix;
  readonly #random: RandomSource;

  /** @param matrixOf the live matrix behind a name. */
  constructor(shapes: Shapes, matrixOf: (name: string) => Matrix, random: RandomSource) {
    this.#shapes = shapes;
    this.#matrixOf = matrixOf;
    this.#random = random;
  }

  /** The kernel calls of a statement. */
  statement(statement: Statement): Tape {
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
    const variable = this.#matrixOf(target);
    if (operator !== '=') {
      const change = this.#broadcast(this.#record(value, tape), variable, tape);
      const kernel = kernels.cellKernels[operator === '+=' ? '+' : '-'];
      tape.push(() => kernel(variable.data, change.data, variable.data));
    } else if (mentions(value, target)) {
      // Written in place, `a = a.T @ a` would read cells that it has already overwritten.
      const result = this.#record(value, tape);
      tape.push(() => kernels.copyInto(result, variable));
    } else this.expressionInto(variable, value, tape);
    return tape;
  }

  /** Appends what computes an expression, which must not read `out`, and leaves its value there. */
  expressionInto(out: Matrix, expression: Expression, tape: Tape): void {
    const result = this.#record(expression, tape, out);
    if (result !== out) tape.push(() => kernels.copyInto(result, out));
  }

  /** Appends what computes an expression, and returns where its value will stand: `out`, if given, but for a name. */
  #record(expression: Expression, tape: Tape, out?: Matrix): Matrix {
    if (expression.kind === 'name') return this.#matrixOf(expression.name);
    const result = out ?? emptyMatrix(shapeOf(expression, this.#shapes));
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
      tape.push(() => products.multiplyTransposedLeft(x, y, result));
    } else if (right.kind === 'transpose') {
      const x = this.#record(left, tape);
      const y = this.#record(right.of, tape);
      tape.push(() => products.multiplyTransposedRight(x, y, result));
    } else {
      const x = this.#record(left, tape);
      const y = this.#record(right, tape);
      tape.push(() => products.multiply(x, y, result));
    }
  }

  #broadcast(value: Matrix, to: Matrix, tape: Tape): Matrix {
    if (sameShape(value, to)) return value;
    const whole = emptyMatrix(to);
    tape.push(() => kernels.broadcastInto(value, whole));
    return whole;
  }
}
