import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import { classOf } from '../language/example-rows.ts';
import { count, counted, quoted } from '../language/wording.ts';
import { columnsOf } from './columns.ts';
import { quotedList } from './data-fault.ts';
import type { Dataset } from './dataset.ts';
import { protectedText } from './formula.ts';
import { KEPT_CLASS, type MissingPolicy } from './missing.ts';
import { codesBy, readColumn } from './reading.ts';
import { scaled, unscaled } from './scaling.ts';
import {
  cellFault,
  columnLabel,
  type FileNames,
  type FileNumbers,
  fileFault,
  numbersOf,
  type Table,
  type TableFault,
} from './table.ts';
import { unknownClass } from './test-set.ts';

/** The columns that a network was trained on. */
export interface DatasetColumns
  extends Pick<Dataset, 'inputNames' | 'targetNames' | 'classes' | 'inputScaling' | 'targetScaling' | 'inputFillings'> {
  /** The treatment of missing values that was chosen. Without one, rows with a missing value are left out, and other texts are refused. */
  readonly missing?: MissingPolicy | undefined;
}

export type NetworkInputs =
  | { readonly ok: true; readonly inputs: Matrix; readonly leftOut: LeftOut | undefined }
  | { readonly ok: false; readonly faults: readonly TableFault[] };

/** Rows that are left out because a value is missing. */
export interface LeftOut {
  readonly rows: number;
  /** The line where the first of them begins. */
  readonly line: number;
  /** The reason for each of them, by row: `missing: "petal width"`. */
  readonly reasons: ReadonlyMap<number, string>;
}

/**
 * The inputs of a network from a table: encoded, scaled, and with missing values treated as in training. Columns are
 * found by name and further columns are ignored. A table without names must have the inputs of the network in order.
 */
export function networkInputs(table: Table, about: DatasetColumns): NetworkInputs {
  const { inputNames, inputScaling, inputFillings, missing } = about;
  if (table.rows === 0) return failure(fileFault('at least one row', 'none'));
  if (table.names === undefined && table.columns.length !== inputNames.length) {
    const advice = `the inputs are ${inputNames.slice(0, 12).join(', ')}`;
    return failure(fileFault(counted(inputNames.length, 'column'), count(table.columns.length), advice));
  }
  const found = valuesOf(table, inputNames, missing);
  const faults = found.filter((values): values is TableFault => !(values instanceof Float64Array));
  if (faults.length > 0) return failure(...unique(faults));
  const columns = (found as Float64Array[]).map((values, place) => {
    const filling = inputFillings?.[place];
    return filling === undefined ? values : values.map((value) => (Number.isNaN(value) ? filling : value));
  });
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const complete = rows.filter((row) => !columns.some((values) => Number.isNaN(values[row])));
  // Without a single row to predict, the places of the empty cells say more.
  if (complete.length === 0 && missing === undefined) return networkInputs(table, { ...about, missing: 'refuse' });
  if (complete.length === 0) {
    return failure(fileFault('a row without missing values', `none of ${count(table.rows)}`));
  }
  const inputs = emptyMatrix({ rows: complete.length, columns: columns.length });
  for (const [place, values] of columns.entries()) {
    complete.forEach((row, at) => {
      inputs.data[at * columns.length + place] = values[row] as number;
    });
  }
  return {
    ok: true,
    inputs: inputScaling === undefined ? inputs : scaled(inputs, inputScaling),
    leftOut: leftOutOf(table, complete, (row) => missingNames(table, about, columns, row)),
  };
}

function leftOutOf(
  { rows, lines }: Table,
  complete: readonly number[],
  namesIn: (row: number) => readonly string[],
): LeftOut | undefined {
  if (complete.length === rows) return undefined;
  const kept = new Set(complete);
  const others = Array.from({ length: rows }, (_, row) => row).filter((row) => !kept.has(row));
  const reasons = new Map(others.map((row) => [row, `missing: ${quotedList(namesIn(row), CLASSES_SHOWN)}`]));
  return { rows: others.length, line: lines[others[0] as number] ?? 0, reasons };
}

/** The columns in which a value is missing, each once: a column of classes is several inputs. */
function missingNames(
  table: Table,
  { inputNames }: DatasetColumns,
  inputs: readonly Float64Array[],
  row: number,
): readonly string[] {
  const names = inputs.flatMap((values, place) => {
    if (!Number.isNaN(values[row])) return [];
    return [columnLabel(table, sourceOf(table, inputNames[place] as string, place).column)];
  });
  return [...new Set(names)];
}

/** The values of each input; NaN where a value is missing and that is allowed. */
function valuesOf(
  table: Table,
  inputNames: readonly string[],
  missing: MissingPolicy | undefined,
): readonly (Float64Array | TableFault)[] {
  const sources = inputNames.map((name, place) => sourceOf(table, name, place));
  const classes = new Map<number, string[]>();
  for (const { column, className } of sources) {
    if (className !== undefined) classes.set(column, (classes.get(column) ?? []).concat(className));
  }
  return sources.map(({ column, className }, place) => {
    if (column === -1) return fileFault(`a column ${quoted(inputNames[place] as string)}`, 'none of this name');
    const values =
      className === undefined
        ? quantitiesOf(table, column, missing)
        : codesOf(table, column, className, classes.get(column) ?? [], missing);
    const gap = missing === 'refuse' ? missingIn(table, column) : undefined;
    return values instanceof Float64Array ? (gap ?? values) : values;
  });
}

/** The origin of one input. */
interface Source {
  /** The column of the table; -1 when there is none. */
  readonly column: number;
  /** The class that this input encodes as 1. */
  readonly className?: string | undefined;
}

function sourceOf({ names }: Table, name: string, place: number): Source {
  if (names === undefined) return { column: place };
  const column = names.indexOf(name);
  if (column !== -1) return { column };
  const coded = columnCodedIn(name, names);
  return coded === undefined ? { column } : { column: names.indexOf(coded), className: name.slice(coded.length + 1) };
}

/** The column of an input such as `colour=red`. The name of a column may contain `=`: the longest match wins. */
function columnCodedIn(name: string, columns: readonly string[]): string | undefined {
  const fitting = columns.filter((own) => name.startsWith(`${own}=`));
  return fitting.reduce<string | undefined>(
    (longest, own) => (longest === undefined || own.length > longest.length ? own : longest),
    undefined,
  );
}

/** The numbers of a column. A text among mostly numbers is missing where that is allowed, as in training. */
function quantitiesOf(table: Table, column: number, missing: MissingPolicy | undefined): Float64Array | TableFault {
  const values = numbersOf(table, column);
  if (values instanceof Float64Array || missing === undefined || missing === 'refuse') return values;
  const source = columnsOf(table).columns[column];
  const reading = source && readColumn(source, column);
  return reading?.kind === 'quantity' ? reading.values : values;
}

/** 1 where a column holds this class, 0 where it holds another known class. */
function codesOf(
  table: Table,
  column: number,
  className: string,
  classes: readonly string[],
  missing: MissingPolicy | undefined,
): Float64Array | TableFault {
  const content = table.columns[column];
  if (content === undefined || content.kind === 'texts') {
    return fileFault(`classes in column ${quoted(columnLabel(table, column))}`, 'too many different texts');
  }
  const codeOf = codesBy(classes);
  const own = codeOf(className);
  const kept = missing === 'keep' && classes.includes(KEPT_CLASS) ? KEPT_CLASS : undefined;
  const codes = new Float64Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const text = classIn(content, row) ?? kept;
    if (text !== undefined && codeOf(text) === undefined) {
      const expected = `one of ${quotedList(classes, CLASSES_SHOWN)}`;
      return cellFault(table, column, { row, text }, { expected, advice: unknownClass });
    }
    codes[row] = text === undefined ? Number.NaN : codeOf(text) === own ? 1 : 0;
  }
  return codes;
}

const CLASSES_SHOWN = 8;

/** The class in a row; undefined where it is missing. */
function classIn(content: FileNumbers | FileNames, row: number): string | undefined {
  if (content.kind === 'names') return content.names[content.codes[row] as number];
  const value = content.values[row] as number;
  return Number.isNaN(value) ? undefined : String(value);
}

function missingIn(table: Table, column: number): TableFault | undefined {
  const [first] = table.columns[column]?.missing?.first ?? [];
  return first && cellFault(table, column, first, { expected: 'a value', advice: undefined });
}

/** Removes repeated faults: several inputs may be made from one column. */
function unique(faults: readonly TableFault[]): readonly TableFault[] {
  return [...new Map(faults.map((one) => [JSON.stringify(one), one])).values()];
}

function failure(...faults: readonly TableFault[]): NetworkInputs {
  return { ok: false, faults };
}

/**
 * Predictions as delimited text: one row per row of the table, one column per target in original units, and the predicted class
 * when the targets are classes. A row that is left out has empty cells, and the reason in a last column.
 * @param predictions (rows that are not left out × outputs)
 */
export function* predictionTable(predictions: Matrix, about: DatasetColumns, leftOut?: LeftOut): Generator<string> {
  const { targetNames, classes, targetScaling } = about;
  const { rows, columns, data } = targetScaling === undefined ? predictions : unscaled(predictions, targetScaling);
  const own = classes === undefined ? targetNames : [...targetNames, newHeading('class', targetNames)];
  const heading = leftOut === undefined ? own : [...own, newHeading('left out', own)];
  yield heading.map(cellText).join(',');
  const all = rows + (leftOut?.rows ?? 0);
  for (let row = 0, at = 0; row < all; row++) {
    const reason = leftOut?.reasons.get(row);
    if (reason !== undefined) {
      yield [...own.map(() => ''), cellText(reason)].join(',');
      continue;
    }
    const values = data.subarray(at * columns, (at + 1) * columns);
    at++;
    const cells = Array.from(values, String);
    const named = classes === undefined ? cells : [...cells, cellText(classes[classOf(values, 0, columns)] ?? '')];
    yield (leftOut === undefined ? named : [...named, '']).join(',');
  }
}

/** A heading that no other column has. */
function newHeading(wanted: string, taken: readonly string[]): string {
  let heading = wanted;
  while (taken.includes(heading)) heading = `predicted ${heading}`;
  return heading;
}

/** A text cell, quoted as RFC 4180 does, and protected from being a formula. */
function cellText(cell: string): string {
  const text = protectedText(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
