import { square } from '../../language/elementary.ts';
import { classOf } from '../../language/example-rows.ts';
import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { wrongByNoise } from './causes-of-data.ts';
import { type DataFacts, dataFactsOf } from './data-facts.ts';
import { fitLine, predictedByLine } from './line-fit.ts';
import type { Values } from './measure.ts';
import { unexplainedOf } from './set-facts.ts';
import * as thresholds from './thresholds.ts';
import type { VerdictFacts } from './verdict.ts';

/*
 * The work that a network without a hidden layer can do: straight lines, or planes.
 */

const known = new WeakMap<Values, boolean>();

/**
 * True when a straight line is known to be as good as the data allow: then no layer needs a curve. It is the line of the least squares, or
 * for classes one that Rosenblatt's perceptron finds. Found once for each machine.
 */
export function isLineEnough(values: Values): boolean {
  if (!known.has(values)) known.set(values, findLine(values));
  return known.get(values)!;
}

function findLine(values: Values): boolean {
  const { inputs, target } = values;
  const data = dataFactsOf(values);
  if (inputs === undefined || data === undefined) return false;
  const fit = fitLine({ inputs, targets: target });
  if (fit === undefined) return false;
  const predicted = predictedByLine(fit, inputs);
  if (data.classes === undefined) return fits(predicted, target, data);
  const wrong = data.classes.reduce((sum, own, row) => {
    return classOf(predicted.data, row, target.columns) === own ? sum : sum + 1;
  }, 0);
  return wrong === 0 || wrong <= leastRows(data, target.rows) || isSeparable(inputs, data.classes, data);
}

/** Quantities, or bits of several outputs. */
function fits(predicted: Matrix, target: Matrix, { neighbours }: DataFacts): boolean {
  if (unexplainedOf(predicted, target) < thresholds.LINE_FITS) return true;
  const squares = predicted.data.reduce((sum, cell, at) => sum + square(cell - target.data[at]!), 0);
  const missed = Math.sqrt(squares / predicted.data.length);
  return neighbours?.of === 'quantities' && missed <= thresholds.NOISE_EXCESS * neighbours.near;
}

/** The most wrong rows of a network that is as good as the data allow. */
function leastRows(data: DataFacts, rows: number): number {
  if (rows < thresholds.SMALL_SET || data.neighbours === undefined) return 0;
  return Math.max(data.conflicts.wrong, rows * wrongByNoise(data));
}

/** True when the perceptron finds planes that separate all classes. It finds them, where there are any, in the end: false is no proof. */
function isSeparable(inputs: Matrix, classes: Int32Array, { columns }: DataFacts): boolean {
  const { rows, columns: width } = inputs;
  const count = Math.max(2, classes.reduce((most, own) => Math.max(most, own), 0) + 1);
  const passes = Math.min(thresholds.PERCEPTRON_PASSES, thresholds.PERCEPTRON_WORK / (rows * (width + 1) * count));
  const weights = Array.from({ length: count }, () => new Float64Array(width + 1));
  const point = new Float64Array(width + 1).fill(1);
  for (let pass = 0; pass < passes; pass++) {
    let wrong = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) {
        const { mean, deviation } = columns[column]!;
        point[column] = deviation === 0 ? 0 : (inputs.data[row * width + column]! - mean) / deviation;
      }
      const sums = weights.map((own) => own.reduce((sum, weight, at) => sum + weight * point[at]!, 0));
      const own = classes[row]!;
      const taken = sums.reduce(
        (best, sum, at) => (sum > sums[best]! || (sum === sums[best] && at !== own) ? at : best),
        0,
      );
      if (taken === own && sums.every((sum, at) => at === own || sum < sums[own]!)) continue;
      const other = taken === own ? sums.findIndex((sum, at) => at !== own && sum === sums[own]) : taken;
      wrong++;
      for (let at = 0; at <= width; at++) {
        weights[own]![at]! += point[at]!;
        weights[other]![at]! -= point[at]!;
      }
    }
    if (wrong === 0) return true;
  }
  return false;
}

/**
 * True when it is proven that no straight line does better than this run. Quantities: the run is as good as the least squares. Classes: where
 * a plane w separates them by a margin m, each delta, times its inputs, has a part of at least m |delta| along w. The sum over all rows is
 * then at least m Σ |delta|, so a sum near 0 is a proof against all margins but tiny ones.
 */
export function isLineExcluded({ roles }: Program, values: Values, { targets, train }: VerdictFacts): boolean {
  if (targets === 'quantities') {
    return train?.line !== undefined && train.unexplained <= thresholds.LIKE_LINE * train.line;
  }
  const { activation } = values.slopes;
  const delta = values.deltas.at(-1)?.value;
  const { inputs } = values;
  // Only there does every delta have the sign of its error.
  if (activation !== 'sigmoid' && activation !== 'softmax') return false;
  if (inputs === undefined || delta === undefined || delta.rows !== inputs.rows) return false;
  const isBiased = roles.layers.some(({ bias }) => bias !== undefined);
  const sums = new Float64Array(delta.columns * (inputs.columns + 1));
  let size = 0;
  for (let row = 0; row < inputs.rows; row++) {
    let [ofInputs, ofDeltas] = [isBiased ? 1 : 0, 0];
    for (let column = 0; column < inputs.columns; column++)
      ofInputs += square(inputs.data[row * inputs.columns + column]!);
    for (let output = 0; output < delta.columns; output++) {
      const own = delta.data[row * delta.columns + output]!;
      ofDeltas += square(own);
      const start = output * (inputs.columns + 1);
      for (let column = 0; column < inputs.columns; column++) {
        sums[start + column]! += own * inputs.data[row * inputs.columns + column]!;
      }
      if (isBiased) sums[start + inputs.columns]! += own;
    }
    size += Math.sqrt(ofInputs * ofDeltas);
  }
  const sum = Math.sqrt(sums.reduce((total, own) => total + square(own), 0));
  return size > 0 && sum <= thresholds.LEAST_MARGIN * size;
}
