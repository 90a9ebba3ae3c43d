import type { Program } from '../language/program.ts';
import { inferShapes } from '../language/shapes.ts';
import { unmarkedProgram } from './build.ts';
import { ranges } from './ranges.ts';
import type { NetworkSettings } from './settings.ts';

/** The largest network. A larger one could run out of memory. */
export const most = {
  unitsPerLayer: ranges.unitsPerLayer.high,
  hiddenLayers: 32,
  /** Numbers that outlive an iteration: the parameters, and the memory of the optimizer. */
  kept: 10_000_000,
  /** Rows of the data times units of all layers: the values that one iteration holds. */
  activations: 20_000_000,
} as const;

/** The number of cells that outlive an iteration. Constants, such as alpha, do not count. */
export function numbersKept(program: Program): number {
  const shapes = inferShapes(program);
  const names = new Set(program.setup.filter(({ value }) => value.kind !== 'number').map(({ target }) => target));
  return [...names].reduce((sum, name) => {
    const { rows = 0, columns = 0 } = shapes.get(name) ?? {};
    return sum + rows * columns;
  }, 0);
}

/**
 * The first bound that a network exceeds, and its own number; undefined within all bounds. Written-out initial weights must fit the
 * layers.
 */
export function excessOf(
  settings: NetworkSettings,
  examples: number,
): { readonly of: 'kept' | 'activations'; readonly found: number } | undefined {
  const activations = examples * settings.layerSizes.reduce((sum, units) => sum + units, 0);
  if (activations > most.activations) return { of: 'activations', found: activations };
  const kept = numbersKept(unmarkedProgram(settings, examples));
  return kept > most.kept ? { of: 'kept', found: kept } : undefined;
}
