/*
 * What the dashboard and the training thread say to each other: types only. Every message carries the number of the run
 * it belongs to; whoever receives one of another run drops it.
 */
import type { ErrorCurve } from '../engine/error-history.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { Program } from '../program/program.ts';

/** Iterations a second, or as fast as it goes. */
export type Speed = number | 'unlimited';

/** What a run trains: the program, and the data it is given. */
export interface Job {
  readonly program: Program;
  readonly inputs: Matrix;
  readonly targets: Matrix;
  /** How long the run is; a run that goes on after its end gets as many again. */
  readonly iterations: number;
}

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
      }
    | { readonly type: 'resume' }
    | { readonly type: 'pause' }
    /** Runs so many iterations at once and stays paused after them. */
    | { readonly type: 'step'; readonly iterations: number }
    | { readonly type: 'setSpeed'; readonly speed: Speed }
    /** The last snapshot was received: the next may come. */
    | { readonly type: 'acknowledge' }
  );

/** From the thread to the dashboard. */
export type Report = Snapshot | Failure;

export type RunState = 'running' | 'paused' | 'finished' | 'diverged';

/** The run at one moment, between two iterations. */
export interface Snapshot {
  readonly type: 'snapshot';
  readonly run: number;
  /** The last command that this snapshot already shows the effect of. */
  readonly request: number;
  readonly state: RunState;
  /** Completed iterations, and how many there will be at the end. */
  readonly iteration: number;
  readonly goal: number;
  /** Iterations a second, measured; undefined until there is something to measure. */
  readonly rate: number | undefined;
  /** Milliseconds that the thread works on an iteration; absent before the first. */
  readonly iterationTime?: number;
  /** mean(abs(target − prediction)) of the last iteration; undefined before the first. */
  readonly error: number | undefined;
  /** The iteration since which every prediction has been close to its target. */
  readonly solvedAt: number | undefined;
  /** Every parameter, in the program's order. */
  readonly parameters: readonly MatrixView[];
  /** Examples × outputs, row by row; empty before the first iteration. */
  readonly prediction: Float64Array;
  readonly curve: ErrorCurve;
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
