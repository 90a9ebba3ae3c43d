import { parser } from '@lezer/python';
import {
  type BinaryOperator,
  binary,
  call,
  type Expression,
  type FillName,
  type FunctionName,
  fill,
  name,
  negate,
  number,
  transpose,
} from '../../src/program/expression.ts';
import type { Statement } from '../../src/program/program.ts';

type Node = ReturnType<typeof parser.parse>['topNode'];

const binaryOperators: readonly string[] = ['+', '-', '*', '/', '@', '**'] satisfies BinaryOperator[];
const statementOperators: readonly string[] = ['=', '+=', '-='] satisfies Statement['operator'][];
const functions: readonly string[] = ['sigmoid', 'slope', 'abs', 'sum', 'mean', 'max'] satisfies FunctionName[];
const fills: readonly string[] = ['random', 'zeros'] satisfies FillName[];

/**
 * What Python's grammar makes of one expression in our notation.
 * @throws SyntaxError when it is no Python, or Python that our notation lacks.
 */
export function parseExpression(source: string): Expression {
  const [statement, ...more] = topLevel(source);
  if (statement?.name !== 'ExpressionStatement' || more.length > 0) throw new SyntaxError(`no expression: ${source}`);
  return expressionAt(only(statement), source);
}

/** Assignments, one a line. @throws SyntaxError as `parseExpression` does. */
export function parseStatements(source: string): readonly Statement[] {
  return topLevel(source).map((statement) => {
    const [target, operator, value, ...more] = children(statement);
    const text = operator && textOf(operator, source);
    if (target?.name !== 'VariableName' || !value || more.length > 0 || !isOneOf(statementOperators, text)) {
      throw new SyntaxError(`no assignment: ${textOf(statement, source)}`);
    }
    return {
      target: textOf(target, source),
      operator: text as Statement['operator'],
      value: expressionAt(value, source),
    };
  });
}

function topLevel(source: string): readonly Node[] {
  const tree = parser.parse(source);
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) throw new SyntaxError(`no Python at ${from}: ${source}`);
    },
  });
  return children(tree.topNode);
}

function expressionAt(node: Node, source: string): Expression {
  const inner = children(node);
  switch (node.name) {
    case 'Number':
      return number(Number(textOf(node, source)));
    case 'VariableName':
      return name(textOf(node, source));
    case 'ParenthesizedExpression':
      return expressionAt(only(node, ['(', ')']), source);
    case 'MemberExpression': {
      const [of, , member] = inner as [Node, Node, Node];
      // This grammar takes `2.T`; Python reads `2.` as a float there, and then a stray T.
      if (of.name === 'Number' || textOf(member, source) !== 'T') break;
      return transpose(expressionAt(of, source));
    }
    case 'UnaryExpression': {
      const [operator, of] = inner as [Node, Node];
      if (textOf(operator, source) !== '-') break;
      return negate(expressionAt(of, source));
    }
    case 'BinaryExpression': {
      const [left, operator, right] = inner as [Node, Node, Node];
      const text = textOf(operator, source);
      if (!isOneOf(binaryOperators, text)) break;
      return binary(text as BinaryOperator, expressionAt(left, source), expressionAt(right, source));
    }
    case 'CallExpression':
      return callAt(node, source);
  }
  throw new SyntaxError(`not in our notation: ${textOf(node, source)}`);
}

/** `sigmoid(z)`, `sum(l1_delta, axis=0)` or `zeros((1, 4))`. */
function callAt(node: Node, source: string): Expression {
  const [callee, list] = children(node) as [Node, Node];
  const text = textOf(callee, source);
  const [argument, ...option] = children(list).filter((part) => !['(', ')', ','].includes(part.name));
  if (argument && isOneOf(functions, text)) {
    const axis = option.map((part) => textOf(part, source)).join('');
    if (['', 'axis=0', 'axis=1'].includes(axis)) {
      const value = expressionAt(argument, source);
      return call(text as FunctionName, value, axis === '' ? undefined : axis === 'axis=0' ? 0 : 1);
    }
  }
  if (argument?.name === 'TupleExpression' && isOneOf(fills, text) && option.length === 0) {
    const sizes = children(argument).filter((part) => part.name === 'Number');
    const [rows, columns] = sizes.map((size) => Number(textOf(size, source)));
    if (sizes.length === 2) return fill(text as FillName, rows as number, columns as number);
  }
  throw new SyntaxError(`no call of our notation: ${textOf(node, source)}`);
}

/** The one child besides punctuation. */
function only(node: Node, punctuation: readonly string[] = []): Node {
  const [child, ...more] = children(node).filter((part) => !punctuation.includes(part.name));
  if (child === undefined || more.length > 0) throw new SyntaxError(`expected one part in ${node.name}`);
  return child;
}

function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

function textOf({ from, to }: Node, source: string): string {
  return source.slice(from, to);
}

function isOneOf(words: readonly string[], word: string | undefined): boolean {
  return word !== undefined && words.includes(word);
}
