import { setImmediate as nextTurn } from 'node:timers/promises';
import { fitOf } from '../engine/fit.ts';
import { type Matrix, matrixFromRows, rowsOf } from '../engine/matrix.ts';
import { type StopConditions, Stopper, type StopReason } from '../engine/run/stop.ts';
import { TrainingRun } from '../engine/run/training-run.ts';
import { printStatements } from '../language/print.ts';
import { parameters, type Statement } from '../language/program.ts';
import { stopWords } from '../language/stop-conditions.ts';
import { changesFor } from '../network/edits.ts';
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

/** A run that is about to go on, and what has become of it in other processes. */
export interface Begun {
  readonly run: TrainingRun;
  readonly stopper: Stopper;
  /** So many have passed already. */
  readonly seconds: number;
  /** It has stopped, for this reason. */
  readonly stopped: StopReason | undefined;
}

/** Goes along with a run, to take something of it away. */
export interface Companion {
  /** After each iteration; so many `seconds` have passed since the run began. */
  readonly follow?: (begun: Begun, seconds: () => number) => void;
  /** After the last one of a run that has come to its end. What went wrong, if something did. */
  readonly end?: (begun: Begun, seconds: () => number) => string | undefined;
}

/** The run of a scenario before its first iteration. */
export function beginRun(scenario: Scenario): Begun {
  const program = programOf(scenario);
  const { inputs, targets, made } = scenario.data;
  const changes = changesFor(plannedEdits(scenario), settingsOf(scenario), program, inputs.length);
  return {
    run: new TrainingRun(
      program,
      matrixFromRows(inputs),
      matrixFromRows(targets),
      scenario.training.seed,
      changes,
      made?.dataset.test,
    ),
    stopper: new Stopper(scenario.training.stop ?? {}),
    seconds: 0,
    stopped: undefined,
  };
}

/**
 * Trains without a dashboard and prints what the tutorial's script prints, or with `json` one object a line.
 * Error and prediction are those of the last iteration, before its update; parameters are as they are after it.
 * @returns the exit code: 1 for a run that has come to a number that is not finite, where it stops.
 */
export async function runHeadless(
  scenario: Scenario,
  json: boolean,
  output: HeadlessOutput,
  companions: readonly Companion[] = [],
  begun: Begun = beginRun(scenario),
): Promise<number> {
  const { iterations, reportEvery } = scenario.training;
  const { run, stopper } = begun;
  const startedAt = performance.now() - 1000 * begun.seconds;
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  let { stopped } = begun;
  for (let { iteration } = run; iteration < iterations && stopped === undefined; iteration++) {
    run.iterate();
    if (run.diverged) return diverge(run, json, output);
    stopped = stopper.reason(run, seconds);
    for (const { follow } of companions) follow?.(begun, seconds);
    if (stopped !== undefined) break;
    if (reportEvery > 0 && iteration % reportEvery === 0) {
      const error = run.history.newest;
      output.line(json ? JSON.stringify({ type: 'report', iteration, error }) : `Error:${formatNumber(error)}`);
    }
    if (iteration % ITERATIONS_PER_TURN === 0) {
      await nextTurn();
      await output.ready();
    }
  }
  run.checkFinite();
  if (run.diverged) return diverge(run, json, output);
  const problems = companions.flatMap(({ end }) => end?.({ ...begun, stopped }, seconds) ?? []);
  const isOfClasses = scenario.data.made?.dataset.classes !== undefined;
  tellResult(run, { stopped, conditions: scenario.training.stop ?? {}, isOfClasses }, json, output);
  for (const problem of problems) output.warn(problem);
  return problems.length === 0 ? 0 : 1;
}

interface HowItEnded {
  readonly stopped: StopReason | undefined;
  readonly conditions: StopConditions;
  readonly isOfClasses: boolean;
}

function tellResult(
  run: TrainingRun,
  { stopped, conditions, isOfClasses }: HowItEnded,
  json: boolean,
  output: HeadlessOutput,
): void {
  const { program, iteration: iterations, error } = run;
  const { evaluation, roles } = program;
  run.evaluate();
  // After a change at the very end the network that there is now has predicted nothing.
  const predicted = error === undefined ? undefined : run.valueOf(evaluation?.prediction ?? roles.prediction);
  const prediction = predicted && rowsOf(predicted);
  const accuracyOf = (own: Matrix, targets: Matrix): number | undefined =>
    isOfClasses ? fitOf(own, targets, true, false).accuracy : undefined;
  const accuracy = predicted && accuracyOf(predicted, run.valueOf(roles.target));
  const { tests } = run;
  const test = tests && { error: tests.error, accuracy: accuracyOf(tests.prediction, tests.examples.targets) };
  if (!json) {
    if (stopped !== undefined) {
      const why = stopWords(stopped, conditions[stopped] as number);
      output.line(`Stopped after ${iterations} iterations: ${why}`);
    }
    output.line('Output After Training:');
    output.line(prediction === undefined ? 'none: it was changed after the last iteration' : formatArray(prediction));
    if (accuracy !== undefined) output.line(`Accuracy:${formatNumber(accuracy)}`);
    if (test !== undefined) output.line(`Test error:${formatNumber(test.error)}`);
    if (test?.accuracy !== undefined) output.line(`Test accuracy:${formatNumber(test.accuracy)}`);
    return;
  }
  const learned = Object.fromEntries(parameters(program).map((name) => [name, rowsOf(run.valueOf(name))]));
  const measured = { error: error ?? null, accuracy, test };
  const result = { iterations, stopped, ...measured, parameters: learned, prediction: prediction ?? null };
  output.line(JSON.stringify({ type: 'result', ...result }));
}

/** Says where and why a run has stopped; the exit code. */
function diverge(
  { program, iteration, nonFiniteLine, error }: TrainingRun,
  json: boolean,
  output: HeadlessOutput,
): number {
  const line = nonFiniteLine as number;
  const statement = program.iteration[line] as Statement;
  if (json)
    output.line(JSON.stringify({ type: 'diverged', iteration, line: line + 1, target: statement.target, error }));
  const text = `line ${line + 1}, ${printStatements([statement])[0]?.trim()}`;
  output.warn(
    `stopped after ${iteration} iterations: ${text}, would give a number that is not finite; smaller inputs, targets or a lower learningRate may help`,
  );
  return 1;
}
