import { columnLabel, type Column as FileColumn, type Table } from './table.ts';

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

/** The columns of a file under their names; one without a name is called by its place. */
export function columnsOf(table: Table): ColumnTable {
  const { columns, rows, lines } = table;
  return { lines, columns: columns.map((column, place) => columnOf(column, columnLabel(table, place), rows)) };
}

function columnOf(column: FileColumn, name: string, rows: number): Column {
  const said = column.missing && new Map(column.missing.first.map(({ row, text }) => [row, text]));
  switch (column.kind) {
    case 'numbers':
      return { name, said, kind: 'numbers', values: column.values };
    case 'names': {
      const { names, codes } = column;
      return { name, said, kind: 'texts', values: Array.from(codes, (code) => names[code] ?? '') };
    }
    case 'texts':
      // They were too many to keep. One for each row says the same of them: they are no classes.
      return { name, said, kind: 'texts', values: Array.from({ length: rows }, (_, row) => `text ${row + 1}`) };
  }
}
