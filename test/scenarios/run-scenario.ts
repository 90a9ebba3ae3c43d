import { readFileSync } from 'node:fs';
import { subjectOf } from '../../src/cli/subject.ts';
import type { TrainingRun } from '../../src/engine/run/training-run.ts';
import { wholeError as nameOfError } from '../../src/language/program.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { beginRun } from '../../src/worker/session-run.ts';

/** A built-in scenario: `future-work/momentum`. */
export function shipped(name: string): Scenario {
  const parsed = parseScenario(readFileSync(`scenarios/${name}.json`, 'utf8'));
  if (!parsed.ok) throw new Error(printFaults(name, parsed.faults).join('\n'));
  return parsed.scenario;
}

/** The scenario with other settings of its network or training. */
export function varied(
  scenario: Scenario,
  { network = {}, training = {} }: { readonly [Part in 'network' | 'training']?: object },
): Scenario {
  return {
    ...scenario,
    network: { ...scenario.network, ...network },
    training: { ...scenario.training, ...training },
  };
}

/** @param test the test set. */
export function start(scenario: Scenario, test = scenario.data.made?.dataset.test): TrainingRun {
  return beginRun({ ...subjectOf(scenario), test }, scenario.training.seed);
}

/** The mean absolute error of the predictions for all examples. */
export function wholeError(run: TrainingRun): number {
  run.evaluate();
  const errors = [...run.valueOf(nameOfError(run.program)).data];
  return errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;
}

/** Runs a scenario to its end. */
export function finished(scenario: Scenario, each: (run: TrainingRun) => void = () => {}): TrainingRun {
  const run = start(scenario);
  for (let iteration = 0; iteration < scenario.training.iterations; iteration++) {
    run.iterate();
    each(run);
  }
  return run;
}

/** The iterations until this error is below a value; infinite when it never is. */
export function iterationsUntil(scenario: Scenario, error: number): number {
  const run = start(scenario);
  for (let iteration = 0; iteration < scenario.training.iterations; iteration++) {
    run.iterate();
    if (wholeError(run) < error) return iteration + 1;
  }
  return Number.POSITIVE_INFINITY;
}

/** All weights of a run, without bias rows. */
export function weightsOf(run: TrainingRun): readonly number[] {
  return run.program.roles.layers.flatMap(({ weights }) => [...run.valueOf(weights).data]);
}
