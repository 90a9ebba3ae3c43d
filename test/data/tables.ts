import type { Column, ColumnTable } from '../../src/data/columns.ts';
import type { DataFault, Outcome } from '../../src/data/data-fault.ts';
import type { MadeDataset } from '../../src/data/finish-dataset.ts';
import { type DataChoices, datasetFromTable } from '../../src/data/from-table.ts';

/** Columns by their names: of numbers, NaN where one is missing, or of texts. */
export function tableOf(columns: Readonly<Record<string, readonly number[] | readonly string[]>>): ColumnTable {
  return {
    columns: Object.entries(columns).map(([name, values]): Column => {
      return values.every((value) => typeof value === 'string')
        ? { name, kind: 'texts', values }
        : { name, kind: 'numbers', values: Float64Array.from(values as readonly number[]) };
    }),
  };
}

/** What there is where nothing stands against it. */
export function granted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(said(outcome.faults).join('\n'));
  return outcome.value;
}

export function made(table: ColumnTable, choices: DataChoices = {}): MadeDataset {
  return granted(datasetFromTable(table, choices));
}

/** What stands against it, as a person reads it. */
export function refused(table: ColumnTable, choices: DataChoices = {}): readonly string[] {
  return saidOf(datasetFromTable(table, choices));
}

export function saidOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : said(outcome.faults);
}

function said(faults: readonly DataFault[]): readonly string[] {
  return faults.map(({ where, expected, found, advice }) => {
    const place =
      where.kind === 'setting'
        ? where.path.join('.')
        : [where.table, where.line ?? where.row, where.name].filter((part) => part !== undefined).join(':');
    return `${place} expected ${expected}, found ${found}${advice === undefined ? '' : `; ${advice}`}`;
  });
}
