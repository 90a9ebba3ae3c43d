import { draws } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import {
  imbalance,
  largeInputs,
  largeTargets,
  leak,
  noise,
  smallInputs,
  smallTargets,
  testAtChance,
  testRising,
  testScale,
  unrelated,
  unscaledInputs,
  weightsOf,
} from './causes-of-data.ts';
import { constantWeights, deadFirstLayer, largeWeights, largeWrittenWeights } from './causes-of-initial-weights.ts';
import {
  deadLayer,
  deadUnitsIn,
  fewUnits,
  impossible,
  inHiddenLayers,
  narrowLayer,
  quickens,
  vanishingDeltas,
  withoutHiddenLayer,
} from './causes-of-layers.ts';
import {
  firstLoss,
  isFrozen,
  largeDropout,
  linearLayers,
  outOfReach,
  regularization,
  scheduleEnded,
  smallBatch,
  softmaxLoss,
  swingOfL1,
  tightClipping,
  wholeClipping,
} from './causes-of-settings.ts';
import { batchJumps, jump, overshoots, smallSteps, unitOf } from './causes-of-steps.ts';
import { dataFactsOf } from './data-facts.ts';
import type { Evidence } from './evidence.ts';
import { isFlat, type Values } from './measure.ts';
import { type Quality, qualityOf } from './quality.ts';
import { isLineExcluded } from './straight-lines.ts';
import * as thresholds from './thresholds.ts';
import type { Cause } from './verdict.ts';

/* One file, though it is long: the order of the causes of each verdict, and which causes keep others from being named. */

/** The causes of a verdict, the most telling first; none for a verdict that needs no explanation. */
export function causesOf(evidence: Evidence): readonly Cause[] {
  const { kind, facts, program, values, test } = evidence;
  switch (kind) {
    case 'untrained':
      return causesBefore(program, values, test);
    case 'diverged':
      return [];
    case 'solved':
      return [...testRising(evidence), ...known(evidence).filter(isAlwaysTold)];
    case 'settled': {
      const found = facts.wrong === 0 ? known(evidence).filter(isAlwaysTold) : causesOfSettled(evidence);
      return [...found, ...testRising(evidence)];
    }
    case 'fits': {
      const rest = facts.wrong === 0 ? [] : [...linearLayers(program, values), ...leftOver(evidence)];
      return [...testRising(evidence), ...known(evidence).filter(isAlwaysTold), ...rest];
    }
    case 'overfitting':
      return causesOfOverfitting(evidence);
    case 'learning':
      return facts.wrong === 0
        ? [...testRising(evidence), ...known(evidence).filter(isAlwaysTold)]
        : causesWhileLearning(evidence);
    case 'plateau':
    case 'stuck':
      return facts.wrong === 0 ? [] : causesOfStuck(evidence);
    case 'saturated':
      return causesOfSaturated(evidence);
    case 'oscillating':
      return unique([...known(evidence), ...largeTargets(values), ...swingOfL1(evidence), ...causesOfSwings(evidence)]);
  }
}

/** The faults that are visible before the first iteration. */
export function causesBefore(
  program: Program,
  values: Values,
  test: { readonly inputs: Matrix } | undefined,
): readonly Cause[] {
  const inputs = unscaledInputs(program, values);
  return [
    ...constantWeights(program),
    ...deadFirstLayer(program, values),
    ...linearLayers(program, values),
    ...outOfReach(values),
    ...inputs,
    ...(inputs.length === 0 ? firstWeights(program, values) : []),
    ...smallInputs(program, values),
    ...largeTargets(values),
    ...smallTargets(values),
    ...softmaxLoss(program),
    ...largeDropout(program),
    ...testScale(values, test),
    ...imbalance(values, false),
    ...leak(values),
  ];
}

function firstWeights(program: Program, values: Values): readonly Cause[] {
  const written = largeWrittenWeights(program, values);
  return written.length > 0 ? written : largeWeights(program, values);
}

/** The causes of a first non-finite value, in the matrix `target`. */
export function causesOfNonFinite(target: string, values: Values | undefined): readonly Cause[] {
  const notFinite: Cause = { kind: 'notFinite', name: target };
  return values === undefined ? [notFinite] : [notFinite, ...largeInputs(values), ...largeTargets(values)];
}

/** Faults of the program and its data, whatever the run does. */
function known(evidence: Evidence): readonly Cause[] {
  const { program, values, test } = evidence;
  return [
    ...linearLayers(program, values),
    ...outOfReach(values),
    ...unscaledInputs(program, values),
    ...smallInputs(program, values),
    ...smallTargets(values),
    ...softmaxLoss(program),
    ...largeDropout(program),
    ...testScale(values, test),
    ...imbalance(values, true),
    ...leak(values),
  ];
}

/** Causes that a good run has too. */
function isAlwaysTold(cause: Cause): boolean {
  return cause.kind === 'leak' || cause.kind === 'testScale' || (cause.kind === 'imbalance' && cause.share === 1);
}

function causesWhileLearning(evidence: Evidence): readonly Cause[] {
  const { facts, program, values } = evidence;
  const { progress, measuredAt } = facts;
  const isSlow = progress !== undefined && progress < thresholds.SLOW_PROGRESS;
  const isEarly = measuredAt < thresholds.STUCK_AFTER;
  const found: Cause[] = [
    ...constantWeights(program),
    ...deadLayer(values),
    ...known(evidence),
    ...firstLoss(evidence),
    ...overshoots(evidence),
    ...batchJumps(evidence),
    ...wholeClipping(evidence),
    ...swingOfL1(evidence),
    ...limitOfLine(evidence),
    ...testRising(evidence),
    ...(isSlow && !isEarly ? heldBack(evidence) : []),
    ...(isSlow && !isEarly ? [...impossible(facts.misses, program, values).causes, ...untold(evidence)] : []),
  ];
  // One unit is too few at any alpha.
  if (isSlow && !isEarly && found.length === 0 && !isGood(evidence)) found.push(...fewUnits(values));
  const once = unique(found);
  const explains = once.some(({ kind }) => kind !== 'imbalance' && kind !== 'leak' && kind !== 'testScale');
  return explains ? once : [...once, ...smallSteps(evidence)];
}

/** The first cause of each kind. */
function unique(causes: readonly Cause[]): readonly Cause[] {
  return causes.filter(({ kind }, index) => causes.findIndex((other) => other.kind === kind) === index);
}

/** A run without a hidden layer that no line outdoes, although nearest rows or classes show that there is more to learn. */
function limitOfLine(evidence: Evidence): readonly Cause[] {
  const { facts, program, values } = evidence;
  if (values.hidden.length > 0 || facts.measuredAt < thresholds.FIRST_OPINION) return [];
  // Without nearest rows, the rest of quantities, or of a fair fit, may be noise.
  const isKnown = dataFactsOf(values)?.neighbours !== undefined || (facts.targets !== 'quantities' && isPoor(evidence));
  if (!isKnown) return [];
  if (!isLineExcluded(program, values, facts)) return [];
  return withoutHiddenLayer(impossible(facts.misses, program, values).rest, program, values);
}

/** The part of the targets that the inputs do not tell. */
function untold(evidence: Evidence): readonly Cause[] {
  const found = unrelated(evidence);
  return found.length > 0 ? found : noise(evidence);
}

/** Settings that hold a run back. */
function heldBack(evidence: Evidence): readonly Cause[] {
  // A schedule is meant to bring a good run to rest.
  const isFine = evidence.kind === 'learning' && !isPoor(evidence);
  return [...(isFine ? [] : scheduleEnded(evidence)), ...regularization(evidence), ...tightClipping(evidence)];
}

function isPoor(evidence: Evidence): boolean {
  return qualityIn(evidence) === 'poor';
}

function isGood(evidence: Evidence): boolean {
  return qualityIn(evidence) === 'good';
}

function qualityIn({ facts: { train, targets, worst } }: Evidence): Quality {
  return train === undefined || targets === undefined ? 'poor' : qualityOf(train, targets, worst);
}

/** The rest of a good fit: rows that contradict each other, or noise. */
function leftOver(evidence: Evidence): readonly Cause[] {
  const { causes, rest } = impossible(evidence.facts.misses, evidence.program, evidence.values);
  if (rest.length === 0) return causes;
  // Where a schedule keeps the run from moving, the rest is not known to be noise.
  return isFrozen(evidence) ? [...scheduleEnded(evidence), ...causes] : [...causes, ...noise(evidence)];
}

/** The causes of a rest that is better than chance, and not good. */
function causesOfSettled(evidence: Evidence): readonly Cause[] {
  const { facts, program, values } = evidence;
  const { causes, rest } = impossible(facts.misses, program, values);
  const others = known(evidence).filter(({ kind }) => !causes.some((own) => own.kind === kind));
  const frozen = rest.length > 0 && isFrozen(evidence);
  const inData = frozen ? [] : [...causes, ...noise(evidence)];
  const penalty = regularization(evidence);
  if (inData.length > 0) return [...penalty, ...inData, ...others];
  const settings = [...constantWeights(program), ...deadLayer(values), ...others, ...heldBack(evidence)];
  const found = frozen ? [...settings, ...causes] : settings;
  if (found.length > 0) return found;
  const weak = regularization(evidence, thresholds.WEAK_PENALTY_SHARE);
  if (weak.length > 0) return weak;
  if (values.hidden.length === 0) return withoutHiddenLayer(rest, program, values);
  if (rest.length === 0) return [];
  const few = fewUnits(values);
  return few.length > 0 ? few : [...jump(evidence), ...deadUnitsIn(values)];
}

function causesOfStuck(evidence: Evidence): readonly Cause[] {
  const { facts, looks, program, values } = evidence;
  const { causes, rest } = impossible(facts.misses, program, values);
  const others = known(evidence).filter(({ kind }) => !causes.some((own) => own.kind === kind));
  const roots = [
    ...constantWeights(program),
    ...deadLayer(values),
    ...(others.some(({ kind }) => kind === 'largeInputs') ? [] : largeWrittenWeights(program, values)),
    ...others.filter(({ kind }) => kind !== 'imbalance' && kind !== 'leak' && kind !== 'testScale'),
    ...heldBack(evidence),
  ];
  const told = others.filter((own) => !roots.includes(own));
  // The values of the layers show what these have led to.
  if (roots.length > 0) return [...roots, ...causes, ...jump(evidence), ...told];
  const inData = untold(evidence);
  const imbalanced = told.filter(({ kind }) => kind === 'imbalance');
  if (inData.length > 0)
    return [...causes, ...imbalanced, ...inData, ...told.filter((own) => !imbalanced.includes(own))];
  const weak = regularization(evidence, thresholds.WEAK_PENALTY_SHARE);
  if (weak.length > 0) return [...causes, ...weak, ...told];
  const vanishing = vanishingDeltas(program, values);
  // In the last layers of a deep network, all rows are alike at first. Vanishing deltas keep them so, and are the cause then.
  const network =
    values.hidden.length === 0
      ? withoutHiddenLayer(rest, program, values)
      : vanishing.length > 0
        ? vanishing
        : [...(rest.length > 0 ? fewUnits(values) : []), ...inHiddenLayers(rest, values)];
  // A layer that is missing, and sigmoids one after the other, are reasons at any alpha.
  const isAtAnyAlpha = network.some(
    (cause) => cause.kind === 'noHiddenLayer' || (cause.kind === 'vanishingDeltas' && cause.sigmoids),
  );
  const jumps = jump(evidence);
  const inOrder = isAtAnyAlpha ? [...network, ...jumps] : [...jumps, ...network];
  const found = [...causes, ...inOrder, ...largeInputs(values), ...told];
  if (found.length > 0) return found;
  const isRounded = program.precision === 'float32' && facts.stillSince !== undefined;
  return [{ kind: 'plateau', quickening: quickens(looks), ...(isRounded && { isRounded }) }];
}

function causesOfSaturated(evidence: Evidence): readonly Cause[] {
  const { facts, program, values } = evidence;
  const { causes, rest } = impossible(facts.misses, program, values);
  const { slopes, error } = values;
  const flat = rest.filter(({ row, column }) => isFlat(slopes, row * error.columns + column));
  if (flat.length === 0) return causes;
  const { activation, steepest } = slopes;
  const slope = Math.max(...flat.map((miss) => Math.abs(miss.slope)));
  const outputs: Cause = { kind: 'flatOutputs', activation, slope, steepest };
  const others = known(evidence).filter(({ kind }) => !causes.some((own) => own.kind === kind));
  const written = others.some(({ kind }) => kind === 'largeInputs') ? [] : largeWrittenWeights(program, values);
  return [...causes, ...others, ...written, outputs, ...jump(evidence)];
}

function causesOfSwings(evidence: Evidence): readonly Cause[] {
  const { facts, program, values, alpha, baseAlpha } = evidence;
  // The swings of the recent part are over.
  if (alpha < thresholds.SCHEDULE_ENDED * baseAlpha) return leftOver(evidence);
  const beyond = overshoots(evidence);
  if (beyond.length > 0) return beyond;
  const small = smallBatch(evidence);
  if (small.length > 0) return small;
  // Predictions that swing within what the inputs do not tell lose nothing by it; quantities miss by the swing and the noise.
  const within = noise(evidence, 0);
  const batch = smallBatch(evidence, 1);
  if (batch.length > 0 && (within.length === 0 || facts.targets === 'quantities')) return batch;
  if (within.length > 0) return within;
  if (program.iteration.some(({ value }) => draws(value))) return [{ kind: 'chance' }];
  // Where only the last layers of a deep network move, smaller steps do not bring the first ones to learn.
  const vanishing = isPoor(evidence) ? vanishingDeltas(program, values) : [];
  // A narrow layer that has classified most rows swings between the others.
  const narrow = isPoor(evidence) || facts.targets !== 'classes' ? [] : narrowLayer(values);
  return [
    ...vanishing,
    ...narrow,
    { kind: 'largeSteps', alpha, swing: facts.swing, update: facts.measuredAt - 1, ...unitOf(facts) },
  ];
}

function causesOfOverfitting(evidence: Evidence): readonly Cause[] {
  const { facts, program, values, test } = evidence;
  const lowestAt = facts.test?.lowestAt ?? facts.measuredAt;
  const count = weightsOf(program, values);
  const targets = values.target.data.length;
  const size: Cause =
    count >= targets
      ? { kind: 'manyParameters', parameters: count, rows: values.target.rows, lowestAt }
      : { kind: 'longTraining', lowestAt };
  // A test set that was once predicted better than by its mean shows that there is something to learn.
  const chance = testAtChance(evidence);
  const inputs = chance.length > 0 ? unrelated(evidence) : [];
  return [...testScale(values, test), ...(inputs.length > 0 ? inputs : chance), size, ...leak(values)];
}
