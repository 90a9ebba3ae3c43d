import { activations, saturates } from '../../language/activations.ts';
import { square } from '../../language/elementary.ts';
import { classOf } from '../../language/example-rows.ts';
import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { columnsOf, type DataFacts, dataFactsOf } from './data-facts.ts';
import type { Evidence } from './evidence.ts';
import type { Values } from './measure.ts';
import * as thresholds from './thresholds.ts';
import type { Cause } from './verdict.ts';

/*
 * Causes in the data: scales, classes, and what the inputs tell.
 */

/** Inputs so large that they saturate units or blow up steps, or columns of very different scales. */
export function unscaledInputs(program: Program, values: Values): readonly Cause[] {
  const facts = dataFactsOf(values);
  // Batch normalization scales the sums of the first hidden layer.
  if (facts === undefined || program.choices?.batchNorm === true) return [];
  const sizes = facts.columns.map(({ size }) => size);
  const varying = facts.columns.filter(({ deviation }) => deviation > 0).map(({ size }) => size);
  const most = Math.max(0, ...sizes);
  const least = Math.min(...varying);
  const isLarge = most > thresholds.LARGE_INPUT;
  const isUneven = varying.length > 1 && most >= thresholds.SCALES_APART * least && most >= thresholds.SCALED;
  if (!isLarge && !isUneven) return [];
  const uneven = isUneven ? { column: sizes.indexOf(most), times: most / least } : {};
  return [{ kind: 'largeInputs', largest: facts.largestInput, saturates: saturatedBySums(values), ...uneven }];
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

/** Targets far beyond what first weights of ordinary size can predict, under outputs without a bound. */
export function largeTargets(values: Values): readonly Cause[] {
  const largest = dataFactsOf(values)?.largestTarget ?? 0;
  const { high } = activations[values.slopes.activation];
  return largest > thresholds.LARGE_INPUT && high === Number.POSITIVE_INFINITY
    ? [{ kind: 'largeTargets', largest }]
    : [];
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
  if (share < thresholds.IMBALANCED || share === 1) return [];
  if (isTrained && wrongClasses(values, classes) < thresholds.NO_BETTER * (classes.length - majority.rows)) return [];
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
  return facts === undefined ? undefined : { conflicting: facts.conflicting, of: values.target.rows };
}

/** The inputs do not tell the targets: nearest rows differ as much as any two. */
export function unrelated({ values, facts: { test, train } }: Evidence): readonly Cause[] {
  const data = dataFactsOf(values);
  if (data?.neighbours === undefined) return [];
  const { of, near, any } = data.neighbours;
  // Where nearly all rows are of one class, few rows would decide.
  if (of === 'classes' && any < 0.3) return [];
  if (!(near >= thresholds.UNRELATED * any)) return [];
  if (train !== undefined && test !== undefined && !isNoBetter(test)) return [];
  return [{ kind: 'unrelated', of, near, any }];
}

/** True when a test set is predicted no better than by the commonest class, or the mean. */
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

/** The run misses no more than nearest rows differ. */
export function noise(evidence: Evidence): readonly Cause[] {
  const { values } = evidence;
  const data = dataFactsOf(values);
  if (data?.neighbours === undefined) return [];
  const { of, near, any } = data.neighbours;
  if (near < thresholds.NOISE_SHARE * any) return [];
  const missed = missedBy(values, data);
  return missed <= thresholds.NOISE_EXCESS * near ? [{ kind: 'noise', of, level: near, missed }] : [];
}

/** Causes of an earlier look, with the present misses of the run. */
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
