import { type Dtypes, dtypeOf, type Floats, promoted } from '../language/dtypes.ts';
import {
  type Binary,
  type BinaryOperator,
  draws,
  type Expression,
  type Fill,
  operands,
  type Shape,
} from '../language/expression.ts';
import {
  type ElementwiseName,
  elementwise,
  type FunctionName,
  isReduction,
  type ReductionName,
} from '../language/functions.ts';
import { printAround, printExpression } from '../language/print.ts';
import { cellAt, type Shapes, shapeOf } from '../language/shapes.ts';
import { singleFunctions } from '../language/single-functions.ts';
import { operatorLoops, reduceInto } from './kernels.ts';
import type { CellOperator } from './lower.ts';
import type { Matrix } from './matrix.ts';

/* One file, though it is long: each kind of expression has its explanation. */

/** One cell of a matrix, rows and columns counted from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The arithmetic behind one cell of an expression: the structure of the expression, with numbers in it. */
export type Explanation = {
  /** The explained part of the line, with the cell: `l0[2,0]`. */
  readonly text: string;
  readonly value: number;
} & (
  | { readonly kind: 'given' }
  /** A number of the random source. */
  | { readonly kind: 'drawn' }
  /** The line did not run: its guard is 0. */
  | { readonly kind: 'skipped'; readonly when: Explanation }
  /** of[at]: a cell of the row with the number `at`. */
  | { readonly kind: 'row'; readonly at: Explanation; readonly of: Explanation }
  | { readonly kind: 'negate'; readonly of: Explanation }
  /** of, rounded to a 32-bit float. */
  | { readonly kind: 'cast'; readonly of: Explanation }
  | { readonly kind: 'clip'; readonly of: Explanation; readonly low: number; readonly high: number }
  /** A function of one cell. */
  | { readonly kind: 'call'; readonly function: FunctionName; readonly of: Explanation }
  | {
      readonly kind: 'cells';
      readonly operator: BinaryOperator;
      readonly left: Explanation;
      readonly right: Explanation;
    }
  /** Σₖ left(row, k) · right(k, column), a term for each k. */
  | { readonly kind: 'product'; readonly terms: readonly Term[]; readonly rest?: Rest }
  /** A reduction of these cells. */
  | {
      readonly kind: 'fold';
      readonly function: FunctionName;
      readonly terms: readonly Explanation[];
      readonly rest?: Rest;
    }
);

/** The smaller terms of a sum of more than `MOST_TERMS`, which are not listed. */
export interface Rest {
  readonly count: number;
  /** The sums of the positive and of the negative ones. */
  readonly up: number;
  readonly down: number;
}

/** The most terms of a sum that are listed: as many as a layer has units. */
const MOST_TERMS = 4096;

export interface Term {
  readonly left: Explanation;
  readonly right: Explanation;
  readonly product: number;
}

/** The values that an explanation reads: a run at one position. */
export interface CurrentValues {
  readonly shapes: Shapes;
  /** The types of its names; 64-bit floats by default. */
  readonly dtypes?: Dtypes;
  valueOf(name: string): Matrix;
}

/**
 * Explains one cell of an expression. It computes as the kernels do, so its values have the same bits.
 * @throws RangeError for a cell outside of the expression's shape, and for random numbers, which differ in each draw.
 */
export function explain(expression: Expression, cell: Cell, current: CurrentValues): Explanation {
  const shape = shapeOf(expression, current.shapes);
  if (cell.row < 0 || cell.row >= shape.rows || cell.column < 0 || cell.column >= shape.columns) {
    throw new RangeError(`${printExpression(expression)} has no cell ${cell.row}, ${cell.column}`);
  }
  const inside = (part: Expression, at: Cell): Explanation => explain(part, at, current);
  switch (expression.kind) {
    case 'number':
      return { kind: 'given', text: printExpression(expression), value: expression.value };
    case 'name': {
      const matrix = current.valueOf(expression.name);
      const value = matrix.data[cell.row * matrix.columns + cell.column] as number;
      return { kind: 'given', text: cellText(expression.name, cell, shape), value };
    }
    case 'matrix': {
      const value = (expression.cells[cell.row] as readonly number[])[cell.column] as number;
      return { kind: 'given', text: String(value), value };
    }
    case 'rows': {
      const at = inside(expression.at, { row: cell.row, column: 0 });
      const of = inside(expression.of, { row: at.value, column: cell.column });
      return { kind: 'row', text: of.text, value: of.value, at, of };
    }
    case 'clip': {
      const of = inside(expression.of, cell);
      const [low, high] = [expression.low, expression.high].map(roundingOf(expression, current)) as [number, number];
      const value = of.value < low ? low : of.value > high ? high : of.value;
      return { kind: 'clip', text: `clip(${of.text}, ${low}, ${high})`, value, of, low, high };
    }
    case 'cast': {
      const of = inside(expression.of, cell);
      return { kind: 'cast', text: of.text, value: Math.fround(of.value), of };
    }
    case 'transpose':
      return inside(expression.of, { row: cell.column, column: cell.row });
    case 'index':
      // `shapeOf` has checked the cell.
      return inside(expression.of, cellAt(expression, shapeOf(expression.of, current.shapes)) as Cell);
    case 'negate': {
      const of = inside(expression.of, cell);
      return { kind: 'negate', text: printAround(expression, () => of.text), value: -of.value, of };
    }
    case 'call':
      return isReduction(expression.function)
        ? explainFold(expression, expression.function, cell, current)
        : explainCall(expression, expression.function, cell, current);
    case 'binary': {
      if (expression.operator === '@') return explainProduct(expression, cell, current);
      const [left, right] = operands(expression).map((part) =>
        inside(part, withinShape(cell, shapeOf(part, current.shapes))),
      );
      return explainCells(expression, expression.operator, left as Explanation, right as Explanation, current);
    }
    case 'fill':
      return explainFill(expression, cell);
  }
}

function explainFill(fill: Fill, { row }: Cell): Explanation {
  if (draws(fill)) throw new RangeError(`${printExpression(fill)} cannot be explained`);
  return { kind: 'given', text: printExpression(fill), value: fill.function === 'arange' ? row : 0 };
}

type Call = Expression & { kind: 'call' };

function explainCall(call: Call, functionName: ElementwiseName, cell: Cell, current: CurrentValues): Explanation {
  const of = explain(call.argument, cell, current);
  return {
    kind: 'call',
    text: `${call.function}(${of.text})`,
    value: (isSingle(call, current) ? singleFunctions : elementwise)[functionName](of.value),
    function: call.function,
    of,
  };
}

function explainFold(call: Call, functionName: ReductionName, cell: Cell, current: CurrentValues): Explanation {
  const { rows, columns } = shapeOf(call.argument, current.shapes);
  const cells =
    call.axis === undefined
      ? Array.from({ length: rows * columns }, (_, i) => ({ row: Math.floor(i / columns), column: i % columns }))
      : call.axis === 0
        ? Array.from({ length: rows }, (_, row) => ({ row, column: cell.column }))
        : Array.from({ length: columns }, (_, column) => ({ row: cell.row, column }));
  const valueAt = reader(call.argument, current);
  const values = Float64Array.from(cells, ({ row, column }) => valueAt(row, column));
  const { listed, rest } = largestOf(values);
  return {
    kind: 'fold',
    text: printExpression(call),
    value: fold(functionName, values, isSingle(call, current)),
    function: call.function,
    terms: listed.map((index) => explain(call.argument, cells[index] as Cell, current)),
    ...rest,
  };
}

function explainProduct(product: Expression & { kind: 'binary' }, cell: Cell, current: CurrentValues): Explanation {
  const inner = shapeOf(product.left, current.shapes).columns;
  const [leftAt, rightAt] = [reader(product.left, current), reader(product.right, current)];
  const round = roundingOf(product, current);
  const values = Float64Array.from({ length: inner }, (_, k) => round(leftAt(cell.row, k) * rightAt(k, cell.column)));
  const { listed, rest } = largestOf(values);
  const terms = listed.map((k): Term => {
    const left = explain(product.left, { row: cell.row, column: k }, current);
    const right = explain(product.right, { row: k, column: cell.column }, current);
    return { left, right, product: round(left.value * right.value) };
  });
  const value = values.reduce((sum, term) => round(sum + term), 0);
  return { kind: 'product', text: printExpression(product), value, terms, ...rest };
}

/** The indices of the terms to list, in their order, and the sums of the rest. */
function largestOf(values: Float64Array): {
  readonly listed: readonly number[];
  readonly rest: { readonly rest?: Rest };
} {
  const all = Array.from(values.keys());
  if (values.length <= MOST_TERMS) return { listed: all, rest: {} };
  // NaN counts as the largest.
  const sizes = values.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value)));
  const bySize = all.sort((one, other) => (sizes[one] === sizes[other] ? one - other : sizes[other]! - sizes[one]!));
  const [listed, left] = [bySize.slice(0, MOST_TERMS), bySize.slice(MOST_TERMS)];
  const sumOf = (isOf: (value: number) => boolean): number =>
    left.reduce((sum, index) => (isOf(values[index]!) ? sum + values[index]! : sum), 0);
  const [up, down] = [sumOf((value) => value > 0), sumOf((value) => value < 0)];
  return { listed: listed.sort((one, other) => one - other), rest: { rest: { count: left.length, up, down } } };
}

/** Reads the value of any cell as `explain` gives it, without explanations of simple parts. */
function reader(expression: Expression, current: CurrentValues): (row: number, column: number) => number {
  switch (expression.kind) {
    case 'number':
      return () => expression.value;
    case 'name': {
      const { columns, data } = current.valueOf(expression.name);
      return (row, column) => data[row * columns + column] as number;
    }
    case 'transpose': {
      const of = reader(expression.of, current);
      return (row, column) => of(column, row);
    }
    case 'negate': {
      const of = reader(expression.of, current);
      return (row, column) => -of(row, column);
    }
    case 'binary': {
      const { operator } = expression;
      if (operator === '@') break;
      const [left, right] = [expression.left, expression.right].map((part) => {
        const read = reader(part, current);
        const { rows, columns } = shapeOf(part, current.shapes);
        // The cell that broadcasting reads, as in `withinShape`.
        return (row: number, column: number) => read(rows === 1 ? 0 : row, columns === 1 ? 0 : column);
      }) as [(row: number, column: number) => number, (row: number, column: number) => number];
      const loop = operatorLoops[operator];
      const [one, other, out] = [cellFor(expression, current), cellFor(expression, current), new Float64Array(1)];
      const round = roundingOf(expression, current);
      return (row, column) => {
        one[0] = left(row, column);
        other[0] = right(row, column);
        loop(one, 0, 0, other, 0, 0, out, 0, 1);
        return round(out[0] as number);
      };
    }
    default:
  }
  return (row, column) => explain(expression, { row, column }, current).value;
}

/** True for a matrix of 32-bit floats. */
function isSingle(expression: Expression, { dtypes = new Map() }: CurrentValues): boolean {
  return dtypeOf(expression, dtypes) === 'single';
}

/** Rounds to the numbers of an expression. */
function roundingOf(expression: Expression, current: CurrentValues): (value: number) => number {
  return isSingle(expression, current) ? Math.fround : Number;
}

/** A cell of the type with which an operation computes. */
function cellFor({ left, right }: Binary, { dtypes = new Map() }: CurrentValues): Floats {
  const both = promoted(dtypeOf(left, dtypes), dtypeOf(right, dtypes));
  return both === 'single' ? new Float32Array(1) : new Float64Array(1);
}

function explainCells(
  expression: Binary,
  operator: CellOperator,
  left: Explanation,
  right: Explanation,
  current: CurrentValues,
): Explanation {
  const text = printAround(expression, (part) => (part === expression.left ? left.text : right.text));
  const [one, other, out] = [cellFor(expression, current), cellFor(expression, current), new Float64Array(1)];
  one[0] = left.value;
  other[0] = right.value;
  operatorLoops[operator](one, 0, 0, other, 0, 0, out, 0, 1);
  const value = roundingOf(expression, current)(out[0] as number);
  return { kind: 'cells', text, value, operator, left, right };
}

function fold(functionName: ReductionName, data: Float64Array, isSingle: boolean): number {
  const out = { rows: 1, columns: 1, data: isSingle ? new Float32Array(1) : new Float64Array(1) };
  reduceInto(functionName, { rows: 1, columns: data.length, data }, undefined, out);
  return out.data[0] as number;
}

/** The cell that broadcasting reads. */
function withinShape({ row, column }: Cell, { rows, columns }: Shape): Cell {
  return { row: rows === 1 ? 0 : row, column: columns === 1 ? 0 : column };
}

/** `syn0[2,0]`; for a 1×1 matrix the name alone. */
export function cellText(name: string, { row, column }: Cell, { rows, columns }: Shape): string {
  return rows === 1 && columns === 1 ? name : `${name}[${row},${column}]`;
}
