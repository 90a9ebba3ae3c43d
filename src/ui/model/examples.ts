import type { Floats } from '../../language/dtypes.ts';
import type { ExampleName, Examples } from '../../worker/protocol.ts';
import type { ScriptSubject, Subject } from '../../worker/subject.ts';
import { formatCount } from '../text/numbers.ts';
import type { Model } from './model.ts';
import type { Arrangement } from './row-order.ts';
import { areInputsInOrder, NO_TRAINING } from './script.ts';

/** The examples in the table of predictions, and the chosen one. */
export interface ExamplesShown {
  readonly part: ExampleName['set'];
  readonly arrangement: Arrangement;
  /** The row numbers of the shown examples, in their order; undefined for all rows in the order of the data. */
  readonly order: Uint32Array | undefined;
  /** A row number of the data, from 0; undefined before a choice. */
  readonly chosen: number | undefined;
  /** True while the row that a person asks about is chosen in place of an example. */
  readonly isAsked: boolean;
  /** The first visible input of the table, from 0. */
  readonly firstInput: number;
}

export const dataOrder: Arrangement = { sort: 'data', onlyWrong: false, find: '' };

export const allExamples: ExamplesShown = {
  part: 'train',
  arrangement: dataOrder,
  order: undefined,
  chosen: undefined,
  isAsked: false,
  firstInput: 0,
};

/** The examples of a set with their predictions; without predictions before the first snapshot. */
export function examplesIn(
  { subject, snapshot }: Model,
  part: ExampleName['set'],
): Examples & { readonly prediction: Floats } {
  const isTest = part === 'test' && subject.test !== undefined;
  const prediction = isTest ? snapshot?.test?.prediction : snapshot?.prediction;
  return { ...examplesOf(subject, part), prediction: prediction ?? new Float64Array(0) };
}

/**
 * The examples of a set with the predictions of the current parameters. The predictions of an iteration are those before its
 * update.
 */
export function examplesNow(model: Model, part: ExampleName['set']): ReturnType<typeof examplesIn> {
  const examples = examplesIn(model, part);
  const present = part === 'train' ? model.snapshot?.present : undefined;
  return present === undefined ? examples : { ...examples, prediction: present.prediction };
}

function examplesOf(subject: Subject, part: ExampleName['set']): Examples {
  const { inputs, targets, test } = subject;
  if (part === 'test' && test !== undefined) return test;
  return { inputs: areInputsInOrder({ subject }) ? inputs : NO_INPUTS, targets };
}

const NO_INPUTS = { rows: 0, columns: 0, data: new Float64Array(0) };

/** The chosen example, or the first one of the table; undefined where the table is empty. */
export function chosenExample({ subject, examples }: Model): ExampleName | undefined {
  const { part, order, chosen } = examples;
  const row = chosen ?? order?.[0] ?? (order === undefined ? 0 : undefined);
  const count = examplesOf(subject, part).targets.rows;
  return row === undefined || row >= count ? undefined : { set: part, row };
}

/** The layers of the row that a person asks about; undefined without one, and before the first answer. */
export function askedLayers({ asked, snapshot }: Model): readonly Floats[] | undefined {
  const answer = snapshot?.asked;
  if (asked === undefined || answer === undefined) return undefined;
  return asked.inputs.every((input, index) => input === answer.inputs[index]) ? answer.layers : undefined;
}

/** The number of examples in the table. */
export function shownCount({ subject, examples }: Model): number {
  return examples.order?.length ?? examplesOf(subject, examples.part).targets.rows;
}

/** The reason why no example is shown; undefined when some are. */
export function emptyWords(model: Model): string | undefined {
  if (shownCount(model) > 0) return undefined;
  const { subject, examples } = model;
  const { onlyWrong, find } = examples.arrangement;
  if (subject.kind === 'script' && subject.targets.rows === 0) return nothingPredicted(subject);
  const set = subject.test === undefined ? '' : ` of the ${examples.part === 'test' ? 'test' : 'training'} set`;
  if (find === '') return `no example${set} is wrong`;
  const rows = `examples${set} are 1 to ${formatCount(examplesIn(model, examples.part).targets.rows)}`;
  const { classes } = subject;
  const classWords =
    classes === undefined
      ? ''
      : `, classes ${classes.slice(0, CLASSES_SHOWN).join(', ')}${classes.length > CLASSES_SHOWN ? ', …' : ''}`;
  return `no ${onlyWrong ? 'wrong ' : ''}example matches ${find}: ${rows}${classWords}`;
}

/** The reason why a script has no table of predictions. */
function nothingPredicted({ found }: ScriptSubject): string {
  if (found === undefined) return 'prediction and target are found once the training loop runs';
  if (found === null) return NO_TRAINING;
  const [one, other] = [found.prediction === undefined, found.target === undefined];
  if (one || other)
    return `no ${one && other ? 'prediction and target' : one ? 'prediction' : 'target'} found in this script`;
  return 'nothing has been predicted yet';
}

const CLASSES_SHOWN = 6;
