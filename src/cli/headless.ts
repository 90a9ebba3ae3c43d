import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TrainingRun } from '../engine/run/training-run.ts';
import { printStatements } from '../language/print.ts';
import type { Statement } from '../language/program.ts';
import { errorUnitName, errorUnitOf, type TargetWords } from '../language/scaling.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import { targetWords } from '../scenario/target-words.ts';
import type { Checkpoint, Report, Trainer } from '../worker/protocol.ts';
import { TrainingSession } from '../worker/session.ts';
import { LONG_WORK, type SessionRun } from '../worker/session-run.ts';
import { type Ending, errorText, resultLines, resultObject } from './run-result.ts';
import { subjectOf } from './subject.ts';
import { type Writer, withWriters } from './writers/writer.ts';

/** Where the lines of a run without a screen go. */
export interface HeadlessOutput {
  line(text: string): void;
  /** Prints a problem. */
  warn(text: string): void;
  /** Resolves when there is room for more lines. */
  ready(): Promise<void>;
}

/**
 * Trains without a screen: the session of the dashboard, with the same writers, in this thread. Prints what the tutorial's
 * script prints, or with `json` one object a line. Error and prediction are those of the last iteration, before its update;
 * parameters are as they are after it.
 * @param checkpoint the run continues from here.
 * @param interruption ends the run early, with its files written; its reason is the exit code.
 * @returns the exit code: 1 after a non-finite value, which ends the run, and when a file could not be written.
 */
export async function runHeadless(
  scenario: Scenario,
  json: boolean,
  output: HeadlessOutput,
  writers: readonly Writer[] = [],
  checkpoint?: Checkpoint,
  interruption: AbortSignal = new AbortController().signal,
): Promise<number> {
  const { seed, reportEvery, stop = {} } = scenario.training;
  const words = targetWords(scenario, plainText);
  const [{ factor }, unit] = [errorUnitOf(words), errorUnitName(words)];
  const printError = ({ training, stopReason }: SessionRun): void => {
    const iteration = training.iteration - 1;
    if (reportEvery === 0) return;
    const isDue = iteration % reportEvery === 0;
    // The iteration at which a condition ends the run is always reported, with the error that the condition has read.
    const error = isDue ? training.errorRecord.newest : stopReason && training.error;
    if (error === undefined) return;
    output.line(
      json
        ? JSON.stringify({ type: 'report', iteration, error: error * factor, unit })
        : `Error:${errorText(error, words, training.program.precision)}`,
    );
  };
  // The error of iteration 0 is known after it.
  const nextPrinted = (done: number): number =>
    reportEvery === 0 ? Number.POSITIVE_INFINITY : Math.ceil(done / reportEvery) * reportEvery + 1;
  const trainer = localTrainer(printError, nextPrinted);
  const wrapped = withWriters(trainer, writers);
  wrapped.listen(() => {});
  const subject = subjectOf(scenario);
  const start = { type: 'start', subject, seed, speed: 'unlimited', paused: false, resume: checkpoint } as const;
  wrapped.send({ ...start, run: 1, request: 1 });
  interruption.addEventListener('abort', () => {
    // Between two iterations, the run ends at once.
    if ((trainer.run?.training.line ?? 0) > 0)
      output.warn('the run ends after this iteration, which may take a while; then the files are written');
  });
  const { training, state, stopReason } = await trainer.trainToTheEnd(() => output.ready(), interruption);
  if (interruption.aborted) wrapped.send({ type: 'pause', run: 1, request: 2 });
  // After a non-finite value, too: the files have the last finite state.
  await wrapped.close();
  const isDiverged = state === 'diverged';
  if (isDiverged) printDivergence(training, words, json, output);
  else if (!interruption.aborted) {
    printResult(training, { scenario, stopped: stopReason, conditions: stop }, json, output);
  }
  const problems = writers.flatMap(({ problem }) => problem ?? []);
  const remarks = writers.flatMap(({ remark }) => remark ?? []);
  for (const text of [...problems, ...remarks]) output.warn(text);
  if (problems.length > 0 || isDiverged) return 1;
  if (!interruption.aborted) return 0;
  return remarks.length > 0 ? 1 : Number(interruption.reason);
}

/** Milliseconds of an iteration between two moments in which a signal is heard. */
const PAUSE_MS = 30;

/** Runs all lines but the last of an iteration that takes long, with pauses: the session then ends the iteration. */
async function linesOfLongIteration(run: SessionRun | undefined): Promise<void> {
  if (run === undefined || !run.isTraining || run.isStepping || run.journey !== undefined) return;
  const { training } = run;
  if (training.machine.work <= LONG_WORK) return;
  const last = training.program.iteration.length - 1;
  let pausedAt = performance.now();
  while (training.line < last) {
    for (const _ of training.advanceInPieces()) {
      if (performance.now() - pausedAt < PAUSE_MS) continue;
      await nextTurn();
      pausedAt = performance.now();
    }
  }
}

/** A training session in this thread. No snapshot is acknowledged, so only the first one is made. */
interface LocalTrainer extends Trainer {
  /** @param ready called between two slices, in which Ctrl-C and a closed pipe can end the process. */
  trainToTheEnd(ready: () => Promise<void>, interruption: AbortSignal): Promise<SessionRun>;
  readonly run: SessionRun | undefined;
}

/** @param follow called after some iterations, and after the one at `nextFollowed` completed iterations. */
function localTrainer(follow: (run: SessionRun) => void, nextFollowed: (iteration: number) => number): LocalTrainer {
  let hear: (report: Report) => void = () => {};
  const session = new TrainingSession(
    (report) => hear(report),
    () => performance.now(),
    { follow, nextFollowed },
  );
  let isAtTheEnd = false;
  return {
    get run() {
      return session.run;
    },
    send(command) {
      session.receive(command);
      if (isAtTheEnd) while (session.turn() !== undefined);
    },
    listen(listener) {
      hear = listener;
    },
    async close() {},
    async trainToTheEnd(ready, interruption) {
      for (;;) {
        // A signal within an iteration ends the run after it.
        if (interruption.aborted && (session.run?.training.line ?? 0) === 0) break;
        await linesOfLongIteration(session.run);
        if (session.turn() === undefined) break;
        await nextTurn();
        await ready();
      }
      isAtTheEnd = true;
      return session.run as SessionRun;
    },
  };
}

function printResult(run: TrainingRun, ending: Ending, json: boolean, output: HeadlessOutput): void {
  if (json) output.line(JSON.stringify({ type: 'result', ...resultObject(run, ending) }));
  else for (const line of resultLines(run, ending)) output.line(line);
}

/** Prints where a run has met a non-finite value. */
function printDivergence(
  { program, iteration, nonFiniteLine, error }: TrainingRun,
  words: TargetWords,
  json: boolean,
  output: HeadlessOutput,
): void {
  const line = nonFiniteLine as number;
  const statement = program.iteration[line] as Statement;
  if (json) {
    const own = {
      error: error === undefined ? undefined : error * errorUnitOf(words).factor,
      unit: errorUnitName(words),
    };
    output.line(JSON.stringify({ type: 'diverged', iteration, line: line + 1, target: statement.target, ...own }));
  }
  const text = `line ${line + 1}, ${printStatements([statement])[0]?.trim()}`;
  output.warn(
    `stopped after ${iteration} iteration${iteration === 1 ? '' : 's'}: ${text}, would give NaN or infinity; try smaller inputs or targets, or a lower learningRate`,
  );
}
