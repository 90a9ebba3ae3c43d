/*
 * The messages of a sweep: types only. A sweep trains a scenario with every combination of the values of its axes, from several
 * seeds. Each run of it is a cell.
 */

import type { VerdictKind } from '../engine/verdict/verdict.ts';

/** The state of a run at an iteration. */
export interface RunLook {
  /** Completed iterations. */
  readonly iteration: number;
  /** Undefined for a program without an error or a target. */
  readonly verdict: VerdictKind | undefined;
  /** Completed iterations since which the verdict holds. */
  readonly since: number | undefined;
  /** mean(abs(target − prediction)), in the unit of `errorUnitOf`. */
  readonly error: number | undefined;
  /** The same on the test set; absent without one. */
  readonly testError?: number;
  /** Completed iterations since which the run is solved; undefined for one that is not. */
  readonly solvedAt: number | undefined;
}

/** A run of a sweep: a combination of settings, and a seed. */
export interface RunResult extends RunLook {
  /** The combination, from 0. */
  readonly combination: number;
  readonly seed: number;
  /** The first cause of the verdict, where it names one. */
  readonly cause: string | undefined;
  /** The states at the iterations that were asked for; none after the end of the run. */
  readonly looks: readonly RunLook[];
}

/** A run to train. */
export interface SweepJob {
  readonly combination: number;
  readonly seed: number;
}
