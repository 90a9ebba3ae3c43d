import { type Delimiter, splitRecords, WHITESPACE } from './records.ts';

/** How a file of delimited text is to be read. */
export interface Dialect {
  readonly delimiter: Delimiter;
  readonly mark: FractionMark;
  /** Its first row names the columns. */
  readonly header: boolean;
  /** Cells of a row; one more, empty, may follow. */
  readonly width: number;
}

/** What is known of it beforehand. */
export interface DialectOptions {
  readonly delimiter?: Delimiter | undefined;
  readonly header?: boolean | undefined;
}

type Row = readonly string[];

/** Rows that are looked at. */
const SAMPLE = 100;
/** Any but the last two is hardly in a text by chance, let alone as often in each row. */
const candidates: readonly Delimiter[] = ['\t', ';', '|', ',', WHITESPACE];

/** The dialect of a text by its first rows, of which the last may be cut off unless the text is whole. */
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

/** With a comma that parts cells none can part a fraction. */
function markOf(delimiter: Delimiter): FractionMark {
  return delimiter === ',' ? 'point' : 'point or comma';
}

interface Reading {
  readonly delimiter: Delimiter;
  readonly rows: readonly Row[];
}

/** The reading by which most rows have equally many cells, of several. */
function bestOf(readings: readonly Reading[]): Reading {
  const agreements = readings.map(({ rows }) => agreement(rows));
  const best = readings[agreements.indexOf(Math.max(...agreements))] as Reading;
  const words = readings.at(-1) as Reading;
  // Commas part the fractions of `1,5 2,5`, spaces the numbers.
  const fractions = best.delimiter === ',' && agreements.at(-1) === 1 && words.rows.slice(1).every(isOfNumbers);
  if (fractions && words.rows.length > 1) return words;
  return Math.max(...agreements) === 0 ? (readings.find(({ delimiter }) => delimiter === ',') ?? best) : best;
}

function agreement(rows: readonly Row[]): number {
  const usual = mostCommon(rows.map((row) => row.length));
  return usual < 2 ? 0 : rows.filter((row) => row.length === usual).length / rows.length;
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
 * A first row is a header where a text stands above numbers; or, in a table without a number, where nothing in it comes
 * again below.
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

/** The first row says how many cells each has, but where all of the rows end with a delimiter one less. */
function widthOf(first: Row, data: readonly Row[]): number {
  const trailing = [first, ...data].every((row) => row.length > 1 && row.at(-1)?.trim() === '');
  return trailing ? first.length - 1 : first.length;
}

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
