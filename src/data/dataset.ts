import type { Examples } from '../engine/matrix.ts';
import type { Scaling } from '../language/scaling.ts';
import { count, counted, shortened } from '../language/wording.ts';

export type { Examples };

/** A training set and a test set as numbers for a network. */
export interface Dataset {
  readonly train: Examples;
  /** Examples that are held out from training; same columns as `train`. */
  readonly test?: Examples | undefined;
  /** One name per column. */
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** The units in the cells of the targets, such as `€` of `12 €`. */
  readonly targetUnits?: readonly (string | undefined)[] | undefined;
  /** The columns of a file that are the targets: a column of classes has several names, one for each class. */
  readonly targetColumns?: readonly string[] | undefined;
  /**
   * The classes of the targets. With several columns, one per column: it is 1 for the class of the example and 0 for the
   * others. With a single column, the two classes that 0 and 1 encode. Undefined when the targets are quantities.
   */
  readonly classes?: readonly string[] | undefined;
  /** The scaling of the columns, learned from the training set alone. */
  readonly inputScaling?: Scaling | undefined;
  readonly targetScaling?: Scaling | undefined;
  /** The replacement for a missing value of each input, before scaling; learned from the training set alone. */
  readonly inputFillings?: Float64Array | undefined;
  /** The image size when the inputs are pixels, row by row. */
  readonly image?: ImageSize | undefined;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The size of a data set and its classes. */
export interface DatasetFacts {
  /** Rows of the training set. */
  readonly rows: number;
  readonly testRows: number;
  readonly inputs: number;
  readonly targets: number;
  /** Empty when the targets are quantities. */
  readonly classes: readonly string[];
}

const CLASSES_SHOWN = 10;
const NAME_SHOWN = 20;

export function datasetFacts({ train, test, classes = [] }: Dataset): DatasetFacts {
  return {
    rows: train.inputs.rows,
    testRows: test?.inputs.rows ?? 0,
    inputs: train.inputs.columns,
    targets: train.targets.columns,
    classes,
  };
}

/** One line for people: `120 rows, 4 inputs, 3 classes: setosa, versicolor, virginica; 30 rows for testing` */
export function describeDataset(dataset: Dataset): string {
  const { rows, testRows, inputs, targets, classes } = datasetFacts(dataset);
  const answer = classes.length === 0 ? counted(targets, 'target') : namesOf(classes);
  const learning = `${counted(rows, 'row')}, ${counted(inputs, 'input')}, ${answer}`;
  return testRows === 0 ? learning : `${learning}; ${counted(testRows, 'row')} for testing`;
}

function namesOf(classes: readonly string[]): string {
  const shown = classes.slice(0, CLASSES_SHOWN).map((name) => shortened(name, NAME_SHOWN));
  const rest = classes.length > CLASSES_SHOWN ? [`and ${count(classes.length - CLASSES_SHOWN)} more`] : [];
  return `${count(classes.length)} classes: ${[...shown, ...rest].join(', ')}`;
}
