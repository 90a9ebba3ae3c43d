/* The shapes of both sides of an operation that failed, in words. */
import { type Expression, isNode, type Module } from '../../script/syntax/tree.ts';
import type { Failure } from './pass.ts';
import { shapeText } from './values.ts';

type Shape = readonly number[];

/** `l1.T is 4×4 and l2_delta is 1×4: …`; undefined where the shapes of both sides are not known. */
export function shapesInWords({ source, body }: Module, failure: Failure): string | undefined {
  const sides = sidesAt(body, failure);
  if (sides === undefined) return undefined;
  const [left, right] = [shapeOf(sides.left, failure), shapeOf(sides.right, failure)];
  if (left === undefined || right === undefined) return undefined;
  const text = ({ from, to }: Expression): string => source.slice(from, to);
  const both = `${text(sides.left)} is ${shapeText(left)} and ${text(sides.right)} is ${shapeText(right)}`;
  if (sides.isProduct) {
    const [columns, rows] = [left.at(-1), right.length === 1 ? right[0] : right.at(-2)];
    if (columns === undefined || rows === undefined) return `${both}: a matrix product needs two arrays.`;
    return `${both}: a matrix product needs as many columns on the left (${columns}) as rows on the right (${rows}).`;
  }
  return `${both}: cell by cell, both sides need the same shape, or one side is a single row, column or number.`;
}

interface Sides {
  readonly left: Expression;
  readonly right: Expression;
  readonly isProduct: boolean;
}

/** The innermost operation with two sides around a place. */
function sidesAt(body: unknown, { from, to }: Failure): Sides | undefined {
  let found: Sides | undefined;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node) || Array.isArray(node)) return;
    if (node.from === from && node.to === to) found = sidesOf(node as unknown as Expression) ?? found;
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value);
  };
  visit(body);
  return found;
}

const products = new Set(['dot', 'matmul']);
const cellwise = new Set(['multiply', 'add', 'subtract', 'divide', 'true_divide']);

function sidesOf(node: Expression): Sides | undefined {
  if (node.kind === 'binary') return { left: node.left, right: node.right, isProduct: node.operator === '@' };
  const augmented = node as unknown as { kind: string; target: Expression; value: Expression };
  if (augmented.kind === 'augmented') return { left: augmented.target, right: augmented.value, isProduct: false };
  if (node.kind !== 'call' || node.callee.kind !== 'attribute') return undefined;
  const { name, object } = node.callee;
  const [first, second] = node.arguments.map(({ value }) => value);
  if (first === undefined || !(products.has(name) || cellwise.has(name))) return undefined;
  const isProduct = products.has(name);
  return second === undefined ? { left: object, right: first, isProduct } : { left: first, right: second, isProduct };
}

/** The shape of an expression from those of its names; undefined where it is not known. */
function shapeOf(expression: Expression, failure: Failure): Shape | undefined {
  switch (expression.kind) {
    case 'name':
      return failure.values.get(expression.name)?.shape;
    case 'integer':
    case 'float':
      return [];
    case 'unary':
      return shapeOf(expression.operand, failure);
    case 'attribute': {
      const shape = expression.name === 'T' ? shapeOf(expression.object, failure) : undefined;
      return shape?.toReversed();
    }
    case 'binary': {
      const [left, right] = [shapeOf(expression.left, failure), shapeOf(expression.right, failure)];
      if (left === undefined || right === undefined) return undefined;
      return expression.operator === '@' ? product(left, right) : broadcast(left, right);
    }
    case 'call': {
      const sides = sidesOf(expression);
      if (sides !== undefined) {
        const [left, right] = [shapeOf(sides.left, failure), shapeOf(sides.right, failure)];
        if (left === undefined || right === undefined) return undefined;
        return sides.isProduct ? product(left, right) : broadcast(left, right);
      }
      // A function of one array, such as sigmoid or np.exp, works cell by cell.
      const [only, ...more] = expression.arguments;
      const { callee } = expression;
      const name = callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : '';
      const isCellwise = /sigmoid|slope|deriv|nonlin|^exp$|tanh|^abs$/i.test(name);
      if (only === undefined || !isCellwise || (more.length > 0 && !/nonlin/.test(name))) return undefined;
      return shapeOf(only.value, failure);
    }
    default:
      return undefined;
  }
}

function product(left: Shape, right: Shape): Shape | undefined {
  const rows = right.length === 1 ? right[0] : right.at(-2);
  if (left.at(-1) !== rows) return undefined;
  return [...left.slice(0, -1), ...(right.length === 1 ? [] : right.slice(-1))];
}

function broadcast(left: Shape, right: Shape): Shape | undefined {
  const length = Math.max(left.length, right.length);
  const shape: number[] = [];
  for (let i = 1; i <= length; i++) {
    const [one, other] = [left.at(-i) ?? 1, right.at(-i) ?? 1];
    if (one !== other && one !== 1 && other !== 1) return undefined;
    shape.unshift(Math.max(one, other));
  }
  return shape;
}
