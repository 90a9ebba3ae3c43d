import { MARGIN } from '../../language/example-rows.ts';
import type { Matrix } from '../matrix.ts';
import { LISTED, UNITS_COMPARED } from './thresholds.ts';
import type { Miss } from './verdict.ts';

/**
 * The first wrong rows, and rows like them, whose values (rows × units) are nowhere farther apart than `within` although
 * their targets ask for different answers. Empty when every wrong row is unlike all that want something else.
 */
export function rowsLike(value: Matrix, misses: readonly Miss[], target: Matrix, within: number): readonly number[] {
  const alike = new Set<number>();
  for (const miss of misses) {
    for (let row = 0; row < value.rows && alike.size < LISTED; row++) {
      const other = target.data[row * target.columns + miss.column]!;
      if (Math.abs(other - miss.target) <= 2 * MARGIN || !rowsNear(value, miss.row, row, within)) continue;
      alike.add(miss.row).add(row);
    }
  }
  return [...alike].sort((one, other) => one - other);
}

function rowsNear({ columns, data }: Matrix, one: number, other: number, within: number): boolean {
  for (let unit = 0; unit < columns; unit++) {
    if (!(Math.abs(data[one * columns + unit]! - data[other * columns + unit]!) <= within)) return false;
  }
  return true;
}

/** The first group of units that give nearly the same value on every row, `except` some. */
export function unitsAlike(value: Matrix, except: readonly number[], within: number): readonly number[] {
  const compared = Math.min(value.columns, UNITS_COMPARED);
  const units = Array.from({ length: compared }, (_, unit) => unit).filter((unit) => !except.includes(unit));
  for (const unit of units) {
    const group = units.filter((other) => other >= unit && columnsNear(value, unit, other, within));
    if (group.length > 1) return group.slice(0, LISTED);
  }
  return [];
}

function columnsNear({ rows, columns, data }: Matrix, one: number, other: number, within: number): boolean {
  for (let row = 0; row < rows; row++) {
    if (!(Math.abs(data[row * columns + one]! - data[row * columns + other]!) <= within)) return false;
  }
  return true;
}

/** The strongest correlation, in size, of any input column (examples × inputs) with any of some target columns. */
export function correlationOf(inputs: Matrix, target: Matrix, columns: readonly number[]): number {
  let strongest = 0;
  for (let input = 0; input < inputs.columns; input++) {
    for (const column of columns) strongest = Math.max(strongest, Math.abs(correlate(inputs, input, target, column)));
  }
  return strongest;
}

/** Pearson's; 0 for a column that is the same everywhere, which says nothing of anything. */
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

function meanOf({ rows, columns, data }: Matrix, column: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += data[row * columns + column]!;
  return sum / rows;
}
