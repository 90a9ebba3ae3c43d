import type { Examples, Matrix } from '../engine/matrix.ts';
import type { PlaneRequest, PlaneValues } from '../engine/plane.ts';
import { scoresOf } from '../engine/scores.ts';
import type { Floats } from '../language/dtypes.ts';
import { haveClasses } from '../language/example-rows.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { DebugRun } from '../script/debug/debug-run.ts';
import { findingInputs, Refusal } from '../script/debug/examine/find-inputs.ts';
import { findingTests } from '../script/debug/examine/find-tests.ts';
import { makingPredictor, type Parameters, type Predictor } from '../script/debug/examine/predictor.ts';
import { Stage } from '../script/debug/examine/stage.ts';
import type { Met } from '../script/debug/meetings.ts';
import { sameBits } from '../script/debug/numbers.ts';
import type { ScriptOptions } from '../script/machine/script-run.ts';
import { ScriptRun } from '../script/machine/script-run.ts';
import type { Roles } from '../script/roles/find.ts';
import { type NamedRoles, namedFor } from '../script/roles/named.ts';
import type { Module as Tree } from '../script/syntax/tree.ts';
import type { ExaminedData, ExampleName, Snapshot, TestView, ViewRequest } from './protocol.ts';
import { gridFor, passesOf, rowOf, valuesOn } from './script-plane.ts';

/*
 * The examiner of a script: predictions of other rows with the current weights, for the views that ask for them. The search for the inputs
 * and a fine plane continue in pieces between the slices of the run; the run is not touched.
 *
 * Longer than other files: all answers share one search, and the predictions that are known for the current weights.
 */

/** Time for a plane in a snapshot of a running run, and at most for one of a run that rests. */
const MOVING_MS = 12;
const RESTING_MS = 2000;
/** The passes for the predictions of all examples in a snapshot. */
const MOST_PASSES = 64;

/** The most points of the curve of the test set: then every second one goes. */
const MOST_POINTS = 2048;

/** The result of the search. */
interface Found {
  readonly predictor: Predictor;
  readonly data: ExaminedData;
  /** The past of the error on the test set. */
  readonly past: readonly Point[];
}

/** An iteration of the training, from 0, and the error on the test set after it. */
type Point = readonly [iteration: number, error: number];

/** Something computed with some weights. */
interface Known<Value> {
  readonly parameters: Parameters;
  readonly value: Value;
}

interface PlaneJob {
  readonly key: string;
  readonly parameters: Parameters;
  readonly pieces: Generator<void, PlaneValues | undefined>;
}

export class ScriptExaminer {
  readonly #tree: Tree;
  readonly #options: ScriptOptions;
  readonly #now: () => number;
  readonly #named: NamedRoles;
  #request: ViewRequest = {};
  /** The training whose pass is looked at, and its roles. */
  #training = 0;
  #roles: Roles | undefined;
  #pieces: Generator<Found | undefined, Found | Refusal> | undefined;
  #examined: Found | Refusal | undefined;
  /** Iterations at which the predictions were last compared with those of the script itself. */
  #checkedAt = 0;
  /** Milliseconds of one pass. */
  #passTime = 0.2;
  #plane: (Known<PlaneValues> & { readonly key: string }) | undefined;
  #job: PlaneJob | undefined;
  /** The last predictions of all examples, and of the test set. */
  #all: Known<Floats | undefined> | undefined;
  #tested: Known<Floats | undefined> | undefined;
  #testCurve: readonly Point[] = [];
  #changes = 0;

  /** @param named the paths of data that a person has named */
  constructor(tree: Tree, options: ScriptOptions, named: NamedRoles, now: () => number) {
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
      if (done === true) this.#pieces = undefined;
      if (value !== undefined) {
        this.#examined = value;
        if (!(value instanceof Refusal)) this.#testCurve = value.past;
        return true;
      }
      if (this.#now() >= until) return false;
    }
    while (this.#job !== undefined) {
      const { key, parameters, pieces } = this.#job;
      const { done, value } = pieces.next();
      if (done === true) {
        this.#job = undefined;
        if (value !== undefined) this.#plane = { key, parameters, value };
        return value !== undefined;
      }
      if (this.#now() >= until) return false;
    }
    return false;
  }

  /** The data of the script, or the reason why its predictions cannot be asked for; undefined until that is known. */
  get found(): ExaminedData | { readonly why: string } | undefined {
    return this.#examined instanceof Refusal ? this.#examined : this.#examined?.data;
  }

  /** The predictor and the data of the current training. */
  #foundIn(debug: DebugRun): Found | undefined {
    return this.#examined instanceof Refusal || !this.#isOf(debug) ? undefined : this.#examined;
  }

  /** True for the training that the search was in. A script that enters its loop very often is one training. */
  #isOf({ training, trainings, roles }: DebugRun): boolean {
    if (roles !== this.#roles) return false;
    return training === this.#training || (trainings.all === undefined && this.#training > 0);
  }

  /** The meetings of an iteration, example by example; undefined where they are not those of the examples. */
  arranged(debug: DebugRun, met: Met): Met | undefined {
    const { predictor, data } = this.#foundIn(debug) ?? {};
    if (predictor === undefined || data?.areInOrder !== true) return undefined;
    const { targets, outputs: columns } = predictor;
    if (targets !== undefined) {
      const prediction = this.#predictAll(predictor, numbersNow(debug)) ?? new Float64Array(0);
      return { ...met, prediction, target: targets.data, columns };
    }
    const [prediction, target] = [predictor.arranged(met.prediction), predictor.arranged(met.target)];
    return prediction && target && { ...met, prediction, target, columns };
  }

  /** Begins the search once a pass of this training can be run again. */
  #begin(debug: DebugRun): void {
    const { roles, training } = debug;
    if (roles === undefined || this.#isOf(debug)) return;
    // A search for the data of another loop is of no use here.
    if (this.#pieces !== undefined && roles === this.#roles) return;
    const [first] = debug.boundaries;
    if (first === undefined) return;
    if (roles !== this.#roles) this.#examined = undefined;
    [this.#training, this.#roles] = [training, roles];
    this.#checkedAt = first.counted.iteration;
    [this.#job, this.#plane, this.#all, this.#tested] = [undefined, undefined, undefined, undefined];
    this.#testCurve = [];
    const stage = (): Stage => {
      const run = new ScriptRun(this.#tree, this.#options);
      run.state.answers.push(...debug.run.state.answers);
      return new Stage(run, roles, first.moment);
    };
    this.#pieces = searching(stage, namedFor(this.#named, roles.loop, roles === debug.firstRoles), debug);
  }

  /** The answers to the view request with the current weights. @param isMoving true while the run continues */
  answer(
    debug: DebugRun,
    isMoving: boolean,
  ): Pick<Snapshot, 'plane' | 'activations' | 'asked' | 'present' | 'test' | 'scores'> {
    const found = this.#foundIn(debug);
    if (found === undefined) return {};
    const { predictor, data } = found;
    const { plane, example, asked } = this.#request;
    const parameters = numbersNow(debug);
    return {
      ...(plane && this.#planeOf(predictor, parameters, plane, isMoving)),
      ...((plane !== undefined || data.test !== undefined) && this.#presentOf(debug, found, parameters)),
      ...(example && exampleOf(found, parameters, example)),
      ...(asked && askedOf(predictor, parameters, asked)),
    };
  }

  /** Compares predictions with those of a later pass of the script itself: more than the weights may have changed since. */
  check(debug: DebugRun): void {
    const found = this.#foundIn(debug);
    const { predictor } = found ?? {};
    const last = debug.boundaries.at(-1);
    if (
      found === undefined ||
      predictor === undefined ||
      last === undefined ||
      last.counted.iteration < 2 * this.#checkedAt
    )
      return;
    this.#checkedAt = last.counted.iteration;
    const fault = predictor.faultAt(last.moment);
    if (fault !== undefined) this.#examined = fault;
    else if (predictor.areInOrder && !predictor.hasSameData(last.moment)) {
      const shuffled = finished(predictor.shuffled());
      this.#examined = { ...found, predictor: shuffled, data: dataOf(shuffled, found.data.test) };
      this.#all = undefined;
    }
  }

  /** The training set as the current weights predict it, and the test set. */
  #presentOf(
    debug: DebugRun,
    { predictor, data }: Found,
    parameters: Parameters,
  ): Pick<Snapshot, 'present' | 'test' | 'scores'> {
    const target = predictor.targets?.data ?? (debug.met && predictor.arranged(debug.met.target));
    const prediction = data.areInOrder ? this.#predictAll(predictor, parameters) : undefined;
    const { rows } = data.inputs;
    const columns = predictor.outputs;
    const targets = target?.length === rows * columns ? { rows, columns, data: target } : undefined;
    const tests = data.test && this.#testOf(debug, data.test, predictor, parameters, targets);
    if (prediction === undefined || targets === undefined) return { ...(tests && { test: tests }) };
    const present = { error: errorOf(prediction, targets), prediction };
    if (tests === undefined) return { present };
    const scores = scoresOf({ ...targets, data: prediction }, targets, haveClasses(targets), false);
    return { present, test: tests, scores };
  }

  #testOf(
    debug: DebugRun,
    { inputs, targets }: Examples,
    predictor: Predictor,
    parameters: Parameters,
    trained: Matrix | undefined,
  ): TestView | undefined {
    if (inputs.rows > MOST_PASSES * predictor.block) return undefined;
    this.#tested = known(this.#tested, parameters, () => finished(predictor.predicting(parameters, inputs))?.data);
    const prediction = this.#tested.value?.slice();
    if (prediction === undefined) return undefined;
    const error = errorOf(prediction, targets);
    // After an edit by hand the iterations from there on are others.
    const { iteration, changes } = debug;
    const at = pointAt(debug, iteration);
    if (changes.length !== this.#changes) this.#testCurve = this.#testCurve.filter(([own]) => own < at);
    this.#changes = changes.length;
    this.#testCurve = withPoint(this.#testCurve, [at, error]);
    const isOfClasses = haveClasses(trained ?? targets);
    return {
      error,
      prediction,
      scores: scoresOf({ ...targets, data: prediction }, targets, isOfClasses, false),
      curve: {
        iterations: Float64Array.from(this.#testCurve, ([at]) => at),
        errors: Float64Array.from(this.#testCurve, ([, own]) => own),
      },
    };
  }

  /** The predictions of all examples with these parameters; undefined where they take too many passes. */
  #predictAll(predictor: Predictor, parameters: Parameters): Floats | undefined {
    const { examples } = predictor;
    if (examples.rows > MOST_PASSES * predictor.block) return undefined;
    this.#all = known(this.#all, parameters, () => finished(predictor.predicting(parameters, examples))?.data);
    return this.#all.value?.slice();
  }

  #planeOf(
    predictor: Predictor,
    parameters: Parameters,
    request: PlaneRequest,
    isMoving: boolean,
  ): Pick<Snapshot, 'plane'> {
    const key = JSON.stringify(request);
    if (this.#plane?.key === key && areSame(this.#plane.parameters, parameters))
      return { plane: { request, ...this.#plane.value } };
    this.#job = undefined;
    const coarse = gridFor(request, predictor, this.#passTime, MOVING_MS);
    const begun = this.#now();
    const values = finished(valuesOn(coarse, request, predictor, parameters));
    const passes = passesOf(coarse, request, predictor);
    if (passes > 0) this.#passTime = Math.max(1e-3, (this.#now() - begun) / passes);
    if (!isMoving) {
      const fine = gridFor(request, predictor, this.#passTime, RESTING_MS);
      if (fine.columns > coarse.columns)
        this.#job = { key, parameters, pieces: valuesOn(fine, request, predictor, parameters) };
    }
    if (values === undefined) return {};
    if (this.#job === undefined) this.#plane = { key, parameters, value: values };
    return { plane: { request, ...values } };
  }
}

/**
 * Searches for the data, then for a test set.
 * @param newStage a stage with a machine of its own: the first one answers views while the search continues
 */
function* searching(
  newStage: () => Stage,
  named: NamedRoles,
  debug: DebugRun,
): Generator<Found | undefined, Found | Refusal> {
  const stage = newStage();
  const inputs = yield* quietly(findingInputs(stage, named.inputs));
  if (inputs instanceof Refusal) return inputs;
  const predictor = yield* quietly(makingPredictor(stage, inputs));
  const alone: Found = { predictor, data: dataOf(predictor, undefined), past: [] };
  yield alone;
  const test = yield* quietly(findingTests(newStage(), inputs, named.test, debug.run));
  if (test === undefined) return alone;
  const past = yield* quietly(pastOf(predictor, test, debug));
  return { predictor, data: dataOf(predictor, test), past };
}

/** Pieces that find nothing before their end. */
function* quietly<Value>(pieces: Generator<void, Value>): Generator<undefined, Value> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
    yield undefined;
  }
}

/** The error on the test set at the kept moments of this training. */
function* pastOf(
  predictor: Predictor,
  { inputs, targets }: Examples,
  debug: DebugRun,
): Generator<void, readonly Point[]> {
  if (inputs.rows > MOST_PASSES * predictor.block) return [];
  const points: Point[] = [];
  for (const { moment, counted } of debug.boundaries) {
    yield;
    const predicted = yield* predictor.predicting(predictor.parametersIn(moment), inputs);
    if (predicted !== undefined) points.push([pointAt(debug, counted.iteration), errorOf(predicted.data, targets)]);
  }
  return points;
}

function dataOf(predictor: Predictor, test: Examples | undefined): ExaminedData {
  const { inputs, examples, targets, block } = predictor;
  const isShort = targets !== undefined && examples.rows <= MOST_PASSES * block;
  return {
    from: plainText(inputs.from),
    inputs: examples,
    areInOrder: predictor.areInOrder || isShort,
    names: predictor.names.map(plainText),
    units: predictor.units,
    outputs: predictor.outputs,
    test,
  };
}

function exampleOf(
  { predictor, data }: Found,
  parameters: Parameters,
  example: ExampleName,
): Pick<Snapshot, 'activations'> {
  const inputs = example.set === 'train' ? (data.areInOrder ? data.inputs : undefined) : data.test?.inputs;
  if (inputs === undefined || example.row >= inputs.rows) return {};
  const values = predictor.layersOf(parameters, rowOf(inputs, example.row));
  return values === undefined ? {} : { activations: { example, ...values } };
}

/** The place of the end of an iteration on the curves: those of a training begin with 0. */
function pointAt({ trainings, training }: DebugRun, iteration: number): number {
  return iteration - (trainings.at(training)?.from ?? 0) - 1;
}

/** mean(abs(target − prediction)) */
function errorOf(prediction: Floats, { data }: Matrix): number {
  let total = 0;
  for (const [i, value] of prediction.entries()) total += Math.abs((data[i] as number) - value);
  return total / prediction.length;
}

/** A curve with a point after an iteration; going back adds none. */
function withPoint(curve: readonly Point[], point: Point): readonly Point[] {
  if (point[0] <= (curve.at(-1)?.[0] ?? -1)) return curve;
  const next = [...curve, point];
  return next.length > MOST_POINTS ? next.filter((_, at) => at % 2 === 1) : next;
}

/** A value for these parameters: the known one where they are the same. */
function known<Value>(last: Known<Value> | undefined, parameters: Parameters, compute: () => Value): Known<Value> {
  return last !== undefined && areSame(last.parameters, parameters) ? last : { parameters, value: compute() };
}

function areSame(one: Parameters, other: Parameters): boolean {
  return one.every((own, at) => sameBits(own?.data, other[at]?.data));
}

function askedOf(predictor: Predictor, parameters: Parameters, asked: readonly number[]): Pick<Snapshot, 'asked'> {
  const row = Float64Array.from(asked);
  if (row.length !== predictor.inputs.columns) return {};
  const values = predictor.layersOf(parameters, row);
  if (values !== undefined) return { asked: { inputs: asked, ...values } };
  const predicted = finished(predictor.predicting(parameters, { rows: 1, columns: row.length, data: row }));
  return predicted === undefined ? {} : { asked: { inputs: asked, layers: [row, predicted.data] } };
}

/** The current weights and biases; of a call that is over, those of its end. */
function numbersNow(debug: DebugRun): Parameters {
  return debug.parameters.map(({ numbers }) => numbers);
}

function finished<Value>(pieces: Generator<void, Value>): Value {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}
