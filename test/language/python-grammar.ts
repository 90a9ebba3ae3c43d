import { parser } from '@lezer/python';
import type { Expression } from '../../src/language/expression.ts';

type Node = ReturnType<typeof parser.parse>['topNode'];

/** An expression as Python's grammar groups it, with parentheses around every operation. @throws SyntaxError */
export function pythonGrouping(source: string): string {
  const tree = parser.parse(source);
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) throw new SyntaxError(`no Python at ${from}: ${source}`);
    },
  });
  return grouped(childrenOf(childrenOf(tree.topNode)[0] as Node)[0] as Node, source);
}

function grouped(node: Node, source: string): string {
  const parts = childrenOf(node);
  const second = parts[1] as Node;
  const inner = (part: Node): string => grouped(part, source);
  switch (node.name) {
    case 'ParenthesizedExpression':
      return inner(second);
    case 'BinaryExpression':
    case 'UnaryExpression':
      return `(${parts.map(inner).join(' ')})`;
    default:
      return parts.length === 0 ? source.slice(node.from, node.to) : parts.map(inner).join('');
  }
}

function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The same text for an expression of ours. */
export function ownGrouping(expression: Expression): string {
  const signed = (value: number): string => (value < 0 || Object.is(value, -0) ? `(- ${text(-value)})` : text(value));
  switch (expression.kind) {
    case 'number':
      return text(expression.value);
    case 'matrix':
      return `array([${expression.cells.map((row) => `[${row.map(signed).join(',')}]`).join(',')}])`;
    case 'name':
      return expression.name;
    case 'cast':
      return `${ownGrouping(expression.of)}.astype(float32)`;
    case 'transpose':
      return `${ownGrouping(expression.of)}.T`;
    case 'index':
      return `${ownGrouping(expression.of)}[${signed(expression.row)},${signed(expression.column)}]`;
    case 'rows':
      return `${ownGrouping(expression.of)}[${ownGrouping(expression.at)}]`;
    case 'negate':
      return `(- ${ownGrouping(expression.of)})`;
    case 'clip':
      return `clip(${ownGrouping(expression.of)},${signed(expression.low)},${signed(expression.high)})`;
    case 'binary':
      return `(${ownGrouping(expression.left)} ${expression.operator} ${ownGrouping(expression.right)})`;
    case 'call': {
      const axis = { none: '', 0: ',axis=0', 1: ',axis=1,keepdims=True' }[expression.axis ?? 'none'];
      return `${expression.function}(${ownGrouping(expression.argument)}${axis})`;
    }
    case 'fill': {
      const { rows, columns } = expression.shape;
      const isColumn = expression.function === 'arange' || expression.function === 'permutation';
      return `${expression.function}(${isColumn ? rows : `(${rows},${columns})`})`;
    }
  }
}

function text(value: number): string {
  if (value === Math.PI) return 'pi';
  return value > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}
