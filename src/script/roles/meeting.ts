/* The meeting of a prediction with its target, in the flow of data of one iteration. */
import type { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';
import { List, type Value } from '../machine/values.ts';
import { NdArray } from '../numpy/ndarray.ts';
import type { Expression, Statement, Module as Tree } from '../syntax/tree.ts';
import { type FlowNode, sideIn } from './flow-graph.ts';
import { isLiteral, literalOf, type Sides, sidesAt } from './sides.ts';

/** The two sides of a difference (or a comparison): values that are met there in each iteration. */
export interface Meeting {
  readonly code: Code;
  readonly instruction: number;
  readonly predictionSide: 'left' | 'right';
  /** The text of each side in the script. */
  readonly prediction: string;
  readonly target: string;
  /** The line of the script, from 1. */
  readonly line: number;
  /**
   * True for `probs[rows, classes] -= 1`. The prediction is then the whole array `probs` as it was before, and the target is 1 at
   * these places and 0 elsewhere: `meetingAt` makes both.
   */
  readonly isTrueClass?: boolean;
}

interface FoundMeeting {
  readonly meeting: Meeting;
  readonly node: number;
  readonly predictionNodes: readonly number[];
  /** The nodes of predictions that meet their targets at the same instruction later in the pass: other outputs, other examples. */
  readonly laterNodes: readonly number[];
}

/**
 * The kinds of meetings, from the surest on: a difference from data; `probs[rows, classes] -= 1`, which takes 1 from the predicted
 * probabilities of the true classes; a comparison of arrays with data; a difference from a number in the script; an equality with
 * data; the product with a target of 1 or −1 that a perceptron compares with a number. A number 1 is no target of a difference: 1 - x
 * is a part of many slopes.
 */
const MEETINGS: readonly {
  readonly kind: FlowNode['kind'];
  readonly target: 'data' | 'true class' | 'number' | 'margin';
}[] = [
  { kind: 'difference', target: 'data' },
  { kind: 'difference', target: 'true class' },
  { kind: 'comparison', target: 'data' },
  { kind: 'difference', target: 'number' },
  { kind: 'equality', target: 'data' },
  { kind: 'product', target: 'margin' },
];

function isTarget(kind: (typeof MEETINGS)[number]['target'], sides: Sides, isLeft: boolean): boolean {
  const target = isLeft ? sides.right : sides.left;
  switch (kind) {
    case 'data':
    case 'margin':
      return !isLiteral(target);
    case 'true class':
      return sides.isInPlace === true && sides.left.kind === 'subscript' && literalOf(sides.right) === 1;
    case 'number':
      return isLiteral(target) && sides.isInPlace !== true && ![0, 1].includes(literalOf(target) ?? 0);
  }
}

/**
 * The surest meeting in the nodes from `from` to before `to`, the first of its kind.
 * @param dependent the nodes that depend on the weights.
 */
export function findMeeting(
  from: number,
  to: number,
  nodes: readonly FlowNode[],
  dependent: ReadonlySet<number>,
  tree: Tree,
): FoundMeeting | undefined {
  for (const { kind, target } of MEETINGS) {
    for (let number = from; number < to; number++) {
      const node = nodes[number] as FlowNode;
      if (node.kind !== kind || node.at === undefined || node.at.code.hidden) continue;
      const predictionSide = sideIn(node, dependent);
      if (predictionSide === undefined) continue;
      if (target === 'margin' && !isCompared(number, nodes)) continue;
      const isLeft = predictionSide === 'left';
      const sides = sidesAt(tree, node.at);
      if (sides === undefined || !isTarget(target, sides, isLeft)) continue;
      const predictionNodes = isLeft ? node.left : node.right;
      if (target !== 'true class' && !looksLikeData(predictionNodes, isLeft ? node.right : node.left, nodes)) continue;
      const { code, instruction } = node.at;
      const later = placesLike(number, to, nodes);
      const text = (side: Expression): string => tree.source.slice(side.from, side.to);
      const names =
        target === 'true class'
          ? classNames(sides.left, tree)
          : { prediction: isLeft ? sides.left : sides.right, target: isLeft ? sides.right : sides.left };
      return {
        node: number,
        predictionNodes: predictionNodes.filter((side) => dependent.has(side)),
        laterNodes: later.flatMap((each) => {
          const { left, right } = nodes[each] as FlowNode;
          return (isLeft ? left : right).filter((side) => dependent.has(side));
        }),
        meeting: {
          code,
          instruction,
          predictionSide,
          prediction: text(names.prediction),
          target: text(names.target),
          line: code.lineOf(instruction),
          ...(target === 'true class' && { isTrueClass: true }),
        },
      };
    }
  }
  return undefined;
}

/** The names of `probs[rows, classes]`: those of the probabilities, which may be a copy, and of the classes. */
function classNames(cells: Expression, tree: Tree): { readonly prediction: Expression; readonly target: Expression } {
  if (cells.kind !== 'subscript') return { prediction: cells, target: cells };
  const { object, index } = cells;
  const classes = index.kind === 'tuple' ? (index.items.at(-1) ?? index) : index;
  return { prediction: originOf(object, tree), target: classes };
}

/** `probs` for a name that the last assignment before it makes the same as `probs`, or a copy; else the expression itself. */
function originOf(of: Expression, tree: Tree): Expression {
  if (of.kind !== 'name') return of;
  let assigned: Expression | undefined;
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    const statement = node as Statement;
    if (statement.from > of.from) return;
    if (statement.kind === 'assign') {
      const [target] = statement.targets;
      if (target?.kind === 'name' && target.name === of.name) assigned = statement.value;
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(tree.body);
  const origin = assigned === undefined ? of : copiedBy(assigned);
  return origin.kind === 'name' || origin.kind === 'attribute' || origin.kind === 'subscript' ? origin : of;
}

/** `x` for `x.copy()` and `np.copy(x)`. */
function copiedBy(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return expression;
  const { name, object } = expression.callee;
  const [argument] = expression.arguments;
  if (name === 'copy' && argument === undefined) return object;
  return /^(?:copy|array|asarray|deepcopy)$/.test(name) && argument !== undefined ? argument.value : expression;
}

/** The nodes after one, before `to`, that the same instruction gave. */
function placesLike(number: number, to: number, nodes: readonly FlowNode[]): readonly number[] {
  const { at } = nodes[number] as FlowNode;
  const found: number[] = [];
  for (let each = number + 1; each < to; each++) {
    const other = nodes[each] as FlowNode;
    if (other.at?.instruction === at?.instruction && other.at?.code === at?.code) found.push(each);
  }
  return found;
}

/** True for a node whose value is compared at once, as in `y * score <= 0`. */
function isCompared(number: number, nodes: readonly FlowNode[]): boolean {
  const next = nodes[number + 1];
  if (next?.at === undefined || next.at.code.ops[next.at.instruction] !== op.COMPARE) return false;
  return next.left.includes(number) && typeof next.rightValue === 'number';
}

/** A target has the shape of the prediction, or a shape that NumPy repeats; a number for an array is a threshold. */
function looksLikeData(prediction: readonly number[], target: readonly number[], nodes: readonly FlowNode[]): boolean {
  const shapes = (side: readonly number[]): number[] =>
    side.map((node) => sizeOfValue((nodes[node] as FlowNode).value));
  if (target.length === 0) return shapes(prediction).every((size) => size === 1);
  const most = Math.max(...shapes(prediction));
  return most === 1 || Math.max(...shapes(target)) > 1;
}

function sizeOfValue(value: Value): number {
  if (value instanceof NdArray) return value.size;
  return value instanceof List ? value.items.length : 1;
}
