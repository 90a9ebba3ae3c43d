import { counted } from '../language/wording.ts';
import { type ColumnChoices, chooseColumns } from './choose-columns.ts';
import { MOST_CLASSES } from './classes.ts';
import { type Column, type ColumnTable, rowCount } from './columns.ts';
import { quotedList } from './quoted-list.ts';
import { readColumn } from './reading.ts';

/** Inputs for which nobody has asked, by their names. */
export interface UsualInputs {
  /** Undefined where they are all columns that are not targets. */
  readonly names: readonly string[] | undefined;
  /** On each kind of column that is none of them. */
  readonly notices: readonly string[];
}

/** In fewer rows texts that hardly ever come again may well be classes. */
const FEWEST_NAMES = 20;
const NAMES_SHOWN = 8;

const reasons = {
  texts: `more than ${MOST_CLASSES} different texts`,
  names: 'texts that hardly ever come again',
  places: 'whole numbers that count the rows',
} as const;

/** Columns that tell one row from the other, and nothing about it, are no inputs: names, addresses, the number of the row. */
export function usualInputs(table: ColumnTable, targets: ColumnChoices['targets']): UsualInputs {
  const all = { names: undefined, notices: [] };
  const chosen = chooseColumns(table, { targets });
  if (!chosen.ok) return all;
  const columns = chosen.value.inputs.map((place) => {
    const source = table.columns[place] as Column;
    return { name: source.name, why: whyNot(source, place, rowCount(table)) };
  });
  const names = columns.flatMap(({ name, why }) => (why === undefined ? [name] : []));
  if (names.length === 0 || names.length === columns.length) return all;
  const notices = (['texts', 'names', 'places'] as const).flatMap((kind) => {
    const left = columns.filter(({ why }) => why === kind).map(({ name }) => name);
    return left.length === 0 ? [] : [`${columnsNamed(left)} left out of the inputs: ${reasons[kind]}`];
  });
  return { names, notices };
}

function columnsNamed(names: readonly string[]): string {
  const [only] = names;
  return `${names.length === 1 && only !== undefined ? 'column' : counted(names.length, 'column')} ${quotedList(names, NAMES_SHOWN)}`;
}

function whyNot(source: Column, place: number, rows: number): keyof typeof reasons | undefined {
  if (source.kind === 'numbers') return countsRows(source.values) ? 'places' : undefined;
  const reading = readColumn(source, place);
  if (reading === undefined) return 'texts';
  const isOfNames = reading.kind === 'category' && rows >= FEWEST_NAMES && reading.classes.length > rows / 2;
  return isOfNames ? 'names' : undefined;
}

/** Whole numbers of which each is one more than that of the row before. */
function countsRows(values: Float64Array): boolean {
  return values.every(
    (value, row) => Number.isInteger(value) && (row === 0 || value === (values[row - 1] as number) + 1),
  );
}
