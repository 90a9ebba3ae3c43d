import { count, quoted } from '../language/wording.ts';

/** One reason why a data set cannot be made; printed as `expected …, found …; …`. */
export interface DataFault {
  readonly where: DataPlace;
  readonly expected: string;
  readonly found: string;
  /** As shown to people: `did you mean "petal width"?` */
  readonly advice?: string | undefined;
}

/** A place in the settings of the data, or in a table. */
export type DataPlace = SettingPlace | TablePlace;

export interface SettingPlace {
  readonly kind: 'setting';
  /** The path below the section `data`: ['inputs', 2]. */
  readonly path: readonly (string | number)[];
}

export interface TablePlace {
  readonly kind: 'table';
  /** The table of the examples, or the table of the test set. */
  readonly table: TableName;
  /** Row, counted from 1 without the header, and line of the file. */
  readonly row?: number | undefined;
  readonly line?: number | undefined;
  /** Column, counted from 1, and its name. */
  readonly column?: number | undefined;
  readonly name?: string | undefined;
}

export type TableName = 'examples' | 'test';

/** A value, or all faults that were found. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly DataFault[] };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(...faults: readonly DataFault[]): Outcome<never> {
  return { ok: false, faults };
}

export function settingFault(
  path: SettingPlace['path'],
  expected: string,
  found: string,
  advice?: string | undefined,
): DataFault {
  return { where: { kind: 'setting', path }, expected, found, advice };
}

/** The first texts of a list in quotes, and the number of the rest. */
export function quotedList(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).map(quoted).join(', ');
  return texts.length > most ? `${shown} and ${count(texts.length - most)} more` : shown;
}
