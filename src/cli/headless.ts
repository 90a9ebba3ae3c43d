import { setImmediate as nextTurn } from 'node:timers/promises';
import { matrixFromRows, rowsOf } from '../engine/matrix.ts';
import { TrainingRun } from '../engine/training-run.ts';
import { parameters } from '../program/program.ts';
import { programOf } from '../scenario/network.ts';
import type { Scenario } from '../scenario/schema.ts';
import { formatArray, formatNumber } from './numpy-format.ts';

/** Iterations between two looks at the world: often enough that Ctrl-C and a closed pipe end the run at once. */
const ITERATIONS_PER_TURN = 1000;

/** Where the lines of a headless run go. */
export interface HeadlessOutput {
  line(text: string): void;
  /** Resolves when there is room for more. */
  ready(): Promise<void>;
}

/**
 * Trains without a dashboard and prints what the tutorial's script prints, or with `json` one object a line.
 * Error and prediction are those of the last iteration, before its update; parameters are as they are after it.
 */
export async function runHeadless(scenario: Scenario, json: boolean, output: HeadlessOutput): Promise<void> {
  const { iterations, reportEvery, seed } = scenario.training;
  const program = programOf(scenario);
  const run = new TrainingRun(
    program,
    matrixFromRows(scenario.data.inputs),
    matrixFromRows(scenario.data.targets),
    seed,
  );
  for (let iteration = 0; iteration < iterations; iteration++) {
    run.iterate();
    const error = run.error as number;
    if (reportEvery > 0 && iteration % reportEvery === 0) {
      output.line(json ? JSON.stringify({ type: 'report', iteration, error }) : `Error:${formatNumber(error)}`);
    }
    if (iteration % ITERATIONS_PER_TURN === 0) {
      await nextTurn();
      await output.ready();
    }
  }
  const prediction = rowsOf(run.valueOf(program.roles.prediction));
  if (!json) {
    output.line('Output After Training:');
    output.line(formatArray(prediction));
    return;
  }
  const learned = Object.fromEntries(parameters(program).map((name) => [name, rowsOf(run.valueOf(name))]));
  output.line(JSON.stringify({ type: 'result', iterations, error: run.error, parameters: learned, prediction }));
}
