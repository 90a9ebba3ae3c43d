import { classOf, MOST_CLASSES_COUNTED } from '../language/example-rows.ts';
import type { Matrix } from './matrix.ts';

/** How well predictions fit their targets. Which of it there is depends on what the targets are. */
export interface Fit {
  /** The share of all examples whose class is predicted. */
  readonly accuracy?: number;
  /** Of quantities: the share of their variance that is predicted, the mean over the outputs that vary at all. */
  readonly rSquared?: number;
  /** Examples by class, row by row: rows are their classes, columns the predicted ones. Those without a class are in none. */
  readonly confusion?: Uint32Array;
}

/** Of how many classes targets are, which have a column each, or are 0 and 1 in a single one. */
function classesIn({ columns }: Matrix): number {
  return columns === 1 ? 2 : columns;
}

/**
 * @param predicted (examples × outputs), as `targets`.
 * @param ofClasses whether the targets are classes; otherwise they are quantities.
 * @param counts whether confusions are to be counted.
 */
export function fitOf(predicted: Matrix, targets: Matrix, ofClasses: boolean, counts: boolean): Fit {
  if (!ofClasses) {
    const rSquared = rSquaredOf(predicted, targets);
    return rSquared === undefined ? {} : { rSquared };
  }
  const accuracy = accuracyOf(predicted, targets);
  return counts && classesIn(targets) <= MOST_CLASSES_COUNTED
    ? { accuracy, confusion: confusionOf(predicted, targets) }
    : { accuracy };
}

function accuracyOf({ data }: Matrix, { rows, columns, data: targets }: Matrix): number {
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const said = classOf(data, row, columns);
    if (said !== -1 && said === classOf(targets, row, columns)) right++;
  }
  return right / rows;
}

function confusionOf({ data }: Matrix, targets: Matrix): Uint32Array {
  const { rows, columns } = targets;
  const classes = classesIn(targets);
  const counts = new Uint32Array(classes * classes);
  for (let row = 0; row < rows; row++) {
    const [is, said] = [classOf(targets.data, row, columns), classOf(data, row, columns)];
    if (is !== -1 && said !== -1) counts[is * classes + said]!++;
  }
  return counts;
}

/** 1 − Σ (target − prediction)² / Σ (target − mean)² of each output; undefined where no output varies. */
function rSquaredOf({ data }: Matrix, { rows, columns, data: targets }: Matrix): number | undefined {
  let [sum, varying] = [0, 0];
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (let cell = column; cell < targets.length; cell += columns) mean += targets[cell]!;
    mean /= rows;
    let [missed, spread] = [0, 0];
    for (let cell = column; cell < targets.length; cell += columns) {
      missed += (targets[cell]! - data[cell]!) ** 2;
      spread += (targets[cell]! - mean) ** 2;
    }
    if (spread === 0) continue;
    sum += 1 - missed / spread;
    varying++;
  }
  return varying === 0 ? undefined : sum / varying;
}
