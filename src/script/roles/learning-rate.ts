/* The learning rate of an iteration, in its flow of data. */
import * as op from '../machine/opcodes.ts';
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
 * The factor on a value that depends on the error, on the way to the most new weights. It is a name, an attribute or a number literal;
 * one of a step, which is added to the weights as it is, goes before others, then a name before a literal. A factor of the prediction is
 * an input.
 * @param error the node of the meeting.
 * @param prediction the nodes of the prediction.
 * @param dependent the nodes that depend on the weights.
 */
export function learningRateOf(error: number, prediction: readonly number[], ...rest: Rest): LearningRate | undefined {
  const { results = [] } = rest[3][error] as FlowNode;
  const found = rateFrom([error, ...results], prediction, ...rest);
  if (found !== undefined || prediction.length === 0) return found;
  // The meeting is that of a printed loss: the updates take another difference of the prediction. A literal may be a factor of it.
  const other = rateFrom(prediction, prediction, ...rest);
  return other?.isLiteral === true ? undefined : other;
}

type Rest = [
  dependent: ReadonlySet<number>,
  carried: Head['held'],
  after: Head,
  nodes: readonly FlowNode[],
  tree: Tree,
];

/** The same for the products that depend on some nodes. */
function rateFrom(
  origins: readonly number[],
  prediction: readonly number[],
  dependent: ReadonlySet<number>,
  carried: Head['held'],
  after: Head,
  nodes: readonly FlowNode[],
  tree: Tree,
): LearningRate | undefined {
  const error = Math.min(...origins);
  const names = new Set(carried.map(({ path }) => printPath(path)));
  const changed = after.held.filter(({ path }) => names.has(printPath(path)));
  const way = ancestors(
    changed.flatMap((held) => held.nodes),
    error,
    nodes,
  );
  const inputs = factorsOf(prediction, dependent, nodes, tree);
  const fromError = dependents(origins, error, after.time, nodes);
  const kept = new Set(carried.flatMap(({ value }) => (value instanceof NdArray ? [value.data] : [])));
  // `rate * x.T @ delta` scales the other factor of a product with the error.
  const outerOf = new Map<number, number>();
  for (const number of way) {
    const { kind, left, right } = nodes[number] as FlowNode;
    if (kind !== 'product' || !fromError.has(number)) continue;
    for (const operand of [...left, ...right]) if (!fromError.has(operand)) outerOf.set(operand, number);
  }
  const factors = new Map<string, { readonly rate: LearningRate; readonly at: number[] }>();
  for (const number of [...way].filter((node) => node > error).sort((one, other) => one - other)) {
    const node = nodes[number] as FlowNode;
    if (node.kind !== 'product' || node.at === undefined || node.at.code.hidden) continue;
    const outer = fromError.has(number) ? number : outerOf.get(number);
    if (outer === undefined) continue;
    const side = outer === number ? sideIn(node, fromError) : scaledSide(node);
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
    const isNumber = isLiteral(expression);
    if (!isNumber && ((expression.kind !== 'name' && expression.kind !== 'attribute') || inputs.has(found.text)))
      continue;
    const key = `${found.text}=${value}`;
    const others = factors.get(key);
    if (others === undefined) factors.set(key, { rate: { ...found, isLiteral: isNumber }, at: [outer] });
    else others.at.push(outer);
  }
  let best: { readonly rate: LearningRate; readonly kind: number; readonly count: number } | undefined;
  for (const { rate, at } of factors.values()) {
    const reached = dependents(at, error, after.time, nodes);
    const steps = stepsOf(at, error, after.time, nodes);
    const count = changed.filter((held) => held.nodes.some((node) => reached.has(node))).length;
    const isStep = changed.some((held) => held.nodes.some((node) => steps.has(node)));
    const kind = (isStep ? 2 : 0) + (rate.isLiteral ? 0 : 1);
    const isBetter = best === undefined || kind > best.kind || (kind === best.kind && count > best.count);
    // The last literal of the same kind is the one at the weights.
    if (isBetter || (rate.isLiteral && kind === best?.kind && count === best.count)) best = { rate, kind, count };
  }
  return best?.rate;
}

/** The side of a product with a number that is not the number. */
function scaledSide({ leftValue, rightValue }: FlowNode): 'left' | 'right' | undefined {
  if (numberOf(leftValue) !== undefined) return numberOf(rightValue) === undefined ? 'right' : undefined;
  return numberOf(rightValue) === undefined ? undefined : 'left';
}

/** The nodes that are sums, differences and quotients of a product, and the product itself. */
function stepsOf(of: readonly number[], from: number, to: number, nodes: readonly FlowNode[]): ReadonlySet<number> {
  const steps = new Set(of);
  for (let number = from; number < to; number++) {
    const node = nodes[number] as FlowNode;
    if (!node.inputs.some((input) => steps.has(input))) continue;
    if (node.kind === 'sum' || node.kind === 'difference' || isQuotient(node)) steps.add(number);
  }
  return steps;
}

function isQuotient({ at }: FlowNode): boolean {
  if (at === undefined) return false;
  return at.code.ops[at.instruction] === op.DIVIDE;
}

/** The texts of the factors that the weights, and what depends on them, have on the way to the prediction. */
function factorsOf(
  prediction: readonly number[],
  dependent: ReadonlySet<number>,
  nodes: readonly FlowNode[],
  tree: Tree,
): ReadonlySet<string> {
  const factors = new Set<string>();
  const from = Math.min(...dependent);
  for (const number of ancestors(prediction, from, nodes)) {
    const node = nodes[number] as FlowNode;
    const side = node.kind === 'product' ? sideIn(node, dependent) : undefined;
    const sides = side === undefined || node.at === undefined ? undefined : sidesAt(tree, node.at);
    if (sides === undefined) continue;
    const { from: start, to } = side === 'left' ? sides.right : sides.left;
    factors.add(tree.source.slice(start, to));
  }
  return factors;
}

function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Float || value instanceof NumpyScalar) return value.value;
  return undefined;
}
