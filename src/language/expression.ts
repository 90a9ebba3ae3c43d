import type { FillName, FunctionName } from './functions.ts';

/**
 * The right side of an assignment, in NumPy's notation: every value is a two-dimensional matrix, of 64-bit floats unless a cast makes it one of
 * 32-bit floats (`dtypes.ts`).
 */
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
  | Cast
  | Fill;

/** The literal π in the notation. */
export const PI = 'pi';

/** A finite literal of 0 or more, 1×1. A negative number is the `Negate` of a literal. */
export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
}

/** `array([[0, 1], [2, 3]])`: rows of finite numbers, equally long. */
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

/** `of[row, column]`: one cell, 1×1. Whole numbers from 0; negative ones count from the end, -1 is the last. */
export interface Index {
  readonly kind: 'index';
  readonly of: Expression;
  readonly row: number;
  readonly column: number;
}

/** `of[at]`: (n×c), (m×1) → (m×c), the rows whose numbers, from 0, are in the column `at`, in its order. */
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

/** `%` is the remainder, not negative for a positive divisor. A comparison is 1 where it holds and 0 elsewhere. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '@' | '**' | ComparisonOperator;

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A function of one matrix: elementwise (`sigmoid(z)`), or a reduction (`sum(m, axis=0)`). */
export interface Call {
  readonly kind: 'call';
  readonly function: FunctionName;
  readonly argument: Expression;
  /** Only for reductions: 0 reduces the rows (m×n → 1×n), 1 the columns (m×n → m×1); without it, all cells (1×1). */
  readonly axis?: 0 | 1;
}

/** `clip(of, low, high)`: each cell, limited to the bounds. */
export interface Clip {
  readonly kind: 'clip';
  readonly of: Expression;
  readonly low: number;
  readonly high: number;
}

/** `of.astype(float32)`: each cell, rounded to the nearest 32-bit float. */
export interface Cast {
  readonly kind: 'cast';
  readonly of: Expression;
}

/** The only type that a cast has, in the notation. */
export const FLOAT32 = 'float32';

/**
 * A new matrix of a literal size. `random((3, 4))` draws from [0, 1) row by row, `randn((3, 4))` from the standard normal
 * distribution; `zeros((1, 4))` is all 0; `arange(4)` is the column of 0 to 3, `permutation(4)` a random order of it.
 */
export interface Fill {
  readonly kind: 'fill';
  readonly function: FillName;
  readonly shape: Shape;
}

/** The largest seed. Seeds are whole numbers from 0, as in NumPy. */
export const MAX_SEED = 2 ** 32 - 1;

/** Rows × columns; a number is 1×1. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** The literal of a number of either sign. @throws RangeError for NaN and infinities. */
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

/** @throws RangeError for a row or column that is not a whole number. */
export function index(of: Expression, row: number, column: number): Index {
  if (![row, column].every(Number.isSafeInteger)) {
    throw new RangeError(`a cell is at whole numbers, found [${row}, ${column}]`);
  }
  // Adding 0 turns -0 into 0: -0 would print as -0.
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

export function cast(of: Expression): Cast {
  return { kind: 'cast', of };
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
    case 'cast':
      return [expression.of];
    case 'rows':
      return [expression.of, expression.at];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return [expression.argument];
  }
}

/** True when an expression reads a variable. */
export function mentions(expression: Expression, variable: string): boolean {
  return expression.kind === 'name'
    ? expression.name === variable
    : operands(expression).some((operand) => mentions(operand, variable));
}

const drawing: ReadonlySet<FillName> = new Set(['random', 'randn', 'permutation']);

/** True when an expression draws random numbers. */
export function draws(expression: Expression): boolean {
  return (expression.kind === 'fill' && drawing.has(expression.function)) || operands(expression).some(draws);
}
