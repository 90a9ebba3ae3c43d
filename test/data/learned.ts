import type { Dataset, Examples } from '../../src/data/dataset.ts';
import { rowsOf } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { parameters } from '../../src/language/program.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { buildProgram } from '../network/build-program.ts';

/** The accuracy, or r² for quantities, of a trained network on the training set and the test set. */
export interface Learned {
  readonly train: number;
  readonly test: number;
}

/** The settings of a network that do not follow from its data. */
export type Settings = Omit<GivenSettings, 'layerSizes'> & { readonly hidden: readonly number[] };

export function learn(dataset: Dataset, { hidden, ...rest }: Settings, iterations: number, seed: number): Learned {
  const { train, test, classes } = dataset;
  const settings = { ...rest, layerSizes: [train.inputs.columns, ...hidden, train.targets.columns] };
  const run = new TrainingRun(buildProgram(settings, train.inputs.rows), train.inputs, train.targets, seed);
  for (let iteration = 0; iteration < iterations; iteration++) run.iterate();
  const score = classes === undefined ? explained : right;
  const scoreOf = (examples: Examples): number => score(predicted(run, settings, examples), rowsOf(examples.targets));
  return { train: scoreOf(train), test: test === undefined ? Number.NaN : scoreOf(test) };
}

type Rows = readonly (readonly number[])[];

/** The predictions of a trained network for other examples. */
function predicted(learned: TrainingRun, settings: GivenSettings, { inputs, targets }: Examples): Rows {
  const program = buildProgram({ ...settings, batchSize: 0 }, inputs.rows);
  const run = new TrainingRun(program, inputs, targets, 0);
  for (const name of parameters(program)) run.valueOf(name).data.set(learned.valueOf(name).data);
  run.iterate();
  return rowsOf(run.valueOf(program.roles.prediction));
}

function right(predictions: Rows, targets: Rows): number {
  const answers = predictions.map((row) =>
    row.length === 1 ? Math.round(row[0] as number) : row.indexOf(Math.max(...row)),
  );
  const wanted = targets.map((row) => (row.length === 1 ? row[0] : row.indexOf(1)));
  return answers.filter((answer, at) => answer === wanted[at]).length / answers.length;
}

/** 1 - Σ (y - p)² / Σ (y - mean y)² */
function explained(predictions: Rows, targets: Rows): number {
  const [p, y] = [predictions.flat(), targets.flat()];
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const squares = (of: (value: number, at: number) => number) =>
    y.reduce((sum, value, at) => sum + of(value, at) ** 2, 0);
  return 1 - squares((value, at) => value - (p[at] as number)) / squares((value) => value - mean);
}
