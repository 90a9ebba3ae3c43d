import type { CellName } from '../language/change.ts';

/** A cell as a key of `set`: `syn0[0,2]`. */
export const cellPattern = /^([A-Za-z]\w{0,19})\[(0|[1-9]\d{0,8}),(0|[1-9]\d{0,8})\]$/;

/** Other ways to write a cell: `syn0[0, 2]`, `syn0[0][2]`, `syn0(0,02)`. */
const LOOSE = /^([A-Za-z]\w{0,19}) *[[(] *0*(\d{1,9}) *(?:,|\] *\[) *0*(\d{1,9}) *[\])]$/;

/** The cell that a key names; undefined for the key of a setting. */
export function parseCell(key: string): CellName | undefined {
  return cellIn(cellPattern.exec(key));
}

/** The cell that a key in another notation means. */
export function cellMeant(key: string): CellName | undefined {
  return key.length > 60 ? undefined : cellIn(LOOSE.exec(key));
}

function cellIn(match: RegExpExecArray | null): CellName | undefined {
  if (match === null) return undefined;
  const [, name = '', row, column] = match;
  return { name, row: Number(row), column: Number(column) };
}
