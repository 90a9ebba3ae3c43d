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
import {
  cellFaults,
  completeRows,
  filled,
  KEPT_CLASS,
  learnFillings,
  type MissingPolicy,
  missingByColumn,
  missingCells,
  withKeptClass,
} from './missing.ts';
import { asClasses, asQuantity, type Category, isMissing, type Reading, textIn } from './reading.ts';

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
  const own = usable(table, 'examples', missing === 'keep' ? keeping(readings) : readings, missing);
  if (!own.ok) return own;
  const left = withClassesLeft(own.value);
  if (!left.ok) return left;
  if (choice === undefined) return finish(left.value, undefined, missing);
  if ('fraction' in choice) {
    const [target] = left.value.targets;
    const codes = left.value.targets.length === 1 && target?.kind === 'category' ? target.codes : undefined;
    const drawn = drawTest(left.value.rows, choice, codes);
    if (!drawn.ok) return drawn;
    const { train, test } = drawn.value;
    return finish({ ...left.value, rows: train }, { ...left.value, rows: test, notices: [] }, missing);
  }
  const alike = readAlike(choice.table, [...left.value.inputs, ...left.value.targets], missing);
  if (!alike.ok) return alike;
  const split = readings.inputs.length;
  const other = { inputs: alike.value.slice(0, split), targets: alike.value.slice(split) };
  const test = usable(choice.table, 'test', other, missing);
  return test.ok ? finish(left.value, test.value, missing) : test;
}

/** Only inputs: an empty target is no class to be learned. */
function keeping({ inputs, targets }: Readings): Readings {
  return { inputs: inputs.map(withKeptClass), targets };
}

interface Usable extends Portion {
  readonly notices: readonly string[];
}

/**
 * The usable rows of a table: all rows, or those in which nothing is missing that must be there. A missing target is never filled
 * in.
 */
function usable(table: ColumnTable, name: TableName, readings: Readings, missing: MissingPolicy): Outcome<Usable> {
  const { inputs, targets } = readings;
  const amount = [...inputs, ...targets][0]?.source.values.length ?? 0;
  if (missing === 'refuse') {
    const faults = missingCells({ table, name, readings: [...inputs, ...targets] });
    if (faults.length > 0) return failure(...faults);
    return success({ ...readings, rows: Array.from({ length: amount }, (_, row) => row), notices: [] });
  }
  const needed = missing === 'drop' || missing === 'keep' ? [...inputs, ...targets] : targets;
  const rows = completeRows(needed);
  if (rows.length === 0) {
    const where = { kind: 'table', table: name } as const;
    const found = `none of ${counted(amount, 'row')}: ${gapsIn(needed)}`;
    const isFillable = needed !== targets && completeRows(targets).length > 0;
    const advice = isFillable ? '"missing": "mean" fills in the missing numbers of inputs' : undefined;
    return failure({ where, expected: 'a row without missing values', found, advice });
  }
  const fillable = completeRows(targets).length - rows.length;
  const notice = leftOutNotice(amount - rows.length, amount, fillable, name, needed);
  return success({ ...readings, rows, notices: notice === undefined ? [] : [notice] });
}

/**
 * `36 of 40 rows of the data left out: something is missing in "notes" (36), "age" (2)`
 * @param fillable those of the rows in which only inputs are missing.
 */
function leftOutNotice(
  rows: number,
  of: number,
  fillable: number,
  name: TableName,
  readings: readonly Reading[],
): string | undefined {
  if (rows === 0) return undefined;
  const all = `${count(rows)} of ${counted(of, 'row')} of the ${name === 'test' ? 'test' : 'data'}`;
  const kept = fillable === rows ? 'them' : `${count(fillable)} of them`;
  const advice = fillable > of / 3 ? `; --missing mean keeps ${kept}` : '';
  return `${all} left out: something is missing in ${gapsIn(readings)}${advice}`;
}

const GAPS_SHOWN = 5;

function gapsIn(readings: readonly Reading[]): string {
  const gaps = missingByColumn(readings);
  const shown = gaps.slice(0, GAPS_SHOWN).map(({ name, rows }) => `${quoted(name)} (${count(rows)})`);
  const rest = gaps.length > GAPS_SHOWN ? ` and ${counted(gaps.length - GAPS_SHOWN, 'other column')}` : '';
  return `${shown.join(', ')}${rest}`;
}

/** The classes of the target are those of the usable rows: nothing can be learned about others. */
function withClassesLeft(own: Usable): Outcome<Usable> {
  const notices: string[] = [];
  const faults: DataFault[] = [];
  const targets = own.targets.map((reading) => {
    if (reading.kind === 'quantity') return reading;
    const present = new Set(own.rows.map((row) => reading.codes[row] as number));
    const classes = reading.classes.filter((_, code) => present.has(code));
    if (classes.length === reading.classes.length) return reading;
    const gone = quotedList(
      reading.classes.filter((_, code) => !present.has(code)),
      NAMES_SHOWN,
    );
    const isOne = reading.classes.length - classes.length === 1;
    const rows = isOne ? 'each of its rows' : 'each of their rows';
    notices.push(`${isOne ? 'class' : 'classes'} ${gone} left out: something is missing in ${rows}`);
    if (classes.length < 2) {
      const expected = `at least two classes in column ${quoted(reading.name)} among the rows without missing values`;
      faults.push(settingFault(['targets'], expected, quotedList(classes, NAMES_SHOWN) || 'none'));
    }
    return asClasses(reading.source, reading.place, classes);
  });
  if (faults.length > 0) return failure(...faults);
  return success({ ...own, targets, notices: [...own.notices, ...notices] });
}

/** Fills in the missing inputs of both sets with values learned from the training set. */
function finish(train: Usable, test: Usable | undefined, missing: MissingPolicy): Outcome<Portions> {
  const notices = [...train.notices, ...(test?.notices ?? [])];
  if (typeof missing === 'string' && missing !== 'mean') return success({ train, test, notices });
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

/**
 * Draws the test set. Fails when the test set or the training set would be empty.
 * @param classes the class of each row of the table: a class with a row in the test set alone gets it back.
 */
export function drawTest(
  rows: readonly number[],
  { fraction, seed }: TestPart,
  classes?: ArrayLike<number>,
): Outcome<RowSplit> {
  const amount = testCount(rows.length, fraction);
  if (amount > 0 && amount < rows.length) {
    const drawn = splitRows(rows, fraction, seed);
    return success(classes === undefined ? drawn : withEachClass(drawn, classes));
  }
  const expected = 'a share that leaves rows for training and for testing';
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

/**
 * The same split, in which each class that the training set lacks exchanges its first row in the test set for the last row of the
 * most frequent class of the training set. A split without such a class stays as it is.
 */
function withEachClass(drawn: RowSplit, classes: ArrayLike<number>): RowSplit {
  const [train, test] = [[...drawn.train], [...drawn.test]];
  const times = new Map<number, number>();
  for (const row of train) times.set(classes[row]!, (times.get(classes[row]!) ?? 0) + 1);
  for (const [at, row] of test.entries()) {
    const own = classes[row]!;
    if (times.has(own)) continue;
    const [most, amount] = [...times].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    // With fewer rows than classes some class has no row to give; the caller reports it.
    if (amount < 2) break;
    const given = train.findLastIndex((other) => classes[other] === most);
    [train[given], test[at]] = [row, train[given]!];
    times.set(most, amount - 1);
    times.set(own, 1);
  }
  return { train, test };
}

const NAMES_SHOWN = 8;

/** Reads a second table like the first: the same columns, found by name, with the same classes. */
function readAlike(
  table: ColumnTable,
  readings: readonly Reading[],
  missing: MissingPolicy,
): Outcome<readonly Reading[]> {
  const where = { kind: 'table', table: 'test' } as const;
  if (rowCount(table) === 0) return failure({ where, expected: 'at least one test row', found: 'none' });
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
    if (reading.kind === 'quantity') return [asQuantity(source, place)];
    const own = asClasses(source, place, reading.classes);
    return [missing === 'keep' ? withMissingAsKept(own) : own];
  });
  if (faults.length > 0) return failure(...faults);
  const unknown = unknownClasses(table, alike);
  return unknown.length > 0 ? failure(...unknown) : success(alike);
}

/** A missing text is of the class of missing values, when the training set has it. Another unknown text is not. */
function withMissingAsKept(reading: Category): Category {
  const kept = reading.classes.indexOf(KEPT_CLASS);
  const codes = reading.codes.map((code, row) => (code < 0 && textIn(reading.source, row) === '' ? kept : code));
  return { ...reading, codes };
}

function placeOf({ columns }: ColumnTable, { place, name }: Reading): number {
  return columns[place]?.name === name ? place : columns.findIndex((column) => column.name === name);
}

export const unknownClass = 'the training set needs an example of each class';

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
