import { Stopper, type StopReason } from '../engine/run/stop.ts';
import { TrainingRun } from '../engine/run/training-run.ts';
import { Pace } from './pace.ts';
import type { Command, LoggedEdits, RunState, Speed } from './protocol.ts';
import { changesOf, type Subject } from './subject.ts';
import { ViewAnswers } from './view-answers.ts';

/** Makes the run of a subject from a seed. */
export type Begin = (subject: Subject, seed: number) => TrainingRun;

export const beginRun: Begin = (subject, seed) => {
  const { program, inputs, targets, test } = subject;
  const training = new TrainingRun(program, inputs, targets, seed, changesOf(subject, subject.plan), test);
  training.setWatches(subject.watches);
  return training;
};

/** What the session needs to know of one run. */
export interface Current {
  readonly number: number;
  readonly subject: Subject;
  /** Iterations between two rows for a log, where there is one. */
  readonly logEvery: number | undefined;
  readonly training: TrainingRun;
  readonly views: ViewAnswers;
  request: number;
  state: RunState;
  /** Iterations still to be run one after another because somebody asked for them, and the number of that request. */
  step: { left: number; readonly request: number } | undefined;
  goal: number;
  /** Until it has found a reason; who goes on after that goes on to the end. */
  stopper: Stopper | undefined;
  stopReason: StopReason | undefined;
  readonly startedAt: number;
  /** Somebody wants it saved, once it has completed so many iterations. */
  saveAt: number | undefined;
  log: readonly LoggedEdits[];
  speed: Speed;
  pace: Pace;
}

/** The run that a command starts, before it does anything. */
export function currentOf(
  { run, request, subject, seed, speed, viewRequest, logEvery, underway }: Command & { type: 'start' },
  begin: Begin,
  now: () => number,
): Current {
  const training = begin(subject, seed);
  const stopper = subject.stop && new Stopper(subject.stop);
  if (underway !== undefined) {
    training.resume(underway.saved);
    stopper?.resume(underway.lowest);
  }
  return {
    number: run,
    subject,
    logEvery,
    training,
    views: new ViewAnswers(training, subject, viewRequest ?? {}),
    request,
    state: 'paused',
    step: undefined,
    // Who has gone on after the end does so here too.
    goal: subject.iterations * Math.max(1, Math.ceil(training.iteration / subject.iterations)),
    stopper,
    stopReason: underway?.stopped,
    startedAt: now() - 1000 * (underway?.seconds ?? 0),
    saveAt: undefined,
    log: subject.plan.map((edits) => ({ ...edits, byHand: false })),
    speed,
    pace: new Pace(speed, now()),
  };
}

/** Whether the scenario wants the run to stop after an iteration that it has just completed. */
export function lookForReason(current: Current, now: () => number): void {
  const seconds = (): number => (now() - current.startedAt) / 1000;
  current.stopReason = current.stopper?.reason(current.training, seconds);
}

export function isTraining({ state, step }: Current): boolean {
  return state === 'running' || step !== undefined;
}

/** How many iterations may be run without a look at the clock for the pace. */
export function iterationsAllowed({ training, pace, goal, step }: Current, now: number): number {
  return step?.left ?? Math.min(pace.due(now), goal - training.iteration);
}

export function waitFor({ pace, step }: Current, now: number): number {
  return step === undefined ? pace.wait(now) : 0;
}

/** Whether a run has to stop here, whatever was asked of it. */
export function isHalted({ diverged, watches }: TrainingRun): boolean {
  return diverged || watches.stopped;
}

/** The state in which training has come to its end, if it has. */
export function endOf({ training, goal, step, stopReason }: Current): RunState | undefined {
  if (training.diverged) return 'diverged';
  if (stopReason !== undefined) return 'finished';
  if (step !== undefined && step.left > 0 && !training.watches.stopped) return undefined;
  if (training.iteration === goal && training.line === 0) return 'finished';
  return step === undefined && !training.watches.stopped ? undefined : 'paused';
}
