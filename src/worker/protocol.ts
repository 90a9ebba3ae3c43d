/*
 * What the dashboard and the training thread say to each other: types only. Every message carries the number of the run
 * it belongs to; whoever receives one of another run drops it.
 */

import type { Cell, Explanation } from '../engine/explain.ts';
import type { Fit } from '../engine/fit.ts';
import type { GradientCheck, ParameterCheck } from '../engine/gradient-check.ts';
import type { Examples } from '../engine/matrix.ts';
import type { StopReason, Underway } from '../engine/run/stop.ts';
import type { Cause, Miss, Remedy, Verdict, VerdictFacts, VerdictKind } from '../engine/verdict/verdict.ts';
import type { LogRow } from '../formats/run-log.ts';
import type { NamedMatrix } from '../formats/stored-matrix.ts';
import type { Layer, Statement } from '../language/program.ts';
import type { Command, Mark, Speed, Travel } from './protocol-commands.ts';
import type { LineView, LoggedEdits, MatrixView, Moment, RunState, Snapshot, WatchView } from './protocol-snapshot.ts';
import type {
  ActivationsView,
  ExampleName,
  FieldView,
  IncomingView,
  TestView,
  UnitRange,
  ViewRequest,
} from './protocol-views.ts';

export type {
  ActivationsView,
  Cause,
  Cell,
  Command,
  ExampleName,
  Examples,
  Explanation,
  FieldView,
  Fit,
  GradientCheck,
  IncomingView,
  LineView,
  LoggedEdits,
  Mark,
  MatrixView,
  Miss,
  Moment,
  ParameterCheck,
  Remedy,
  RunState,
  Snapshot,
  Speed,
  StopReason,
  TestView,
  Travel,
  Underway,
  UnitRange,
  Verdict,
  VerdictFacts,
  VerdictKind,
  ViewRequest,
  WatchView,
};

/** The dashboard's end of the line to the training thread. */
export interface Trainer {
  send(command: Command): void;
  /** One listener; it gets every report, also those that came before it listened. */
  listen(listener: (report: Report) => void): void;
  /** Ends the thread; resolves when it is gone. */
  close(): Promise<void>;
}

/** From the thread to the dashboard. */
export type Report =
  | Snapshot
  | Inspection
  | GradientReport
  | Recollection
  | LogReport
  | CheckpointReport
  | LearnedReport
  | Failure;

/** A moment that was asked for, beside the one of the snapshot. */
export interface Recollection extends Moment {
  readonly type: 'recollection';
  readonly run: number;
  readonly mark: Mark;
  /** Of the network then. */
  readonly layers: readonly Layer[];
}

/** How one cell of one line came to its value, at the moment when the line ran. */
export interface Inspection {
  readonly type: 'inspection';
  readonly run: number;
  readonly statement: Statement;
  /** Of the iteration, from 0. */
  readonly line: number;
  readonly cell: Cell;
  /** The cell with the name of its matrix: `syn0[2,0]`. */
  readonly name: string;
  /** The iteration in which the line ran, or is about to, counted from 1, as the program's own `t` does. */
  readonly iteration: number;
  /** What the cell held before a line that adds to it. */
  readonly before: number | undefined;
  readonly after: number;
  readonly explanation: Explanation;
  /** The cells of the same column from `firstRow` on, where each is made of single cells; of a large matrix those around. */
  readonly column: readonly Explanation[];
  readonly firstRow: number;
}

/** Whether the update lines follow the loss. */
export interface GradientReport {
  readonly type: 'gradients';
  readonly run: number;
  readonly iteration: number;
  readonly check: GradientCheck;
}

/** What a log says of iterations that have been run for the first time since the last report. */
export interface LogReport {
  readonly type: 'log';
  readonly run: number;
  readonly rows: readonly LogRow[];
}

/** The run, as far as it has come. */
export interface CheckpointReport {
  readonly type: 'checkpoint';
  readonly run: number;
  /** Absent where it has come to numbers that are not finite. */
  readonly underway: Underway | undefined;
  /** All that is changed in it. */
  readonly log: readonly LoggedEdits[];
}

/** Everything that a network has learned after so many iterations. */
export interface LearnedReport {
  readonly type: 'learned';
  readonly run: number;
  readonly iteration: number;
  readonly matrices: readonly NamedMatrix[];
}

/** The thread is gone; `start` makes a new one. */
export interface Failure {
  readonly type: 'failed';
  readonly run: number;
  readonly message: string;
}
