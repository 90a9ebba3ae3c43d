import type { CellName } from '../language/change.ts';

/** A cell as `set` names it: `syn0[0,2]`. */
export const cellPattern = /^([A-Za-z]\w{0,19})\[(0|[1-9]\d{0,8}),(0|[1-9]\d{0,8})\]$/;

/** The same with the brackets and spaces that people put there. */
const LOOSE = /^([A-Za-z]\w{0,19}) *[[(] *0*(\d{1,9}) *(?:,|\] *\[) *0*(\d{1,9}) *[\])]$/;

/** The cell that a key of `set` names, undefined where it names none. */
export function parseCell(key: string): CellName | undefined {
  return cellIn(cellPattern.exec(key));
}

/** The cell that is meant where it is written in another way: `syn0[0, 2]`, `syn0[0][2]`. */
export function cellMeant(key: string): CellName | undefined {
  return key.length > 60 ? undefined : cellIn(LOOSE.exec(key));
}

function cellIn(match: RegExpExecArray | null): CellName | undefined {
  if (match === null) return undefined;
  const [, name = '', row, column] = match;
  return { name, row: Number(row), column: Number(column) };
}
