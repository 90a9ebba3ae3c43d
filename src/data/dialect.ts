import { type Delimiter, splitRecords, WHITESPACE } from './records.ts';

/** The format of a file of delimited text. */
export interface Dialect {
  readonly delimiter: Delimiter;
  readonly mark: FractionMark;
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
  const mark = markOf(delimiter);
  const header = options.header ?? isHeader(rows, mark);
  return { delimiter, mark, header, width: widthOf(first, header ? rows.slice(1) : rows) };
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

/** When the comma separates cells, it cannot be the decimal mark. */
function markOf(delimiter: Delimiter): FractionMark {
  return delimiter === ',' ? 'point' : 'point or comma';
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
  return row.every((_, column) => cellIn(row, column, 'point or comma') !== 'text');
}

function cellIn(row: Row, column: number, mark: FractionMark): Cell {
  return cellOf((row[column] ?? '').trim(), mark);
}

/**
 * The first row is a header when one of its texts is above numbers; in a table without numbers, when its texts
 * differ from one another and from all texts below them.
 */
function isHeader(rows: readonly Row[], mark: FractionMark): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  const cells = first.map((_, column) => cellIn(first, column, mark));
  const aboveNumbers = cells.some((cell, column) => cell === 'text' && areNumbers(rest, column, mark));
  if (aboveNumbers) return true;
  const texts = cells.every((cell) => cell === 'text') && new Set(first).size === first.length;
  return texts && !first.some((cell, column) => rest.some((row) => row[column] === cell));
}

function areNumbers(rows: readonly Row[], column: number, mark: FractionMark): boolean {
  const cells = rows
    .filter((row) => !isMissingAmongNumbers((row[column] ?? '').trim()))
    .map((row) => cellIn(row, column, mark))
    .filter((cell) => cell !== 'missing');
  return cells.length > 0 && cells.every((cell) => cell !== 'text');
}

/** The number of cells in the first row, minus one when every row ends with a delimiter. */
function widthOf(first: Row, data: readonly Row[]): number {
  const trailing = [first, ...data].every((row) => row.length > 1 && row.at(-1)?.trim() === '');
  return trailing ? first.length - 1 : first.length;
}

/** Texts that mark a missing value in R, pandas and the UCI repository. */
const missing: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'n/a', 'nan', 'NaN', 'NAN', 'null', 'NULL', '?']);

/** Texts that mark a missing value among numbers. Among other texts they may be ordinary values. */
const missingAmongNumbers: ReadonlySet<string> = new Set(['-', 'None']);

export function isMissingAmongNumbers(trimmed: string): boolean {
  return missingAmongNumbers.has(trimmed);
}

/** The decimal mark: always the point, or the comma in the columns that use it. */
export type FractionMark = 'point' | 'point or comma';

/** The content of a cell: a finite number in decimal notation, a missing value, or any other text. */
export type Cell = number | 'missing' | 'text';

export function cellOf(trimmed: string, mark: FractionMark): Cell {
  const number = Number(trimmed);
  // Number('') is 0.
  if (Number.isFinite(number) && trimmed !== '' && !hasBasePrefix(trimmed)) return number;
  if (missing.has(trimmed)) return 'missing';
  if (mark === 'point or comma' && withComma.test(trimmed)) return cellOf(trimmed.replace(',', '.'), 'point');
  return 'text';
}

const withComma = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;

const ZERO = 0x30;

/** True for `0x1f`, `0b1` and `0o7`, which `Number` reads as numbers and other programs do not. */
function hasBasePrefix(trimmed: string): boolean {
  return trimmed.charCodeAt(0) === ZERO && /^0[xob]/i.test(trimmed);
}
