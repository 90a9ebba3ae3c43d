import { type Activation, type ActivationName, activations, derivativeOf } from '../../language/activations.ts';
import { square } from '../../language/elementary.ts';
import { MARGIN } from '../../language/example-rows.ts';
import type { Expression } from '../../language/expression.ts';
import { elementwise, isReduction, slope } from '../../language/functions.ts';
import { hasRoles, type Layer, type Program } from '../../language/program.ts';
import { inferShapes } from '../../language/shapes.ts';
import type { Matrix } from '../matrix.ts';
import { FLAT_PART, LARGEST_MISS, LISTED, SWINGS_WATCHED } from './thresholds.ts';
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
    inputs: find(evaluation === undefined ? inputs : examples),
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

/** Reads the error matrix once, row by row. */
export function measure({ error, target, prediction: predicted, slopes }: Values): Measured {
  const misses: Miss[] = [];
  let excess = 0;
  let wrong = 0;
  let worst = 0;
  let flat = 0;
  for (let cell = 0; cell < error.data.length; cell++) {
    const off = error.data[cell]!;
    const miss = Math.abs(off);
    if (miss > worst) worst = miss;
    if (!(miss > MARGIN)) continue;
    wrong++;
    excess += square(Math.min(miss, LARGEST_MISS) - MARGIN);
    const wanted = target.data[cell] ?? Number.NaN;
    const prediction = predicted?.data[cell] ?? wanted - off;
    if (isFlat(slopes, cell)) flat++;
    if (misses.length === LISTED) continue;
    const row = Math.floor(cell / error.columns);
    misses.push({ row, column: cell % error.columns, prediction, target: wanted, slope: slopes.at(cell) });
  }
  return { excess: excess / error.data.length, wrong, worst, misses, flat: wrong === 0 ? 0 : flat / wrong };
}

/** The change of the predictions in one update. It equals the change of their errors: targets are constant. */
export interface Swing {
  readonly mean: number;
  readonly most: number;
}

export const noSwing: Swing = { mean: 0, most: 0 };

/** A few errors, evenly spread. */
export function sample({ error: { data } }: Values): Float64Array {
  const step = stepOf(data.length);
  const sampled = new Float64Array(Math.ceil(data.length / step));
  for (let i = 0; i < sampled.length; i++) sampled[i] = data[i * step]!;
  return sampled;
}

/** The change since `before` was sampled. */
export function swingSince(before: Float64Array, { error: { data } }: Values): Swing {
  const step = stepOf(data.length);
  let [sum, most] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    const change = Math.abs(before[i]! - data[i * step]!);
    sum += change;
    if (change > most) most = change;
  }
  return { mean: sum / before.length, most };
}

function stepOf(cells: number): number {
  return Math.ceil(cells / SWINGS_WATCHED);
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
