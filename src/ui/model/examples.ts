import type { ExampleName, Examples } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import type { Model } from './model.ts';
import type { Arrangement } from './row-order.ts';

/** Which examples a person looks at, in what order, and which of them in particular. */
export interface ExamplesShown {
  readonly part: ExampleName['set'];
  readonly arrangement: Arrangement;
  /** Which are shown, in their order; undefined: all, as the data have them. */
  readonly order: Uint32Array | undefined;
  /** Counted from 0, as the data have them; undefined before somebody has chosen one. */
  readonly chosen: number | undefined;
}

export const asTheDataHaveThem: Arrangement = { sort: 'data', onlyWrong: false, find: '' };

export const allExamples: ExamplesShown = {
  part: 'train',
  arrangement: asTheDataHaveThem,
  order: undefined,
  chosen: undefined,
};

/** The examples of a part, and what the network makes of them: empty as long as nothing is known of that. */
export function examplesIn(
  { subject, snapshot }: Model,
  part: ExampleName['set'],
): Examples & { readonly prediction: Float64Array } {
  const isTest = part === 'test' && subject.test !== undefined;
  const prediction = isTest ? snapshot?.test?.prediction : snapshot?.prediction;
  return { ...examplesOf(subject, part), prediction: prediction ?? new Float64Array(0) };
}

/** The same with what the network as it is makes of them, as it says on a plane. */
export function examplesNow(model: Model, part: ExampleName['set']): ReturnType<typeof examplesIn> {
  const examples = examplesIn(model, part);
  const present = part === 'train' ? model.snapshot?.present : undefined;
  return present === undefined ? examples : { ...examples, prediction: present.prediction };
}

function examplesOf({ inputs, targets, test }: Subject, part: ExampleName['set']): Examples {
  return (part === 'test' && test) || { inputs, targets };
}

/** The example that is meant where one is: the chosen one, or the first in sight; undefined where there is none. */
export function exampleMeant({ subject, examples }: Model): ExampleName | undefined {
  const { part, order, chosen } = examples;
  const row = chosen ?? order?.[0] ?? (order === undefined ? 0 : undefined);
  const count = examplesOf(subject, part).inputs.rows;
  return row === undefined || row >= count ? undefined : { set: part, row };
}

/** How many examples are shown. */
export function shownCount({ subject, examples }: Model): number {
  return examples.order?.length ?? examplesOf(subject, examples.part).inputs.rows;
}
