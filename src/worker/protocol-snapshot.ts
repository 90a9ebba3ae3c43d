/*
 * A run as the screen shows it, and what the open views need besides: types only, a part of `protocol.ts`.
 *
 * Errors are in the unit of `errorUnitOf`: the own unit of a single target. Predictions are the numbers of the program, as the
 * targets of the subject are. Longer than other files: it lists all that a snapshot can have.
 */

import type { Gauges } from '../engine/gauges/gauger.ts';
import type { NoPlane, Projection } from '../engine/loss-surface/weight-plane.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { ErrorCurve } from '../engine/observers/error-record.ts';
import type { PlaneRequest, PlaneValues } from '../engine/plane.ts';
import type { StopReason } from '../engine/run/stop.ts';
import type { Scores } from '../engine/scores.ts';
import type { Verdict, VerdictKind } from '../engine/verdict/verdict.ts';
import type { CellName } from '../language/change.ts';
import type { Floats } from '../language/dtypes.ts';
import type { PlannedEdits } from '../network/edits.ts';
import type { ScriptView } from './protocol-script.ts';

export type RunState = 'running' | 'paused' | 'finished' | 'diverged';

/** The run at its position. */
export interface Snapshot extends NetworkView {
  readonly type: 'snapshot';
  readonly run: number;
  /** The last command whose effect this snapshot shows. */
  readonly request: number;
  readonly state: RunState;
  /** The condition that has ended the run before its goal. */
  readonly stopReason: StopReason | undefined;
  /** Completed iterations at which the run ends. */
  readonly goal: number;
  /** Lines of the next iteration that have run. */
  readonly line: number;
  /** The most iterations that this run has ever completed. */
  readonly furthest: number;
  /** The last result of each line, undefined for one that has not run; no list at all while the run trains. */
  readonly lines: readonly (LineView | undefined)[] | undefined;
  /** Measured iterations per second; undefined until there is a measurement. */
  readonly rate: number | undefined;
  /** Iterations per second at which the run is paced while its speed rises; absent once the speed is reached. */
  readonly risingSpeed?: number;
  /** Milliseconds that an iteration takes the thread; absent before the first. */
  readonly iterationTime?: number;
  /** True when the next iteration is expected on the screen so late that its key needs a sign at once. */
  readonly isSlow?: boolean;
  /** Completed iterations since which every prediction has been close to its target, or of the class of its row. */
  readonly solvedAt: number | undefined;
  readonly curve: ErrorCurve;
  /** The current factor on the updates. */
  readonly alpha: number;
  /** Completed epochs; undefined where an iteration works on all examples. */
  readonly epoch: number | undefined;
  /** Row numbers of the last mini-batch; undefined where an iteration works on all examples. */
  readonly batch: readonly number[] | undefined;
  /** All changes of the run, in order, and how many of them have been made at this position. */
  readonly changes: readonly RunChange[];
  readonly changed: number;
  /** Undefined for a program without an error or a target. */
  readonly verdict: Verdict | undefined;
  /** In the order of the watches. */
  readonly watches: readonly WatchView[];
  /** The breakpoint that has stopped the run, from 0. */
  readonly stoppedBy: number | undefined;
  /** The line, from 0, that computes the first non-finite value, once the run is before it or past it. */
  readonly nonFiniteLine: number | undefined;
  /** Present with a test set, and when a view request asks for a plane or a confusion matrix. */
  readonly present?: PresentView;
  /** The scores of `present`, or without it of `prediction`; absent before the first prediction. */
  readonly scores?: Scores;
  /** Present with a test set. */
  readonly test?: TestView;
  /** On request; absent where the inputs do not form a plane, or there is no such unit. */
  readonly plane?: PlaneView;
  /** On request; absent where there is no such example. */
  readonly activations?: ActivationsView;
  /** On request; absent where it has another number of inputs than the network. */
  readonly asked?: AskedView;
  /** On request; absent where there are no such units. */
  readonly incoming?: IncomingView;
  /** On request; absent where there is no such watch. */
  readonly history?: WatchHistory;
  /** Present for a script. */
  readonly script?: ScriptView;
  /** On request; absent until the first iteration has run. */
  readonly gauges?: GaugesView;
  /** On request; absent until the first map is there. */
  readonly surface?: SurfaceView;
  /** The other runs of a race, in their order; absent without any. */
  readonly rivals?: readonly RivalView[];
}

/** A run of a race beside the run on the screen. */
export interface RivalView {
  readonly iteration: number;
  readonly error: number | undefined;
  readonly curve: ErrorCurve;
  readonly solvedAt: number | undefined;
  readonly verdict: VerdictKind | undefined;
}

/** The gauges of the last complete iteration, and their past. */
export interface GaugesView extends Gauges {
  /** The curves of each weight matrix, by name: a change of the program may give other names. */
  readonly stepCurves: readonly StepCurves[];
  /** The curves of each hidden layer, by name. */
  readonly unitCurves: readonly UnitCurves[];
  /** The iterations of another process that are left out; 0 for the whole past. */
  readonly since: number;
  /** False while older iterations are still measured. */
  readonly isWhole: boolean;
}

/** The step of a weight matrix at some iterations from 0; each was measured. */
export interface StepCurves {
  readonly name: string;
  readonly iterations: Floats;
  readonly update: Floats;
  readonly gradient: Floats;
}

/** The units of a hidden layer at some iterations from 0: the shares of saturated values and of dead units. */
export interface UnitCurves {
  readonly name: string;
  readonly iterations: Floats;
  readonly saturated: Floats;
  readonly dead: Floats;
}

/** A change of a run: edits that are planned in its scenario, or made by hand. */
export type RunChange = PlannedEdits & { readonly byHand: boolean };

/** The network after some iterations. */
export interface NetworkView {
  /** Completed iterations. */
  readonly iteration: number;
  /** mean(abs(target − prediction)) of all examples; undefined before the first prediction. */
  readonly error: number | undefined;
  /** Every parameter, in the program's order. */
  readonly parameters: readonly MatrixView[];
  /** Examples × outputs, row by row; empty before the first prediction. */
  readonly prediction: Floats;
  /**
   * On request: the values of the hidden layers (examples × units) that belong to the prediction, of the first `MOST_HIDDEN` examples;
   * empty before the first prediction.
   */
  readonly hidden?: readonly MatrixView[];
}

/** The value of a watch. */
export interface WatchView {
  /** Undefined before its line has run, and where the program has no such names. */
  readonly value: (LineView & { readonly rows: number; readonly columns: number }) | undefined;
  /** True when the comparison of a breakpoint holds. */
  readonly holds: boolean | undefined;
  /** In a script: a value that is no number, or the words of the exception in its place. */
  readonly text?: string;
  /** In a script: true for a condition, which is a breakpoint. */
  readonly stops?: boolean;
  /** Values of a single number from its first known iteration to this position, evenly spaced; empty for a matrix. */
  readonly trail: readonly number[];
}

/** The values of a watch, or of one of its cells, at some iterations from 0; each was computed. */
export interface WatchCurve {
  /** Empty for a single number; `[0,2]` for a cell; `least`, `most` of a larger matrix. */
  readonly cell: string;
  readonly iterations: Floats;
  readonly values: Floats;
}

/** The past of a watch, for a chart. */
export interface WatchHistory {
  /** The watch, from 0. */
  readonly watch: number;
  /** One for a single number, one for each cell of a small matrix, or the least and the largest cell of a larger one. */
  readonly curves: readonly WatchCurve[];
  /** The first iteration, from 0, whose value is known, once it was looked for; 0 for the whole past. */
  readonly since: number;
  /** The share, from 0 to 1, of the replay for the values before `since`; undefined while there is none. */
  readonly replayed: number | undefined;
}

/** The last result of a line: its extent, and its cells where they are few. */
export interface LineView {
  readonly least: number;
  readonly most: number;
  /** Row by row; empty where there are more than `FEW_CELLS`. */
  readonly cells: Floats;
}

/**
 * A matrix as a picture can use it: up to 128×128 numbers. A larger one arrives as sums over blocks of
 * `blockRows`×`blockColumns` cells (fewer at the lower and right edge), from which any coarser mean is exact.
 */
export interface MatrixView {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly blockRows: number;
  readonly blockColumns: number;
  readonly sums: Floats;
  /** In a script: the shape of the value, whose first dimensions are `lists` lists in lists. */
  readonly form?: { readonly shape: readonly number[]; readonly lists: number };
}

/** The test set, as the network predicts it with its current parameters: those that the last iteration has updated. */
export interface TestView {
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** Measured at some iterations: the more examples, the fewer. */
  readonly curve: ErrorCurve;
  /** Examples × outputs, row by row. */
  readonly prediction: Floats;
  readonly scores: Scores;
}

/**
 * The training set, as the network predicts it with its current parameters. The snapshot's own prediction may be that of
 * the last iteration, before its update: beside a test set, or on a plane, it would belong to another network.
 */
export interface PresentView {
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** Examples × outputs, row by row. */
  readonly prediction: Floats;
}

/** The needs of the open views in the next snapshots, besides what every snapshot has. */
export interface ViewRequest {
  /** Values of the network over a plane of two inputs. */
  readonly plane?: PlaneRequest | undefined;
  /** The values of every layer for one example. */
  readonly example?: ExampleName | undefined;
  /** The values of every layer for these inputs, which are of no example. */
  readonly asked?: readonly number[] | undefined;
  /** The values of the hidden layers of the first examples. */
  readonly hidden?: boolean;
  /** The confusion matrix. */
  readonly confusions?: boolean;
  /** The weights from every input to some units of the first layer, one by one: `parameters` has large matrices as sums. */
  readonly incoming?: UnitRange | undefined;
  /** The past of a watch, by its number from 0. */
  readonly history?: number | undefined;
  /** The gauges of the step of each layer. */
  readonly gauges?: boolean;
  /** The loss over a plane in the space of the weights. */
  readonly surface?: SurfaceRequest | undefined;
  /** The gradient check, until it is done: it is in a report of its own, not in the snapshots. A run that starts with it begins one. */
  readonly gradients?: boolean;
  /** The check-up, until it is done: in reports of its own, too. */
  readonly checkUp?: boolean;
}

/** An example of the training set or of the test set; its row from 0. */
export interface ExampleName {
  readonly set: 'train' | 'test';
  readonly row: number;
}

/** Units of a layer, from 0. */
export interface UnitRange {
  readonly first: number;
  readonly count: number;
}

/** Values of the network, with its current parameters, in each cell of a plane. */
export type PlaneView = PlaneValues & { readonly request: PlaneRequest };

/** The values of every layer for one example, with the current parameters. */
export interface ActivationsView {
  readonly example: ExampleName;
  /** The inputs, then the values of each layer. */
  readonly layers: readonly Floats[];
  /** In a script: the weights between the layers, (units × units), where they are known. */
  readonly weights?: readonly Matrix[];
  /** The deltas of each layer with the current parameters; absent where they depend on other examples. */
  readonly deltas?: readonly Floats[];
  /** The values and deltas that the lines of an unfinished iteration have computed so far; absent between two iterations. */
  readonly soFar?: SoFar;
}

/** Undefined for a layer whose line has not run in this iteration. */
export interface SoFar {
  readonly layers: readonly (Floats | undefined)[];
  readonly deltas: readonly (Floats | undefined)[];
}

/** The values of every layer for a row that is no example, with the current parameters. */
export interface AskedView {
  readonly inputs: readonly number[];
  /** The inputs, then the values of each layer. */
  readonly layers: readonly Floats[];
  /** In a script: the weights between the layers, (units × units), where they are known. */
  readonly weights?: readonly Matrix[];
}

/** A plane in the space of all weights, and the part of it that is looked at. */
export interface SurfaceRequest {
  /** Two weights, all others as they are; or the plane through the initial weights, the current ones, and the descent direction. */
  readonly plane: 'weights' | 'descent';
  /** The weights along x and y; absent: the thread chooses them. */
  readonly across?: CellName | undefined;
  readonly upwards?: CellName | undefined;
  /** The number of times that the scale is doubled; below 0, halved. 0 shows the whole path. */
  readonly zoom: number;
  /** The moves of the window to the right and upwards, in eighths of its width and height. */
  readonly moves: readonly [number, number];
  /** The number of times that the window was put around the current weights. */
  readonly centred: number;
}

/** A point of the path of the weights, projected on the plane. */
export interface SurfacePoint extends Projection {
  /** Completed iterations. */
  readonly iteration: number;
  readonly loss: number | undefined;
}

/** The loss over a plane, with the path of the run. */
export interface SurfaceView {
  readonly request: SurfaceRequest;
  /** The completed iterations whose weights the map is of. */
  readonly iteration: number;
  /** The examples that the loss is of, and all of the training set. */
  readonly examples: number;
  readonly of: number;
  /** Undefined where there is no plane. */
  readonly map: SurfaceMap | undefined;
  readonly why: NoPlane | undefined;
}

export interface SurfaceMap {
  /** The two weights, and what chose them; undefined for the plane along the descent direction. */
  readonly weights:
    | { readonly across: CellName; readonly upwards: CellName; readonly chosenBy: 'hand' | 'moves' | 'slopes' }
    | undefined;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  /** The loss at the middle of each cell, row by row from the lowest y; a loss that is not finite is as it is. */
  readonly losses: Float64Array;
  /** True once no finer map follows, as long as the weights stay. */
  readonly isFinest: boolean;
  /** Saved states of the run in the order of their iterations, from the initial weights with these parameters. */
  readonly path: readonly SurfacePoint[];
  /** The current weights; their loss is that of the map's iteration. */
  readonly now: SurfacePoint;
  /** The lowest measured loss of the path; undefined until all points of the path are measured. */
  readonly best: SurfacePoint | undefined;
}

/** The weights from every input to some units of the first layer. */
export interface IncomingView {
  readonly first: number;
  /** Inputs × units. */
  readonly weights: Matrix;
}
