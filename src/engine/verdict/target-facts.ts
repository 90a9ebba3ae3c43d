import { classCount, classOf, haveClasses } from '../../language/example-rows.ts';
import type { Matrix } from '../matrix.ts';
import { deviationOf, meanOf } from '../moments.ts';
import { SMALL_SET } from './thresholds.ts';
import type { TargetKind } from './verdict.ts';

/** The facts about the targets of a training set that predictions are compared with. They are found once for a matrix. */
export interface TargetFacts {
  readonly kind: TargetKind;
  /** The mean of each output, which is its best constant prediction, and its standard deviation. */
  readonly mean: Float64Array;
  readonly spread: Float64Array;
  /** 1 / `spread` of each output, by which a miss is counted in standard deviations; 1 for an output that does not vary. */
  readonly perSpread: Float64Array;
  /** The mean of `spread`; 1 where no output varies. */
  readonly meanSpread: number;
  /** Rows by class; empty for quantities, and for bits of several outputs. */
  readonly classCounts: readonly number[];
  /** The most common class, the first of equals; -1 without classes. */
  readonly majority: number;
}

/** @param areClasses true when the classes of the targets are named. */
export function targetFactsOf(targets: Matrix, areClasses: boolean): TargetFacts {
  // A single output of 0 or 1 in many rows is a class, by the side of ½: noisy labels never come close to their targets.
  // One row shows nothing of classes: it may be one output of several examples.
  const isTable = targets.columns > 1 && targets.rows > 1;
  const areAlikeClasses = (isTable || targets.rows >= SMALL_SET) && haveClasses(targets);
  // A single output that is the same in every row may be a scaled quantity: nothing shows that it is a class.
  const isConstant = targets.columns === 1 && targets.data.every((value) => value === targets.data[0]);
  const kind =
    areClasses || (areAlikeClasses && !isConstant)
      ? 'classes'
      : targets.data.every(isBit) && !isConstant
        ? 'bits'
        : 'quantities';
  const mean = Float64Array.from({ length: targets.columns }, (_, column) => meanOf(targets, column));
  const spread = mean.map((own, column) => deviationOf(targets, column, own));
  const perSpread = spread.map((own) => 1 / (own || 1));
  const meanSpread = spread.reduce((sum, own) => sum + own, 0) / spread.length || 1;
  const classCounts = hasClasses(kind, targets) ? countClasses(targets) : [];
  const most = classCounts.reduce((best, count) => Math.max(best, count), 0);
  return { kind, mean, spread, perSpread, meanSpread, classCounts, majority: classCounts.indexOf(most) };
}

/** True when each row has one class: the largest output, or the side of ½ of a single output. */
export function hasClasses(kind: TargetKind, { columns }: Matrix): boolean {
  return kind === 'classes' || (kind === 'bits' && columns === 1);
}

function isBit(value: number): boolean {
  return value === 0 || value === 1;
}

function countClasses(targets: Matrix): number[] {
  const counts = new Array<number>(classCount(targets)).fill(0);
  for (let row = 0; row < targets.rows; row++) {
    const own = classOf(targets.data, row, targets.columns);
    if (own >= 0) counts[own]!++;
  }
  return counts;
}
