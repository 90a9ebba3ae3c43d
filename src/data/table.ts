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
