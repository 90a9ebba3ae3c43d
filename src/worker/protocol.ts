/*
 * The messages between the dashboard and the training thread: types only. Every message carries the number of its run; the
 * receiver drops one of another run. The largest report, the snapshot, has a file of its own. Longer than other files, because both ends
 * read one list of all messages.
 */

import type { AlphaPoint, Finding, FindingKind } from '../engine/check-up/findings.ts';
import type { Cell, Explanation } from '../engine/explain.ts';
import type { CheckProgress, GradientCheck, ParameterCheck } from '../engine/gradient-check.ts';
import type { LineFault } from '../engine/gradients/definition-check.ts';
import type { Examples } from '../engine/matrix.ts';
import type { SavedRun } from '../engine/observers/past.ts';
import type { Lowest, StopReason } from '../engine/run/stop.ts';
import type { Scores } from '../engine/scores.ts';
import type {
  Cause,
  Miss,
  Remedy,
  SetFacts,
  TestFacts,
  Verdict,
  VerdictFacts,
  VerdictKind,
} from '../engine/verdict/verdict.ts';
import type { LogRow } from '../formats/run-log.ts';
import type { NamedMatrix } from '../formats/stored-matrix.ts';
import type { Layer, Statement } from '../language/program.ts';
import type { StopConditions } from '../language/stop-conditions.ts';
import type { Watch } from '../language/watch.ts';
import type { Edit } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import type { ScriptGradientCheck, ScriptParameterCheck } from '../script/debug/judge/gradient-check.ts';
import type {
  CellExplanation,
  CellSource,
  ChosenStep,
  EndingView,
  ExaminedData,
  ExaminedReport,
  FoundReport,
  FoundRoles,
  InsideQuestion,
  InsideReport,
  OutputView,
  ScriptView,
  SeedView,
  StatementsReport,
  Term,
  TrainingsReport,
  TrainingView,
  VariableView,
} from './protocol-script.ts';
import type {
  ActivationsView,
  ExampleName,
  GaugesView,
  IncomingView,
  LineView,
  MatrixView,
  NetworkView,
  PlaneView,
  RivalView,
  RunChange,
  RunState,
  Snapshot,
  SoFar,
  StepCurves,
  SurfaceMap,
  SurfacePoint,
  SurfaceRequest,
  SurfaceView,
  TestView,
  UnitCurves,
  UnitRange,
  ViewRequest,
  WatchCurve,
  WatchHistory,
  WatchView,
} from './protocol-snapshot.ts';
import type { RunLook, RunResult, SweepAxis, SweepCombination, SweepFacts, SweepJob } from './protocol-sweep.ts';
import type { Subject } from './subject.ts';

export type {
  ActivationsView,
  AlphaPoint,
  Cause,
  Cell,
  CellExplanation,
  CellSource,
  ChosenStep,
  EndingView,
  ExaminedData,
  ExaminedReport,
  ExampleName,
  Examples,
  Explanation,
  Finding,
  FindingKind,
  FoundReport,
  FoundRoles,
  GaugesView,
  GradientCheck,
  IncomingView,
  InsideQuestion,
  InsideReport,
  LineFault,
  LineView,
  MatrixView,
  Miss,
  NetworkView,
  OutputView,
  ParameterCheck,
  PlaneView,
  Remedy,
  RivalView,
  RunChange,
  RunLook,
  RunResult,
  RunState,
  Scores,
  ScriptGradientCheck,
  ScriptParameterCheck,
  ScriptView,
  SeedView,
  SetFacts,
  Snapshot,
  SoFar,
  StepCurves,
  StopReason,
  SurfaceMap,
  SurfacePoint,
  SurfaceRequest,
  SurfaceView,
  SweepAxis,
  SweepCombination,
  SweepFacts,
  SweepJob,
  Term,
  TestFacts,
  TestView,
  TrainingView,
  UnitCurves,
  UnitRange,
  VariableView,
  Verdict,
  VerdictFacts,
  VerdictKind,
  ViewRequest,
  WatchCurve,
  WatchHistory,
  WatchView,
};

/** The dashboard's connection to the training thread. */
export interface Trainer {
  send(command: Command): void;
  /** Sets the one listener. It gets every report, also those that came before. */
  listen(listener: (report: Report) => void): void;
  /** Ends the thread; resolves when it is gone. */
  close(): Promise<void>;
}

// Commands

/** From the dashboard to the thread. */
export type Command = Addressed &
  (
    | StartCommand
    | { readonly type: 'resume' }
    | { readonly type: 'pause' }
    /** Runs these iterations as fast as possible, and pauses. */
    | { readonly type: 'step'; readonly iterations: number }
    /** Runs to an iteration as fast as possible, and pauses; past the end of the run, too. */
    | { readonly type: 'runTo'; readonly iteration: number }
    | { readonly type: 'setSpeed'; readonly speed: Speed }
    /** Pauses, and runs to the next line of a script in this call or in a caller; to the next line of a caller. */
    | { readonly type: 'stepOver' }
    | { readonly type: 'stepOut' }
    /** Pauses, and asks for a line of a script as it ran. */
    | { readonly type: 'lookInside'; readonly question: InsideQuestion }
    /** Answers the question of `input` in a script; undefined is the end of the input. */
    | { readonly type: 'answer'; readonly text: string | undefined }
    /** Pauses, and goes to another position. */
    | { readonly type: 'travel'; readonly travel: Travel }
    /** Pauses, and asks for the explanation of a cell of a line. */
    | {
        readonly type: 'inspect';
        readonly line: number;
        readonly cell: Cell;
        /** Inputs that are of no example: the cell is then of the row that the line would compute for them. */
        readonly asked?: readonly number[] | undefined;
      }
    /** Pauses, and begins a gradient check. A view request without `gradients` ends it. */
    | { readonly type: 'checkGradients' }
    /** Begins a check-up beside the run, which is not affected. A view request without `checkUp` ends it. */
    | { readonly type: 'checkUp' }
    /** Edits the run at the beginning of this iteration; what came after is forgotten. */
    | { readonly type: 'edit'; readonly edits: readonly Edit[] }
    /** Takes back the last edit by hand, and goes to where it was made. */
    | { readonly type: 'undo' }
    /** Asks for the network at a mark. */
    | { readonly type: 'recall'; readonly mark: Mark }
    | { readonly type: 'setWatches'; readonly watches: readonly Watch[] }
    /** Replaces the lines of a script, from 1, before which the run stops. */
    | { readonly type: 'setBreakpoints'; readonly lines: readonly number[] }
    /** Replaces the stop conditions from here on. */
    | { readonly type: 'setStop'; readonly stop: StopConditions }
    /** Replaces the view request; the run is not affected. */
    | { readonly type: 'setViewRequest'; readonly viewRequest: ViewRequest }
    /** Ends a journey to another position, and leaves the run where it was. */
    | { readonly type: 'cancel' }
    /** Asks for a checkpoint; the run is not affected. */
    | { readonly type: 'save' }
    /** The last checkpoint is on the disk: the next may follow. */
    | { readonly type: 'saved' }
    /** Asks for everything that the network has learned so far. */
    | { readonly type: 'reportLearned' }
    /** The last snapshot was received: the next may follow. */
    | { readonly type: 'acknowledge' }
  );

/** The run of a command, and a number that grows. A snapshot repeats it: it shows the effect of all commands up to there. */
interface Addressed {
  readonly run: number;
  readonly request: number;
}

/** Begins a run, and ends the one before. */
interface StartCommand {
  readonly type: 'start';
  readonly subject: Subject;
  readonly seed: number;
  readonly speed: Speed;
  /** Iterations per second at the beginning: the speed then doubles every second until it is `speed`. Absent: `speed` at once. */
  readonly risesFrom?: number | undefined;
  readonly paused: boolean;
  readonly viewRequest?: ViewRequest | undefined;
  /** The checkpoint of a run of this subject and seed, which continues. */
  readonly resume?: Checkpoint | undefined;
  /** Iterations between two rows of a log; absent without a log. */
  readonly logEvery?: number | undefined;
  /** Iterations between two checkpoints; absent where only `save` asks for one. */
  readonly saveEvery?: number | undefined;
  /** The settings of other runs of a race, with the same data and seed. They advance with the run. */
  readonly rivals?: readonly NetworkSettings[] | undefined;
  /** The lines of a script, from 1, before which the run stops. */
  readonly breakpoints?: readonly number[] | undefined;
  /** The iteration to which a script goes first, if it trains: its file was edited. Answers to `input` stay. */
  readonly goTo?: number | undefined;
}

/** Iterations per second; unlimited: as fast as possible. */
export type Speed = number | 'unlimited';

/** A position to go to, mostly relative to the current one, which the sender may not know exactly. */
export type Travel =
  /** One line forward or back. */
  | { readonly to: 'line'; readonly by: 1 | -1 }
  /** The beginning of this iteration; of the one before when the run is there already. */
  | { readonly to: 'iterationBefore' }
  /** Iterations forward or back, within those that have run. */
  | { readonly to: 'iterations'; readonly by: number }
  /** An iteration, or the nearest one that has run. */
  | { readonly to: 'iteration'; readonly iteration: number }
  /** A count of executed lines of a script, or the newest one. */
  | { readonly to: 'lines'; readonly lines: number }
  | { readonly to: 'newest' };

/** A marked position between two iterations. */
export interface Mark {
  /** Completed iterations. */
  readonly iteration: number;
  /** The number of changes at this iteration that had been made. */
  readonly changes: number;
}

/** A saved run from which another process continues to the same bits. */
export interface Checkpoint {
  readonly saved: SavedRun;
  readonly lowest: Lowest;
  /** Seconds since the run began, pauses included, in all of its processes. */
  readonly seconds: number;
  /** The stop condition that has ended the run. */
  readonly stopped: StopReason | undefined;
}

// Reports

/** From the thread to the dashboard. */
export type Report =
  | Snapshot
  | Inspection
  | GradientReport
  | GradientProgress
  | ScriptGradientReport
  | CheckUpReport
  | JourneyReport
  | Recollection
  | LogReport
  | CheckpointReport
  | LearnedReport
  | FileReport
  | FoundReport
  | ExaminedReport
  | StatementsReport
  | EditRefusedReport
  | TrainingsReport
  | InsideReport
  | PartGoneReport
  | Failure;

/** The answer to `recall`. */
export interface Recollection extends NetworkView {
  readonly type: 'recollection';
  readonly run: number;
  readonly mark: Mark;
  /** The layers of the program then; empty for a script, whose layers follow from its parameters. */
  readonly layers: readonly Layer[];
  /** True for a script whose iterations meet other targets then and now: their predictions do not compare. */
  readonly hasOtherTargets?: boolean;
}

/** The answer to `inspect`: how a cell got its value when its line ran last. */
export interface Inspection {
  readonly type: 'inspection';
  readonly run: number;
  readonly statement: Statement;
  /** The line within the iteration, from 0. */
  readonly line: number;
  readonly cell: Cell;
  /** The cell with the name of its matrix: `syn0[2,0]`. */
  readonly name: string;
  /** The iteration in which the line ran, or is about to run, from 1, like the program's own `t`. */
  readonly iteration: number;
  /** The value before a line that adds to it; undefined for an assignment. */
  readonly before: number | undefined;
  readonly after: number;
  readonly explanation: Explanation;
  /** Explanations of the cells of the same column from `firstRow` on; empty unless each is computed from single cells. */
  readonly column: readonly Explanation[];
  readonly firstRow: number;
  /** True for a row that is no example, with the current parameters: those after `iteration` iterations. */
  readonly isAsked?: true;
}

/** The answer to `checkGradients`: the gradients that the update lines use, beside those of the loss. */
export interface GradientReport {
  readonly type: 'gradients';
  readonly run: number;
  readonly iteration: number;
  readonly check: GradientCheck;
}

/** The answer to `checkGradients` of a script; `why` in words where it cannot be checked. */
export interface ScriptGradientReport {
  readonly type: 'scriptGradients';
  readonly run: number;
  readonly answer: ScriptGradientCheck | { readonly why: string };
}

/** The answer to `checkUp`, and its findings on the way. */
export interface CheckUpReport {
  readonly type: 'checkUp';
  readonly run: number;
  readonly iteration: number;
  /** The rows of the training set that were looked at, of all. */
  readonly rows: number;
  readonly of: number;
  readonly findings: readonly Finding[];
  /** The number of findings at the end. */
  readonly parts: number;
  readonly isDone: boolean;
}

/** The progress of a gradient check that takes a while. */
export interface GradientProgress extends CheckProgress {
  readonly type: 'gradientProgress';
  readonly run: number;
}

/** A replay that takes a while: how far it is. */
export interface JourneyProgress {
  /**
   * `travel`: the run goes to another position. `change`: it goes to where its changes are replaced. `look`: another position is read.
   * `search`: for the first non-finite value. `resume`: to where a saved run continues. `roles`: the lines of a script whose roles were found
   * late run again, and its iterations are counted. The first three can be cancelled.
   */
  readonly purpose: 'travel' | 'change' | 'look' | 'search' | 'resume' | 'roles';
  /** The iteration of its destination; of a search, the one where it began. */
  readonly iteration: number;
  /** From 0 to 1; 0 for a search. */
  readonly share: number;
}

/** The progress of a journey that takes a while. */
export interface JourneyReport {
  readonly type: 'journey';
  readonly run: number;
  /** Undefined once it is over. */
  readonly journey: JourneyProgress | undefined;
}

/** Rows of a log, for iterations that were run for the first time. */
export interface LogReport {
  readonly type: 'log';
  readonly run: number;
  readonly rows: readonly LogRow[];
}

/** A checkpoint that was asked for, or that was due. */
export interface CheckpointReport {
  readonly type: 'checkpoint';
  readonly run: number;
  /** Undefined after a non-finite value. */
  readonly checkpoint: Checkpoint | undefined;
  /** True for the answer to `save`. */
  readonly isAnswer: boolean;
  /** All changes of the run. */
  readonly changes: readonly RunChange[];
}

/** The answer to `reportLearned`. */
export interface LearnedReport {
  readonly type: 'learned';
  readonly run: number;
  readonly iteration: number;
  readonly matrices: readonly NamedMatrix[];
}

/** From the writer of a file, not from the thread: the problem with the file; undefined once it is written. */
export interface FileReport {
  readonly type: 'file';
  readonly run: number;
  readonly file: 'log' | 'checkpoint';
  readonly problem: string | undefined;
}

/** In place of an edit of a script: the run is as it was. */
export interface EditRefusedReport {
  readonly type: 'editRefused';
  readonly run: number;
  readonly reason: string;
}

/** In place of an answer: the code that computes it could not be read. */
export interface PartGoneReport {
  readonly type: 'partGone';
  readonly run: number;
  /** The kind of the view that waits for the answer. */
  readonly part: 'gradients' | 'checkUp' | 'inspect' | 'gauges' | 'surface' | 'rivals';
}

/** The thread is gone; `start` makes a new one. */
export interface Failure {
  readonly type: 'failed';
  readonly run: number;
  readonly message: string;
}
