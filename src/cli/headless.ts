import { setImmediate as nextTurn } from 'node:timers/promises';
import { matrixFromRows, rowsOf } from '../engine/matrix.ts';
import { TrainingRun } from '../engine/training-run.ts';
import { changesFor } from '../program/change.ts';
import { printStatements } from '../program/print.ts';
import { parameters, type Statement } from '../program/program.ts';
import { plannedEdits, programOf, settingsOf } from '../scenario/network.ts';
import type { Scenario } from '../scenario/schema.ts';
import { formatArray, formatNumber } from './numpy-format.ts';

/** Iterations between two looks at the world: often enough that Ctrl-C and a closed pipe end the run at once. */
const ITERATIONS_PER_TURN = 1000;

/** Where the lines of a headless run go. */
export interface HeadlessOutput {
  line(text: string): void;
  /** What went wrong. */
  warn(text: string): void;
  /** Resolves when there is room for more. */
  ready(): Promise<void>;
}

/**
 * Trains without a dashboard and prints what the tutorial's script prints, or with `json` one object a line.
 * Error and prediction are those of the last iteration, before its update; parameters are as they are after it.
 * @returns the exit code: 1 for a run that has come to a number that is not finite, where it stops.
 */
export async function runHeadless(scenario: Scenario, json: boolean, output: HeadlessOutput): Promise<number> {
  const { iterations, reportEvery, seed } = scenario.training;
  const program = programOf(scenario);
  const run = new TrainingRun(
    program,
    matrixFromRows(scenario.data.inputs),
    matrixFromRows(scenario.data.targets),
    seed,
    changesFor(plannedEdits(scenario), settingsOf(scenario), program, scenario.data.inputs.length),
  );
  for (let iteration = 0; iteration < iterations; iteration++) {
    run.iterate();
    if (run.diverged) {
      output.warn(offenceOf(run));
      return 1;
    }
    const error = run.error as number;
    if (reportEvery > 0 && iteration % reportEvery === 0) {
      output.line(json ? JSON.stringify({ type: 'report', iteration, error }) : `Error:${formatNumber(error)}`);
    }
    if (iteration % ITERATIONS_PER_TURN === 0) {
      await nextTurn();
      await output.ready();
    }
  }
  const prediction = rowsOf(run.valueOf(run.program.roles.prediction));
  if (!json) {
    output.line('Output After Training:');
    output.line(formatArray(prediction));
    return 0;
  }
  const learned = Object.fromEntries(parameters(run.program).map((name) => [name, rowsOf(run.valueOf(name))]));
  output.line(JSON.stringify({ type: 'result', iterations, error: run.error, parameters: learned, prediction }));
  return 0;
}

function offenceOf({ program, iteration, offender }: TrainingRun): string {
  const statement = program.iteration[offender as number] as Statement;
  const line = `line ${(offender as number) + 1}, ${printStatements([statement])[0]?.trim()}`;
  return `stopped after ${iteration} iterations: ${line}, would give a number that is not finite; a lower learningRate may help`;
}
