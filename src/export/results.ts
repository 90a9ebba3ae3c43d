import type { Dataset } from '../data/dataset.ts';
import type { Matrix } from '../engine/matrix.ts';
import { targetFactsOf } from '../engine/verdict/target-facts.ts';
import { errorUnitName, errorUnitOf, original } from '../language/scaling.ts';
import { count } from '../language/wording.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { ScalingNames } from './raw-data.ts';
import { type ScriptSource, wordsOf } from './source.ts';
import type { Syntax } from './syntax.ts';
import { wrapped } from './text.ts';

/** The expressions of a script that measure predictions. */
export interface MeasureWriter {
  /** The mean absolute error, as a number. */
  readonly error: (targets: string, predicted: string) => string;
  /** The mean absolute error of each column, one row. @param areScaled true when the targets are scaled, and their own units are wanted. */
  readonly errors: (targets: string, predicted: string, areScaled: boolean) => string;
  /** The unit of the only target, a number. */
  readonly unit: string;
  readonly targetNames: string;
  readonly unitNames: string;
}

/** An error as a script prints it: in the own unit of a single target. */
export interface PrintedError {
  readonly value: (error: string) => string;
  /** The unit after it. */
  readonly unit: string | undefined;
}

export function printedError(source: ScriptSource, { unit }: Pick<MeasureWriter, 'unit'>): PrintedError {
  const words = wordsOf(source);
  const { factor } = errorUnitOf(words);
  return { value: (error) => (factor === 1 ? error : `${error} * ${unit}`), unit: errorUnitName(words) };
}

/**
 * The lines that print the results, as a run without a dashboard does: accuracy for classes, R² for quantities, the error of each of
 * several quantities; error and score on the test set.
 * @param prediction for the training set; undefined when there is none.
 * @param mayLack true when the prediction may be a text instead.
 */
export function measureLines(
  source: ScriptSource,
  prediction: string | undefined,
  mayLack: boolean,
  syntax: Syntax,
  writer: MeasureWriter,
): readonly string[] {
  const { train, test, classes } = source.dataset;
  const areClasses = targetFactsOf(train.targets, classes !== undefined).kind === 'classes';
  const names = areClasses ? undefined : namesOfTargets(source, syntax, writer);
  const score = (set: '' | 'Test ', predicted: string, targets: string, of: Matrix): readonly string[] => {
    if (areClasses)
      return [syntax.print(set === '' ? 'Accuracy' : 'Test accuracy', `accuracy(${predicted}, ${targets})`)];
    if (areBits(of)) return [];
    return [
      ...(varies(of) ? [syntax.print(`${set}R2`, `r2(${predicted}, ${targets})`)] : []),
      ...(names?.errors(set === '' ? 'Error of' : 'Test error of', targets, predicted) ?? []),
    ];
  };
  const lines = prediction === undefined ? [] : score('', prediction, 'y', train.targets);
  const own = lines.length > 0 && mayLack ? syntax.when(syntax.isMatrix(prediction as string), lines) : lines;
  const declared = [train, ...(test === undefined ? [] : [test])].every(({ targets }) => areBits(targets))
    ? []
    : (names?.lines ?? []);
  if (test === undefined) return [...declared, ...own];
  const { value, unit } = printedError(source, writer);
  return [
    ...declared,
    ...own,
    syntax.declare('tested', 'forward(X_test)'),
    syntax.print('Test error', value(writer.error('y_test', 'tested')), unit),
    ...score('Test ', 'tested', 'y_test', test.targets),
  ];
}

/** The names of several quantities, and the lines that print the error of each in its own unit; undefined for a single one. */
function namesOfTargets(
  source: ScriptSource,
  syntax: Syntax,
  { errors, targetNames, unitNames }: MeasureWriter,
):
  | {
      readonly lines: readonly string[];
      errors(label: string, targets: string, predicted: string): readonly string[];
    }
  | undefined {
  const { train, targetNames: names, targetScaling } = source.dataset;
  if (train.targets.columns === 1) return undefined;
  const { targetUnits: units } = wordsOf(source);
  const unitList = units === undefined ? undefined : unitNames;
  return {
    lines: [
      ...syntax.texts(targetNames, names.map(plainText)),
      ...(units === undefined ? [] : syntax.texts(unitNames, units)),
    ],
    errors(label, targets, predicted) {
      return syntax.printEach(label, targetNames, errors(targets, predicted, targetScaling !== undefined), unitList);
    },
  };
}

/** R² and the error say little about bits. */
function areBits({ data }: Matrix): boolean {
  return data.every((cell) => cell === 0 || cell === 1);
}

function varies({ columns, data }: Matrix): boolean {
  return data.some((cell, at) => cell !== data[at % columns]);
}

/** The most column names that a comment lists in full. */
const NAMES = 64;
/** The most cells of an example row that are written. */
const CELLS = 16;

/** The lines of a script that predict rows in their original units. */
export interface PredictWriter {
  /** The function `predict(rows)`. */
  predict(dataset: Dataset): readonly string[];
  readonly inputs: ScalingNames;
  readonly targets: ScalingNames;
  readonly classNames: string;
  /** Blank lines between definitions. */
  readonly gap: readonly string[];
}

/**
 * The end of a script: the function `predict` for rows in their original units, with an example as a comment.
 * @param remarks further lines of code, written as comments.
 */
export function predictLines(
  dataset: Dataset,
  { comment, texts }: Syntax,
  writer: PredictWriter,
  remarks: readonly string[],
): readonly string[] {
  const { targetScaling, targetNames, inputNames } = dataset;
  const coded = inputNames.filter((_, column) => isCoded(dataset, column));
  const commented = (text: string): readonly string[] => wrapped(text).map(comment);
  const known = [
    ...(targetScaling === undefined
      ? []
      : commented(`The predictions are in the units of the targets: ${listOf(targetNames)}`)),
    ...classLines(dataset, comment, texts, writer.classNames),
  ];
  return [
    ...writer.gap,
    ...commented(`Your own rows, in original units, need these columns: ${listOf(inputNames)}`),
    ...(coded.length === 0 ? [] : commented(`1 for a row of this class, otherwise 0: ${listOf(coded)}`)),
    ...(known.length === 0 ? [] : [...known, ...writer.gap]),
    ...writer.predict(dataset),
    ...writer.gap,
    ...[`predict([[${example(dataset)}]])`, ...remarks].map(comment),
  ];
}

function classLines(
  { classes, train }: Dataset,
  comment: Syntax['comment'],
  texts: Syntax['texts'],
  classNames: string,
): readonly string[] {
  if (classes === undefined) return [];
  const what = train.targets.columns === 1 ? 'The classes of 0 and 1 in y.' : 'The classes of the columns of y.';
  return [comment(what), ...texts(classNames, classes.map(plainText))];
}

/** True for an input such as `colour=red`, which encodes a class of a column `colour`. */
function isCoded({ inputNames, train: { inputs } }: Dataset, column: number): boolean {
  if (!inputNames[column]?.includes('=')) return false;
  return inputs.data.every((cell, at) => at % inputs.columns !== column || cell === 0 || cell === 1);
}

function listOf(names: readonly string[]): string {
  const plain = names.map(plainText);
  if (plain.length <= NAMES) return plain.join(', ');
  return `${plain.slice(0, 3).join(', ')}, … ${plain.at(-1)} (${count(plain.length)} in all)`;
}

/** The first row in original units, to 12 digits: un-scaling adds rounding after that. */
function example({ train, inputScaling }: Dataset): string {
  const row = Array.from(train.inputs.data.subarray(0, train.inputs.columns), (cell, column) =>
    original(cell, column, inputScaling),
  );
  return row.length > CELLS ? `${row.slice(0, CELLS).join(', ')}, …` : row.join(', ');
}
