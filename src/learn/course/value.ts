import { pow } from '../../language/elementary.ts';
import type { BinaryOperator, Call, Expression } from '../../language/expression.ts';
import { elementwise, isReduction, type ReductionName } from '../../language/functions.ts';
import { parseExpression } from '../../language/parse.ts';
import type { Fault } from '../../language/parse-fault.ts';
import type { Sight, Table } from './sight.ts';

/*
 * Values in a lesson are expressions in the notation of watches: `l1[0, 0]`, `mean(abs(l1_error))`. They are read off the run that a
 * person sees, and never written into a lesson.
 */

/** Numbers of the run that every expression can use. */
export const sightNames = ['iteration', 'line', 'goal', 'seed', 'alpha', 'error', 'solved_at', 'example'] as const;

/** Numbers that a lesson has kept, by name. */
export type Kept = Readonly<Record<string, number>>;

const parsed = new Map<string, Expression | Fault>();

/** The expression of a text, or the fault in it. */
export function expressionIn(source: string): Expression | Fault {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const read = parseExpression(source);
  const result = read.ok ? read.expression : read.fault;
  parsed.set(source, result);
  return result;
}

export function isFault(read: Expression | Fault): read is Fault {
  return 'message' in read;
}

/** The names in an expression. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'number':
    case 'matrix':
    case 'fill':
      return [];
    case 'transpose':
    case 'index':
    case 'negate':
    case 'cast':
    case 'clip':
      return namesIn(expression.of);
    case 'rows':
      return [...namesIn(expression.of), ...namesIn(expression.at)];
    case 'call':
      return namesIn(expression.argument);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
  }
}

/** The number that a text has now; undefined where it has none, or more than one cell. Names of the program go first, then kept numbers. */
export function numberOf(source: string, sight: Sight, kept: Kept): number | undefined {
  const read = expressionIn(source);
  if (isFault(read)) return undefined;
  const value = tableOf(read, (name) => sight.table(name) ?? single(kept[name] ?? counted(name, sight)));
  if (value === undefined || value.rows !== 1 || value.columns !== 1) return undefined;
  const [number] = Array.from(value.cells);
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

function counted(name: string, sight: Sight): number | undefined {
  switch (name as (typeof sightNames)[number]) {
    case 'iteration':
      return sight.iteration;
    case 'line':
      return sight.line;
    case 'goal':
      return sight.goal;
    case 'seed':
      return sight.seed;
    case 'alpha':
      return sight.alpha;
    case 'error':
      return sight.error;
    case 'solved_at':
      return sight.solvedAt;
    case 'example':
      return sight.example;
    default:
      return undefined;
  }
}

function single(value: number | undefined): Table | undefined {
  return value === undefined ? undefined : { rows: 1, columns: 1, cells: [value] };
}

type Names = (name: string) => Table | undefined;

/** The value of an expression; undefined where a name has none, or where shapes do not fit. */
function tableOf(expression: Expression, names: Names): Table | undefined {
  switch (expression.kind) {
    case 'number':
      return single(expression.value);
    case 'name':
      return names(expression.name);
    case 'matrix': {
      const [first = []] = expression.cells;
      return { rows: expression.cells.length, columns: first.length, cells: expression.cells.flat() };
    }
    case 'negate':
      return mapped(tableOf(expression.of, names), (x) => -x);
    case 'cast':
      return mapped(tableOf(expression.of, names), Math.fround);
    case 'clip':
      return mapped(tableOf(expression.of, names), (x) => Math.min(Math.max(x, expression.low), expression.high));
    case 'transpose': {
      const of = tableOf(expression.of, names);
      return of && filled(of.columns, of.rows, (row, column) => cellAt(of, column, row));
    }
    case 'index': {
      const of = tableOf(expression.of, names);
      if (of === undefined) return undefined;
      const row = expression.row < 0 ? expression.row + of.rows : expression.row;
      const column = expression.column < 0 ? expression.column + of.columns : expression.column;
      return row < 0 || row >= of.rows || column < 0 || column >= of.columns
        ? undefined
        : single(cellAt(of, row, column));
    }
    case 'call':
      return called(expression, tableOf(expression.argument, names));
    case 'binary':
      return combined(expression.operator, tableOf(expression.left, names), tableOf(expression.right, names));
    // A lesson does not need them.
    case 'rows':
    case 'fill':
      return undefined;
  }
}

function called({ function: callee, axis }: Call, of: Table | undefined): Table | undefined {
  if (of === undefined) return undefined;
  if (!isReduction(callee)) return mapped(of, elementwise[callee]);
  if (axis === undefined) return single(reduced(callee, Array.from(of.cells)));
  if (axis === 0)
    return filled(1, of.columns, (_, column) =>
      reduced(
        callee,
        indexes(of.rows).map((row) => cellAt(of, row, column)),
      ),
    );
  return filled(of.rows, 1, (row) =>
    reduced(
      callee,
      indexes(of.columns).map((column) => cellAt(of, row, column)),
    ),
  );
}

function reduced(by: ReductionName, cells: readonly number[]): number {
  const sum = cells.reduce((total, x) => total + x, 0);
  switch (by) {
    case 'sum':
      return sum;
    case 'mean':
      return sum / cells.length;
    case 'max':
      return Math.max(...cells);
    case 'min':
      return Math.min(...cells);
  }
}

function combined(operator: BinaryOperator, left: Table | undefined, right: Table | undefined): Table | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '@') {
    if (left.columns !== right.rows) return undefined;
    return filled(left.rows, right.columns, (row, column) =>
      indexes(left.columns).reduce((sum, k) => sum + cellAt(left, row, k) * cellAt(right, k, column), 0),
    );
  }
  const [rows, columns] = [Math.max(left.rows, right.rows), Math.max(left.columns, right.columns)];
  const fits = ({ rows: r, columns: c }: Table): boolean => (r === 1 || r === rows) && (c === 1 || c === columns);
  if (!fits(left) || !fits(right)) return undefined;
  const at = (of: Table, row: number, column: number): number =>
    cellAt(of, of.rows === 1 ? 0 : row, of.columns === 1 ? 0 : column);
  return filled(rows, columns, (row, column) => operate(operator, at(left, row, column), at(right, row, column)));
}

function operate(operator: Exclude<BinaryOperator, '@'>, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '**':
      return pow(x, y);
    case '%':
      return x - y * Math.floor(x / y);
    case '<':
      return Number(x < y);
    case '<=':
      return Number(x <= y);
    case '>':
      return Number(x > y);
    case '>=':
      return Number(x >= y);
    case '==':
      return Number(x === y);
  }
}

function mapped(of: Table | undefined, change: (x: number) => number): Table | undefined {
  return of && { ...of, cells: Array.from(of.cells, change) };
}

function filled(rows: number, columns: number, cell: (row: number, column: number) => number): Table {
  const cells = indexes(rows).flatMap((row) => indexes(columns).map((column) => cell(row, column)));
  return { rows, columns, cells };
}

function cellAt({ cells, columns }: Table, row: number, column: number): number {
  return cells[row * columns + column] as number;
}

function indexes(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
