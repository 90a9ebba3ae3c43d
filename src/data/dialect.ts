import { headerInComment, isHeader, isRowOfNames, labelRows } from './header.ts';
import { plainNumber, readNumber } from './number-text.ts';
import { COMMENT, type Delimiter, type RecordFormat, splitRecords, WHITESPACE } from './records.ts';

/** The format of a file of delimited text. */
export interface Dialect extends RecordFormat {
  /** True when the first row names the columns. */
  readonly header: boolean;
  /** The names of the columns, from a comment above the first row. */
  readonly names?: readonly string[] | undefined;
  /** Rows above the table, such as a title. */
  readonly above: number;
  /** Rows below the header that describe the columns, such as units. */
  readonly labels: number;
  /** Cells per row. Further ones may follow, if they are empty. The header of R has no name for the names of rows. */
  readonly width: number;
}

/** The parts of the dialect that the user gives. */
export interface DialectOptions {
  readonly delimiter?: Delimiter | undefined;
  readonly header?: boolean | undefined;
}

/** Facts about the text before the first row. */
export interface TextBefore {
  /** True when lines that begin with # are comments. */
  readonly comments: boolean;
  /** The comment directly above the first row. */
  readonly comment?: string | undefined;
}

export type Row = readonly string[];

/** Rows that are examined. */
const SAMPLE = 100;
/** Delimiters in order of preference. Only the last two are likely to occur in a text by chance. */
const candidates: readonly Delimiter[] = ['\t', ';', '|', ',', '::', WHITESPACE];

/** Detects the dialect from the first rows. The last row may be cut off, unless `whole` is set. */
export function dialectOf(
  text: string,
  whole: boolean,
  options: DialectOptions,
  { comments, comment }: TextBefore = { comments: options.delimiter !== COMMENT },
): Dialect | undefined {
  const { delimiter, rows: all } = bestOf(readingsOf(text, whole, options, comments));
  const above = isHeaderOfR(all) ? 0 : rowsAbove(all);
  const rows = all.slice(above);
  const [first, ...others] = rows;
  if (first === undefined) return undefined;
  const isOfR = isHeaderOfR(rows);
  const filled = rows.map((row) => row.slice(0, widthOf(first, others)));
  const names = comment === undefined || isOfR ? undefined : headerInComment(wordsOf(comment, delimiter), filled);
  const below = names === undefined && options.header !== false && !isOfR ? labelRows(filled) : 0;
  const header = options.header ?? (isOfR || (names === undefined && isHeader(filled.toSpliced(1, below))));
  const width = isOfR && header ? first.length + 1 : widthOf(first, header ? others : rows);
  const labels = header ? below : 0;
  return { delimiter, comments, header, above, labels, names: options.header === undefined ? names : undefined, width };
}

export function isBlank(row: Row): boolean {
  return row.every((cell) => cell.trim() === '');
}

/**
 * True when lines that begin with # are comments, as usual; false when most of the rows begin with it, as colours do:
 * `#ff0000,red`.
 */
export function areComments(text: string, whole: boolean, options: DialectOptions): boolean {
  if (options.delimiter === COMMENT) return false;
  const { rows, delimiter } = bestOf(readingsOf(text, whole, options, false));
  const width = mostCommon(rows.map((row) => row.length));
  const wide = rows.filter((row) => row.length === width);
  const marked = wide.filter(([first = '']) => /^#\S+$/.test(first)).length;
  return delimiter === WHITESPACE || width < 2 || marked < 2 || marked <= wide.length - marked;
}

interface Reading {
  readonly delimiter: Delimiter;
  readonly rows: readonly Row[];
}

function readingsOf(text: string, whole: boolean, options: DialectOptions, comments: boolean): readonly Reading[] {
  return (options.delimiter === undefined ? candidates : [options.delimiter]).map((delimiter) => ({
    delimiter,
    rows: firstRows(text, { delimiter, comments }, whole),
  }));
}

function firstRows(text: string, format: RecordFormat, whole: boolean): readonly Row[] {
  const rows: Row[] = [];
  let last: Row | undefined;
  splitRecords(text, format, ({ cells }) => {
    if (last !== undefined && !isBlank(last)) rows.push(last);
    last = cells;
    return rows.length < SAMPLE;
  });
  if (whole && last !== undefined && !isBlank(last) && rows.length < SAMPLE) rows.push(last);
  return rows;
}

function wordsOf(line: string, delimiter: Delimiter): Row {
  const [words = []] = firstRows(line, { delimiter, comments: false }, true);
  return words;
}

/** The reading in which most rows have the same number of cells, at least two. */
function bestOf(readings: readonly Reading[]): Reading {
  const agreements = readings.map(({ rows }) => agreement(rows));
  const best = readings[agreements.indexOf(Math.max(...agreements))] as Reading;
  const words = readings.at(-1) as Reading;
  const isOfWords = agreements.at(-1) === 1 && words.rows.length > 1 && words.delimiter === WHITESPACE;
  if (isOfWords && best !== words && (hasFractionsAlone(best, words) || hasLists(best))) return words;
  return Math.max(...agreements) === 0 ? (readings.find(({ delimiter }) => delimiter === ',') ?? best) : best;
}

/** True for `1,5 2,5`, where the comma is the decimal mark and the space separates the cells. */
function hasFractionsAlone(best: Reading, words: Reading): boolean {
  return best.delimiter === ',' && words.rows.slice(1).every((row) => row.every(isNumber));
}

/** True when a column has several numbers in each cell, as the columns before a tab in `18.0   8   307.0\t"ford torino"`. */
function hasLists({ rows }: Reading): boolean {
  const [, second = []] = rows;
  return second.some((_, column) => rows.slice(1).every((row) => isList((row[column] ?? '').trim())));
}

function isList(cell: string): boolean {
  const words = cell.split(/\s+/);
  return words.length > 1 && words.every((own) => own === '?' || own === 'NA' || isNumber(own));
}

function isNumber(cell: string): boolean {
  return !Number.isNaN(plainNumber(cell.trim())) || readNumber(cell.trim()) !== undefined;
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

/** The most rows above a table. */
const MOST_ABOVE = 20;

/** The number of rows above the first of at least three that all have the same, larger number of cells, as in reports. */
function rowsAbove(rows: readonly Row[]): number {
  const isAbove = (row: Row): boolean => isBlank(row.slice(1)) && !isBlank(row) && !isNumber(row[0] ?? '');
  const width = mostCommon(rows.map((row) => row.length));
  const above = rows.findIndex((row) => row.length === width && !isAbove(row));
  const table = rows.slice(above);
  const isTable = width > 1 && table.length > 2 && table.every((row) => row.length === width);
  const areAbove = rows.slice(0, above).every((row) => isAbove(row) || 2 * row.length <= width);
  return above > 0 && above <= MOST_ABOVE && isTable && areAbove ? above : 0;
}

/** True for a header with a name less than the rows have cells: R writes none for the names of rows. */
function isHeaderOfR([first = [], ...others]: readonly Row[]): boolean {
  const wide = mostCommon(others.map((row) => row.length));
  const isShort = first.length === wide - 1 && others.length > 1 && others.every((row) => row.length === wide);
  const names = new Set(others.map(([name = '']) => name.trim()));
  const areNames = names.size === others.length && [...names].every((name) => !/^-?\d*[.,]\d+$/.test(name));
  return isShort && areNames && !hasBlankEnd(others, wide) && isRowOfNames(first);
}

/** The number of cells in the first row, without those at the end that are empty in all rows. */
function widthOf(first: Row, others: readonly Row[]): number {
  let width = first.length;
  while (width > 1 && hasBlankEnd([first, ...others], width)) width--;
  return width;
}

/** True when all rows are empty from the last of `width` cells on. */
function hasBlankEnd(rows: readonly Row[], width: number): boolean {
  return rows.every((row) => row.length >= width && isBlank(row.slice(width - 1)));
}
