import { square } from '../../language/elementary.ts';
import { classOf } from '../../language/example-rows.ts';
import type { Matrix } from '../matrix.ts';
import { meansOf } from '../moments.ts';
import { residualsOf, totalIn } from '../scores.ts';
import { hasClasses, type TargetFacts } from './target-facts.ts';
import type { SetFacts } from './verdict.ts';

/** The facts about a set of examples, and what two sets are compared by. */
export interface MeasuredSet {
  readonly facts: SetFacts;
  /**
   * A measure of each row: 1 where it is wrong and otherwise 0, or for quantities its mean squared miss in standard deviations. Its mean
   * over the rows, and the variance of a row.
   */
  readonly loss: number;
  readonly variance: number;
  /** The size of the miss of each row, for quantities: the root of its measure. One large miss says less about its mean. */
  readonly size?: { readonly mean: number; readonly variance: number } | undefined;
}

/**
 * @param predicted (examples × outputs)
 * @param targets (examples × outputs)
 * @param margin the distance from its target within which the prediction of a quantity is right.
 * @param of the facts about the training set's targets.
 * All sets have the same fields in the same order: V8 then compiles their readers once, also where runs of several kinds of targets share
 * a process.
 * @param totals of these targets, where they are known: `of` are the facts about the same targets then.
 * @param line the share that a line leaves unexplained, where it is known.
 */
export function measureSet(
  predicted: Matrix,
  targets: Matrix,
  margin: number,
  of: TargetFacts,
  totals?: Totals,
  line?: number,
): MeasuredSet {
  const { rows } = targets;
  if (of.kind === 'quantities') {
    const residuals = new Float64Array(targets.columns);
    const { wrong, loss, variance, size } = missesOf(predicted, targets, margin, of, residuals);
    const unexplained = shareOf(residuals, totals ?? totalsOf(targets));
    const facts: SetFacts = { rows, wrong, mistake: undefined, majority: undefined, unexplained, line };
    return { facts, loss, variance, size };
  }
  const unexplained = unexplainedOf(predicted, targets, totals);
  const isClass = hasClasses(of.kind, targets);
  const { wrong, mistake } = isClass
    ? classMistakes(predicted, targets, of)
    : { wrong: bitMistakes(predicted, targets), mistake: undefined };
  const majority = isClass ? { class: of.majority, wrong: rows - commonestRows(targets, of, totals) } : undefined;
  // One row more of either kind: no set is so small that its share of wrong rows is certain.
  const share = (wrong + 1) / (rows + 2);
  const facts: SetFacts = { rows, wrong, mistake, majority, unexplained, line };
  return { facts, loss: wrong / rows, variance: share * (1 - share), size: undefined };
}

/**
 * The standard errors by which the loss of the test set is above that of the training set. For quantities also by the sizes of the misses, if
 * these tell more: in a small test set, one large square hides that all rows are predicted worse.
 */
export function gapOf(test: MeasuredSet, train: MeasuredSet): number {
  const errors = (difference: number, ofTest: number, ofTrain: number): number => {
    const error = Math.sqrt(ofTest / test.facts.rows + ofTrain / train.facts.rows);
    return error === 0 ? 0 : difference / error;
  };
  const byLoss = errors(test.loss - train.loss, test.variance, train.variance);
  if (test.size === undefined || train.size === undefined) return byLoss;
  return Math.max(byLoss, errors(test.size.mean - train.size.mean, test.size.variance, train.size.variance));
}

/**
 * The misses of quantities, in one pass over the cells.
 * @param residuals takes Σ (target − prediction)² of each output; zeros before.
 */
function missesOf(
  { data }: Matrix,
  { rows, columns, data: targets }: Matrix,
  margin: number,
  { perSpread }: TargetFacts,
  residuals: Float64Array,
): { readonly wrong: number } & Pick<MeasuredSet, 'loss' | 'variance' | 'size'> {
  let wrong = 0;
  let sum = 0;
  let squares = 0;
  let sizes = 0;
  for (let row = 0; row < rows; row++) {
    let loss = 0;
    let isWrong = false;
    const start = row * columns;
    for (let column = 0; column < columns; column++) {
      const off = targets[start + column]! - data[start + column]!;
      if (!(Math.abs(off) <= margin)) isWrong = true;
      residuals[column]! += off * off;
      const size = off * perSpread[column]!;
      loss += size * size;
    }
    loss /= columns;
    if (isWrong) wrong++;
    sum += loss;
    squares += square(loss);
    sizes += Math.sqrt(loss);
  }
  const varianceOf = (own: number, mean: number): number =>
    rows < 2 ? 0 : Math.max(0, (own - rows * square(mean)) / (rows - 1));
  const mean = sum / rows;
  const meanSize = sizes / rows;
  // The square of a size is the loss.
  const size = { mean: meanSize, variance: varianceOf(sum, meanSize) };
  return { wrong, loss: mean, variance: varianceOf(squares, mean), size };
}

function classMistakes(
  { data }: Matrix,
  { rows, columns, data: targets }: Matrix,
  { classCounts: { length: classes } }: TargetFacts,
): Pick<SetFacts, 'wrong' | 'mistake'> {
  let counts: Map<number, number> | undefined;
  let wrong = 0;
  for (let row = 0; row < rows; row++) {
    const actual = classOf(targets, row, columns);
    const predicted = classOf(data, row, columns);
    if (actual === predicted) continue;
    wrong++;
    if (actual < 0 || predicted < 0) continue;
    const mistake = actual * classes + predicted;
    counts ??= new Map();
    counts.set(mistake, (counts.get(mistake) ?? 0) + 1);
  }
  if (counts === undefined) return { wrong, mistake: undefined };
  let most = 0;
  let commonest = -1;
  for (const [mistake, count] of counts) {
    if (count < most || (count === most && mistake > commonest)) continue;
    most = count;
    commonest = mistake;
  }
  return { wrong, mistake: { actual: Math.floor(commonest / classes), predicted: commonest % classes, rows: most } };
}

/** Rows with an output on the wrong side of ½. */
function bitMistakes({ data }: Matrix, { rows, columns, data: targets }: Matrix): number {
  let wrong = 0;
  for (let row = 0; row < rows; row++) {
    let column = 0;
    while (column < columns && data[row * columns + column]! > 0.5 === targets[row * columns + column]! > 0.5) column++;
    if (column < columns) wrong++;
  }
  return wrong;
}

/** The rows of the most common class of the training set. */
function commonestRows(targets: Matrix, { majority, classCounts }: TargetFacts, totals: Totals | undefined): number {
  return totals === undefined ? rowsOfClass(targets, majority) : (classCounts[majority] ?? 0);
}

function rowsOfClass(targets: Matrix, wanted: number): number {
  let count = 0;
  for (let row = 0; row < targets.rows; row++) if (classOf(targets.data, row, targets.columns) === wanted) count++;
  return count;
}

/** Σ (target − mean)² of each output; undefined for one that does not vary. */
export type Totals = readonly (number | undefined)[];

export function totalsOf(targets: Matrix): Totals {
  return Array.from(meansOf(targets), (mean, column) => totalIn(column, targets, mean));
}

/** The mean of Σ (target − prediction)² / Σ (target − mean)² over the outputs that vary; NaN where none varies. */
export function unexplainedOf(predicted: Matrix, targets: Matrix, totals = totalsOf(targets)): number {
  return shareOf(residualsOf(predicted, targets), totals);
}

function shareOf(residuals: Float64Array, totals: Totals): number {
  let sum = 0;
  let varying = 0;
  for (let column = 0; column < residuals.length; column++) {
    const total = totals[column];
    if (total === undefined) continue;
    sum += residuals[column]! / total;
    varying++;
  }
  return sum / varying;
}
