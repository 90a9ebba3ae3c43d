import { quoted } from '../language/wording.ts';
import { type CellText, columnLabel, type Table } from './table.ts';
import type { TableFault } from './table-fault.ts';

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
