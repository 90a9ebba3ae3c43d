import type { Floats } from './dtypes.ts';
import { square } from './elementary.ts';

/** A prediction is right when it is at most this far from its target: for targets 0 and 1, clearly on the target's side of ½. */
export const MARGIN = 0.1;

/** The smallest probability whose logarithm is taken, so that the loss of a prediction of 0 is large but finite. */
export const LEAST_SHARE = 1e-300;
/** The same for 32-bit floats: the smallest of them with all digits is 1.2e-38. */
export const LEAST_SINGLE_SHARE = 1e-37;

/** Margins of quantities, found once for each matrix: a view may ask at every key. */
const marginsKnown = new WeakMap<object, number>();

/**
 * The distance from its target within which a prediction is right: `MARGIN` for targets of 0 and 1. For quantities it is `MARGIN` standard
 * deviations of the output that varies least.
 */
export function marginOf(targets: Inputs): number {
  const known = marginsKnown.get(targets);
  if (known !== undefined) return known;
  const margin = targets.data.length > 0 && !hasOnlyBits(targets) ? marginOfQuantities(targets) : MARGIN;
  marginsKnown.set(targets, margin);
  return margin;
}

function hasOnlyBits({ data }: Inputs): boolean {
  for (let cell = 0; cell < data.length; cell++) if (data[cell] !== 0 && data[cell] !== 1) return false;
  return true;
}

function marginOfQuantities({ rows, columns, data }: Inputs): number {
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < columns; column++) {
    let [mean, squares] = [0, 0];
    for (let row = 0; row < rows; row++) mean += (data[row * columns + column] ?? 0) / rows;
    for (let row = 0; row < rows; row++) squares += square((data[row * columns + column] ?? 0) - mean);
    // The mean of equal numbers may differ from them by rounding.
    if (squares > 1e-24 * rows * square(mean)) least = Math.min(least, Math.sqrt(squares / rows));
  }
  // Standardized targets have the margin 0.1, whatever their rounding errors.
  return Number.isFinite(least) ? Number((MARGIN * least).toPrecision(2)) : MARGIN;
}

/** The confusion matrix is not computed for more classes than this: no table shows it. */
export const MOST_CLASSES_COUNTED = 128;

/**
 * The class of a row of outputs. Several outputs: the largest one, the first of equals. A single output: class 1 above ½,
 * otherwise class 0. NaN is never the largest; −1 when all outputs are NaN.
 * @param values rows × outputs
 */
export function classOf(values: ArrayLike<number>, row: number, outputs: number): number {
  if (outputs > 1) return largestOf(values, row * outputs, outputs);
  const value = values[row] ?? Number.NaN;
  return Number.isNaN(value) ? -1 : value > 0.5 ? 1 : 0;
}

/** A single output stands for two classes. */
export function classCount({ columns }: Pick<Inputs, 'columns'>): number {
  return columns === 1 ? 2 : columns;
}

/** True for targets that look like classes: 0 and 1 in a single column, or one 1 among zeros in each row. */
export function haveClasses({ rows, columns, data }: Inputs): boolean {
  for (let row = 0; row < rows; row++) {
    let ones = 0;
    for (let cell = row * columns; cell < (row + 1) * columns; cell++) {
      if (data[cell] !== 0 && data[cell] !== 1) return false;
      ones += data[cell]!;
    }
    if (columns > 1 && ones !== 1) return false;
  }
  return true;
}

/**
 * Examples by class, row by row (classes × classes): a row is a true class, a column a predicted one. Examples whose outputs are all
 * NaN are not counted.
 * @param predicted rows × outputs
 */
export function confusionOf(predicted: ArrayLike<number>, targets: Inputs): Uint32Array {
  const { rows, columns, data } = targets;
  const classes = classCount(targets);
  const counts = new Uint32Array(classes * classes);
  for (let row = 0; row < rows; row++) {
    const [own, taken] = [classOf(data, row, columns), classOf(predicted, row, columns)];
    if (own !== -1 && taken !== -1) counts[own * classes + taken]!++;
  }
  return counts;
}

/** The index, from 0, of the largest of `count` values from `start` on: the first of equals, −1 when all are NaN. */
export function largestOf(values: ArrayLike<number>, start: number, count: number): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) {
    const value = values[start + index]!;
    // NaN is never larger. The first value counts even when it is −∞.
    if (!(value > most) && (best !== -1 || value !== most)) continue;
    best = index;
    most = value;
  }
  return best;
}

/** The output for one class of a row. A single output l stands for two classes: 1 − l for class 0, l for class 1. */
export function outputFor(index: number, values: ArrayLike<number>, row: number, outputs: number): number {
  if (outputs > 1) return values[row * outputs + index] ?? Number.NaN;
  const value = values[row] ?? Number.NaN;
  return index === 0 ? 1 - value : value;
}

interface Inputs {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}

/** Means of inputs, found once for each matrix. */
const meansKnown = new WeakMap<object, Floats>();

/** The mean of each input (inputs); of an input that is always the same, exactly this value. */
export function meansOf(inputs: Inputs): Floats {
  const known = meansKnown.get(inputs);
  if (known !== undefined) return known;
  const { rows, columns, data } = inputs;
  const means = new Float64Array(columns);
  // The mean of equal numbers may differ from them by rounding: differences from the first row are 0 then.
  for (let row = 1; row < rows; row++)
    for (let column = 0; column < columns; column++) means[column]! += data[row * columns + column]! - data[column]!;
  for (let column = 0; column < columns; column++) means[column] = data[column]! + means[column]! / rows;
  meansKnown.set(inputs, means);
  return means;
}

/** True when examples are points of a plane: two inputs, or a third one that is always 1, the tutorial's bias. */
export function isPlane({ rows, columns, data }: Inputs): boolean {
  if (columns !== 3) return columns === 2;
  for (let row = 0; row < rows; row++) if (data[3 * row + 2] !== 1) return false;
  return true;
}
