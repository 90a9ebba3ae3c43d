import type { Program } from '../language/program.ts';
import { inferShapes } from '../language/shapes.ts';
import { buildProgram } from './build.ts';
import type { NetworkSettings } from './settings.ts';

/** What a network may have at the most. Past these a message says so, rather than a machine out of memory. */
export const most = {
  unitsPerLayer: 4096,
  hiddenLayers: 32,
  /** What a network is made of and an optimizer remembers of it: all that lives from one iteration to the next. */
  kept: 10_000_000,
  /** Rows of data times units of all layers: what one iteration holds of activations. */
  activations: 20_000_000,
} as const;

/** Numbers that live from one iteration to the next: the parameters, and what is remembered of each. */
export function numbersKept({ setup, ...program }: Program): number {
  const shapes = inferShapes({ setup, ...program });
  // Constants, such as alpha, are written out in the lines.
  const names = new Set(setup.filter(({ value }) => value.kind !== 'number').map(({ target }) => target));
  return [...names].reduce((sum, name) => sum + cellsOf(shapes.get(name)), 0);
}

function cellsOf(shape: { readonly rows: number; readonly columns: number } | undefined): number {
  return shape === undefined ? 0 : shape.rows * shape.columns;
}

/** What a network has too much of, and how much that is. Its first weights fit its layers. */
export function excessOf(
  settings: NetworkSettings,
  examples: number,
): { readonly of: 'kept' | 'activations'; readonly found: number } | undefined {
  const activations = examples * settings.layerSizes.reduce((sum, units) => sum + units, 0);
  if (activations > most.activations) return { of: 'activations', found: activations };
  const kept = numbersKept(buildProgram(settings, examples));
  return kept > most.kept ? { of: 'kept', found: kept } : undefined;
}
