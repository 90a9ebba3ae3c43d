import { draws, type Expression, index, operands } from './expression.ts';
import { isFill, isFunction } from './functions.ts';
import { attempt, clipped, didYouMean, type Fault, type Parsed, refuse, type Span } from './parse-fault.ts';
import { expressionAt, type Spans } from './parse-node.ts';
import { childrenOf, type Node, textOf, treeOf } from './parse-tree.ts';
import { printExpression } from './print.ts';
import { printShape, ShapeError, type Shapes, shapeOf } from './shapes.ts';
import type { ComparisonOperator, Watch } from './watch.ts';

export interface ParsedWatch {
  readonly watch: Watch;
  readonly spans: Spans;
}

/** Numbers that the results on the way to a watch's value may have together, when the program is small. */
const MOST_CELLS = 1_000_000;
/** The same for a large program: times its largest matrix. */
const MOST_LARGEST_MATRICES = 8;

const comparisons: readonly string[] = ['<', '<=', '>', '>='] satisfies ComparisonOperator[];

/** Reads an expression or one comparison of two, and checks that it can be watched in a program of these names. */
export function readWatch(source: string, shapes: Shapes): Parsed<{ readonly watch: Watch }> {
  const parsed = parseWatch(source);
  if (!parsed.ok) return parsed;
  const fault = checkWatch(parsed, shapes);
  return fault === undefined ? { ok: true, watch: parsed.watch } : { ok: false, fault };
}

/** Reads an expression or one comparison of two; names and shapes are not looked at. */
export function parseWatch(source: string): Parsed<ParsedWatch> {
  return attempt(() => {
    const spans = new Map<Expression, Span>();
    const root = withoutParentheses(treeOf(source), source);
    const [left, operator, right] = childrenOf(root);
    if (left === undefined || operator === undefined || right === undefined || !isComparison(root, source)) {
      return { watch: { expression: expressionAt(root, source, spans) }, spans };
    }
    if (isComparison(left, source)) refuse(operator, 'one comparison is enough; make a second watch of the other');
    const expression = expressionAt(left, source, spans);
    const comparison = {
      operator: textOf(operator, source) as ComparisonOperator,
      right: expressionAt(right, source, spans),
    };
    return { watch: { expression, comparison }, spans };
  });
}

/** The first reason why a program of these names cannot have a watch; undefined when it can. */
export function checkWatch({ watch, spans }: ParsedWatch, shapes: Shapes): Fault | undefined {
  const sides = watch.comparison === undefined ? [watch.expression] : [watch.expression, watch.comparison.right];
  const spanOf = (part: Expression): Span => spans.get(part) ?? { from: 0, to: 0 };
  const checked = attempt(() => {
    const parts = sides.flatMap(partsOf);
    for (const part of parts) {
      if (part.kind === 'name' && !shapes.has(part.name)) refuse(spanOf(part), unknownName(part.name, shapes));
    }
    for (const part of parts) {
      if (part.kind === 'fill' && draws(part)) {
        refuse(spanOf(part), 'a watch cannot draw random numbers: the run would get others');
      }
    }
    for (const side of sides) checkSide(side, watch.comparison !== undefined, shapes, spanOf);
    return {};
  });
  return checked.ok ? undefined : checked.fault;
}

function checkSide(side: Expression, single: boolean, shapes: Shapes, spanOf: (part: Expression) => Span): void {
  try {
    const { rows, columns } = shapeOf(side, shapes);
    if (single && rows * columns !== 1) {
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
  // A name is looked at where it is; everything else gets memory of its own.
  const cells = partsOf(side).reduce((sum, part) => sum + (part.kind === 'name' ? 0 : cellsOf(part)), 0);
  const largest = Math.max(...[...shapes.values()].map(({ rows, columns }) => rows * columns));
  const most = Math.max(MOST_CELLS, MOST_LARGEST_MATRICES * largest);
  if (cells > most) {
    const [needed, room] = [cells, most].map((count) => count.toLocaleString('en-US'));
    refuse(spanOf(side), `this takes memory for ${needed} numbers, and a watch has room for ${room}`);
  }
}

function unknownName(name: string, shapes: Shapes): string {
  if (isFunction(name)) return `${name} is a function; write ${name}(m)`;
  if (isFill(name)) return `${name} is a function; write ${name}((3, 4))`;
  const names = [...shapes.keys()];
  const more = names.length > 12 ? ` and ${names.length - 12} more` : '';
  const advice = didYouMean(name, names) || `; it has ${names.slice(0, 12).join(', ')}${more}`;
  return `this program has no ${clipped(name)}${advice}`;
}

/** An expression and all inside of it, in the order of their beginnings. */
function partsOf(expression: Expression): readonly Expression[] {
  return [expression, ...operands(expression).flatMap(partsOf)];
}

/** A comparison may stand in parentheses as a whole. */
function withoutParentheses(node: Node, source: string): Node {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression') {
    const [only, ...more] = childrenOf(inner, ['(', ')']);
    if (only === undefined || more.length > 0) return node;
    inner = only;
  }
  return isComparison(inner, source) ? inner : node;
}

function isComparison(node: Node, source: string): boolean {
  const [, operator] = childrenOf(node);
  return node.name === 'BinaryExpression' && operator !== undefined && comparisons.includes(textOf(operator, source));
}
