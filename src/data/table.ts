import { quoted } from '../language/wording.ts';

/** What a file of examples holds: a row for each, its cells by column. */
export interface Table {
  /** One for each column, when the file names them. */
  readonly names?: readonly string[] | undefined;
  readonly columns: readonly Column[];
  readonly rows: number;
  /** For each row its place in the file: the line where it begins, as an editor counts; in a file of arrays its number. */
  readonly lines: Uint32Array;
}

/** A column is of numbers where each of its cells is one or missing; otherwise of names, unless there are too many. */
export type Column = NumberColumn | NameColumn | TextColumn;

interface AnyColumn {
  /** Cells that say nothing: empty, `NA`, `?`. Of the first of them what stands there. */
  readonly missing?: { readonly count: number; readonly first: readonly CellText[] } | undefined;
}

/** Cells of which a person is told one by one. */
export const PLACES_TOLD = 20;

export interface NumberColumn extends AnyColumn {
  readonly kind: 'numbers';
  /** Finite; NaN where the cell is missing. */
  readonly values: Float64Array;
}

export interface NameColumn extends AnyColumn {
  readonly kind: 'names';
  /** Each once, in the order of their first rows; a number among them as JavaScript writes it. */
  readonly names: readonly string[];
  /** For each row the index of its name; -1 where the cell is missing. */
  readonly codes: Int32Array;
  readonly notNumber: NotNumber;
}

/** More different texts than could be classes; they are not kept. */
export interface TextColumn extends AnyColumn {
  readonly kind: 'texts';
  readonly notNumber: NotNumber;
}

/** Why a column is not one of numbers. */
export interface NotNumber {
  readonly first: CellText;
  /** Cells of the column that are numbers all the same. */
  readonly numbers: number;
}

/** A cell with what stands in it, cut when it is long. */
export interface CellText {
  /** From 0, without the header. */
  readonly row: number;
  readonly text: string;
}

/** What to call a column: its name, or `column 4`. */
export function columnLabel({ names }: Pick<Table, 'names'>, column: number): string {
  return names?.[column] ?? `column ${column + 1}`;
}

/** A place in a file: the line as editors count it, and in it the column of the table, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a file of examples, in words that read `expected …, found …; …`. */
export interface TableFault {
  readonly position?: Position;
  /** What the column is called; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly advice?: string | undefined;
}

/** A fault of the file as a whole. */
export function fileFault(expected: string, found: string, advice?: string): TableFault {
  return { path: '', expected, found, advice };
}

/** What is read from a file of examples at the most. Past these a fault says so, rather than a machine out of memory. */
export const tableLimits: TableLimits = {
  rows: 100_000,
  columns: 4096,
  cells: 20_000_000,
  bytes: 100 * 2 ** 20,
  record: 2 ** 20,
  namesOfColumn: 4096,
  names: 1_000_000,
};

export interface TableLimits {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  /** Bytes of a file, and of what a packed one becomes. */
  readonly bytes: number;
  /** Characters of one row, line breaks in quotes included. */
  readonly record: number;
  /** Different names in one column: a network has no more units to tell them by. */
  readonly namesOfColumn: number;
  /** Different names in all columns together. */
  readonly names: number;
}

/** The numbers of a column, NaN where they are missing; or which of its cells is none. */
export function numbersOf(table: Table, column: number): Float64Array | TableFault {
  const content = table.columns[column];
  if (content === undefined) throw new RangeError(`no column ${column + 1} in a table of ${table.columns.length}`);
  if (content.kind === 'numbers') return content.values;
  const { first } = content.notNumber;
  return cellFault(table, column, first, { expected: 'a number', advice: adviceFor(first.text) });
}

/** What is wrong with one cell of a table. */
export function cellFault(
  table: Pick<Table, 'names' | 'lines'>,
  column: number,
  { row, text }: CellText,
  { expected, advice }: Pick<TableFault, 'expected' | 'advice'>,
): TableFault {
  const position = { line: table.lines[row] ?? 0, column: column + 1 };
  const found = text === '' ? 'nothing' : quoted(text);
  return { position, path: columnLabel(table, column), expected, found, advice };
}

function adviceFor(text: string): string | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text) || Math.abs(Number(text)) === Number.POSITIVE_INFINITY) {
    return '64 bits hold numbers up to 1.8e308';
  }
  if (/^[+-]?[\d.]*,\d+$/.test(text)) return 'write numbers with a decimal point and nothing between thousands';
  return undefined;
}

/** Takes the bytes of a file as they come, and makes a table of them. */
export interface ByteSink {
  /** With a fault there is no use in pushing more. */
  push(bytes: Uint8Array): TableFault | undefined;
  end(): Table | TableFault;
}
