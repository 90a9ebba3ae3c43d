import { type BinaryOperator, draws, type Expression, index, type OrderingOperator, operands } from './expression.ts';
import { isCallable } from './functions.ts';
import { parseExpression, type Spans } from './parse.ts';
import { approximately, callExample } from './parse-advice.ts';
import { attempt, clipped, didYouMean, type Fault, type Parsed, refuse, type Span } from './parse-fault.ts';
import { printExpression } from './print.ts';
import { printShape, ShapeError, type Shapes, shapeOf } from './shapes.ts';
import { COUNTERS, type Watch, withCounters } from './watch.ts';
import { count } from './wording.ts';

export interface ParsedWatch {
  readonly watch: Watch;
  readonly spans: Spans;
}

/** Characters of a watch: more than a person writes, and few enough to be read at every key. */
const MAX_LENGTH = 2500;
/** The most cells of all intermediate results of a watch together, in a small program. */
const MOST_CELLS = 1_000_000;
/** The same limit in a large program, in units of its largest matrix. */
const MOST_LARGEST_MATRICES = 8;

const orderings: readonly string[] = ['<', '<=', '>', '>='] satisfies OrderingOperator[];

/** Reads an expression or one comparison of two, and checks that a program of these names can have it as a watch. */
export function readWatch(source: string, shapes: Shapes): Parsed<{ readonly watch: Watch }> {
  const parsed = parseWatch(source);
  if (!parsed.ok) return parsed;
  const fault = checkWatch(parsed, shapes);
  return fault === undefined ? { ok: true, watch: parsed.watch } : { ok: false, fault };
}

/** Reads an expression or one comparison of two, as a person types it. Names and shapes are not checked. */
export function parseWatch(source: string): Parsed<ParsedWatch> {
  if (source.length > MAX_LENGTH) {
    const message = `an expression has up to ${MAX_LENGTH} characters`;
    return { ok: false, fault: { offset: 0, length: source.length, message } };
  }
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const { expression, spans } = parsed;
  if (expression.kind === 'binary' && isOrdering(expression.operator)) {
    const { operator, left, right } = expression;
    return { ok: true, watch: { expression: left, comparison: { operator, right } }, spans };
  }
  if (expression.kind === 'binary' && expression.operator === '==') {
    const offset = source.indexOf('==', spans.get(expression.left)?.to);
    return { ok: false, fault: { offset, length: 2, message: `there is no == here; ${approximately}` } };
  }
  return { ok: true, watch: { expression }, spans };
}

function isOrdering(operator: BinaryOperator): operator is OrderingOperator {
  return orderings.includes(operator);
}

/** The first reason why a program of these names cannot have a watch; undefined when it can. */
export function checkWatch({ watch, spans }: ParsedWatch, own: Shapes): Fault | undefined {
  const shapes = withCounters(own);
  const sides = watch.comparison === undefined ? [watch.expression] : [watch.expression, watch.comparison.right];
  const spanOf = (part: Expression): Span => spans.get(part) ?? { from: 0, to: 0 };
  const checked = attempt(() => {
    const parts = sides.flatMap(partsOf);
    for (const part of parts) {
      if (part.kind === 'name' && !shapes.has(part.name)) refuse(spanOf(part), unknownName(part.name, own));
    }
    for (const part of parts) {
      if (part.kind === 'fill' && draws(part)) {
        refuse(spanOf(part), 'a watch cannot draw random numbers: the run would get other ones');
      }
      if (part.kind === 'rows' && isLiteral(part.at)) {
        const brackets = { from: spanOf(part.of).to, to: spanOf(part).to };
        refuse(brackets, `a cell is a row and a column, as in ${clipped(cellMeant(part.of, part.at))}`);
      }
    }
    for (const side of sides) checkSide(side, watch.comparison !== undefined, shapes, spanOf);
    return {};
  });
  return checked.ok ? undefined : checked.fault;
}

/** The cell that a person may mean by one index, `l1[0]`, or by two pairs of brackets, `l1[0][1]`. */
function cellMeant(of: Expression, at: Expression): string {
  const [row, column, matrix] = of.kind === 'rows' && isLiteral(of.at) ? [of.at, at, of.of] : [at, undefined, of];
  const cell = printExpression(index(matrix, 0, 0)).slice(0, -'0, 0]'.length);
  return `${cell}${printExpression(row)}, ${column === undefined ? 0 : printExpression(column)}]`;
}

function isLiteral(expression: Expression): boolean {
  return expression.kind === 'number' || (expression.kind === 'negate' && isLiteral(expression.of));
}

function checkSide(side: Expression, isSingle: boolean, shapes: Shapes, spanOf: (part: Expression) => Span): void {
  try {
    const { rows, columns } = shapeOf(side, shapes);
    if (isSingle && rows * columns !== 1) {
      const cell = clipped(printExpression(index(side, 0, 0)));
      const found = `${clipped(printExpression(side))} is ${printShape({ rows, columns })}`;
      refuse(
        spanOf(side),
        `${found}, and a breakpoint compares single numbers; write mean(…), max(…) or a cell, ${cell}`,
      );
    }
  } catch (error) {
    if (error instanceof ShapeError) refuse(spanOf(error.part ?? side), error.message);
    throw error;
  }
  const cellsOf = (part: Expression): number => {
    const { rows, columns } = shapeOf(part, shapes);
    return rows * columns;
  };
  // A name is read in place; every other part has its own memory.
  const cells = partsOf(side).reduce((sum, part) => sum + (part.kind === 'name' ? 0 : cellsOf(part)), 0);
  const largest = Math.max(...[...shapes.values()].map(({ rows, columns }) => rows * columns));
  const most = Math.max(MOST_CELLS, MOST_LARGEST_MATRICES * largest);
  if (cells > most) {
    refuse(spanOf(side), `this takes memory for ${count(cells)} numbers, and a watch has room for ${count(most)}`);
  }
}

function unknownName(name: string, shapes: Shapes): string {
  if (isCallable(name)) return `${name} is a function; write ${callExample(name)}`;
  const names = [...shapes.keys()];
  const more = names.length > 12 ? ` and ${names.length - 12} more` : '';
  const advice = didYouMean(name, [...names, ...COUNTERS]) ?? `it has ${names.slice(0, 12).join(', ')}${more}`;
  return `this program has no ${clipped(name)}; ${advice}`;
}

/** An expression and all its parts, in the order in which they begin. */
function partsOf(expression: Expression): readonly Expression[] {
  return [expression, ...operands(expression).flatMap(partsOf)];
}
