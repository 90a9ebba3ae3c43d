/** What a file of data holds: columns of one length, a row for each example. */
export interface ColumnTable {
  readonly columns: readonly Column[];
  /** Of each row the line that it begins on, as editors count from 1; there are none in a binary file. */
  readonly lines?: ArrayLike<number> | undefined;
}

export type Column = NumberColumn | TextColumn;

export interface NumberColumn {
  readonly name: string;
  readonly kind: 'numbers';
  /** What is not finite is missing. */
  readonly values: Float64Array;
}

export interface TextColumn {
  readonly name: string;
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
