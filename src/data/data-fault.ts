import { count, quoted } from '../language/wording.ts';

/** One thing for which a data set cannot be made, in words that read `expected …, found …; …`. */
export interface DataFault {
  readonly where: DataPlace;
  readonly expected: string;
  readonly found: string;
  /** `did you mean "petal width"?` */
  readonly advice?: string | undefined;
}

/** Somewhere in what was asked for, or in a table. */
export type DataPlace = SettingPlace | TablePlace;

export interface SettingPlace {
  readonly kind: 'setting';
  /** Under the section of the data: ['inputs', 2]. */
  readonly path: readonly (string | number)[];
}

export interface TablePlace {
  readonly kind: 'table';
  /** The table itself, or the one that there is for testing. */
  readonly table: TableName;
  /** Counted from 1, without a header; the line is that of the file. */
  readonly row?: number | undefined;
  readonly line?: number | undefined;
  /** Counted from 1, and its name. */
  readonly column?: number | undefined;
  readonly name?: string | undefined;
}

export type TableName = 'examples' | 'test';

/** What was asked for, or everything that is wrong with it. */
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

/** The first few of a list, in quotes, and how many there are beside them. */
export function quotedList(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).map(quoted).join(', ');
  return texts.length > most ? `${shown} and ${count(texts.length - most)} more` : shown;
}
