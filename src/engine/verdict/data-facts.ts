import { square } from '../../language/elementary.ts';
import { classOf, haveClasses } from '../../language/example-rows.ts';
import { hashOfRow, isSameRow } from '../equal-rows.ts';
import type { Matrix } from '../matrix.ts';
import { deviationOf, meanOf } from '../moments.ts';
import type { Values } from './measure.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { unexplainedOf } from './set-facts.ts';
import * as thresholds from './thresholds.ts';

/** Facts about the training set, which no iteration changes. */
export interface DataFacts {
  /** One for each input column. */
  readonly columns: readonly ColumnFacts[];
  /** The largest absolute value of an input. */
  readonly largestInput: number;
  readonly largestTarget: number;
  /** The root of the mean square of all targets. */
  readonly targetSize: number;
  /** One class for each row, where the targets are 0 and 1: a single output, or one 1 in each row. */
  readonly classes: Int32Array | undefined;
  /** The most common class, and its rows. */
  readonly majority: { readonly class: number; readonly rows: number } | undefined;
  /** The rows that contradict each other. */
  readonly conflicts: Conflicts;
  readonly leak: Leak | undefined;
  /** Undefined where rows are too few, or too far apart, to say anything. */
  readonly neighbours: Neighbours | undefined;
}

/** Rows with the inputs of another row and other targets. */
export interface Conflicts {
  readonly rows: number;
  /** The rows of another class than most rows with the same inputs: no network predicts fewer wrongly. 0 for quantities. */
  readonly wrong: number;
  /** The part of the targets' variance around the mean of equal inputs, as `SetFacts.unexplained`: no network leaves less. */
  readonly unexplained: number;
}

export interface ColumnFacts {
  readonly mean: number;
  /** The standard deviation; 0 for a constant column. */
  readonly deviation: number;
  /** The root of the mean square. */
  readonly size: number;
}

export interface Leak {
  readonly column: number;
  readonly output: number | undefined;
  readonly correlation: number;
}

const found = new WeakMap<Values, DataFacts | undefined>();

/** Found once for each data set. Undefined for a program without inputs, and for more data than are looked through. */
export function dataFactsOf(values: Values): DataFacts | undefined {
  const own = sameData.get(values) ?? values;
  if (!found.has(own)) found.set(own, findFacts(own));
  return found.get(own);
}

/** Values of another machine of the same program and data, by the values of one. */
const sameData = new WeakMap<Values, Values>();

/** Shares the facts about the data of two machines of the same program and data. */
export function shareDataFacts(values: Values, known: Values): void {
  sameData.set(values, sameData.get(known) ?? known);
}

function findFacts({ inputs, target }: Values): DataFacts | undefined {
  if (inputs === undefined || inputs.rows === 0 || inputs.rows !== target.rows) return undefined;
  if (inputs.data.length + target.data.length > thresholds.CELLS_LOOKED_THROUGH) return undefined;
  const columns = columnsOf(inputs);
  const classes = classesOf(target);
  const conflicts = once(() => conflictsOf(inputs, target, classes));
  const neighbours = once(() => neighboursOf(inputs, columns, target, classes));
  return {
    columns,
    largestInput: largestOf(inputs),
    largestTarget: largestOf(target),
    targetSize: Math.sqrt(target.data.reduce((sum, cell) => sum + square(cell), 0) / target.data.length),
    classes,
    majority: classes && majorityOf(classes),
    leak: leakIn(inputs, columns, target, classes),
    // The two that cost most are found when a run is at rest.
    get conflicts() {
      return conflicts();
    },
    get neighbours() {
      return neighbours();
    },
  };
}

/** The result of `find`, which is called at most once. */
function once<T>(find: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: find() };
    return known.value;
  };
}

export function columnsOf(matrix: Matrix): readonly ColumnFacts[] {
  return Array.from({ length: matrix.columns }, (_, column) => {
    const mean = meanOf(matrix, column);
    const size = deviationOf(matrix, column, 0);
    const deviation = deviationOf(matrix, column, mean);
    // The mean of equal numbers may differ from them by rounding.
    return { mean, size, deviation: deviation < 1e-12 * size ? 0 : deviation };
  });
}

function largestOf({ data }: Matrix): number {
  return data.reduce((most, cell) => Math.max(most, Math.abs(cell)), 0);
}

function classesOf(target: Matrix): Int32Array | undefined {
  if (!haveClasses(target)) return undefined;
  return Int32Array.from({ length: target.rows }, (_, row) => classOf(target.data, row, target.columns));
}

function majorityOf(classes: Int32Array): DataFacts['majority'] {
  const counts = new Map<number, number>();
  for (const own of classes) counts.set(own, (counts.get(own) ?? 0) + 1);
  let most = { class: 0, rows: 0 };
  for (const [own, rows] of counts) if (rows > most.rows) most = { class: own, rows };
  return most;
}

function conflictsOf(inputs: Matrix, target: Matrix, classes: Int32Array | undefined): Conflicts {
  const byHash = new Map<number, number[][]>();
  for (let row = 0; row < inputs.rows; row++) {
    const key = hashOfRow(inputs, row);
    const groups = byHash.get(key);
    if (groups === undefined) {
      byHash.set(key, [[row]]);
      continue;
    }
    const group = groups.find(([first]) => isSameRow(inputs, first!, inputs, row));
    if (group === undefined) groups.push([row]);
    else group.push(row);
  }
  const best = new Float64Array(target.data.length);
  let [rows, wrong] = [0, 0];
  for (const group of [...byHash.values()].flat()) {
    const isMixed = group.some((row) => !isSameRow(target, group[0]!, target, row));
    if (isMixed) rows += group.length;
    if (isMixed && classes !== undefined) {
      wrong += group.length - (majorityOf(Int32Array.from(group, (row) => classes[row]!))?.rows ?? 0);
    }
    for (let column = 0; column < target.columns; column++) {
      const sum = group.reduce((total, row) => total + target.data[row * target.columns + column]!, 0);
      for (const row of group) best[row * target.columns + column] = sum / group.length;
    }
  }
  return { rows, wrong, unexplained: rows === 0 ? 0 : unexplainedOf({ ...target, data: best }, target) };
}

/**
 * The first input that alone tells a target: their squared correlation is near 1, or, of several classes, the share of the input's
 * variance between the classes.
 */
function leakIn(
  inputs: Matrix,
  columns: readonly ColumnFacts[],
  target: Matrix,
  classes: Int32Array | undefined,
): Leak | undefined {
  const varying = columns.flatMap(({ deviation }, column) => (deviation > 0 ? [column] : []));
  // With one input there is nothing else that could tell the target.
  if (inputs.rows < thresholds.LEAK_ROWS || varying.length < 2) return undefined;
  for (const column of varying) {
    for (let output = 0; output < target.columns; output++) {
      const correlation = correlate(inputs, column, target, output);
      if (square(correlation) < thresholds.LEAK) continue;
      return { column, output: target.columns === 1 ? undefined : output, correlation: Math.abs(correlation) };
    }
    const share =
      classes === undefined || target.columns < 3 ? 0 : shareBetween(inputs, column, classes, target.columns);
    if (share >= thresholds.LEAK) return { column, output: undefined, correlation: Math.sqrt(share) };
  }
  return undefined;
}

/**
 * The share of a column's variance that is between the classes: the squared correlation ratio. 0 unless the means of all classes are clearly
 * apart, so that the column tells every class.
 */
function shareBetween({ rows, columns, data }: Matrix, column: number, classes: Int32Array, count: number): number {
  const [sums, sizes] = [new Float64Array(count), new Float64Array(count)];
  for (let row = 0; row < rows; row++) {
    sums[classes[row]!]! += data[row * columns + column]!;
    sizes[classes[row]!]!++;
  }
  const means = sums.map((sum, own) => sum / sizes[own]!);
  const mean = sums.reduce((sum, own) => sum + own, 0) / rows;
  let [within, all] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const cell = data[row * columns + column]!;
    within += square(cell - means[classes[row]!]!);
    all += square(cell - mean);
  }
  const ordered = means.filter((own) => !Number.isNaN(own)).sort();
  const gap = ordered.reduce(
    (least, own, at) => (at === 0 ? least : Math.min(least, own - ordered[at - 1]!)),
    Infinity,
  );
  return all === 0 || !(gap > 4 * Math.sqrt(within / rows)) ? 0 : 1 - within / all;
}

/** The largest absolute correlation of any input column with any of these target columns. */
export function correlationOf(inputs: Matrix, target: Matrix, columns: readonly number[]): number {
  let strongest = 0;
  for (let input = 0; input < inputs.columns; input++) {
    for (const column of columns) strongest = Math.max(strongest, Math.abs(correlate(inputs, input, target, column)));
  }
  return strongest;
}

/** Pearson's correlation coefficient; 0 for a constant column. */
function correlate(x: Matrix, xColumn: number, y: Matrix, yColumn: number): number {
  const xMean = meanOf(x, xColumn);
  const yMean = meanOf(y, yColumn);
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < x.rows; row++) {
    const dx = x.data[row * x.columns + xColumn]! - xMean;
    const dy = y.data[row * y.columns + yColumn]! - yMean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
