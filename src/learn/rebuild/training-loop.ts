/* The training loop of a text, and its data: the rows of a learner may be in another order. */
import type { Moment } from '../../script/machine/moment.ts';
import { parseModule } from '../../script/syntax/module.ts';
import type { Module } from '../../script/syntax/tree.ts';
import { biasRowsIn } from './bias-rows.ts';
import { bestFit, type Fit } from './fit.ts';
import { parameterShapes, sourcesFor, valueOfRows } from './mapping.ts';
import { type Loop, loopsOf } from './names.ts';
import { type Network, sourceOf } from './networks.ts';
import type { Failure, Pass } from './pass.ts';
import { type Slice, Trace } from './trace.ts';
import { fits, inLayoutOf, isSame, type Value } from './values.ts';
import { withLastStops } from './whole.ts';

/** A text at its training loop, after one iteration. */
export interface Training {
  readonly trace: Trace;
  readonly loop: Loop;
  /** The network, with the rows in the learner's order. */
  readonly network: Network;
  /** The state before the iteration. */
  readonly moment: Moment;
  readonly pass: Pass;
  readonly fit: Fit;
}

/** A text without a loop at whose entry the weights fit. */
export interface NoTraining {
  readonly trace: Trace;
  readonly network: Network;
  readonly hasLoop: boolean;
  readonly failure: Failure | undefined;
  /** A loop of the text itself that is left before its first line. */
  readonly idle?: Loop | undefined;
  /** The name of a vector that has as many numbers as all weights together. */
  readonly vector?: string;
}

/** Loops that are tried in the place of one whose iteration is not right. */
const MOST_LOOPS = 5;

/** Goes to the loop that trains: the first one at whose entry there are weights that fit, or another one whose iteration is right. */
export function* findTraining(module: Module, network: Network): Generator<void, Training | NoTraining> {
  const loops = loopsOf(module.body);
  const first = yield* trainingIn(module, network, loops);
  if (!('fit' in first))
    return (yield* withBiasRows(module, first, loops)) ?? (yield* withVector(module, first, loops));
  if (first.fit.factor !== undefined) return first;
  let [best, most] = [first, score(first)];
  for (const loop of loops.slice(0, MOST_LOOPS)) {
    const other = yield* trainingIn(module, network, [loop]);
    if (!('fit' in other) || !mayTrain(first, other)) continue;
    const own = score(other);
    if (own > most) [best, most] = [other, own];
  }
  return best;
}

/** Another run of a text, at the beginning of its training loop; undefined where that is not reached. */
export function* runAtLoop(
  module: Module,
  loop: Loop,
  { slices, source }: Pick<Fit, 'slices' | 'source'>,
): Generator<void, Trace | undefined> {
  const trace = new Trace(module, { slices, examples: source.network.inputs.length });
  const reached = yield* trace.toLoop([loop]);
  return reached === undefined || 'message' in reached ? undefined : trace;
}

/** The run of a changed text at the same training loop; undefined where it is not reached. */
export function* changedText(
  source: string,
  { module, loop, fit }: { readonly module: Module; readonly loop: Loop; readonly fit: Fit },
): Generator<void, Trace | undefined> {
  const { module: changed } = parseModule(source, { version: module.version });
  if (changed === undefined) return undefined;
  const own = loopsOf(changed.body)[loopsOf(module.body).findIndex(({ from }) => from === loop.from)];
  return own && (yield* runAtLoop(withLastStops(changed), own, fit));
}

/** A loop inside of one that has weights already trains only where it changes them: a delta may have the shape of weights. */
function mayTrain({ loop, pass }: Training, other: Training): boolean {
  const isIn = (from: number): boolean => from >= other.loop.from && from < other.loop.to;
  const isCalled = pass.steps.some(({ statement, depth }) => depth > 0 && isIn(statement.from));
  if (!isCalled && (other.loop.from < loop.from || other.loop.to > loop.to)) return true;
  const { names, changes } = other.fit;
  return changes.some(({ kind }) => kind !== 'none') && [...names.values()].every((name) => pass.before.has(name));
}

/** 3 for a right iteration; else the share of the weights that change, and less than that, the share of the arrays that are right. */
function score({ fit, pass }: Training): number {
  if (fit.factor !== undefined) return 3;
  const weights = new Set(fit.names.values());
  const arrays = pass.steps.flatMap((step) =>
    [...step.values]
      .filter(([name, { cells }]) => cells.length > 1 && !weights.has(name))
      .map(([name]) => ({ step, name })),
  );
  const right = arrays.filter(({ step, name }) => fit.matches.get(step)?.get(name)?.quantity.kind === 'line');
  const changed = fit.changes.filter(({ kind }) => kind !== 'none');
  return (2 * changed.length) / Math.max(1, fit.changes.length) + right.length / (1 + arrays.length);
}

function* trainingIn(module: Module, network: Network, loops: readonly Loop[]): Generator<void, Training | NoTraining> {
  const examples = network.inputs.length;
  let trace = new Trace(module, { examples });
  let rest = loops;
  let failure: Failure | undefined;
  for (;;) {
    const reached = yield* trace.toLoop(rest);
    if (reached === undefined) break;
    if ('message' in reached) {
      // A loop whose weights do not fit may take long.
      if (reached.kind !== 'too long' || rest.length === loops.length) failure = reached;
      break;
    }
    const own = withOwnOrder(network, trace);
    const sources = sourcesFor(sourceOf(own), trace.values());
    if (sources.length > 0) {
      const moment = trace.save();
      const pass = yield* trace.pass();
      const fit = yield* bestFit(sources, pass);
      if (fit !== undefined) return { trace, loop: reached, network: own, moment, pass, fit };
    }
    rest = rest.filter((loop) => loop !== reached);
  }
  const isIdle = failure === undefined && rest.length === loops.length;
  const idle = isIdle ? loops.find((loop) => module.body.includes(loop)) : undefined;
  const hasLoop = failure === undefined && loops.length > 0;
  if (hasLoop) {
    trace = new Trace(module);
    yield* trace.toLoop(loops);
  }
  return { trace, network: withOwnOrder(network, trace), hasLoop, failure, idle };
}

/** The training with parts of arrays as the weights; undefined where they do not fit. */
function* trainingOfSlices(
  module: Module,
  network: Network,
  loops: readonly Loop[],
  slices: readonly Slice[],
): Generator<void, Training | undefined> {
  const trace = new Trace(module, { slices, examples: network.inputs.length });
  const loop = yield* trace.toLoop(loops);
  if (loop === undefined || 'message' in loop) return undefined;
  const moment = trace.save();
  const sources = sourcesFor(sourceOf(network), trace.values());
  const pass = yield* trace.pass();
  const fit = yield* bestFit(sources, pass);
  return fit && { trace, loop, network, moment, pass, fit: { ...fit, slices } };
}

/** The training with the bias of each layer in the first or last row of its weights, for an input that is always 1. */
function* withBiasRows(
  module: Module,
  none: NoTraining,
  loops: readonly Loop[],
): Generator<void, Training | undefined> {
  if (none.failure !== undefined || !none.hasLoop) return undefined;
  const { network } = none;
  let best: Training | undefined;
  for (const slices of biasRowsIn(sourceOf(network), none.trace.values())) {
    const training = yield* trainingOfSlices(module, network, loops, slices);
    const names = slices.map(({ name }) => name);
    if (training === undefined || ![...training.fit.names.values()].every((name) => names.includes(name))) continue;
    if (training.fit.factor !== undefined) return training;
    if (best === undefined || score(training) > score(best)) best = training;
  }
  return best;
}

/** The training with all weights in one vector, layer by layer, or the weights before the biases; only where its updates are right. */
function* withVector(module: Module, none: NoTraining, loops: readonly Loop[]): Generator<void, Training | NoTraining> {
  if (none.failure !== undefined || !none.hasLoop) return none;
  const { network } = none;
  const shapes = [...parameterShapes(sourceOf(network)).values()];
  const size = shapes.reduce((sum, [rows, columns]) => sum + rows * columns, 0);
  const isVector = ({ shape, cells }: Value): boolean => cells.length === size && shape.some((own) => own === size);
  const vector = [...none.trace.values()].find(([, value]) => isVector(value))?.[0];
  if (vector === undefined || shapes.length < 2) return none;
  for (const order of [shapes, shapes.toSorted(([one], [other]) => Number(one === 1) - Number(other === 1))]) {
    let from = 0;
    const slices = order.map((shape): Slice => {
      const size = shape[0] * shape[1];
      const cells = Array.from({ length: size }, (_, i) => from + i);
      from += size;
      return { name: `${vector}[${from - size}:${from}]`, of: vector, cells, shape };
    });
    const training = yield* trainingOfSlices(module, network, loops, slices);
    if (training?.fit.factor !== undefined) return training;
  }
  return { ...none, vector };
}

/** The network with its rows, and its inputs, in the order of the learner's. */
function withOwnOrder(network: Network, { setup, given }: Trace): Network {
  const [X, y] = [valueOfRows(network.inputs), valueOfRows(network.targets)];
  const values = [...given, ...setup.map((step) => step.values)].flatMap((own) => [...own.values()]);
  const has = (own: Value): boolean => values.some((value) => isSame(value, own));
  if (has(X) && has(y)) return network;
  // The last ones: rows may be shuffled after they are written.
  const targets = values.filter((value) => fits(value, y)).map((value) => rowsOf(inLayoutOf(y, value) as Value));
  for (const value of values.toReversed()) {
    if (!fits(value, X)) continue;
    const inputs = rowsOf(inLayoutOf(X, value) as Value);
    const own = targets.findLast((each) => isReordered(network, inputs, each));
    if (own !== undefined) return { ...network, inputs, targets: own };
  }
  return network;
}

function rowsOf({ shape, cells }: Value): number[][] {
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: rows }, (_, i) => [...cells.slice(i * columns, (i + 1) * columns)]);
}

/** True for the examples of a network in another order of the rows, or of the columns. */
function isReordered(network: Network, inputs: readonly number[][], targets: readonly number[][]): boolean {
  const text = (rows: readonly (readonly number[])[], order: readonly number[]): string =>
    rows
      .map((row, i) => `${order.map((k) => row[k]).join()}:${(rows === inputs ? targets : network.targets)[i]?.join()}`)
      .toSorted()
      .join(';');
  const columns = (network.inputs[0] ?? []).map((_, i) => i);
  const wanted = text(network.inputs, columns);
  return permutations(columns).some((order) => text(inputs, order) === wanted);
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
