import { type Activation, type ActivationName, activations, derivativeOf } from '../../language/activations.ts';
import { square } from '../../language/elementary.ts';
import { classOf } from '../../language/example-rows.ts';
import type { Expression } from '../../language/expression.ts';
import { elementwise, isReduction, slope } from '../../language/functions.ts';
import { hasRoles, type Layer, type Program } from '../../language/program.ts';
import { inferShapes } from '../../language/shapes.ts';
import type { Matrix } from '../matrix.ts';
import { sampleInto, sampleLength, sampleStep } from '../sample.ts';
import { FLAT_PART, LARGEST_MISS, LISTED } from './thresholds.ts';
import type { Miss } from './verdict.ts';

/** A program and its live matrices. Nothing here changes them. */
export interface Readable {
  readonly program: Program;
  valueOf(name: string): Matrix;
}

/** The matrices of a run that a verdict reads, found once by their roles. Live. */
export interface Values {
  /** (examples × outputs) */
  readonly error: Matrix;
  readonly target: Matrix;
  /** (examples × outputs); undefined when the program has none. */
  readonly prediction: Matrix | undefined;
  /** (examples × inputs); undefined when the program has none. */
  readonly inputs: Matrix | undefined;
  /** The slopes of the predictions. */
  readonly slopes: Slopes;
  /** From the inputs to the outputs. */
  readonly hidden: readonly HiddenLayer[];
  /** The deltas of all layers that have them, from the first hidden layer to the outputs. */
  readonly deltas: readonly { readonly name: string; readonly value: Matrix }[];
  /** The learning rate (1×1); undefined when it is 1 and not written. */
  readonly alpha: Matrix | undefined;
  /** The weights of all layers, from the first hidden layer to the outputs. */
  readonly weights: readonly { readonly name: string; readonly value: Matrix }[];
  /** The number of cells or factors that clipping changed in the last iteration (1×1); undefined without clipping. */
  readonly clipped: Matrix | undefined;
}

export interface HiddenLayer {
  readonly name: string;
  /** (examples × units) */
  readonly value: Matrix;
  readonly slopes: Slopes;
}

/** The layer of a prediction whose program names none. */
const unnamedLayer: Layer = { weights: '', output: '' };

/** Undefined for a program without an error or a target: there is nothing to judge. */
export function valuesOf(run: Readable): Values | undefined {
  const { program } = run;
  if (!hasRoles(program, 'error', 'target')) return undefined;
  const shapes = inferShapes(program);
  const find = (name: string | undefined): Matrix | undefined =>
    name !== undefined && shapes.has(name) ? run.valueOf(name) : undefined;
  const { evaluation } = program;
  const { examples, inputs, target, error, layers, learningRate } = program.roles;
  const prediction = evaluation?.prediction ?? program.roles.prediction;
  return {
    error: run.valueOf(evaluation?.error ?? error),
    target: run.valueOf(target),
    prediction: find(prediction),
    inputs: find(examples ?? inputs),
    slopes: slopesOf(layers.at(-1) ?? unnamedLayer, prediction ?? '', find),
    hidden: layers.slice(0, -1).flatMap((layer, index): readonly HiddenLayer[] => {
      const out = evaluation?.layers[index] ?? layer.output;
      const value = find(out);
      return value === undefined ? [] : [{ name: layer.output, value, slopes: slopesOf(layer, out, find) }];
    }),
    deltas: layers.flatMap(({ output }) => {
      const value = find(`${output}_delta`);
      return value === undefined ? [] : [{ name: output, value }];
    }),
    alpha: find(learningRate),
    weights: layers.flatMap(({ weights }) => {
      const value = find(weights);
      return value === undefined ? [] : [{ name: weights, value }];
    }),
    clipped: find('clipped'),
  };
}

/** A summary of all predictions. */
export interface Measured {
  /** The mean of max(miss − margin, 0)² over all predictions: 0 when solved. A miss is abs(target − prediction). */
  readonly excess: number;
  /** Predictions farther than the margin from their target. */
  readonly wrong: number;
  /** The largest miss. */
  readonly worst: number;
  readonly misses: readonly Miss[];
  /** The share of the wrong predictions whose slope is near 0. */
  readonly flat: number;
}

/**
 * Reads the error matrix once, row by row.
 * @param margin the distance from its target within which a prediction is right.
 * @param areClasses true for classes. When rows of another class than predicted exist, they are the only ones listed.
 */
export function measure(values: Values, margin: number, areClasses: boolean): Measured {
  const { error, target, prediction: predicted, slopes } = values;
  const { columns } = error;
  const predictionOf = (cell: number): number => predicted?.data[cell] ?? target.data[cell]! - error.data[cell]!;
  const worstMisses = new Worst();
  const ofClass = new Worst();
  const outputs = new Float64Array(columns);
  let excess = 0;
  let wrong = 0;
  let worst = 0;
  let flat = 0;
  for (let row = 0; row < error.rows; row++) {
    let largest = margin;
    let column = -1;
    for (let output = 0; output < columns; output++) {
      const cell = row * columns + output;
      const miss = Math.abs(error.data[cell]!);
      if (miss > worst) worst = miss;
      if (!(miss > margin)) continue;
      wrong++;
      excess += square(Math.min(miss, LARGEST_MISS) - margin);
      if (isFlat(slopes, cell)) flat++;
      if (miss > largest) {
        largest = miss;
        column = output;
      }
    }
    if (column === -1) continue;
    worstMisses.add(largest, row, column);
    if (!areClasses) continue;
    for (let output = 0; output < columns; output++) outputs[output] = predictionOf(row * columns + output);
    const own = classOf(target.data, row, columns);
    const taken = classOf(outputs, 0, columns);
    if (own === taken || own === -1 || taken === -1) continue;
    const ownOutput = columns === 1 ? 0 : own;
    ofClass.add(Math.abs(error.data[row * columns + ownOutput]!), row, ownOutput, taken);
  }
  const listed = ofClass.entries.length > 0 ? ofClass : worstMisses;
  const misses = listed.entries.map(({ row, column, taken }): Miss => {
    const cell = row * columns + column;
    const [prediction, slope] = [predictionOf(cell), slopes.at(cell)];
    const own = target.data[cell] ?? Number.NaN;
    return taken === undefined
      ? { row, column, prediction, target: own, slope }
      : { row, column, prediction, target: own, slope, taken };
  });
  return { excess: excess / error.data.length, wrong, worst, misses, flat: wrong === 0 ? 0 : flat / wrong };
}

interface Entry {
  readonly miss: number;
  readonly row: number;
  readonly column: number;
  readonly taken: number | undefined;
}

/** Misses that differ by less than this share are equal: rounding errors decide nothing. */
const EQUAL = 1e-6;

/** The entries with the largest misses, the largest first; of equal ones, the first. */
class Worst {
  readonly entries: Entry[] = [];
  /** A miss must be larger than this once the list is full. */
  #least = 0;

  add(miss: number, row: number, column: number, taken?: number): void {
    const { entries } = this;
    if (entries.length === LISTED && !(miss > this.#least)) return;
    let place = 0;
    while (place < entries.length && !(miss > (1 + EQUAL) * entries[place]!.miss)) place++;
    entries.splice(place, 0, { miss, row, column, taken });
    if (entries.length > LISTED) entries.pop();
    this.#least = (1 + EQUAL) * entries.at(-1)!.miss;
  }
}

/** The change of the predictions in one update. It equals the change of their errors: targets are constant. */
export interface Swing {
  readonly mean: number;
  readonly most: number;
}

export const noSwing: Swing = { mean: 0, most: 0 };

/** A few errors, evenly spread. */
export function sample({ error: { data } }: Values): Float64Array {
  const sampled = new Float64Array(sampleLength(data.length));
  sampleInto(sampled, data);
  return sampled;
}

/** The change since `before` was sampled. */
export function swingSince(before: Float64Array, { error: { data } }: Values): Swing {
  const step = sampleStep(data.length);
  let [sum, most] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    const change = Math.abs(before[i]! - data[i * step]!);
    sum += change;
    if (change > most) most = change;
  }
  return { mean: sum / before.length, most };
}

/** The slopes of a layer: how much its values change with its sums. */
export interface Slopes {
  readonly activation: ActivationName;
  /** The slope of one cell, at its present value. */
  at(cell: number): number;
  readonly steepest: number;
  /** A slope is flat when its absolute value is below this. */
  readonly flatBelow: number;
}

type Find = (name: string) => Matrix | undefined;

/**
 * The slopes of a layer.
 * @param out the name of its values, in the iteration or in the evaluation.
 */
export function slopesOf({ activation = 'sigmoid', slopeCancels }: Layer, out: string, find: Find): Slopes {
  const { steepest } = activations[activation];
  const straight = { activation, at: () => 1, steepest: 1, flatBelow: FLAT_PART };
  if (slopeCancels === true) return straight;
  const own: Activation = activations[activation];
  const at = own.isJoint === true ? read(find(out), slope) : readerOf(derivativeOf(own, out), find);
  return at === undefined ? straight : { activation, at, steepest, flatBelow: FLAT_PART * steepest };
}

export function isFlat({ at, flatBelow }: Slopes, cell: number): boolean {
  return Math.abs(at(cell)) < flatBelow;
}

function readerOf(derivative: Expression | undefined, find: Find): Slopes['at'] | undefined {
  if (derivative?.kind !== 'call' || derivative.argument.kind !== 'name') return undefined;
  const { function: callee, argument } = derivative;
  return isReduction(callee) ? undefined : read(find(argument.name), elementwise[callee]);
}

function read(matrix: Matrix | undefined, slopeOf: (value: number) => number): Slopes['at'] | undefined {
  return matrix && ((cell) => slopeOf(matrix.data[cell] as number));
}
