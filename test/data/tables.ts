import type { Column, ColumnTable } from '../../src/data/columns.ts';
import type { DataFault, Outcome } from '../../src/data/data-fault.ts';
import type { MadeDataset } from '../../src/data/finish-dataset.ts';
import { type DataChoices, datasetFromTable } from '../../src/data/from-table.ts';

/** A table of named columns, of numbers (NaN where missing) or of texts. */
export function tableOf(columns: Readonly<Record<string, readonly number[] | readonly string[]>>): ColumnTable {
  return {
    columns: Object.entries(columns).map(([name, values]): Column => {
      return values.every((value) => typeof value === 'string')
        ? { name, kind: 'texts', values }
        : { name, kind: 'numbers', values: Float64Array.from(values as readonly number[]) };
    }),
  };
}

/** The value of an outcome without faults. */
export function outcomeValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(textsOf(outcome.faults).join('\n'));
  return outcome.value;
}

export function made(table: ColumnTable, choices: DataChoices = {}): MadeDataset {
  return outcomeValue(datasetFromTable(table, choices));
}

/** The faults of an outcome as a person reads them. */
export function refused(table: ColumnTable, choices: DataChoices = {}): readonly string[] {
  return faultTexts(datasetFromTable(table, choices));
}

export function faultTexts(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : textsOf(outcome.faults);
}

function textsOf(faults: readonly DataFault[]): readonly string[] {
  return faults.map(({ where, expected, found, advice }) => {
    const place =
      where.kind === 'setting'
        ? where.path.join('.')
        : [where.table, where.line ?? where.row, where.name].filter((part) => part !== undefined).join(':');
    return `${place} expected ${expected}, found ${found}${advice === undefined ? '' : `; ${advice}`}`;
  });
}
