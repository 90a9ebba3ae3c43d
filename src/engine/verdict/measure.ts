import { type Activation, type ActivationName, activations, derivativeOf } from '../../language/activations.ts';
import type { Floats } from '../../language/dtypes.ts';
import { classOf } from '../../language/example-rows.ts';
import type { Expression } from '../../language/expression.ts';
import { elementwise, isReduction, slope } from '../../language/functions.ts';
import { hasRoles, type Layer, type Program } from '../../language/program.ts';
import { inferShapes } from '../../language/shapes.ts';
import type { Matrix } from '../matrix.ts';
import { sampleStep } from '../sample.ts';
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
 * Reads the error matrix row by row, once.
 * @param margin the distance from its target within which a prediction is right.
 * @param areClasses true for classes. When rows of another class than predicted exist, they are the only ones listed.
 */
export function measure(values: Values, margin: number, areClasses: boolean): Measured {
  const { error, target, prediction: predicted, slopes } = values;
  const { rows, columns, data } = error;
  const predictionOf = (cell: number): number => predicted?.data[cell] ?? target.data[cell]! - data[cell]!;
  worstMisses.clear();
  worstOfClass.clear();
  // The predictions of a row, where the program has no matrix of them.
  const outputs = areClasses && predicted === undefined ? new Float64Array(columns) : undefined;
  let excess = 0;
  let wrong = 0;
  let worst = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let largest = 0;
    let largestAt = 0;
    for (let output = 0; output < columns; output++) {
      const miss = Math.abs(data[start + output]!);
      if (miss > largest) {
        largest = miss;
        largestAt = output;
      }
      if (!(miss > margin)) continue;
      wrong++;
      const over = Math.min(miss, LARGEST_MISS) - margin;
      excess += over * over;
    }
    if (largest > worst) worst = largest;
    if (!(largest > margin)) continue;
    worstMisses.add(largest, row, largestAt, NO_CLASS);
    if (!areClasses) continue;
    if (outputs !== undefined) {
      for (let output = 0; output < columns; output++) outputs[output] = predictionOf(start + output);
    }
    const own = classOf(target.data, row, columns);
    const taken = predicted === undefined ? classOf(outputs!, 0, columns) : classOf(predicted.data, row, columns);
    if (own === taken || own === -1 || taken === -1) continue;
    const ownOutput = columns === 1 ? 0 : own;
    worstOfClass.add(Math.abs(data[start + ownOutput]!), row, ownOutput, taken);
  }
  const listed = worstOfClass.length > 0 ? worstOfClass : worstMisses;
  const misses: Miss[] = [];
  for (let place = 0; place < listed.length; place++) {
    const row = listed.rows[place]!;
    const column = listed.columns[place]!;
    const taken = listed.taken[place]!;
    const cell = row * columns + column;
    const own = target.data[cell] ?? Number.NaN;
    const miss = { row, column, prediction: predictionOf(cell), target: own, slope: slopes.at(cell) };
    misses.push(taken === NO_CLASS ? miss : { ...miss, taken });
  }
  const flat = wrong === 0 ? 0 : slopes.flatAmong(data, margin) / wrong;
  return { excess: excess / data.length, wrong, worst, misses, flat };
}

/** Misses that differ by less than this share are equal: rounding errors decide nothing. */
const EQUAL = 1e-6;
/** In place of a class. */
const NO_CLASS = -1;

/** The largest misses, the largest first; of equal ones, the first. Its memory serves one look after the other. */
class Worst {
  length = 0;
  readonly rows = new Uint32Array(LISTED);
  readonly columns = new Uint32Array(LISTED);
  readonly taken = new Int32Array(LISTED);
  readonly #misses = new Float64Array(LISTED);
  /** A miss must be larger than this once the list is full. */
  #least = 0;

  clear(): void {
    this.length = 0;
    this.#least = 0;
  }

  add(miss: number, row: number, column: number, taken: number): void {
    const { rows, columns, taken: classes } = this;
    const misses = this.#misses;
    if (this.length === LISTED && !(miss > this.#least)) return;
    let place = 0;
    while (place < this.length && !(miss > (1 + EQUAL) * misses[place]!)) place++;
    if (this.length < LISTED) this.length++;
    for (let later = this.length - 1; later > place; later--) {
      misses[later] = misses[later - 1]!;
      rows[later] = rows[later - 1]!;
      columns[later] = columns[later - 1]!;
      classes[later] = classes[later - 1]!;
    }
    misses[place] = miss;
    rows[place] = row;
    columns[place] = column;
    classes[place] = taken;
    this.#least = (1 + EQUAL) * misses[this.length - 1]!;
  }
}

const worstMisses = new Worst();
const worstOfClass = new Worst();

/** The change of the predictions in one update. It equals the change of their errors: targets are constant. */
export interface Swing {
  readonly mean: number;
  readonly most: number;
}

export const noSwing: Swing = { mean: 0, most: 0 };

/** The change since `before` was sampled. */
export function swingSince(before: Float64Array, { error: { data } }: Values): Swing {
  const step = sampleStep(data.length);
  let sum = 0;
  let most = 0;
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
  /** The slope of one cell, at its current value. */
  at(cell: number): number;
  /** The number of flat slopes among the cells whose error is beyond the margin. */
  flatAmong(errors: Floats, margin: number): number;
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
  const straight = { activation, at: () => 1, flatAmong: () => 0, steepest: 1, flatBelow: FLAT_PART };
  if (slopeCancels === true) return straight;
  const own: Activation = activations[activation];
  const flatBelow = FLAT_PART * steepest;
  const read =
    own.isJoint === true
      ? readerOf(find(out), slope, flatBelow)
      : readerOfCall(derivativeOf(own, out), find, flatBelow);
  return read === undefined ? straight : { activation, ...read, steepest, flatBelow };
}

export function isFlat({ at, flatBelow }: Slopes, cell: number): boolean {
  return Math.abs(at(cell)) < flatBelow;
}

type Reader = Pick<Slopes, 'at' | 'flatAmong'>;

function readerOfCall(derivative: Expression | undefined, find: Find, flatBelow: number): Reader | undefined {
  if (derivative?.kind !== 'call' || derivative.argument.kind !== 'name') return undefined;
  const { function: callee, argument } = derivative;
  return isReduction(callee) ? undefined : readerOf(find(argument.name), elementwise[callee], flatBelow);
}

function readerOf(
  matrix: Matrix | undefined,
  slopeOf: (value: number) => number,
  flatBelow: number,
): Reader | undefined {
  if (matrix === undefined) return undefined;
  return {
    at: (cell) => slopeOf(matrix.data[cell] as number),
    flatAmong: (errors, margin) => {
      const { data } = matrix;
      let flat = 0;
      for (let cell = 0; cell < errors.length; cell++) {
        if (Math.abs(errors[cell]!) > margin && Math.abs(slopeOf(data[cell]!)) < flatBelow) flat++;
      }
      return flat;
    },
  };
}
