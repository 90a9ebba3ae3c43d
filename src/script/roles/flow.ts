/*
 * The flow of data through a stretch of a run: from which values each value was computed. An observer sees each instruction before it
 * is executed, and its result on the stack afterwards. Names are not used. One file, since the observer and the kinds of nodes follow
 * the same list of instructions.
 */
import { Instance } from '../machine/classes.ts';
import type { Code } from '../machine/code.ts';
import { Dict } from '../machine/collections.ts';
import type { Frame } from '../machine/frame.ts';
import { BoundMethod, Intrinsic } from '../machine/functions.ts';
import * as op from '../machine/opcodes.ts';
import type { State } from '../machine/state.ts';
import {
  Float,
  HeapObject,
  Iterator,
  List,
  NativeFunction,
  Tuple,
  TypeObject,
  typeOf,
  type Value,
} from '../machine/values.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';
import type { FlowNode, NodeKind } from './flow-graph.ts';
import { Marks } from './marks.ts';

/** The most nodes of a graph. */
const MOST_NODES = 200_000;
/** The most items of a list that are looked into. */
const MOST_ITEMS = 4096;

interface Pending {
  /** The indices of the operands on the stack. */
  readonly places: readonly number[];
  readonly sp: number;
  readonly depth: number;
  readonly frame: Frame;
  readonly code: Code;
  readonly instruction: number;
  readonly operation: number;
  readonly operands: readonly Value[];
  /** The function of a call. */
  readonly callee: Value | undefined;
}

export class Flow {
  readonly nodes: FlowNode[] = [];
  /** Nodes by the memory of an array, or by a number that is an object. */
  readonly #known = new WeakMap<object, number>();
  readonly #marks = new Marks();
  /** Differences of objects, the last begun one at the end: methods of the script compute them. */
  readonly #open: { readonly node: FlowNode; readonly depth: number; readonly ip: number }[] = [];
  #pending: Pending | undefined;

  get isFull(): boolean {
    return this.nodes.length >= MOST_NODES;
  }

  /** Sees the next instruction, before it is executed. */
  see(state: State): void {
    while (this.#open.length > 0 && state.depth <= (this.#open.at(-1)?.depth ?? 0)) this.#closeDifference(state);
    const result = this.#pending === undefined ? undefined : this.#finish(this.#pending, state);
    this.#marks.finish(state, result);
    this.#pending = this.isFull ? undefined : pendingOf(state);
    this.#marks.see(state);
    if (this.#pending !== undefined) this.#openDifference(this.#pending);
    const { frame, stack, sp } = state;
    const operation = frame.code.ops[frame.ip];
    if ((operation === op.POP_JUMP_IF_FALSE || operation === op.POP_JUMP_IF_TRUE) && !frame.code.hidden) {
      this.#marks.decide(state, this.#nodesAt(stack[sp - 1] ?? null, sp - 1));
    }
  }

  /** A difference of objects of the script is a node of its own, before those of its method. */
  #openDifference(pending: Pending): void {
    const { operands, callee, depth, instruction, code } = pending;
    const [one = null, other = null] = operands;
    if (callee !== undefined || operands.length !== 2 || kindOf(pending, null) !== 'difference') return;
    if (!(one instanceof Instance) && !(other instanceof Instance)) return;
    const [left, right] = [this.#numbersOf(one), this.#numbersOf(other)];
    const at = { code, instruction };
    const inputs = [...new Set([...left, ...right])];
    const node: FlowNode = {
      ...{ kind: 'difference', inputs, at, left, right, leftValue: one, rightValue: other, value: null },
    };
    this.nodes.push(node);
    this.#open.push({ node, depth, ip: instruction });
  }

  #closeDifference({ frame, depth, stack, sp }: State): void {
    const open = this.#open.pop();
    if (open !== undefined && depth === open.depth && frame.ip > open.ip) {
      open.node.results = this.#numbersOf(stack[sp - 1] ?? null);
    }
  }

  /** The nodes of a value, or of the numbers that an object has as its attributes. */
  #numbersOf(value: Value): readonly number[] {
    if (!(value instanceof Instance)) return this.nodesOf(value);
    return [...value.attributes.values()].flatMap((own) =>
      own instanceof Float || own instanceof NdArray || own instanceof NumpyScalar ? this.nodesOf(own) : [],
    );
  }

  /** The nodes of a value at a place of the stack. */
  #nodesAt(value: Value, index: number): readonly number[] {
    const marked = this.#marks.at(index);
    return marked.length === 0 ? this.nodesOf(value) : [...marked, ...this.nodesOf(value)];
  }

  /** The nodes of a value: those of its items for a list; none for what has no number in it. */
  nodesOf(value: Value): readonly number[] {
    const found = new Set<number>();
    this.#collect(value, found, { left: MOST_ITEMS });
    return [...found];
  }

  #collect(value: Value, found: Set<number>, budget: { left: number }): void {
    if (!(value instanceof HeapObject) && !(value instanceof Float)) return;
    if (budget.left-- <= 0) return;
    if (value instanceof List || value instanceof Tuple) {
      for (const item of value.items) this.#collect(item, found, budget);
      for (const node of this.#marks.in(value)) found.add(node);
      return;
    }
    if (value instanceof Dict) {
      for (const node of this.#marks.in(value)) found.add(node);
      for (const { value: item } of value.entries.values()) this.#collect(item, found, budget);
      return;
    }
    const key = keyOf(value);
    if (key === undefined) return;
    const known = this.#known.get(key);
    if (known !== undefined) found.add(known);
    else if (!(value instanceof Iterator)) found.add(this.#given(value, key));
  }

  #given(value: Value, key: object): number {
    return this.#add(
      { kind: 'given', inputs: [], at: undefined, left: [], right: [], leftValue: null, rightValue: null, value },
      key,
    );
  }

  #add(node: FlowNode, key: object): number {
    const number = this.nodes.push(node) - 1;
    this.#known.set(key, number);
    return number;
  }

  /** @returns the nodes of a result that is no object. */
  #finish(pending: Pending, state: State): readonly number[] | undefined {
    const { depth, frame, code, instruction, operation, operands, callee, places, sp } = pending;
    // A function of the script has begun, or an exception was raised: values then flow by themselves.
    if (state.depth !== depth || state.frame !== frame || frame.code !== code) return undefined;
    // The end of a loop.
    if (operation === op.FOR_ITER && state.sp < sp) return undefined;
    const inputs = new Set<number>();
    const origins = operands.map((operand, i) => this.#nodesAt(operand, places[i] ?? -1));
    for (const nodes of origins) for (const node of nodes) inputs.add(node);
    const mutates = operation === op.SET_ITEM;
    const result = mutates ? null : state.stack[state.sp - 1];
    const isOperator = operands.length === 2 && callee === undefined;
    const isCall = callee !== undefined;
    const from = isCall && operands.length > 2 ? operands.length - 2 : 0;
    const sides = operands.slice(from);
    const left = isOperator || isCall ? (origins[from] ?? []) : [];
    const right = isOperator || isCall ? (origins[from + 1] ?? []) : [];
    const make = (value: Value): FlowNode => ({
      kind: kindOf(pending, value),
      inputs: [...inputs],
      at: { code, instruction },
      left,
      right,
      leftValue: sides[0] ?? null,
      rightValue: sides[1] ?? null,
      value,
    });
    if (mutates || operation === op.IN_PLACE || (isCall && (result === null || result === undefined))) {
      const [first] = operands;
      // `outputs.append(1)`
      if (isCall && first instanceof List) this.#marks.put(first, [...inputs]);
      // `np.random.shuffle(a)` and `a.sort()` change their array; `print` changes nothing.
      else if (nameOf(callee) !== 'print') {
        for (const target of isCall ? operands : operands.slice(0, 1)) {
          if (target instanceof NdArray) this.#add(make(target), target.data);
        }
      }
      if (operation !== op.IN_PLACE) return undefined;
      if (result instanceof NdArray && result === operands[0]) return undefined;
    }
    if (result === undefined || result === null) return undefined;
    // `np.add(a, b, out=a)`
    if (isCall && result instanceof NdArray && operands.includes(result)) {
      this.#add(make(result), result.data);
      return undefined;
    }
    if (!(result instanceof HeapObject) && !(result instanceof Float)) {
      if (isCall && NO_NUMBERS.test(nameOf(callee))) return undefined;
      return inputs.size === 0 ? undefined : [this.nodes.push(make(result)) - 1];
    }
    this.#attribute(result, make, inputs.size > 0, { left: MOST_ITEMS });
    return undefined;
  }

  /** Gives a result, and the items of a result, a node where they have none. */
  #attribute(value: Value, make: (value: Value) => FlowNode, isComputed: boolean, budget: { left: number }): void {
    if (!(value instanceof HeapObject) && !(value instanceof Float)) return;
    if (budget.left-- <= 0) return;
    if (value instanceof List || value instanceof Tuple) {
      for (const item of value.items) this.#attribute(item, make, isComputed, budget);
      return;
    }
    const key = keyOf(value);
    if (key === undefined || this.#known.has(key) || !isComputed) return;
    this.#add(make(value), key);
  }
}

/** The object that stands for the content of a value; undefined for values without numbers. */
function keyOf(value: Value): object | undefined {
  if (value instanceof NdArray) return value.data;
  if (value instanceof Float || value instanceof NumpyScalar || value instanceof Iterator) return value;
  return undefined;
}

/** The operands of the next instruction, those of a method with its object first; undefined for one that computes nothing. */
export function operandsOf(state: State): readonly Value[] | undefined {
  return pendingOf(state)?.operands;
}

/** The operands of the next instruction where that is a product. */
export function productOperands(state: State): readonly Value[] | undefined {
  const pending = pendingOf(state);
  return pending !== undefined && kindOf(pending, null) === 'product' ? pending.operands : undefined;
}

function pendingOf(state: State): Pending | undefined {
  const { frame, stack, sp, depth } = state;
  const { code, ip } = frame;
  const operation = code.ops[ip] as number;
  const argument = code.args[ip] as number;
  const top = (count: number): Value[] => stack.slice(sp - count, sp).map((value) => value ?? null);
  let operands: Value[];
  let callee: Value | undefined;
  let places: number[] | undefined;
  switch (operation) {
    case op.ADD:
    case op.SUBTRACT:
    case op.MULTIPLY:
    case op.DIVIDE:
    case op.BINARY:
    case op.IN_PLACE:
    case op.COMPARE:
    case op.GET_ITEM:
      operands = top(2);
      break;
    case op.NEGATE:
    case op.UNARY:
    case op.GET_ITER:
    case op.FOR_ITER:
    case op.LOAD_ATTR:
      operands = top(1);
      break;
    case op.SET_ITEM: {
      const [value = null, object = null, index = null] = top(3);
      operands = [object, value, index];
      places = [sp - 2, sp - 3, sp - 1];
      break;
    }
    case op.CALL:
      operands = top(argument);
      callee = stack[sp - argument - 1];
      break;
    case op.CALL_METHOD:
      operands = top(argument + 1);
      callee = stack[sp - argument - 2];
      break;
    case op.CALL_KEYWORDS:
      operands = top(argument & 255);
      callee = stack[sp - (argument & 255) - 1];
      break;
    case op.CALL_SPREAD:
      operands = top(2);
      callee = stack[sp - 3];
      break;
    default:
      return undefined;
  }
  if (callee !== undefined && !isNative(callee)) return undefined;
  places ??= operands.map((_, i) => sp - operands.length + i);
  if (callee instanceof BoundMethod) {
    operands = [callee.self, ...operands];
    places.unshift(-1);
  }
  return { depth, frame, code, instruction: ip, operation, operands, callee, places, sp };
}

function isNative(callee: Value): boolean {
  if (callee instanceof BoundMethod) return isNative(callee.callee);
  return (
    callee instanceof NativeFunction ||
    callee instanceof Intrinsic ||
    (callee instanceof TypeObject && callee.construct !== undefined) ||
    (callee instanceof HeapObject && typeOf(callee).behaviour.call !== undefined)
  );
}

/** Functions of Python whose results tell nothing of the numbers in their arguments. */
const NO_NUMBERS = /^(?:len|isinstance|issubclass|hasattr|callable|type|id|str|repr|format)$/;
const PRODUCTS = /(^|\.)(dot|matmul|multiply|einsum|inner|outer|tensordot|vdot)$/;
const SUMS = /(^|\.)add$/;
const DIFFERENCES = /(^|\.)subtract$/;

function kindOf({ operation, code, instruction, callee }: Pending, result: Value): NodeKind {
  switch (operation) {
    case op.ADD:
      return 'sum';
    case op.SUBTRACT:
      return 'difference';
    case op.MULTIPLY:
      return 'product';
    case op.COMPARE:
      if (typeof result !== 'boolean') return 'comparison';
      return ['==', '!='].includes(op.comparisonOperators[code.args[instruction] as number] ?? '')
        ? 'equality'
        : 'other';
    case op.BINARY:
    case op.IN_PLACE: {
      const operator = op.binaryOperators[(code.args[instruction] as number) & op.OPERATOR];
      if (operator === '@' || operator === '*') return 'product';
      if (operator === '+') return 'sum';
      return operator === '-' ? 'difference' : 'other';
    }
    default:
  }
  const name = nameOf(callee);
  if (PRODUCTS.test(name)) return 'product';
  if (SUMS.test(name)) return 'sum';
  return DIFFERENCES.test(name) ? 'difference' : 'other';
}

function nameOf(callee: Value | undefined): string {
  if (callee instanceof BoundMethod) return nameOf(callee.callee);
  if (callee instanceof HeapObject && 'name' in callee && typeof callee.name === 'string') return callee.name;
  return '';
}
