import type { BinaryOperator, Call, Expression, Index, Shape } from './expression.ts';
import { isReduction } from './functions.ts';
import { printExpression, printStatement } from './print.ts';
import type { Program, Statement } from './program.ts';

/** The shapes of names. */
export type Shapes = ReadonlyMap<string, Shape>;

/** The shapes of a program do not fit: the message has the statement, the operands and their shapes. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  readonly #part: Expression | undefined;

  constructor(message: string, part?: Expression) {
    super(message);
    this.#part = part;
  }

  /** The innermost expression that does not fit; undefined when a statement does not fit its target. */
  get part(): Expression | undefined {
    return this.#part;
  }
}

/** `3×4`: rows × columns. */
export function printShape({ rows, columns }: Shape): string {
  return `${rows}×${columns}`;
}

/**
 * The shape of every name of a program, in the order of its first assignments.
 * @throws ShapeError at the first statement that reads an unknown name or combines shapes that do not fit.
 */
export function inferShapes(program: Program): Shapes {
  const shapes = new Map<string, Shape>(program.given.map(({ name, shape }) => [name, shape]));
  const lists = [
    ['setup', program.setup],
    ['line', program.iteration],
    ['evaluation', program.evaluation?.lines ?? []],
  ] as const;
  for (const [place, statements] of lists) {
    statements.forEach((statement, index) => {
      const shape = withPlace(`${place} ${index + 1}, ${printStatement(statement)}`, () =>
        shapeAfter(statement, shapes),
      );
      shapes.set(statement.target, shape);
    });
  }
  return shapes;
}

/**
 * The shape of an expression over names of known shapes.
 * @throws ShapeError with the part that does not fit.
 */
export function shapeOf(expression: Expression, shapes: Shapes): Shape {
  switch (expression.kind) {
    case 'number':
      return { rows: 1, columns: 1 };
    case 'matrix':
      return { rows: expression.cells.length, columns: expression.cells[0]?.length ?? 0 };
    case 'name': {
      const shape = shapes.get(expression.name);
      if (shape === undefined) {
        const known = [...shapes.keys()].join(', ') || 'nothing';
        throw new ShapeError(`${expression.name} has no value yet; there is ${known}`, expression);
      }
      return shape;
    }
    case 'fill': {
      const { rows, columns } = expression.shape;
      if (![rows, columns].every((size) => Number.isInteger(size) && size >= 1)) {
        throw new ShapeError(`${printExpression(expression)}: sizes are whole numbers from 1`, expression);
      }
      return expression.shape;
    }
    case 'transpose': {
      const { rows, columns } = shapeOf(expression.of, shapes);
      return { rows: columns, columns: rows };
    }
    case 'index': {
      const shape = shapeOf(expression.of, shapes);
      if (cellAt(expression, shape) === undefined) throw new ShapeError(outside(expression, shape), expression);
      return { rows: 1, columns: 1 };
    }
    case 'rows': {
      const of = shapeOf(expression.of, shapes);
      const at = shapeOf(expression.at, shapes);
      if (at.columns !== 1) {
        const found = `${printExpression(expression.at)} is ${printShape(at)}`;
        throw new ShapeError(`${found}, and rows are chosen by a single column`, expression);
      }
      return { rows: at.rows, columns: of.columns };
    }
    case 'negate':
    case 'clip':
    case 'cast':
      return shapeOf(expression.of, shapes);
    case 'call':
      return callShape(expression, shapeOf(expression.argument, shapes));
    case 'binary': {
      const left = shapeOf(expression.left, shapes);
      const right = shapeOf(expression.right, shapes);
      const joined = expression.operator === '@' ? productShape(left, right) : broadcastShape(left, right);
      if (joined === undefined)
        throw new ShapeError(mismatch(expression.operator, expression, left, right), expression);
      return joined;
    }
  }
}

/** (a×n) @ (n×b) → (a×b); undefined when the inner sizes differ. */
export function productShape(left: Shape, right: Shape): Shape | undefined {
  return left.columns === right.rows ? { rows: left.rows, columns: right.columns } : undefined;
}

/** NumPy's broadcasting: in each dimension the sizes are equal, or one of them is 1; undefined otherwise. */
export function broadcastShape(left: Shape, right: Shape): Shape | undefined {
  const rows = broadcastSize(left.rows, right.rows);
  const columns = broadcastSize(left.columns, right.columns);
  return rows === undefined || columns === undefined ? undefined : { rows, columns };
}

/** A cell with row and column counted from 0; undefined when the matrix has no such cell. */
export function cellAt({ row, column }: Index, { rows, columns }: Shape): { row: number; column: number } | undefined {
  if (!isWithin(row, rows) || !isWithin(column, columns)) return undefined;
  return { row: row < 0 ? rows + row : row, column: column < 0 ? columns + column : column };
}

export function sameShape(one: Shape, other: Shape): boolean {
  return one.rows === other.rows && one.columns === other.columns;
}

function broadcastSize(one: number, other: number): number | undefined {
  if (one === other || other === 1) return one;
  return one === 1 ? other : undefined;
}

function callShape(call: Call, argument: Shape): Shape {
  const { function: callee, axis } = call;
  if (!isReduction(callee)) {
    if (axis !== undefined) throw new ShapeError(`${callee} works cell by cell and takes no axis`, call);
    return argument;
  }
  return { rows: axis === 1 ? argument.rows : 1, columns: axis === 0 ? argument.columns : 1 };
}

/** The shape of a statement's target. A name keeps the shape of its first assignment. */
function shapeAfter(statement: Statement, shapes: Shapes): Shape {
  if (statement.when !== undefined) {
    const { rows, columns } = shapeOf(statement.when, shapes);
    if (rows * columns !== 1) throw new ShapeError(`${printExpression(statement.when)} must be a single number`);
  }
  const value = shapeOf(statement.value, shapes);
  const before = shapes.get(statement.target);
  if (before === undefined) {
    if (statement.operator === '=') return value;
    throw new ShapeError(`${statement.target} has no value yet that ${statement.operator} could change`);
  }
  const after = statement.operator === '=' ? value : broadcastShape(before, value);
  if (after === undefined || !sameShape(before, after)) {
    const found = `${printExpression(statement.value)} is ${printShape(value)}`;
    throw new ShapeError(`${statement.target} is ${printShape(before)} and keeps its shape, but ${found}`);
  }
  return before;
}

function mismatch(operator: BinaryOperator, expression: Expression & { kind: 'binary' }, left: Shape, right: Shape) {
  const shown = (part: Expression, shape: Shape): string => `${printExpression(part)} is ${printShape(shape)}`;
  const rule =
    operator === '@'
      ? `@ needs as many columns on its left (${left.columns}) as rows on its right (${right.rows})`
      : `${operator} needs equal sizes, or a size of 1 to repeat`;
  return `${shown(expression.left, left)} and ${shown(expression.right, right)}: ${rule}`;
}

/** `l1 is 4×3: there is no row 4, only 0 … 3 (or -4 … -1, from the end)` */
function outside({ of, row, column }: Index, shape: Shape): string {
  const [what, wanted, size] = isWithin(row, shape.rows) ? ['column', column, shape.columns] : ['row', row, shape.rows];
  const all = size === 1 ? '0 (or -1)' : `0 … ${size - 1} (or -${size} … -1, from the end)`;
  return `${printExpression(of)} is ${printShape(shape)}: there is no ${what} ${wanted}, only ${all}`;
}

function isWithin(at: number, size: number): boolean {
  return at >= -size && at < size;
}

/** Does work, and puts a place in front of the message of its ShapeError. */
function withPlace<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ShapeError) throw new ShapeError(`${place}: ${error.message}`, error.part);
    throw error;
  }
}
