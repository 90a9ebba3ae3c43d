/*
 * The graph of the flow of data. A node is one result: of an operator, a call of a built-in function, an item. Its inputs are nodes with
 * smaller numbers. The node of an array is that of its memory, so views need none of their own; a change of an array in place gives its
 * memory a new node.
 */
import type { Code } from '../machine/code.ts';
import type { Value } from '../machine/values.ts';

export type NodeKind = 'given' | 'product' | 'sum' | 'difference' | 'comparison' | 'equality' | 'other';

/** A place in the code of a script: an instruction. */
export interface CodePlace {
  readonly code: Code;
  readonly instruction: number;
}

export interface FlowNode {
  readonly kind: NodeKind;
  readonly inputs: readonly number[];
  /** Undefined for a value that was there before the first instruction that was seen. */
  readonly at: CodePlace | undefined;
  /** The two operands of an operator; a number without a node is −1. */
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly leftValue: Value;
  readonly rightValue: Value;
  /** The result; an array may have changed since. */
  readonly value: Value;
  /** The nodes of the result of an operator method of the script, once it has returned. */
  results?: readonly number[];
}

/** The nodes `origins`, and the nodes from `from` to before `to` that were computed from them. */
export function dependents(
  origins: readonly number[],
  from: number,
  to: number,
  nodes: readonly FlowNode[],
): ReadonlySet<number> {
  const marked = new Set(origins);
  for (let node = from; node < to; node++) {
    if ((nodes[node] as FlowNode).inputs.some((input) => marked.has(input))) marked.add(node);
  }
  return marked;
}

/**
 * The nodes `of`, and the nodes that they were computed from; the inputs of a node before `from` are not followed.
 * @param without nodes that are left out, and not followed.
 */
export function ancestors(
  of: readonly number[],
  from: number,
  nodes: readonly FlowNode[],
  without?: ReadonlySet<number>,
): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...of];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node) || without?.has(node) === true) continue;
    found.add(node);
    if (node >= from) open.push(...(nodes[node] as FlowNode).inputs);
  }
  return found;
}

/** The operand of a node that depends on one of some nodes; undefined where none does, or both do. */
export function sideIn({ left, right }: FlowNode, some: ReadonlySet<number>): 'left' | 'right' | undefined {
  const isLeft = left.some((node) => some.has(node));
  if (isLeft === right.some((node) => some.has(node))) return undefined;
  return isLeft ? 'left' : 'right';
}
