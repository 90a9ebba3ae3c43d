import {
  type BinaryOperator,
  binary,
  type Expression,
  index,
  name,
  negate,
  number,
  PI,
  transpose,
} from './expression.ts';
import { callIn } from './parse-call.ts';
import { clipped, refuse, type Span } from './parse-fault.ts';
import { childrenOf, type Node, textOf } from './parse-tree.ts';

/** Where each part of an expression stands in its source, parentheses around it included. */
export type Spans = ReadonlyMap<Expression, Span>;

const binaryOperators: readonly string[] = ['+', '-', '*', '/', '@', '**'] satisfies BinaryOperator[];
const comparisons: readonly string[] = ['<', '<=', '>', '>='];

/** What a node of Python's tree means in our notation; adds its place, and those of its parts, to `spans`. */
export function expressionAt(node: Node, source: string, spans: Map<Expression, Span>): Expression {
  const expression = formAt(node, source, (part) => expressionAt(part, source, spans));
  spans.set(expression, { from: node.from, to: node.to });
  return expression;
}

function formAt(node: Node, source: string, inside: (part: Node) => Expression): Expression {
  const parts = childrenOf(node);
  switch (node.name) {
    case 'Number':
      return number(numberAt(node, source));
    case 'VariableName': {
      const text = textOf(node, source);
      return text === PI ? number(Math.PI) : name(text);
    }
    case 'ParenthesizedExpression': {
      const [inner, ...more] = childrenOf(node, ['(', ')']);
      if (inner === undefined || more.length > 0) break;
      return inside(inner);
    }
    case 'UnaryExpression': {
      const [operator, of] = parts as [Node, Node];
      if (textOf(operator, source) === '-') return negate(inside(of));
      return refuse(operator, `a ${textOf(operator, source)} stands between two expressions; leave it out here`);
    }
    case 'BinaryExpression': {
      const [left, operator, right] = parts as [Node, Node, Node];
      const text = textOf(operator, source);
      if (isOperator(text)) return binary(text, inside(left), inside(right));
      if (comparisons.includes(text)) refuse(operator, 'a comparison cannot be a part of an expression');
      break;
    }
    case 'MemberExpression':
      return textOf(parts[1] as Node, source) === '[' ? indexAt(node, source, inside) : memberAt(node, source, inside);
    case 'CallExpression':
      return callIn(node, source, inside);
    case 'TupleExpression':
      return refuse(node, parts.length === 2 ? 'nothing is in these parentheses' : 'one expression at a time');
    case 'ArrayExpression':
      return refuse(node, 'there are no lists here; a cell is m[0, 0]');
  }
  refuse(node, `${clipped(textOf(node, source))} is no expression of this notation`);
}

function numberAt(node: Node, source: string): number {
  const text = textOf(node, source);
  // An underscore may stand between two digits.
  const value = Number(text.replaceAll(/(?<=[0-9a-f])_(?=[0-9a-f])/gi, ''));
  if (Number.isNaN(value)) refuse(node, `${clipped(text)} is no number here`);
  if (value === Number.POSITIVE_INFINITY) refuse(node, `${clipped(text)} is too large; numbers go up to 1.797e308`);
  return value;
}

/** `m.T` */
function memberAt(node: Node, source: string, inside: (part: Node) => Expression): Expression {
  const [of, , member] = childrenOf(node) as [Node, Node, Node];
  const text = textOf(member, source);
  if (text !== 'T') refuse(member, `after a dot only T may stand, for the transpose, found ${clipped(text)}`);
  // Python's own reader takes `2.` for a number there, and stumbles over the T.
  if (of.name === 'Number') refuse(of, `write (${clipped(textOf(of, source))}).T`);
  return transpose(inside(of));
}

/** `m[0, -1]` */
function indexAt(node: Node, source: string, inside: (part: Node) => Expression): Expression {
  const [of, ...places] = childrenOf(node, ['[', ']', ',']) as [Node, ...Node[]];
  const [row, column] = places;
  if (row === undefined || column === undefined || places.length > 2) {
    const brackets = { from: of.to, to: node.to };
    refuse(brackets, `a cell is a row and a column, as in ${cellOf(of, places, source)}`);
  }
  return index(inside(of), placeAt(row, source), placeAt(column, source));
}

/** How the cell would be written that someone means by one index, or by two in brackets of their own. */
function cellOf(of: Node, places: readonly Node[], source: string): string {
  const texts = places.map((place) => textOf(place, source));
  const inner = of.name === 'MemberExpression' ? childrenOf(of, ['[', ']', ',', '.']) : [];
  const [matrix, row] = inner.map((part) => textOf(part, source));
  if (texts.length === 1 && inner.length === 2 && of.to > (inner[1] as Node).to) {
    return clipped(`${matrix}[${row}, ${texts[0]}]`);
  }
  return clipped(`${textOf(of, source)}[${texts[0] ?? 0}, ${texts[1] ?? 0}]`);
}

function placeAt(node: Node, source: string): number {
  const text = textOf(node, source);
  const digits = text.replace(/^- */, '');
  if (!/^[0-9]+$/.test(digits)) {
    refuse(node, `rows and columns are whole numbers, from 0 or from the end, -1, found ${clipped(text)}`);
  }
  const place = Number(digits);
  if (!Number.isSafeInteger(place)) refuse(node, `no matrix has a row or column ${clipped(text)}`);
  return text === digits ? place : -place;
}

function isOperator(text: string): text is BinaryOperator {
  return binaryOperators.includes(text);
}
