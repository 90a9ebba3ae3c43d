import { MARGIN } from '../../language/example-rows.ts';
import type { Layer, Program } from '../../language/program.ts';
import { inferShapes } from '../../language/shapes.ts';
import type { Matrix } from '../matrix.ts';
import { isFlat, type Slopes, slopesOf } from './slopes.ts';
import { LARGEST_MISS, LISTED, SWINGS_WATCHED } from './thresholds.ts';
import type { Miss } from './verdict.ts';

/** What a verdict is read from. The matrices are live; nothing of them is changed. */
export interface Judged {
  readonly program: Program;
  /** Completed iterations. */
  readonly iteration: number;
  /** mean(abs(target − prediction)) of the last iteration. */
  readonly error: number | undefined;
  /** The iteration, counted from 0, since which every prediction has been right. */
  readonly solvedAt: number | undefined;
  /** Iterations from here to the next look at the least, where a look has to predict all examples first; otherwise 1. */
  readonly lookSpacing?: number;
  /** Brings what the network makes of all examples up to date. */
  evaluate?(): void;
  valueOf(name: string): Matrix;
}

/** The values of a run that a verdict looks at, found once by their roles. */
export interface Values {
  /** (examples × outputs) */
  readonly error: Matrix;
  readonly target: Matrix;
  /** As `error`; undefined where the program has no such value. */
  readonly prediction: Matrix | undefined;
  /** (examples × inputs); undefined where the program has no such value. */
  readonly inputs: Matrix | undefined;
  /** Of the predictions. */
  readonly slopes: Slopes;
  /** (examples × units), from the inputs to the outputs. */
  readonly hidden: readonly HiddenLayer[];
  /** Of every layer of which there are any, from the first hidden one to the outputs. */
  readonly deltas: readonly { readonly name: string; readonly value: Matrix }[];
  /** The program's `alpha`; a program without one takes whole steps. */
  readonly alpha: Matrix | undefined;
}

export interface HiddenLayer {
  readonly name: string;
  readonly value: Matrix;
  readonly slopes: Slopes;
}

/** What a prediction comes from where a program does not say. */
const unknown: Layer = { weights: '', output: '' };

export function valuesOf(run: Judged): Values {
  const shapes = inferShapes(run.program);
  const find = (name: string): Matrix | undefined => (shapes.has(name) ? run.valueOf(name) : undefined);
  const { inputs, target, prediction, error, layers } = run.program.roles;
  const { evaluation } = run.program;
  return {
    error: run.valueOf(evaluation?.error ?? error),
    target: run.valueOf(target),
    prediction: find(evaluation?.prediction ?? prediction),
    inputs: find(evaluation === undefined ? inputs : 'X'),
    slopes: slopesOf(layers.at(-1) ?? unknown, evaluation?.prediction ?? prediction, find),
    hidden: layers.slice(0, -1).flatMap((layer, index): readonly HiddenLayer[] => {
      const out = evaluation?.layers[index] ?? layer.output;
      const value = find(out);
      return value === undefined ? [] : [{ name: layer.output, value, slopes: slopesOf(layer, out, find) }];
    }),
    deltas: layers.flatMap(({ output }) => {
      const value = find(`${output}_delta`);
      return value === undefined ? [] : [{ name: output, value }];
    }),
    alpha: find('alpha'),
  };
}

/** All predictions at one moment. */
export interface Measured {
  /** The mean of (miss − margin)² over all predictions, those that are right counting as 0: 0 is solved. */
  readonly excess: number;
  readonly wrong: number;
  readonly worst: number;
  readonly misses: readonly Miss[];
  /** The share of the wrong predictions whose slope is near 0. */
  readonly flat: number;
}

/** Reads the error matrix once, from the first row to the last. */
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
    excess += (Math.min(miss, LARGEST_MISS) - MARGIN) ** 2;
    const wanted = target.data[cell] ?? Number.NaN;
    const prediction = predicted?.data[cell] ?? wanted - off;
    if (isFlat(slopes, cell)) flat++;
    if (misses.length === LISTED) continue;
    const row = Math.floor(cell / error.columns);
    misses.push({ row, column: cell % error.columns, prediction, target: wanted, slope: slopes.at(cell) });
  }
  return { excess: excess / error.data.length, wrong, worst, misses, flat: wrong === 0 ? 0 : flat / wrong };
}

/** How much predictions have changed: as much as their errors, since targets stand still. */
export interface Swing {
  readonly mean: number;
  readonly most: number;
}

export const noSwing: Swing = { mean: 0, most: 0 };

/** A few errors, evenly spread over all of them. */
export function sample({ error: { data } }: Values): Float64Array {
  const step = stepOf(data.length);
  const sampled = new Float64Array(Math.ceil(data.length / step));
  for (let i = 0; i < sampled.length; i++) sampled[i] = data[i * step]!;
  return sampled;
}

/** What has changed since some errors were sampled. */
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
