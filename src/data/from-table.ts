import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import { count, counted, quoted } from '../language/wording.ts';
import { most } from '../network/bounds.ts';
import { type ColumnChoices, chooseColumns } from './choose-columns.ts';
import { type Column, type ColumnTable, noticesOf, rowCount, withSpelledAs } from './columns.ts';
import { type DataFault, failure, type Outcome, settingFault, success } from './data-fault.ts';
import type { Dataset, Examples, ImageSize } from './dataset.ts';
import { finishDataset, type MadeDataset, wrongImage } from './finish-dataset.ts';
import { KEPT_CLASS, type MissingPolicy } from './missing.ts';
import { type Reading, readColumn, tooManyClasses } from './reading.ts';
import type { CodedColumn, ScaleChoices } from './scaling.ts';
import { caseNotices, missingCodeNotices, sumNotices, truthNotices, withoutTotal } from './suspect-cells.ts';
import { TIMES_IF_ASKED } from './table.ts';
import { kindNotices, readTargets, type TargetKind, targetNotices } from './targets.ts';
import { type Portion, portionsOf, type TestChoice } from './test-set.ts';

/** Settings for a data set of the columns of a table. */
export interface DataChoices extends ColumnChoices, ScaleChoices {
  /** The kind of the targets; detected by default. */
  readonly kind?: TargetKind | undefined;
  /** The treatment of missing values; `refuse` by default. */
  readonly missing?: MissingPolicy | undefined;
  readonly test?: TestChoice | undefined;
  /** The image size when the inputs are pixels, row by row. */
  readonly image?: ImageSize | undefined;
}

/** The most cells of inputs and targets together. */
const MOST_CELLS = 20_000_000;

/** Makes a data set from the columns of a table, or returns all faults. */
export function datasetFromTable(read: ColumnTable, choices: DataChoices): Outcome<MadeDataset> {
  const table = withMissingTexts(withoutTotal(read), choices.missing);
  if (rowCount(table) === 0) {
    return failure({ where: { kind: 'table', table: 'examples' }, expected: 'at least one row', found: 'none' });
  }
  const chosen = chooseColumns(table, choices);
  if (!chosen.ok) return chosen;
  const inputs = readInputs(table, chosen.value.inputs);
  const targets = readTargets(table, chosen.value.targets, choices.kind);
  if (!inputs.ok || !targets.ok) return failure(...faultsOf(inputs), ...faultsOf(targets));
  const width = inputColumns(inputs.value).length;
  const size = [
    ...tooLarge(width, targetColumns(targets.value.readings).length, table),
    ...wrongImage(choices.image, width),
  ];
  if (size.length > 0) return failure(...size);
  const readings = { inputs: inputs.value, targets: targets.value.readings };
  const portions = portionsOf(table, readings, choices.missing ?? 'refuse', testOf(choices));
  if (!portions.ok) return portions;
  const { train, test, fillings, notices } = portions.value;
  const columns = inputColumns(train.inputs);
  const outputs = targetColumns(train.targets);
  const used = [...train.rows, ...('fraction' in (choices.test ?? {}) ? (test?.rows ?? []) : [])];
  // Without its classes in incomplete rows.
  const [target] = train.targets;
  const classes = targets.value.classes && target?.kind === 'category' ? target.classes : targets.value.classes;
  const bare: Dataset = {
    train: examplesOf(train),
    test: test && examplesOf(test),
    inputNames: columns.map(({ name }) => name),
    targetNames: outputs.map(({ name }) => name),
    targetColumns: targets.value.readings.map(({ name }) => name),
    targetUnits: targets.value.readings.map(({ source }) => (source.kind === 'numbers' ? source.unit : undefined)),
    classes,
    image: choices.image,
    ...(fillings === undefined ? {} : { inputFillings: inputRow(train.inputs, fillings) }),
  };
  const whole = finishDataset(bare, columns, choices, 'missing');
  const reading = noticesOf(table, [...chosen.value.inputs, ...chosen.value.targets], choices.missing === 'keep');
  if (!whole.ok) return whole;
  return success({
    ...whole.value,
    notices: [
      ...reading,
      ...kindNotices(targets.value, choices.kind),
      ...truthNotices([...inputs.value, ...targets.value.readings]),
      ...caseNotices([...inputs.value, ...targets.value.readings]),
      ...missingCodeNotices([...inputs.value, ...targets.value.readings]),
      ...sumNotices(table),
      ...notices,
      ...targetNotices(train.targets, used),
      ...whole.value.notices,
    ],
    rows: { all: rowCount(table), used: used.length },
  });
}

function withMissingTexts(table: ColumnTable, missing: MissingPolicy | undefined): ColumnTable {
  return missing === 'keep' ? withSpelledAs(KEPT_CLASS, table) : table;
}

function testOf({ test, missing }: DataChoices): TestChoice | undefined {
  return test !== undefined && 'table' in test ? { table: withMissingTexts(test.table, missing) } : test;
}

function faultsOf(outcome: Outcome<unknown>): readonly DataFault[] {
  return outcome.ok ? [] : outcome.faults;
}

function readInputs({ columns }: ColumnTable, places: readonly number[]): Outcome<readonly Reading[]> {
  const readings = places.map((place) => readColumn(columns[place] as Column, place));
  const faults = readings.flatMap((reading, at) => {
    if (reading !== undefined) return [];
    const name = columns[places[at] as number]?.name ?? '';
    const advice = 'name the inputs without it';
    return [settingFault(['inputs'], `numbers or a few classes in column ${quoted(name)}`, tooManyClasses, advice)];
  });
  return faults.length > 0 ? failure(...faults) : success(readings as readonly Reading[]);
}

function tooLarge(inputs: number, outputs: number, table: ColumnTable): readonly DataFault[] {
  const rows = rowCount(table);
  const mostCells = MOST_CELLS * (table.isAsked ? TIMES_IF_ASKED : 1);
  // A layer has a unit for each input column after encoding.
  if (inputs <= most.unitsPerLayer && (inputs + outputs) * rows <= mostCells) return [];
  const expected = `at most ${count(most.unitsPerLayer)} inputs, and ${count(mostCells)} numbers in all`;
  const found = `${counted(inputs, 'input')} and ${counted(outputs, 'output')} of ${count(rows)} rows, with one for each class`;
  return [settingFault(['inputs'], expected, found)];
}

function examplesOf({ inputs, targets, rows }: Portion): Examples {
  return { inputs: inputMatrix(inputs, rows), targets: targetMatrix(targets, rows) };
}

/** The input columns: one per quantity, and one per class of a category: `colour=red`. */
function inputColumns(readings: readonly Reading[]): readonly CodedColumn[] {
  return readings.flatMap((reading): readonly CodedColumn[] =>
    reading.kind === 'quantity'
      ? [{ name: reading.name, isCoded: false }]
      : reading.classes.map((name) => ({ name: `${reading.name}=${name}`, isCoded: true })),
  );
}

/** The target columns: one per quantity, one for two classes, one per class for more. */
function targetColumns(readings: readonly Reading[]): readonly CodedColumn[] {
  return readings.flatMap((reading): readonly CodedColumn[] => {
    if (reading.kind === 'quantity') return [{ name: reading.name, isCoded: false }];
    const names = reading.classes.length === 2 ? [reading.name] : reading.classes;
    return names.map((name) => ({ name, isCoded: true }));
  });
}

/** The inputs of some rows without missing values (rows × inputs). A class is encoded as a 1 in its own column. */
function inputMatrix(readings: readonly Reading[], rows: readonly number[]): Matrix {
  return matrixOf(readings, rows, (reading) => (reading.kind === 'quantity' ? 1 : reading.classes.length));
}

/** One row of inputs from values, each a number or the index of a class. */
function inputRow(readings: readonly Reading[], values: readonly number[]): Float64Array {
  return Float64Array.from(
    readings.flatMap((reading, at) => {
      const value = values[at] as number;
      return reading.kind === 'quantity' ? [value] : reading.classes.map((_, code) => (code === value ? 1 : 0));
    }),
  );
}

/** The targets of some rows (rows × targets). Two classes share one column of 0 and 1. */
function targetMatrix(readings: readonly Reading[], rows: readonly number[]): Matrix {
  return matrixOf(readings, rows, (reading) => {
    if (reading.kind === 'quantity' || reading.classes.length === 2) return 1;
    return reading.classes.length;
  });
}

function matrixOf(readings: readonly Reading[], rows: readonly number[], width: (reading: Reading) => number): Matrix {
  const columns = readings.reduce((sum, reading) => sum + width(reading), 0);
  const matrix = emptyMatrix({ rows: rows.length, columns });
  let first = 0;
  for (const reading of readings) {
    const own = width(reading);
    rows.forEach((row, at) => {
      const start = at * columns + first;
      if (reading.kind === 'quantity') matrix.data[start] = reading.values[row] as number;
      else if (own < reading.classes.length) matrix.data[start] = reading.codes[row] as number;
      else matrix.data[start + (reading.codes[row] as number)] = 1;
    });
    first += own;
  }
  return matrix;
}
