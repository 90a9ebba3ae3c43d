import { activations } from '../../language/activations.ts';
import { draws, type Expression } from '../../language/expression.ts';
import { elementwise } from '../../language/functions.ts';
import { type Program, parameters } from '../../language/program.ts';
import { type Matrix, matrixFromRows } from '../matrix.ts';
import { ZERO_AT_ZERO } from './causes-of-layers.ts';
import type { Values } from './measure.ts';
import * as thresholds from './thresholds.ts';
import type { Cause } from './verdict.ts';

/*
 * Causes in the initial weights: as the setup writes or draws them, and as the first hidden layer shows them.
 */

/** True when the initial weights depend on the seed. */
export function drawsWeights(program: Program): boolean {
  const learned = new Set(parameters(program));
  return program.setup.some(({ target, value }) => learned.has(target) && draws(value));
}

const knownConstants = new WeakMap<Program, readonly Cause[]>();

/**
 * The first hidden layer whose units start with the same weights, before and after it, where no random number tells them apart later.
 * Found once for a program: every explanation asks.
 */
export function constantWeights(program: Program): readonly Cause[] {
  let causes = knownConstants.get(program);
  if (causes === undefined) {
    causes = findConstantWeights(program);
    knownConstants.set(program, causes);
  }
  return causes;
}

function findConstantWeights(program: Program): readonly Cause[] {
  const { roles, setup, iteration } = program;
  const isDrawn = iteration.some(({ target, value }) => target.endsWith('_mask') && draws(value));
  const startOf = (name: string | undefined): Expression | undefined =>
    setup.find(({ target, operator }) => target === name && operator === '=')?.value;
  for (const [index, layer] of roles.layers.slice(0, -1).entries()) {
    const [before, after] = [startOf(layer.weights), startOf(roles.layers[index + 1]?.weights)];
    if (before === undefined || after === undefined) continue;
    const bias = startOf(layer.bias);
    if (columnsOf(before) <= 1) continue;
    // Masks tell units apart by their values, or by what comes back from the next layer. Both may be 0.
    const { activation = 'sigmoid' } = layer;
    if (isDrawn && !(isZero(before) && isZero(after) && ZERO_AT_ZERO.includes(activation))) continue;
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

function isZero(value: Expression): boolean {
  if (value.kind === 'matrix') return value.cells.every((row) => row.every((cell) => cell === 0));
  if (value.kind === 'number') return value.value === 0;
  if (value.kind === 'fill') return value.function === 'zeros';
  return value.kind === 'binary' && value.operator === '+' && isZero(value.left) && isZero(value.right);
}

/** True for the zeros and ones that a number is added to. */
function isConstant(value: Expression): boolean {
  if (value.kind === 'number') return true;
  if (value.kind === 'fill') return !draws(value) && value.function !== 'arange';
  return value.kind === 'binary' && isConstant(value.left) && isConstant(value.right);
}

/** Initial weights so large that most values of the first hidden layer are flat. Before the first iteration. */
export function largeWeights(program: Program, values: Values): readonly Cause[] {
  const own = values.weights[0]?.value;
  return own === undefined ? [] : flattened(program, values, own, thresholds.LARGE_WEIGHTS);
}

/** The same, later on, for initial weights that are written out: the setup still has them. */
export function largeWrittenWeights(program: Program, values: Values): readonly Cause[] {
  const name = program.roles.layers[0]?.weights;
  const value = program.setup.find(({ target, operator }) => target === name && operator === '=')?.value;
  if (value?.kind !== 'matrix') return [];
  return flattened(program, values, matrixFromRows(value.cells), thresholds.LARGE_WRITTEN_WEIGHTS);
}

/** @param least the share of flat values from which weights are too large. */
function flattened({ roles }: Program, { inputs }: Values, own: Matrix, least: number): readonly Cause[] {
  const layer = roles.layers[0];
  if (layer === undefined || roles.layers.length < 2 || inputs === undefined || own.rows !== inputs.columns) return [];
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
  return share < least ? [] : [{ kind: 'largeWeights', layer: layer.output, activation, share }];
}

/** A first hidden layer that the initial weights make 0, with a slope of 0, in every row. Before the first iteration. */
export function deadFirstLayer({ roles, setup }: Program, { weights, inputs }: Values): readonly Cause[] {
  const [layer, second] = roles.layers;
  const own = weights[0]?.value;
  if (layer === undefined || second === undefined || own === undefined || inputs === undefined) return [];
  const { output, activation = 'sigmoid', bias, others = [] } = layer;
  const first = setup.find(({ target }) => target === bias)?.value;
  const isBare = others.length === 0 && (bias === undefined || (first !== undefined && isZero(first)));
  const { curve } = activations[activation];
  if (!isBare || curve === undefined || own.rows !== inputs.columns) return [];
  for (let row = 0; row < inputs.rows; row++) {
    for (let unit = 0; unit < own.columns; unit++) {
      const sum = sumOf(inputs, row, own, unit);
      const value = elementwise[curve.value](sum);
      if (value !== 0 || elementwise[curve.slope](curve.slopeOf === 'output' ? value : sum) !== 0) return [];
    }
  }
  return [{ kind: 'deadLayer', layer: output, activation, units: own.columns }];
}

function sumOf(inputs: Matrix, row: number, weights: Matrix, unit: number): number {
  let sum = 0;
  for (let column = 0; column < inputs.columns; column++) {
    sum += inputs.data[row * inputs.columns + column]! * weights.data[column * weights.columns + unit]!;
  }
  return sum;
}
