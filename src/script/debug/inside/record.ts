/*
 * A statement as it runs: the values of its parts are read from the stack, after the instructions that give them. Nothing is computed
 * twice. Arrays change in place later, so values are copied when they are seen.
 *
 * One file, though it is long. A third of it is tables: the shapes of a record, and the instructions by what they do to the stack.
 */
import { ClassObject } from '../../machine/classes.ts';
import type { Code } from '../../machine/code.ts';
import type { Frame } from '../../machine/frame.ts';
import { BoundMethod, FunctionObject, Intrinsic } from '../../machine/functions.ts';
import * as op from '../../machine/opcodes.ts';
import type { State } from '../../machine/state.ts';
import { List, NativeFunction, Slice, Tuple, TypeObject, type Value } from '../../machine/values.ts';
import { NdArray, NumpyScalar } from '../../numpy/ndarray.ts';
import { Ufunc } from '../../numpy/ufunc.ts';
import type { Place } from '../../syntax/tree.ts';
import { type Gist, gistOf } from '../line-values.ts';
import { type Numbers, numbersOf } from '../numbers.ts';

/** A value when it was seen. */
export interface Seen {
  readonly gist: Gist;
  /** Copied; undefined for a value without numbers, and for one that is too large to keep. */
  readonly numbers: Numbers | undefined;
  /** True for truth values, of NumPy and of Python. */
  readonly isTruth: boolean;
  /** The data type of an array or of a scalar of NumPy. */
  readonly dtype: string | undefined;
  readonly slice: SliceSeen | undefined;
}

/** The numbers of a slice; null for a part that is not given. */
export interface SliceSeen {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number | null;
}

export interface Callee {
  /** A function of the script, one of a library, or a class. */
  readonly kind: 'script' | 'library' | 'class';
  readonly name: string;
  /** True for a method that was found in a value: the value is its first argument. */
  readonly hasSelf: boolean;
  /** True for a function of Python itself: its `sum` of a matrix is not that of NumPy. */
  readonly isBuiltIn: boolean;
}

/** A part of a statement, by its place: its value when it was evaluated last. */
export interface Evaluation {
  seen: Seen | undefined;
  /** The answer of a test. */
  truth: boolean | undefined;
  callee: Callee | undefined;
  /** Calls of functions of the script that it made, the first ones. */
  readonly calls: Call[];
  /** True where calls were made that are not kept. */
  hasMore: boolean;
}

/** A statement that has run once, or an item of a comprehension. */
export interface Ran {
  readonly place: Place;
  readonly parts: Map<string, Evaluation>;
  /** The values that it has assigned, in their order. */
  readonly stored: { readonly place: Place; readonly seen: Seen }[];
  /** For an assignment in place: the value before it, the operand, and the value after it. */
  before: Seen | undefined;
  operand: Seen | undefined;
  after: Seen | undefined;
}

/** A call of a function of the script. */
export interface Call {
  readonly code: Code;
  /** The first and the last statements that it ran. */
  readonly ran: Ran[];
  /** The number of all statements that it ran. */
  count: number;
  returned: Seen | undefined;
}

/** The most bytes of copied numbers of a statement, and the most numbers of one value. */
const MOST_BYTES = 48 * 2 ** 20;
const MOST_NUMBERS = 2 ** 20;
/** The most statements of a call that are kept from its beginning, and from its end. */
export const KEPT_STATEMENTS = 40;
/** The most calls of one part that are kept, and the most calls in each other. */
const MOST_CALLS = 8;
const MOST_DEPTH = 12;
/** The most parts that are kept of a statement with all calls that it makes. */
const MOST_PARTS = 20_000;

export function keyOf({ from, to }: Place): string {
  return `${from}:${to}`;
}

interface Open {
  readonly depth: number;
  readonly code: Code;
  /** Undefined for a function of a library, and for one that is not kept. */
  readonly call: Call | undefined;
  ran: Ran | undefined;
  /** The instruction that was seen last, and the top of the stack before it. */
  ip: number;
  sp: number;
}

/** Records one statement. `observe` is called before each instruction from its beginning on. */
export class Recorder {
  /** The statement, in a call whose other statements are not recorded. */
  readonly ran: Ran;
  /** The statement has ended: the next one begins, or its function has returned. */
  isOver = false;
  readonly #open: Open[];
  readonly #depth: number;
  #hasBegun = false;
  #bytes = 0;
  #parts = 0;
  /** Lists that were empty when they were seen: their items follow. */
  readonly #growing: { readonly part: Evaluation; readonly list: List }[] = [];

  constructor(state: State) {
    const { code, ip } = state.frame;
    this.#depth = state.depth;
    this.ran = ranAt(code.placeOf(ip));
    const call: Call = { code, ran: [this.ran], count: 1, returned: undefined };
    this.#open = [{ depth: state.depth, code, call, ran: this.ran, ip: -1, sp: 0 }];
  }

  observe(state: State): void {
    if (this.isOver) return;
    const { depth, sp, stack } = state;
    const frame = state.frames[depth] as Frame;
    const { code, ip } = frame;
    if (depth < this.#depth) {
      this.end();
      return;
    }
    while ((this.#open.at(-1) as Open).depth > depth) this.#open.pop();
    let open = this.#open.at(-1) as Open;
    if (open.depth < depth) {
      open = this.#enter(open, frame, depth);
      this.#open.push(open);
    } else this.#settle(open, stack, sp, ip);
    // An instruction is executed again after a piece of work has ended before it.
    if (open.ip === ip && open.sp === sp) return;
    [open.ip, open.sp] = [ip, sp];
    const operation = code.ops[ip] as number;
    if (operation === op.LINE) {
      if (depth > this.#depth) {
        if (open.call !== undefined) this.#begin(open, open.call, code.placeOf(ip));
      } else if (this.#hasBegun) this.end();
      else this.#hasBegun = true;
      return;
    }
    if (open.call === undefined) return;
    if (operation === op.FOR_ITER && isComprehension(code)) this.#begin(open, open.call, code.placeOf(ip));
    else this.#prepare(open, open.call, state);
  }

  /** Ends the statement if nothing of it follows. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    // A line of a function that is about to run.
    const { depth, code, ip, call, ran } = this.#open.at(-1) as Open;
    if (depth > this.#depth && code.ops[ip] === op.LINE && call !== undefined && call.ran.at(-1) === ran) {
      call.ran.pop();
      call.count--;
    }
    for (const { part, list } of this.#growing) part.seen = this.#see(list);
  }

  #enter(caller: Open, { code, ip }: Frame, depth: number): Open {
    const parent = caller.call === undefined ? this.#open.findLast(({ call }) => call !== undefined) : caller;
    const own: Call = { code, ran: [], count: 0, returned: undefined };
    const nested = this.#open.reduce((count, { call }) => count + (call === undefined ? 0 : 1), 0);
    const part = parent?.ran && this.#partAt(parent.ran, parent.code.placeOf(parent.ip));
    const isKept = !code.hidden && part !== undefined && nested <= MOST_DEPTH && part.calls.length < MOST_CALLS;
    if (isKept && part !== undefined) part.calls.push(own);
    else if (part !== undefined && !code.hidden) part.hasMore = true;
    const call = isKept ? own : undefined;
    const open: Open = { depth, code, call, ran: undefined, ip: -1, sp: 0 };
    // Lambdas and comprehensions have no statements.
    if (call !== undefined && code.ops[ip] !== op.LINE) this.#begin(open, call, code.placeOf(code.ops.length - 1));
    return open;
  }

  /** A statement begins in a call. */
  #begin(open: Open, call: Call, place: Place): void {
    open.ran = ranAt(place);
    call.ran.push(open.ran);
    call.count++;
    if (call.ran.length <= 2 * KEPT_STATEMENTS) return;
    const [gone] = call.ran.splice(KEPT_STATEMENTS, 1);
    this.#parts -= gone?.parts.size ?? 0;
  }

  #partAt(ran: Ran, place: Place): Evaluation | undefined {
    const key = keyOf(place);
    const known = ran.parts.get(key);
    if (known !== undefined) return known;
    // The parts of the statement itself are always kept.
    if (ran !== this.ran && this.#parts >= MOST_PARTS) return undefined;
    this.#parts++;
    const made = { seen: undefined, truth: undefined, callee: undefined, calls: [], hasMore: false };
    ran.parts.set(key, made);
    return made;
  }

  /** Reads the result of the instruction before. */
  #settle(open: Open, stack: State['stack'], sp: number, next: number): void {
    const { ip, code, ran } = open;
    if (ip < 0 || ran === undefined || open.call === undefined) return;
    if (ip === next && open.sp === sp) return;
    const operation = code.ops[ip] as number;
    if (JUMPS.has(operation)) {
      const part = this.#partAt(ran, code.placeOf(ip));
      if (part !== undefined) part.truth = (next === code.args[ip]) === JUMPS.get(operation);
      return;
    }
    if (!GIVES.has(operation)) return;
    const value = stack[sp - 1];
    if (value === undefined) return;
    const part = this.#partAt(ran, code.placeOf(ip));
    if (part === undefined) return;
    part.seen = this.#see(value);
    if (operation === op.IN_PLACE) ran.after = part.seen;
    if (operation === op.BUILD_LIST && value instanceof List && value.items.length === 0)
      this.#growing.push({ part, list: value });
  }

  /** Reads the operands that an instruction is about to use. */
  #prepare(open: Open, call: Call, state: State): void {
    const { ip, code, ran } = open;
    const { stack, sp } = state;
    if (ran === undefined) return;
    const operation = code.ops[ip] as number;
    const argument = code.args[ip] as number;
    const store = STORES.get(operation);
    if (store !== undefined) {
      const value = stack[sp - store];
      if (value !== undefined && ran.stored.length < MOST_STORED)
        ran.stored.push({ place: code.placeOf(ip), seen: this.#see(value) });
      return;
    }
    switch (operation) {
      case op.RETURN:
        call.returned = this.#see(stack[sp - 1] ?? null);
        return;
      case op.IN_PLACE:
        ran.before = this.#see(stack[sp - 2] ?? null);
        ran.operand = this.#see(stack[sp - 1] ?? null);
        return;
      case op.CALL:
        this.#calls(ran, state, stack[sp - argument - 1], false);
        return;
      case op.CALL_METHOD:
        this.#calls(ran, state, stack[sp - argument - 2], stack[sp - argument - 1] !== undefined);
        return;
      case op.CALL_KEYWORDS:
        this.#calls(ran, state, stack[sp - (argument & 255) - 1], false);
        return;
      case op.CALL_SPREAD:
        this.#calls(ran, state, stack[sp - 3], false);
        return;
      default:
    }
  }

  #calls(ran: Ran, { frame, environment }: State, callee: Value | undefined, hasSelf: boolean): void {
    const part = this.#partAt(ran, frame.code.placeOf(frame.ip));
    const known = callee === undefined ? undefined : calleeOf(callee, hasSelf);
    if (part === undefined) return;
    part.callee = known && { ...known, isBuiltIn: environment.builtins.get(known.name) === callee };
  }

  #see(value: Value): Seen {
    const gist = gistOf(value);
    const size = sizeOf(value);
    const fits = size > 0 && size <= MOST_NUMBERS && this.#bytes + 8 * size <= MOST_BYTES;
    const numbers = fits ? numbersOf(value) : undefined;
    if (numbers !== undefined) this.#bytes += numbers.data.byteLength;
    const dtype = value instanceof NdArray || value instanceof NumpyScalar ? value.dtype : undefined;
    return {
      gist,
      numbers,
      isTruth: typeof value === 'boolean' || dtype?.kind === 'b',
      dtype: dtype?.name,
      slice: value instanceof Slice ? sliceOf(value) : undefined,
    };
  }
}

/** The most values that are kept of the targets of a statement. */
const MOST_STORED = 16;

function ranAt(place: Place): Ran {
  return { place, parts: new Map(), stored: [], before: undefined, operand: undefined, after: undefined };
}

/** The estimated count of numbers in a value; 0 for one without. Each item of a list counts as its first one. */
function sizeOf(value: Value): number {
  if (value instanceof NdArray) return value.size;
  if (value instanceof List || value instanceof Tuple) {
    const [first] = value.items;
    return first === undefined ? 0 : value.items.length * sizeOf(first);
  }
  return value === null || typeof value === 'string' ? 0 : 1;
}

function sliceOf({ start, stop, step }: Slice): SliceSeen | undefined {
  const [from, to, by] = [start, stop, step].map((part) =>
    part instanceof NumpyScalar ? part.value : part === null || typeof part === 'number' ? part : undefined,
  );
  return from === undefined || to === undefined || by === undefined ? undefined : { start: from, stop: to, step: by };
}

function calleeOf(value: Value, hasSelf: boolean): Omit<Callee, 'isBuiltIn'> | undefined {
  if (value instanceof BoundMethod) return calleeOf(value.callee, true);
  if (value instanceof FunctionObject)
    return { kind: value.code.hidden ? 'library' : 'script', name: value.code.name, hasSelf };
  if (value instanceof NativeFunction || value instanceof Ufunc || value instanceof Intrinsic)
    return { kind: 'library', name: value.name, hasSelf };
  if (value instanceof ClassObject) return { kind: 'class', name: value.name, hasSelf };
  return value instanceof TypeObject ? { kind: 'library', name: value.name, hasSelf } : undefined;
}

function isComprehension({ name }: Code): boolean {
  return name.endsWith('comp>') || name === '<genexpr>';
}

/** Instructions that store a value, with its place below the top of the stack. */
const STORES: ReadonlyMap<number, number> = new Map([
  [op.STORE_FAST, 1],
  [op.STORE_DEREF, 1],
  [op.STORE_GLOBAL, 1],
  [op.STORE_NAME, 1],
  [op.STORE_ATTR, 2],
  [op.SET_ITEM, 3],
]);

/** Jumps, and the answer of the test with which they jump. */
const JUMPS: ReadonlyMap<number, boolean> = new Map([
  [op.POP_JUMP_IF_FALSE, false],
  [op.POP_JUMP_IF_TRUE, true],
  [op.JUMP_IF_FALSE_OR_POP, false],
  [op.JUMP_IF_TRUE_OR_POP, true],
]);

/** Instructions whose result is the value of the expression at their place. */
const GIVES: ReadonlySet<number> = new Set([
  op.LOAD_CONST,
  op.LOAD_FAST,
  op.LOAD_DEREF,
  op.LOAD_GLOBAL,
  op.LOAD_NAME,
  op.LOAD_ATTR,
  op.GET_ITEM,
  op.BUILD_SLICE,
  op.BUILD_TUPLE,
  op.BUILD_LIST,
  op.BUILD_SET,
  op.BUILD_DICT,
  op.LIST_TO_TUPLE,
  op.ADD,
  op.SUBTRACT,
  op.MULTIPLY,
  op.DIVIDE,
  op.BINARY,
  op.IN_PLACE,
  op.NEGATE,
  op.UNARY,
  op.NOT,
  op.COMPARE,
  op.CONTAINS,
  op.IS,
  op.CALL,
  op.CALL_METHOD,
  op.CALL_KEYWORDS,
  op.CALL_SPREAD,
  op.BUILD_STRING,
  op.FORMAT,
  op.YIELD,
]);
