import { count, counted, shortened } from '../language/wording.ts';
import type { Dataset } from './dataset.ts';

/** What there is to say of a data set. */
export interface DatasetFacts {
  /** To learn from. */
  readonly rows: number;
  readonly testRows: number;
  readonly inputs: number;
  readonly targets: number;
  /** Empty where targets are quantities. */
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

/** `120 rows, 4 inputs, 3 classes: setosa, versicolor, virginica; 30 rows for testing` */
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
