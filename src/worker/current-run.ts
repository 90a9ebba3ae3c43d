import type { Stopper, StopReason } from '../engine/stopping.ts';
import { TrainingRun } from '../engine/training-run.ts';
import { changesFor } from '../program/change.ts';
import type { Looking } from './looks.ts';
import type { Pace } from './pace.ts';
import type { Job, LoggedEdits, RunState, Speed } from './protocol.ts';

/** Makes the run of a job from a seed. */
export type Begin = (job: Job, seed: number) => TrainingRun;

export const beginRun: Begin = ({ program, settings, inputs, targets, test, plan, watches }, seed) => {
  const changes = changesFor(plan, settings, program, inputs.rows);
  const training = new TrainingRun(program, inputs, targets, seed, changes, test);
  training.setWatches(watches);
  return training;
};

/** What the session needs to know of one run. */
export interface Current {
  readonly number: number;
  readonly job: Job;
  readonly training: TrainingRun;
  readonly looking: Looking;
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

export function isTraining({ state, step }: Current): boolean {
  return state === 'running' || step !== undefined;
}

/** How many iterations may be run without looking at the clock for the pace. */
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
