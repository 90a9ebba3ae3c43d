/*
 * Scaled columns, and the words for targets. A program computes with scaled numbers; people read numbers in their own units. A line
 * of a program, a watch and a stop condition have the scaled number; everything else shows the own one.
 */

/** The scaling of the columns of inputs or targets: the network sees (original − shift) / unit. */
export interface Scaling {
  readonly shift: Float64Array;
  readonly unit: Float64Array;
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
  /**
   * `€`, or the name of the target; `σ` for standard deviations, `range` or `scaled` where several targets have units of their own;
   * undefined for numbers without a unit.
   */
  readonly name: string | undefined;
}

/** Errors of targets without a unit: the numbers of the program. */
export const plainUnit: ErrorUnit = { factor: 1, name: undefined };

/** The unit of the error of all targets. A mean over targets of different units has no meaning: that error stays scaled. */
export function errorUnitOf({ targetScaling, targetUnits }: TargetWords): ErrorUnit {
  const units = new Set(targetUnits);
  const name = units.size === 1 ? targetUnits?.[0] : undefined;
  if (targetScaling === undefined) return { factor: 1, name };
  const { unit, kind } = targetScaling;
  if (unit.length === 1) return { factor: unit[0]!, name };
  // A constant column is not divided.
  if (kind === undefined || unit.includes(1)) return { factor: 1, name: 'scaled' };
  return { factor: 1, name: kind === 'standard' ? 'σ' : 'range' };
}

/** The longest unit in a name; a longer text in brackets is a remark. */
const LONGEST_UNIT = 12;

/** The unit in the name of a column: `€` in `price (€)`, `cm` in `height [cm]`; the whole name where there is none. */
export function unitIn(name: string): string {
  const [, round, square] = /(?:^|\s)(?:\(([^()]+)\)|\[([^[\]]+)\])\s*$/.exec(name) ?? [];
  const unit = (round ?? square)?.trim() ?? '';
  // A number in brackets counts or limits something.
  return unit === '' || unit.length > LONGEST_UNIT || /^[\d.+-]/.test(unit) ? name : unit;
}
