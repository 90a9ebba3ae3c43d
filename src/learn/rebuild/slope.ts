/*
 * The slope of the loss by trial: each weight a small step up and down. It does not use the backward pass, so it is a second opinion on
 * the updates, and on the reference itself.
 */

import { changeFactor, type Fit, isClose } from './fit.ts';
import { predictionsOf } from './forward.ts';
import type { Source } from './networks.ts';
import type { Values } from './recorder.ts';
import type { Start } from './reference.ts';
import type { Value } from './values.ts';

const STEP = 1e-5;
/** The relative distance of a slope by trial from the exact one. */
const TOLERANCE = 1e-5;

/** Half of the sum of the squared errors: the loss that the updates of the tutorial descend. */
function lossOf(source: Source, start: Pick<Start, 'weights' | 'mask'>): number {
  const targets = source.network.targets;
  return predictionsOf(source, start).reduce(
    (sum, row, n) => sum + row.reduce((own, cell, j) => own + (cell - (targets[n]?.[j] ?? 0)) ** 2 / 2, 0),
    0,
  );
}

/** −dloss/dw of each weight, by central differences. */
function descentByTrial({ source, start }: Pick<Fit, 'source' | 'start'>): Values {
  const descent = new Map<string, Value>();
  for (const [name, value] of start.weights) {
    const cells = value.cells.map((cell, i) => {
      const [up, down] = [STEP, -STEP].map((step) => {
        const moved: Value = { shape: value.shape, cells: value.cells.with(i, cell + step) };
        return lossOf(source, { weights: new Map([...start.weights, [name, moved]]), mask: start.mask });
      }) as [number, number];
      return (down - up) / (2 * STEP);
    });
    descent.set(name, { shape: value.shape, cells });
  }
  return descent;
}

export interface SlopeCheck {
  /** True where all weights change along the slope, by one positive factor. */
  readonly agrees: boolean;
  /** The learner's names of the weights that do not follow the slope. */
  readonly others: readonly string[];
}

export function compareWithSlope(fit: Fit): SlopeCheck {
  const descent = descentByTrial(fit);
  const changed = fit.changes.filter(({ kind }) => kind !== 'none');
  const factors = changed.map(({ parameter, value }) => {
    const own = descent.get(parameter);
    return own === undefined ? undefined : changeFactor(value, own, TOLERANCE);
  });
  const others = changed.filter((_, i) => factors[i] === undefined || (factors[i] ?? 0) < 0).map(({ name }) => name);
  const [first] = factors;
  const agrees =
    others.length === 0 &&
    changed.length === fit.changes.length &&
    factors.every((factor) => isClose(factor as number, first as number, 1e-4));
  return { agrees, others };
}
