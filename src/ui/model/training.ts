import type { TrainingView } from '../../worker/protocol.ts';
import { formatCount } from '../text/numbers.ts';
import type { Model } from './model.ts';

/*
 * The trainings of a script that trains more than once. A position counts the iterations of the whole script; a person reads those of
 * the training, from 0.
 */

/** Completed iterations of the run before those that a person reads; 0 for a run of one training. */
export function trainingStart({ snapshot }: Pick<Model, 'snapshot'>): number {
  return snapshot?.script?.from ?? 0;
}

/** The index of the training at the position, among those that are known; undefined for a run of one training. */
export function shownTraining({ snapshot, trainings }: Pick<Model, 'snapshot' | 'trainings'>): number | undefined {
  const index = (snapshot?.script?.training ?? 0) - 1;
  return trainings[index] === undefined ? undefined : index;
}

/** The name of a training: `alpha = 0.1`, or its number where nothing differs. */
export function trainingName(trainings: readonly TrainingView[], index: number): string {
  const name = trainings[index]?.name ?? '';
  const isUnique = trainings.filter((other) => other.name === name).length === 1;
  if (name === '') return `training ${formatCount(index + 1)}`;
  return isUnique ? name : `training ${formatCount(index + 1)}, ${name}`;
}

/** Short names for a legend, by the index of the training: `alpha 0.1`, then `1`, `10`. */
export function briefNames(
  trainings: readonly TrainingView[],
  indexes: readonly number[],
): ReadonlyMap<number, string> {
  const whole = indexes.map((index) => trainingName(trainings, index));
  const parts = whole.map((name) => /^([^ ,=]+) = ([^,=]+)$/.exec(name));
  const [first] = parts;
  const isShared = parts.every((part) => part?.[1] === first?.[1]);
  const texts = whole.map((name, place) => {
    const [, variable, value = name] = (isShared ? parts[place] : undefined) ?? [];
    return place === 0 && variable !== undefined ? `${variable} ${value}` : value;
  });
  return new Map(indexes.map((index, place) => [index, texts[place] ?? '']));
}

/** An iteration of the run as a person reads it: `60,000`, `30 of alpha = 0.1`. */
export function iterationWords({ trainings }: Pick<Model, 'trainings'>, iteration: number): string {
  // The end of a training is not the beginning of the next one.
  const index = trainings.findLastIndex(({ from }) => from < iteration);
  const own = trainings[index];
  if (own === undefined) return formatCount(iteration);
  return `${formatCount(iteration - own.from)} of ${trainingName(trainings, index)}`;
}

/** An iteration of the run, counted in its training. */
export function ownIteration({ trainings }: Pick<Model, 'trainings'>, iteration: number): number {
  return iteration - (trainings.findLast(({ from }) => from < iteration)?.from ?? 0);
}

/** An iteration of one training of a script: the number of the training, from 1, and the completed iterations of it. */
export interface TrainingPlace {
  readonly number: number;
  readonly iteration: number;
}

/** The place of an iteration that is counted over all trainings. */
export function trainingPlace(model: Pick<Model, 'trainings'>, iteration: number): TrainingPlace {
  const index = model.trainings.findLastIndex(({ from }) => from < iteration);
  return { number: Math.max(0, index) + 1, iteration: ownIteration(model, iteration) };
}

/** `training 2, alpha = 0.1`; undefined for a run of one training. */
export function trainingWords({ snapshot, trainings }: Pick<Model, 'snapshot' | 'trainings'>): string | undefined {
  const number = snapshot?.script?.training ?? 0;
  const name = trainings[number - 1]?.name ?? '';
  if (trainings.length === 0 && number < 2) return undefined;
  return `training ${formatCount(number)}${name === '' ? '' : `, ${name}`}`;
}

/** The most curves beside that of the run. */
const MOST_CURVES = 4;

/** The marks of the curves of other trainings in the chart, by the index of the training: the newest get those that no kept run has. */
export function trainingMarks(model: Pick<Model, 'snapshot' | 'trainings' | 'keptRuns'>): ReadonlyMap<number, number> {
  const shown = shownTraining(model);
  const taken = model.keptRuns.map(({ mark }) => mark);
  const free = Array.from({ length: MOST_CURVES }, (_, mark) => mark).filter((mark) => !taken.includes(mark));
  const others = model.trainings.map((_, index) => index).filter((index) => index !== shown);
  const drawn = free.length === 0 ? [] : others.slice(-free.length);
  const marks = new Map<number, number>();
  for (const index of drawn) {
    // A training keeps its mark when another one begins.
    const wanted = index % free.length;
    const order = [...free.slice(wanted), ...free.slice(0, wanted)];
    const mark = order.find((each) => ![...marks.values()].includes(each));
    if (mark !== undefined) marks.set(index, mark);
  }
  return marks;
}
