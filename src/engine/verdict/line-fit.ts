import { square } from '../../language/elementary.ts';
import type { Examples, Matrix } from '../matrix.ts';
import { meansOf } from '../moments.ts';
import { unexplainedOf } from './set-facts.ts';

/** The most multiplications for one fit: about 20 ms. */
const MOST_WORK = 2 ** 24;
/** An input is left out where the inputs before it explain all but this share of it. */
const LEAST_OWN_SHARE = 1e-9;

/** The least-squares line (a plane, for several inputs) through a training set: target ≈ inputs @ weights + bias, for each output. */
export interface LineFit {
  /** (inputs × outputs) */
  readonly weights: Matrix;
  readonly inputMeans: Float64Array;
  readonly targetMeans: Float64Array;
}

/** Undefined for data that would take too long. Always the same bits for the same data. */
export function fitLine({ inputs, targets }: Examples): LineFit | undefined {
  const [rows, width, outputs] = [inputs.rows, inputs.columns, targets.columns];
  if (rows < 2 || rows * width * (width + outputs) > MOST_WORK || width * width * width > MOST_WORK) return undefined;
  const [inputMeans, targetMeans] = [meansOf(inputs), meansOf(targets)];
  // The normal equations of the centred columns, with the targets as further columns.
  const all = width + outputs;
  const products = new Float64Array(width * all);
  const row = new Float64Array(all);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < width; i++) row[i] = inputs.data[r * width + i]! - inputMeans[i]!;
    for (let o = 0; o < outputs; o++) row[width + o] = targets.data[r * outputs + o]! - targetMeans[o]!;
    for (let i = 0; i < width; i++) {
      for (let j = i; j < all; j++) products[i * all + j]! += row[i]! * row[j]!;
    }
  }
  return { weights: solve(products, width, outputs), inputMeans, targetMeans };
}

/** The share of the targets' squares that the line leaves, as `SetFacts.unexplained`. */
export function unexplainedByLine(fit: LineFit, { inputs, targets }: Examples): number {
  return unexplainedOf(predictedByLine(fit, inputs), targets);
}

/** (examples × outputs) */
export function predictedByLine({ weights, inputMeans, targetMeans }: LineFit, inputs: Matrix): Matrix {
  const { rows, columns: width } = inputs;
  const { columns } = weights;
  const data = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < columns; o++) {
      let sum = targetMeans[o]!;
      for (let i = 0; i < width; i++) {
        sum += (inputs.data[r * width + i]! - inputMeans[i]!) * weights.data[i * columns + o]!;
      }
      data[r * columns + o] = sum;
    }
  }
  return { rows, columns, data };
}

/**
 * Solves the normal equations by Cholesky's method. Inputs that depend on those before them get the weight 0.
 * @param products (width × (width + outputs)): the upper triangle of X'X, and beside it X'Y. It is overwritten.
 */
function solve(products: Float64Array, width: number, outputs: number): Matrix {
  const all = width + outputs;
  const used: boolean[] = [];
  for (let i = 0; i < width; i++) {
    const whole = products[i * all + i]!;
    let own = whole;
    for (let k = 0; k < i; k++) if (used[k]) own -= square(products[k * all + i]!);
    used[i] = own > LEAST_OWN_SHARE * whole;
    if (!used[i]) continue;
    const root = Math.sqrt(own);
    for (let j = i; j < all; j++) {
      let sum = products[i * all + j]!;
      for (let k = 0; k < i; k++) if (used[k]) sum -= products[k * all + i]! * products[k * all + j]!;
      products[i * all + j] = sum / root;
    }
  }
  const weights = new Float64Array(width * outputs);
  for (let o = 0; o < outputs; o++) {
    for (let i = width - 1; i >= 0; i--) {
      if (!used[i]) continue;
      let sum = products[i * all + width + o]!;
      for (let j = i + 1; j < width; j++) sum -= products[i * all + j]! * weights[j * outputs + o]!;
      weights[i * outputs + o] = sum / products[i * all + i]!;
    }
  }
  return { rows: width, columns: outputs, data: weights };
}
