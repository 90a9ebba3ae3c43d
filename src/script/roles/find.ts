/*
 * The roles of a script's values, found by the flow of data through its first iterations; names play no part.
 *
 * The weights of a loop are the arrays that each of its passes changes in terms of themselves, and that the prediction depends on. The
 * prediction is the side that depends on them in the first difference whose other side does not; the other side is the target. An
 * iteration is a pass of the loop that carries the most weights, of the outermost one where several carry the same. A value that a pass
 * carries on the way to its own prediction, such as the hidden state of a recurrent network, is memory.
 * One file, since each role narrows the search for the next.
 */
import { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import type { Module as Tree } from '../syntax/tree.ts';
import { Flow } from './flow.ts';
import { ancestors, type CodePlace, dependents, type FlowNode } from './flow-graph.ts';
import { grouped } from './groups.ts';
import { type LearningRate, learningRateOf } from './learning-rate.ts';
import { type Head, isSameLoop, type Loop, observeLoops, type SeenLoop } from './loops.ts';
import { findMeeting, type Meeting } from './meeting.ts';
import { type Path, printPath } from './path.ts';

export interface Roles {
  readonly loop: Loop;
  /** In the order in which the prediction uses them. */
  readonly weights: readonly Path[];
  readonly biases: readonly Path[];
  /** The weights, then the biases. */
  readonly parameters: readonly Path[];
  /** Other values that each iteration carries to the next, such as momentum. */
  readonly memory: readonly Path[];
  readonly meeting: Meeting | undefined;
  /** The instruction with which a pass changes its last weight. */
  readonly update?: CodePlace | undefined;
  /** Values that are read at the end of an iteration, in place of a meeting: a person has named them. */
  readonly read?: { readonly prediction: Path; readonly target: Path } | { readonly error: Path } | undefined;
  readonly learningRate: LearningRate | undefined;
  /** Loops that came before it, beside it in another loop, and may train, too. */
  readonly earlier?: readonly Loop[];
  /** True where a person has named the loop, and the values are those of another one, until its passes were looked at. */
  readonly isOfAnother?: boolean;
}

/** Roles with their parameters. */
export function rolesFrom(parts: Omit<Roles, 'parameters'>): Roles {
  return { ...parts, parameters: [...parts.weights, ...parts.biases] };
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
  const { best, direct } = yield* searching(run, tree, false, mostInstructions);
  return best ?? direct;
}

/**
 * The roles of a loop that the run is about to enter, in pieces; undefined where it trains nothing.
 * @param run a run of its own, before the loop: it is used up.
 * @param isKnown true for loops that are known to train: a loop around them only repeats their training.
 */
export function* findingRolesOf(
  run: ScriptRun,
  tree: Tree,
  loop: Loop,
  isKnown: (loop: Loop) => boolean,
): Generator<void, Roles | undefined> {
  const { best, loops } = yield* searching(run, tree, true, undefined, loop);
  const repeats = loops.some((seen) => seen.training !== undefined && !isSameLoop(seen, loop) && isKnown(seen));
  return best === undefined || repeats || !isSameLoop(best.loop, loop) ? undefined : best;
}

interface Searched {
  readonly best: Roles | undefined;
  /** The first values that are compared with data as they are, such as the centres of clusters; a network may follow. */
  readonly direct: Roles | undefined;
  readonly loops: readonly SeenLoop<Roles>[];
}

/** @param isLater true for a loop after a training: it may use the weights of that, and train nothing */
function* searching(
  run: ScriptRun,
  tree: Tree,
  isLater: boolean,
  mostInstructions?: number,
  within?: Loop,
): Generator<void, Searched> {
  const flow = new Flow();
  let direct: Roles | undefined;
  const trainingOf = (loop: SeenLoop<Roles>): Roles | undefined => {
    const found = rolesOf(loop, flow.nodes, tree, isLater);
    if (found === undefined) return undefined;
    const { roles, isDirect } = found;
    const [weights, biases] = [grouped(roles.weights, run), grouped(roles.biases, run)];
    const shown = rolesFrom({ ...roles, weights, biases });
    if (!isDirect) return shown;
    direct ??= shown;
    return undefined;
  };
  const loops = yield* observeLoops(run, flow, trainingOf, mostInstructions, within);
  let best: { roles: Roles; score: number; loop: SeenLoop<Roles> } | undefined;
  for (const loop of loops) {
    const roles = loop.training;
    if (roles === undefined) continue;
    const score = roles.parameters.length;
    if (best === undefined || score > best.score || (score === best.score && loop.order < best.loop.order)) {
      best = { roles, score, loop };
    }
  }
  // A loop around it that trains may have changed some of the weights only, in the passes that were seen.
  const outer = best?.loop.around.find(({ training }) => training !== undefined)?.training;
  if (best === undefined) return { best, direct, loops };
  const roles = outer === undefined ? best.roles : { ...best.roles, loop: outer.loop };
  const earlier = loops.filter(
    (loop) =>
      loop.training !== undefined &&
      loop.order < (best?.loop.order ?? 0) &&
      loop.around.length > 0 &&
      ![loop, ...loop.around].some((each) => isSameLoop(each, roles.loop)) &&
      !best?.loop.around.includes(loop),
  );
  const others = earlier.map(({ code, start, end, line }): Loop => ({ code, start, end, line }));
  return { best: others.length === 0 ? roles : { ...roles, earlier: others }, direct, loops };
}

function rolesOf(
  loop: SeenLoop<Roles>,
  nodes: readonly FlowNode[],
  tree: Tree,
  isLater: boolean,
): { readonly roles: Roles; readonly isDirect: boolean } | undefined {
  const [before, after] = loop.heads;
  if (before === undefined || after === undefined) return undefined;
  const carried = carriedBy(before, after, nodes);
  if (carried.length === 0) return undefined;
  const dependent = dependents(
    carried.flatMap((held) => held.nodes),
    before.time,
    after.time,
    nodes,
  );
  const meeting = findMeeting(before.time, after.time, nodes, dependent, tree);
  if (meeting === undefined) return undefined;
  // Later predictions may be other outputs of the same weights, but also those of weights that have been updated since.
  const { results = [] } = nodes[meeting.node] as FlowNode;
  const fromError = dependents([meeting.node, ...results], before.time, after.time, nodes);
  const used = new Set([
    ...ancestors(meeting.predictionNodes, before.time, nodes),
    ...ancestors(meeting.laterNodes, before.time, nodes, fromError),
  ]);
  const later = new Map(after.held.map(({ path, nodes: own }) => [printPath(path), own]));
  /** False for the error of a perceptron, which only decides on an update. */
  const teaches = carried.some(({ path }) => later.get(printPath(path))?.some((node) => fromError.has(node)));
  /** True for the hidden state of a recurrent network: its new value is on the way to a prediction of the same pass. */
  const isHiddenState = (held: Head['held'][number]): boolean =>
    later.get(printPath(held.path))?.some((node) => node >= before.time && used.has(node)) === true;
  // A trained network that is fed its own predictions carries them; their error is only counted.
  const first = isLater && !teaches ? ancestors(meeting.predictionNodes, before.time, nodes) : new Set<number>();
  const isFedBack = (held: Head['held'][number]): boolean =>
    later.get(printPath(held.path))?.some((node) => node >= before.time && first.has(node)) === true;
  const weights: { path: Path; at: number; isDirect: boolean }[] = [];
  const biases: Path[] = [];
  const memory: Path[] = [];
  const way = [...used].filter((node) => node >= before.time).sort((one, other) => one - other);
  for (const held of carried) {
    const use = held.nodes.some((node) => used.has(node)) ? firstUse(held, before.time, nodes, way) : undefined;
    if (use === undefined || (teaches && isHiddenState(held)) || isFedBack(held)) memory.push(held.path);
    else if (use.kind === 'sum') biases.push(held.path);
    else weights.push({ path: held.path, at: use.at, isDirect: use.kind === 'none' });
  }
  if (weights.length === 0) return undefined;
  // A learning rate that each iteration lowers is carried, too.
  const onWeights = dependents(
    carried.filter(({ path }) => !memory.includes(path)).flatMap((held) => held.nodes),
    before.time,
    after.time,
    nodes,
  );
  weights.sort((one, other) => one.at - other.at);
  const parameters = [...weights.map(({ path }) => path), ...biases];
  const roles = rolesFrom({
    loop: { code: loop.code, start: loop.start, end: loop.end, line: loop.line },
    weights: weights.map(({ path }) => path),
    biases,
    memory,
    meeting: meeting.meeting,
    update: lastUpdate(loop, parameters, before.time, later, nodes),
    learningRate: learningRateOf(meeting.node, meeting.predictionNodes, onWeights, carried, after, nodes, tree),
  });
  return { roles, isDirect: weights.every(({ isDirect }) => isDirect) };
}

/** The instruction that stores the newest of some values in a pass. @param later the nodes of all values after the pass, by path */
function lastUpdate(
  loop: Loop,
  paths: readonly Path[],
  from: number,
  later: ReadonlyMap<string, readonly number[]>,
  nodes: readonly FlowNode[],
): CodePlace | undefined {
  let [newest, newestPath]: [number, Path | undefined] = [from - 1, undefined];
  for (const path of paths) {
    for (const node of later.get(printPath(path)) ?? []) if (node > newest) [newest, newestPath] = [node, path];
  }
  const at = nodes[newest]?.at;
  if (newestPath === undefined || at === undefined || at.code.hidden) return undefined;
  return { code: at.code, instruction: storeAfter(at, newestPath, at.code === loop.code ? loop.end : undefined) };
}

/** The instruction that stores a computed value at a path; the one that computes it where there is none up to `end`. */
function storeAfter({ code, instruction }: CodePlace, { variable, steps }: Path, end = code.ops.length): number {
  const last = steps.at(-1);
  for (let at = instruction + 1; at < end; at++) {
    switch (code.ops[at]) {
      case op.STORE_ATTR:
        if (last !== undefined && 'attribute' in last && code.names[code.args[at] as number] === last.attribute)
          return at;
        break;
      case op.SET_ITEM:
        if (last !== undefined && !('attribute' in last)) return at;
        break;
      case op.STORE_FAST:
      case op.STORE_DEREF:
      case op.STORE_GLOBAL:
      case op.STORE_NAME: {
        const { from, to } = code.placeOf(at);
        if (last === undefined && code.source.text.slice(from, to) === variable) return at;
        break;
      }
      default:
    }
  }
  return instruction;
}

/** Values that are looked at together. */
const BITS = 32;

/** The values whose paths hold, after the pass, a value that the pass has computed from them. */
function carriedBy(before: Head, after: Head, nodes: readonly FlowNode[]): Head['held'] {
  const later = new Map(after.held.map(({ path, nodes: own }) => [printPath(path), own]));
  const changed = before.held.filter(({ path, nodes: own }) => {
    const now = later.get(printPath(path));
    return own.length > 0 && now?.some((node) => node >= before.time) === true;
  });
  const carried: Head['held'][number][] = [];
  for (let first = 0; first < changed.length; first += BITS) {
    const some = changed.slice(first, first + BITS);
    /** By node, a bit for each of the values that it was computed from. */
    const origins = new Int32Array(after.time);
    for (const [bit, held] of some.entries()) {
      for (const node of held.nodes) origins[node] = (origins[node] as number) | (1 << bit);
    }
    for (let node = before.time; node < after.time; node++) {
      let own = origins[node] as number;
      for (const input of (nodes[node] as FlowNode).inputs) own |= origins[input] as number;
      origins[node] = own;
    }
    for (const [bit, held] of some.entries()) {
      const now = later.get(printPath(held.path)) ?? [];
      if (now.some((node) => node >= before.time && ((origins[node] as number) >> bit) & 1)) carried.push(held);
    }
  }
  return carried;
}

interface Use {
  /** A value that is the prediction itself is not used on the way. */
  readonly kind: 'product' | 'sum' | 'none';
  /** The node of the use. */
  readonly at: number;
}

/** The first product or sum on the way from a value to the prediction. @param way the nodes of the way, ascending. */
function firstUse(held: Head['held'][number], from: number, nodes: readonly FlowNode[], way: readonly number[]): Use {
  const reached = new Set(held.nodes);
  let sum: Use | undefined;
  for (const at of way) {
    const node = nodes[at] as FlowNode;
    if (!node.inputs.some((input) => reached.has(input))) continue;
    if (node.kind === 'product') return { kind: 'product', at };
    if (node.kind === 'sum' || node.kind === 'difference') sum ??= { kind: 'sum', at };
    else reached.add(at);
  }
  return sum ?? { kind: 'none', at: from };
}

/** Roles found in another run of the same script, with the codes of this one; undefined for codes of other files. */
export function rolesIn(main: Code, roles: Roles): Roles | undefined {
  const loop = twinOf(main, roles.loop.code);
  const met = roles.meeting && twinOf(main, roles.meeting.code);
  if (loop === undefined || (roles.meeting !== undefined && met === undefined)) return undefined;
  const updated = roles.update && twinOf(main, roles.update.code);
  const earlier = roles.earlier?.flatMap((own) => {
    const code = twinOf(main, own.code);
    return code === undefined ? [] : [{ ...own, code }];
  });
  return {
    ...roles,
    ...(earlier && { earlier }),
    loop: { ...roles.loop, code: loop },
    meeting: roles.meeting && met && { ...roles.meeting, code: met },
    update: roles.update && updated && { ...roles.update, code: updated },
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
