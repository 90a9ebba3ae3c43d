import { count, counted } from '../language/wording.ts';
import type { Finding } from './finding.ts';
import { limits } from './limits.ts';

/** Numbers of a flat list that are written out as rows. */
const SHOWN_NUMBERS = 8;

/** Whether a list has numbers where rows should be: `[0, 1, 1, 0]`, what beginners write for `[[0], [1], [1], [0]]`. */
export function isFlat(rows: readonly unknown[]): boolean {
  return rows.length > 0 && rows.every((row) => typeof row === 'number');
}

/** How many numbers most rows have; in a tie the first row decides. Undefined while no row has any. */
export function widthOf(rows: readonly unknown[]): number | undefined {
  const rowsOfWidth = new Map<number, number>();
  for (const row of rows) {
    if (Array.isArray(row) && row.length > 0) rowsOfWidth.set(row.length, (rowsOfWidth.get(row.length) ?? 0) + 1);
  }
  let width: number | undefined;
  for (const [candidate, times] of rowsOfWidth) {
    if (times > (rowsOfWidth.get(width ?? 0) ?? 0)) width = candidate;
  }
  return width;
}

/** What is wrong with the rows of `inputs` or of `targets` as a whole; the numbers in them are left to the schema. */
export function rowFindings(key: string, rows: readonly unknown[], otherRows: readonly unknown[]): readonly Finding[] {
  const path = ['data', key];
  if (isFlat(rows)) {
    const expected = 'a list of rows, each a list of numbers';
    const found = `a list of ${counted(rows.length, 'number')}`;
    return [{ path, expected, found, advice: asRows(rows, otherRows.length) }];
  }
  const width = widthOf(rows);
  if (width === undefined) return [];
  const first = rows.findIndex((row) => widthOfRow(row) === width);
  if (width > limits.unitsPerLayer) {
    const expected = `at most ${counted(limits.unitsPerLayer, 'number')} a row`;
    return [{ path: [...path, first], expected, found: count(width) }];
  }
  const expected = `${counted(width, 'number')}, as in ${first === 0 ? 'the first row' : 'most rows'}`;
  return rows.flatMap((row, index) => {
    const own = widthOfRow(row);
    return own === 0 || own === width ? [] : [{ path: [...path, index], expected, found: count(own) }];
  });
}

function widthOfRow(row: unknown): number {
  return Array.isArray(row) ? row.length : 0;
}

/** `write [[0], [1], [1], [0]]`, or one row where the other list has one. */
function asRows(flat: readonly unknown[], otherRows: number): string {
  const asOneRow = otherRows === 1 && flat.length > 1;
  const shown = flat.slice(0, SHOWN_NUMBERS).map((number) => (asOneRow ? `${number}` : `[${number}]`));
  const list = [...shown, ...(flat.length > SHOWN_NUMBERS ? ['…'] : [])].join(', ');
  return `write ${asOneRow ? `[[${list}]]` : `[${list}]`}`;
}
