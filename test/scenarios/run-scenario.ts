import { readFileSync } from 'node:fs';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { changesFor } from '../../src/network/edits.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { plannedEdits, programOf, settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

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
  const { inputs, targets } = scenario.data;
  const program = programOf(scenario);
  const changes = changesFor(plannedEdits(scenario), settingsOf(scenario), program, inputs.length);
  const { seed } = scenario.training;
  return new TrainingRun(program, matrixFromRows(inputs), matrixFromRows(targets), seed, changes, test);
}

/** The mean absolute error of the predictions for all examples. */
export function wholeError(run: TrainingRun): number {
  run.evaluate();
  const { evaluation, roles } = run.program;
  const errors = [...run.valueOf(evaluation?.error ?? roles.error).data];
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
