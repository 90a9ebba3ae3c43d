import { count, counted, quoted, shortened, wordList } from '../language/wording.ts';
import type { ImageSize } from './dataset.ts';
import type { DecimalMark } from './decimal-marks.ts';
import { type CellText, columnLabel, type FileColumn, type MissingCells, type Table } from './table.ts';

/** The columns of a data set, all of one length: one row per example. */
export interface ColumnTable {
  readonly columns: readonly Column[];
  /** The line in the file where each row begins, counted from 1; undefined for data without a text file. */
  readonly lines?: ArrayLike<number> | undefined;
  /** The columns to predict by default; the last one where it is undefined. */
  readonly targets?: readonly number[] | undefined;
  /** The image size, when all columns that are not `targets` are the pixels of an image, row by row. */
  readonly image?: ImageSize | undefined;
  /** The names of further arrays of the file that hold a test set. */
  readonly tests?: readonly string[] | undefined;
  /** True when a person asked for a number of rows, so that the usual limits do not hold. */
  readonly isAsked?: boolean | undefined;
  /** Sentences about the reading of the file that a person should know, without a full stop. */
  readonly notices?: readonly string[] | undefined;
}

export type Column = NumberColumn | TextColumn;

interface AnyColumn {
  readonly name: string;
  /** The text in the first missing cells, by row. */
  readonly missingTexts?: ReadonlyMap<number, string> | undefined;
  /** Sentences about the reading of this column, without its name and without a full stop. */
  readonly notices?: readonly string[] | undefined;
}

export interface NumberColumn extends AnyColumn {
  readonly kind: 'numbers';
  /** A number that is not finite is missing. */
  readonly values: Float64Array;
  /** The unit in its cells, such as `€` of `12 €`; undefined for bare numbers. */
  readonly unit?: string | undefined;
  /** True when some of the missing cells are texts that are no spelling of a missing value. */
  readonly hasTexts?: boolean | undefined;
  /** The decimal mark of numbers that can be read in two ways, such as 2,196; undefined in a column without any. */
  readonly decimal?: DecimalMark | undefined;
}

export interface TextColumn extends AnyColumn {
  readonly kind: 'texts';
  /** An empty text is missing. */
  readonly values: readonly string[];
  /** The missing cells that are not empty: their rows, and how often each text occurs. */
  readonly spelled?: Pick<MissingCells, 'spelled' | 'spellings'> | undefined;
  /** True for whole numbers that are kept as texts: 64 bits would lose some digits, or zeros in front show codes. */
  readonly isOfDigits?: boolean | undefined;
  /** One of the texts, when they are too many to be kept. */
  readonly example?: string | undefined;
}

/** All row numbers: 0, 1, … */
export function rowsIn({ values }: Column): readonly number[] {
  return [...values.keys()];
}

/** The decimal mark of all numbers that can be read in two ways; undefined without any, or where columns differ. */
export function decimalOf({ columns }: ColumnTable): DecimalMark | undefined {
  const marks = columns.flatMap((column) => (column.kind === 'numbers' ? (column.decimal ?? []) : []));
  return new Set(marks).size === 1 ? marks[0] : undefined;
}

export function rowCount({ columns }: ColumnTable): number {
  return columns[0]?.values.length ?? 0;
}

/** The columns of a file, each under its name or its place. */
export function columnsOf(table: Table): ColumnTable {
  const { columns, rows, lines, targets, image, tests, isAsked, notices } = table;
  const named = columns.map((column, place) => columnOf(column, columnLabel(table, place), rows));
  return { lines, targets, image, tests, isAsked, notices, columns: named };
}

/**
 * The notices about the reading of a file and of some of its columns: `price: "2,196" is read as 2196, not as 2.196`.
 * @param kept true when a text such as `NA` in a column of texts is a class.
 */
export function noticesOf(
  { columns, notices = [] }: ColumnTable,
  places: readonly number[],
  kept: boolean,
): readonly string[] {
  const own = places.flatMap((place) => {
    const column = columns[place] as Column;
    const missing = kept ? undefined : missingSpelled(column);
    const about = missing === undefined ? [] : [`${missing}; --missing keep makes it a class`];
    return [...(column.notices ?? []), ...about].map((notice) => `${shortened(column.name, LONGEST_NAME)}: ${notice}`);
  });
  const rest = own.length - MOST_NOTICES;
  const shown = rest > 1 ? [...own.slice(0, MOST_NOTICES), `${count(rest)} more notices about columns`] : own;
  return [...notices, ...shown];
}

/** `"NA" in 45 cells is read as missing`; undefined for columns without such texts. */
export function missingSpelled(column: Column): string | undefined {
  const texts = column.kind === 'texts' ? [...(column.spelled?.spellings ?? [])] : [];
  if (texts.length === 0) return undefined;
  const cells = texts.reduce((sum, [, times]) => sum + times, 0);
  return `${wordList(
    texts.slice(0, 3).map(([text]) => quoted(text)),
    'or',
  )} in ${counted(cells, 'cell')} is read as missing`;
}

/** The table with a class for texts such as `NA` in columns of texts, instead of a missing value. */
export function withSpelledAs(name: string, table: ColumnTable): ColumnTable {
  const columns = table.columns.map((column): Column => {
    const rows = column.kind === 'texts' ? column.spelled?.spelled : undefined;
    if (column.kind !== 'texts' || rows === undefined || rows.length === 0) return column;
    const spelled = new Set(rows);
    return {
      ...column,
      spelled: undefined,
      values: column.values.map((text, row) => (spelled.has(row) ? name : text)),
    };
  });
  return { ...table, columns };
}

/** Notices about columns that are shown. */
const MOST_NOTICES = 12;
/** Characters of a column's name in a notice. */
const LONGEST_NAME = 40;

function textsByRow(cells: readonly CellText[]): readonly (readonly [number, string])[] {
  return cells.map(({ row, text }) => [row, text]);
}

function columnOf(column: FileColumn, name: string, rows: number): Column {
  const missingTexts = column.missing && new Map(textsByRow(column.missing.first));
  const { notices } = column;
  switch (column.kind) {
    case 'numbers':
      return {
        name,
        missingTexts: column.texts
          ? new Map([...(missingTexts ?? []), ...textsByRow(column.texts.first)])
          : missingTexts,
        notices,
        kind: 'numbers',
        values: column.values,
        unit: column.unit,
        hasTexts: column.texts !== undefined,
        decimal: column.decimal,
      };
    case 'names': {
      const { names, codes, isOfDigits } = column;
      const values = Array.from(codes, (code) => names[code] ?? '');
      return { name, missingTexts, notices, kind: 'texts', values, spelled: column.missing, isOfDigits };
    }
    case 'texts':
      // The texts were not kept, because they are too many for classes. A different text in each row has the same effect.
      return {
        name,
        missingTexts,
        notices,
        kind: 'texts',
        values: Array.from({ length: rows }, (_, row) => `text ${row + 1}`),
        isOfDigits: column.isOfDigits,
        example: column.notNumber.text,
      };
  }
}
