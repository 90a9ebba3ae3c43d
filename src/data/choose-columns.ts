import { nearestWords } from '../language/similar.ts';
import { quoted } from '../language/wording.ts';
import type { ColumnTable } from './columns.ts';
import { type DataFault, failure, type Outcome, quotedList, settingFault, success } from './data-fault.ts';

/** A column by name or by place: from 0, or from the end with -1 for the last, as in Python. */
export type ColumnChoice = string | number;

export interface ColumnChoices {
  /** All columns that are not targets by default. */
  readonly inputs?: readonly ColumnChoice[] | undefined;
  /** By default the target columns of the file, such as those of an array `y`, or the last column. */
  readonly targets?: readonly ColumnChoice[] | undefined;
}

/** Places of columns, from 0. */
export interface ChosenColumns {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

type Role = keyof ChosenColumns;

/** The most faults that are reported. Each costs a search through all names. */
const MOST_FAULTS = 20;
const NAMES_SHOWN = 8;

/** Finds the input and target columns of a table. */
export function chooseColumns(table: ColumnTable, choices: ColumnChoices): Outcome<ChosenColumns> {
  const faults: DataFault[] = [];
  /** The role in which each column has been chosen. */
  const taken = new Map<number, Role>();
  const choose = (role: Role, chosen: readonly ColumnChoice[]): readonly number[] =>
    chosen.flatMap((choice, index) => {
      if (faults.length === MOST_FAULTS) return [];
      const found = findColumn(table, choice, [role, index]);
      if (typeof found !== 'number') {
        faults.push(found);
        return [];
      }
      const before = taken.get(found);
      taken.set(found, before ?? role);
      if (before === undefined) return [found];
      const name = table.columns[found]?.name ?? '';
      const expected = before === role ? 'each column once' : 'columns that are not among the inputs';
      faults.push(settingFault([role, index], expected, `${quoted(name)} again`));
      return [];
    });

  const chosenInputs = choices.inputs && choose('inputs', choices.inputs);
  const targets = choose('targets', choices.targets ?? table.targets ?? [lastWithValues(table)]);
  if (faults.length > 0) return failure(...faults);
  const inputs = chosenInputs ?? table.columns.map((_, column) => column).filter((column) => !taken.has(column));
  const amount = table.columns.length;
  for (const [role, columns] of Object.entries({ inputs, targets })) {
    if (columns.length > 0) continue;
    const found = amount === 1 ? 'a table of a single column' : 'none';
    faults.push(settingFault([role], `at least one column for the ${role}`, found));
  }
  return faults.length > 0 ? failure(...faults) : success({ inputs, targets });
}

/** The last column, or the last one with a value when the file ends with empty columns. */
function lastWithValues({ columns }: ColumnTable): number {
  const last = columns.findLastIndex((column) =>
    column.kind === 'numbers' ? column.values.some(Number.isFinite) : column.values.some((text) => text !== ''),
  );
  return last === -1 ? columns.length - 1 : last;
}

function findColumn({ columns }: ColumnTable, choice: ColumnChoice, path: readonly [Role, number]): number | DataFault {
  if (typeof choice === 'number') {
    const place = choice < 0 ? columns.length + choice : choice;
    if (Number.isInteger(place) && place >= 0 && place < columns.length) return place;
    const expected = `a column from 0 to ${columns.length - 1}, or -1 for the last`;
    return settingFault(path, expected, String(choice));
  }
  const places = columns.flatMap(({ name }, place) => (name === choice ? [place] : []));
  if (places.length > 1) {
    const advice = `write its place: ${places.slice(0, NAMES_SHOWN).join(' or ')}`;
    return settingFault(path, 'a name that a single column has', quoted(choice), advice);
  }
  return places[0] ?? settingFault(path, 'the name of a column', quoted(choice), adviceOnNames(columns, choice.trim()));
}

function adviceOnNames(columns: ColumnTable['columns'], meant: string): string {
  const names = columns.map(({ name }) => name);
  const [nearest] = nearestWords(meant, names);
  return nearest === undefined ? `there are ${quotedList(names, NAMES_SHOWN)}` : `did you mean ${quoted(nearest)}?`;
}
