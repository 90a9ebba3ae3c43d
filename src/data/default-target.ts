import { quoted } from '../language/wording.ts';
import type { Column, ColumnTable, NumberColumn } from './columns.ts';
import { quotedList } from './data-fault.ts';
import { asCategory, textIn } from './reading.ts';

/*
 * The target of a data file without a scenario. It is the last column by default, but many files have their classes in
 * front: under a name that says so, or without any name.
 */

/** Names of target columns, the surest first. A name in the middle of others may mean anything else. */
const TARGET_NAMES = [
  'target',
  'label',
  'survived',
  'class',
  'labels',
  'classes',
  'diagnosis',
  'outcome',
  'y',
  'species',
];

/** A target that is chosen by its name, and the notice about it. */
export interface NamedTarget {
  readonly name: string;
  readonly notice: string;
}

/**
 * The column that is named like a target when the last column is not; undefined otherwise.
 * @param taken the names of columns that are inputs.
 */
export function targetByName(table: ColumnTable, taken: readonly (string | number)[] = []): NamedTarget | undefined {
  const { columns } = table;
  const last = columns.at(-1);
  if (table.targets !== undefined || last === undefined || rankOf(last.name) !== -1) return undefined;
  const named = columns.filter((column) => rankOf(column.name) !== -1 && !isCoordinate(column, columns));
  const [best] = named.sort((one, other) => rankOf(one.name) - rankOf(other.name));
  if (best === undefined || taken.includes(best.name) || taken.includes(columns.indexOf(best))) return undefined;
  if (columns.filter(({ name }) => name === best.name).length > 1) return undefined;
  const notice = `column ${quoted(best.name)} is the target by its name, not the last column ${quoted(last.name)}; --target chooses another one`;
  return { name: best.name, notice };
}

function rankOf(name: string): number {
  return TARGET_NAMES.indexOf(name.trim().toLowerCase());
}

/** True for the `y` beside an `x`, before other columns: the place of what these measure. */
function isCoordinate({ name }: Column, columns: readonly Column[]): boolean {
  const others = new Set(columns.map((column) => column.name.trim().toLowerCase()));
  return name.trim().toLowerCase() === 'y' && others.has('x');
}

/** Fewer columns than this may be 1 in turn by chance, or tell one another: a verdict says so. */
const FEWEST_ONE_HOT = 3;

/** The last columns, when each row has a single 1 in them and 0 in the others: the classes of a one-hot target. */
export function oneHotTargets({ columns, targets, image }: ColumnTable): readonly NamedTarget[] {
  if (targets !== undefined || image !== undefined) return [];
  const first = columns.findLastIndex((column) => !isOfBits(column)) + 1;
  for (let from = first; from <= columns.length - FEWEST_ONE_HOT; from++) {
    const own = columns.slice(from) as readonly NumberColumn[];
    const sums = own[0]?.values.map((_, row) => own.reduce((sum, { values }) => sum + (values[row] as number), 0));
    if (sums?.every((sum) => sum === 1) !== true) continue;
    const names = own.map(({ name }) => name);
    if (new Set(columns.map(({ name }) => name)).size < columns.length) return [];
    const notice = `columns ${quotedList(names, 4)} are the targets, because each row has a single 1 in them; --target chooses others`;
    return names.map((name) => ({ name, notice }));
  }
  return [];
}

function isOfBits(column: Column): boolean {
  return column.kind === 'numbers' && column.values.every((value) => value === 0 || value === 1);
}

/** Fewer rows for each class than this do not make classes of numbers, and more classes than this are none. */
const ROWS_PER_CLASS = 5;
const MOST_CLASSES = 26;

/** A notice about a first column that may be the target: classes in front of fractions, in a file without names. */
export function firstColumnNotice(table: ColumnTable): string | undefined {
  const { columns } = table;
  const [first] = columns;
  const last = columns.at(-1);
  const isNamed = columns.some(({ name }, place) => name !== `column ${place + 1}`);
  if (isNamed || table.targets !== undefined || first === undefined || last === undefined || first === last)
    return undefined;
  const classes = asCategory(first, 0)?.classes ?? [];
  const rows = first.values.length;
  if (classes.length < 2 || classes.length > MOST_CLASSES || rows < ROWS_PER_CLASS * classes.length) return undefined;
  const areNumbers = first.kind === 'numbers';
  if (areNumbers && !first.values.every((value) => Number.isNaN(value) || Number.isInteger(value))) return undefined;
  // The last column is a class itself, or one of many numbers.
  const ofLast = new Set(Array.from({ length: rows }, (_, row) => textIn(last, row)));
  if (last.kind !== 'numbers' || ofLast.size <= classes.length) return undefined;
  const some = quotedList(classes, 3);
  return `the last column is the target; if the first one is, with the classes ${some}, write --target 0`;
}
