import { basename, dirname } from 'node:path';
import { type ColumnChoices, chooseColumns, defaultInputs } from '../data/choose-columns.ts';
import { type Column, type ColumnTable, rowCount } from '../data/columns.ts';
import { describeDataset } from '../data/dataset.ts';
import { datasetFromTable } from '../data/from-table.ts';
import { onlyValuesAreMissing } from '../data/missing.ts';
import { sensibleSettings } from '../data/sensible-settings.ts';
import type { ValueFault } from '../scenario/fault.ts';
import { limits } from '../scenario/limits.ts';
import { type MakingOfData, madeOf, tableOfFile } from '../scenario/make-data.ts';
import { type Parsed, parseScenario } from '../scenario/parse.ts';
import { openData, type ReadingProgress } from '../scenario/read.ts';

/** What a person says of data for which there is no scenario. */
export interface DataFileOptions {
  /** The columns to predict; the last unless given. */
  readonly targets?: readonly string[] | undefined;
  /** The columns to predict them from; all others unless given, but for those that only tell rows apart. */
  readonly inputs?: readonly string[] | undefined;
}

/** A fifth of the rows is put aside: what a network has learned shows on rows that it has never seen. */
const TEST = { fraction: 0.2, seed: 1 };
/** With fewer rows than this each of them is needed. */
const FEWEST_FOR_TEST = 20;

/**
 * The scenario that a file of data gets for which nobody has written one. Its description says what was chosen and why.
 * The file is read once.
 */
export function scenarioForData(file: string, columns: DataFileOptions, progress: ReadingProgress): Parsed {
  const name = basename(file);
  const read = tableOfFile(name, ['data', 'file'], {}, (own) => openData(dirname(file), own, progress));
  if (!read.ok) return { ok: false, faults: withoutPlace(read) };
  const { table } = read;
  const targets = columns.targets?.map(columnChoice);
  const defaults = columns.inputs === undefined ? defaultInputs(table, targets) : undefined;
  const inputs = columns.inputs?.map(columnChoice) ?? defaults?.names;
  const whole = {
    file: name,
    ...(inputs === undefined ? {} : { inputs }),
    ...(targets === undefined ? {} : { targets }),
    ...(rowCount(table) < FEWEST_FOR_TEST ? {} : { test: TEST }),
  };
  const all = datasetFromTable(table, whole);
  // Where values are missing, and nothing else is wrong, the other rows will do.
  const dropping = { ...whole, missing: 'drop' as const };
  const rest = all.ok || !onlyValuesAreMissing(usedOf(table, whole)) ? all : datasetFromTable(table, dropping);
  const [asked, bare] = rest.ok && !all.ok ? [dropping, rest] : [whole, all];
  if (!bare.ok) return { ok: false, faults: withoutPlace(madeOf(bare, asked, { examples: name })) };
  const { data, network, training, reasons } = sensibleSettings(bare.value.dataset);
  const written = { ...asked, ...data };
  const making = madeOf(datasetFromTable(table, written), written, { examples: name });
  if (!making.ok) return { ok: false, faults: withoutPlace(making) };
  const leftOut = defaults?.notices ?? [];
  const because = [
    ...leftOut.map((notice) => `data.inputs: ${notice}.`),
    ...(asked === dropping ? bare.value.notices.map((notice) => `data.missing: ${notice}.`) : []),
    ...reasons.map(({ setting, because: why }) => `${setting}: ${why}.`),
  ].join(' ');
  const draft = {
    name: name.slice(0, limits.name),
    description: `${describeDataset(bare.value.dataset)}. Chosen for them: ${because}`.slice(0, limits.description),
    data: written,
    network,
    training,
  };
  const { made } = making;
  return parseScenario(JSON.stringify(draft), { ...made, notices: [...leftOut, ...made.notices] });
}

/** The columns of a table that are inputs or targets. */
function usedOf(table: ColumnTable, choices: ColumnChoices): ColumnTable {
  const chosen = chooseColumns(table, choices);
  if (!chosen.ok) return table;
  const { inputs, targets } = chosen.value;
  return { ...table, columns: [...inputs, ...targets].map((place) => table.columns[place] as Column) };
}

/** A whole number is a place among the columns. */
function columnChoice(column: string): string | number {
  return /^-?\d+$/.test(column) ? Number(column) : column;
}

/** There is no scenario in which a choice would have a place: what is wrong with it is said by its name. */
function withoutPlace(making: MakingOfData): readonly ValueFault[] {
  if (making.ok) return [];
  const own = making.findings.map(({ path, expected, found, advice }): ValueFault => {
    const option = path[1] === 'targets' ? '--target' : path[1] === 'inputs' ? '--inputs' : '';
    return { path: option, expected, found, advice };
  });
  return [...own, ...making.faults];
}
