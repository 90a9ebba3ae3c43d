import { activations } from '../../language/activations.ts';
import type { Choices } from '../../language/choices.ts';
import { square } from '../../language/elementary.ts';
import { classCount, LEAST_SHARE } from '../../language/example-rows.ts';
import type { Program } from '../../language/program.ts';
import { crossEntropyOf } from '../scores.ts';
import { noise } from './causes-of-data.ts';
import { dataFactsOf } from './data-facts.ts';
import type { Evidence } from './evidence.ts';
import type { Values } from './measure.ts';
import { qualityOf } from './quality.ts';
import { isLineEnough } from './straight-lines.ts';
import * as thresholds from './thresholds.ts';
import type { Cause } from './verdict.ts';

/*
 * Causes in the settings: what can be read from the program and its choices, and from a few values.
 */

/** All hidden layers are linear, and a straight line is not known to be enough. */
export function linearLayers({ roles }: Program, values: Values): readonly Cause[] {
  const hidden = roles.layers.slice(0, -1);
  if (hidden.length === 0 || hidden.some(({ activation }) => activation !== 'linear')) return [];
  return isLineEnough(values) ? [] : [{ kind: 'linearLayers', layers: hidden.length }];
}

export function largeDropout({ roles, choices }: Program): readonly Cause[] {
  const shares = choices?.dropout ?? [];
  const most = Math.max(0, ...shares);
  if (most <= thresholds.LARGE_DROPOUT) return [];
  return [{ kind: 'largeDropout', layer: roles.layers[shares.indexOf(most)]?.output ?? '', share: most }];
}

export function softmaxLoss({ roles, choices }: Program): readonly Cause[] {
  const loss = choices?.loss;
  const isSoftmax = roles.layers.at(-1)?.activation === 'softmax';
  return isSoftmax && loss !== undefined && !loss.includes('cross-entropy') ? [{ kind: 'softmaxLoss', loss }] : [];
}

/** Targets outside of the range of the last activation. */
export function outOfReach({ target, slopes: { activation } }: Values): readonly Cause[] {
  const { low, high } = activations[activation];
  const rows: number[] = [];
  for (let row = 0; row < target.rows && rows.length < thresholds.LISTED; row++) {
    for (let column = 0; column < target.columns; column++) {
      const cell = target.data[row * target.columns + column]!;
      if (cell >= low && cell <= high) continue;
      rows.push(row);
      break;
    }
  }
  return rows.length === 0 ? [] : [{ kind: 'outOfReach', activation, rows }];
}

/** The mean cross-entropy of the first predictions, against that of an even guess: log K. */
export function firstLoss({ facts, values }: Evidence): readonly Cause[] {
  const { prediction, target } = values;
  if (facts.measuredAt !== 1 || prediction === undefined) return [];
  if (dataFactsOf(values)?.classes === undefined) return [];
  const even = Math.log(classCount(target));
  const { low, high } = activations[values.slopes.activation];
  if (low !== 0 || high !== 1) return [];
  const loss = crossEntropyOf(prediction, target);
  return loss >= thresholds.FIRST_LOSS * even ? [{ kind: 'firstLoss', loss, chance: even }] : [];
}

/**
 * L1, L2 or weight decay that outweighs the examples, where the data would allow a better fit.
 * @param share the share of the loss from which the penalty holds the weights.
 */
export function regularization(evidence: Evidence, share = thresholds.PENALTY_SHARE): readonly Cause[] {
  const {
    program: { choices },
    values,
    facts,
    alpha,
  } = evidence;
  if (choices === undefined || facts.wrong === 0) return [];
  const { l1, l2, weightDecay } = choices;
  if (l1 === 0 && l2 === 0 && weightDecay === 0) return [];
  const pulled = Math.max(thresholds.PULLED_TO_0, thresholds.WITHIN_STEPS * stepOfL1(choices, alpha));
  const isLikeMean = facts.train !== undefined && !(facts.train.unexplained < thresholds.NO_BETTER);
  let [largest, penalty, isPulled] = [0, 0, false];
  for (const { value } of values.weights) {
    let most = 0;
    for (const weight of value.data) {
      most = Math.max(most, Math.abs(weight));
      penalty += l1 * Math.abs(weight) + ((l2 + weightDecay) / 2) * square(weight);
    }
    // Weights of adam jump around 0 by its steps.
    if (most < pulled || (isLikeMean && most < thresholds.SMALL_WEIGHT)) isPulled = true;
    largest = Math.max(largest, most);
  }
  // An adaptive update has about the size of alpha, and decay takes alpha × decay × weight from it: they balance at 1 / decay.
  const isHeld = choices.isAdaptive && weightDecay > 0 && largest >= thresholds.HELD_BY_DECAY / weightDecay;
  const outweighs = penalty >= share * lossOf(choices, values) || isPulled || isHeld;
  return outweighs && !isAtLimit(evidence) ? [{ kind: 'regularization', l1, l2, weightDecay, largest }] : [];
}

/** L1 moves each weight towards 0 by the same step, whatever its size: small weights jump from one side of 0 to the other. */
function stepOfL1({ l1, momentum, isAdaptive }: Choices, alpha: number): number {
  return isAdaptive ? 0 : (alpha * l1) / (1 - momentum);
}

/** L1 in whose steps all weights of a layer swing around 0. */
export function swingOfL1(evidence: Evidence): readonly Cause[] {
  const { program, alpha, facts, values } = evidence;
  const step = program.choices === undefined ? 0 : stepOfL1(program.choices, alpha);
  if (step === 0 || facts.measuredAt < thresholds.SWUNG_AFTER) return [];
  const isSwung = values.weights.some(({ value }) =>
    value.data.every((weight) => Math.abs(weight) < thresholds.WITHIN_STEPS * step),
  );
  return isSwung ? regularization(evidence) : [];
}

/** True when the rest may be noise: the run is not poor, and as good as nearest rows and a straight line would have it. */
function isAtLimit(evidence: Evidence): boolean {
  const { facts } = evidence;
  const { train, targets, worst } = facts;
  if (train === undefined || targets === undefined || qualityOf(train, targets, worst) === 'poor') return false;
  const { line, unexplained } = train;
  if (line !== undefined && unexplained > thresholds.LIKE_LINE_PENALIZED * line) return false;
  return noise(evidence).length > 0;
}

/** The loss that the penalty is added to: for all rows, or for as many as one update sums up. */
function lossOf({ loss, batch }: Choices, { error, prediction, target }: Values): number {
  const { data, rows } = error;
  const sumOf = (of: (miss: number) => number): number => data.reduce((sum, miss) => sum + of(miss), 0);
  const cells = data.length;
  switch (loss) {
    case 'mean squared':
      return sumOf(square) / cells;
    case 'mean absolute':
      return sumOf(Math.abs) / cells;
    case 'huber':
      return sumOf((miss) => (Math.abs(miss) > 1 ? Math.abs(miss) - 0.5 : square(miss) / 2)) / cells;
    case 'binary cross-entropy':
    case 'cross-entropy': {
      const isBinary = loss === 'binary cross-entropy';
      let sum = 0;
      for (let cell = 0; cell < cells; cell++) {
        const wanted = target.data[cell]!;
        const share = prediction?.data[cell] ?? wanted - data[cell]!;
        if (wanted !== 0) sum -= wanted * Math.log(Math.max(LEAST_SHARE, share));
        if (isBinary && wanted !== 1) sum -= (1 - wanted) * Math.log(Math.max(LEAST_SHARE, 1 - share));
      }
      return sum / (isBinary ? cells : rows);
    }
    default:
      return (sumOf(square) / 2) * Math.min(1, batch / rows);
  }
}

/** Clipping that limited the last update. */
export function tightClipping({ program: { choices }, values }: Evidence): readonly Cause[] {
  const clip = choices?.clip;
  const clipped = values.clipped?.data[0] ?? 0;
  return clip === undefined || clipped === 0 ? [] : [{ kind: 'tightClipping', ...clip }];
}

/** Clipping that limited nearly every delta of the outputs, or cell of a gradient: the updates have its size, not that of the errors. */
export function wholeClipping(evidence: Evidence): readonly Cause[] {
  const { program, values, facts } = evidence;
  const clip = program.choices?.clip;
  if (clip === undefined || facts.measuredAt < thresholds.CLIPPED_AFTER) return [];
  const last = values.deltas.at(-1)?.value.data;
  const isWhole =
    clip.what === 'deltas'
      ? last !== undefined &&
        last.filter((cell) => Math.abs(cell) === clip.limit).length >= thresholds.CLIPPED_SHARE * last.length
      : (values.clipped?.data[0] ?? 0) >=
        thresholds.CLIPPED_SHARE * values.weights.reduce((sum, { value }) => sum + value.data.length, 0);
  return isWhole ? tightClipping(evidence) : [];
}

/** A schedule that has ended before the run. */
export function scheduleEnded({ program: { choices }, alpha, baseAlpha }: Evidence): readonly Cause[] {
  const schedule = choices?.schedule ?? 'constant';
  // A half cosine is 0 once it has ended. Just before, it is as small as it is meant to be at the end of a run.
  if (schedule === 'cosine' && alpha > 0) return [];
  if (schedule === 'constant' || alpha >= thresholds.SCHEDULE_ENDED * baseAlpha) return [];
  return [{ kind: 'scheduleEnded', schedule, from: baseAlpha, to: alpha }];
}

/**
 * True when a schedule that has ended keeps a run from moving: no update changes a prediction, while updates at the base alpha, in as many
 * iterations as it has been still, would move one by more than the margin.
 */
export function isFrozen(evidence: Evidence): boolean {
  const { stillSince, measuredAt, margin } = evidence.facts;
  if (stillSince === undefined || scheduleEnded(evidence).length === 0) return false;
  return (measuredAt - stillSince) * swingAtBase(evidence) > margin;
}

/**
 * The largest change of a prediction in one update of the last layer at the base alpha, about: (B×H)ᵀ @ (B×O) → (H×O), then
 * (B×H) @ (H×O) → (B×O). With a bias, H has a 1.
 */
function swingAtBase({ program: { choices, roles }, values, baseAlpha }: Evidence): number {
  const { error, slopes } = values;
  const layer = values.hidden.at(-1)?.value ?? values.inputs;
  if (choices === undefined || layer?.rows !== error.rows) return 0;
  const { rows, columns: outputs } = error;
  const units = layer.columns + (roles.layers.at(-1)?.bias === undefined ? 0 : 1);
  const inputOf = (row: number, unit: number): number =>
    unit < layer.columns ? layer.data[row * layer.columns + unit]! : 1;
  const scale = choices.isMean ? 1 / rows : Math.min(1, choices.batch / rows);
  let largest = 0;
  for (let output = 0; output < outputs; output++) {
    const changes = Array.from({ length: units }, (_, unit) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const cell = row * outputs + output;
        sum += inputOf(row, unit) * error.data[cell]! * slopes.at(cell);
      }
      return choices.isAdaptive ? Math.sign(sum) : sum * scale;
    });
    for (let row = 0; row < rows; row++) {
      const change = changes.reduce((sum, own, unit) => sum + inputOf(row, unit) * own, 0);
      largest = Math.max(largest, Math.abs(change * slopes.at(row * outputs + output)));
    }
  }
  return baseAlpha * largest;
}

/** @param below the share of the rows below which a batch is small. */
export function smallBatch(
  { program: { choices }, values }: Evidence,
  below = thresholds.SMALL_BATCH,
): readonly Cause[] {
  const of = values.target.rows;
  const size = choices?.batch ?? of;
  return size < below * of ? [{ kind: 'smallBatch', size, of }] : [];
}
