/*
 * What the dashboard and the training thread say to each other: types only. Every message carries the number of the run
 * it belongs to; whoever receives one of another run drops it.
 */
import type { ErrorCurve } from '../engine/error-history.ts';
import type { Examples } from '../engine/examples.ts';
import type { Cell, Explanation } from '../engine/explain.ts';
import type { Fit } from '../engine/fit.ts';
import type { GradientCheck, ParameterCheck } from '../engine/gradient-check.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { Underway } from '../engine/saved-run.ts';
import type { StopConditions, StopReason } from '../engine/stopping.ts';
import type { LogRow } from '../formats/run-log.ts';
import type { NetworkSettings } from '../program/build.ts';
import type { Edit, PlannedEdits } from '../program/change.ts';
import type { Watch } from '../program/watch.ts';
import type { Layer, Program, Statement } from '../program/program.ts';
import type { Verdict } from '../program/verdict.ts';
import type {
  ActivationsView,
  ExampleName,
  FieldView,
  IncomingView,
  LookCommand,
  Looks,
  TestView,
  UnitRange,
} from './protocol-looks.ts';

/** Iterations a second, or as fast as it goes. */
export type Speed = number | 'unlimited';

/** What a run trains: the program, and the data it is given. */
export interface Job {
  readonly program: Program;
  /** What the program was built from, so that it can be built anew with one of them changed. */
  readonly settings: NetworkSettings;
  readonly inputs: Matrix;
  readonly targets: Matrix;
  /** Examples that it is measured on, and never learns from. */
  readonly test?: Examples | undefined;
  /** What the targets are names of, as in a data set; without them they are quantities. */
  readonly classes?: readonly string[] | undefined;
  /** How long the run is; a run that goes on after its end gets as many again. */
  readonly iterations: number;
  /** What is to be changed on the way, in order. */
  readonly plan: readonly PlannedEdits[];
  readonly watches: readonly Watch[];
  /** When it is to end before its last iteration. */
  readonly stop?: StopConditions | undefined;
  /** Iterations between two rows for a log, where there is one. */
  readonly logEvery?: number | undefined;
}

/** Edits of a run: planned from its start, or made by hand on the way. */
export type LoggedEdits = PlannedEdits & { readonly byHand: boolean };

/** On every command: its run, and a number that grows, which snapshots repeat to say how far the thread has listened. */
interface Addressed {
  readonly run: number;
  readonly request: number;
}

/** From the dashboard to the thread. */
export type Command = Addressed &
  (
    | {
        readonly type: 'start';
        readonly job: Job;
        readonly seed: number;
        readonly speed: Speed;
        readonly paused: boolean;
        readonly looks?: Looks | undefined;
        /** Goes on with a run of this job and seed that another process has begun. */
        readonly underway?: Underway | undefined;
      }
    | { readonly type: 'resume' }
    | { readonly type: 'pause' }
    /** Runs so many iterations at once and stays paused after them. */
    | { readonly type: 'step'; readonly iterations: number }
    | { readonly type: 'setSpeed'; readonly speed: Speed }
    /** Pauses, and goes to another moment of the run. */
    | { readonly type: 'travel'; readonly travel: Travel }
    /** Pauses, and asks how a cell of a line comes to its value. */
    | { readonly type: 'inspect'; readonly line: number; readonly cell: Cell }
    /** Pauses, and asks whether the update lines follow the loss. */
    | { readonly type: 'checkGradients' }
    /** Changes the run from the beginning of this iteration on; what came after is forgotten. */
    | { readonly type: 'edit'; readonly edits: readonly Edit[] }
    /** Takes back what was last changed by hand, and goes to where that was. */
    | { readonly type: 'undo' }
    /** Asks for the world as it was marked. */
    | { readonly type: 'recall'; readonly mark: Mark }
    | { readonly type: 'setWatches'; readonly watches: readonly Watch[] }
    /** Other conditions for the run to end before its last iteration, from here on. */
    | { readonly type: 'setStop'; readonly stop: StopConditions }
    | LookCommand
    /** Asks for the run as another process can go on with it; changes nothing, and needs no other answer. */
    | { readonly type: 'save' }
    /** The last snapshot was received: the next may come. */
    | { readonly type: 'acknowledge' }
  );

/** Where to go, mostly as seen from where the run is: whoever asks need not know that exactly. */
export type Travel =
  /** So many lines on, or back. */
  | { readonly to: 'line'; readonly by: 1 | -1 }
  /** To the beginning of this iteration, or where it is there already, of the one before. */
  | { readonly to: 'iterationBefore' }
  /** So many iterations on or back, within what has been run. */
  | { readonly to: 'iterations'; readonly by: number }
  /** An iteration, or the nearest to it that has been run. */
  | { readonly to: 'iteration'; readonly iteration: number }
  | { readonly to: 'newest' };

/** A moment between two iterations that somebody has marked. */
export interface Mark {
  /** Completed iterations. */
  readonly iteration: number;
  /** How many of the changes after them had been made. */
  readonly changes: number;
}

/** From the thread to the dashboard. */
export type Report = Snapshot | Inspection | GradientReport | Recollection | LogReport | CheckpointReport | Failure;

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
  /** Of the predictions; absent where there are none. */
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

/** A moment that was asked for, beside the one of the snapshot. */
export interface Recollection extends Moment {
  readonly type: 'recollection';
  readonly run: number;
  readonly mark: Mark;
  /** Of the network then. */
  readonly layers: readonly Layer[];
}

/** What a watch sees. */
export interface WatchView {
  /** Undefined before the run has come to it, or where its program has no such names. */
  readonly value: (LineView & { readonly rows: number; readonly columns: number }) | undefined;
  /** Of a breakpoint: whether it holds. */
  readonly holds: boolean | undefined;
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

/** What a line itself last computed: its extent, and its cells where they are few. */
export interface LineView {
  readonly least: number;
  readonly most: number;
  /** Row by row; empty where there are more than `FEW_CELLS`. */
  readonly cells: Float64Array;
}

/** Whether the update lines follow the loss. */
export interface GradientReport {
  readonly type: 'gradients';
  readonly run: number;
  readonly iteration: number;
  readonly check: GradientCheck;
}

export type { Examples, Fit, StopReason, Underway };
export type { ActivationsView, ExampleName, FieldView, IncomingView, LookCommand, Looks, TestView, UnitRange };
export type { Cell, Explanation, GradientCheck, ParameterCheck };

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

/** The thread is gone; `start` makes a new one. */
export interface Failure {
  readonly type: 'failed';
  readonly run: number;
  readonly message: string;
}

/** The dashboard's end of the line to the training thread. */
export interface Trainer {
  send(command: Command): void;
  /** One listener; it gets every report, also those that came before it listened. */
  listen(listener: (report: Report) => void): void;
  /** Ends the thread; resolves when it is gone. */
  close(): Promise<void>;
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
