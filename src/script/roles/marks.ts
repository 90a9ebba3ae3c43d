/*
 * The nodes of values that are no objects, such as the class 1 that a threshold gives: they are kept by the place of the value. A number
 * of the script that is chosen by a condition, as in `1 if s > 0 else 0`, depends on the values of the condition.
 */
import type { Code } from '../machine/code.ts';
import { CALLED, type Frame } from '../machine/frame.ts';
import * as op from '../machine/opcodes.ts';
import type { State } from '../machine/state.ts';
import { HeapObject, type Value } from '../machine/values.ts';
import { Cell } from '../machine/variables.ts';

type Nodes = readonly number[];

/** A stretch of a code that runs only as a condition decides. */
interface Region {
  readonly from: number;
  readonly to: number;
  readonly nodes: Nodes;
}

/** An instruction that is about to run. */
interface Step {
  readonly frame: Frame;
  readonly code: Code;
  readonly ip: number;
  readonly base: number;
  readonly depth: number;
  readonly sp: number;
  /** The two values on top of the stack. */
  readonly top: Value | undefined;
  readonly second: Value | undefined;
}

/** The most items of a list or a tuple that are known one by one. */
const MOST_PARTS = 8;

/** Instructions that leave no new value on top of the stack. */
const LEAVE_NOTHING = new Set([
  ...[op.LINE, op.STORE_FAST, op.STORE_DEREF, op.STORE_GLOBAL, op.STORE_NAME, op.STORE_ATTR, op.SET_ITEM],
  ...[op.DELETE_FAST, op.DELETE_DEREF, op.DELETE_GLOBAL, op.DELETE_NAME, op.DELETE_ATTR, op.DELETE_ITEM],
  ...[op.JUMP, op.JUMP_BACK, op.POP_JUMP_IF_FALSE, op.POP_JUMP_IF_TRUE, op.JUMP_IF_FALSE_OR_POP],
  ...[
    op.JUMP_IF_TRUE_OR_POP,
    op.POP,
    op.DROP_ITERATOR,
    op.PRINT,
    op.POP_HANDLED,
    op.LIST_APPEND,
    op.SET_ADD,
    op.DICT_SET,
  ],
]);

export class Marks {
  /** By the index on the stack of the machine. */
  readonly #stack: (Nodes | undefined)[] = [];
  readonly #globals = new WeakMap<object, Map<number, Nodes | undefined>>();
  readonly #attributes = new WeakMap<object, Map<string, Nodes | undefined>>();
  readonly #cells = new WeakMap<object, Nodes>();
  readonly #contents = new WeakMap<object, Set<number>>();
  /** The nodes of each item of a short list or tuple, as it was built. */
  readonly #parts = new WeakMap<object, readonly (Nodes | undefined)[]>();
  /** By the depth of the call. */
  readonly #regions: Region[][] = [];
  #step: Step | undefined;

  /** The nodes of the value at a place of the stack, which is no object itself. */
  at(index: number): Nodes {
    return this.#stack[index] ?? [];
  }

  /** The nodes of values without an identity in a list, a tuple or a dict. */
  in(container: Value): Iterable<number> {
    return (container instanceof HeapObject && this.#contents.get(container)) || [];
  }

  put(container: Value, nodes: Nodes): void {
    if (nodes.length === 0 || !(container instanceof HeapObject)) return;
    const known = this.#contents.get(container);
    if (known === undefined) this.#contents.set(container, new Set(nodes));
    else for (const node of nodes) known.add(node);
  }

  /** Sees the next instruction, before it is executed. */
  see(state: State): void {
    const { frame, stack, sp, depth } = state;
    const { code, ip, base } = frame;
    this.#step = { frame, code, ip, base, depth, sp, top: stack[sp - 1], second: stack[sp - 2] };
  }

  /**
   * The instruction has been executed.
   * @param result the nodes of its result, where it computes one.
   */
  finish(state: State, result: Nodes | undefined): void {
    const step = this.#step;
    if (step === undefined) return;
    const { frame, code, ip, base, depth, sp, top, second } = step;
    const marks = this.#stack;
    const operation = code.ops[ip] as number;
    const argument = code.args[ip] as number;
    if (state.depth > depth) {
      this.#regions[state.depth] = [];
      const inner = state.frame;
      for (let i = Math.max(inner.base, sp); i < state.sp; i++) marks[i] = undefined;
      return;
    }
    if (state.depth < depth) {
      const passes = (operation === op.RETURN && frame.kind === CALLED) || operation === op.YIELD;
      if (state.sp > 0) marks[state.sp - 1] = passes ? marks[sp - 1] : undefined;
      return;
    }
    if (state.frame !== frame) return;
    switch (operation) {
      case op.LOAD_CONST:
        marks[sp] = this.#chosenAt(depth, ip);
        return;
      case op.LOAD_FAST:
        marks[sp] = marks[base + argument];
        return;
      case op.STORE_FAST:
        marks[base + argument] = marks[sp - 1];
        return;
      case op.LOAD_DEREF:
        marks[sp] = this.#cells.get(state.stack[base + argument] as Cell);
        return;
      case op.STORE_DEREF: {
        const cell = state.stack[base + argument];
        if (cell instanceof Cell) this.#cells.set(cell, marks[sp - 1] ?? []);
        return;
      }
      case op.LOAD_GLOBAL:
        marks[sp] = this.#globals.get(frame.module)?.get(argument);
        return;
      case op.STORE_GLOBAL:
        mapOf(this.#globals, frame.module).set(argument, marks[sp - 1]);
        return;
      case op.LOAD_ATTR:
        marks[sp - 1] =
          top instanceof HeapObject ? this.#attributes.get(top)?.get(code.names[argument] as string) : undefined;
        return;
      case op.STORE_ATTR:
        if (top instanceof HeapObject) {
          mapOf(this.#attributes, top).set(code.names[argument] as string, marks[sp - 2]);
        }
        return;
      case op.LIST_APPEND:
        this.put(state.stack[sp - 2 - argument] ?? null, this.at(sp - 1));
        return;
      case op.SET_ITEM:
        this.put(second ?? null, this.at(sp - 3));
        return;
      case op.BUILD_TUPLE:
      case op.BUILD_LIST: {
        const made = state.stack[state.sp - 1] ?? null;
        for (let i = sp - argument; i < sp; i++) this.put(made, this.at(i));
        if (made instanceof HeapObject && argument <= MOST_PARTS) this.#parts.set(made, marks.slice(sp - argument, sp));
        marks[state.sp - 1] = undefined;
        return;
      }
      case op.UNPACK: {
        const parts = top instanceof HeapObject ? this.#parts.get(top) : undefined;
        for (let i = 0; i < argument; i++) {
          const own = parts === undefined ? [...this.in(top ?? null)] : parts[i];
          marks[sp - 2 + argument - i] = own;
        }
        return;
      }
      case op.FOR_ITER:
        if (state.sp > sp) marks[state.sp - 1] = result;
        return;
      case op.DUP:
        marks[sp] = marks[sp - 1];
        return;
      case op.DUP2:
        marks[sp] = marks[sp - 2];
        marks[sp + 1] = marks[sp - 1];
        return;
      case op.ROT2:
        [marks[sp - 1], marks[sp - 2]] = [marks[sp - 2], marks[sp - 1]];
        return;
      case op.ROT3:
        [marks[sp - 1], marks[sp - 2], marks[sp - 3]] = [marks[sp - 2], marks[sp - 3], marks[sp - 1]];
        return;
      default:
        if (!LEAVE_NOTHING.has(operation)) marks[state.sp - 1] = result;
    }
  }

  /** A condition has been decided by values with these nodes. */
  decide({ frame, depth }: State, nodes: Nodes): void {
    const end = endOfChoice(frame.code, frame.ip);
    if (nodes.length === 0 || end === undefined) return;
    const regions = (this.#regions[depth] ?? []).filter(({ from }) => from !== frame.ip);
    regions.push({ from: frame.ip, to: end, nodes });
    this.#regions[depth] = regions;
  }

  /** The nodes of the conditions that have chosen an instruction. */
  #chosenAt(depth: number, ip: number): Nodes | undefined {
    const regions = this.#regions[depth];
    if (regions === undefined || regions.length === 0) return undefined;
    const chosen = regions.filter(({ from, to }) => ip > from && ip < to).flatMap(({ nodes }) => nodes);
    return chosen.length === 0 ? undefined : chosen;
  }
}

function mapOf<Key>(maps: WeakMap<object, Map<Key, Nodes | undefined>>, of: object): Map<Key, Nodes | undefined> {
  let map = maps.get(of);
  if (map === undefined) {
    map = new Map();
    maps.set(of, map);
  }
  return map;
}

/**
 * The end of the instructions that a condition chooses: of both branches, or of the function where a branch returns. Undefined for the
 * condition of a loop.
 */
function endOfChoice(code: Code, at: number): number | undefined {
  const target = code.args[at] as number;
  if (target <= at) return undefined;
  const last = target - 1;
  switch (code.ops[last]) {
    case op.JUMP_BACK:
      return /^continue\b/.test(textAt(code, last)) ? target : undefined;
    case op.JUMP:
      return /^break\b/.test(textAt(code, last)) ? target : Math.max(target, code.args[last] as number);
    case op.RETURN: {
      const isInLoop = code.ops.some((operation, i) => i > at && operation === op.JUMP_BACK);
      return isInLoop ? target : code.ops.length;
    }
    default:
      return target;
  }
}

function textAt(code: Code, instruction: number): string {
  const { from, to } = code.placeOf(instruction);
  return code.source.text.slice(from, Math.min(to, from + 8));
}
