import { count, counted, quoted } from '../language/wording.ts';
import { type Column, type ColumnTable, missingSpelled, rowsIn } from './columns.ts';
import { type DataFault, failure, type Outcome, settingFault, success } from './data-fault.ts';
import {
  asCategory,
  asClasses,
  asQuantity,
  type Category,
  classesOf,
  isMissing,
  numberIn,
  type Reading,
  readColumn,
  textIn,
  tooManyClasses,
} from './reading.ts';

export type TargetKind = 'categorical' | 'numeric';

/** The columns that a network should predict. */
export interface Targets {
  readonly readings: readonly Reading[];
  /** The classes, when the target is a class. */
  readonly classes?: readonly string[] | undefined;
}

/**
 * A column of whole numbers holds classes when it has at most this many different values and this many rows per value
 * on average. Two different values are always classes.
 */
const MOST_NUMBERED_CLASSES = 20;
const ROWS_PER_CLASS = 5;
/** More than two different numbers that are all at least this large are quantities: numbers of classes begin at 0 or 1. */
const LEAST_QUANTITY = 100;

/**
 * Reads the target columns. By default, columns of numbers are quantities; one column of texts or of few whole numbers
 * is a column of classes.
 */
export function readTargets(
  { columns }: ColumnTable,
  places: readonly number[],
  kind: TargetKind | undefined,
): Outcome<Targets> {
  const chosen = places.map((place) => ({ source: columns[place] as Column, place }));
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) return readSingle(only.source, only.place, kind);
  const words = chosen.find(({ source, place }) => readColumn(source, place)?.kind !== 'quantity');
  if (words !== undefined) {
    const found = `texts in column ${quoted(words.source.name)}`;
    return failure(settingFault(['targets'], 'one column of classes, or columns of numbers', found));
  }
  const readings = chosen.map(({ source, place }) => asQuantity(source, place));
  if (kind === 'numeric') return success({ readings });
  if (areOneHot(readings)) return success({ readings, classes: readings.map(({ name }) => name) });
  if (kind === undefined) return success({ readings });
  const found = `${count(chosen.length)} columns`;
  const expected = 'one column of classes, or a column for each class that is 1 where the others are 0';
  return failure(settingFault(['targets'], expected, found, '"kind": "numeric" takes them as they are'));
}

function readSingle(source: Column, place: number, kind: TargetKind | undefined): Outcome<Targets> {
  const reading = readColumn(source, place);
  switch (kind) {
    case 'numeric':
      return reading?.kind === 'quantity' ? success({ readings: [reading] }) : failure(notNumbers(source, place));
    case 'categorical':
      return classesIn(asCategory(source, place), source.name);
    case undefined: {
      if (reading?.kind === 'category' && isOfNames(reading)) return failure(namesAsClasses(reading));
      if (reading?.kind !== 'quantity') return classesIn(reading, source.name);
      if (!lookLikeClasses(reading.values)) return success({ readings: [reading] });
      // In a column of numbers, any other text is missing.
      const texts = rowsIn(source).map((row) => textIn(source, row));
      const classes = classesOf(texts.filter((text) => !Number.isNaN(numberIn(text))));
      return classesIn(classes === 'too many' ? undefined : asClasses(source, place, classes), source.name);
    }
  }
}

/** In a smaller table, a class in each row may be meant. */
const FEWEST_NAMES = 10;

/** True for texts of which nearly every row has its own: nothing can be learned about a class of one row. */
function isOfNames({ codes, classes }: Category): boolean {
  const present = codes.filter((code) => code >= 0).length;
  return present >= FEWEST_NAMES && classes.length > present / 2;
}

function namesAsClasses({ name, codes, classes, source }: Category): DataFault {
  const present = codes.filter((code) => code >= 0).length;
  const found = `${count(classes.length)} different texts in ${counted(present, 'row')}, such as ${quoted(classes.find((own) => Number.isNaN(numberIn(own))) ?? (classes[0] as string))}`;
  const why = (source.notices ?? []).map((notice) => `it is ${notice}; `).join('');
  const advice = `${why}is another column the target? "kind": "categorical" takes each text as a class`;
  return settingFault(['targets'], `classes of several rows each in column ${quoted(name)}`, found, advice);
}

/** A notice about a target of few different whole numbers, which may be classes or quantities. */
export function kindNotices({ readings }: Targets, kind: TargetKind | undefined): readonly string[] {
  const [only] = readings;
  if (kind !== undefined || readings.length !== 1 || only === undefined || only.source.kind !== 'numbers') return [];
  const different = numbersLikeClasses(only.source.values);
  if (different === undefined || different.length <= 2) return [];
  const name = `column ${quoted(only.name)}`;
  const other =
    only.kind === 'category' ? ['classes', 'numeric', 'quantities'] : ['quantities', 'categorical', 'classes'];
  return [
    `${name}: its ${different.length} different numbers are read as ${other[0]}; --kind ${other[1]} makes them ${other[2]}`,
  ];
}

/** From this share of the rows on, a class outweighs the others. */
const MOST_OF_A_CLASS = 0.9;

/** Notices about targets that never change, or hardly ever. @param rows those that are used. */
export function targetNotices(targets: readonly Reading[], rows: readonly number[]): readonly string[] {
  if (rows.length === 1) return ['only one row is left: a network cannot learn from a single example'];
  return targets.flatMap((reading): readonly string[] => {
    const name = `column ${quoted(reading.name)}`;
    if (reading.kind === 'quantity') {
      const first = reading.values[rows[0] as number] as number;
      const isConstant = rows.every((row) => reading.values[row] === first);
      return isConstant && rows.length > 1 ? [`${name} is ${first} in every row: there is nothing to predict`] : [];
    }
    const times = reading.classes.map((_, code) => rows.filter((row) => reading.codes[row] === code).length);
    const most = Math.max(...times);
    if (most < MOST_OF_A_CLASS * rows.length) return [];
    const share = Math.floor((100 * most) / rows.length);
    const often = `${count(most)} of ${counted(rows.length, 'row')}`;
    return [
      `${name} is ${quoted(reading.classes[times.indexOf(most)] as string)} in ${often}: always predicting it is right in ${share} %`,
    ];
  });
}

function classesIn(reading: Reading | undefined, name: string): Outcome<Targets> {
  const expected = `a few classes in column ${quoted(name)}`;
  if (reading?.kind !== 'category') return failure(settingFault(['targets'], expected, tooManyClasses));
  const { classes } = reading;
  if (classes.length >= 2) return success({ readings: [reading], classes });
  const missing = missingSpelled(reading.source);
  const advice = missing && `${missing}; "missing": "keep" makes it a class`;
  const found = classes.length === 0 ? 'an empty column' : `only ${quoted(classes[0] as string)}`;
  return failure(settingFault(['targets'], `at least two classes in column ${quoted(name)}`, found, advice));
}

function notNumbers(source: Column, place: number): DataFault {
  const first = asQuantity(source, place);
  const row = rowsIn(source).find((at) => isMissing(first, at) && textIn(source, at) !== '');
  const found = row === undefined ? 'an empty column' : `texts such as ${quoted(textIn(source, row))}`;
  return settingFault(
    ['targets'],
    `numbers in column ${quoted(source.name)}`,
    found,
    '"kind": "categorical" reads them',
  );
}

/** True for two different whole numbers, or for few with many rows each that are not all large. */
function lookLikeClasses(values: Float64Array): boolean {
  const different = numbersLikeClasses(values);
  return different !== undefined && (different.length === 2 || different.some((value) => value < LEAST_QUANTITY));
}

/** The different whole numbers when they are two, or few with many rows each; undefined otherwise. */
function numbersLikeClasses(values: Float64Array): readonly number[] | undefined {
  const different = new Set<number>();
  let rows = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    rows++;
    different.add(value);
    if (!Number.isInteger(value) || different.size > MOST_NUMBERED_CLASSES) return undefined;
  }
  const areFew = different.size === 2 || (different.size > 2 && rows >= ROWS_PER_CLASS * different.size);
  return areFew ? [...different] : undefined;
}

/** True when every row has a single 1 among zeros. */
function areOneHot(readings: readonly { readonly values: Float64Array }[]): boolean {
  const rows = readings[0]?.values.length ?? 0;
  for (let row = 0; row < rows; row++) {
    const cells = readings.map(({ values }) => values[row] as number);
    if (cells.filter((cell) => cell === 1).length !== 1) return false;
    if (cells.filter((cell) => cell === 0).length !== cells.length - 1) return false;
  }
  return true;
}
