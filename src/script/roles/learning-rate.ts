/* The learning rate of an iteration, in its flow of data. */
import { Float, type Value } from '../machine/values.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';
import type { Module as Tree } from '../syntax/tree.ts';
import { ancestors, dependents, type FlowNode, sideIn } from './flow-graph.ts';
import type { Head } from './loops.ts';
import { printPath } from './path.ts';
import { isLiteral, sidesAt } from './sides.ts';

export interface LearningRate {
  /** The factor on the updates, as the script writes it. */
  readonly text: string;
  readonly value: number;
  /** The line, from 1, of the product; true where the factor is a number there, and not a name or an attribute. */
  readonly line: number;
  readonly isLiteral: boolean;
}

/**
 * The first name or attribute of a number that multiplies a value which depends on the error, on the way to the new weights; where there
 * is none, the last such number literal.
 * @param error the node of the meeting.
 * @param dependent the nodes that depend on the weights.
 */
export function learningRateOf(
  error: number,
  dependent: ReadonlySet<number>,
  carried: Head['held'],
  after: Head,
  nodes: readonly FlowNode[],
  tree: Tree,
): LearningRate | undefined {
  const names = new Set(carried.map(({ path }) => printPath(path)));
  const ends = after.held.filter(({ path }) => names.has(printPath(path))).flatMap((held) => held.nodes);
  const way = ancestors(ends, error, nodes);
  const fromError = dependents([error], error, after.time, nodes);
  const kept = new Set(carried.flatMap(({ value }) => (value instanceof NdArray ? [value.data] : [])));
  let literal: LearningRate | undefined;
  for (const number of [...way].filter((node) => node > error).sort((one, other) => one - other)) {
    const node = nodes[number] as FlowNode;
    if (node.kind !== 'product' || node.at === undefined || node.at.code.hidden || !fromError.has(number)) continue;
    const side = sideIn(node, fromError);
    if (side === undefined) continue;
    const isLeft = side === 'left';
    if ((isLeft ? node.right : node.left).some((operand) => dependent.has(operand))) continue;
    const sides = sidesAt(tree, node.at);
    const value = numberOf(isLeft ? node.rightValue : node.leftValue);
    if (sides === undefined || value === undefined) continue;
    // A factor on a carried array itself is weight decay or momentum.
    const scaled = isLeft ? node.leftValue : node.rightValue;
    if (scaled instanceof NdArray && kept.has(scaled.data)) continue;
    const factor = isLeft ? sides.right : sides.left;
    const isNegative = factor.kind === 'unary' && factor.operator === '-';
    const expression = isNegative ? factor.operand : factor;
    const found = {
      text: tree.source.slice(expression.from, expression.to),
      value: isNegative ? -value : value,
      line: node.at.code.lineOf(node.at.instruction),
    };
    if (expression.kind === 'name' || expression.kind === 'attribute') return { ...found, isLiteral: false };
    if (isLiteral(expression)) literal = { ...found, isLiteral: true };
  }
  return literal;
}

function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Float || value instanceof NumpyScalar) return value.value;
  return undefined;
}
