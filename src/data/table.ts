import { quoted } from '../language/wording.ts';
import type { DecimalMark } from './decimal-marks.ts';
import { plainNumber } from './number-text.ts';

/** The table in a file of examples: one row per example, cells stored by column. */
export interface Table {
  /** One name per column; undefined when the file has no header. */
  readonly names?: readonly string[] | undefined;
  readonly columns: readonly FileColumn[];
  readonly rows: number;
  /**
   * The place of each row in the file: the line where it begins, counted from 1, or the row number in a file of arrays.
   */
  readonly lines: Uint32Array;
  /** The columns to predict by default; the last one where it is undefined. */
  readonly targets?: readonly number[] | undefined;
  /** The image size, when all columns that are not `targets` are the pixels of an image, row by row. */
  readonly image?: { readonly width: number; readonly height: number } | undefined;
  /** The names of further arrays of the file that hold a test set. */
  readonly tests?: readonly string[] | undefined;
  /** True when a person asked for a number of rows, so that the usual limits do not hold. */
  readonly isAsked?: boolean | undefined;
  /** Sentences about the reading of the whole file that a person should know, without a full stop. */
  readonly notices?: readonly string[] | undefined;
}

/** A column holds numbers when each cell is a number or missing; otherwise names, or texts when too many differ. */
export type FileColumn = FileNumbers | FileNames | FileTexts;

interface AnyColumn {
  readonly missing?: MissingCells | undefined;
  /** Sentences about the reading of this column, without its name and without a full stop. */
  readonly notices?: readonly string[] | undefined;
}

/** The missing cells of a column: empty, or with a text such as `NA` or `?`. */
export interface MissingCells {
  readonly count: number;
  /** The text of the first ones. */
  readonly first: readonly CellText[];
  /** The texts of those that are not empty, and how often each occurs. */
  readonly spellings?: ReadonlyMap<string, number> | undefined;
  /** The rows of those that are not empty. */
  readonly spelled?: Uint32Array | undefined;
}

export interface FileNumbers extends AnyColumn {
  readonly kind: 'numbers';
  /** Finite numbers; NaN where the cell is missing or a text. */
  readonly values: Float64Array;
  /** The unit in its cells, such as `€` of `12 €`; undefined for bare numbers. */
  readonly unit?: string | undefined;
  /** The decimal mark of numbers that can be read in two ways, such as 2,196; undefined in a column without any. */
  readonly decimal?: DecimalMark | undefined;
  /** The few cells that are neither numbers nor missing, in a column of too many different numbers to be names. */
  readonly texts?: { readonly count: number; readonly first: readonly CellText[] } | undefined;
}

export interface FileNames extends AnyColumn {
  readonly kind: 'names';
  /** The different names in order of appearance. A number among them is written as JavaScript writes it. */
  readonly names: readonly string[];
  /** The index of each row's name; -1 where the cell is missing. */
  readonly codes: Int32Array;
  /** The first cell that is not a number. */
  readonly notNumber: CellText;
  /** True for whole numbers that are kept as texts: 64 bits would lose some digits, or zeros in front show codes. */
  readonly isOfDigits?: boolean | undefined;
}

/** A column with too many different texts to be classes. The texts are not kept. */
export interface FileTexts extends AnyColumn {
  readonly kind: 'texts';
  readonly notNumber: CellText;
  readonly isOfDigits?: boolean | undefined;
}

/** The text of one cell, shortened when it is long. */
export interface CellText {
  /** Counted from 0, without the header. */
  readonly row: number;
  readonly text: string;
}

/** The name of a column, or `column 4` when it has none. */
export function columnLabel({ names }: Pick<Table, 'names'>, column: number): string {
  return names?.[column] ?? `column ${column + 1}`;
}

/** Default limits of a file of examples. A file past one of them is refused with a fault, before memory runs out. */
export const tableLimits: TableLimits = {
  rows: 100_000,
  columns: 4096,
  cells: 20_000_000,
  bytes: 100 * 2 ** 20,
  record: 2 ** 20,
  namesOfColumn: 4096,
  names: 1_000_000,
};

/** A person who asks for a number of rows gets the memory for them, up to this many times the usual limits. */
export const TIMES_IF_ASKED = 10;

/** Bytes of memory for each number of a table while a network is trained on it. Measured with 27,000 rows of 785 columns. */
export const BYTES_PER_CELL = 50;

export interface TableLimits {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  /** Bytes of the file, and of the unpacked file when it is packed. */
  readonly bytes: number;
  /** Characters of one row, including line breaks inside quotes. */
  readonly record: number;
  /** Different names in one column: a layer has no more units than this to encode them. */
  readonly namesOfColumn: number;
  /** Different names in all columns together. */
  readonly names: number;
}

/** The reason why further bytes are useless: a fault, or all rows that were asked for. */
export type Stop = TableFault | 'enough';

/** Reads the bytes of a file in chunks and returns a table at the end. */
export interface ByteSink {
  push(bytes: Uint8Array): Stop | undefined;
  end(): Table | TableFault;
}

/** A place in a file: line and table column, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** An error in a file of examples; printed as `expected …, found …; …`. */
export interface TableFault {
  readonly position?: Position;
  /** The name of the column; empty when the fault concerns the whole file. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly advice?: string | undefined;
}

/** A fault that concerns the whole file. */
export function fileFault(expected: string, found: string, advice?: string): TableFault {
  return { path: '', expected, found, advice };
}

/** The numbers of a column, NaN where missing; a fault when the column holds other texts. */
export function numbersOf(table: Table, column: number): Float64Array | TableFault {
  const content = table.columns[column];
  if (content === undefined) throw new RangeError(`no column ${column + 1} in a table of ${table.columns.length}`);
  if (content.kind === 'numbers' && content.texts === undefined) return content.values;
  if (content.kind === 'names' && content.isOfDigits && /^0\d+$/.test(content.notNumber.text)) {
    const values = content.names.map(plainNumber);
    return Float64Array.from(content.codes, (code) => values[code] ?? Number.NaN);
  }
  const first = content.kind === 'numbers' ? (content.texts?.first[0] as CellText) : content.notNumber;
  return cellFault(table, column, first, { expected: 'a number', advice: adviceFor(first.text) });
}

/** The share of numbers from which a column with other texts is one of numbers. */
export const MOSTLY = 0.9;

/** The number of cells that are reported one by one. */
export const CELLS_REPORTED = 20;

/** A fault at one cell of a table. */
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

/** The advice on a text that is a number in another sense than that of 64-bit floats; undefined for all other texts. */
export function adviceFor(text: string): string | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text) || Math.abs(Number(text)) === Number.POSITIVE_INFINITY) {
    return '64 bits hold numbers up to 1.8e308';
  }
  if (/^[+-]?\d{16,}$/.test(text)) return '64-bit numbers hold no more than 15 to 17 digits';
  return undefined;
}
