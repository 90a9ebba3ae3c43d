/*
 * The messages of a sweep: types only. A sweep trains a scenario with every combination of the values of its axes, from several
 * seeds. Each run of it is a cell.
 */

import type { VerdictKind } from '../engine/verdict/verdict.ts';
import type { StopConditions } from '../language/stop-conditions.ts';
import type { PlannedEdits } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';

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

/** An axis of a sweep, in words. */
export interface SweepAxis {
  /** The setting: `learningRate`, `dropout.share`. */
  readonly name: string;
  /** The values as they are typed: `0.1`, `adam`, `[8,8]`. */
  readonly values: readonly string[];
}

/** A combination of the values of all axes. */
export interface SweepCombination {
  /** The place of each value in its axis. */
  readonly places: readonly number[];
  readonly settings: NetworkSettings;
  readonly iterations: number;
  readonly plan: readonly PlannedEdits[];
  readonly stop: StopConditions | undefined;
}

/** Everything that is known of a sweep before its first run. */
export interface SweepFacts {
  readonly axes: readonly SweepAxis[];
  /** The values of the last axis change fastest; a single one without axes. */
  readonly combinations: readonly SweepCombination[];
  readonly seeds: readonly number[];
  /** Completed iterations at which each run is looked at before its end, ascending. */
  readonly looks: readonly number[];
  /** The length of the longest run. */
  readonly iterations: number;
  readonly threads: number;
}
