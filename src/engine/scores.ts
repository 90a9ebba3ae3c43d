import { classCount, classOf, confusionOf, LEAST_SHARE, MOST_CLASSES_COUNTED } from '../language/example-rows.ts';
import type { Matrix } from './matrix.ts';
import { meanOf } from './moments.ts';

/** A share of a sum of squares that is rounding: 1e-12 of a number, squared. */
const ROUNDING = 1e-24;

/** Measures of predictions against their targets. */
export interface Scores {
  /** Classification: the share of examples whose class is predicted correctly. */
  readonly accuracy?: number;
  /** Classification: the counts of `confusionOf`. */
  readonly confusion?: Uint32Array;
  /** Regression: the coefficient of determination R², the mean over all outputs that vary. */
  readonly rSquared?: number;
}

/**
 * @param predicted (examples × outputs)
 * @param targets (examples × outputs); classes are one-hot rows, or 0 and 1 in a single column.
 * @param isClassification true when the targets are classes, false when they are quantities.
 * @param withConfusion true when the confusion matrix is wanted too.
 */
export function scoresOf(
  predicted: Matrix,
  targets: Matrix,
  isClassification: boolean,
  withConfusion: boolean,
): Scores {
  if (!isClassification) {
    const rSquared = rSquaredOf(predicted, targets);
    return rSquared === undefined ? {} : { rSquared };
  }
  const accuracy = accuracyOf(predicted, targets);
  return withConfusion && classCount(targets) <= MOST_CLASSES_COUNTED
    ? { accuracy, confusion: confusionOf(predicted.data, targets) }
    : { accuracy };
}

function accuracyOf({ data }: Matrix, { rows, columns, data: targets }: Matrix): number {
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    const predicted = classOf(data, row, columns);
    if (predicted !== -1 && predicted === classOf(targets, row, columns)) correct++;
  }
  return correct / rows;
}

/**
 * The mean over the rows of −log of the predicted probability of the true class.
 * @param predicted (examples × outputs), from 0 to 1
 * @param targets (examples × outputs); classes as for `scoresOf`.
 */
export function crossEntropyOf({ data }: Matrix, { rows, columns, data: targets }: Matrix): number {
  let sum = 0;
  for (let cell = 0; cell < targets.length; cell++) {
    const share = columns === 1 && targets[cell]! <= 0.5 ? 1 - data[cell]! : data[cell]!;
    if (columns === 1 || targets[cell]! > 0.5) sum -= Math.log(Math.max(LEAST_SHARE, share));
  }
  return sum / rows;
}

/** The mean of R² over the outputs that vary; undefined when none does. */
function rSquaredOf(predicted: Matrix, targets: Matrix): number | undefined {
  const known = rSquaredByOutput(predicted, targets).filter((own) => own !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, own) => sum + own, 0) / known.length;
}

/** R² = 1 − Σ (target − prediction)² / Σ (target − mean)² of each output; undefined for one that does not vary. */
export function rSquaredByOutput(predicted: Matrix, targets: Matrix): readonly (number | undefined)[] {
  return Array.from(residualsOf(predicted, targets), (residual, column) => {
    const total = totalIn(column, targets, meanOf(targets, column));
    return total === undefined ? undefined : 1 - residual / total;
  });
}

/** Σ (target − prediction)² of each output. */
export function residualsOf({ data }: Matrix, { rows, columns, data: targets }: Matrix): Float64Array {
  const residuals = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let column = 0; column < columns; column++) {
      const off = targets[start + column]! - data[start + column]!;
      residuals[column]! += off * off;
    }
  }
  return residuals;
}

/** Σ (target − mean)² of one output; undefined when it does not vary. */
export function totalIn(column: number, { columns, data: targets }: Matrix, mean: number): number | undefined {
  let total = 0;
  let size = 0;
  for (let cell = column; cell < targets.length; cell += columns) {
    const own = targets[cell]!;
    total += (own - mean) * (own - mean);
    size += own * own;
  }
  // The mean of equal numbers may differ from them by rounding.
  return total <= ROUNDING * size ? undefined : total;
}
