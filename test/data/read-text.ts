import { type ReadTable, readTable, type TableOptions } from '../../src/data/read-table.ts';
import type { FileColumn, Table, TableFault } from '../../src/data/table.ts';

/** The text in small chunks, which cut rows and characters in two. */
export function chunksOf(bytes: Uint8Array, size = 7): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, k) => bytes.subarray(k * size, (k + 1) * size));
}

export function readText(text: string, options?: TableOptions): ReadTable {
  return readTable(chunksOf(new TextEncoder().encode(text)), options);
}

export function tableOf(read: ReadTable): Table {
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.table;
}

export function faultOf(read: ReadTable): TableFault {
  if (read.ok) throw new Error('a table without a fault');
  return read.faults[0] as TableFault;
}

/** The cells of each column: numbers, names, or undefined where they are missing. */
export function cellsOf({ columns }: Table): readonly (readonly (number | string | undefined)[])[] {
  return columns.map((column) => cellsOfColumn(column));
}

function cellsOfColumn(column: FileColumn): readonly (number | string | undefined)[] {
  if (column.kind === 'numbers') return [...column.values].map((value) => (Number.isNaN(value) ? undefined : value));
  return column.kind === 'names' ? [...column.codes].map((code) => column.names[code]) : [];
}
