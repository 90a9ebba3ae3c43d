import { count, counted, quoted, shortened } from '../language/wording.ts';
import { type ColumnChoices, chooseColumns } from './choose-columns.ts';
import { type Column, type ColumnTable, rowCount } from './columns.ts';
import { failure, type Outcome, quotedList, settingFault, success } from './data-fault.ts';
import type { MissingPolicy } from './missing.ts';
import { MOST_CLASSES, readColumn, textIn } from './reading.ts';

/** The default inputs of a table. */
export interface DefaultInputs {
  /** Their names; undefined when all columns that are not targets are inputs. */
  readonly names: readonly string[] | undefined;
  /** One notice per kind of column that is left out. */
  readonly notices: readonly string[];
}

const NAMES_SHOWN = 8;
/** In a table with fewer rows, texts that hardly repeat may still be classes. */
const FEWEST_NAMES = 20;
/** In a table with fewer rows, different values in all rows say nothing. */
const FEWEST_DIFFERENT = 8;
/** A column with a larger share of missing values costs more rows than it is worth. */
const MOST_MISSING = 1 / 3;

const reasons = {
  empty: 'they are empty',
  gaps: 'missing in more than a third of the rows',
  texts: `more than ${MOST_CLASSES} different texts`,
  names: 'texts that rarely repeat',
  places: 'row numbers',
  ids: 'a different whole number in each row, like an id',
} as const;

type Why = keyof typeof reasons;

/** A column that is not a target, and the reason why it is no input. */
interface Candidate {
  readonly source: Column;
  readonly why: Why | undefined;
}

/**
 * The default inputs: all columns but the empty ones, those with many missing values, and those that only identify a row, such as
 * names, addresses and row numbers. Fails when nothing is left to learn from.
 */
export function defaultInputs(
  table: ColumnTable,
  targets: ColumnChoices['targets'],
  missing: MissingPolicy = 'drop',
): Outcome<DefaultInputs> {
  const all = { names: undefined, notices: [] };
  const chosen = chooseColumns(table, { targets });
  // The caller reports it. Pixels are all inputs, also those that never change.
  if (!chosen.ok || table.image !== undefined) return success(all);
  const candidates = chosen.value.inputs.map((place): Candidate => {
    const source = table.columns[place] as Column;
    return { source, why: whyNot(source, place, rowCount(table), missing) };
  });
  const namesOf = (kind: Why | undefined): readonly string[] =>
    candidates.flatMap(({ source, why }) => (why === kind ? [source.name] : []));
  const names = namesOf(undefined);
  if (names.length === candidates.length) return success(all);
  const kinds = Object.keys(reasons) as Why[];
  const leftOut = (without: readonly Why[]): readonly string[] =>
    kinds
      .filter((kind) => !without.includes(kind))
      .flatMap((kind) => [...noticeOf(kind, candidates, rowCount(table)), ...readingsOf(kind, candidates)]);
  if (names.length > 0) return success({ names, notices: leftOut([]) });
  // A table of one number per row may be a curve over its row numbers.
  const counting = [...namesOf('places'), ...namesOf('ids')];
  if (counting.length > 0) {
    const notice = `${columnsNamed(counting)} only ${counting.length === 1 ? 'has' : 'have'} row numbers, but no other column is left as an input`;
    const isAll = counting.length === candidates.length;
    return success({ names: isAll ? undefined : counting, notices: [...leftOut(['places', 'ids']), notice] });
  }
  const found = candidates.slice(0, NAMES_SHOWN).map(describe).join('; ') || 'none';
  const hasGaps = candidates.some(({ why }) => why === 'gaps');
  const texts = candidates.filter(({ why }) => why === 'texts' || why === 'names').map(({ source }) => source);
  const advice = hasGaps
    ? '"missing": "mean" fills in missing values'
    : texts.length > 0
      ? adviceOnTexts(texts)
      : undefined;
  return failure(settingFault(['inputs'], 'at least one input column', found, advice));
}

function adviceOnTexts(columns: readonly Column[]): string {
  const own = 'a column of texts is an input when --inputs names it';
  const [read] = columns.flatMap(({ name, notices = [] }) => notices.map((notice) => `${name} is ${notice}`));
  if (read !== undefined) return `${own}; ${read}`;
  const areDates = columns.every((column) => /^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?\b/.test(exampleIn(column)));
  return areDates
    ? `${own}; write a date as a number, such as the days since the first one`
    : `${own}; numbers are written without units`;
}

/** A notice about a default target that only identifies its row; undefined for any other. */
export function targetNotice(table: ColumnTable): string | undefined {
  const chosen = chooseColumns(table, {});
  if (!chosen.ok || chosen.value.targets.length !== 1) return undefined;
  const place = chosen.value.targets[0] as number;
  const source = table.columns[place] as Column;
  if (source.kind !== 'numbers' || !(countsRows(source, place) || isOfIds(source, place))) return undefined;
  return `column ${quoted(source.name)} only has row numbers: is another column the target? --target chooses it`;
}

/** `column "notes" left out of the inputs: missing in 36 of 40 rows` */
function noticeOf(kind: Why, candidates: readonly Candidate[], rows: number): readonly string[] {
  const own = candidates.filter(({ why }) => why === kind).map(({ source }) => source);
  const [only] = own;
  if (only === undefined) return [];
  const isOne = own.length === 1;
  const reason =
    kind === 'gaps' && isOne
      ? `missing in ${count(missingIn(only))} of ${counted(rows, 'row')}`
      : kind === 'empty' && isOne
        ? 'it is empty'
        : reasons[kind];
  return [`${columnsNamed(own.map(({ name }) => name))} left out of the inputs: ${reason}`];
}

/** The reasons why columns that are left out as texts are read as texts: `zip: read as text, because 01615 has a zero in front …`. */
function readingsOf(kind: Why, candidates: readonly Candidate[]): readonly string[] {
  if (kind !== 'texts' && kind !== 'names') return [];
  const all = candidates.flatMap(({ source: { name, notices = [] }, why }) =>
    why === kind ? notices.map((notice) => `${shortened(name, LONGEST_NAME)}: ${notice}`) : [],
  );
  return all.slice(0, READINGS_SHOWN);
}

const READINGS_SHOWN = 4;
const LONGEST_NAME = 40;

function columnsNamed(names: readonly string[]): string {
  const [only] = names;
  return `${names.length === 1 && only !== undefined ? 'column' : counted(names.length, 'column')} ${quotedList(names, NAMES_SHOWN)}`;
}

/** `column "size" has texts such as "1234 sqm" that rarely repeat` */
function describe({ source, why }: Candidate): string {
  const name = `column ${quoted(source.name)}`;
  switch (why) {
    case 'texts':
    case 'names':
      return `${name} with texts such as ${quoted(exampleIn(source))} that rarely repeat`;
    case 'gaps':
      return `${name}, ${reasons.gaps}`;
    default:
      return `${name} without a value`;
  }
}

function exampleIn(source: Column): string {
  if (source.kind === 'texts' && source.example !== undefined) return source.example;
  const row = Array.from({ length: source.values.length }).findIndex((_, at) => textIn(source, at) !== '');
  return textIn(source, Math.max(0, row));
}

function missingIn(source: Column): number {
  return source.kind === 'numbers'
    ? source.values.filter((value) => !Number.isFinite(value)).length
    : source.values.filter((text) => text === '').length;
}

function whyNot(source: Column, place: number, rows: number, missing: MissingPolicy): Why | undefined {
  const gaps = missingIn(source);
  if (gaps === rows) return 'empty';
  const isKept = missing === 'mean' || typeof missing === 'number' || (missing === 'keep' && source.kind === 'texts');
  if (gaps > MOST_MISSING * rows && !isKept) return 'gaps';
  if (source.kind === 'numbers') {
    if (countsRows(source, place)) return 'places';
    return isOfIds(source, place) ? 'ids' : undefined;
  }
  const reading = readColumn(source, place);
  if (reading === undefined) return 'texts';
  if (reading.kind === 'quantity') return undefined;
  const different = reading.classes.length;
  const isOfNames = (rows >= FEWEST_NAMES && different > rows / 2) || (rows >= FEWEST_DIFFERENT && different === rows);
  return isOfNames ? 'names' : undefined;
}

/**
 * True for whole numbers that go up or down by one from row to row. By another step they only count the rows in a column that is the
 * first one, or that is named like an id: elsewhere they may be measured at even distances.
 */
function countsRows({ name, values }: Column & { readonly kind: 'numbers' }, place: number): boolean {
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  const isEven = values.every(
    (value, row) => Number.isInteger(value) && (row === 0 || value === (values[row - 1] as number) + step),
  );
  if (!isEven || step === 0 || values.length < FEWEST_DIFFERENT) return false;
  return Math.abs(step) === 1 || place === 0 || isIdName(name);
}

/** True for whole numbers of which each row has its own: in a column named like an id, or for all numbers from one to another. */
function isOfIds({ name, values }: Column & { readonly kind: 'numbers' }, place: number): boolean {
  if (values.length < FEWEST_DIFFERENT || !values.every(Number.isInteger)) return false;
  if (new Set(values).size < values.length) return false;
  if (isIdName(name)) return true;
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const, [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as readonly [number, number]);
  return place === 0 && values.length >= FEWEST_NAMES && most - least === values.length - 1;
}

const ID_WORDS = 'ids?|nr|no|num|number|index|idx|key|uuid|guid|hash|code|serial|rows?|rownames?|record|case|unnamed';
/** A name that ends with such a word, after a separator or in camel case, or begins with one: `customer_id`, `PassengerId`, `ID`. */
const idNames = [
  new RegExp(`(^|[^a-z])(${ID_WORDS})[^a-z]*$`, 'i'),
  /[a-z](Id|ID|Nr|No|Number|Index|Key|Code|Hash)$/,
  /^(column 1|#|№|X|)$/,
  /^(id|index|unnamed|row)[^a-z]/i,
];

function isIdName(name: string): boolean {
  return idNames.some((pattern) => pattern.test(name.trim()));
}
