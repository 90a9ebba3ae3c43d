import { type Matrix, rowsOf } from '../engine/matrix.ts';
import type { StopReason } from '../engine/run/stop.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import { rSquaredByOutput, type Scores, scoresOf } from '../engine/scores.ts';
import { targetFactsOf } from '../engine/verdict/target-facts.ts';
import type { Precision } from '../language/dtypes.ts';
import { parameters, requireRoles, wholePrediction } from '../language/program.ts';
import { errorUnitName, errorUnitOf, ownErrors, ownValue, type TargetWords } from '../language/scaling.ts';
import { type StopConditions, stopWords } from '../language/stop-conditions.ts';
import { count } from '../language/wording.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import { targetWords } from '../scenario/target-words.ts';
import { formatArray, formatNumber } from './numpy-format.ts';

/*
 * The result of a run without a screen, as text and as JSON: errors, predictions and scores in own units. Parameters, and the limits of
 * stop conditions, are the numbers of the program.
 */

export interface Ending {
  readonly scenario: Scenario;
  readonly stopped: StopReason | undefined;
  readonly conditions: StopConditions;
}

/** Predictions of more examples than this are shown by their first and last rows. */
const MOST_ROWS = 20;

/** The error with its unit: `0.0043`, `12.3 €`. @param error in the numbers of the program. */
export function errorText(error: number, words: TargetWords, precision?: Precision): string {
  const name = errorUnitName(words);
  return `${formatNumber(error * errorUnitOf(words).factor, precision)}${name === undefined ? '' : ` ${name}`}`;
}

/** The result as NumPy prints it. */
export function resultLines(run: TrainingRun, { scenario, stopped, conditions }: Ending): readonly string[] {
  const words = targetWords(scenario, plainText);
  const { precision } = run.program;
  const { prediction, train, test } = measuresOf(run, words);
  const why = stopped && stopWords(stopped, conditions[stopped] as number, words);
  return [
    ...(why === undefined ? [] : [`Stopped after ${run.iteration} iteration${run.iteration === 1 ? '' : 's'}: ${why}`]),
    'Output After Training:',
    prediction === undefined
      ? 'none: it was changed after the last iteration'
      : formatArray(prediction, prediction.length > MOST_ROWS, precision),
    ...targetLines(scenario, words),
    ...(train === undefined ? [] : scoreLines('', train, words, precision)),
    ...(test === undefined
      ? []
      : [`Test error:${errorText(test.error, words, precision)}`, ...scoreLines('Test ', test, words, precision)]),
  ];
}

/** The same as one object for JSON. */
export function resultObject(run: TrainingRun, { scenario, stopped }: Ending): object {
  const { program, iteration: iterations, error } = run;
  const words = targetWords(scenario, plainText);
  const { factor } = errorUnitOf(words);
  const { prediction, train, test } = measuresOf(run, words);
  const learned = Object.fromEntries(parameters(program).map((name) => [name, rowsOf(run.valueOf(name))]));
  return {
    iterations,
    stopped,
    error: error === undefined ? null : error * factor,
    unit: errorUnitName(words),
    ...scoresIn(train, words),
    test: test && { error: test.error * factor, ...scoresIn(test, words) },
    ...targetFacts(scenario, words),
    parameters: learned,
    prediction: prediction ?? null,
  };
}

interface Measures extends Scores {
  /** In the numbers of the program. */
  readonly error: number;
  /** The error and R² of each of several targets, the error in its own unit. */
  readonly byTarget: readonly { readonly error: number; readonly rSquared: number | undefined }[];
}

function measuresOf(
  run: TrainingRun,
  words: TargetWords,
): {
  readonly prediction: readonly (readonly number[])[] | undefined;
  readonly train: Measures | undefined;
  readonly test: Measures | undefined;
} {
  run.evaluate();
  const { program, error, testRecord: tests } = run;
  // After a change at the last iteration, the new network has not predicted anything yet.
  const predicted = error === undefined ? undefined : run.valueOf(wholePrediction(program));
  const targets = run.valueOf(requireRoles(program, 'target').target);
  // As the verdict counts them: in a few rows without class names, as in the tutorial, each prediction says more than their share.
  const areClasses = targetFactsOf(targets, words.classes !== undefined).kind === 'classes';
  return {
    prediction: predicted && rowsOf(predicted).map((row) => row.map((cell, output) => ownValue(cell, output, words))),
    train: predicted && measured(error as number, predicted, targets, areClasses, words),
    test: tests && measured(tests.error, tests.prediction, tests.examples.targets, areClasses, words),
  };
}

function measured(
  error: number,
  predicted: Matrix,
  targets: Matrix,
  areClasses: boolean,
  words: TargetWords,
): Measures {
  // R² says little of bits.
  if (!areClasses && targets.data.every((cell) => cell === 0 || cell === 1)) return { error, byTarget: [] };
  const scores = scoresOf(predicted, targets, areClasses, false);
  if (areClasses || targets.columns === 1) return { error, ...scores, byTarget: [] };
  const errors = ownErrors(targets, predicted.data, words);
  const determined = rSquaredByOutput(predicted, targets);
  return { error, ...scores, byTarget: errors.map((own, output) => ({ error: own, rSquared: determined[output] })) };
}

/** `Accuracy:0.97`, or for quantities `R2:0.981`; for several quantities the error of each. */
function scoreLines(
  set: '' | 'Test ',
  { accuracy, rSquared, byTarget }: Measures,
  { targetNames = [], targetUnits = [] }: TargetWords,
  precision: Precision | undefined,
): readonly string[] {
  const label = (text: string): string => (set === '' ? text : set + text.charAt(0).toLowerCase() + text.slice(1));
  return [
    ...(accuracy === undefined ? [] : [`${label('Accuracy')}:${formatNumber(accuracy)}`]),
    ...(rSquared === undefined ? [] : [`${set}R2:${formatNumber(rSquared, precision)}`]),
    ...byTarget.map(({ error }, output) => {
      const unit = targetUnits[output];
      return `${label('Error of')} ${targetNames[output]}:${formatNumber(error, precision)}${unit === undefined ? '' : ` ${unit}`}`;
    }),
  ];
}

function scoresIn(measures: Measures | undefined, { targetNames = [], targetUnits }: TargetWords): object {
  const { accuracy, rSquared, byTarget = [] } = measures ?? {};
  const targets = byTarget.map((own, output) => ({ name: targetNames[output], unit: targetUnits?.[output], ...own }));
  return { accuracy, rSquared, ...(targets.length === 0 ? {} : { errors: targets }) };
}

/** The columns of a data file that were taken as targets, and their kind. */
function targetFacts({ data }: Scenario, { targetNames = [], classes }: TargetWords): object {
  const { made } = data;
  if (made === undefined || !('file' in made.written)) return {};
  const columns = (made.dataset.targetColumns ?? targetNames).map(plainText);
  return { target: columns, kind: classes === undefined ? 'numeric' : 'categorical', classes };
}

const CLASSES_SHOWN = 10;

/** `Target: species, 3 classes: setosa, versicolor, virginica`; none for data that are not from a file. */
function targetLines({ data }: Scenario, { targetNames = [], classes }: TargetWords): readonly string[] {
  const { made } = data;
  if (made === undefined || !('file' in made.written)) return [];
  const columns = (made.dataset.targetColumns ?? targetNames).map(plainText).join(', ');
  if (classes === undefined) return [`Target: ${columns}, ${targetNames.length === 1 ? 'a quantity' : 'quantities'}`];
  const rest = classes.length > CLASSES_SHOWN ? `, and ${count(classes.length - CLASSES_SHOWN)} more` : '';
  return [`Target: ${columns}, ${count(classes.length)} classes: ${classes.slice(0, CLASSES_SHOWN).join(', ')}${rest}`];
}
