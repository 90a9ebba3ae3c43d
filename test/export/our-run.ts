import { expect } from 'vitest';
import { type Matrix, rowsOf } from '../../src/engine/matrix.ts';
import { Stopper } from '../../src/engine/run/stop.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { scoresOf } from '../../src/engine/scores.ts';
import { targetFactsOf } from '../../src/engine/verdict/target-facts.ts';
import { type ScriptSource, wordsOf } from '../../src/export/source.ts';
import { parameters, wholePrediction } from '../../src/language/program.ts';
import { learned } from '../../src/language/reads.ts';
import { errorUnitOf, ownErrors } from '../../src/language/scaling.ts';
import { changesFor, settingsAfter } from '../../src/network/edits.ts';
import { buildProgram } from '../network/build-program.ts';
import { ourPredictions } from './own-rows.ts';

/** The results of a run, as an exported script prints them. */
export interface Outcome {
  readonly iterations: number;
  /** The errors printed during the run. */
  readonly errors: readonly number[];
  /** The measures printed at the end, such as `Test error`. */
  readonly measures: Readonly<Record<string, number>>;
  /** The parameters, the prediction if there is one, and the predictions for some rows in original units. */
  readonly values: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** Trains like the command without a dashboard. */
export function ourRun(source: ScriptSource): Outcome {
  const { settings, plan, dataset, seed, iterations, reportEvery, stop } = source;
  const { factor } = errorUnitOf(wordsOf(source));
  const { inputs, targets } = dataset.train;
  const program = buildProgram(settings, inputs.rows);
  const changes = changesFor(plan, settings, program, inputs.rows);
  const run = new TrainingRun(program, inputs, targets, seed, changes, dataset.test);
  const stopper = new Stopper(stop, run);
  const errors: number[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    run.iterate();
    if (iteration % reportEvery === 0) errors.push(run.errorRecord.newest * factor);
    if (stopper.reason(() => 0) === undefined) continue;
    if (iteration % reportEvery > 0 && run.error !== undefined) errors.push(run.error * factor);
    break;
  }
  run.evaluate();
  const values = Object.fromEntries(parameters(run.program).map((name) => [name, rowsIn(run.valueOf(name))]));
  const predicted = run.error === undefined ? undefined : run.valueOf(wholePrediction(run.program));
  const made = plan.filter(({ at }) => at <= run.iteration).flatMap(({ edits }) => edits);
  const weights = new Map(learned(run.program).map((name) => [name, run.valueOf(name)]));
  const own = { ...values, ...ourPredictions(dataset, settingsAfter(settings, made), weights) };
  return {
    iterations: run.iteration,
    errors,
    measures: {
      ...(predicted === undefined ? {} : score('', predicted, targets, source)),
      ...(run.testRecord === undefined
        ? {}
        : {
            'Test error': run.testRecord.error * factor,
            ...score('Test ', run.testRecord.prediction, run.testRecord.examples.targets, source),
          }),
    },
    values: predicted === undefined ? own : { ...own, prediction: rowsIn(predicted) },
  };
}

/** The accuracy for classes; R² and the error of each of several targets for quantities that are not bits. */
function score(set: '' | 'Test ', predicted: Matrix, targets: Matrix, source: ScriptSource): Outcome['measures'] {
  const { classes, train, targetNames } = source.dataset;
  const areClasses = targetFactsOf(train.targets, classes !== undefined).kind === 'classes';
  if (!areClasses && targets.data.every((cell) => cell === 0 || cell === 1)) return {};
  const { accuracy, rSquared } = scoresOf(predicted, targets, areClasses, false);
  if (accuracy !== undefined) return { [set === '' ? 'Accuracy' : 'Test accuracy']: accuracy };
  const label = set === '' ? 'Error of' : 'Test error of';
  const errors = targets.columns === 1 ? [] : ownErrors(targets, predicted.data, wordsOf(source));
  return {
    ...(rSquared === undefined ? {} : { [`${set}R2`]: rSquared }),
    ...Object.fromEntries(errors.map((error, k) => [`${label} ${targetNames[k]}`, error])),
  };
}

function rowsIn(matrix: Matrix): readonly (readonly number[])[] {
  return rowsOf(matrix);
}

const CLOSE = 1e-9;

/** Compares the results of a script with our own run. */
export function expectSame(found: Outcome, own: Outcome, name = '', within = CLOSE): void {
  expect(found.iterations, name).toBe(own.iterations);
  expect(Object.keys(found.values).toSorted(), name).toEqual(Object.keys(own.values).toSorted());
  for (const [key, rows] of Object.entries(own.values)) {
    expectClose((found.values[key] ?? []).flat(), rows.flat(), key, within);
  }
  expectClose(found.errors, own.errors, `${name} errors`, within);
  expect(Object.keys(found.measures).toSorted(), name).toEqual(Object.keys(own.measures).toSorted());
  for (const [key, value] of Object.entries(own.measures)) {
    expectClose([found.measures[key] as number], [value], key, within);
  }
}

function expectClose(found: readonly number[], own: readonly number[], what: string, within: number): void {
  expect(found.length, what).toBe(own.length);
  const sizeOf = (value: number): number => (within === CLOSE ? 1 : Math.max(1, Math.abs(value)));
  const far = own.findIndex((value, i) => !(Math.abs(value - (found[i] as number)) <= within * sizeOf(value)));
  expect(far, `${what}, cell ${far}: found ${found[far]}, ours ${own[far]}`).toBe(-1);
}
