import type { ElementwiseName, ReductionName } from './functions.ts';

/** What may stand on the right of an assignment: NumPy's notation over two-dimensional matrices of 64-bit floats. */
export type Expression =
  | NumberLiteral
  | MatrixLiteral
  | Name
  | Transpose
  | Index
  | Rows
  | Negate
  | Binary
  | Call
  | Clip
  | Fill;

/** How the literal π is written. */
export const PI = 'pi';

/** A finite literal, zero or above, broadcast as a 1×1 matrix; a negative number is the `Negate` of one. */
export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
}

/** `array([[0, 1], [2, 3]])`: finite numbers, row by row. */
export interface MatrixLiteral {
  readonly kind: 'matrix';
  readonly cells: readonly (readonly number[])[];
}

export interface Name {
  readonly kind: 'name';
  readonly name: string;
}

/** `of.T` */
export interface Transpose {
  readonly kind: 'transpose';
  readonly of: Expression;
}

/** `of[row, column]`: one cell, as a 1×1 matrix. Whole numbers from 0; negative ones count from the end, -1 the last. */
export interface Index {
  readonly kind: 'index';
  readonly of: Expression;
  readonly row: number;
  readonly column: number;
}

/** `of[at]`: the rows of a matrix that a column of whole numbers from 0 names, in its order. */
export interface Rows {
  readonly kind: 'rows';
  readonly of: Expression;
  readonly at: Expression;
}

/** `-of` */
export interface Negate {
  readonly kind: 'negate';
  readonly of: Expression;
}

/** Comparisons by size: those that a breakpoint makes. */
export type OrderingOperator = '<' | '<=' | '>' | '>=';
export type ComparisonOperator = OrderingOperator | '==';

/** A comparison is 1 where it holds, and 0 where it does not; `%` is the remainder, never below 0 for a positive divisor. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '@' | '**' | ComparisonOperator;

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A function of one matrix: element by element (`sigmoid(z)`), or a reduction, over all cells or along one axis. */
export interface Call {
  readonly kind: 'call';
  readonly function: FunctionName;
  readonly argument: Expression;
  /** Only for reductions: 0 sums over the rows (leaving 1×n), 1 over the columns (m×1); without it, over all (1×1). */
  readonly axis?: 0 | 1;
}

/** `clip(of, low, high)`: each cell, or the nearer of the bounds where it lies outside of them. */
export interface Clip {
  readonly kind: 'clip';
  readonly of: Expression;
  readonly low: number;
  readonly high: number;
}

/**
 * A new matrix of a written size. `random((3, 4))` draws from [0, 1) row by row, `randn((3, 4))` from the normal
 * distribution, `zeros((1, 4))` is all zero; `arange(4)` is the column of 0 to 3, `permutation(4)` the same in an order
 * that is drawn.
 */
export interface Fill {
  readonly kind: 'fill';
  readonly function: FillName;
  readonly shape: Shape;
}

export type FunctionName = ElementwiseName | ReductionName;
export type FillName = 'random' | 'randn' | 'zeros' | 'arange' | 'permutation';

/** The largest seed: seeds are whole numbers from 0 to 2³² − 1, as in NumPy. */
export const MAX_SEED = 2 ** 32 - 1;

/** Rows × columns. Every value of a program is a matrix; a number is 1×1. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

export function number(value: number): Expression {
  if (!Number.isFinite(value)) throw new RangeError(`a literal must be finite, found ${value}`);
  const literal: Expression = { kind: 'number', value: Math.abs(value) };
  return value < 0 || Object.is(value, -0) ? negate(literal) : literal;
}

export function name(text: string): Name {
  return { kind: 'name', name: text };
}

export function transpose(of: Expression): Transpose {
  return { kind: 'transpose', of };
}

export function index(of: Expression, row: number, column: number): Index {
  if (![row, column].every(Number.isSafeInteger)) {
    throw new RangeError(`a cell is at whole numbers, found [${row}, ${column}]`);
  }
  // Adding 0 makes a 0 of -0, which would print as -0 and read back as another number.
  return { kind: 'index', of, row: row + 0, column: column + 0 };
}

export function matrix(cells: readonly (readonly number[])[]): MatrixLiteral {
  return { kind: 'matrix', cells };
}

export function rowsOf(of: Expression, at: Expression): Rows {
  return { kind: 'rows', of, at };
}

export function clip(of: Expression, low: number, high: number): Clip {
  return { kind: 'clip', of, low, high };
}

export function negate(of: Expression): Negate {
  return { kind: 'negate', of };
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Binary {
  return { kind: 'binary', operator, left, right };
}

export function call(functionName: FunctionName, argument: Expression, axis?: 0 | 1): Call {
  return axis === undefined
    ? { kind: 'call', function: functionName, argument }
    : { kind: 'call', function: functionName, argument, axis };
}

export function fill(functionName: FillName, rows: number, columns: number): Fill {
  return { kind: 'fill', function: functionName, shape: { rows, columns } };
}

/** The expressions directly inside an expression, left to right. */
export function operands(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'matrix':
    case 'name':
    case 'fill':
      return [];
    case 'transpose':
    case 'index':
    case 'negate':
    case 'clip':
      return [expression.of];
    case 'rows':
      return [expression.of, expression.at];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return [expression.argument];
  }
}

/** Whether an expression reads a variable. */
export function mentions(expression: Expression, variable: string): boolean {
  return expression.kind === 'name'
    ? expression.name === variable
    : operands(expression).some((operand) => mentions(operand, variable));
}

const drawing: ReadonlySet<FillName> = new Set(['random', 'randn', 'permutation']);

/** Whether an expression takes numbers from the random source. */
export function draws(expression: Expression): boolean {
  return (expression.kind === 'fill' && drawing.has(expression.function)) || operands(expression).some(draws);
}
