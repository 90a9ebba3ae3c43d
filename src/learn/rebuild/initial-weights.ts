/* Mistakes in the initial weights. They show with other seeds, or with another number of rows. */
import type { Fit } from './fit.ts';
import { valueOfRows } from './mapping.ts';
import type { MistakeId } from './mistakes.ts';
import { loopsOf } from './names.ts';
import type { Network } from './networks.ts';
import type { Step, Values } from './recorder.ts';
import { type Slice, Trace } from './trace.ts';
import { isSame, type Value } from './values.ts';
import type { WholeModule } from './whole.ts';

/** Other seeds that are tried: when many draws are all positive, this is no coincidence. */
const SEEDS = [11, 23, 37, 41, 59, 61, 73, 97];
/** Initial weights below this are nearly 0. */
const TINY = 0.05;

export interface SetupMistake {
  readonly id: MistakeId;
  /** The weights with this mistake. */
  readonly parameters: readonly string[];
}

/** True where all hidden units of a layer begin with the same weights, and so have the same value. */
export function hasEqualUnits(fit: Fit): boolean {
  return fit.source.program.roles.layers
    .slice(0, -1)
    .some(({ weights }) => hasEqualColumns(fit.start.weights.get(weights)));
}

function hasEqualColumns(value: Value | undefined): boolean {
  const columns = value?.shape[1] ?? 1;
  return value !== undefined && columns > 1 && value.cells.every((cell, i) => cell === value.cells[i - (i % columns)]);
}

/** The weights whose columns, or cells, are all equal. */
export function equalWeights({ source, start }: Fit): readonly string[] {
  return source.program.roles.layers
    .map(({ weights }) => weights)
    .filter((name) => {
      const value = start.weights.get(name);
      return hasEqualColumns(value) || value?.cells.every((cell) => cell === value.cells[0]) === true;
    });
}

export function* findSetupMistake(
  { module }: WholeModule,
  network: Network,
  { names, start, source, slices }: Fit,
  setup: readonly Step[],
): Generator<void, SetupMistake | undefined> {
  // Units can only be alike in a hidden layer, and only its size can be the number of rows.
  const weights = source.program.roles.layers.map((layer) => layer.weights);
  if (weights.length < 2) return undefined;
  const own = weights.map((name) => start.weights.get(name)).filter((value) => value !== undefined);
  const cells = own.flatMap(({ cells: each }) => [...each]);
  const learnerNames = weights.map((name) => names.get(name) ?? name);
  const isPositive = cells.every((cell) => cell >= 0);
  const isTiny = cells.every((cell) => Math.abs(cell) < TINY);
  if (isPositive || isTiny) {
    let [low, most] = [0, 0];
    let drawn = false;
    for (const seed of SEEDS) {
      const values = yield* initialValues(module, { seed, slices });
      for (const [i, name] of learnerNames.entries()) {
        const value = values?.get(name);
        if (value === undefined) return undefined;
        drawn ||= own[i] !== undefined && !isSame(value, own[i]);
        for (const cell of value.cells) [low, most] = [Math.min(low, cell), Math.max(most, Math.abs(cell))];
      }
    }
    // Weights written as numbers are a choice.
    if (drawn && low >= 0) return { id: 'positive-weights', parameters: weights };
    if (drawn && most < TINY) return { id: 'tiny-weights', parameters: weights };
  }
  const data = new Set(setup.flatMap(({ values }) => namesOf(values, network)));
  const reads = setup.some(
    ({ values, flow }) => learnerNames.some((name) => values.has(name)) && [...flow.reads].length > 1,
  );
  if (!reads || data.size === 0) return undefined;
  const grown = yield* initialValues(module, { extraRow: network, slices });
  if (grown === undefined) return undefined;
  const before = new Map(learnerNames.map((name, i) => [name, own[i]]));
  const parameters = weights.filter((_, i) => {
    const name = learnerNames[i] as string;
    const [small, large] = [before.get(name), grown.get(name)];
    return small !== undefined && large !== undefined && small.cells.length !== large.cells.length;
  });
  return parameters.length === 0 ? undefined : { id: 'hidden-size-by-rows', parameters };
}

function namesOf(values: Values, network: Network): readonly string[] {
  const X = valueOfRows(network.inputs);
  return [...values].filter(([, value]) => isSame(value, X)).map(([name]) => name);
}

/** The values before the loop, with another seed, or with the last row of the data twice. */
function* initialValues(
  module: WholeModule['module'],
  {
    seed,
    extraRow,
    slices,
  }: { readonly seed?: number; readonly extraRow?: Network; readonly slices: readonly Slice[] | undefined },
): Generator<void, Values | undefined> {
  const trace = new Trace(module, { seed, slices });
  const data = extraRow === undefined ? [] : [valueOfRows(extraRow.inputs), valueOfRows(extraRow.targets)];
  const reached = yield* trace.toLoop(loopsOf(module.body), ({ values }) => {
    const more = [...values].filter(([, value]) =>
      data.some((own) => isSame(value, own) && own.shape[0] === value.shape[0]),
    );
    if (more.length > 0) trace.put(new Map(more.map(([name, value]) => [name, withLastRowTwice(value)])));
  });
  return reached !== undefined && 'message' in reached ? undefined : trace.values();
}

function withLastRowTwice({ shape, cells }: Value): Value {
  const width = shape[1] ?? 1;
  return {
    shape: [(shape[0] ?? 0) + 1, ...shape.slice(1)],
    cells: Float64Array.from([...cells, ...cells.slice(-width)]),
  };
}
