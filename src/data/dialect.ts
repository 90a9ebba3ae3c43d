import { missingIn } from './missing-texts.ts';
import { plainNumber, readNumber } from './number-text.ts';
import { type Delimiter, splitRecords, WHITESPACE } from './records.ts';

/** The format of a file of delimited text. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** True when the first row names the columns. */
  readonly header: boolean;
  /** Cells per row. One more, empty, is allowed. */
  readonly width: number;
}

/** The parts of the dialect that the user gives. */
export interface DialectOptions {
  readonly delimiter?: Delimiter | undefined;
  readonly header?: boolean | undefined;
}

type Row = readonly string[];

/** Rows that are examined. */
const SAMPLE = 100;
/** Delimiters in order of preference. Only the last two are likely to occur in a text by chance. */
const candidates: readonly Delimiter[] = ['\t', ';', '|', ',', WHITESPACE];

/** Detects the dialect from the first rows. The last row may be cut off, unless `whole` is set. */
export function dialectOf(text: string, whole: boolean, options: DialectOptions): Dialect | undefined {
  const readings = (options.delimiter === undefined ? candidates : [options.delimiter]).map((delimiter) => ({
    delimiter,
    rows: firstRows(text, delimiter, whole),
  }));
  const { delimiter, rows } = bestOf(readings);
  const [first] = rows;
  if (first === undefined) return undefined;
  const header = options.header ?? isHeader(rows);
  return { delimiter, header, width: widthOf(first, header ? rows.slice(1) : rows) };
}

export function isBlank(row: Row): boolean {
  return row.every((cell) => cell.trim() === '');
}

function firstRows(text: string, delimiter: Delimiter, whole: boolean): readonly Row[] {
  const rows: Row[] = [];
  let last: Row | undefined;
  splitRecords(text, delimiter, ({ cells }) => {
    if (last !== undefined && !isBlank(last)) rows.push(last);
    last = cells;
    return rows.length < SAMPLE;
  });
  if (whole && last !== undefined && !isBlank(last) && rows.length < SAMPLE) rows.push(last);
  return rows;
}

interface Reading {
  readonly delimiter: Delimiter;
  readonly rows: readonly Row[];
}

/** The reading in which most rows have the same number of cells, at least two. */
function bestOf(readings: readonly Reading[]): Reading {
  const agreements = readings.map(({ rows }) => agreement(rows));
  const best = readings[agreements.indexOf(Math.max(...agreements))] as Reading;
  const words = readings.at(-1) as Reading;
  // In `1,5 2,5` the comma is the decimal mark and the space separates the cells.
  const fractions = best.delimiter === ',' && agreements.at(-1) === 1 && words.rows.slice(1).every(isOfNumbers);
  if (fractions && words.rows.length > 1) return words;
  return Math.max(...agreements) === 0 ? (readings.find(({ delimiter }) => delimiter === ',') ?? best) : best;
}

function agreement(rows: readonly Row[]): number {
  const common = mostCommon(rows.map((row) => row.length));
  return common < 2 ? 0 : rows.filter((row) => row.length === common).length / rows.length;
}

function mostCommon(lengths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
}

function isOfNumbers(row: Row): boolean {
  return row.every((cell) => kindOf(cell) !== 'text');
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

/**
 * The first row is a header when one of its texts is above numbers; in a table without numbers, when its texts
 * differ from one another and from all texts below them.
 */
function isHeader(rows: readonly Row[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  const aboveNumbers = first.some((cell, column) => isTextAboveNumbers(cell, rest, column));
  if (aboveNumbers) return true;
  const texts = first.every((cell) => isText(cell)) && new Set(first).size === first.length;
  return texts && !first.some((cell, column) => rest.some((row) => row[column] === cell));
}

/** True for a text that is not a number; a spelling of a missing value such as `none` can be a name, too. */
function isText(cell: string): boolean {
  const kind = kindOf(cell);
  return kind === 'text' || typeof kind === 'object' || (kind === 'missing' && missingIn(cell.trim()) === 'numbers');
}

function isTextAboveNumbers(cell: string, rows: readonly Row[], column: number): boolean {
  const own = kindOf(cell);
  if (own !== 'text' && typeof own !== 'object') return false;
  const kinds = rows.map((row) => kindOf(row[column] ?? '')).filter((kind) => kind !== 'missing');
  const unit = typeof own === 'object' ? own.unit : undefined;
  return (
    kinds.length > 0 && kinds.every((kind) => kind === 'number' || (typeof kind === 'object' && kind.unit !== unit))
  );
}

/** The number of cells in the first row, minus one when every row ends with a delimiter. */
function widthOf(first: Row, data: readonly Row[]): number {
  const trailing = [first, ...data].every((row) => row.length > 1 && row.at(-1)?.trim() === '');
  return trailing ? first.length - 1 : first.length;
}
