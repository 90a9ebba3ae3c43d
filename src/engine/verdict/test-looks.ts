import { square } from '../../language/elementary.ts';
import type { Examples, Matrix } from '../matrix.ts';
import type { Pace, Spacing } from '../work.ts';
import { type LineFit, unexplainedByLine } from './line-fit.ts';
import { overfittingOf, riseOf, type TestPast } from './quality.ts';
import { gapOf, type MeasuredSet, measureSet } from './set-facts.ts';
import type { TargetFacts } from './target-facts.ts';
import { LOOK_SHARE } from './thresholds.ts';
import type { TestFacts } from './verdict.ts';

/** The test set of a run, and the network's current predictions of it. */
export interface TestSet {
  readonly examples: Examples;
  /** (examples × outputs), with the current parameters. */
  readonly prediction: Matrix;
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** The spacing of the points of its record. */
  spacing(pace: Pace): Spacing;
}

/** The looks at a test set so far; checkpoint files have these names. */
export interface TestLooks extends TestPast {
  /** The last look. */
  readonly facts: TestFacts;
  /** Completed iterations from which on it is looked at again. */
  readonly next: number;
  readonly overfitting: boolean;
  /** A measure of the rows when the test set was predicted best; absent in old files. */
  readonly rowsThen?: readonly number[] | undefined;
}

/** Everything that a test set is compared with. */
export interface Compared {
  readonly train: MeasuredSet;
  readonly targets: TargetFacts;
  readonly margin: number;
  readonly line: LineFit | undefined;
}

/** A look at the test set. @param earlier the looks before it. */
export function lookAtTest(
  test: TestSet,
  iteration: number,
  pace: Pace,
  { train, targets, margin, line }: Compared,
  earlier: TestLooks | undefined,
): TestLooks {
  const measured = measureSet(test.prediction, test.examples.targets, margin, targets);
  const { unexplained } = measured.facts;
  const isLowest = earlier === undefined || !(unexplained >= earlier.lowest);
  const rows = squaresOf(test, targets);
  const [lowest, lowestAt, trainThen, rowsThen] = isLowest
    ? [unexplained, iteration, train.facts.unexplained, rows]
    : [earlier.lowest, earlier.facts.lowestAt, earlier.trainThen, earlier.rowsThen];
  const plain: TestFacts = {
    ...measured.facts,
    line: line && unexplainedByLine(line, test.examples),
    measuredAt: iteration,
    error: test.error,
    lowest,
    lowestAt,
    gap: gapOf(measured, train),
  };
  const wasRising = earlier?.facts.rise !== undefined;
  const rise = rowsThen && riseOf(plain, train.facts, { lowest, trainThen }, errorsBetween(rowsThen, rows), wasRising);
  const facts = rise === undefined ? plain : { ...plain, rise };
  const { apart, early } = test.spacing(pace);
  const next =
    iteration + Math.max(1, Math.min(apart, Math.floor(iteration / early)), Math.floor(iteration * LOOK_SHARE));
  const overfitting = overfittingOf(facts, train.facts, { lowest, trainThen }) !== undefined;
  return { facts, next, lowest, trainThen, overfitting, ...(rowsThen && { rowsThen }) };
}

/** The most rows of a test set that are compared one by one. */
const ROWS_COMPARED = 512;

/** The mean squared miss of each row, in standard deviations of the training set; of evenly chosen rows. */
function squaresOf({ prediction, examples: { targets } }: TestSet, { perSpread }: TargetFacts): readonly number[] {
  const { rows, columns } = targets;
  const step = Math.max(1, Math.ceil(rows / ROWS_COMPARED));
  return Array.from({ length: Math.ceil(rows / step) }, (_, index) => {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const cell = index * step * columns + column;
      sum += square((targets.data[cell]! - prediction.data[cell]!) * perSpread[column]!);
    }
    return sum / columns;
  });
}

/** The mean of the differences, row by row, in standard errors of that mean; 0 where they say nothing. */
function errorsBetween(before: readonly number[], after: readonly number[]): number {
  const { length } = after;
  if (before.length !== length || length < 2) return 0;
  const differences = after.map((own, row) => own - before[row]!);
  const mean = differences.reduce((sum, own) => sum + own, 0) / length;
  const squares = differences.reduce((sum, own) => sum + square(own - mean), 0);
  return squares === 0 ? 0 : mean / Math.sqrt(squares / (length - 1) / length);
}
