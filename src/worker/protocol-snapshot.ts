/*
 * A run at one moment, as the dashboard sees it: types only, a part of `protocol.ts`.
 */

import type { Fit } from '../engine/fit.ts';
import type { ErrorCurve } from '../engine/observers/record.ts';
import type { StopReason } from '../engine/run/stop.ts';
import type { Verdict } from '../engine/verdict/verdict.ts';
import type { PlannedEdits } from '../network/edits.ts';
import type { ActivationsView, FieldView, IncomingView, PresentView, TestView } from './protocol-views.ts';

export type RunState = 'running' | 'paused' | 'finished' | 'diverged';

/** The run at one moment. */
export interface Snapshot extends Moment {
  readonly type: 'snapshot';
  readonly run: number;
  /** The last command that this snapshot already shows the effect of. */
  readonly request: number;
  readonly state: RunState;
  /** Why it has finished before its last iteration. */
  readonly stopReason: StopReason | undefined;
  /** How many iterations there will be at the end. */
  readonly goal: number;
  /** Lines of the next iteration that have been run already. */
  readonly line: number;
  /** The most iterations that this run has ever completed. */
  readonly furthest: number;
  /** What each line last computed, undefined for one that never has; none at all while the run is running. */
  readonly lines: readonly (LineView | undefined)[] | undefined;
  /** Iterations a second, measured; undefined until there is something to measure. */
  readonly rate: number | undefined;
  /** Milliseconds that the thread works on an iteration; absent before the first. */
  readonly iterationTime?: number;
  /** The completed iterations since which every prediction has been close to its target. */
  readonly solvedAt: number | undefined;
  readonly curve: ErrorCurve;
  /** The factor on the updates, as it is now. */
  readonly alpha: number;
  /** How often every example has been worked on, where an iteration takes some of them only. */
  readonly epoch: number | undefined;
  /** The examples that the last iteration worked on, where those are not all. */
  readonly batch: readonly number[] | undefined;
  /** All that is changed in this run, in order, and how many of these changes this moment has behind it. */
  readonly log: readonly LoggedEdits[];
  readonly changed: number;
  readonly verdict: Verdict;
  /** In the order of the watches. */
  readonly watches: readonly WatchView[];
  /** The breakpoint that has stopped the run, counted from 0. */
  readonly stoppedBy: number | undefined;
  /** The line that gives a value that is no finite number, where the run stands before it or has passed it. */
  readonly offender: number | undefined;
  /** Where there is a test, or somebody looks at a plane or at how often classes are taken for each other. */
  readonly present?: PresentView;
  /** Of these predictions, otherwise of the snapshot's own; absent where there are none. */
  readonly fit?: Fit;
  /** Of the examples that it is measured on, where there are any. */
  readonly test?: TestView;
  /** Absent where none is wanted, the inputs are no plane, or there is no such unit. */
  readonly field?: FieldView;
  /** Absent where none are wanted, or there is no such example. */
  readonly activations?: ActivationsView;
  /** Absent where none are wanted, or there are no such units. */
  readonly incoming?: IncomingView;
}

/** Edits of a run: planned from its start, or made by hand on the way. */
export type LoggedEdits = PlannedEdits & { readonly byHand: boolean };

/** What a network was, or is, after so many iterations. */
export interface Moment {
  readonly iteration: number;
  /** mean(abs(target − prediction)) of all examples; undefined as long as nothing has been predicted. */
  readonly error: number | undefined;
  /** Every parameter, in the program's order. */
  readonly parameters: readonly MatrixView[];
  /** Examples × outputs, row by row; empty as long as nothing has been predicted. */
  readonly prediction: Float64Array;
}

/** What a watch sees. */
export interface WatchView {
  /** Undefined before the run has come to it, or where its program has no such names. */
  readonly value: (LineView & { readonly rows: number; readonly columns: number }) | undefined;
  /** Of a breakpoint: whether it holds. */
  readonly holds: boolean | undefined;
}

/** What a line itself last computed: its extent, and its cells where they are few. */
export interface LineView {
  readonly least: number;
  readonly most: number;
  /** Row by row; empty where there are more than `FEW_CELLS`. */
  readonly cells: Float64Array;
}

/**
 * A matrix as a picture can use it: up to 128×128 numbers. A larger one arrives as sums over blocks of
 * `blockRows`×`blockColumns` cells (fewer at the lower and right edge), from which any coarser mean can be made exactly.
 */
export interface MatrixView {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly blockRows: number;
  readonly blockColumns: number;
  readonly sums: Float64Array;
}
