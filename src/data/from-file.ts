import type { Column, ColumnTable } from './columns.ts';
import { columnLabel, type Column as FileColumn, type Table } from './table.ts';

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
