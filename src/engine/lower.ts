import { type Dtype, type Dtypes, dtypeOf, inferDtypes, promoted } from '../language/dtypes.ts';
import { type BinaryOperator, type Expression, mentions, operands, type Shape } from '../language/expression.ts';
import { type ElementwiseName, type FillName, isReduction, type ReductionName } from '../language/functions.ts';
import {
  firstUpdate,
  gradientNorm,
  hasRoles,
  meanAbsoluteError,
  type Program,
  type Statement,
} from '../language/program.ts';
import { cellAt, type Shapes, sameShape, shapeOf } from '../language/shapes.ts';

/**
 * Lowering: statements become operations over one arena, as plain data that any backend can execute or compile.
 *
 * The arena is one block of cells for all matrices of a program. Its size and the place of every matrix in it are known before
 * anything runs. The line `l1 = sigmoid(l0 @ syn0)` becomes
 *
 *     product  left: l0, right: syn0, transposed: 'neither', out: scratch
 *     map      function: 'sigmoid', of: scratch, out: l1
 *
 * Operations run in the order of the notation, operands from left to right: the order in which random numbers are drawn.
 *
 * The operations, the layout of the arena and the lowering are one file, because none can be read without the others.
 */

/** A matrix of the arena, row by row; `offset` is the index of its first cell, counted in 64-bit floats. */
export interface Slot extends Shape {
  readonly offset: number;
  /** True for 32-bit floats, two in the place of one of 64 bits. */
  readonly isSingle?: true;
}

/**
 * One step of a lowered statement: it reads its operands and writes all cells of `out`. Shapes were checked before. Operands and result of an
 * operation have the same type of float, but for a copy, a broadcast, row numbers, and the 64-bit result of a comparison.
 */
export type Operation =
  /** out(r, c) = value */
  | { readonly kind: 'constant'; readonly value: number; readonly out: Slot }
  /** out = cells, row by row */
  | { readonly kind: 'literal'; readonly cells: Float64Array; readonly out: Slot }
  /** out = zeros, random numbers, or row numbers */
  | { readonly kind: 'fill'; readonly fill: FillName; readonly out: Slot }
  /** (m×n) → (m×n); rounds where `out` has 32-bit floats, and `of` does not. */
  | { readonly kind: 'copy'; readonly of: Slot; readonly out: Slot }
  /** (1×n), (m×1) or (1×1) → (m×n) */
  | { readonly kind: 'broadcast'; readonly of: Slot; readonly out: Slot }
  /** (m×n) → (n×m) */
  | { readonly kind: 'transpose'; readonly of: Slot; readonly out: Slot }
  /** (m×n) → (1×1); `cell` counts row by row. */
  | { readonly kind: 'cell'; readonly of: Slot; readonly cell: number; readonly out: Slot }
  /** (n×c), (m×1) → (m×c) */
  | { readonly kind: 'rows'; readonly of: Slot; readonly at: Slot; readonly out: Slot }
  /** (m×n) → (m×n) */
  | { readonly kind: 'negate'; readonly of: Slot; readonly out: Slot }
  /** (m×n) → (m×n) */
  | { readonly kind: 'clip'; readonly of: Slot; readonly low: number; readonly high: number; readonly out: Slot }
  /** A function of each cell: (m×n) → (m×n) */
  | { readonly kind: 'map'; readonly function: ElementwiseName; readonly of: Slot; readonly out: Slot }
  /** (m×n) → (1×1), with axis 0 (1×n), with axis 1 (m×1) */
  | {
      readonly kind: 'reduce';
      readonly function: ReductionName;
      readonly axis: 0 | 1 | undefined;
      readonly of: Slot;
      readonly out: Slot;
    }
  /** Cell by cell: (m×n), (m×n) → (m×n). `out` may be an operand. */
  | {
      readonly kind: 'combine';
      readonly operator: CellOperator;
      readonly left: Slot;
      readonly right: Slot;
      readonly out: Slot;
    }
  /** (m×k) @ (k×n) → (m×n); the transposed operand is read in place: left (k×m), or right (n×k). */
  | {
      readonly kind: 'product';
      readonly transposed: 'neither' | 'left' | 'right';
      readonly left: Slot;
      readonly right: Slot;
      readonly out: Slot;
    }
  /** Runs `operations` unless `condition` (1×1) is 0. */
  | { readonly kind: 'when'; readonly condition: Slot; readonly operations: readonly Operation[] };

export type CellOperator = Exclude<BinaryOperator, '@'>;

/** A program as operations. */
export interface LoweredProgram {
  /** Cells of the arena. */
  readonly size: number;
  /** The cells from this one on are scratch: nothing reads them after the statement that wrote them. */
  readonly scratch: number;
  /** The matrix of every name. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Writes the literals that statements read: run once, before the setup. */
  readonly constants: readonly Operation[];
  /** Run once. */
  readonly setup: readonly Operation[];
  /** Operations line by line. */
  readonly iteration: readonly (readonly Operation[])[];
  /** By line: a copy of the value that it computed, for a line whose target another line assigns too. */
  readonly results: ReadonlyMap<number, Slot>;
  readonly evaluation: readonly Operation[];
  /** The errors of all examples, where lines of the iteration compute them. */
  readonly error: Slot | undefined;
  /** The mean error of an iteration; undefined where no line of the iteration computes the errors of all examples. */
  readonly meanError: { readonly operations: readonly Operation[]; readonly out: Slot } | undefined;
  /** The norm of the gradient, which the line of the first update computes before its own value; undefined where nothing measures it. */
  readonly norm: Slot | undefined;
}

/**
 * Lays out the arena and lowers all statements of a program. Names, literals and results keep their cells to themselves.
 * Scratch is needed only within a statement, so all statements share one area for it.
 * @param measuresNorm true where each iteration measures the norm of its gradient.
 */
export function lowerProgram(
  program: Program,
  shapes: Shapes,
  dtypes: Dtypes = inferDtypes(program),
  measuresNorm = false,
): LoweredProgram {
  const layout = new Layout(shapes, undefined, 0, dtypes);
  const { setup, iteration, evaluation } = program;
  const all = [...setup, ...iteration, ...(evaluation?.lines ?? [])];
  const before = measuresNorm ? firstUpdate(program) : -1;
  const norm = before === -1 ? undefined : gradientNorm(program);
  const constants = [
    ...all.flatMap((statement) => statementConstants(statement, layout)),
    ...(norm === undefined ? [] : constantsOf(norm, layout)),
  ];
  const results = resultSlots(iteration, layout);
  const error =
    evaluation === undefined && hasRoles(program, 'error') ? layout.slots.get(program.roles.error) : undefined;
  const mean = error && layout.allocate({ rows: 1, columns: 1 }, layout.isSingle(meanAbsoluteError(program)));
  const normSlot = norm && layout.allocate({ rows: 1, columns: 1 }, layout.isSingle(norm));
  const scratch = layout.size;
  return {
    constants,
    scratch,
    results,
    setup: setup.flatMap((statement) => lower(statement, layout)),
    iteration: iteration.map((statement, line) => {
      const isMeasured = norm !== undefined && normSlot !== undefined && line === before;
      const operations = isMeasured ? lowerMeasured(norm, normSlot, statement, layout) : lower(statement, layout);
      const out = results.get(line);
      return out === undefined
        ? operations
        : [...operations, { kind: 'copy', of: layout.slotOf(statement.target), out }];
    }),
    evaluation: evaluation?.lines.flatMap((statement) => lower(statement, layout)) ?? [],
    error,
    meanError: mean && { operations: lowerValue(meanAbsoluteError(program), mean, layout), out: mean },
    norm: normSlot,
    slots: layout.slots,
    size: layout.size,
  };
}

/** The operations of one statement whose literals have their slots already. */
export function lower({ target, operator, value, when }: Statement, layout: Layout): readonly Operation[] {
  return layout.withScratch(() => {
    const out = layout.slotOf(target);
    const operations: Operation[] = [];
    const condition = when && lowerAs(false, when, layout, operations);
    const assignment = condition === undefined ? operations : [];
    if (operator !== '=') {
      const sign = operator === '+=' ? '+' : '-';
      // Numbers of 64 bits are added with 64 bits, also to a matrix of 32-bit floats.
      const isSingle = out.isSingle === true && promoted('single', dtypeOf(value, layout.dtypes)) === 'single';
      const to = { ...out, isSingle };
      const change = lowerBroadcast(value, to, layout, assignment);
      if (isSingle === (out.isSingle === true)) {
        assignment.push({ kind: 'combine', operator: sign, left: out, right: change, out });
      } else {
        const sum = layout.allocate(out);
        assignment.push({ kind: 'copy', of: out, out: sum });
        assignment.push({ kind: 'combine', operator: sign, left: sum, right: change, out: sum });
        assignment.push({ kind: 'copy', of: sum, out });
      }
    } else if (mentions(value, target) || layout.isSingle(value) !== (out.isSingle === true)) {
      // Written in place, `a = a.T @ a` would read cells that it has already overwritten.
      assignment.push({ kind: 'copy', of: lowerOperand(value, layout, assignment), out });
    } else lowerInto(out, value, layout, assignment);
    if (condition !== undefined) operations.push({ kind: 'when', condition, operations: assignment });
    return operations;
  });
}

/** The operations that leave the value of an expression in `out`. Its literals have their slots already. */
function lowerValue(expression: Expression, out: Slot, layout: Layout): readonly Operation[] {
  return layout.withScratch(() => {
    const operations: Operation[] = [];
    lowerInto(out, expression, layout, operations);
    return operations;
  });
}

/** The operations of a statement after those of a value that is measured before it. Both have scratch of their own. */
function lowerMeasured(value: Expression, out: Slot, statement: Statement, layout: Layout): readonly Operation[] {
  return layout.withScratch(() => {
    const operations: Operation[] = [];
    lowerInto(out, value, layout, operations);
    return [...operations, ...lower(statement, layout)];
  });
}

/** An expression as operations: `constants` run once, `operations` leave its value in `out`. */
export interface LoweredExpression {
  readonly constants: readonly Operation[];
  readonly operations: readonly Operation[];
  readonly out: Slot;
}

export function lowerExpression(expression: Expression, layout: Layout): LoweredExpression {
  const out = layout.allocate(shapeOf(expression, layout.shapes), layout.isSingle(expression));
  const constants = isLiteral(expression) ? [] : constantsOf(expression, layout);
  const operations: Operation[] = [];
  lowerInto(out, expression, layout, operations);
  return { constants, operations, out };
}

/** Allocates the slots of matrices, one after the other. */
export class Layout {
  readonly shapes: Shapes;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly dtypes: Dtypes;
  readonly #constants = new Map<Expression, Slot>();
  readonly #singles = new Map<Expression, Slot>();
  #next: number;
  #size: number;

  /**
   * @param slots the slots of the names, when they exist already; new slots begin at cell `start`.
   * @param dtypes the types of the names; 64-bit floats by default.
   */
  constructor(shapes: Shapes, slots?: ReadonlyMap<string, Slot>, start = 0, dtypes: Dtypes = new Map()) {
    this.shapes = shapes;
    this.dtypes = dtypes;
    [this.#next, this.#size] = [start, start];
    const own = ([name, shape]: readonly [string, Shape]): readonly [string, Slot] => [
      name,
      this.allocate(shape, dtypes.get(name) === 'single'),
    ];
    this.slots = slots ?? new Map([...shapes].map(own));
  }

  /** True when an expression is a matrix of 32-bit floats. */
  isSingle(expression: Expression): boolean {
    return dtypeOf(expression, this.dtypes) === 'single';
  }

  /** The number of cells up to the end of the last slot that was ever allocated. */
  get size(): number {
    return this.#size;
  }

  slotOf(name: string): Slot {
    const slot = this.slots.get(name);
    if (slot === undefined) throw new RangeError(`the program has no ${name}`);
    return slot;
  }

  allocate({ rows, columns }: Shape, isSingle = false): Slot {
    // Vectors of 16 bytes are read faster from places that they divide.
    if (isSingle) this.#next += this.#next % 2;
    const slot: Slot = { offset: this.#next, rows, columns, ...(isSingle && { isSingle }) };
    this.#next += isSingle ? Math.ceil((rows * columns) / 2) : rows * columns;
    this.#size = Math.max(this.#size, this.#next);
    return slot;
  }

  /** Frees everything that `work` allocates when it returns. */
  withScratch<T>(work: () => T): T {
    const start = this.#next;
    const done = work();
    this.#next = start;
    return done;
  }

  allocateConstant(literal: Expression): Slot {
    const slot = this.allocate(shapeOf(literal, this.shapes));
    this.#constants.set(literal, slot);
    return slot;
  }

  constantOf(literal: Expression): Slot | undefined {
    return this.#constants.get(literal);
  }

  /** A number as a 32-bit float, in a program that has such floats. */
  singleOf(literal: Expression): Slot | undefined {
    return this.#singles.get(literal);
  }

  allocateSingle(literal: Expression): Slot | undefined {
    if (literal.kind !== 'number' || ![...this.dtypes.values()].includes('single')) return undefined;
    const slot = this.allocate({ rows: 1, columns: 1 }, true);
    this.#singles.set(literal, slot);
    return slot;
  }
}

type Literal = Extract<Expression, { kind: 'number' | 'matrix' }>;

function isLiteral(expression: Expression): expression is Literal {
  return expression.kind === 'number' || expression.kind === 'matrix';
}

/** A literal that is the whole value of an assignment is not among them: each run of the statement writes it. */
function statementConstants({ operator, value, when }: Statement, layout: Layout): readonly Operation[] {
  const own = operator === '=' && isLiteral(value) ? [] : constantsOf(value, layout);
  return when === undefined ? own : [...own, ...constantsOf(when, layout)];
}

/** Allocates a slot for every literal in an expression, and returns the operations that write them. */
function constantsOf(expression: Expression, layout: Layout): readonly Operation[] {
  if (!isLiteral(expression)) return operands(expression).flatMap((part) => constantsOf(part, layout));
  if (layout.constantOf(expression)) return [];
  const own = lowerLiteral(expression, layout.allocateConstant(expression));
  const single = layout.allocateSingle(expression);
  return single === undefined ? [own] : [own, lowerLiteral(expression, single)];
}

function lowerLiteral(literal: Literal, out: Slot): Operation {
  switch (literal.kind) {
    case 'number':
      return { kind: 'constant', value: literal.value, out };
    case 'matrix':
      return { kind: 'literal', cells: Float64Array.from(literal.cells.flat()), out };
  }
}

/** A slot for the value of each line whose target another line assigns too. */
function resultSlots(lines: readonly Statement[], layout: Layout): ReadonlyMap<number, Slot> {
  const isShared = (name: string): boolean => lines.filter(({ target }) => target === name).length > 1;
  return new Map(
    lines.flatMap(({ target }, line) => {
      if (!isShared(target)) return [];
      const slot = layout.slotOf(target);
      return [[line, layout.allocate(slot, slot.isSingle === true)]];
    }),
  );
}

/** Appends the operations of an expression that an operation reads; returns where its value is. */
function lowerOperand(expression: Expression, layout: Layout, operations: Operation[]): Slot {
  if (expression.kind === 'name') return layout.slotOf(expression.name);
  const known = layout.constantOf(expression);
  if (known !== undefined) return known;
  const out = layout.allocate(shapeOf(expression, layout.shapes), layout.isSingle(expression));
  lowerInto(out, expression, layout, operations);
  return out;
}

/** As `lowerOperand`, as 32-bit or 64-bit floats. */
function lowerAs(isSingle: boolean, expression: Expression, layout: Layout, operations: Operation[]): Slot {
  const known = isSingle ? layout.singleOf(expression) : undefined;
  if (known !== undefined) return known;
  const of = lowerOperand(expression, layout, operations);
  if (isSingle === (of.isSingle === true)) return of;
  const out = layout.allocate(of, isSingle);
  operations.push({ kind: 'copy', of, out });
  return out;
}

/** As `lowerAs`, with the shape of `to`. */
function lowerBroadcast(
  expression: Expression,
  to: Shape & { readonly isSingle?: boolean },
  layout: Layout,
  operations: Operation[],
): Slot {
  const isSingle = to.isSingle === true;
  const of = lowerAs(isSingle, expression, layout, operations);
  if (sameShape(of, to)) return of;
  const out = layout.allocate(to, isSingle);
  operations.push({ kind: 'broadcast', of, out });
  return out;
}

/** Appends the operations that leave the value of an expression in `out`, which it must not read. */
function lowerInto(out: Slot, expression: Expression, layout: Layout, operations: Operation[]): void {
  const operand = (part: Expression): Slot => lowerOperand(part, layout, operations);
  switch (expression.kind) {
    case 'number':
    case 'matrix':
      operations.push(lowerLiteral(expression, out));
      return;
    case 'name':
      operations.push({ kind: 'copy', of: layout.slotOf(expression.name), out });
      return;
    case 'fill':
      operations.push({ kind: 'fill', fill: expression.function, out });
      return;
    case 'rows': {
      const of = operand(expression.of);
      operations.push({ kind: 'rows', of, at: operand(expression.at), out });
      return;
    }
    case 'clip': {
      const [low, high] = [expression.low, expression.high].map(out.isSingle ? Math.fround : Number) as [
        number,
        number,
      ];
      operations.push({ kind: 'clip', of: operand(expression.of), low, high, out });
      return;
    }
    case 'cast':
      operations.push({ kind: 'copy', of: operand(expression.of), out });
      return;
    case 'transpose':
      operations.push({ kind: 'transpose', of: operand(expression.of), out });
      return;
    case 'index': {
      const of = operand(expression.of);
      const { row, column } = cellAt(expression, of) as { row: number; column: number };
      operations.push({ kind: 'cell', of, cell: row * of.columns + column, out });
      return;
    }
    case 'negate':
      operations.push({ kind: 'negate', of: operand(expression.of), out });
      return;
    case 'call': {
      const { function: callee, axis } = expression;
      const of = operand(expression.argument);
      operations.push(
        isReduction(callee)
          ? { kind: 'reduce', function: callee, axis, of, out }
          : { kind: 'map', function: callee, of, out },
      );
      return;
    }
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === '@') {
        lowerProduct(left, right, out, layout, operations);
        return;
      }
      const types = [left, right].map((part) => dtypeOf(part, layout.dtypes)) as [Dtype, Dtype];
      const to = { rows: out.rows, columns: out.columns, isSingle: promoted(...types) === 'single' };
      const x = lowerBroadcast(left, to, layout, operations);
      const y = lowerBroadcast(right, to, layout, operations);
      operations.push({ kind: 'combine', operator, left: x, right: y, out });
      return;
    }
    default:
      expression satisfies never;
  }
}

/** One transposed operand is read in place, without building the transpose. */
function lowerProduct(left: Expression, right: Expression, out: Slot, layout: Layout, operations: Operation[]): void {
  const [x, y, transposed] =
    left.kind === 'transpose'
      ? [left.of, right, 'left' as const]
      : right.kind === 'transpose'
        ? [left, right.of, 'right' as const]
        : [left, right, 'neither' as const];
  const isSingle = out.isSingle === true;
  const of = lowerAs(isSingle, x, layout, operations);
  operations.push({ kind: 'product', transposed, left: of, right: lowerAs(isSingle, y, layout, operations), out });
}
