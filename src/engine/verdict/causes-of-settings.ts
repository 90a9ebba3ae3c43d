import { activations } from '../../language/activations.ts';
import { square } from '../../language/elementary.ts';
import { classCount } from '../../language/example-rows.ts';
import { draws, type Expression } from '../../language/expression.ts';
import { elementwise } from '../../language/functions.ts';
import { type Program, parameters } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { crossEntropyOf } from '../scores.ts';
import { dataFactsOf } from './data-facts.ts';
import type { Evidence } from './evidence.ts';
import type { Values } from './measure.ts';
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

/** True when the first weights depend on the seed. */
export function drawsWeights(program: Program): boolean {
  const learned = new Set(parameters(program));
  return program.setup.some(({ target, value }) => learned.has(target) && draws(value));
}

/**
 * The first hidden layer whose units start with the same weights, before and after it, where no random number tells them apart later.
 */
export function constantWeights(program: Program): readonly Cause[] {
  const { roles, setup, iteration } = program;
  const isDrawn = iteration.some(({ target, value }) => target.endsWith('_mask') && draws(value));
  if (isDrawn) return [];
  const startOf = (name: string | undefined): Expression | undefined =>
    setup.find(({ target, operator }) => target === name && operator === '=')?.value;
  for (const [index, layer] of roles.layers.slice(0, -1).entries()) {
    const [before, after] = [startOf(layer.weights), startOf(roles.layers[index + 1]?.weights)];
    if (before === undefined || after === undefined) continue;
    const bias = startOf(layer.bias);
    if (columnsOf(before) <= 1) continue;
    if (hasEqualColumns(before) && hasEqualRows(after) && (bias === undefined || hasEqualColumns(bias))) {
      return [{ kind: 'constantWeights', layer: layer.output }];
    }
  }
  return [];
}

function columnsOf(value: Expression): number {
  if (value.kind === 'fill') return value.shape.columns;
  if (value.kind === 'matrix') return value.cells[0]?.length ?? 0;
  if (value.kind === 'binary') return Math.max(columnsOf(value.left), columnsOf(value.right));
  return 0;
}

function hasEqualColumns(value: Expression): boolean {
  if (value.kind === 'matrix') return value.cells.every((row) => row.every((cell) => cell === row[0]));
  return isConstant(value);
}

function hasEqualRows(value: Expression): boolean {
  if (value.kind === 'matrix')
    return value.cells.every((row) => row.every((cell, at) => cell === value.cells[0]?.[at]));
  return isConstant(value);
}

/** True for the zeros and ones that a number is added to. */
function isConstant(value: Expression): boolean {
  if (value.kind === 'number') return true;
  if (value.kind === 'fill') return !draws(value) && value.function !== 'arange';
  return value.kind === 'binary' && isConstant(value.left) && isConstant(value.right);
}

/** First weights so large that most values of the first hidden layer are flat. Before the first iteration. */
export function largeWeights({ roles }: Program, { inputs, weights }: Values): readonly Cause[] {
  const layer = roles.layers[0];
  const own = weights[0]?.value;
  if (layer === undefined || roles.layers.length < 2 || inputs === undefined || own?.rows !== inputs.columns) return [];
  const { activation = 'sigmoid' } = layer;
  const { curve, high, steepest } = activations[activation];
  if (curve === undefined || high === Number.POSITIVE_INFINITY) return [];
  const slopeAt = (sum: number): number =>
    elementwise[curve.slope](curve.slopeOf === 'output' ? elementwise[curve.value](sum) : sum);
  const step = Math.ceil(inputs.rows / thresholds.FIRST_ROWS);
  let [flat, all] = [0, 0];
  for (let row = 0; row < inputs.rows; row += step) {
    for (let unit = 0; unit < own.columns; unit++) {
      if (Math.abs(slopeAt(sumOf(inputs, row, own, unit))) < thresholds.FLAT_PART * steepest) flat++;
      all++;
    }
  }
  const share = flat / all;
  return share < thresholds.LARGE_WEIGHTS ? [] : [{ kind: 'largeWeights', layer: layer.output, activation, share }];
}

function sumOf(inputs: Matrix, row: number, weights: Matrix, unit: number): number {
  let sum = 0;
  for (let column = 0; column < inputs.columns; column++) {
    sum += inputs.data[row * inputs.columns + column]! * weights.data[column * weights.columns + unit]!;
  }
  return sum;
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

/** L1, L2 or weight decay that outweighs the examples. */
export function regularization({ program: { choices }, values, facts, alpha }: Evidence): readonly Cause[] {
  if (choices === undefined) return [];
  const { l1, l2, weightDecay, momentum } = choices;
  if (l1 === 0 && l2 === 0 && weightDecay === 0) return [];
  // L1 moves each weight towards 0 by the same step, whatever its size: small weights jump from one side of 0 to the other.
  const step = choices.isAdaptive ? 0 : (alpha * l1) / (1 - momentum);
  const pulled = Math.max(thresholds.PULLED_TO_0, thresholds.WITHIN_STEPS * step);
  let largest = 0;
  let penalty = 0;
  let isPulled = false;
  for (const { value } of values.weights) {
    let most = 0;
    for (const weight of value.data) {
      most = Math.max(most, Math.abs(weight));
      penalty += l1 * Math.abs(weight) + ((l2 + weightDecay) / 2) * square(weight);
    }
    if (most < pulled) isPulled = true;
    largest = Math.max(largest, most);
  }
  const { data, columns } = values.error;
  const squares = data.reduce((sum, off) => sum + square(off), 0);
  // A mean loss is compared as a mean, a sum as a sum.
  const loss = squares / 2 / (choices.isMean ? data.length / columns : 1);
  // An adaptive update has about the size of alpha, and decay takes alpha × decay × weight from it: they balance at 1 / decay.
  const isHeld = choices.isAdaptive && weightDecay > 0 && largest >= thresholds.PENALTY_SHARE / weightDecay;
  const outweighs = penalty >= thresholds.PENALTY_SHARE * loss || isPulled || isHeld;
  return facts.wrong > 0 && outweighs ? [{ kind: 'regularization', l1, l2, weightDecay, largest }] : [];
}

/** Clipping that limited the last update. */
export function tightClipping({ program: { choices }, values }: Evidence): readonly Cause[] {
  const clip = choices?.clip;
  const clipped = values.clipped?.data[0] ?? 0;
  return clip === undefined || clipped === 0 ? [] : [{ kind: 'tightClipping', ...clip }];
}

/** A schedule that has ended before the run. */
export function scheduleEnded({ program: { choices }, alpha, baseAlpha }: Evidence): readonly Cause[] {
  const schedule = choices?.schedule ?? 'constant';
  // A half cosine is 0 once it has ended. Just before, it is as small as it is meant to be at the end of a run.
  if (schedule === 'cosine' && alpha > 0) return [];
  if (schedule === 'constant' || alpha >= thresholds.SCHEDULE_ENDED * baseAlpha) return [];
  return [{ kind: 'scheduleEnded', schedule, from: baseAlpha, to: alpha }];
}

export function smallBatch({ program: { choices }, values }: Evidence): readonly Cause[] {
  const of = values.target.rows;
  const size = choices?.batch ?? of;
  return size < thresholds.SMALL_BATCH * of ? [{ kind: 'smallBatch', size, of }] : [];
}
