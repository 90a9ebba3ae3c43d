import { emptyMatrix, type Matrix, matrixFromRows } from '../engine/matrix.ts';
import type { Floats } from '../language/dtypes.ts';
import { count, quoted } from '../language/wording.ts';
import { type DataFault, failure, type Outcome, settingFault } from './data-fault.ts';
import type { Dataset, Examples, ImageSize } from './dataset.ts';
import { finishDataset, type MadeDataset, wrongImage } from './finish-dataset.ts';
import type { ScaleChoices } from './scaling.ts';
import { drawTest, type TestPart } from './test-set.ts';

/** One list per example; all lists of a kind have the same length. */
export type RowLists = { readonly [Part in keyof Examples]: readonly (readonly number[])[] };

/** Settings for a data set of rows of numbers. */
export interface RowChoices extends ScaleChoices, Pick<Dataset, 'inputNames' | 'targetNames' | 'classes'> {
  readonly test?: TestPart | undefined;
  /** The image size when the inputs are pixels, row by row. */
  readonly image?: ImageSize | undefined;
}

/** The number of wrong rows that are reported. */
const ROWS_REPORTED = 20;
const CELLS_SHOWN = 8;

/** Makes a data set from rows that are numbers already, or returns all faults. */
export function datasetFromRows(lists: RowLists, choices: RowChoices): Outcome<MadeDataset> {
  const rows = { inputs: matrixFromRows(lists.inputs), targets: matrixFromRows(lists.targets) };
  const { test, inputNames, targetNames, classes, image } = choices;
  const wrong = [...wrongImage(image, rows.inputs.columns), ...wrongClasses(rows.targets, classes)];
  const all = Array.from({ length: rows.inputs.rows }, (_, row) => row);
  const split = test && drawTest(all, test, classes === undefined ? undefined : classesOf(rows.targets));
  if (split?.ok === false) return failure(...wrong, ...split.faults);
  if (wrong.length > 0) return failure(...wrong);
  const bare: Dataset = {
    train: split === undefined ? rows : chosen(rows, split.value.train),
    test: split && chosen(rows, split.value.test),
    inputNames,
    targetNames,
    classes,
    image,
  };
  const columns = inputNames.map((name) => ({ name, isCoded: false }));
  return finishDataset(bare, columns, choices, 'classes');
}

function chosen({ inputs, targets }: Examples, rows: readonly number[]): Examples {
  return { inputs: rowsAt(inputs, rows), targets: rowsAt(targets, rows) };
}

function rowsAt({ columns, data }: Matrix, rows: readonly number[]): Matrix {
  const matrix = emptyMatrix({ rows: rows.length, columns });
  rows.forEach((row, at) => {
    matrix.data.set(data.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  return matrix;
}

/** The class of each row, as the place of the 1 among its targets; 0 or 1 for a single target. */
function classesOf({ rows, columns, data }: Matrix): readonly number[] {
  return Array.from({ length: rows }, (_, row) => {
    return columns === 1 ? (data[row] as number) : data.subarray(row * columns, (row + 1) * columns).indexOf(1);
  });
}

/** Checks that there is a class per target column (two for a single column) and that each row belongs to one class. */
function wrongClasses(targets: Matrix, classes: readonly string[] | undefined): readonly DataFault[] {
  if (classes === undefined) return [];
  const { columns } = targets;
  const again = classes.findIndex((name, at) => classes.indexOf(name) !== at);
  if (again !== -1) {
    return [settingFault(['classes', again], 'each class once', `${quoted(classes[again] as string)} again`)];
  }
  const amount = columns === 1 ? 2 : columns;
  if (classes.length !== amount) {
    const expected =
      columns === 1 ? '2 names, for 0 and for 1' : `${count(amount)} names, one for each column of targets`;
    return [settingFault(['classes'], expected, count(classes.length))];
  }
  return wrongRows(targets);
}

function wrongRows({ rows, columns, data }: Matrix): readonly DataFault[] {
  const faults: DataFault[] = [];
  const expected =
    columns === 1 ? '0 or 1, since targets have classes' : 'a single 1 among 0, since targets have classes';
  for (let row = 0; row < rows && faults.length < ROWS_REPORTED; row++) {
    const cells = data.subarray(row * columns, (row + 1) * columns);
    if (isOfOneClass(cells)) continue;
    const shown = Array.from(cells.subarray(0, CELLS_SHOWN), String).join(', ');
    faults.push(settingFault(['targets', row], expected, columns > CELLS_SHOWN ? `${shown}, …` : shown));
  }
  return faults;
}

function isOfOneClass(cells: Floats): boolean {
  const ones = cells.filter((cell) => cell === 1).length;
  return ones + cells.filter((cell) => cell === 0).length === cells.length && (ones === 1 || cells.length === 1);
}
