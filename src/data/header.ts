import type { Row } from './dialect.ts';
import { missingIn } from './missing-texts.ts';
import { plainNumber, readNumber } from './number-text.ts';
import { COMMENT } from './records.ts';

/*
 * The names of columns: in the first row, or in a comment above it. Nothing marks them, so the cells below decide.
 */

/**
 * True when the first row names the columns: one of its texts is above numbers, or it counts the columns; in a table
 * without numbers, when its texts differ from one another and from all texts below them.
 */
export function isHeader(rows: readonly Row[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  if (isTextAboveNumbers(first, rest) || isCount(first, rest)) return true;
  // Where files were joined, the names come again.
  const others = rest.filter((row) => !isSameRow(row, first));
  if (others.length < rest.length && isRowOfNames(first) && isTextAboveNumbers(first, others)) return true;
  return isRowOfNames(first) && !first.some((cell, column) => rest.some((row) => row[column] === cell));
}

/** True for rows with the same cells. */
export function isSameRow(one: Row, other: Row): boolean {
  return one.length === other.length && one.every((cell, column) => cell === other[column]);
}

/** The most rows below the names that describe the columns. */
const MOST_LABELS = 2;
/** A table with fewer rows below does not tell such a row from a wrong one. */
const FEWEST_BELOW = 3;

/**
 * The number of rows below the names that describe the columns as well: units such as `cm`, or a second row of names. They hold no
 * number, and one of their texts is above numbers alone.
 */
export function labelRows(rows: readonly Row[]): number {
  for (let labels = MOST_LABELS; labels > 0; labels--) {
    const below = rows.slice(1 + labels);
    const own = rows.slice(1, 1 + labels);
    if (below.length >= FEWEST_BELOW && own.every((row) => isOfLabels(row, below))) return labels;
  }
  return 0;
}

function isOfLabels(row: Row, below: readonly Row[]): boolean {
  // The rule of a table in Markdown or SQL is not a row of it.
  if (row.every(isRule)) return false;
  const kinds = row.map(kindOf);
  if (kinds.some((kind) => kind === 'number' || typeof kind === 'object')) return false;
  const isAbove = (column: number): boolean => kinds[column] === 'text' && isNumeric(below, column);
  // A class comes again.
  const isClass = row.some((cell, column) => kinds[column] === 'text' && below.some((own) => own[column] === cell));
  return !isClass && row.some((_, column) => isAbove(column));
}

/** True for a cell of the line below the header in a table of Markdown or SQL: `---`. */
export function isRule(cell: string): boolean {
  return /^\s*[:+]?-{2,}[:+]?\s*$/.test(cell) || cell.trim() === '';
}

/** True when each cell is a text of its own. */
export function isRowOfNames(row: Row): boolean {
  return row.every(isText) && new Set(row).size === row.length;
}

/** The names in a comment such as `# a b c`, if they fit the rows below and these begin with no names of their own. */
export function headerInComment(cells: Row, rows: readonly Row[]): Row | undefined {
  const [first, ...rest] = rows;
  if (first === undefined || isTextAboveNumbers(first, rest) || isCount(first, rest)) return undefined;
  const isApart = cells.length === first.length + 1 && /^(?:#+|%+|\/\/)$/.test(cells[0] ?? '');
  const names = (isApart ? cells.slice(1) : [nameAfterMark(cells[0] ?? ''), ...cells.slice(1)]).map((name) =>
    name.trim(),
  );
  const fits = names.length > 1 && names.length === first.length && new Set(names).size === names.length;
  return fits && names.every((name) => name !== '') ? names : undefined;
}

/** A column whose name is the mark of comments keeps it. */
function nameAfterMark(cell: string): string {
  return cell.replace(/^#+\s*/, '') || COMMENT;
}

type Kind = 'number' | 'missing' | 'text' | { readonly unit: string };

/** The kind of a cell. A number with a unit in letters is one where the cells below have the same unit. */
function kindOf(cell: string): Kind {
  const trimmed = cell.trim();
  if (!Number.isNaN(plainNumber(trimmed))) return 'number';
  if (missingIn(trimmed) !== undefined) return 'missing';
  const number = readNumber(trimmed);
  if (number === undefined) return 'text';
  return number.unit?.kind === 'other' ? { unit: number.unit.name } : 'number';
}

/** True for a text that is not a number; a spelling of a missing value such as `none` can be a name, too. */
function isText(cell: string): boolean {
  const kind = kindOf(cell);
  return kind === 'text' || typeof kind === 'object' || (kind === 'missing' && missingIn(cell.trim()) === 'numbers');
}

function isTextAboveNumbers(first: Row, rows: readonly Row[]): boolean {
  return first.some((cell, column) => {
    const own = kindOf(cell);
    if (own !== 'text' && typeof own !== 'object') return false;
    const unit = typeof own === 'object' ? own.unit : undefined;
    const kinds = kindsIn(rows, column);
    const isOther = (kind: Kind): boolean => kind === 'number' || (typeof kind === 'object' && kind.unit !== unit);
    return kinds.length > 0 && kinds.every(isOther);
  });
}

function kindsIn(rows: readonly Row[], column: number): readonly Kind[] {
  return rows.map((row) => kindOf(row[column] ?? '')).filter((kind) => kind !== 'missing');
}

/** From this many numbers on, steps of one size are a header, whatever the size: the wavelengths of a spectrum. */
const MANY = 8;

/**
 * True for `0,1,2` above other numbers, as pandas and R write for an array without names. An empty cell above the row
 * numbers and texts such as `label` may be among them. Years above numbers are names as well.
 */
function isCount(first: Row, rest: readonly Row[]): boolean {
  if (rest.length === 0) return false;
  const places = first.flatMap((cell, column) => (kindOf(cell) === 'number' ? [column] : []));
  const numbers = places.map((column) => plainNumber((first[column] as string).trim()));
  const others = first.flatMap((cell, column) => (places.includes(column) ? [] : [{ cell: cell.trim(), column }]));
  const hasIndex = others[0]?.column === 0 && others[0].cell === '';
  const texts = hasIndex ? others.slice(1) : others;
  // Other empty cells are missing values of a row. A text that comes again is a class.
  if (!texts.every(({ cell, column }) => isText(cell) && !rest.some((row) => row[column]?.trim() === cell)))
    return false;
  const aboveTexts = places.filter((column) => !isNumeric(rest, column));
  // A number above classes is no class of a row below.
  const isOther = (column: number): boolean => !rest.some((row) => row[column]?.trim() === first[column]?.trim());
  if (numbers.length === 0 || aboveTexts.length === places.length || !aboveTexts.every(isOther)) return false;
  const rows = rest.map((row) => places.map((column) => plainNumber((row[column] ?? '').trim())));
  if (numbers.length > 1 && rows.filter((row) => step(row) === step(numbers)).length * 2 > rows.length) return false;
  const [start = 0] = numbers;
  const counts = (start === 0 || start === 1) && (numbers.length === 1 || step(numbers) === 1);
  const below = rows.flat();
  const hasFractions = below.some((number) => !Number.isNaN(number) && !Number.isInteger(number));
  if (hasIndex) return counts && (numbers.length > 1 || countsRows(rest));
  if (texts.length > 0) return (counts && (numbers.length > 1 || hasFractions)) || areYears(numbers, below);
  if (numbers.length >= MANY && step(numbers) !== undefined) return true;
  const isOneStep = step(numbers) !== undefined && below.filter(isYear).length * RARE < below.length;
  if (numbers.length > 2 && areYears(numbers, below) && (hasFractions || isOneStep)) return true;
  if (!counts || numbers.length < 2) return false;
  if (aboveTexts.length > 0) return true;
  if (hasFractions) return numbers.length > 2 || start === 0;
  return start === 0 && numbers.length > 2 && below.some((number) => number > 2 * numbers.length);
}

function isNumeric(rows: readonly Row[], column: number): boolean {
  const kinds = kindsIn(rows, column);
  return kinds.length > 0 && kinds.every((kind) => kind === 'number');
}

/** The difference between neighbours, if it is always the same. */
function step(numbers: readonly number[]): number | undefined {
  const size = (numbers[1] ?? Number.NaN) - (numbers[0] ?? Number.NaN);
  const isSame = numbers.every((number, at) => {
    const own = number - (numbers[at - 1] ?? Number.NaN);
    return at === 0 || Math.abs(own - size) <= 1e-9 * Math.abs(size);
  });
  return isSame && size !== 0 && !Number.isNaN(size) ? Math.round(size * 1e6) / 1e6 : undefined;
}

/** True when the first cells are 0, 1, 2 … or 1, 2, 3 …. */
function countsRows(rows: readonly Row[]): boolean {
  const [start] = rows.map(([cell = '']) => plainNumber(cell.trim()));
  return (start === 0 || start === 1) && rows.every(([cell = ''], row) => plainNumber(cell.trim()) === start + row);
}

/** Among whole numbers, years in steps of one size are a header when fewer than one of this many numbers could be a year. */
const RARE = 10;

function isYear(number: number): boolean {
  return Number.isInteger(number) && number >= 1500 && number <= 2100;
}

function areYears(numbers: readonly number[], below: readonly number[]): boolean {
  const rise = numbers.every((number, at) => at === 0 || number > (numbers[at - 1] as number));
  return numbers.length > 1 && numbers.every(isYear) && rise && !below.every(isYear);
}
