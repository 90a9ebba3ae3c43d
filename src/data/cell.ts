/** What stands where a value is missing, by the conventions of R, pandas and the UCI repository. */
const missing: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'n/a', 'nan', 'NaN', 'NAN', 'null', 'NULL', '?']);

/** What stands there too, among numbers; among texts each of them may be one. */
const missingAmongNumbers: ReadonlySet<string> = new Set(['-', 'None']);

export function isMissingAmongNumbers(trimmed: string): boolean {
  return missingAmongNumbers.has(trimmed);
}

/** Which character parts a number from its fraction: always the point, or each column by the comma if it has one. */
export type FractionMark = 'point' | 'point or comma';

/** What a cell says. A text is anything that is no finite number in decimal notation. */
export type Cell = number | 'missing' | 'text';

export function cellOf(trimmed: string, mark: FractionMark): Cell {
  const number = Number(trimmed);
  // Number('') is 0.
  if (Number.isFinite(number) && trimmed !== '' && !isProgrammers(trimmed)) return number;
  if (missing.has(trimmed)) return 'missing';
  if (mark === 'point or comma' && withComma.test(trimmed)) return cellOf(trimmed.replace(',', '.'), 'point');
  return 'text';
}

const withComma = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;

const ZERO = 0x30;

/** `0x1f`, `0b1` or `0o7`, which are numbers to JavaScript alone. */
function isProgrammers(trimmed: string): boolean {
  return trimmed.charCodeAt(0) === ZERO && /^0[xob]/i.test(trimmed);
}
