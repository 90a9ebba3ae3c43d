import { basename, dirname } from 'node:path';
import { type ColumnChoices, chooseColumns } from '../data/choose-columns.ts';
import { type Column, type ColumnTable, decimalOf, noticesOf, rowCount } from '../data/columns.ts';
import type { Outcome } from '../data/data-fault.ts';
import { describeDataset } from '../data/dataset.ts';
import type { DecimalMark } from '../data/decimal-marks.ts';
import { defaultInputs, targetNotice } from '../data/default-inputs.ts';
import { firstColumnNotice, oneHotTargets, targetByName } from '../data/default-target.ts';
import type { MadeDataset } from '../data/finish-dataset.ts';
import { type DataChoices, datasetFromTable } from '../data/from-table.ts';
import { type MissingPolicy, onlyValuesAreMissing } from '../data/missing.ts';
import { sensibleSettings } from '../data/sensible-settings.ts';
import type { TargetKind } from '../data/targets.ts';
import type { ValueFault } from '../scenario/fault.ts';
import { limits } from '../scenario/limits.ts';
import { type MakingOfData, madeOf, tableOfFile, withTestsUnused } from '../scenario/make-data.ts';
import { type Parsed, parseScenario } from '../scenario/parse.ts';
import { openData, type ReadingProgress } from '../scenario/read.ts';

/** The choices for a data file without a scenario. */
export interface DataFileOptions {
  /** The columns to predict, by name or number; by default one with a name such as `label`, or the last one with a value. */
  readonly targets?: readonly string[] | undefined;
  /** The columns to predict from; by default all others but empty, mostly missing and ID-like ones. */
  readonly inputs?: readonly string[] | undefined;
  /** The treatment of missing values; by default their rows are dropped, unless a column of numbers has other texts too. */
  readonly missing?: MissingPolicy | undefined;
  /** The kind of the targets; detected by default. */
  readonly kind?: TargetKind | undefined;
  /** The decimal mark of numbers that can be read in two ways; by default as the numbers of the file suggest. */
  readonly decimal?: DecimalMark | undefined;
  /** Only the first rows of the file. */
  readonly rows?: number | undefined;
  /** The seed that draws the test set. */
  readonly testSeed?: number | undefined;
  /** False when a scenario will name the file: one that is a link out of its folder is then refused. */
  readonly mayLead?: boolean | undefined;
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
export function scenarioForData(file: string, options: DataFileOptions, progress: ReadingProgress): Parsed {
  const name = basename(file);
  const { kind, missing, decimal, rows, testSeed = TEST.seed } = options;
  const read = tableOfFile(name, ['data', 'file'], { decimal, rows }, (own) =>
    openData(dirname(file), own, progress, options.mayLead ?? true),
  );
  if (!read.ok) return { ok: false, faults: faultsByOption(read) };
  // A seed asks for a test set that is drawn.
  const hasTest = read.table.tests !== undefined && options.testSeed === undefined;
  const table = hasTest ? read.table : withTestsUnused(read.table, name);
  const test = hasTest
    ? tableOfFile(name, ['data', 'file'], { decimal, readsTest: true }, (own) =>
        openData(dirname(file), own, progress, options.mayLead ?? true),
      )
    : undefined;
  if (test?.ok === false) return { ok: false, faults: faultsByOption(test) };
  if (options.targets === undefined && table.image !== undefined && table.targets === undefined) {
    return { ok: false, faults: [imagesAlone] };
  }
  const refused = (outcome: Outcome<MadeDataset>, written: object): Parsed => {
    return { ok: false, faults: faultsByOption(madeOf(outcome, { ...written }, { examples: name })) };
  };
  const named = options.targets === undefined ? targetByName(table, options.inputs?.map(columnChoice)) : undefined;
  const isFree = options.targets === undefined && options.inputs === undefined && named === undefined;
  const found = named === undefined ? (isFree ? oneHotTargets(table) : []) : [named];
  const targets =
    options.targets?.map(columnChoice) ?? (found.length > 0 ? found.map(({ name: own }) => own) : undefined);
  const defaults = options.inputs === undefined ? defaultInputs(table, targets, missing) : undefined;
  if (defaults?.ok === false) return refused(defaults, {});
  const inputs = options.inputs?.map(columnChoice) ?? defaults?.value.names;
  const mark = decimal ?? decimalOf(usedOf(table, { inputs, targets }));
  const whole = {
    file: name,
    ...(rows === undefined ? {} : { rows }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(targets === undefined ? {} : { targets }),
    ...(kind === undefined ? {} : { kind }),
    ...(missing === undefined ? {} : { missing }),
    ...(mark === undefined ? {} : { decimal: mark }),
    ...(hasTest || rowCount(table) < FEWEST_FOR_TEST ? {} : { test: { ...TEST, seed: testSeed } }),
    ...(isWholeImage(table, { inputs, targets }) ? { image: table.image } : {}),
  };
  const fromTable = (choices: DataChoices): Outcome<MadeDataset> =>
    datasetFromTable(table, test === undefined ? choices : { ...choices, test: { table: test.table } });
  const all = fromTable(whole);
  // When missing values are all that is wrong, the rows that have them are dropped.
  const dropping = { ...whole, missing: 'drop' as const };
  const mayDrop = missing === undefined && !all.ok && onlyValuesAreMissing(usedOf(table, whole));
  const [chosen, unscaled] = mayDrop ? [dropping, fromTable(dropping)] : [whole, all];
  if (!unscaled.ok) return refused(unscaled, chosen);
  const { data, network, training, reasons, notice } = sensibleSettings(unscaled.value.dataset);
  const written = { ...chosen, ...data, ...(hasTest ? { test: { file: name } } : {}) };
  const making = madeOf(
    fromTable({ ...chosen, ...data }),
    written,
    { examples: name, ...(hasTest ? { test: name } : {}) },
    { [name]: read.digest },
  );
  if (!making.ok) return { ok: false, faults: faultsByOption(making) };
  const odd =
    found[0]?.notice ?? (targets === undefined ? (targetNotice(table) ?? firstColumnNotice(table)) : undefined);
  const aboutTarget = odd === undefined ? [] : [odd];
  const leftOut = [...(defaults?.value.notices ?? []), ...spelledOnly(table, usedOf(table, chosen), missing)];
  const because = [
    ...aboutTarget.map((own) => `data.targets: ${own}.`),
    ...leftOut.map((own) => `data.inputs: ${own}.`),
    ...unscaled.value.notices.map((own) => `data: ${own}.`),
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
  const notices = [...aboutTarget, ...leftOut, ...made.notices, ...(notice === undefined ? [] : [notice])];
  return parseScenario(JSON.stringify(draft), { ...made, notices });
}

/** The notices about texts such as `NA` in columns that are left out: with these as a class, they may be worth it. */
function spelledOnly(table: ColumnTable, used: ColumnTable, missing: MissingPolicy | undefined): readonly string[] {
  const others = table.columns.flatMap((column) => {
    return column.kind === 'texts' && !used.columns.includes(column) ? [{ ...column, notices: undefined }] : [];
  });
  return noticesOf({ columns: others }, [...others.keys()], missing === 'keep');
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

/** The option in place of a setting of `data`. */
const optionOf: Readonly<Record<string, string>> = {
  targets: '--target',
  inputs: '--inputs',
  missing: '--missing',
  kind: '--kind',
  rows: '--rows',
  test: '--test-seed',
};

/** The faults of a data file, with command-line options in place of the settings of a scenario. */
function faultsByOption(making: MakingOfData): readonly ValueFault[] {
  if (making.ok) return [];
  const own = making.findings.map(({ path, expected, found, advice }): ValueFault => {
    return { path: optionOf[String(path[1])] ?? '', expected, found, advice };
  });
  return [...own, ...making.faults].map((fault) => ({
    ...fault,
    advice: fault.advice && adviceByOption(fault.advice),
  }));
}

/** `--missing drop leaves such rows out` for `"missing": "drop" leaves such rows out` */
function adviceByOption(advice: string): string {
  return advice.replace(/"(missing|kind|rows)": "?(\w+)"?/g, '--$1 $2');
}
