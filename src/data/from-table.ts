import type { Matrix } from '../engine/matrix.ts';
import { chooseColumns, type ColumnChoices } from './choose-columns.ts';
import { type Column, type ColumnTable, rowCount } from './columns.ts';
import { type DataFault, failure, type Outcome, settingFault, success } from './data-fault.ts';
import type { Dataset, Examples, ImageSize } from './dataset.ts';
import { inputColumns, inputMatrix, targetColumns, targetMatrix } from './encode.ts';
import type { MissingPolicy } from './missing.ts';
import { type Portion, portionsOf, type TestChoice } from './portions.ts';
import { readColumn, type Reading, tooManyClasses } from './reading.ts';
import { type ScaleChoices, scaleDataset } from './scale-dataset.ts';
import { readTargets, type TargetKind } from './targets.ts';
import { count, counted, quoted } from '../program/wording.ts';
import { quotedList } from './quoted-list.ts';

/** What is to be made of a table. */
export interface DataChoices extends ColumnChoices, ScaleChoices {
  /** What the targets are; found out unless it is told. */
  readonly kind?: TargetKind | undefined;
  /** Refused unless it is told. */
  readonly missing?: MissingPolicy | undefined;
  readonly test?: TestChoice | undefined;
  /** The inputs are pixels of an image of this size, row by row. */
  readonly image?: ImageSize | undefined;
}

export interface MadeDataset {
  readonly dataset: Dataset;
  /** What was done that a person should know of. */
  readonly notices: readonly string[];
}

/** Columns that inputs can become, one for each class of each: as many as a layer has units at the most. */
const MOST_INPUTS = 4096;
/** Rows times columns, of inputs and targets together. */
const MOST_CELLS = 20_000_000;
const NAMES_SHOWN = 8;

/** Makes a data set of the columns of a table, or says everything that stands against it. */
export function datasetFromTable(table: ColumnTable, choices: DataChoices): Outcome<MadeDataset> {
  if (rowCount(table) === 0) {
    return failure({ where: { kind: 'table', table: 'examples' }, expected: 'at least one row', found: 'none' });
  }
  const chosen = chooseColumns(table, choices);
  if (!chosen.ok) return chosen;
  const inputs = readInputs(table, chosen.value.inputs);
  const targets = readTargets(table, chosen.value.targets, choices.kind);
  if (!inputs.ok || !targets.ok) return failure(...faultsOf(inputs), ...faultsOf(targets));
  const columns = inputColumns(inputs.value);
  const outputs = targetColumns(targets.value.readings);
  const size = [
    ...tooLarge(columns.length, outputs.length, rowCount(table)),
    ...wrongImage(choices.image, columns.length),
  ];
  if (size.length > 0) return failure(...size);
  const readings = { inputs: inputs.value, targets: targets.value.readings };
  const portions = portionsOf(table, readings, choices.missing ?? 'refuse', choices.test);
  if (!portions.ok) return portions;
  const { train, test, notices } = portions.value;

  const { classes } = targets.value;
  const bare: Dataset = {
    train: examplesOf(train),
    test: test && examplesOf(test),
    inputNames: columns.map(({ name }) => name),
    targetNames: outputs.map(({ name }) => name),
    classes,
    image: choices.image,
  };
  const unseen = absentClasses(bare.train.targets, classes);
  if (unseen.length > 0) {
    const found = `none of ${quotedList(unseen, NAMES_SHOWN)}`;
    return failure(classFault(choices.test, found));
  }
  const untested = bare.test === undefined ? [] : absentClasses(bare.test.targets, classes);
  const notice = `no row to test with is of class ${quotedList(untested, NAMES_SHOWN)}`;
  const dataset = scaleDataset(bare, columns, choices);
  return dataset.ok
    ? success({ dataset: dataset.value, notices: untested.length > 0 ? [...notices, notice] : notices })
    : dataset;
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

function tooLarge(inputs: number, outputs: number, rows: number): readonly DataFault[] {
  if (inputs <= MOST_INPUTS && (inputs + outputs) * rows <= MOST_CELLS) return [];
  const expected = `at most ${count(MOST_INPUTS)} inputs, and ${count(MOST_CELLS)} numbers in all`;
  const found = `${counted(inputs, 'input')} and ${counted(outputs, 'output')} of ${count(rows)} rows, with one for each class`;
  return [settingFault(['inputs'], expected, found)];
}

function wrongImage(image: ImageSize | undefined, columns: number): readonly DataFault[] {
  if (image === undefined || image.width * image.height === columns) return [];
  const pixels = `${count(image.width)}×${count(image.height)} pixels`;
  return [settingFault(['image'], `as many pixels as there are inputs, ${count(columns)}`, pixels)];
}

function examplesOf({ inputs, targets, rows }: Portion): Examples {
  return { inputs: inputMatrix(inputs, rows), targets: targetMatrix(targets, rows) };
}

/** Classes of which no example is. */
function absentClasses(targets: Matrix, classes: readonly string[] = []): readonly string[] {
  const { columns, data } = targets;
  const isPair = columns === 1;
  const present = new Set<number>();
  data.forEach((cell, at) => {
    if (isPair) present.add(cell);
    else if (cell === 1) present.add(at % columns);
  });
  return classes.filter((_, index) => !present.has(index));
}

/** Rows of a class have been put aside, or left out. */
function classFault(test: TestChoice | undefined, found: string): DataFault {
  const expected = 'each class among the rows to learn from';
  return test !== undefined && 'fraction' in test
    ? settingFault(['test'], expected, found, 'another seed or a smaller fraction may do')
    : settingFault(['missing'], expected, found);
}
