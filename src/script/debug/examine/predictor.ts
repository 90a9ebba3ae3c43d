/*
 * Predictions of a script for rows that are not in its data: they take the places of examples in one pass of the loop, with the weights
 * that are asked for, up to the meeting of prediction and target.
 */

import type { Matrix } from '../../../engine/matrix.ts';
import type { Floats } from '../../../language/dtypes.ts';
import type { Moment } from '../../machine/moment.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import type { Value } from '../../machine/values.ts';
import { printPath, readPath } from '../../roles/path.ts';
import { type Numbers, numbersOf, sameBits } from '../numbers.ts';
import type { Place } from '../taps.ts';
import { exampleIn, type Inputs, putExamples, Refusal } from './find-inputs.ts';
import { type Entering, enteringOf, memoryOf, productPlaces } from './find-layers.ts';
import { findingOrder } from './find-order.ts';
import { findingTargets } from './find-targets.ts';
import { putAt } from './put.ts';
import { type Meeting, Stage } from './stage.ts';
import { tableOf } from './tables.ts';

/** The numbers of the weights and biases, in the order of the roles. */
export type Parameters = readonly (Numbers | undefined)[];

/** The values of every layer for one row, and the weights between them as (units × units). */
export interface LayerValues {
  readonly layers: readonly Floats[];
  readonly weights: readonly Matrix[];
}

export class Predictor {
  readonly inputs: Inputs;
  readonly #stage: Stage;
  /** The products with weights; undefined where some weights have none. */
  readonly #places: readonly Place[] | undefined;

  /** The data of the script (examples × inputs). */
  readonly examples: Matrix;
  /** True where the examples of a pass are those of the data, in their order. */
  readonly areInOrder: boolean;
  /** The units of each layer, the inputs first; undefined where the weights do not follow each other layer by layer. */
  readonly units: readonly number[] | undefined;

  /** The targets of the data (examples × outputs), where a pass meets other examples or in another order, and they are known. */
  readonly targets: Matrix | undefined;

  constructor(stage: Stage, inputs: Inputs, areInOrder: boolean, targets?: Matrix) {
    this.#stage = stage;
    this.inputs = inputs;
    this.areInOrder = areInOrder;
    this.targets = targets;
    this.#places = productPlaces(stage);
    stage.lookAt(this.#places ?? []);
    this.examples = examplesOf(inputs);
    const first = this.layersOf(parametersAt(stage), exampleIn(inputs, 0));
    this.units = first?.layers.map(({ length }) => length);
  }

  get #isWhole(): boolean {
    return this.block === this.inputs.rows;
  }

  /**
   * The values of an iteration's meetings, example by example.
   * @param values in the order of the script
   * @returns undefined where they are others
   */
  arranged(values: Floats): Floats | undefined {
    const { inputs, outputs } = this;
    if (!this.areInOrder || values.length !== inputs.rows * outputs) return undefined;
    if (!this.#isWhole) return values;
    return Float64Array.from(inputs.places.flat(), (place) => values[place] as number);
  }

  /** True where the data are the same at a moment of the run. A script may shuffle them as it trains. */
  hasSameData(moment: Moment): boolean {
    const run = new Stage(this.#stage.run, this.#stage.roles, moment).begin();
    return this.inputs.sources.every(({ table: { path, data } }) => {
      const value = readPath(run, path);
      const now = value === undefined ? undefined : tableOf(path, value)?.data;
      return sameBits(now, data);
    });
  }

  /** The same predictor for data that the script shuffles: its examples stay in the order that they had. */
  *shuffled(): Generator<void, Predictor> {
    return new Predictor(this.#stage, this.inputs, false, yield* findingTargets(this.#stage, this.inputs));
  }

  /** The weights and biases at a moment of the run. */
  parametersIn(moment: Moment): Parameters {
    return parametersAt(new Stage(this.#stage.run, this.#stage.roles, moment));
  }

  /** Compares a prediction of a later pass with that of the script itself; undefined where it is the same, or no pass follows. */
  faultAt(moment: Moment): Refusal | undefined {
    const { inputs } = this;
    const later = new Stage(this.#stage.run, this.#stage.roles, moment);
    later.together = this.#stage.together;
    const parameters = parametersAt(later);
    const every = Array.from({ length: inputs.rows }, (_, row) => row);
    const row = exampleIn(inputs, inputs.predicted[0] ?? 0);
    const same = every.map(() => row);
    const [own] = later.pass((run) => putExamples(run, inputs, every, same));
    if (own === undefined) return undefined;
    const [met] = this.#stage.pass((run) => {
      putParameters(run, this.#stage, parameters);
      putExamples(run, inputs, every, same);
    });
    const isSame = own.prediction.data.every((value, i) => Object.is(value, met?.prediction.data[i]));
    return isSame ? undefined : new Refusal('its predictions depend on more than the weights that were found');
  }

  /** The names of the inputs: `x3` for the third column, `1` for one that is always 1, `ages` for a list of its own. */
  get names(): readonly string[] {
    const { rows, columns, data } = this.examples;
    const { sources } = this.inputs;
    const own = sources.flatMap(({ table, features }) =>
      features.map((feature) => {
        if (sources.length === 1) return `x${feature + 1}`;
        return features.length === 1 ? printPath(table.path) : `${printPath(table.path)}[${feature}]`;
      }),
    );
    const isOne = (column: number): boolean => {
      for (let row = 0; row < rows; row++) if (data[row * columns + column] !== 1) return false;
      return rows > 1 && columns > 1;
    };
    return own.map((name, column) => (isOne(column) ? '1' : name));
  }

  /** Rows that one pass predicts. */
  get block(): number {
    return this.inputs.predicted.length;
  }

  /** The values that the script predicts for one row. */
  get outputs(): number {
    return this.inputs.places[0]?.length ?? 0;
  }

  /** (rows × inputs) → (rows × outputs), in pieces of one pass; undefined where these parameters do not fit. */
  *predicting(parameters: Parameters, rows: Matrix): Generator<void, Matrix | undefined> {
    const { block, outputs } = this;
    const data = new Float64Array(rows.rows * outputs);
    for (let first = 0; first < rows.rows; first += block) {
      if (first > 0) yield;
      const met = this.#passWith(parameters, rows, first);
      if (met === undefined) return undefined;
      for (const [at, places] of this.inputs.places.entries()) {
        if (first + at >= rows.rows) break;
        for (const [k, place] of places.entries()) {
          data[(first + at) * outputs + k] = met.prediction.data[place] as number;
        }
      }
    }
    return { rows: rows.rows, columns: outputs, data };
  }

  /** The values of every layer for one row; undefined where the weights do not follow each other layer by layer. */
  layersOf(parameters: Parameters, row: Floats): LayerValues | undefined {
    if (this.#places === undefined) return undefined;
    const { weights } = this.#stage.roles;
    const entering: (Entering | undefined)[] = weights.map(() => undefined);
    let memories: readonly (object | undefined)[] | undefined;
    const met = this.#passWith(parameters, { rows: 1, columns: row.length, data: row }, 0, (operands, run) => {
      memories ??= weights.map((path) => memoryOf(readPath(run, path)));
      for (const side of ['left', 'right'] as const) {
        const at = memories.indexOf(memoryOf(operands[side === 'left' ? 0 : 1]) ?? NOTHING);
        if (at >= 0) entering[at] ??= enteringOf(operands, side);
      }
    });
    const outputs = met && this.inputs.places[0]?.map((place) => met.prediction.data[place] as number);
    if (outputs === undefined || entering.some((own) => own === undefined)) return undefined;
    return chained(entering as readonly Entering[], Float64Array.from(outputs));
  }

  /** One pass with rows from `first` on in the places of the examples that it predicts; the last one is repeated. */
  #passWith(
    parameters: Parameters,
    { rows, columns, data }: Matrix,
    first: number,
    take?: (operands: readonly Value[], run: ScriptRun) => void,
  ): Meeting | undefined {
    const { inputs } = this;
    const rowAt = (_: number, at: number): Floats => {
      const row = Math.min(first + at, rows - 1);
      return data.subarray(row * columns, (row + 1) * columns);
    };
    let fits = true;
    const [met] = this.#stage.pass(
      (run) => {
        fits = putParameters(run, this.#stage, parameters);
        putExamples(run, inputs, inputs.predicted, inputs.predicted.map(rowAt));
      },
      false,
      take && ((_code, _instruction, operands, run) => take(operands, run)),
    );
    return fits && met?.prediction.data.length === inputs.values ? met : undefined;
  }
}

const NOTHING = {};

/** A predictor, in pieces of one pass. */
export function* makingPredictor(stage: Stage, inputs: Inputs): Generator<void, Predictor> {
  yield;
  const areInOrder = yield* findingOrder(stage, inputs);
  return new Predictor(stage, inputs, areInOrder, areInOrder ? undefined : yield* findingTargets(stage, inputs));
}

function examplesOf(inputs: Inputs): Matrix {
  const { rows, columns } = inputs;
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) data.set(exampleIn(inputs, row), row * columns);
  return { rows, columns, data };
}

/** The weights and biases at the beginning of a pass. */
function parametersAt(stage: Stage): Parameters {
  const run = stage.begin();
  return stage.roles.parameters.map((path) => {
    const value = readPath(run, path);
    return value === undefined ? undefined : numbersOf(value);
  });
}

/** Puts the weights and biases into a run at the beginning of a pass. @returns false where they have other shapes there */
function putParameters(run: ScriptRun, { roles }: Stage, parameters: Parameters): boolean {
  return roles.parameters.every((path, at) => {
    const own = parameters[at];
    return own !== undefined && putAt(run, path, own.data);
  });
}

/** The layers from the inputs to the prediction; undefined where one has other units than the weights after it. */
function chained(entering: readonly Entering[], outputs: Floats): LayerValues | undefined {
  const layers = [...entering.map(({ values }) => values), outputs];
  const weights: Matrix[] = [];
  for (const [at, own] of entering.entries()) {
    const next = layers[at + 1] as Floats;
    const fitted = own.weights.columns === next.length ? own.weights : withBias(own.weights, next);
    if (fitted === undefined) return undefined;
    weights.push(fitted);
  }
  return { layers, weights };
}

/** Weights with no line to a unit that is always 1, the first or the last one of the next layer. */
function withBias({ rows, columns, data }: Matrix, next: Floats): Matrix | undefined {
  if (next.length !== columns + 1) return undefined;
  const at = next[columns] === 1 ? columns : next[0] === 1 ? 0 : undefined;
  if (at === undefined) return undefined;
  const wider = new Float64Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    const from = data.subarray(row * columns, (row + 1) * columns);
    wider.set(from, row * (columns + 1) + (at === 0 ? 1 : 0));
  }
  return { rows, columns: columns + 1, data: wider };
}
