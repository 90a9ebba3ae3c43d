import { count, counted, quoted } from '../language/wording.ts';
import { type ColumnTable, rowsIn } from './columns.ts';
import { type DataFault, failure, type Outcome, settingFault, success, type TableName } from './data-fault.ts';
import { missingIn } from './missing-texts.ts';
import { cellText, foundIn, isMissing, type Reading, readColumn } from './reading.ts';
import { adviceFor, CELLS_REPORTED } from './table.ts';

/**
 * The treatment of missing values: `refuse` reports them, `drop` leaves their rows out, `mean` and a number fill them in, `keep`
 * makes them a class of their own in a column of texts and leaves out the rows in which a number is missing. `mean` is the mean
 * of the training set; a category is filled with its most frequent class.
 */
export type MissingPolicy = 'refuse' | 'drop' | 'mean' | 'keep' | number;

/** The class of missing values under `keep`. No other value has this text, since it is read as missing. */
export const KEPT_CLASS = 'NA';

const DROP_ADVICE = '"missing": "drop" leaves such rows out';

/** A table with the columns that are examined. */
export interface Part {
  readonly table: ColumnTable;
  readonly name: TableName;
  readonly readings: readonly Reading[];
}

/** A wrong cell, and the number of cells of its column with the same text. */
interface WrongCell {
  readonly reading: Reading;
  readonly row: number;
  readonly found: string;
  readonly times: number;
}

/**
 * Faults for the wrong cells of a table, and one for the rest: first the texts that are no spelling of a missing value, the most
 * frequent ones first and each once a column, then the missing values, row by row.
 */
export function cellFaults(
  { table, name, readings }: Part,
  isWrong: (reading: Reading, row: number) => boolean,
  expected: (reading: Reading) => string,
  advice: string | undefined,
): readonly DataFault[] {
  const texts = new Map<string, WrongCell>();
  const gaps: WrongCell[] = [];
  let wrong = 0;
  const rows = readings[0]?.source.values.length ?? 0;
  for (let row = 0; row < rows; row++) {
    for (const reading of readings) {
      if (!isWrong(reading, row)) continue;
      wrong++;
      const cell = { reading, row, found: foundIn(reading, row), times: 1 };
      if (isSpelledMissing(reading, row)) {
        if (gaps.length < CELLS_REPORTED) gaps.push(cell);
        continue;
      }
      const key = `${reading.place} ${cell.found}`;
      const before = texts.get(key);
      if (before !== undefined || texts.size < MOST_TEXTS) {
        texts.set(key, before === undefined ? cell : { ...before, times: before.times + 1 });
      }
    }
  }
  const byTimes = [...texts.values()].sort((one, other) => other.times - one.times || one.row - other.row);
  const reported = [...byTimes, ...gaps].slice(0, CELLS_REPORTED);
  const faults = reported.map(({ reading, row, found, times }): DataFault => {
    const place = { kind: 'table', table: name, row: row + 1, line: table.lines?.[row] } as const;
    const where = { ...place, column: reading.place + 1, name: reading.name };
    const often = times === 1 ? '' : ` here and in ${counted(times - 1, 'more cell')}`;
    const own = reading.kind === 'quantity' ? adviceFor(cellText(reading, row)) : undefined;
    const words = [own, advice].filter((part) => part !== undefined).join('; ');
    return { where, expected: expected(reading), found: `${found}${often}`, advice: words === '' ? undefined : words };
  });
  const rest = wrong - reported.reduce((sum, { times }) => sum + times, 0);
  if (rest > 0) {
    const found = `${count(rest)} more without one`;
    faults.push({ where: { kind: 'table', table: name }, expected: 'a value in every cell', found, advice });
  }
  return faults;
}

/** Different texts that are counted. */
const MOST_TEXTS = 1000;

/** True for a cell that is empty or has a spelling of a missing value; false for a text that is no number, or no class. */
function isSpelledMissing(reading: Reading, row: number): boolean {
  const text = cellText(reading, row);
  return missingIn(text) === 'every column' || (reading.kind === 'quantity' && missingIn(text) !== undefined);
}

/** Faults for the missing cells. */
export function missingCells(part: Part): readonly DataFault[] {
  const expected = ({ kind }: Reading) => (kind === 'quantity' ? 'a number' : 'a class');
  return cellFaults(part, isMissing, expected, DROP_ADVICE);
}

/** True when no column of numbers contains other texts: then only values are missing. */
export function onlyValuesAreMissing({ columns }: ColumnTable): boolean {
  return columns.every((source, place) => {
    return source.kind === 'numbers' ? !source.hasTexts : readColumn(source, place)?.kind !== 'quantity';
  });
}

/** The rows without a missing value. */
export function completeRows(readings: readonly Reading[]): readonly number[] {
  const [first] = readings;
  const rows = first === undefined ? [] : rowsIn(first.source);
  return rows.filter((row) => !readings.some((reading) => isMissing(reading, row)));
}

/** The column with a class for its empty cells, when it is a category that has some. */
export function withKeptClass(reading: Reading): Reading {
  if (reading.kind === 'quantity' || !reading.codes.includes(-1)) return reading;
  const classes = reading.classes.includes(KEPT_CLASS) ? reading.classes : [...reading.classes, KEPT_CLASS];
  const kept = classes.indexOf(KEPT_CLASS);
  return { ...reading, classes, codes: reading.codes.map((code) => (code < 0 ? kept : code)) };
}

/** The columns in which something is missing, each with its number of missing values: the most frequent first. */
export function missingByColumn(
  readings: readonly Reading[],
): readonly { readonly name: string; readonly rows: number }[] {
  const amounts = readings.map((reading) => {
    return { name: reading.name, rows: rowsIn(reading.source).filter((row) => isMissing(reading, row)).length };
  });
  return amounts.filter(({ rows }) => rows > 0).sort((one, other) => other.rows - one.rows);
}

/** The replacement for a missing value in each column: a number, or the index of a class. */
export function learnFillings(
  readings: readonly Reading[],
  trainingRows: readonly number[],
  policy: 'mean' | number,
): Outcome<readonly number[]> {
  const fillings = readings.map((reading) => fillingOf(reading, trainingRows, policy));
  const faults = fillings.flatMap((filling, at) => {
    if (filling !== undefined) return [];
    const found = `nothing but missing values in column ${quoted(readings[at]?.name ?? '')}`;
    return [settingFault(['missing'], 'a value in each column, to fill in for missing ones', found)];
  });
  return faults.length > 0 ? failure(...faults) : success(fillings as readonly number[]);
}

function fillingOf(reading: Reading, rows: readonly number[], policy: 'mean' | number): number | undefined {
  const present = rows.filter((row) => !isMissing(reading, row));
  if (reading.kind === 'category') return mostFrequent(present.map((row) => reading.codes[row] as number));
  if (policy !== 'mean') return policy;
  if (present.length === 0) return undefined;
  return meanOf(present.map((row) => reading.values[row] as number));
}

/** The mean; finite even where the sum overflows. */
function meanOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Number.isFinite(mean) ? mean : values.reduce((sum, value) => sum + value / values.length, 0);
}

/** The most frequent class; of equally frequent ones the first. */
function mostFrequent(codes: readonly number[]): number | undefined {
  const times = new Map<number, number>();
  for (const code of codes) times.set(code, (times.get(code) ?? 0) + 1);
  const [first] = [...times].sort(([one, count], [other, otherCount]) => otherCount - count || one - other);
  return first?.[0];
}

/** The column with its missing values filled in. */
export function filled(reading: Reading, filling: number): Reading {
  if (reading.kind === 'category') {
    return { ...reading, codes: reading.codes.map((code) => (code < 0 ? filling : code)) };
  }
  return { ...reading, values: reading.values.map((value) => (Number.isFinite(value) ? value : filling)) };
}
