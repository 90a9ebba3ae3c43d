import { MARGIN } from '../../language/example-rows.ts';
import type { Matrix } from '../matrix.ts';
import * as thresholds from './thresholds.ts';
import type { Miss } from './verdict.ts';

/*
 * Rows and units whose values are alike.
 */

/**
 * Rows with different targets whose values differ by at most `within` in every unit: the first wrong rows that have such a partner, and
 * their partners.
 * @param value (rows × units)
 */
export function rowsLike(value: Matrix, misses: readonly Miss[], target: Matrix, within: number): readonly number[] {
  const alike = new Set<number>();
  for (const miss of misses) {
    for (let row = 0; row < value.rows && alike.size < thresholds.LISTED; row++) {
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

/**
 * The first group of units whose values differ by at most `within` in every row.
 * @param value (rows × units)
 * @param except units that are left out.
 */
export function unitsAlike(value: Matrix, except: readonly number[], within: number): readonly number[] {
  const compared = Math.min(value.columns, thresholds.UNITS_COMPARED);
  const units = Array.from({ length: compared }, (_, unit) => unit).filter((unit) => !except.includes(unit));
  for (const unit of units) {
    const group = units.filter((other) => other >= unit && columnsNear(value, unit, other, within));
    if (group.length > 1) return group.slice(0, thresholds.LISTED);
  }
  return [];
}

function columnsNear({ rows, columns, data }: Matrix, one: number, other: number, within: number): boolean {
  for (let row = 0; row < rows; row++) {
    if (!(Math.abs(data[row * columns + one]! - data[row * columns + other]!) <= within)) return false;
  }
  return true;
}
