import { numpyRandom } from '../engine/random.ts';
import { count, counted, quoted } from '../language/wording.ts';
import { type ColumnTable, rowCount } from './columns.ts';
import {
  type DataFault,
  failure,
  type Outcome,
  quotedList,
  settingFault,
  success,
  type TableName,
} from './data-fault.ts';
import { cellFaults, completeRows, filled, learnFillings, type MissingPolicy, missingCells } from './missing.ts';
import { asClasses, asQuantity, isMissing, type Reading, textIn } from './reading.ts';

/** The test set: a part of the rows drawn by a seed, or a separate table. */
export type TestChoice = TestPart | { readonly table: ColumnTable };

/** The share of the rows for the test set, and the seed that draws them. */
export interface TestPart {
  readonly fraction: number;
  readonly seed: number;
}

/** Some rows of the data, without missing values. */
export interface Portion {
  readonly inputs: readonly Reading[];
  readonly targets: readonly Reading[];
  readonly rows: readonly number[];
}

export interface Portions {
  readonly train: Portion;
  readonly test?: Portion | undefined;
  /** The replacement for a missing value of each input: a number, or the index of a class. */
  readonly fillings?: readonly number[] | undefined;
  readonly notices: readonly string[];
}

type Readings = Pick<Portion, 'inputs' | 'targets'>;

/** Divides a table into a training set and a test set, and treats missing values. */
export function portionsOf(
  table: ColumnTable,
  readings: Readings,
  missing: MissingPolicy,
  choice: TestChoice | undefined,
): Outcome<Portions> {
  const own = usable(table, 'examples', readings, missing);
  if (!own.ok) return own;
  if (choice === undefined) return finish(own.value, undefined, missing);
  if ('fraction' in choice) {
    const drawn = drawTest(own.value.rows, choice);
    if (!drawn.ok) return drawn;
    const { train, test } = drawn.value;
    return finish({ ...own.value, rows: train }, { ...own.value, rows: test, notices: [] }, missing);
  }
  const alike = readAlike(choice.table, [...readings.inputs, ...readings.targets]);
  if (!alike.ok) return alike;
  const split = readings.inputs.length;
  const other = { inputs: alike.value.slice(0, split), targets: alike.value.slice(split) };
  const test = usable(choice.table, 'test', other, missing);
  return test.ok ? finish(own.value, test.value, missing) : test;
}

interface Usable extends Portion {
  readonly notices: readonly string[];
}

/** The usable rows of a table: all rows, or the rows without missing values under `drop`. */
function usable(table: ColumnTable, name: TableName, readings: Readings, missing: MissingPolicy): Outcome<Usable> {
  const { inputs, targets } = readings;
  const all = [...inputs, ...targets];
  const amount = all[0]?.source.values.length ?? 0;
  if (missing === 'drop') {
    const rows = completeRows(all);
    if (rows.length === 0) {
      const where = { kind: 'table', table: name } as const;
      return failure({ where, expected: 'a row in which nothing is missing', found: `none of ${count(amount)}` });
    }
    const dropped = amount - rows.length;
    const notice = `${counted(dropped, 'row')} of the ${name === 'test' ? 'test' : 'data'} left out: something is missing`;
    return success({ ...readings, rows, notices: dropped > 0 ? [notice] : [] });
  }
  // A missing target is never filled in.
  const faults = missingCells({ table, name, readings: missing === 'refuse' ? all : targets });
  if (faults.length > 0) return failure(...faults);
  return success({ ...readings, rows: Array.from({ length: amount }, (_, row) => row), notices: [] });
}

/** Fills in the missing inputs of both sets with values learned from the training set. */
function finish(train: Usable, test: Usable | undefined, missing: MissingPolicy): Outcome<Portions> {
  const notices = [...train.notices, ...(test?.notices ?? [])];
  if (missing === 'refuse' || missing === 'drop') return success({ train, test, notices });
  const fillings = learnFillings(train.inputs, train.rows, missing);
  if (!fillings.ok) return fillings;
  const fill = (portion: Portion): Portion => ({
    ...portion,
    inputs: portion.inputs.map((reading, at) => filled(reading, fillings.value[at] as number)),
  });
  return success({ train: fill(train), test: test && fill(test), fillings: fillings.value, notices });
}

export interface RowSplit {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** The number of rows of the test set; half a row is rounded up. */
function testCount(rows: number, fraction: number): number {
  return Math.round(fraction * rows);
}

/** Draws the test set. Fails when the test set or the training set would be empty. */
export function drawTest(rows: readonly number[], { fraction, seed }: TestPart): Outcome<RowSplit> {
  const amount = testCount(rows.length, fraction);
  if (amount > 0 && amount < rows.length) return success(splitRows(rows, fraction, seed));
  const expected = 'a part that leaves rows to learn from and to test with';
  const found = `${fraction}, which is ${count(amount)} of ${counted(rows.length, 'row')}`;
  return failure(settingFault(['test', 'fraction'], expected, found));
}

/** Shuffles the rows as `np.random.RandomState(seed).permutation(rows)` does; the last ones are the test set. */
export function splitRows(rows: readonly number[], fraction: number, seed: number): RowSplit {
  const order = new Float64Array(rows.length);
  numpyRandom(seed).permute(order);
  const drawn = Array.from(order, (at) => rows[at] as number);
  const training = rows.length - testCount(rows.length, fraction);
  return { train: drawn.slice(0, training), test: drawn.slice(training) };
}

const NAMES_SHOWN = 8;

/** Reads a second table like the first: the same columns, found by name, with the same classes. */
function readAlike(table: ColumnTable, readings: readonly Reading[]): Outcome<readonly Reading[]> {
  const where = { kind: 'table', table: 'test' } as const;
  if (rowCount(table) === 0) return failure({ where, expected: 'at least one row to test with', found: 'none' });
  const faults: DataFault[] = [];
  const alike = readings.flatMap((reading): readonly Reading[] => {
    const place = placeOf(table, reading);
    const source = table.columns[place];
    if (source === undefined) {
      const names = table.columns.map(({ name }) => name);
      const found = names.length === 0 ? 'no columns' : quotedList(names, NAMES_SHOWN);
      faults.push({ where, expected: `a column ${quoted(reading.name)}, as among the examples`, found });
      return [];
    }
    return [reading.kind === 'quantity' ? asQuantity(source, place) : asClasses(source, place, reading.classes)];
  });
  if (faults.length > 0) return failure(...faults);
  const unknown = unknownClasses(table, alike);
  return unknown.length > 0 ? failure(...unknown) : success(alike);
}

function placeOf({ columns }: ColumnTable, { place, name }: Reading): number {
  return columns[place]?.name === name ? place : columns.findIndex((column) => column.name === name);
}

export const unknownClass = 'a class has to be among the examples that are learned from';

/** Faults for classes that do not occur in the training set: a network cannot be tested on them. */
function unknownClasses(table: ColumnTable, readings: readonly Reading[]): readonly DataFault[] {
  const categories = readings.filter(({ kind }) => kind === 'category');
  return cellFaults(
    { table, name: 'test', readings: categories },
    (reading, row) => isMissing(reading, row) && textIn(reading.source, row) !== '',
    (reading) => (reading.kind === 'category' ? `one of ${quotedList(reading.classes, NAMES_SHOWN)}` : 'a number'),
    unknownClass,
  );
}
