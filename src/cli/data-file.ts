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

/** The columns of a data file without a scenario, by name or number. */
export interface DataFileOptions {
  /** The columns to predict; the last by default. */
  readonly targets?: readonly string[] | undefined;
  /** The columns to predict from; by default all others except ID-like ones. */
  readonly inputs?: readonly string[] | undefined;
  /** False when a scenario will name the file: one that is a link out of its folder is then refused. */
  readonly mayLead?: boolean;
}

const imagesAlone: ValueFault = {
  path: '--target',
  expected: 'images and their labels',
  found: 'images alone',
  advice: 'np.savez("data.npz", X=images, y=labels) stores both in one file',
};

/** A fifth of the examples is held out as the test set. */
const TEST = { fraction: 0.2, seed: 1 };
/** A smaller data set has no test set. */
const FEWEST_FOR_TEST = 20;

/** Writes a scenario for a data file. Its description says what was chosen and why. The file is read once. */
export function scenarioForData(file: string, columns: DataFileOptions, progress: ReadingProgress): Parsed {
  const name = basename(file);
  const read = tableOfFile(name, ['data', 'file'], {}, (own) =>
    openData(dirname(file), own, progress, columns.mayLead ?? true),
  );
  if (!read.ok) return { ok: false, faults: faultsByOption(read) };
  const { table } = read;
  if (columns.targets === undefined && table.image !== undefined && table.targets === undefined) {
    return { ok: false, faults: [imagesAlone] };
  }
  const targets = columns.targets?.map(columnChoice);
  const defaults = columns.inputs === undefined ? defaultInputs(table, targets) : undefined;
  const inputs = columns.inputs?.map(columnChoice) ?? defaults?.names;
  const whole = {
    file: name,
    ...(inputs === undefined ? {} : { inputs }),
    ...(targets === undefined ? {} : { targets }),
    ...(rowCount(table) < FEWEST_FOR_TEST ? {} : { test: TEST }),
    ...(isWholeImage(table, { inputs, targets }) ? { image: table.image } : {}),
  };
  const all = datasetFromTable(table, whole);
  // When missing values are all that is wrong, the rows that have them are dropped.
  const dropping = { ...whole, missing: 'drop' as const };
  const rest = all.ok || !onlyValuesAreMissing(usedOf(table, whole)) ? all : datasetFromTable(table, dropping);
  const [chosen, unscaled] = rest.ok && !all.ok ? [dropping, rest] : [whole, all];
  if (!unscaled.ok) return { ok: false, faults: faultsByOption(madeOf(unscaled, chosen, { examples: name })) };
  const { data, network, training, reasons } = sensibleSettings(unscaled.value.dataset);
  const written = { ...chosen, ...data };
  const making = madeOf(datasetFromTable(table, written), written, { examples: name });
  if (!making.ok) return { ok: false, faults: faultsByOption(making) };
  const leftOut = defaults?.notices ?? [];
  const because = [
    ...leftOut.map((notice) => `data.inputs: ${notice}.`),
    ...(chosen === dropping ? unscaled.value.notices.map((notice) => `data.missing: ${notice}.`) : []),
    ...reasons.map(({ setting, because: why }) => `${setting}: ${why}.`),
  ].join(' ');
  const draft = {
    name: name.slice(0, limits.name),
    description: `${describeDataset(unscaled.value.dataset)}. Chosen for them: ${because}`.slice(0, limits.description),
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

/** True when the inputs are the pixels of a whole image. */
function isWholeImage(table: ColumnTable, choices: ColumnChoices): boolean {
  const chosen = chooseColumns(table, choices);
  if (table.image === undefined || !chosen.ok) return false;
  const { inputs } = chosen.value;
  return inputs.length === table.image.width * table.image.height && inputs.every((place, at) => place === at);
}

/** A whole number is the number of a column. */
function columnChoice(column: string): string | number {
  return /^-?\d+$/.test(column) ? Number(column) : column;
}

/** The faults of the chosen columns, each with its command-line option in place of its path in a scenario. */
function faultsByOption(making: MakingOfData): readonly ValueFault[] {
  if (making.ok) return [];
  const own = making.findings.map(({ path, expected, found, advice }): ValueFault => {
    const option = path[1] === 'targets' ? '--target' : path[1] === 'inputs' ? '--inputs' : '';
    return { path: option, expected, found, advice };
  });
  return [...own, ...making.faults];
}
