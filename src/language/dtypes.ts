import { type BinaryOperator, cast, type Expression } from './expression.ts';
import { isColumnFill, isReduction } from './functions.ts';
import type { Program, Statement } from './program.ts';

/*
 * The types of numbers in a program, by NumPy's rules for promotion (NEP 50). They differ only where 32-bit floats are: in a program without
 * them everything is a 64-bit float.
 *
 *     number   a Python number, 64-bit; beside a matrix it takes the type of the matrix
 *     truth    the result of a comparison
 *     whole    row numbers and counts
 *     double   64-bit floats
 *     single   32-bit floats: each operation on them is rounded to 32 bits
 */

export type Dtype = 'number' | 'truth' | 'whole' | 'double' | 'single';

/** The type of each name. */
export type Dtypes = ReadonlyMap<string, Dtype>;

/** The type of the numbers of a program's matrices. */
export type Precision = 'float64' | 'float32';
export const precisions = ['float64', 'float32'] as const satisfies readonly Precision[];

/** The cells of a matrix: a `Float64Array`, or a `Float32Array`, which rounds each number that is stored in it. */
export interface Floats extends Iterable<number> {
  [index: number]: number;
  readonly buffer: ArrayBufferLike;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  at(index: number): number | undefined;
  copyWithin(target: number, start: number, end?: number): unknown;
  entries(): ArrayIterator<[number, number]>;
  every(holds: (cell: number, index: number) => unknown): boolean;
  fill(value: number, start?: number, end?: number): unknown;
  filter(holds: (cell: number, index: number) => unknown): Floats;
  find(holds: (cell: number, index: number) => unknown): number | undefined;
  findIndex(holds: (cell: number, index: number) => unknown): number;
  forEach(work: (cell: number, index: number) => void): void;
  includes(cell: number): boolean;
  indexOf(cell: number): number;
  keys(): ArrayIterator<number>;
  join(separator?: string): string;
  map(value: (cell: number, index: number) => number): Floats;
  reduce<T>(fold: (before: T, cell: number, index: number) => T, start: T): T;
  set(cells: ArrayLike<number>, offset?: number): void;
  sort(compare?: (one: number, other: number) => number): Floats;
  slice(start?: number, end?: number): Floats;
  some(holds: (cell: number, index: number) => unknown): boolean;
  subarray(start?: number, end?: number): Floats;
}

const comparisons: ReadonlySet<BinaryOperator> = new Set(['<', '<=', '>', '>=', '==']);

/** The type in which an operation on two types computes. */
export function promoted(left: Dtype, right: Dtype): Dtype {
  if (left === right) return left;
  const both = [left, right];
  if (both.includes('double')) return 'double';
  if (both.includes('single')) return both.includes('whole') ? 'double' : 'single';
  if (both.includes('whole')) return 'whole';
  // A Python number beside truth values: it may have a fraction.
  return 'double';
}

/** The type of an expression. Names without a type have 64-bit floats. */
export function dtypeOf(expression: Expression, dtypes: Dtypes): Dtype {
  switch (expression.kind) {
    case 'number':
      return 'number';
    case 'matrix':
      return 'double';
    case 'name':
      return dtypes.get(expression.name) ?? 'double';
    case 'cast':
      return 'single';
    case 'fill':
      return isColumnFill(expression.function) ? 'whole' : 'double';
    case 'transpose':
    case 'index':
    case 'rows':
    case 'negate':
      return dtypeOf(expression.of, dtypes);
    case 'clip':
      return dtypeOf(expression.of, dtypes) === 'single' ? 'single' : 'double';
    case 'call': {
      const of = dtypeOf(expression.argument, dtypes);
      if (of === 'single') return 'single';
      const counts = isReduction(expression.function) && expression.function !== 'mean';
      return counts && (of === 'truth' || of === 'whole') ? 'whole' : 'double';
    }
    case 'binary': {
      const { operator } = expression;
      if (comparisons.has(operator)) return 'truth';
      const both = promoted(dtypeOf(expression.left, dtypes), dtypeOf(expression.right, dtypes));
      if (both === 'truth') return operator === '/' ? 'double' : 'whole';
      return both === 'whole' && operator === '/' ? 'double' : both;
    }
  }
}

/** The type of every name: that in which all its lines can be computed. */
export function inferDtypes(program: Program): Dtypes {
  const dtypes = new Map<string, Dtype>(
    program.given.map(({ name, dtype }) => [name, dtype ?? (program.precision === 'float32' ? 'single' : 'double')]),
  );
  const lines: readonly Statement[] = [...program.setup, ...program.iteration, ...(program.evaluation?.lines ?? [])];
  // The second time each line sees the types of the lines after it.
  for (const line of [...lines, ...lines]) {
    const own = dtypeOf(line.value, dtypes);
    const before = dtypes.get(line.target);
    if (before === undefined) dtypes.set(line.target, own);
    else if (line.operator === '=') dtypes.set(line.target, promoted(before, own));
    // `t += 1` with a Python number changes no type; NumPy rounds what is added in place to the type of the matrix.
    else if (before === 'number') dtypes.set(line.target, promoted(before, own));
  }
  return dtypes;
}

/**
 * A program whose matrices have 32-bit floats: those that its lines would make with 64-bit floats, such as random numbers, are rounded at
 * once. Python numbers, row numbers and counts stay as they are.
 */
export function inFloat32<P extends Program>(program: P): P {
  const dtypes = new Map<string, Dtype>(program.given.map(({ name }) => [name, 'single']));
  const line = (statement: Statement): Statement => {
    const { target, operator, value } = statement;
    if (operator !== '=') return statement;
    const own = dtypeOf(value, dtypes);
    dtypes.set(target, own === 'double' ? 'single' : own);
    return own === 'double' ? { ...statement, value: cast(value) } : statement;
  };
  const { setup, iteration, evaluation } = program;
  return {
    ...program,
    precision: 'float32',
    setup: setup.map(line),
    iteration: iteration.map(line),
    ...(evaluation && { evaluation: { ...evaluation, lines: evaluation.lines.map(line) } }),
  };
}

/** A program with 64-bit floats in place of 32-bit ones. */
export function inFloat64(program: Program): Program {
  if (program.precision !== 'float32') return program;
  const { precision: _, ...others } = program;
  const line = (statement: Statement): Statement => ({ ...statement, value: withoutCasts(statement.value) });
  return {
    ...others,
    setup: program.setup.map(line),
    iteration: program.iteration.map(line),
    ...(program.evaluation && { evaluation: { ...program.evaluation, lines: program.evaluation.lines.map(line) } }),
  };
}

/** The expression without its outermost cast: casts are nowhere else in the lines of a program. */
function withoutCasts(expression: Expression): Expression {
  return expression.kind === 'cast' ? expression.of : expression;
}
