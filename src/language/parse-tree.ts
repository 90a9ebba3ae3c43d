import { parser } from '@lezer/python';
import { clipped, refuse, type Span } from './parse-fault.ts';
import { tokensOf } from './parse-tokens.ts';

/** A node of the tree that Python's grammar makes of a source. */
export type Node = ReturnType<typeof parser.parse>['topNode'];

/** Characters of an expression: more than a person writes, and little enough to be read at every key. */
const MAX_LENGTH = 2500;
/** Levels of the tree. All readers of expressions follow it by recursion, and past 300 the grammar itself gives up. */
const MAX_DEPTH = 250;

/** The tree of a source that is one expression of Python, and nothing but signs of ours; all else is refused. */
export function treeOf(source: string): Node {
  const whole = { from: 0, to: source.length };
  if (source.length > MAX_LENGTH) refuse(whole, `an expression has up to ${MAX_LENGTH} characters`);
  const tokens = tokensOf(source);
  const tree = parser.parse(source);
  const errors: number[] = [];
  let depth = 0;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) errors.push(from);
      if (++depth > MAX_DEPTH) refuse(whole, 'too much stands inside one another here; make it a smaller expression');
    },
    leave: () => {
      depth--;
    },
  });
  const [error] = errors;
  if (error !== undefined) {
    // Tokens that are well placed can be broken only in themselves: 2x, 1e.
    const token = tokens.find(({ to }) => to > error);
    refuse(token ?? whole, `${clipped(token?.text ?? source)} is neither a name nor a number here`);
  }
  const [statement, ...more] = childrenOf(tree.topNode);
  if (statement === undefined || more.length > 0) refuse(whole, 'this is no expression');
  return expressionIn(statement);
}

function expressionIn(statement: Node): Node {
  const [expression, second] = childrenOf(statement);
  if (expression === undefined) refuse(statement, 'this is no expression');
  if (statement.name === 'ExpressionStatement') {
    if (second === undefined) return expression;
    refuse(second, 'one expression at a time');
  }
  if (second?.name === 'AssignOp') {
    refuse(second, 'there is no = here; nothing is assigned, and to compare there are <, <=, > and >=');
  }
  refuse(expression, 'this is no expression');
}

/** The nodes directly inside of one; of punctuation all but what is left out. */
export function childrenOf(node: Node, without: readonly string[] = []): readonly Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!without.includes(child.name)) found.push(child);
  }
  return found;
}

export function textOf({ from, to }: Span, source: string): string {
  return source.slice(from, to);
}
