/* The two sides of an operator, as the script writes them: a place in the source text → expressions. */
import type { Expression, Module as Tree } from '../syntax/tree.ts';
import type { CodePlace } from './flow-graph.ts';

export interface Sides {
  readonly left: Expression;
  readonly right: Expression;
  /** True for `left -= right` and its like. */
  readonly isInPlace?: boolean;
}

/** The two sides of the operator, or the first two arguments of the call, at an instruction; undefined for code of another file. */
export function sidesAt(tree: Tree, { code, instruction }: CodePlace): Sides | undefined {
  if (code.source.text !== tree.source) return undefined;
  const place = code.placeOf(instruction);
  let found: Sides | undefined;
  const visit = (node: unknown): void => {
    if (found !== undefined || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    const each = node as Expression;
    if (typeof each.from === 'number' && (each.from > place.from || each.to < place.to)) return;
    if (each.from === place.from && each.to === place.to) {
      const sides = sidesOf(each);
      if (sides !== undefined) {
        found = sides;
        return;
      }
    }
    for (const inner of Object.values(each)) visit(inner);
  };
  visit(tree.body);
  return found;
}

function sidesOf(node: Expression | { kind: 'augmented'; target: Expression; value: Expression }): Sides | undefined {
  switch (node.kind) {
    case 'binary':
      return { left: node.left, right: node.right };
    case 'augmented':
      return { left: node.target, right: node.value, isInPlace: true };
    case 'comparison':
      return node.rest.length === 1 ? { left: node.first, right: node.rest[0] as Expression } : undefined;
    case 'call': {
      const [one, other] = node.arguments;
      if (one !== undefined && other !== undefined) return { left: one.value, right: other.value };
      return one !== undefined && node.callee.kind === 'attribute'
        ? { left: node.callee.object, right: one.value }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The value of a number literal without a sign. */
export function literalOf(expression: Expression): number | undefined {
  return expression.kind === 'integer' || expression.kind === 'float' ? expression.value : undefined;
}

/** True for a number literal, also with a sign. */
export function isLiteral(expression: Expression): boolean {
  if (expression.kind === 'unary') return isLiteral(expression.operand);
  return literalOf(expression) !== undefined;
}
