/*
 * The loops of a script, observed in its first passes: the values at the head of each loop, and the nodes of these values in the flow of
 * data.
 */
import { ItemsIterator, ListIterator } from '../library/iterators.ts';
import { RangeIterator } from '../library/ranges.ts';
import type { Code } from '../machine/code.ts';
import type { Frame } from '../machine/frame.ts';
import * as op from '../machine/opcodes.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import type { State } from '../machine/state.ts';
import type { Value } from '../machine/values.ts';
import type { Flow } from './flow.ts';
import { type Held, heldValues } from './path.ts';

/** A loop of a script. */
export interface Loop {
  readonly code: Code;
  /** The instruction that each pass but the first begins with. */
  readonly start: number;
  /** The last instruction that jumps back to `start`. */
  readonly end: number;
  /** The line of the script, from 1. */
  readonly line: number;
}

/** The most instructions that are observed. */
const MOST_INSTRUCTIONS = 3_000_000;
/** Instructions that are observed after a loop inside of another one has trained: the outer one may train, too, or repeat the training. */
const MOST_AFTER_INNER = 1_000_000;
/** Passes in a row after which a loop may train: its values have settled then. */
const PASSES = 3;
/** Passes of a loop that are observed: a perceptron changes its weights in some of them only. */
const MOST_PASSES = 24;
const MOST_LOOPS = 64;
/** Work of large arrays, in multiplications, after which the next piece is a single line. */
const MUCH_WORK = 500_000;

/** The most work of a search within a loop, in multiplications: the run waits for its end. */
const MOST_WORK = 1e10;

/** The values that the script holds when a pass of a loop begins. */
export interface Head {
  /** Executed lines. */
  readonly lines: number;
  /** The number of nodes at this time. */
  readonly time: number;
  readonly held: readonly (Held & { readonly nodes: readonly number[] })[];
}

export interface SeenLoop<Training> extends Loop {
  readonly depth: number;
  /** The beginnings of the last two passes, where they follow each other. */
  readonly heads: Head[];
  /** The order in which the loops began. */
  readonly order: number;
  /** Passes in a row. */
  row: number;
  /** All passes. */
  passes: number;
  training: Training | undefined;
  /** The training of its first pass: a perceptron may be done after it. */
  early: Training | undefined;
  /** The loops around it where it was seen to train, the outermost first. */
  around: readonly SeenLoop<Training>[];
}

/**
 * Runs the script in pieces of a few lines until an outermost loop trains, the script ends, or a limit is reached.
 * @param run a run of its own, before its first line, or before `within`: it is used up.
 * @param trainingOf gives the training of the last pass of a loop; undefined where it trains nothing.
 * @param mostInstructions the limit of executed instructions.
 * @param within the only loop that is observed, with the loops inside of it; the script up to its first training otherwise.
 */
export function* observeLoops<Training>(
  run: ScriptRun,
  flow: Flow,
  trainingOf: (loop: SeenLoop<Training>) => Training | undefined,
  mostInstructions = MOST_INSTRUCTIONS,
  within?: Loop,
): Generator<void, readonly SeenLoop<Training>[]> {
  const { state } = run;
  const loops: SeenLoop<Training>[] = [];
  const known = new Map<Code, ReadonlyMap<number, Loop>>();
  let instructions = 0;
  let isDone = false;
  let most = mostInstructions;
  /** The instruction before this one. */
  let [lastCode, lastIp]: [Code | undefined, number] = [undefined, 0];
  /** The depth of the call that is in `within`; undefined before it is entered. */
  let depthWithin: number | undefined;
  state.observe = (now: State): void => {
    if (isDone && within !== undefined) return;
    flow.see(now);
    instructions++;
    const { code, ip } = now.frame;
    if (within !== undefined && depthWithin !== undefined && hasLeft(within, depthWithin, now)) {
      isDone = true;
      return;
    }
    const hasJumped = lastCode === code && code.ops[lastIp] === op.JUMP_BACK && code.args[lastIp] === ip;
    [lastCode, lastIp] = [code, ip];
    const isComprehension = code.name.startsWith('<') && code.name !== '<module>';
    if (code.hidden || isComprehension) return;
    let heads = known.get(code);
    if (heads === undefined) {
      heads = headsOf(code);
      known.set(code, heads);
    }
    const head = heads.get(ip);
    if (head === undefined) return;
    if (within !== undefined && isSameLoop(head, within)) depthWithin ??= now.depth;
    if (within !== undefined && depthWithin === undefined) return;
    let loop = loops.find((each) => each.code === code && each.start === head.start);
    if (loop === undefined) {
      if (loops.length >= MOST_LOOPS) return;
      const none = { training: undefined, early: undefined, row: 0, passes: 0, around: [] };
      loop = { ...head, ...none, depth: now.depth, heads: [], order: loops.length };
      loops.push(loop);
    }
    if (loop.training !== undefined || loop.passes >= MOST_PASSES || loop.depth !== now.depth) return;
    // It has shown enough: it does not train.
    if (within !== undefined && loop.passes === MOST_PASSES - 1 && isSameLoop(loop, within))
      isDone = loops.every(({ training, early }) => training === undefined && early === undefined);
    // An instruction at which the run has stopped is seen again when it continues.
    if (loop.heads.at(-1)?.lines === now.lines) return;
    // Passes of another call, or of another pass of the loop around it, are no neighbours.
    if (!hasJumped) {
      loop.heads.length = 0;
      loop.row = 0;
    }
    loop.row++;
    loop.passes++;
    const held = heldValues(run).map((each) => ({ ...each, nodes: flow.nodesOf(each.value) }));
    loop.heads.push({ lines: now.lines, time: flow.nodes.length, held });
    if (loop.heads.length > 2) loop.heads.shift();
    if (loop.row === 2) loop.early ??= trainingOf(loop);
    if (loop.row < PASSES || isDone) return;
    loop.training = trainingOf(loop);
    if (loop.training === undefined) return;
    loop.around = loops.filter((outer) => outer !== loop && outer.depth <= loop.depth && isIn(outer, now));
    const isInside = loop.around.some((outer) => outer.row < PASSES);
    if (!isInside) isDone = true;
    else most = Math.min(most, instructions + MOST_AFTER_INNER);
  };
  let [lines, work] = [0, 0];
  while (!isDone && instructions < most && !flow.isFull && (within === undefined || work < MOST_WORK)) {
    // Lines of large arrays run one by one.
    lines = run.lines + (state.work > MUCH_WORK ? 1 : 16);
    state.work = 0;
    const stopped = run.go({ kind: 'lines', lines }, 100_000);
    work += state.work;
    // A question of `input` that has no answer yet ends the search.
    if (stopped === 'ended' || stopped === 'input') break;
    yield;
  }
  state.observe = undefined;
  for (const loop of loops) loop.training ??= loop.early;
  // A loop around the question may train, too: it has not shown two passes yet.
  return run.isAsking ? loops.filter((loop) => !isInUnknown(loop, loops, state)) : loops;
}

/** True for the same loop of the same code. */
export function isSameLoop(one: Pick<Loop, 'code' | 'start'>, other: Pick<Loop, 'code' | 'start'>): boolean {
  return one.code === other.code && one.start === other.start;
}

/** True once a call at some depth is in a loop no more. */
function hasLeft(loop: Loop, depth: number, state: State): boolean {
  if (state.depth !== depth) return state.depth < depth;
  const { code, ip } = state.frame;
  return code !== loop.code || ip < entryOf(loop) || ip > loop.end;
}

/** True for a loop inside of another one that is in progress and has completed no pass. */
function isInUnknown<Training>(loop: SeenLoop<Training>, loops: readonly SeenLoop<Training>[], state: State): boolean {
  return loops.some((outer) => outer !== loop && outer.order < loop.order && outer.row < 2 && isIn(outer, state));
}

/** True when a call is inside of the loop. */
export function isIn({ code, start, end }: Loop, { frames, depth }: Pick<State, 'frames' | 'depth'>): boolean {
  for (let i = 0; i <= depth; i++) {
    const frame = frames[i] as Frame;
    if (frame.code === code && frame.ip >= start && frame.ip <= end) return true;
  }
  return false;
}

/** True for an instruction that leaves the loop in the middle of a pass: the jump of a `break`, or a `return`. */
export function leaves({ code, start, end }: Loop, instruction: number): boolean {
  if (instruction < start || instruction > end) return false;
  const operation = code.ops[instruction];
  if (operation === op.RETURN) return true;
  const target = code.args[instruction] as number;
  return operation === op.JUMP && (target < start || target > end);
}

/** True where an exception that is on its way leaves the loop. */
export function leavesByException(loop: Loop, state: State): boolean {
  if (!isIn(loop, state)) return false;
  for (let depth = state.depth; depth >= 0; depth--) {
    const { code, ip } = state.frames[depth] as Frame;
    const at = ip - 1;
    const handler = code.handlers.find(([from, to]) => at >= from && at < to);
    if (handler === undefined) continue;
    const [, , target] = handler;
    const isInside = code === loop.code && target >= loop.start && target <= loop.end;
    return !isInside && !isIn(loop, { frames: state.frames, depth: depth - 1 });
  }
  return true;
}

/** The last instruction of the loop inside of this one that an instruction is in; undefined where it is in none. */
export function innerEnd(loop: Loop, instruction: number): number | undefined {
  const inner = [...loopsOf(loop.code)].filter(
    ({ start, end }) => start > loop.start && end < loop.end && instruction >= start && instruction <= end,
  );
  return inner.length === 0 ? undefined : Math.max(...inner.map(({ end }) => end));
}

/** A loop for each jump back in a code, in the order of their jumps: a `continue` is a jump, too. */
export function* loopsOf(code: Code): Generator<Loop, void> {
  for (let end = 0; end < code.ops.length; end++) {
    if (code.ops[end] !== op.JUMP_BACK) continue;
    const start = code.args[end] as number;
    yield { code, start, end, line: code.lineOf(start) };
  }
}

/** The instruction at which a loop is entered: the first item of a `for` has an instruction of its own. */
export function entryOf({ code, start }: Loop): number {
  return code.ops[start + 1] === op.FOR_ITER && code.ops[start - 2] === op.FOR_ITER ? start - 2 : start;
}

/** Passes of a loop before its first one, by the iterator that it enters with; undefined where that does not say. */
export function passesAhead({ code, start }: Loop, iterator: Value | undefined): number | undefined {
  if (code.ops[start + 1] !== op.FOR_ITER) return undefined;
  if (iterator instanceof RangeIterator) return iterator.left;
  if (iterator instanceof ListIterator) return iterator.list.items.length - iterator.index;
  if (iterator instanceof ItemsIterator) return iterator.items.length - iterator.index;
  return undefined;
}

/** The loops of a code, by the instructions at which a pass begins. */
function headsOf(code: Code): ReadonlyMap<number, Loop> {
  const heads = new Map<number, Loop>();
  for (const loop of loopsOf(code)) {
    heads.set(loop.start, loop);
    heads.set(entryOf(loop), loop);
  }
  return heads;
}
