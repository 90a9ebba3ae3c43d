import type { Matrix } from '../engine/matrix.ts';
import { square } from '../language/elementary.ts';
import type { Scaling } from '../language/scaling.ts';
import { quoted } from '../language/wording.ts';
import { type DataFault, failure, type Outcome, settingFault, success } from './data-fault.ts';
import type { Dataset, Examples } from './dataset.ts';

/** `none` keeps the values; `min-max` scales to 0 … 1; `standard` scales to mean 0 and standard deviation 1. */
export type ScaleKind = 'none' | 'min-max' | 'standard';

/**
 * Learns how to scale the columns of a matrix: `(x - x.mean(0)) / x.std(0)` or `(x - x.min(0)) / (x.max(0) -
 * x.min(0))`. A constant column is only shifted.
 * @param isScaled false for columns that stay as they are.
 */
export function learnScaling(
  { rows, columns, data }: Matrix,
  kind: Exclude<ScaleKind, 'none'>,
  isScaled: (column: number) => boolean = () => true,
): Scaling {
  const shift = new Float64Array(columns);
  const unit = new Float64Array(columns).fill(1);
  for (let column = 0; column < columns; column++) {
    if (!isScaled(column)) continue;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (let at = column; at < data.length; at += columns) {
      const value = data[at] as number;
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
    }
    shift[column] = least;
    // The mean of equal numbers may differ from them by rounding; dividing by such a deviation would be wrong.
    if (least === most) continue;
    if (kind === 'min-max') {
      unit[column] = most - least;
      continue;
    }
    const mean = sum / rows;
    let squares = 0;
    for (let at = column; at < data.length; at += columns) squares += square((data[at] as number) - mean);
    shift[column] = mean;
    unit[column] = Math.sqrt(squares / rows) || 1;
  }
  return { shift, unit, kind };
}

/** (rows × columns) → (rows × columns): the values as the network sees them. */
export function scaled(matrix: Matrix, { shift, unit }: Scaling): Matrix {
  const { columns, data } = matrix;
  const cells = data.map((cell, at) => (cell - (shift[at % columns] as number)) / (unit[at % columns] as number));
  return { ...matrix, data: cells };
}

/** (rows × columns) → (rows × columns): the values in their original units. */
export function unscaled(matrix: Matrix, { shift, unit }: Scaling): Matrix {
  const { columns, data } = matrix;
  const cells = data.map((cell, at) => cell * (unit[at % columns] as number) + (shift[at % columns] as number));
  return { ...matrix, data: cells };
}

/** The first column whose numbers are too far apart for 64 bits; undefined when there is none. */
function unscalable({ shift, unit }: Scaling): number | undefined {
  const column = shift.findIndex((own, at) => !Number.isFinite(own) || !Number.isFinite(unit[at]));
  return column === -1 ? undefined : column;
}

/** A column of inputs or targets as the network sees it. */
export interface CodedColumn {
  readonly name: string;
  /** True for a column of 0 and 1 that encodes a class. */
  readonly isCoded: boolean;
}

export interface ScaleChoices {
  /** Scaling of the inputs that are quantities. */
  readonly scale?: ScaleKind | undefined;
  /** Scaling of the targets that are quantities. */
  readonly scaleTargets?: ScaleKind | undefined;
}

/**
 * Scales a data set. The scaling is learned from the training set alone, so that the test set has no influence on it.
 */
export function scaleDataset(
  dataset: Dataset,
  columns: readonly CodedColumn[],
  choices: ScaleChoices,
): Outcome<Dataset> {
  const { scale = 'none', scaleTargets = 'none' } = choices;
  const { train, test, classes, inputNames, targetNames } = dataset;
  const isQuantity = (column: number): boolean => columns[column]?.isCoded === false;
  const inputScaling = scale === 'none' ? undefined : learnScaling(train.inputs, scale, isQuantity);
  const targetScaling =
    scaleTargets === 'none' || classes !== undefined ? undefined : learnScaling(train.targets, scaleTargets);
  const faults = [
    ...unscalableColumn(['scale'], inputScaling, inputNames),
    ...unscalableColumn(['scaleTargets'], targetScaling, targetNames),
  ];
  if (faults.length > 0) return failure(...faults);
  const scaleBoth = ({ inputs, targets }: Examples): Examples => ({
    inputs: inputScaling === undefined ? inputs : scaled(inputs, inputScaling),
    targets: targetScaling === undefined ? targets : scaled(targets, targetScaling),
  });
  return success({ ...dataset, train: scaleBoth(train), test: test && scaleBoth(test), inputScaling, targetScaling });
}

function unscalableColumn(
  path: readonly string[],
  scaling: Scaling | undefined,
  names: readonly string[],
): readonly DataFault[] {
  const column = scaling === undefined ? undefined : unscalable(scaling);
  if (column === undefined) return [];
  const found = `numbers too far apart for 64 bits in column ${quoted(names[column] ?? '')}`;
  return [settingFault(path, 'numbers that can be scaled', found)];
}
