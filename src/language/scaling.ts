import type { Floats } from './dtypes.ts';
/*
 * Scaled columns, and the words for targets. A program computes with scaled numbers; people read numbers in their own units. A line
 * of a program, a watch and a stop condition have the scaled number; everything else shows the own one.
 */

/** The scaling of the columns of inputs or targets: the network sees (original − shift) / unit. */
export interface Scaling {
  readonly shift: Floats;
  readonly unit: Floats;
  /** The meaning of `unit`: the standard deviation or the range of each column. A constant column has the unit 1. */
  readonly kind?: 'standard' | 'min-max' | undefined;
}

/** Significant digits that survive scaling and its inverse. */
const DIGITS = 12;

/** A number of a column before it was scaled, rounded to 12 significant digits. */
export function original(value: number, column: number, scaling: Scaling | undefined): number {
  if (scaling === undefined) return value;
  return Number((value * (scaling.unit[column] ?? 1) + (scaling.shift[column] ?? 0)).toPrecision(DIGITS));
}

/** The values of a column before they were scaled, with the rounding errors of the scaling: for pictures. */
export function unscaledColumn(values: Floats, column: number, scaling: Scaling | undefined): Floats {
  if (scaling === undefined) return values;
  const [unit, shift] = [scaling.unit[column] ?? 1, scaling.shift[column] ?? 0];
  return values.map((value) => value * unit + shift);
}

/** The words and units of the targets of a subject: everything that is needed to speak of a prediction. */
export interface TargetWords {
  /** One name for each column. */
  readonly targetNames?: readonly string[] | undefined;
  /** Class names: one for each column, or two for a single column; absent where the targets are quantities. */
  readonly classes?: readonly string[] | undefined;
  /** Own value = scaled value × unit + shift, by column; absent where the program computes with own values. */
  readonly targetScaling?: Scaling | undefined;
  /** The unit of each column, such as `€`, or its name where no unit is known; absent for numbers without a unit. */
  readonly targetUnits?: readonly string[] | undefined;
}

/** A target or a prediction in its own unit, rounded to 12 significant digits. */
export function ownValue(value: number, column: number, { targetScaling }: TargetWords): number {
  return original(value, column, targetScaling);
}

/** A difference of two values of a target column, in its own unit. */
export function ownDifference(difference: number, column: number, { targetScaling }: TargetWords): number {
  return difference * (targetScaling?.unit[column] ?? 1);
}

/** The unit of mean(abs(target − prediction)). */
export interface ErrorUnit {
  /** The error in this unit is `factor` × the error of the program. */
  readonly factor: number;
  /** `€`, or the name of the target; undefined for numbers without a unit, and where targets have different units. */
  readonly name: string | undefined;
  /** The scale of the numbers of the program, in which the error of several targets with different units is given. */
  readonly scale: 'standard deviation' | 'range' | 'scaled' | undefined;
}

/** The unit of the error of all targets. A mean over targets of different units has no meaning: that error stays scaled. */
export function errorUnitOf({ targetScaling, targetUnits }: TargetWords): ErrorUnit {
  const units = new Set(targetUnits);
  const name = units.size === 1 ? targetUnits?.[0] : undefined;
  if (targetScaling === undefined) return { factor: 1, name, scale: undefined };
  const { unit, kind } = targetScaling;
  if (unit.length === 1) return { factor: unit[0]!, name, scale: undefined };
  // A constant column is not divided.
  const isDivided = kind !== undefined && !unit.includes(1);
  const scale = !isDivided ? 'scaled' : kind === 'standard' ? 'standard deviation' : 'range';
  return { factor: 1, name: undefined, scale };
}

/** The unit of the error in words: `€`, `standard deviations`; undefined for numbers without a unit. */
export function errorUnitName(words: TargetWords): string | undefined {
  const { name, scale } = errorUnitOf(words);
  switch (scale) {
    case undefined:
      return name;
    case 'standard deviation':
      return 'standard deviations';
    case 'range':
      return 'of the range';
    case 'scaled':
      return scale;
  }
}

/** The error of each target in its own unit: mean(abs(target − prediction)) × unit. @param predicted (examples × outputs) */
export function ownErrors(
  targets: { readonly rows: number; readonly columns: number; readonly data: ArrayLike<number> },
  predicted: ArrayLike<number>,
  words: TargetWords,
): readonly number[] {
  const { rows, columns, data } = targets;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let cell = column; cell < data.length; cell += columns) sum += Math.abs(data[cell]! - predicted[cell]!);
    return ownDifference(sum / rows, column, words);
  });
}

/** The longest unit in a name; a longer text in brackets is a remark. */
const LONGEST_UNIT = 12;

/**
 * The unit in the name of a column: `€` in `price (€)`, `cm` in `height [cm]`; the whole name where there is none. A name that begins
 * like a number is quoted: `2.8 "2"` is not read as two numbers.
 */
export function unitIn(name: string): string {
  const [, round, square] = /(?:^|\s)(?:\(([^()]+)\)|\[([^[\]]+)\])\s*$/.exec(name) ?? [];
  const unit = (round ?? square)?.trim() ?? '';
  const isLikeNumber = /^[\d.+-]/;
  // A number in brackets counts or limits something.
  if (unit !== '' && unit.length <= LONGEST_UNIT && !isLikeNumber.test(unit)) return unit;
  return isLikeNumber.test(name) ? `"${name}"` : name;
}
