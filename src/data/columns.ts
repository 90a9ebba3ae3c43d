/** What a file of data holds: columns of one length, a row for each example. */
export interface ColumnTable {
  readonly columns: readonly Column[];
  /** Of each row the line that it begins on, as editors count from 1; there are none in a binary file. */
  readonly lines?: ArrayLike<number> | undefined;
}

export type Column = NumberColumn | TextColumn;

interface AnyColumn {
  readonly name: string;
  /** By its row what stands in a cell that is missing, of the first of them. */
  readonly said?: ReadonlyMap<number, string> | undefined;
}

export interface NumberColumn extends AnyColumn {
  readonly kind: 'numbers';
  /** What is not finite is missing. */
  readonly values: Float64Array;
}

export interface TextColumn extends AnyColumn {
  readonly kind: 'texts';
  /** An empty text is missing. */
  readonly values: readonly string[];
}

/** 0, 1, …: all rows of a column. */
export function rowsIn({ values }: Column): readonly number[] {
  return [...values.keys()];
}

export function rowCount({ columns }: ColumnTable): number {
  return columns[0]?.values.length ?? 0;
}
