import type { Examples, Matrix } from '../matrix.ts';
import type { Spacing } from '../work.ts';
import { type LineFit, unexplainedByLine } from './line-fit.ts';
import { overfittingOf, type TestPast } from './quality.ts';
import { gapOf, type MeasuredSet, measureSet } from './set-facts.ts';
import type { TargetFacts } from './target-facts.ts';
import { LOOK_SHARE } from './thresholds.ts';
import type { TestFacts } from './verdict.ts';

/** The test set of a run, and the network's present predictions of it. */
export interface TestSet {
  readonly examples: Examples;
  /** (examples × outputs), with the present parameters. */
  readonly prediction: Matrix;
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** @param work the work of an iteration (`workOf`). */
  spacing(work: number): Spacing;
}

/** The looks at a test set so far; checkpoint files have these names. */
export interface TestLooks extends TestPast {
  /** The last look. */
  readonly facts: TestFacts;
  /** Completed iterations from which on it is looked at again. */
  readonly next: number;
  readonly overfitting: boolean;
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
  work: number,
  { train, targets, margin, line }: Compared,
  earlier: TestLooks | undefined,
): TestLooks {
  const measured = measureSet(test.prediction, test.examples.targets, margin, targets);
  const { unexplained } = measured.facts;
  const isLowest = earlier === undefined || !(unexplained >= earlier.lowest);
  const [lowest, lowestAt, trainThen] = isLowest
    ? [unexplained, iteration, train.facts.unexplained]
    : [earlier.lowest, earlier.facts.lowestAt, earlier.trainThen];
  const facts: TestFacts = {
    ...measured.facts,
    line: line && unexplainedByLine(line, test.examples),
    measuredAt: iteration,
    error: test.error,
    lowest,
    lowestAt,
    gap: gapOf(measured, train),
  };
  const { apart, early } = test.spacing(work);
  const next =
    iteration + Math.max(1, Math.min(apart, Math.floor(iteration / early)), Math.floor(iteration * LOOK_SHARE));
  const overfitting = overfittingOf(facts, train.facts, { lowest, trainThen }) !== undefined;
  return { facts, next, lowest, trainThen, overfitting };
}
