import type { Dataset } from '../data/dataset.ts';
import { original, type Scaling } from '../language/scaling.ts';
import { count } from '../language/wording.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Language } from './syntax.ts';
import { wrapped } from './text.ts';

/** How a script measures predictions. */
export interface MeasureWords {
  readonly print: (label: string, value: string) => string;
  /** The mean absolute error, as a number. */
  readonly error: (targets: string, predicted: string) => string;
}

/**
 * What a run without a dashboard says at its end of how good its predictions are: of classes the share that is right, and both
 * of the examples that were not learned from.
 * @param prediction of all examples; undefined where there may be none.
 */
export function measureLines(
  { test, classes }: Dataset,
  prediction: string | undefined,
  language: Language,
  words: MeasureWords,
): readonly string[] {
  const isOfClasses = classes !== undefined;
  const own = isOfClasses && prediction !== undefined ? [words.print('Accuracy', `accuracy(${prediction}, y)`)] : [];
  if (test === undefined) return own;
  return [
    ...own,
    language.declare('tested', 'forward(X_test)'),
    words.print('Test error', words.error('y_test', 'tested')),
    ...(isOfClasses ? [words.print('Test accuracy', 'accuracy(tested, y_test)')] : []),
  ];
}

/** Names of columns that are all told, in the order in which rows have to have them. */
const NAMES = 64;
/** Cells of an example that can still be typed. */
const CELLS = 16;

/** How a language says what is known of the columns of rows, and predicts some. */
export interface OwnRowsWords {
  /** A number for each column. */
  numbers(name: string, values: Float64Array): readonly string[];
  texts(name: string, texts: readonly string[]): readonly string[];
  /** The function `predict(rows)`. */
  predict(dataset: Dataset): readonly string[];
  readonly inputs: ScalingNames;
  readonly targets: ScalingNames;
  readonly classNames: string;
  /** Lines between what stands at the outermost level. */
  readonly gap: readonly string[];
}

/** The names under which a script has a scaling. */
export interface ScalingNames {
  readonly shift: string;
  readonly unit: string;
}

/**
 * The end of a script: what it takes to predict rows as a person has them, in their own units.
 * @param remarks what else can be done then, as code that is not run.
 */
export function ownRowsLines(
  dataset: Dataset,
  { comment }: Language,
  words: OwnRowsWords,
  remarks: readonly string[],
): readonly string[] {
  const { inputScaling, targetScaling, targetNames, inputNames } = dataset;
  const coded = inputNames.filter((_, column) => isCoded(dataset, column));
  const told = (text: string): readonly string[] => wrapped(text).map(comment);
  const scaling = (own: Scaling, { shift, unit }: ScalingNames): readonly string[] => [
    ...words.numbers(shift, own.shift),
    ...words.numbers(unit, own.unit),
  ];
  const known = [
    ...(inputScaling === undefined
      ? []
      : [
          ...told(`The network sees (row - ${words.inputs.shift}) / ${words.inputs.unit}.`),
          ...scaling(inputScaling, words.inputs),
        ]),
    ...(targetScaling === undefined
      ? []
      : [
          ...told(
            `Its targets are (value - ${words.targets.shift}) / ${words.targets.unit} of: ${listOf(targetNames)}`,
          ),
          ...scaling(targetScaling, words.targets),
        ]),
    ...classLines(dataset, comment, words),
  ];
  return [
    ...words.gap,
    ...told(`Rows of your own, in their own units, have these columns: ${listOf(inputNames)}`),
    ...(coded.length === 0 ? [] : told(`These are 1 where a row is of that class, and otherwise 0: ${listOf(coded)}`)),
    ...(known.length === 0 ? [] : [...known, ...words.gap]),
    ...words.predict(dataset),
    ...words.gap,
    ...[`predict([[${example(dataset)}]])`, ...remarks].map(comment),
  ];
}

function classLines(
  { classes, train }: Dataset,
  comment: Language['comment'],
  { classNames, texts }: OwnRowsWords,
): readonly string[] {
  if (classes === undefined) return [];
  const what = train.targets.columns === 1 ? 'What 0 and 1 in y stand for.' : 'What the columns of y stand for.';
  return [comment(what), ...texts(classNames, classes.map(plainText))];
}

/** An input such as `colour=red`, which is made of a column `colour`. */
function isCoded({ inputNames, train: { inputs } }: Dataset, column: number): boolean {
  if (!inputNames[column]?.includes('=')) return false;
  return inputs.data.every((cell, at) => at % inputs.columns !== column || cell === 0 || cell === 1);
}

function listOf(names: readonly string[]): string {
  const plain = names.map(plainText);
  if (plain.length <= NAMES) return plain.join(', ');
  return `${plain.slice(0, 3).join(', ')}, … ${plain.at(-1)} (${count(plain.length)} in all)`;
}

/** The first row as it was, but for what scaling has added behind the twelfth digit. */
function example({ train, inputScaling }: Dataset): string {
  const row = Array.from(train.inputs.data.subarray(0, train.inputs.columns), (cell, column) =>
    original(cell, column, inputScaling),
  );
  return row.length > CELLS ? `${row.slice(0, CELLS).join(', ')}, …` : row.join(', ');
}
