/*
 * Trials: other numbers are put into a table of a script, and the values of the first meeting that change are found. A value that
 * changes was computed from these numbers, however the script is written.
 */
import type { Numbers } from '../numbers.ts';
import { putAt } from './put.ts';
import type { Stage } from './stage.ts';
import type { Table } from './tables.ts';

/** Some columns of a table, or some of its rows where its columns are the examples. */
export interface Source {
  readonly table: Table;
  /** True where each column is an example. */
  readonly isTransposed: boolean;
  /** The features of an example that the prediction is computed from, from 0. */
  readonly features: readonly number[];
}

/** One side of the first meeting of an unchanged pass. */
export interface Side {
  readonly of: 'prediction' | 'target';
  readonly numbers: Numbers;
}

/** More columns are tried together, the first and the last one alone: a class is mostly there. */
const MOST_TRIED = 64;

type Change = (value: number, index: number) => number;

const toNaN: Change = () => Number.NaN;
/** A change so large that comparisons cannot hide it. */
const shifted: Change = (value, index) => value * 1.37 + 0.61 + 0.013 * (index % 7);

/** True where the values change with the numbers of a table. */
export function* effectOf(stage: Stage, table: Table, base: Side): Generator<void, boolean> {
  const all = changesWith(stage, table, () => true, toNaN, base);
  if (all !== undefined && all.length > 0) return true;
  yield;
  const more = changesWith(stage, table, () => true, shifted, base);
  if (more !== undefined) return more.length > 0;
  if (all !== undefined || table.columns > MOST_TRIED || table.columns === 1) return false;
  // A column may be an index, such as the class of a row: the others may be inputs.
  for (let column = 0; column < table.columns; column++) {
    yield;
    const own = changesWith(stage, table, (cell) => cell % table.columns === column, toNaN, base);
    if (own !== undefined && own.length > 0) return true;
  }
  return false;
}

/** The indexes of the prediction's numbers that change with some cells of a table; undefined where the pass breaks. */
function changesWith(
  stage: Stage,
  table: Table,
  isCell: (cell: number) => boolean,
  change: Change,
  base: Side,
): readonly number[] | undefined {
  const data = table.data.map((value, cell) => (isCell(cell) ? change(value, cell) : value));
  const [met] = stage.pass((run) => putAt(run, table.path, data));
  const numbers = met?.[base.of];
  // A softmax may take the largest value of all rows from each: other rows then change its rounding.
  return numbers === undefined ? undefined : differences(base.numbers, numbers, change === toNaN ? 0 : ROUNDING);
}

/** The largest relative difference by rounding. */
export const ROUNDING = 1e-11;

/** True for the same bits, or for numbers with at most this relative difference. */
export function isNear(one: number | undefined, other: number | undefined, tolerance: number): boolean {
  if (Object.is(one, other)) return true;
  if (one === undefined || other === undefined) return false;
  return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
}

/** The indexes of the numbers that differ; undefined for different counts of numbers. */
export function differences(one: Numbers, other: Numbers, tolerance = 0): readonly number[] | undefined {
  if (one.data.length !== other.data.length) return undefined;
  const found: number[] = [];
  for (let i = 0; i < one.data.length; i++) if (!isNear(one.data[i], other.data[i], tolerance)) found.push(i);
  return found;
}

/** The columns of a table that are inputs, and the row of each number of the prediction. */
export function* sourceOf(
  stage: Stage,
  table: Table,
  base: Side,
): Generator<void, { source: Source; rows: readonly number[] } | undefined> {
  for (const isTransposed of table.isMatrix ? [false, true] : [false]) {
    const length = isTransposed ? table.columns : table.rows;
    if (length === 1 && table.isMatrix && !isTransposed && table.columns > 1) {
      // One row may be one example, or many examples of one number.
      const other = yield* sourceAlong(stage, table, true, base);
      if (other !== undefined && new Set(other.rows).size > 1) return other;
    }
    const own = yield* sourceAlong(stage, table, isTransposed, base);
    if (own !== undefined) return own;
  }
  // All of the table is one example.
  if (table.columns > 1) return undefined;
  const one = { ...table, rows: 1, columns: table.rows };
  return yield* sourceAlong(stage, one, false, base);
}

function* sourceAlong(
  stage: Stage,
  table: Table,
  isTransposed: boolean,
  base: Side,
): Generator<void, { source: Source; rows: readonly number[] } | undefined> {
  const exampleOf = (cell: number): number => (isTransposed ? cell % table.columns : Math.floor(cell / table.columns));
  const featureOf = (cell: number): number => (isTransposed ? Math.floor(cell / table.columns) : cell % table.columns);
  const count = isTransposed ? table.columns : table.rows;
  const width = isTransposed ? table.rows : table.columns;
  const features: number[] = [];
  for (const [from, to] of stretches(width)) {
    yield;
    const isCell = (cell: number): boolean => featureOf(cell) >= from && featureOf(cell) < to;
    for (const change of [toNaN, shifted]) {
      const own = changesWith(stage, table, isCell, change, base);
      if (own === undefined || own.length === 0) continue;
      for (let feature = from; feature < to; feature++) features.push(feature);
      break;
    }
  }
  const used = new Set(features);
  for (const change of [toNaN, shifted]) {
    const rows = yield* rowsOf(
      stage,
      table,
      count,
      (cell) => (used.has(featureOf(cell)) ? exampleOf(cell) : -1),
      change,
      base,
    );
    if (rows !== undefined) return { source: { table, isTransposed, features }, rows };
  }
  return undefined;
}

/** Stretches of columns, each of one column where they are few. */
function stretches(width: number): readonly (readonly [number, number])[] {
  if (width <= MOST_TRIED) return Array.from({ length: width }, (_, at) => [at, at + 1]);
  const inner = MOST_TRIED - 2;
  const end = (at: number): number => 1 + Math.floor(((width - 2) * at) / inner);
  return [
    [0, 1],
    ...Array.from({ length: inner }, (_, at): readonly [number, number] => [end(at), end(at + 1)]),
    [width - 1, width],
  ];
}

/** The example that each number of the prediction depends on; undefined unless each depends on exactly one. */
function* rowsOf(
  stage: Stage,
  table: Table,
  count: number,
  exampleOf: (cell: number) => number,
  change: Change,
  base: Side,
): Generator<void, readonly number[] | undefined> {
  const rows = new Array<number>(base.numbers.data.length).fill(0);
  if (count === 1) return rows;
  for (let bit = 1; bit < count; bit *= 2) {
    const known = new Uint8Array(rows.length);
    for (const isSet of [true, false]) {
      yield;
      const isCell = (cell: number): boolean => {
        const example = exampleOf(cell);
        return example >= 0 && Math.floor(example / bit) % 2 === (isSet ? 1 : 0);
      };
      const own = changesWith(stage, table, isCell, change, base);
      if (own === undefined) return undefined;
      for (const index of own) {
        if (known[index] === 1) return undefined;
        known[index] = 1;
        if (isSet) rows[index] = (rows[index] as number) + bit;
      }
    }
    if (known.includes(0)) return undefined;
  }
  return rows;
}
