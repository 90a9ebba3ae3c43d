/*
 * A script as the screen shows it: types only, a part of `protocol.ts`. A script has no program in the notation of networks: its
 * lines are those of its file, its weights have paths (`net.layers[0].weights`), and its data are found when it runs.
 */

import type { Cell } from '../engine/explain.ts';
import type { Examples, Matrix } from '../engine/matrix.ts';
import type { ErrorCurve } from '../engine/observers/error-record.ts';
import type { Floats } from '../language/dtypes.ts';
import type { Rest } from '../script/debug/inside/arithmetic.ts';
import type { CellExplanation, CellSource, ProductTerm, Term } from '../script/debug/inside/explain.ts';

export type { CellExplanation, CellSource, ProductTerm, Rest, Term };

/** A script at its position: a part of a snapshot. */
export interface ScriptView {
  /** The line that runs next, from 1, of the file that was opened; undefined once the script has ended, and inside of other files. */
  readonly line: number | undefined;
  /** Executed lines since the beginning, and the most that this run has ever executed. */
  readonly lines: number;
  readonly furthestLines: number;
  /** The number of the training, from 1, of a script that trains several times; 0 before the first. */
  readonly training: number;
  /** Completed iterations of the script at the beginning of this training; absent where it is the first, and where one curve is for all. */
  readonly from?: number;
  /** Completed iterations of the script at the end of this training; absent where that is not known. */
  readonly end?: number | undefined;
  /** True where the loop of this training has ended, and the script continues. */
  readonly isAfterTraining?: boolean;
  /** True where the run rests before a loop for a while, until it is known whether that trains. */
  readonly isLooking?: boolean;
  /** The calls, the innermost first; the last one is the script itself. Empty once the script has ended. */
  readonly calls: readonly { readonly name: string; readonly file: string; readonly line: number }[];
  /**
   * The values that lines of this iteration have assigned, as short texts, and texts with fewer digits for a narrow pane, longest first; only
   * while the run rests.
   */
  readonly values: readonly { readonly line: number; readonly text: string; readonly shorter?: readonly string[] }[];
  readonly output: OutputView;
  /** The variables of the innermost call, then the global ones; only while the run rests. */
  readonly variables: readonly VariableView[];
  readonly ending: EndingView | undefined;
  /** The prompt of `input`, which waits for an answer. */
  readonly asks: string | undefined;
  /** True where the roles are looked for once `input` has its next answer. */
  readonly needsAnswer?: boolean;
  /** The reason why there is no verdict, where one is known. */
  readonly whyNoVerdict?: string | undefined;
  /** The line, from 1, of the breakpoint that has stopped the run; absent where none has. */
  readonly stoppedAt?: number;
  /** True while a step runs lines for longer than the eye waits: a function that is stepped over, a long iteration. */
  readonly isStepping?: boolean;
  /** The seeds that lines of the opened file give; absent where none does. */
  readonly seeds?: readonly SeedView[];
}

/** A seed of a script: its line, from 1, the number there, and the one that the run uses. */
export interface SeedView {
  readonly line: number;
  readonly own: number;
  readonly used: number;
}

/** The end of the printed text. */
export interface OutputView {
  /** The last lines, without control characters; at most `MOST_OUTPUT_LINES`. */
  readonly lines: readonly string[];
  /** The number of the first of them, from 1. */
  readonly first: number;
  /** The number of all printed lines. */
  readonly count: number;
}

/** The most lines of output in a snapshot. */
export const MOST_OUTPUT_LINES = 200;

export interface VariableView {
  readonly name: string;
  /** The function whose variable it is; undefined for a global one. */
  readonly call: string | undefined;
  /** Python's name of the type: `ndarray`, `float`, `Network`. */
  readonly type: string;
  /** The shape of an array: `4×3`; the length of a list, a dict, a text; empty for a single value. */
  readonly shape: string;
  /** The value of a single one, the range of an array: `−0.97 … 0.82`. */
  readonly value: string;
  /** The value with fewer digits, for a narrow pane, longest first; absent where that is no shorter. */
  readonly shorter?: readonly string[];
}

export type EndingView =
  | { readonly kind: 'finished' }
  | { readonly kind: 'exit'; readonly code: number; readonly message: string | undefined }
  /** An exception that the script does not catch: Python's traceback, and one plain sentence where there is one. */
  | { readonly kind: 'exception'; readonly traceback: string; readonly advice: string | undefined };

/** The roles that the first iterations of a script show: names are texts of the script. */
export interface FoundRoles {
  /** The line, from 1, of the loop whose passes are the iterations. */
  readonly line: number;
  /** In the order in which the prediction uses them. */
  readonly weights: readonly string[];
  readonly biases: readonly string[];
  readonly memory: readonly string[];
  readonly prediction: string | undefined;
  readonly target: string | undefined;
  /** The line of the difference of prediction and target. */
  readonly errorLine: number | undefined;
  readonly learningRate: FoundRate | undefined;
}

export interface FoundRate {
  readonly text: string;
  readonly value: number;
  /** The line, from 1, that multiplies by it; true where it is a number in that line, and no variable. */
  readonly line: number;
  readonly isLiteral: boolean;
}

/** The roles of a script, once they are found; `found` is undefined for a script that trains nothing. */
export interface FoundReport {
  readonly type: 'found';
  readonly run: number;
  readonly found: FoundRoles | undefined;
  /** The targets that an iteration meets, (examples × outputs). */
  readonly targets: Matrix;
}

/** The trainings of a script that trains more than once; at most `MOST_TRAININGS` of them. */
export interface TrainingsReport {
  readonly type: 'trainings';
  readonly run: number;
  readonly trainings: readonly TrainingView[];
}

/** A training as it was at the report; that of the position continues in the snapshots. */
export interface TrainingView {
  /** The values in which it differs from the others: `alpha = 0.1`; empty where nothing differs. */
  readonly name: string;
  /** Completed iterations of the script, and executed lines, where it begins. */
  readonly from: number;
  readonly lines: number;
  /** The most iterations of it that were ever completed. */
  readonly iterations: number;
  /** The iteration of it since which it is solved; null where there is no verdict. */
  readonly solvedAt: number | undefined | null;
  /** The errors by its own iterations, from 0. */
  readonly curve: ErrorCurve;
  /** A text that trainings with equal targets have in common; undefined before their first error. */
  readonly targets: string | undefined;
}

/** The lines of a script, from 1 and ascending, on which a breakpoint can stop the run. */
export interface StatementsReport {
  readonly type: 'statements';
  readonly run: number;
  readonly lines: readonly number[];
}

/** The data of a script, once they are found by replacing numbers in a pass of its loop; the reason why they are not. */
export interface ExaminedReport {
  readonly type: 'examined';
  readonly run: number;
  readonly examined: ExaminedData | { readonly why: string };
}

export interface ExaminedData {
  /** The places of the inputs in the script: `X`. */
  readonly from: string;
  /** Examples × inputs, as the script holds them before a pass of its loop. */
  readonly inputs: Matrix;
  /** True where the examples are those that an iteration meets, in its order. */
  readonly areInOrder: boolean;
  readonly names: readonly string[];
  /** The test set: arrays that the script predicts and compares after its training, or that a person has named. */
  readonly test: Examples | undefined;
  /** The values that are predicted for one example. */
  readonly outputs: number;
  /** The units of each layer, the inputs first; absent where the weights do not follow each other layer by layer. */
  readonly units: readonly number[] | undefined;
}

/** The part of a script's line that a person looks into. */
export interface InsideQuestion {
  /** The answer has it, too. */
  readonly number: number;
  /** The line, from 1; undefined for the one that ran last. */
  readonly line: number | undefined;
  /** The time in the iteration at which it ran, from 1; undefined for the last. */
  readonly time: number | undefined;
  /** The number of a step, from 0. */
  readonly step: number;
  readonly cell: Cell;
}

/** A line of a script as it ran: the answer to `lookInside`. */
export interface InsideReport {
  readonly type: 'inside';
  readonly run: number;
  /** The number of the question. */
  readonly number: number;
  /** Executed lines of the run when it was asked. */
  readonly at: number;
  /** The line, from 1; undefined before any has run. */
  readonly line: number | undefined;
  /** The lines that ran in this iteration, from 1 and ascending. */
  readonly ran: readonly number[];
  /** The iteration in which it ran, from 1; undefined before the training, and without any. */
  readonly iteration: number | undefined;
  /** The time in the iteration at which it ran, from 1, and the number of all times. */
  readonly time: number;
  readonly times: number;
  /** The reason why there is nothing to see, or why it is not all. */
  readonly problem: string | undefined;
  /** The statement, then its parts and the lines of the functions that it calls, in the order of the script. */
  readonly steps: readonly StepView[];
  readonly step: number;
  readonly cell: Cell;
  readonly chosen: ChosenStep | undefined;
}

export interface StepView {
  /** Calls and parts around it. */
  readonly depth: number;
  readonly text: string;
  /** The line of the file, from 1. */
  readonly line: number;
  readonly shape: string;
  /** A single value, the numbers of a small array, or the range of a large one. */
  readonly value: string;
  /** The same without the numbers of a small array. */
  readonly range: string;
  /** A reason why it has no value, or the effect of it. */
  readonly note: string | undefined;
  /** The extent of its numbers; 0 without any. */
  readonly rows: number;
  readonly columns: number;
  /** True for an array of too many numbers to keep them. */
  readonly isLarge: boolean;
  /** True for a line of a function that the statement has called. */
  readonly isLine: boolean;
  /** True where its parts are shown only when a person opens it. */
  readonly isClosed: boolean;
}

/** The numbers of the chosen step, and its chosen cell. */
export interface ChosenStep extends CellExplanation {
  /** The numbers around the cell. */
  readonly window: {
    readonly row: number;
    readonly column: number;
    readonly rows: number;
    readonly columns: number;
    readonly data: Floats;
  };
  readonly isWhole: boolean;
}
