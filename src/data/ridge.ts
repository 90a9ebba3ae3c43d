import type { Matrix } from '../engine/matrix.ts';
import { numpyRandom } from '../engine/random.ts';
import type { Floats } from '../language/dtypes.ts';
import { square, tanh } from '../language/elementary.ts';
import { learnScaling, scaled } from './scaling.ts';

/*
 * Ridge regression in closed form, and its leave-one-out error without any refitting (Allen's PRESS, 1974): with the hat matrix H,
 * the error of row i in a fit to all other rows is (y_i − p_i) / (1 − h_ii). It tells before any training how well the rows of a
 * small table can be predicted by a straight line, and whether curves predict them better.
 */

export interface RidgeFit {
  /** The penalty α on Σ w², beside Σ (y − p)². The intercept has none. */
  readonly alpha: number;
  /** r² of the rows, each predicted by a fit to all other rows. Negative when that is worse than the mean. */
  readonly r2: number;
}

export interface Comparison {
  readonly straight: RidgeFit;
  readonly curved: RidgeFit;
  /** True when curves predict clearly better than a straight line. */
  readonly isCurved: boolean;
}

/** Penalties that are compared, for columns of mean 0 and deviation 1. */
const alphas = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
const UNITS = 32;
/** Rows that are examined: of a larger table, as many evenly spaced ones. */
const MOST_ROWS = 500;
/** With more inputs, products of two inputs are too many columns. */
const MOST_FOR_PAIRS = 12;

/**
 * Compares a ridge regression on the inputs with one on curves of them: `UNITS` random tanh units, squares and products.
 * @param inputs (rows × inputs), at least three rows.
 * @param targets (rows × outputs)
 */
export function compareCurves(inputs: Matrix, targets: Matrix): Comparison {
  const [x, y] = [standardized(sampleOf(inputs)), standardized(sampleOf(targets))];
  const straight = bestRidge(x, y);
  const curved = bestRidge(curvesOf(x), y);
  // Which of two equally good models is better varies with the rows; about 1/√n of the error is chance.
  const leastShare = 1 - 1.5 / Math.sqrt(x.rows);
  return { straight, curved, isCurved: 1 - curved.r2 < leastShare * (1 - straight.r2) };
}

/** The ridge regression with the smallest leave-one-out error. Both matrices have columns of mean 0. */
export function bestRidge(x: Matrix, y: Matrix): RidgeFit {
  const gram = crossProduct(x, x);
  const moments = crossProduct(x, y);
  const total = y.data.reduce((sum, value) => sum + square(value), 0) || 1;
  const fits = alphas.map((alpha) => ({ alpha, r2: 1 - leaveOneOut(x, y, gram, moments, alpha) / total }));
  return fits.reduce((best, fit) => (fit.r2 > best.r2 ? fit : best));
}

/** Σ over rows and outputs of the squared error of a row that is left out. */
function leaveOneOut(x: Matrix, y: Matrix, gram: Matrix, moments: Matrix, alpha: number): number {
  const { rows, columns } = x;
  const factor = choleskyOf(gram, alpha);
  const weights = Array.from({ length: y.columns }, (_, output) => {
    const own = Float64Array.from({ length: columns }, (__, column) => moments.data[column * y.columns + output]!);
    return solveUpper(factor, solveLower(factor, own));
  });
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    const values = x.data.slice(row * columns, (row + 1) * columns);
    const predictions = weights.map((own) => values.reduce((sum, value, column) => sum + value * own[column]!, 0));
    // h_ii = 1/n + |L⁻¹ x_i|²
    const leverage = solveLower(factor, values).reduce((sum, part) => sum + square(part), 1 / rows);
    for (const [output, prediction] of predictions.entries()) {
      squares += square((y.data[row * y.columns + output]! - prediction) / Math.max(1 - leverage, 1e-6));
    }
  }
  return squares;
}

/** (rows × inputs) → (rows × curves): random tanh units of the inputs, the inputs themselves, and their products, of mean 0. */
function curvesOf(x: Matrix): Matrix {
  const { rows, columns } = x;
  const random = numpyRandom(1);
  const draw = (length: number, size: number) => Float64Array.from({ length }, () => size * random.nextGaussian());
  const weights = draw(UNITS * columns, 1 / Math.sqrt(columns));
  const biases = draw(UNITS, 1);
  const curves = Array.from({ length: rows }, (_, row) => {
    const own = x.data.subarray(row * columns, (row + 1) * columns);
    const units = Array.from(biases, (bias, unit) =>
      tanh(own.reduce((sum, value, column) => sum + value * weights[unit * columns + column]!, bias)),
    );
    const pairs =
      columns > MOST_FOR_PAIRS
        ? []
        : Array.from(own).flatMap((one, at) => Array.from(own.subarray(0, at + 1), (other) => (one * other) / 2));
    return [...own, ...units, ...pairs];
  });
  const width = curves[0]?.length ?? 0;
  const matrix = { rows, columns: width, data: Float64Array.from(curves.flat()) };
  const { shift } = learnScaling(matrix, 'standard');
  return scaled(matrix, { shift, unit: new Float64Array(width).fill(1) });
}

function sampleOf(matrix: Matrix): Matrix {
  const { rows, columns, data } = matrix;
  if (rows <= MOST_ROWS) return matrix;
  const cells = Float64Array.from({ length: MOST_ROWS * columns }, (_, cell) => {
    const row = Math.floor((Math.floor(cell / columns) * rows) / MOST_ROWS);
    return data[row * columns + (cell % columns)]!;
  });
  return { rows: MOST_ROWS, columns, data: cells };
}

function standardized(matrix: Matrix): Matrix {
  return scaled(matrix, learnScaling(matrix, 'standard'));
}

/** (n×a)ᵀ @ (n×b) → (a×b) */
function crossProduct(one: Matrix, other: Matrix): Matrix {
  const data = new Float64Array(one.columns * other.columns);
  for (let row = 0; row < one.rows; row++) {
    for (let a = 0; a < one.columns; a++) {
      const value = one.data[row * one.columns + a]!;
      for (let b = 0; b < other.columns; b++) {
        data[a * other.columns + b]! += value * other.data[row * other.columns + b]!;
      }
    }
  }
  return { rows: one.columns, columns: other.columns, data };
}

/** The lower triangle L of L Lᵀ = gram + alpha I. */
function choleskyOf({ rows: size, data }: Matrix, alpha: number): Matrix {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = data[row * size + column]! + (row === column ? alpha : 0);
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      lower[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[column * size + column]!;
    }
  }
  return { rows: size, columns: size, data: lower };
}

/** Solves L x = values, in place. */
function solveLower({ rows: size, data }: Matrix, values: Floats): Floats {
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) values[row]! -= data[row * size + k]! * values[k]!;
    values[row]! /= data[row * size + row]!;
  }
  return values;
}

/** Solves Lᵀ x = values, in place. */
function solveUpper({ rows: size, data }: Matrix, values: Floats): Floats {
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) values[row]! -= data[k * size + row]! * values[k]!;
    values[row]! /= data[row * size + row]!;
  }
  return values;
}
