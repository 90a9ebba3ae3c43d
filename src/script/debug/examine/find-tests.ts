/*
 * The test set of a script: arrays of the same width as its data that it predicts beside its training, and whose predictions it
 * compares with other arrays. A person may name them.
 */
import type { Examples, Matrix } from '../../../engine/matrix.ts';
import { ItemsIterator, ListIterator } from '../../library/iterators.ts';
import { RangeIterator } from '../../library/ranges.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import type { Value } from '../../machine/values.ts';
import { Flow } from '../../roles/flow.ts';
import { ancestors, dependents, sideIn } from '../../roles/flow-graph.ts';
import { type Path, readPath } from '../../roles/path.ts';
import { numbersOf } from '../numbers.ts';
import { carriedIn, exampleIn, type Inputs } from './find-inputs.ts';
import type { Stage } from './stage.ts';
import { type Table, tableOf, tablesIn } from './tables.ts';

/** Lines, calls and jumps back that are observed, and in a piece. */
const MOST_WORK = 40_000;
const PIECE = 500;

/**
 * Finds the test set, in pieces.
 * @param named the inputs and the targets that a person has named
 * @param run the run as it is now: arrays that are made after the training may be named, too
 */
export function* findingTests(
  stage: Stage,
  inputs: Inputs,
  named: readonly Path[] | undefined,
  run: ScriptRun,
): Generator<void, Examples | undefined> {
  if (named !== undefined) {
    const [one, other] = named.map((path) => {
      const value = readPath(stage.begin(), path) ?? readPath(run, path);
      return value === undefined ? undefined : tableOf(path, value);
    });
    return one && other && examplesOf(inputs, one, other);
  }
  for (const [predicted, compared] of yield* comparedAfter(stage, inputs)) {
    const found = examplesOf(inputs, predicted, compared);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Tables that are predicted after the training, each with a table that its predictions are compared with. */
function* comparedAfter(
  stage: Stage,
  inputs: Inputs,
): Generator<void, readonly (readonly [predicted: Table, compared: Table])[]> {
  const candidates = new Map<string, Table>();
  const flow = new Flow();
  const run = stage.begin();
  const excluded = carriedIn(run, stage);
  const collect = (): void => {
    for (const table of tablesIn(run, excluded)) candidates.set(keyOf(table.data, table.rows), table);
  };
  collect();
  // Without another table as wide as the data there is nothing to look for.
  const widthOf = (table: Table): number => (inputs.sources[0]?.isTransposed === true ? table.rows : table.columns);
  const [source] = inputs.sources;
  const own = new Set(inputs.sources.map(({ table }) => keyOf(table.data, table.rows)));
  const isOther = (table: Table): boolean => !own.has(keyOf(table.data, table.rows)) && table.data.length > 1;
  const isWide = (table: Table): boolean => source !== undefined && widthOf(table) === widthOf(source.table);
  if (![...candidates.values()].some((table) => isOther(table) && isWide(table))) return [];
  const weights = stage.roles.weights.flatMap((path) => flow.nodesOf(readPath(run, path) ?? null));
  if (!leaveLoop(run, stage)) return [];
  const { state } = run;
  state.observe = (now) => flow.see(now);
  state.taps = undefined;
  try {
    for (let work = 0; work < MOST_WORK && !flow.isFull; work += PIECE) {
      if (run.go({ kind: 'end' }, PIECE) !== 'piece') break;
      yield;
    }
  } finally {
    state.observe = undefined;
  }
  collect();
  const reached = dependents(weights, 0, flow.nodes.length, flow.nodes);
  const tableIn = (value: Value): Table | undefined => {
    const numbers = numbersOf(value);
    if (numbers === undefined || numbers.data.length < 2) return undefined;
    const key = keyOf(numbers.data, numbers.shape[0] ?? 1);
    const table = candidates.get(key);
    const isSame = table?.data.every((value, i) => Object.is(value, numbers.data[i])) === true;
    return isSame && !own.has(key) ? table : undefined;
  };
  const predicted = new Map<number, Table>();
  const pairs: (readonly [Table, Table])[] = [];
  for (const [number, node] of flow.nodes.entries()) {
    if (node.kind !== 'product' && node.kind !== 'difference' && node.kind !== 'comparison') continue;
    const side = sideIn(node, reached);
    if (side === undefined) continue;
    const table = tableIn(side === 'left' ? node.rightValue : node.leftValue);
    if (table === undefined) continue;
    if (node.kind === 'product') {
      predicted.set(number, table);
      continue;
    }
    const from = ancestors(side === 'left' ? node.left : node.right, 0, flow.nodes);
    for (const [product, inputsOfIt] of predicted) if (from.has(product)) pairs.push([inputsOfIt, table]);
  }
  return pairs;
}

/** Equal for equal tables, and usually different for others. */
function keyOf(data: Float64Array, rows: number): string {
  let sum = 0;
  for (const [i, value] of data.entries()) sum += value * (1 + (i % 97));
  return `${rows}:${data.length}:${sum}`;
}

/** The loop has no further pass: the script continues after it. @returns false for a loop with a condition */
function leaveLoop(run: ScriptRun, { roles }: Stage): boolean {
  const { state } = run;
  const iterator = state.stack[state.sp - 1];
  if (state.depth < 0 || state.frame.code !== roles.loop.code) return false;
  if (iterator instanceof RangeIterator) iterator.left = 0;
  else if (iterator instanceof ListIterator) iterator.index = Number.MAX_SAFE_INTEGER;
  else if (iterator instanceof ItemsIterator) iterator.index = iterator.items.length;
  else return false;
  return true;
}

/** A table of inputs and a table of targets as examples of a script; undefined where they do not fit. */
function examplesOf(inputs: Inputs, one: Table, other: Table): Examples | undefined {
  const [source] = inputs.sources;
  const outputs = inputs.places[0]?.length ?? 0;
  if (source === undefined || inputs.sources.length > 1) return undefined;
  const { isTransposed } = source;
  const width = isTransposed ? one.rows : one.columns;
  const wanted = isTransposed ? source.table.rows : source.table.columns;
  const features = width === wanted ? source.features : undefined;
  if (features === undefined) return undefined;
  const rows = isTransposed ? one.columns : one.rows;
  const part: Inputs = { ...inputs, rows, sources: [{ table: one, isTransposed, features }] };
  const data = new Float64Array(rows * features.length);
  for (let row = 0; row < rows; row++) data.set(exampleIn(part, row), row * features.length);
  const targets = targetsOf(other, rows, outputs);
  return targets && { inputs: { rows, columns: features.length, data }, targets };
}

/** (examples × outputs); class numbers become ones. */
function targetsOf({ rows, columns, data }: Table, examples: number, outputs: number): Matrix | undefined {
  if (rows === examples && columns === outputs) return { rows, columns, data };
  const isTurned = columns === examples && rows === outputs;
  if (isTurned) {
    const turned = Float64Array.from({ length: data.length }, (_, cell) => {
      const [row, column] = [Math.floor(cell / outputs), cell % outputs];
      return data[column * columns + row] as number;
    });
    return { rows: examples, columns: outputs, data: turned };
  }
  const areClasses =
    outputs > 1 && data.length === examples && data.every((own) => Number.isInteger(own) && own >= 0 && own < outputs);
  if (!areClasses) return undefined;
  const ones = new Float64Array(examples * outputs);
  for (const [row, own] of data.entries()) ones[row * outputs + own] = 1;
  return { rows: examples, columns: outputs, data: ones };
}
