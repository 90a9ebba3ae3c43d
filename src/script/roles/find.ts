/*
 * The roles of a script's values, found by the flow of data through its first iterations; names play no part.
 *
 * The weights of a loop are the arrays that each of its passes changes in terms of themselves, and that the prediction depends on. The
 * prediction is the side that depends on them in the first difference whose other side does not; the other side is the target. An
 * iteration is a pass of the loop that carries the most weights, of the outermost one where several carry the same.
 */
import type { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import type { Frame, State } from '../machine/state.ts';
import { Float, List, type Value } from '../machine/values.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';
import type { Expression, Module as Tree } from '../syntax/tree.ts';
import { Flow, type FlowNode } from './flow.ts';
import { type Held, heldValues, type Path, printPath } from './path.ts';

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
}

export interface Roles {
  readonly loop: Loop;
  /** In the order in which the prediction uses them. */
  readonly weights: readonly Path[];
  readonly biases: readonly Path[];
  /** Other values that each iteration carries to the next, such as momentum. */
  readonly memory: readonly Path[];
  readonly meeting: Meeting | undefined;
  /** Values that are read at the end of an iteration, in place of a meeting: a person has named them. */
  readonly read?: { readonly prediction: Path; readonly target: Path } | { readonly error: Path } | undefined;
  /** The text of the factor on the updates, and its value; undefined where none was found. */
  readonly learningRate: { readonly text: string; readonly value: number } | undefined;
}

/** The most instructions that are observed. */
const MOST_INSTRUCTIONS = 3_000_000;
/** Instructions that are observed after a loop inside of another one has trained: the outer one may train, too, or repeat the training. */
const MOST_AFTER_INNER = 1_000_000;
/** Passes of a loop that are looked at. */
const PASSES = 3;
const MOST_LOOPS = 64;

interface Head {
  /** Executed lines. */
  readonly lines: number;
  /** The number of nodes at this time. */
  readonly time: number;
  readonly held: readonly (Held & { readonly nodes: readonly number[] })[];
}

interface SeenLoop extends Loop {
  readonly depth: number;
  readonly heads: Head[];
  /** The order in which the loops began. */
  readonly order: number;
}

/** @param run a run of its own, before its first line: it is used up. @returns undefined where no loop trains anything. */
export function findRoles(run: ScriptRun, tree: Tree): Roles | undefined {
  const pieces = findingRoles(run, tree);
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

/** The same in pieces of a few lines. */
export function* findingRoles(run: ScriptRun, tree: Tree): Generator<void, Roles | undefined> {
  const flow = new Flow();
  const loops = yield* observe(run, flow, tree);
  let best: { roles: Roles; score: number; order: number } | undefined;
  for (const loop of loops) {
    const found = rolesOf(loop, flow.nodes, tree);
    if (found === undefined) continue;
    const score = found.weights.length + found.biases.length;
    if (best === undefined || score > best.score || (score === best.score && loop.order < best.order)) {
      best = { roles: found, score, order: loop.order };
    }
  }
  return best?.roles;
}

function* observe(run: ScriptRun, flow: Flow, tree: Tree): Generator<void, readonly SeenLoop[]> {
  const { state } = run;
  const loops: SeenLoop[] = [];
  const known = new Map<Code, ReadonlyMap<number, Loop>>();
  let instructions = 0;
  let isDone = false;
  let most = MOST_INSTRUCTIONS;
  state.observe = (now: State): void => {
    flow.see(now);
    instructions++;
    const { code, ip } = now.frame;
    if (code.hidden || code.name.startsWith('<') !== (code.name === '<module>')) return;
    let heads = known.get(code);
    if (heads === undefined) {
      heads = headsOf(code);
      known.set(code, heads);
    }
    const head = heads.get(ip);
    if (head === undefined) return;
    let loop = loops.find((each) => each.code === code && each.start === head.start);
    if (loop === undefined) {
      if (loops.length >= MOST_LOOPS) return;
      loop = { ...head, depth: now.depth, heads: [], order: loops.length };
      loops.push(loop);
    }
    if (loop.heads.length >= PASSES || loop.depth !== now.depth) return;
    // An instruction at which the run has stopped is seen again when it goes on.
    if (loop.heads.at(-1)?.lines === now.lines) return;
    const held = heldValues(run).map((each) => ({ ...each, nodes: flow.nodesOf(each.value) }));
    loop.heads.push({ lines: now.lines, time: flow.nodes.length, held });
    if (loop.heads.length < PASSES) return;
    const isInside = loops.some((outer) => outer !== loop && outer.heads.length < PASSES && isIn(outer, now));
    if (isDone || rolesOf(loop, flow.nodes, tree) === undefined) return;
    if (!isInside) isDone = true;
    else most = Math.min(most, instructions + MOST_AFTER_INNER);
  };
  let lines = 0;
  while (!isDone && instructions < most && !flow.isFull) {
    lines += 16;
    const stopped = run.go({ kind: 'lines', lines }, 100_000);
    // A question of `input` has no answer here.
    if (stopped === 'ended' || stopped === 'input') break;
    yield;
  }
  state.observe = undefined;
  return loops;
}

/** True when a call is inside of the loop. */
function isIn({ code, start, end }: Loop, { frames, depth }: State): boolean {
  for (let i = 0; i <= depth; i++) {
    const frame = frames[i] as Frame;
    if (frame.code === code && frame.ip >= start && frame.ip <= end) return true;
  }
  return false;
}

/** The loops of a code, by the instructions at which a pass begins. */
function headsOf(code: Code): ReadonlyMap<number, Loop> {
  const heads = new Map<number, Loop>();
  for (let end = 0; end < code.ops.length; end++) {
    if (code.ops[end] !== op.JUMP_BACK) continue;
    const start = code.args[end] as number;
    const loop = { code, start, end, line: code.lineOf(start) };
    heads.set(start, loop);
    // The first item of a `for` has an instruction of its own.
    if (code.ops[start + 1] === op.FOR_ITER && code.ops[start - 2] === op.FOR_ITER) heads.set(start - 2, loop);
  }
  return heads;
}

function rolesOf(loop: SeenLoop, nodes: readonly FlowNode[], tree: Tree): Roles | undefined {
  const to = loop.heads.length - 1;
  if (to < 1) return undefined;
  const before = loop.heads[to - 1] as Head;
  const after = loop.heads[to] as Head;
  const carried = before.held.filter((held) => isCarried(held, before, after, nodes));
  if (carried.length === 0) return undefined;
  const dependent = mark(
    carried.flatMap((held) => held.nodes),
    before.time,
    after.time,
    nodes,
  );
  const meeting = findMeeting(before.time, after.time, nodes, dependent, tree);
  if (meeting === undefined) return undefined;
  const used = ancestors(meeting.predictionNodes, before.time, nodes);
  const weights: { path: Path; at: number }[] = [];
  const biases: Path[] = [];
  const memory: Path[] = [];
  for (const held of carried) {
    const use = held.nodes.some((node) => used.has(node)) ? firstUse(held, before.time, nodes, used) : undefined;
    if (use === undefined) memory.push(held.path);
    else if (use.kind === 'product') weights.push({ path: held.path, at: use.at });
    else biases.push(held.path);
  }
  if (weights.length === 0) return undefined;
  weights.sort((one, other) => one.at - other.at);
  return {
    loop: { code: loop.code, start: loop.start, end: loop.end, line: loop.line },
    weights: weights.map(({ path }) => path),
    biases,
    memory,
    meeting: meeting.meeting,
    learningRate: learningRateOf(meeting.node, dependent, carried, after, nodes, tree),
  };
}

/** True when the value at the same path after the pass was computed in the pass from the value before it. */
function isCarried(held: Head['held'][number], before: Head, after: Head, nodes: readonly FlowNode[]): boolean {
  const name = printPath(held.path);
  const later = after.held.find(({ path }) => printPath(path) === name);
  if (later === undefined || held.nodes.length === 0) return false;
  const reached = mark(held.nodes, before.time, after.time, nodes);
  return later.nodes.some((node) => node >= before.time && reached.has(node));
}

/** The nodes that depend on some nodes, by what was computed from `from` to before `to`; they themselves among them. */
function mark(origins: readonly number[], from: number, to: number, nodes: readonly FlowNode[]): ReadonlySet<number> {
  const marked = new Set(origins);
  for (let node = from; node < to; node++) {
    if ((nodes[node] as FlowNode).inputs.some((input) => marked.has(input))) marked.add(node);
  }
  return marked;
}

/** The nodes that some nodes depend on, back to before `from`; they themselves among them. */
function ancestors(of: readonly number[], from: number, nodes: readonly FlowNode[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...of];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    if (node >= from) open.push(...(nodes[node] as FlowNode).inputs);
  }
  return found;
}

interface FoundMeeting {
  readonly meeting: Meeting;
  readonly node: number;
  readonly predictionNodes: readonly number[];
}

/**
 * Where a prediction can meet its target, from the surest: a difference from data; `probs[rows, classes] -= 1`, which takes 1 from the
 * predicted probabilities of the true classes; a comparison with data; a difference from a number in the script. A number 1 is no
 * target there: 1 - x is a part of many slopes.
 */
const MEETINGS: readonly { readonly kind: FlowNode['kind']; readonly target: 'data' | 'true class' | 'number' }[] = [
  { kind: 'difference', target: 'data' },
  { kind: 'difference', target: 'true class' },
  { kind: 'comparison', target: 'data' },
  { kind: 'difference', target: 'number' },
];

function isTarget(kind: (typeof MEETINGS)[number]['target'], sides: Sides, isLeft: boolean): boolean {
  const target = isLeft ? sides.right : sides.left;
  switch (kind) {
    case 'data':
      return !isLiteral(target);
    case 'true class':
      return sides.isInPlace === true && sides.left.kind === 'subscript' && literalOf(sides.right) === 1;
    case 'number':
      return isLiteral(target) && sides.isInPlace !== true && ![0, 1].includes(literalOf(target) ?? 0);
  }
}

/** The first difference of which one side depends on the weights, and the other is data. */
function findMeeting(
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
      const isLeft = node.left.some((side) => dependent.has(side));
      const isRight = node.right.some((side) => dependent.has(side));
      if (isLeft === isRight) continue;
      const { code, instruction } = node.at;
      const sides = sidesAt(tree, code.placeOf(instruction), code.source.text);
      if (sides === undefined || !isTarget(target, sides, isLeft)) continue;
      const predictionNodes = isLeft ? node.left : node.right;
      if (target !== 'true class' && !looksLikeData(predictionNodes, isLeft ? node.right : node.left, nodes)) continue;
      const text = (side: Expression): string => code.source.text.slice(side.from, side.to);
      return {
        node: number,
        predictionNodes: predictionNodes.filter((side) => dependent.has(side)),
        meeting: {
          code,
          instruction,
          predictionSide: isLeft ? 'left' : 'right',
          prediction: text(isLeft ? sides.left : sides.right),
          target: text(isLeft ? sides.right : sides.left),
          line: code.lineOf(instruction),
        },
      };
    }
  }
  return undefined;
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

interface Use {
  readonly kind: 'product' | 'sum';
  /** The node of the use. */
  readonly at: number;
}

/** The first product or sum on the way from a value to the prediction. */
function firstUse(
  held: Head['held'][number],
  from: number,
  nodes: readonly FlowNode[],
  used: ReadonlySet<number>,
): Use | undefined {
  const reached = new Set(held.nodes);
  let sum: Use | undefined;
  for (const at of [...used].filter((node) => node >= from).sort((one, other) => one - other)) {
    const node = nodes[at] as FlowNode;
    if (!node.inputs.some((input) => reached.has(input))) continue;
    if (node.kind === 'product') return { kind: 'product', at };
    if (node.kind === 'sum' || node.kind === 'difference') sum ??= { kind: 'sum', at };
    else reached.add(at);
  }
  return sum ?? (held.nodes.some((node) => used.has(node)) ? { kind: 'product', at: from } : undefined);
}

/** The first number that multiplies something that depends on the error, on the way to the new weights. */
function learningRateOf(
  error: number,
  dependent: ReadonlySet<number>,
  carried: Head['held'],
  after: Head,
  nodes: readonly FlowNode[],
  tree: Tree,
): Roles['learningRate'] {
  const names = new Set(carried.map(({ path }) => printPath(path)));
  const ends = after.held.filter(({ path }) => names.has(printPath(path))).flatMap((held) => held.nodes);
  const way = ancestors(ends, error, nodes);
  const fromError = mark([error], error, after.time, nodes);
  const kept = new Set(carried.flatMap(({ value }) => (value instanceof NdArray ? [value.data] : [])));
  let literal: Roles['learningRate'];
  for (const number of [...way].filter((node) => node > error).sort((one, other) => one - other)) {
    const node = nodes[number] as FlowNode;
    if (node.kind !== 'product' || node.at === undefined || node.at.code.hidden || !fromError.has(number)) continue;
    const isLeft = node.left.some((side) => fromError.has(side));
    const isRight = node.right.some((side) => fromError.has(side));
    if (isLeft === isRight) continue;
    const { code, instruction } = node.at;
    const sides = sidesAt(tree, code.placeOf(instruction), code.source.text);
    if ((isLeft ? node.right : node.left).some((side) => dependent.has(side))) continue;
    const value = numberOf(isLeft ? node.rightValue : node.leftValue);
    if (sides === undefined || value === undefined) continue;
    // A factor on a carried array itself is weight decay or momentum.
    const scaled = isLeft ? node.leftValue : node.rightValue;
    if (scaled instanceof NdArray && kept.has(scaled.data)) continue;
    const factor = isLeft ? sides.right : sides.left;
    const isNegative = factor.kind === 'unary' && factor.operator === '-';
    const expression = isNegative ? factor.operand : factor;
    const found = {
      text: code.source.text.slice(expression.from, expression.to),
      value: isNegative ? -value : value,
    };
    if (expression.kind === 'name' || expression.kind === 'attribute') return found;
    if (isLiteral(expression)) literal = found;
  }
  return literal;
}

function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Float || value instanceof NumpyScalar) return value.value;
  return undefined;
}

interface Sides {
  readonly left: Expression;
  readonly right: Expression;
  /** True for `left -= right` and its like. */
  readonly isInPlace?: boolean;
}

/** The two sides of the operator, or the first two arguments of the call, at a place. */
function sidesAt(tree: Tree, place: { from: number; to: number }, source: string): Sides | undefined {
  if (source !== tree.source) return undefined;
  let found: Sides | undefined;
  const visit = (node: unknown): void => {
    if (found !== undefined || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    const each = node as Expression;
    if (typeof each.from === 'number' && (each.from > place.from || each.to < place.to)) return;
    if (each.from === place.from && each.to === place.to) {
      const sides = sidesOf(each);
      if (sides !== undefined) {
        found = sides;
        return;
      }
    }
    for (const inner of Object.values(each)) visit(inner);
  };
  visit(tree.body);
  return found;
}

function sidesOf(node: Expression | { kind: 'augmented'; target: Expression; value: Expression }): Sides | undefined {
  switch (node.kind) {
    case 'binary':
      return { left: node.left, right: node.right };
    case 'augmented':
      return { left: node.target, right: node.value, isInPlace: true };
    case 'comparison':
      return node.rest.length === 1 ? { left: node.first, right: node.rest[0] as Expression } : undefined;
    case 'call': {
      const [one, other] = node.arguments;
      if (one !== undefined && other !== undefined) return { left: one.value, right: other.value };
      return one !== undefined && node.callee.kind === 'attribute'
        ? { left: node.callee.object, right: one.value }
        : undefined;
    }
    default:
      return undefined;
  }
}

function literalOf(expression: Expression): number | undefined {
  return expression.kind === 'integer' || expression.kind === 'float' ? expression.value : undefined;
}

function isLiteral(expression: Expression): boolean {
  if (expression.kind === 'unary') return isLiteral(expression.operand);
  return expression.kind === 'integer' || expression.kind === 'float';
}
