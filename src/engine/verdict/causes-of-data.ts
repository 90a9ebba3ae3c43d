import { activations, saturates } from '../../language/activations.ts';
import { square } from '../../language/elementary.ts';
import { classOf } from '../../language/example-rows.ts';
import { type Program, parameters } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { columnsOf, type DataFacts, dataFactsOf } from './data-facts.ts';
import type { Evidence } from './evidence.ts';
import type { Values } from './measure.ts';
import * as thresholds from './thresholds.ts';
import type { Cause, SetFacts } from './verdict.ts';

/*
 * Causes in the data: scales, classes, and what the inputs tell.
 */

/** Inputs so large that they saturate units or blow up steps, or columns of very different scales. */
export function unscaledInputs(program: Program, values: Values): readonly Cause[] {
  const facts = dataFactsOf(values);
  // Batch normalization scales the sums of the first hidden layer.
  if (facts === undefined || program.choices?.batchNorm === true) return [];
  const unscaled = unscaledColumns(facts);
  if (unscaled === undefined) return [];
  return [{ kind: 'largeInputs', largest: facts.largestInput, saturates: saturatedBySums(values), ...unscaled }];
}

/** Found once for a data set; undefined for columns of ordinary and similar size. */
const unscaledColumns = onceFor(
  ({ columns }: DataFacts): { readonly column?: number; readonly times?: number } | undefined => {
    const sizes = columns.map(({ size }) => size);
    const varying = columns.filter(({ deviation }) => deviation > 0).map(({ size }) => size);
    const most = Math.max(0, ...sizes);
    const least = Math.min(...varying);
    const isLarge = most > thresholds.LARGE_INPUT;
    const isUneven = varying.length > 1 && most >= thresholds.SCALES_APART * least && most >= thresholds.SCALED;
    if (!isLarge && !isUneven) return undefined;
    const times = most / least;
    // The squares of the largest numbers overflow.
    return isUneven && Number.isFinite(times) ? { column: sizes.indexOf(most), times } : {};
  },
);

/**
 * Columns so small, beside a bias and initial weights of ordinary size, that their weights would have to grow by far: all of them, or one
 * beside larger ones.
 */
export function smallInputs(program: Program, values: Values): readonly Cause[] {
  const facts = dataFactsOf(values);
  if (facts === undefined || program.choices?.batchNorm === true) return [];
  return smallColumns(facts);
}

const smallColumns = onceFor(({ columns }: DataFacts): readonly Cause[] => {
  const varying = columns.flatMap(({ deviation, size }, column) => (deviation > 0 ? [{ column, size }] : []));
  const small = varying.filter(({ size }) => size < thresholds.SMALL_INPUT);
  const [first] = small;
  if (first === undefined) return [];
  const largest = Math.max(...small.map(({ size }) => size));
  return small.length === varying.length
    ? [{ kind: 'smallInputs', size: largest }]
    : [{ kind: 'smallInputs', size: first.size, column: first.column }];
});

/** A function of the facts about a data set, computed once for each. */
function onceFor<Value>(find: (facts: DataFacts) => Value): (facts: DataFacts) => Value {
  const known = new WeakMap<DataFacts, { readonly value: Value }>();
  return (facts) => {
    const own = known.get(facts) ?? { value: find(facts) };
    known.set(facts, own);
    return own.value;
  };
}

/** Quantities so small that first predictions of ordinary size miss them by many times their spread. */
export function smallTargets(values: Values): readonly Cause[] {
  const facts = dataFactsOf(values);
  const largest = facts?.largestTarget ?? 0;
  return largest > 0 && largest < thresholds.SMALL_INPUT ? [{ kind: 'smallTargets', largest }] : [];
}

/** Single inputs that are large. */
export function largeInputs(values: Values): readonly Cause[] {
  const largest = dataFactsOf(values)?.largestInput ?? 0;
  if (largest <= thresholds.LARGE_INPUT) return [];
  return [{ kind: 'largeInputs', largest, saturates: saturatedBySums(values) }];
}

function saturatedBySums({ hidden, slopes }: Values): (typeof slopes)['activation'] | undefined {
  return [...hidden.map((layer) => layer.slopes), slopes].find(({ activation }) => saturates(activations[activation]))
    ?.activation;
}

/** Targets far beyond what initial weights of ordinary size can predict, under outputs without a bound. */
export function largeTargets(values: Values): readonly Cause[] {
  const { largestTarget: largest = 0, targetSize = 0 } = dataFactsOf(values) ?? {};
  const { high } = activations[values.slopes.activation];
  // A few outliers among ordinary targets would stay outliers.
  const isLarge = largest > thresholds.LARGE_INPUT && targetSize > thresholds.LARGE_TARGETS;
  return isLarge && high === Number.POSITIVE_INFINITY ? [{ kind: 'largeTargets', largest }] : [];
}

/** A column of the test set whose values are far from those of the training set. */
export function testScale(values: Values, test: { readonly inputs: Matrix } | undefined): readonly Cause[] {
  const facts = dataFactsOf(values);
  if (facts === undefined || test === undefined || test.inputs.columns !== facts.columns.length) return [];
  const { TEST_SCALE } = thresholds;
  const all = columnsOf(test.inputs).flatMap((own, column): readonly Cause[] => {
    const trained = facts.columns[column]!;
    if (trained.deviation === 0) return [];
    const wider = own.deviation / trained.deviation;
    const away = Math.abs(own.mean - trained.mean) / trained.deviation;
    const times = Math.max(wider, away);
    return times >= TEST_SCALE ? [{ kind: 'testScale', column, times }] : [];
  });
  return all.slice(0, 1);
}

/** @param isTrained false before the first iteration, when there are no predictions. */
export function imbalance(values: Values, isTrained: boolean): readonly Cause[] {
  const { classes, majority } = dataFactsOf(values) ?? {};
  if (classes === undefined || majority === undefined) return [];
  const share = majority.rows / classes.length;
  // The targets of a few rows may be alike on purpose.
  if (share < thresholds.IMBALANCED || (share === 1 && classes.length < thresholds.SMALL_SET)) return [];
  if (isTrained && share < 1 && wrongClasses(values, classes) < thresholds.NO_BETTER * (classes.length - majority.rows))
    return [];
  return [{ kind: 'imbalance', class: majority.class, share }];
}

function wrongClasses({ prediction }: Values, classes: Int32Array): number {
  if (prediction === undefined) return 0;
  return classes.reduce(
    (wrong, own, row) => wrong + Number(classOf(prediction.data, row, prediction.columns) !== own),
    0,
  );
}

export function leak(values: Values): readonly Cause[] {
  const found = dataFactsOf(values)?.leak;
  return found === undefined ? [] : [{ kind: 'leak', ...found }];
}

/** Rows that contradict each other, by what they hold. */
export function conflicts(values: Values): { readonly conflicting: number; readonly of: number } | undefined {
  const facts = dataFactsOf(values);
  return facts === undefined ? undefined : { conflicting: facts.conflicts.rows, of: values.target.rows };
}

/** The inputs do not tell the targets: nearest rows differ as much as any two, and nothing else shows that they do. */
export function unrelated({ values, program, facts: { test, train } }: Evidence): readonly Cause[] {
  const data = dataFactsOf(values);
  if (data?.neighbours === undefined) return [];
  const { of, near, any, rows } = data.neighbours;
  // Where nearly all rows are of one class, few rows would decide.
  if (of === 'classes' && any < 0.3) return [];
  const ratio = of === 'classes' ? near / any : square(near / any);
  // The standard error of a share, or of a mean of squared differences of normal numbers, as a share of `any`.
  const error = Math.sqrt((of === 'classes' ? 1 / any - 1 : 3) / rows);
  if (!(ratio >= Math.max(thresholds.UNRELATED, 1 - 2 * error))) return [];
  if (train !== undefined && test !== undefined && !isNoBetter(test)) return [];
  if (train !== undefined && test === undefined && hasLearned(train, program, values)) return [];
  return [{ kind: 'unrelated', of, near, any }];
}

/** True when predictions, or a line, are better than chance would let them be with so few weights. */
function hasLearned(train: SetFacts, program: Program, values: Values): boolean {
  const { rows, wrong, majority, unexplained, line } = train;
  const inputs = values.inputs?.columns ?? 0;
  // A line through unrelated targets explains about 1 / rows of their variance for each input.
  if (line !== undefined && 1 - line > (3 * (inputs + 1)) / rows) return true;
  if (thresholds.ROWS_PER_WEIGHT * weightsOf(program, values) > values.target.data.length) return false;
  if (majority !== undefined) return wrong < majority.wrong - 2 * Math.sqrt(majority.wrong);
  return unexplained < thresholds.UNRELATED || isCloserThanMedian(values);
}

/** The number of learned weights. */
export function weightsOf(program: Program, { weights }: Values): number {
  const learned = new Set(parameters(program));
  return weights.reduce((sum, { name, value }) => sum + (learned.has(name) ? value.data.length : 0), 0);
}

/** True when the mean size of a miss is clearly below that of always predicting the median: outliers hardly count. */
function isCloserThanMedian({ error, target }: Values): boolean {
  if (target.columns > 1) return false;
  const sorted = target.data.slice().sort();
  const median = sorted[sorted.length >> 1]!;
  const off = sorted.reduce((sum, cell) => sum + Math.abs(cell - median), 0);
  return error.data.reduce((sum, miss) => sum + Math.abs(miss), 0) < thresholds.UNRELATED * off;
}

/**
 * True when the data do not allow a run at rest to be much better: rows contradict each other, or nearest rows differ. Then a share of wrong
 * rows, or of unexplained squares, that would be poor on other data is no fault of the run.
 */
export function isNearLimit(train: SetFacts, program: Program, values: Values): boolean {
  const { rows, wrong, majority, unexplained, line } = train;
  const data = rows < thresholds.SMALL_SET ? undefined : dataFactsOf(values);
  if (data === undefined) return false;
  if (majority !== undefined) {
    if (data.conflicts.wrong > 0 && wrong <= data.conflicts.wrong) return true;
    if (wrong >= majority.wrong || data.neighbours?.of !== 'classes') return false;
    return wrong / rows <= wrongByNoise(data);
  }
  if (data.classes !== undefined) return false;
  const isLikeLine = line !== undefined && unexplained <= thresholds.LIKE_LINE * line;
  if (!(unexplained < thresholds.LIKE_MEAN) && !isLikeLine) return false;
  if (data.conflicts.unexplained > 0 && unexplained <= thresholds.LIKE_LINE * data.conflicts.unexplained) return true;
  // The least sum of sizes, which these losses descend, is another line than that of the least squares.
  const isRobust = program.choices?.loss === 'huber' || program.choices?.loss === 'mean absolute';
  if (isRobust && line !== undefined && unexplained <= thresholds.WORSE_THAN_LINE * line) return true;
  return data.neighbours !== undefined && missedBy(values, data) <= thresholds.NOISE_EXCESS * data.neighbours.near;
}

/** The largest share of wrong rows that may be noise: with some standard errors of the least one. 0 where that is unknown. */
export function wrongByNoise({ classes, neighbours }: DataFacts, errors = 2): number {
  if (classes === undefined || neighbours?.of !== 'classes') return 0;
  const least = leastWrong(neighbours.near, new Set(classes).size);
  return thresholds.NOISE_EXCESS * least + errors * Math.sqrt((least * (1 - least)) / classes.length);
}

/**
 * The least share of wrong rows, from the share `near` of rows whose nearest row is of another class: with many rows,
 * near = b (2 − b K / (K − 1)) at most, for K classes (Cover and Hart 1967).
 */
function leastWrong(near: number, classes: number): number {
  const chance = 1 - 1 / classes;
  return near >= chance ? chance : chance * (1 - Math.sqrt(1 - near / chance));
}

/** True when a test set is predicted no better than by the most common class, or the mean. */
function isNoBetter({ majority, wrong, unexplained }: NonNullable<Evidence['facts']['test']>): boolean {
  return majority === undefined
    ? !(unexplained < thresholds.TEST_AT_CHANCE)
    : wrong >= thresholds.NO_BETTER * majority.wrong;
}

/** The test set was never predicted better than by the mean. */
export function testAtChance({ facts: { test } }: Evidence): readonly Cause[] {
  return test !== undefined && test.lowest >= thresholds.TEST_AT_CHANCE
    ? [{ kind: 'testAtChance', lowest: test.lowest }]
    : [];
}

/** The test set is predicted worse than before, while the training set is predicted better. */
export function testRising({ facts: { test } }: Evidence): readonly Cause[] {
  return test?.rise === undefined ? [] : [{ kind: 'testRising', lowestAt: test.lowestAt }];
}

/**
 * The run misses no more than nearest rows differ.
 * @param errors the standard errors by which a share of wrong rows may be above the least one.
 */
export function noise(evidence: Evidence, errors = 2): readonly Cause[] {
  const { values } = evidence;
  const data = dataFactsOf(values);
  if (data?.neighbours === undefined) return [];
  const { of, near, any } = data.neighbours;
  if (near < thresholds.NOISE_SHARE * any) return [];
  const missed = missedBy(values, data);
  const most = of === 'classes' ? wrongByNoise(data, errors) : thresholds.NOISE_EXCESS * near;
  return missed <= most ? [{ kind: 'noise', of, level: near, missed }] : [];
}

/** Causes of an earlier look, with the current misses of the run. */
export function withMisses(causes: readonly Cause[], values: Values): readonly Cause[] {
  if (!causes.some(({ kind }) => kind === 'noise')) return causes;
  const data = dataFactsOf(values);
  if (data === undefined) return causes;
  return causes.map((cause) => (cause.kind === 'noise' ? { ...cause, missed: missedBy(values, data) } : cause));
}

/** The share of wrong classes, or the root of the mean squared miss. */
function missedBy(values: Values, { classes }: DataFacts): number {
  if (classes !== undefined) return wrongClasses(values, classes) / classes.length;
  const { data } = values.error;
  return Math.sqrt(data.reduce((sum, off) => sum + square(off), 0) / data.length);
}
