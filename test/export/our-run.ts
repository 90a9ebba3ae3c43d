import type { Dataset } from '../../src/data/dataset.ts';
import { fitOf } from '../../src/engine/fit.ts';
import { type Matrix, rowsOf } from '../../src/engine/matrix.ts';
import { Stopper } from '../../src/engine/run/stopping.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { ScriptSource } from '../../src/export/source.ts';
import { parameters } from '../../src/language/program.ts';
import { learned } from '../../src/language/reads.ts';
import { buildProgram } from '../../src/network/build.ts';
import { changesFor, settingsAfter } from '../../src/network/edits.ts';
import { ourPredictions } from './own-rows.ts';

/** What a run comes to, as exported scripts tell it. */
export interface Outcome {
  readonly iterations: number;
  /** As they are printed on the way. */
  readonly errors: readonly number[];
  /** What is printed at the end: `Test error` and the like. */
  readonly measures: Readonly<Record<string, number>>;
  /** Parameters, the prediction where there is one, and what becomes of some rows as they are in the data. */
  readonly values: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** Trains as the command does without a dashboard. */
export function ourRun({ settings, plan, dataset, seed, iterations, reportEvery, stop }: ScriptSource): Outcome {
  const { inputs, targets } = dataset.train;
  const program = buildProgram(settings, inputs.rows);
  const changes = changesFor(plan, settings, program, inputs.rows);
  const run = new TrainingRun(program, inputs, targets, seed, changes, dataset.test);
  const stopper = new Stopper(stop);
  const errors: number[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    run.iterate();
    if (stopper.reason(run, () => 0) !== undefined) break;
    if (iteration % reportEvery === 0) errors.push(run.history.newest);
  }
  run.evaluate();
  const values = Object.fromEntries(parameters(run.program).map((name) => [name, rowsIn(run.valueOf(name))]));
  const { evaluation, roles } = run.program;
  const predicted = run.error === undefined ? undefined : run.valueOf(evaluation?.prediction ?? roles.prediction);
  const made = plan.filter(({ at }) => at <= run.iteration).flatMap(({ edits }) => edits);
  const weights = new Map(learned(run.program).map((name) => [name, run.valueOf(name)]));
  const own = { ...values, ...ourPredictions(dataset, settingsAfter(settings, made), weights) };
  return {
    iterations: run.iteration,
    errors,
    measures: {
      ...(predicted === undefined ? {} : accuracy('Accuracy', predicted, targets, dataset)),
      ...(run.tests === undefined
        ? {}
        : {
            'Test error': run.tests.error,
            ...accuracy('Test accuracy', run.tests.prediction, run.tests.examples.targets, dataset),
          }),
    },
    values: predicted === undefined ? own : { ...own, prediction: rowsIn(predicted) },
  };
}

function accuracy(label: string, predicted: Matrix, targets: Matrix, { classes }: Dataset): Outcome['measures'] {
  return classes === undefined ? {} : { [label]: fitOf(predicted, targets, true, false).accuracy as number };
}

function rowsIn(matrix: Matrix): readonly (readonly number[])[] {
  return rowsOf(matrix);
}
