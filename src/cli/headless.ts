import { setImmediate as nextTurn } from 'node:timers/promises';
import { matrixFromRows, rowsOf } from '../engine/matrix.ts';
import { Stopper } from '../engine/stopping.ts';
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
  const stopper = new Stopper(scenario.training.stop ?? {});
  const startedAt = performance.now();
  for (let iteration = 0; iteration < iterations; iteration++) {
    run.iterate();
    if (run.diverged) return diverge(run, json, output);
    if (stopper.reason(run, () => (performance.now() - startedAt) / 1000) !== undefined) break;
    const error = run.error as number;
    if (reportEvery > 0 && iteration % reportEvery === 0) {
      output.line(json ? JSON.stringify({ type: 'report', iteration, error }) : `Error:${formatNumber(error)}`);
    }
    if (iteration % ITERATIONS_PER_TURN === 0) {
      await nextTurn();
      await output.ready();
    }
  }
  run.settle();
  if (run.diverged) return diverge(run, json, output);
  run.evaluate();
  const { evaluation, roles } = run.program;
  const prediction = rowsOf(run.valueOf(evaluation?.prediction ?? roles.prediction));
  if (!json) {
    output.line('Output After Training:');
    output.line(formatArray(prediction));
    return 0;
  }
  const learned = Object.fromEntries(parameters(run.program).map((name) => [name, rowsOf(run.valueOf(name))]));
  output.line(
    JSON.stringify({ type: 'result', iterations: run.iteration, error: run.error, parameters: learned, prediction }),
  );
  return 0;
}

/** Says where and why a run has stopped; the exit code. */
function diverge({ program, iteration, offender, error }: TrainingRun, json: boolean, output: HeadlessOutput): number {
  const line = offender as number;
  const statement = program.iteration[line] as Statement;
  if (json)
    output.line(JSON.stringify({ type: 'diverged', iteration, line: line + 1, target: statement.target, error }));
  const text = `line ${line + 1}, ${printStatements([statement])[0]?.trim()}`;
  output.warn(
    `stopped after ${iteration} iterations: ${text}, would give a number that is not finite; smaller inputs, targets or a lower learningRate may help`,
  );
  return 1;
}
