import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import { count, counted, quoted } from '../program/wording.ts';
import { cellFault, numbersOf } from './column-numbers.ts';
import type { Dataset } from './dataset.ts';
import { scaled } from './scaling.ts';
import { columnLabel, type NameColumn, type Table } from './table.ts';
import { fileFault, type TableFault } from './table-fault.ts';

/** What is known of the columns that a network was trained on. */
export type DatasetColumns = Pick<Dataset, 'inputNames' | 'targetNames' | 'classes' | 'inputScaling' | 'targetScaling'>;

export type NetworkInputs =
  | { readonly ok: true; readonly inputs: Matrix }
  | { readonly ok: false; readonly faults: readonly TableFault[] };

/**
 * The rows of a table as a network takes them, coded and scaled as in its training. Columns are found by their names, and
 * others are left alone; in a table without names they are those of the network in its order.
 */
export function networkInputs(table: Table, { inputNames, inputScaling }: DatasetColumns): NetworkInputs {
  if (table.rows === 0) return failure(fileFault('at least one row', 'none'));
  if (table.names === undefined && table.columns.length !== inputNames.length) {
    const advice = `the inputs are ${inputNames.slice(0, 12).join(', ')}`;
    return failure(fileFault(counted(inputNames.length, 'column'), count(table.columns.length), advice));
  }
  const columns = inputNames.map((name, place) => valuesOf(table, name, place));
  const faults = columns.filter((values): values is TableFault => !(values instanceof Float64Array));
  if (faults.length > 0) return failure(...unique(faults));
  const inputs = emptyMatrix({ rows: table.rows, columns: columns.length });
  for (const [place, values] of (columns as Float64Array[]).entries()) {
    for (let row = 0; row < table.rows; row++) inputs.data[row * columns.length + place] = values[row] as number;
  }
  return { ok: true, inputs: inputScaling === undefined ? inputs : scaled(inputs, inputScaling) };
}

function valuesOf(table: Table, name: string, place: number): Float64Array | TableFault {
  if (table.names === undefined) return wholeNumbersOf(table, place);
  const column = table.names.indexOf(name);
  if (column !== -1) return wholeNumbersOf(table, column);
  const coded = columnCodedIn(name, table.names);
  if (coded === undefined) return fileFault(`a column ${quoted(name)}`, 'none of this name');
  return codesOf(table, table.names.indexOf(coded), name.slice(coded.length + 1));
}

/** `colour=red` is made of the column `colour`; a column may have such a name itself, and the longest that fits is meant. */
function columnCodedIn(name: string, columns: readonly string[]): string | undefined {
  const fitting = columns.filter((own) => name.startsWith(`${own}=`));
  return fitting.reduce<string | undefined>(
    (longest, own) => (longest === undefined || own.length > longest.length ? own : longest),
    undefined,
  );
}

function wholeNumbersOf(table: Table, column: number): Float64Array | TableFault {
  const values = numbersOf(table, column);
  return values instanceof Float64Array ? (missingIn(table, column) ?? values) : values;
}

/** 1 where a column is of a class. A class that the network has never seen is 0 in all of its columns. */
function codesOf(table: Table, column: number, className: string): Float64Array | TableFault {
  const content = table.columns[column];
  const missing = missingIn(table, column);
  if (missing !== undefined || content === undefined) return missing ?? new Float64Array(table.rows);
  switch (content.kind) {
    case 'numbers':
      return Float64Array.from(content.values, (value) => (String(value) === className ? 1 : 0));
    case 'names':
      return namedCodes(content, className);
    case 'texts':
      return fileFault(`classes in column ${quoted(columnLabel(table, column))}`, 'too many different texts');
  }
}

function namedCodes({ names, codes }: NameColumn, className: string): Float64Array {
  const own = names.indexOf(className);
  return Float64Array.from(codes, (code) => (code === own ? 1 : 0));
}

function missingIn(table: Table, column: number): TableFault | undefined {
  const [first] = table.columns[column]?.missing?.first ?? [];
  return first && cellFault(table, column, first, { expected: 'a value', advice: undefined });
}

/** Several inputs may be made of one column. */
function unique(faults: readonly TableFault[]): readonly TableFault[] {
  return [...new Map(faults.map((one) => [JSON.stringify(one), one])).values()];
}

function failure(...faults: readonly TableFault[]): NetworkInputs {
  return { ok: false, faults };
}
