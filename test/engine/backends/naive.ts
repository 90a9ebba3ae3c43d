import { exp, pow } from '../../../src/language/elementary.ts';
import type { Call, Expression } from '../../../src/language/expression.ts';
import type { FunctionName } from '../../../src/language/functions.ts';

export type Rows = readonly (readonly number[])[];

/**
 * The value of an expression by its definition, without regard to speed: a second opinion on the interpreter.
 * Sums run upwards from 0, and operands are evaluated left to right, so that equal means equal to the last bit.
 */
export function evaluate(expression: Expression, values: ReadonlyMap<string, Rows>, random: () => number): Rows {
  const of = (inner: Expression): Rows => evaluate(inner, values, random);
  switch (expression.kind) {
    case 'number':
      return [[expression.value]];
    case 'matrix':
      return expression.cells;
    case 'rows': {
      const rows = of(expression.of);
      return of(expression.at).map(([row]) => rows[row as number] as readonly number[]);
    }
    case 'clip':
      return of(expression.of).map((row) => row.map((x) => Math.min(Math.max(x, expression.low), expression.high)));
    case 'name':
      return values.get(expression.name) as Rows;
    case 'fill': {
      const { rows, columns } = expression.shape;
      return table(rows, columns, expression.function === 'random' ? random : () => 0);
    }
    case 'transpose':
      return transposed(of(expression.of));
    case 'index': {
      const rows = of(expression.of);
      return [[rows.at(expression.row)?.at(expression.column) as number]];
    }
    case 'cast':
      return of(expression.of).map((row) => row.map(Math.fround));
    case 'negate':
      return of(expression.of).map((row) => row.map((x) => -x));
    case 'call':
      return called(expression, of(expression.argument));
    case 'binary': {
      const left = of(expression.left);
      const right = of(expression.right);
      if (expression.operator === '@') {
        return left.map((row) => transposed(right).map((column) => sum(row.map((x, k) => x * (column[k] as number)))));
      }
      const operate = cellOperators[expression.operator];
      const rows = Math.max(left.length, right.length);
      const columns = Math.max(width(left), width(right));
      return table(rows, columns, (r, c) => operate(repeatedAt(left, r, c), repeatedAt(right, r, c)));
    }
  }
}

const cellOperators = {
  '+': (x: number, y: number) => x + y,
  '-': (x: number, y: number) => x - y,
  '*': (x: number, y: number) => x * y,
  '/': (x: number, y: number) => x / y,
  // The definition of the power is the elementary function: V8's own has other last bits.
  '**': pow,
  '%': (x: number, y: number) => x - y * Math.floor(x / y),
  '<': (x: number, y: number) => Number(x < y),
  '<=': (x: number, y: number) => Number(x <= y),
  '>': (x: number, y: number) => Number(x > y),
  '>=': (x: number, y: number) => Number(x >= y),
  '==': (x: number, y: number) => Number(x === y),
};

const cellFunctions: Readonly<Partial<Record<FunctionName, (x: number) => number>>> = {
  sigmoid: (z) => 1 / (1 + exp(-z)),
  slope: (l) => l * (1 - l),
  abs: (x) => Math.abs(x),
  sqrt: (x) => Math.sqrt(x),
  exp: (x) => exp(x),
  log: (x) => Math.log(x),
};

const folds: Readonly<Partial<Record<FunctionName, (cells: readonly number[]) => number>>> = {
  sum,
  mean: (cells) => sum(cells) / cells.length,
  max: (cells) => Math.max(...cells),
  min: (cells) => Math.min(...cells),
};

function called({ function: callee, axis }: Call, argument: Rows): Rows {
  const cellFunction = cellFunctions[callee];
  if (cellFunction !== undefined) return argument.map((row) => row.map(cellFunction));
  const fold = folds[callee] as (cells: readonly number[]) => number;
  if (axis === 0) return [transposed(argument).map(fold)];
  return axis === 1 ? argument.map((row) => [fold(row)]) : [[fold(argument.flat())]];
}

function sum(cells: readonly number[]): number {
  return cells.reduce((total, x) => total + x, 0);
}

function repeatedAt(values: Rows, r: number, c: number): number {
  const row = values[values.length === 1 ? 0 : r] as readonly number[];
  return row[row.length === 1 ? 0 : c] as number;
}

function transposed(values: Rows): Rows {
  return table(width(values), values.length, (r, c) => values[c]?.[r] as number);
}

function table(rows: number, columns: number, cell: (r: number, c: number) => number): Rows {
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => cell(r, c)));
}

function width(values: Rows): number {
  return values[0]?.length ?? 0;
}
