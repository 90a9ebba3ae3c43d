import type { Examples, ExampleName, Job } from '../../worker/protocol.ts';
import type { PredictionsProps } from '../panes/predictions-pane.ts';
import { evaluationWords } from '../words/evaluation-words.ts';
import { fitWords } from '../words/fit-words.ts';
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
  { subject: { job }, snapshot }: Model,
  part: ExampleName['set'],
): Examples & { readonly prediction: Float64Array } {
  const isTest = part === 'test' && job.test !== undefined;
  const prediction = isTest ? snapshot?.test?.prediction : snapshot?.prediction;
  return { ...examplesOf(job, part), prediction: prediction ?? new Float64Array(0) };
}

function examplesOf(job: Job, part: ExampleName['set']): Examples {
  return (part === 'test' && job.test) || { inputs: job.inputs, targets: job.targets };
}

/** The example that is meant where one is: the chosen one, or the first in sight; undefined where there is none. */
export function exampleMeant({ subject, examples }: Model): ExampleName | undefined {
  const { part, order, chosen } = examples;
  const row = chosen ?? order?.[0] ?? (order === undefined ? 0 : undefined);
  const count = examplesOf(subject.job, part).inputs.rows;
  return row === undefined || row >= count ? undefined : { set: part, row };
}

/** How many examples are shown. */
export function shownCount({ subject, examples }: Model): number {
  return examples.order?.length ?? examplesOf(subject.job, examples.part).inputs.rows;
}

/** What the table of predictions shows. */
export function predictionsProps(model: Model, first: number, focused: boolean): PredictionsProps {
  const { subject, network, snapshot, examples } = model;
  const { inputNames, targetNames, job } = subject;
  const { evaluation, roles } = network.program;
  const { part, order, chosen } = examples;
  const { inputs, targets, prediction } = examplesIn(model, part);
  const predictionName = evaluation?.prediction ?? roles.prediction;
  const names = { inputNames, targetNames, targetName: roles.target, predictionName };
  const [fit, meant] = [fitWords(snapshot), evaluationWords(network.program)];
  const meaning = fit === undefined ? meant : [...meant.map((words) => `${fit}; ${words}`), fit];
  return {
    inputs,
    targets,
    prediction,
    ...names,
    classes: job.classes,
    meaning,
    batch: part === 'train' ? snapshot?.batch : undefined,
    part: job.test === undefined ? undefined : part,
    order,
    chosen,
    arrangement: arrangementWords(examples.arrangement),
    first,
    focused,
  };
}

/** `worst first, only wrong, "seven"`, and in fewer words; nothing of all as the data have them. */
function arrangementWords({ sort, onlyWrong, find }: Arrangement): readonly string[] {
  const found = find === '' ? [] : [`"${find}"`];
  const long = [...(sort === 'data' ? [] : [`${sort} first`]), ...(onlyWrong ? ['only wrong'] : []), ...found];
  const short = [...(sort === 'data' ? [] : [sort]), ...(onlyWrong ? ['wrong'] : []), ...found];
  return long.length === 0 ? [] : [long.join(', '), short.join(', ')];
}
