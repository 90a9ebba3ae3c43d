import { type Matrix, rowsOf } from '../../src/engine/matrix.ts';
import { Stopper } from '../../src/engine/stopping.ts';
import { TrainingRun } from '../../src/engine/training-run.ts';
import type { ScriptSource } from '../../src/export/source.ts';
import { buildProgram } from '../../src/program/build.ts';
import { changesFor } from '../../src/program/change.ts';
import { parameters } from '../../src/program/program.ts';

/** What a run comes to, as exported scripts tell it. */
export interface Outcome {
  readonly iterations: number;
  /** As they are printed on the way. */
  readonly errors: readonly number[];
  /** Parameters, and the prediction where there is one. */
  readonly values: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** Trains as the command does without a dashboard. */
export function ourRun({ settings, plan, dataset, seed, iterations, reportEvery, stop }: ScriptSource): Outcome {
  const { inputs, targets } = dataset.train;
  const program = buildProgram(settings, inputs.rows);
  const run = new TrainingRun(program, inputs, targets, seed, changesFor(plan, settings, program, inputs.rows));
  const stopper = new Stopper(stop);
  const errors: number[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    run.iterate();
    if (stopper.reason(run, () => 0) !== undefined) break;
    if (iteration % reportEvery === 0) errors.push(run.history.newest);
  }
  run.evaluate();
  const { evaluation, roles } = run.program;
  const rows = (matrix: Matrix): readonly (readonly number[])[] => rowsOf(matrix);
  const values = Object.fromEntries(parameters(run.program).map((name) => [name, rows(run.valueOf(name))]));
  if (run.error === undefined) return { iterations: run.iteration, errors, values };
  const prediction = rows(run.valueOf(evaluation?.prediction ?? roles.prediction));
  return { iterations: run.iteration, errors, values: { ...values, prediction } };
}
