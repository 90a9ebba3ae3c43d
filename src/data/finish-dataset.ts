import type { Matrix } from '../engine/matrix.ts';
import { count } from '../language/wording.ts';
import { type DataFault, failure, type Outcome, quotedList, settingFault, success } from './data-fault.ts';
import type { Dataset, ImageSize } from './dataset.ts';
import { type CodedColumn, type ScaleChoices, scaleDataset } from './scaling.ts';
import type { TestChoice } from './test-set.ts';

export interface MadeDataset {
  readonly dataset: Dataset;
  /** Changes to the data that a person should know about. */
  readonly notices: readonly string[];
  /** Rows of the table of the examples, and how many of them are used, to learn from or to test with; only for a table. */
  readonly rows?: { readonly all: number; readonly used: number } | undefined;
}

const NAMES_SHOWN = 8;

/**
 * The last steps for every data set: checks that each class occurs in the training set, then scales.
 * @param columns the input columns, as the network sees them.
 * @param without the setting that a fault names for a class without examples, when no test set was drawn.
 */
export function finishDataset(
  bare: Dataset,
  columns: readonly CodedColumn[],
  choices: ScaleChoices & { readonly test?: TestChoice | undefined },
  without: 'missing' | 'classes',
): Outcome<MadeDataset> {
  const { train, test, classes } = bare;
  const unseen = absentClasses(train.targets, classes);
  if (unseen.length > 0) {
    return failure(classFault(choices.test, without, `none of ${quotedList(unseen, NAMES_SHOWN)}`));
  }
  const untested = test === undefined ? [] : absentClasses(test.targets, classes);
  const dataset = scaleDataset(bare, columns, choices);
  if (!dataset.ok) return dataset;
  const notice = `no test row has class ${quotedList(untested, NAMES_SHOWN)}`;
  return success({ dataset: dataset.value, notices: untested.length > 0 ? [notice] : [] });
}

/** @param columns the number of inputs. */
export function wrongImage(image: ImageSize | undefined, columns: number): readonly DataFault[] {
  if (image === undefined || image.width * image.height === columns) return [];
  const pixels = `${count(image.width)}×${count(image.height)} pixels`;
  return [settingFault(['image'], `as many pixels as there are inputs, ${count(columns)}`, pixels)];
}

/** The classes without an example. */
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

/** The fault of a class that has no example in the training set. */
function classFault(test: TestChoice | undefined, without: string, found: string): DataFault {
  const expected = 'each class in the training set';
  return test !== undefined && 'fraction' in test
    ? settingFault(['test'], expected, found, 'try a smaller fraction')
    : settingFault([without], expected, found);
}
