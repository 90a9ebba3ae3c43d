import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import { coarser, type Grid, interpolate, middlesOf, type PlaneRequest, type PlaneValues } from '../engine/plane.ts';
import { largestOf, meansOf } from '../language/example-rows.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { DebugRun } from '../script/debug/debug-run.ts';
import { findingInputs, Refusal } from '../script/debug/examine/find-inputs.ts';
import { makingPredictor, type Parameters, Predictor } from '../script/debug/examine/predictor.ts';
import { Stage } from '../script/debug/examine/stage.ts';
import type { Met } from '../script/debug/meetings.ts';
import { numbersOf } from '../script/debug/numbers.ts';
import type { ScriptOptions } from '../script/machine/script-run.ts';
import { ScriptRun } from '../script/machine/script-run.ts';
import { type Path, readPath } from '../script/roles/path.ts';
import type { Module as Tree } from '../script/syntax/tree.ts';
import type { ExaminedData, Snapshot, ViewRequest } from './protocol.ts';

/*
 * The examiner of a script: predictions of other rows with the present weights, for the views that ask for them. The search for the inputs
 * and a fine plane go on in pieces between the slices of the run; the run is not touched.
 */

/** Time for a plane in a snapshot of a running run, and at most for one of a run that rests. */
const MOVING_MS = 12;
const RESTING_MS = 2000;
/** The fewest points of a plane: with fewer, interpolation blurs a border too much. */
const FEWEST_POINTS = 24 * 12;
/** The passes for the predictions of all examples in a snapshot. */
const MOST_PASSES = 64;

interface PlaneJob {
  readonly key: string;
  readonly pieces: Generator<void, PlaneValues | undefined>;
}

export class ScriptExaminer {
  readonly #tree: Tree;
  readonly #options: ScriptOptions;
  readonly #now: () => number;
  readonly #named: readonly Path[] | undefined;
  #request: ViewRequest = {};
  /** The training whose pass is looked at. */
  #training = 0;
  #pieces: Generator<void, Predictor | Refusal> | undefined;
  #examined: Predictor | Refusal | undefined;
  #data: ExaminedData | undefined;
  /** Iterations at which the predictions were last compared with those of the script itself. */
  #checkedAt = 0;
  /** Milliseconds of one pass. */
  #passTime = 0.2;
  #plane: { readonly key: string; readonly values: PlaneValues } | undefined;
  #job: PlaneJob | undefined;
  /** The last predictions of all examples. */
  #all:
    | { readonly key: string; readonly predictor: Predictor; readonly predicted: Float64Array | undefined }
    | undefined;

  /** @param named the paths of the inputs that a person has named */
  constructor(tree: Tree, options: ScriptOptions, named: readonly Path[] | undefined, now: () => number) {
    this.#tree = tree;
    this.#options = options;
    this.#named = named;
    this.#now = now;
  }

  show(request: ViewRequest): void {
    this.#request = request;
    if (request.plane === undefined) [this.#plane, this.#job] = [undefined, undefined];
  }

  /** True while there is work that a view waits for. */
  get isBusy(): boolean {
    return this.#pieces !== undefined || this.#job !== undefined;
  }

  /** Works until a time. @returns true where a snapshot or a report has something new. */
  advance(debug: DebugRun, until: number): boolean {
    this.#begin(debug);
    while (this.#pieces !== undefined) {
      const { done, value } = this.#pieces.next();
      if (done === true) {
        this.#pieces = undefined;
        this.#examined = value;
        this.#data = value instanceof Predictor ? dataOf(value) : undefined;
        return true;
      }
      if (this.#now() >= until) return false;
    }
    while (this.#job !== undefined) {
      const { key, pieces } = this.#job;
      const { done, value } = pieces.next();
      if (done === true) {
        this.#job = undefined;
        if (value !== undefined) this.#plane = { key, values: value };
        return value !== undefined;
      }
      if (this.#now() >= until) return false;
    }
    return false;
  }

  /** The data of the script, or the reason why its predictions cannot be asked for; undefined until that is known. */
  get found(): ExaminedData | { readonly why: string } | undefined {
    if (this.#examined instanceof Refusal) return { why: this.#examined.words };
    return this.#data;
  }

  /** The meetings of an iteration, example by example; undefined where they are not those of the examples. */
  arranged(debug: DebugRun, met: Met): Met | undefined {
    const examined = this.#examined;
    if (!(examined instanceof Predictor) || debug.training !== this.#training) return undefined;
    const { targets, examples, outputs } = examined;
    if (targets !== undefined) {
      const predicted = this.#predictAll(examined, parametersOf(debug), examples);
      return { ...met, prediction: predicted ?? new Float64Array(0), target: targets.data, columns: outputs };
    }
    const [prediction, target] = [examined.arranged(met.prediction), examined.arranged(met.target)];
    return prediction && target && { ...met, prediction, target, columns: examined.outputs };
  }

  /** Begins the search once a pass of this training can be run again. */
  #begin(debug: DebugRun): void {
    const { roles, training } = debug;
    if (roles === undefined || training === this.#training || this.#pieces !== undefined) return;
    const [first] = debug.boundaries;
    if (first === undefined) return;
    this.#training = training;
    this.#checkedAt = first.counted.iteration;
    [this.#job, this.#plane] = [undefined, undefined];
    const run = new ScriptRun(this.#tree, this.#options);
    run.state.answers.push(...debug.run.state.answers);
    const stage = new Stage(run, roles, first.moment);
    this.#pieces = predictorOf(stage, this.#named);
  }

  /** The answers to the view request with the present weights. @param isMoving true while the run goes on */
  answer(debug: DebugRun, isMoving: boolean): Pick<Snapshot, 'plane' | 'activations' | 'asked' | 'present'> {
    const examined = this.#examined;
    const { plane, example, asked } = this.#request;
    if (!(examined instanceof Predictor) || debug.training !== this.#training) return {};
    if (plane === undefined && example === undefined && asked === undefined) return {};
    this.#check(debug, examined);
    if (this.#examined !== examined) return {};
    const parameters = parametersOf(debug);
    return {
      ...(plane && this.#planeOf(examined, parameters, plane, isMoving)),
      ...(plane && this.#presentOf(debug, examined, parameters)),
      ...(example?.set === 'train' && this.#exampleOf(examined, parameters, example.row)),
      ...(asked && askedOf(examined, parameters, asked)),
    };
  }

  /** Compares predictions with those of a later pass of the script itself: more than the weights may have changed since. */
  #check(debug: DebugRun, predictor: Predictor): void {
    const last = debug.boundaries.at(-1);
    if (last === undefined || last.counted.iteration < 2 * this.#checkedAt) return;
    this.#checkedAt = last.counted.iteration;
    const fault = predictor.faultAt(last.moment);
    if (fault !== undefined) this.#examined = fault;
  }

  #exampleOf(predictor: Predictor, parameters: Parameters, row: number): Pick<Snapshot, 'activations'> {
    const { inputs } = this.#data ?? {};
    if (inputs === undefined || this.#data?.areInOrder !== true || row >= inputs.rows) return {};
    const values = predictor.layersOf(parameters, rowOf(inputs, row));
    return values === undefined ? {} : { activations: { example: { set: 'train', row }, ...values } };
  }

  #presentOf(debug: DebugRun, predictor: Predictor, parameters: Parameters): Pick<Snapshot, 'present'> {
    const { inputs, areInOrder } = this.#data ?? {};
    const target = predictor.targets?.data ?? (debug.met && predictor.arranged(debug.met.target));
    if (inputs === undefined || areInOrder !== true) return {};
    const prediction = this.#predictAll(predictor, parameters, inputs);
    if (prediction === undefined || target?.length !== prediction.length) return {};
    let total = 0;
    for (const [i, value] of prediction.entries()) total += Math.abs((target[i] as number) - value);
    return { present: { error: total / target.length, prediction } };
  }

  /** The predictions of all examples with these parameters; undefined where they take too many passes. */
  #predictAll(predictor: Predictor, parameters: Parameters, examples: Matrix): Float64Array | undefined {
    if (examples.rows > MOST_PASSES * predictor.block) return undefined;
    const key = parameters.map((own) => own?.data.join()).join(';');
    if (this.#all?.key !== key || this.#all.predictor !== predictor) {
      const predicted = finished(predictor.predicting(parameters, examples))?.data;
      this.#all = { key, predictor, predicted };
    }
    return this.#all.predicted?.slice();
  }

  #planeOf(
    predictor: Predictor,
    parameters: Parameters,
    request: PlaneRequest,
    isMoving: boolean,
  ): Pick<Snapshot, 'plane'> {
    const key = keyOf(request, parameters);
    if (this.#plane?.key === key) return { plane: { request, ...this.#plane.values } };
    this.#job = undefined;
    const coarse = gridFor(request, predictor, this.#passTime, MOVING_MS);
    const begun = this.#now();
    const values = finished(valuesOn(coarse, request, predictor, parameters));
    const passes = passesOf(coarse, request, predictor);
    if (passes > 0) this.#passTime = Math.max(1e-3, (this.#now() - begun) / passes);
    if (!isMoving) {
      const fine = gridFor(request, predictor, this.#passTime, RESTING_MS);
      if (fine.columns > coarse.columns) this.#job = { key, pieces: valuesOn(fine, request, predictor, parameters) };
    }
    if (values === undefined) return {};
    if (this.#job === undefined) this.#plane = { key, values };
    return { plane: { request, ...values } };
  }
}

function* predictorOf(stage: Stage, named: readonly Path[] | undefined): Generator<void, Predictor | Refusal> {
  const inputs = yield* findingInputs(stage, named);
  return inputs instanceof Refusal ? inputs : yield* makingPredictor(stage, inputs);
}

function dataOf(predictor: Predictor): ExaminedData {
  const { inputs, examples } = predictor;
  return {
    from: inputs.from,
    inputs: examples,
    areInOrder: predictor.areInOrder || predictor.targets !== undefined,
    names: predictor.names.map(plainText),
    units: predictor.units,
    outputs: predictor.outputs,
  };
}

function askedOf(predictor: Predictor, parameters: Parameters, asked: readonly number[]): Pick<Snapshot, 'asked'> {
  const row = Float64Array.from(asked);
  if (row.length !== predictor.inputs.columns) return {};
  const values = predictor.layersOf(parameters, row);
  if (values !== undefined) return { asked: { inputs: asked, ...values } };
  const predicted = finished(predictor.predicting(parameters, { rows: 1, columns: row.length, data: row }));
  return predicted === undefined ? {} : { asked: { inputs: asked, layers: [row, predicted.data] } };
}

/** The present weights and biases; of a call that is over, those of its end. */
function parametersOf(debug: DebugRun): Parameters {
  const { weights = [], biases = [] } = debug.roles ?? {};
  return [...weights, ...biases].map((path) => {
    const value = readPath(debug.run, path);
    return value === undefined ? debug.lastOf(path) : numbersOf(value);
  });
}

function keyOf(request: PlaneRequest, parameters: Parameters): string {
  return `${JSON.stringify(request)}${parameters.map((own) => own?.data.join()).join(';')}`;
}

/** The finest grid of a plane that takes about a time, at least the coarsest one. */
function gridFor(request: PlaneRequest, predictor: Predictor, passTime: number, most: number): Grid {
  for (let times = 1; times < Math.max(request.columns, request.rows); times++) {
    const grid = coarser(request, times);
    const isFew = grid.columns * grid.rows <= FEWEST_POINTS;
    if (isFew || passesOf(grid, request, predictor) * passTime <= most) return grid;
  }
  return coarser(request, 1);
}

function passesOf({ columns, rows }: Grid, { of }: PlaneRequest, predictor: Predictor): number {
  return hiddenUnit({ of }, predictor) === undefined ? Math.ceil((columns * rows) / predictor.block) : columns * rows;
}

/** The unit of a hidden layer that is asked for; undefined for the prediction, or one of its values. */
function hiddenUnit(
  { of }: Pick<PlaneRequest, 'of'>,
  { units }: Predictor,
): Exclude<PlaneRequest['of'], 'output'> | undefined {
  const last = (units?.length ?? 2) - 1;
  return of === 'output' || of.layer === last ? undefined : of;
}

function columnOf({ rows, columns, data }: Matrix, column: number): Matrix {
  return {
    rows,
    columns: 1,
    data: Float64Array.from({ length: rows }, (_, row) => data[row * columns + column] as number),
  };
}

/** The values of the prediction, or of a unit, in each cell of a plane. */
function* valuesOn(
  grid: Grid,
  request: PlaneRequest,
  predictor: Predictor,
  parameters: Parameters,
): Generator<void, PlaneValues | undefined> {
  const points = middlesOf(grid, request.inputs, meansOf(predictor.examples));
  const hidden = hiddenUnit(request, predictor);
  const all =
    hidden === undefined
      ? yield* predictor.predicting(parameters, points)
      : yield* unitOn(points, hidden, predictor, parameters);
  if (all === undefined) return undefined;
  const known = hidden === undefined && request.of !== 'output' ? columnOf(all, request.of.unit) : all;
  const cells = request.columns * request.rows;
  const [values, classes] = [new Float64Array(cells), new Uint16Array(cells)];
  interpolate(known, grid, request, (cell, { data }) => {
    const largest = Math.max(0, largestOf(data, 0, data.length));
    values[cell] = data[largest] as number;
    classes[cell] = largest;
  });
  return known.columns > 1 ? { values, classes } : { values };
}

function* unitOn(
  points: Matrix,
  { layer, unit }: Exclude<PlaneRequest['of'], 'output'>,
  predictor: Predictor,
  parameters: Parameters,
): Generator<void, Matrix | undefined> {
  const known = emptyMatrix({ rows: points.rows, columns: 1 });
  for (let row = 0; row < points.rows; row++) {
    if (row > 0) yield;
    const value = predictor.layersOf(parameters, rowOf(points, row))?.layers[layer]?.[unit];
    if (value === undefined) return undefined;
    known.data[row] = value;
  }
  return known;
}

function rowOf({ columns, data }: Matrix, row: number): Float64Array {
  return data.slice(row * columns, (row + 1) * columns);
}

function finished<Value>(pieces: Generator<void, Value>): Value {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}
