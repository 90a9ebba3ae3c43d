/*
 * The roles of a script's values, found by the flow of data through its first iterations; names play no part.
 *
 * The weights of a loop are the arrays that each of its passes changes in terms of themselves, and that the prediction depends on. The
 * prediction is the side that depends on them in the first difference whose other side does not; the other side is the target. An
 * iteration is a pass of the loop that carries the most weights, of the outermost one where several carry the same.
 */
import { Code } from '../machine/code.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import type { Module as Tree } from '../syntax/tree.ts';
import { Flow } from './flow.ts';
import { ancestors, dependents, type FlowNode } from './flow-graph.ts';
import { type LearningRate, learningRateOf } from './learning-rate.ts';
import { type Head, type Loop, observeLoops, type SeenLoop } from './loops.ts';
import { findMeeting, type Meeting } from './meeting.ts';
import { type Path, printPath } from './path.ts';

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
  readonly learningRate: LearningRate | undefined;
}

/**
 * The roles of a script.
 * @param run a run of its own, before its first line: it is used up.
 * @param mostInstructions the limit of observed instructions.
 * @returns undefined where no loop trains anything.
 */
export function findRoles(run: ScriptRun, tree: Tree, mostInstructions?: number): Roles | undefined {
  const pieces = findingRoles(run, tree, mostInstructions);
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

/** `findRoles` in pieces of a few lines. */
export function* findingRoles(
  run: ScriptRun,
  tree: Tree,
  mostInstructions?: number,
): Generator<void, Roles | undefined> {
  const flow = new Flow();
  const trains = (loop: SeenLoop): boolean => rolesOf(loop, flow.nodes, tree) !== undefined;
  const loops = yield* observeLoops(run, flow, trains, mostInstructions);
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

function rolesOf(loop: SeenLoop, nodes: readonly FlowNode[], tree: Tree): Roles | undefined {
  const to = loop.heads.length - 1;
  if (to < 1) return undefined;
  const before = loop.heads[to - 1] as Head;
  const after = loop.heads[to] as Head;
  const carried = before.held.filter((held) => isCarried(held, before, after, nodes));
  if (carried.length === 0) return undefined;
  const dependent = dependents(
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
    learningRate: learningRateOf(meeting.node, meeting.predictionNodes, dependent, carried, after, nodes, tree),
  };
}

/** True when the value at the same path after the pass was computed in the pass from the value before it. */
function isCarried(held: Head['held'][number], before: Head, after: Head, nodes: readonly FlowNode[]): boolean {
  const name = printPath(held.path);
  const later = after.held.find(({ path }) => printPath(path) === name);
  if (later === undefined || held.nodes.length === 0) return false;
  const reached = dependents(held.nodes, before.time, after.time, nodes);
  return later.nodes.some((node) => node >= before.time && reached.has(node));
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

/** Roles found in another run of the same script, with the codes of this one; undefined for codes of other files. */
export function rolesIn(main: Code, roles: Roles): Roles | undefined {
  const loop = twinOf(main, roles.loop.code);
  const met = roles.meeting && twinOf(main, roles.meeting.code);
  if (loop === undefined || (roles.meeting !== undefined && met === undefined)) return undefined;
  return {
    ...roles,
    loop: { ...roles.loop, code: loop },
    meeting: roles.meeting && met && { ...roles.meeting, code: met },
  };
}

/** The code inside of `main` that was compiled from the same text as `of`. */
function twinOf(main: Code, of: Code): Code | undefined {
  if (main.path === of.path && main.ops.length === of.ops.length && main.from[0] === of.from[0]) return main;
  for (const value of main.consts) {
    const twin = value instanceof Code ? twinOf(value, of) : undefined;
    if (twin !== undefined) return twin;
  }
  return undefined;
}
