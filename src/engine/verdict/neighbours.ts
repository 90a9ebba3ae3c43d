import { square } from '../../language/elementary.ts';
import type { Matrix } from '../matrix.ts';
import { meanOf } from '../moments.ts';
import type { ColumnFacts } from './data-facts.ts';
import * as thresholds from './thresholds.ts';

/**
 * The difference between the targets of a row and those of its nearest row. `near` estimates what no network can tell from the inputs, since
 * nearest rows have nearly the same inputs: for classes, the share of rows whose nearest row is of another class (the error of the
 * nearest-neighbour rule, at most twice the least possible one: Cover and Hart 1967); for quantities, the root of half the mean
 * squared difference (the delta test: Pi and Peterson 1994). `any` is the same for two rows by chance.
 */
export interface Neighbours {
  readonly of: 'classes' | 'quantities';
  readonly near: number;
  readonly any: number;
  /** The rows that were compared. */
  readonly rows: number;
}

/** Compares evenly chosen rows with each other, each column in units of its deviation. */
export function neighboursOf(
  inputs: Matrix,
  columns: readonly ColumnFacts[],
  target: Matrix,
  classes: Int32Array | undefined,
): Neighbours | undefined {
  const { NEIGHBOUR_ROWS, NEIGHBOUR_COLUMNS, NEIGHBOUR_CELLS } = thresholds;
  const varying = columns.flatMap(({ deviation }, column) => (deviation > 0 ? [column] : []));
  if (inputs.rows < NEIGHBOUR_ROWS || varying.length === 0 || varying.length > NEIGHBOUR_COLUMNS) return undefined;
  const step = Math.ceil(inputs.rows / Math.sqrt(NEIGHBOUR_CELLS / varying.length));
  const chosen = Array.from({ length: Math.floor((inputs.rows - 1) / step) + 1 }, (_, index) => index * step);
  const points = chosen.map((row) =>
    varying.map((column) => inputs.data[row * inputs.columns + column]! / columns[column]!.deviation),
  );
  let [nearest, differences] = [0, 0];
  for (const [one, row] of chosen.entries()) {
    const [other, distance] = nearestTo(one, points);
    nearest += distance;
    const neighbour = chosen[other]!;
    differences +=
      classes === undefined ? squaredBetween(target, row, neighbour) / 2 : Number(classes[row] !== classes[neighbour]);
  }
  // The mean squared distance of two rows is 2 for each column.
  const isClose = nearest / chosen.length <= thresholds.NEIGHBOUR_CLOSE * 2 * varying.length;
  if (!isClose) return undefined;
  const mean = differences / chosen.length;
  return classes === undefined
    ? { of: 'quantities', near: Math.sqrt(mean), any: spreadOf(target), rows: chosen.length }
    : { of: 'classes', near: mean, any: chanceOf(classes), rows: chosen.length };
}

/** The index of the nearest other point, and its squared distance. */
function nearestTo(own: number, points: readonly (readonly number[])[]): readonly [index: number, distance: number] {
  const point = points[own]!;
  let [best, least] = [own, Number.POSITIVE_INFINITY];
  for (const [index, other] of points.entries()) {
    if (index === own) continue;
    let distance = 0;
    for (let column = 0; column < point.length && distance < least; column++) {
      distance += square(point[column]! - other[column]!);
    }
    if (distance < least) [best, least] = [index, distance];
  }
  return [best, least];
}

/** The mean over outputs. */
function squaredBetween({ columns, data }: Matrix, one: number, other: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    sum += square(data[one * columns + column]! - data[other * columns + column]!);
  }
  return sum / columns;
}

/** The root of the mean square around the means, over all columns. */
function spreadOf(matrix: Matrix): number {
  const { rows, columns, data } = matrix;
  let squares = 0;
  for (let column = 0; column < columns; column++) {
    const mean = meanOf(matrix, column);
    for (let row = 0; row < rows; row++) squares += square(data[row * columns + column]! - mean);
  }
  return Math.sqrt(squares / data.length);
}

/** The probability that two rows are of different classes. */
function chanceOf(classes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const own of classes) counts.set(own, (counts.get(own) ?? 0) + 1);
  let same = 0;
  for (const rows of counts.values()) same += square(rows / classes.length);
  return 1 - same;
}
