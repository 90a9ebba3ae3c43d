import { errorUnitOf, ownDifference, type TargetWords, unitIn } from '../../language/scaling.ts';
import { formatSize } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';

/* Units in words. A unit from a file may be long: it is cut where it is drawn. */

/** The unit after an error, as in `error 12.3 €`; undefined for numbers without a unit. */
export function errorUnitText(words: TargetWords, glyphs: Pick<Glyphs, 'sigma' | 'times'>): string | undefined {
  const { name, scale } = errorUnitOf(words);
  switch (scale) {
    case undefined:
      return name;
    case 'standard deviation':
      return glyphs.sigma;
    case 'range':
      return `${glyphs.times} range`;
    case 'scaled':
      return scale;
  }
}

/** The unit of the targets, as in `y in €`; undefined for numbers without a unit. */
export function unitOfTargets({ targetUnits }: TargetWords): string | undefined {
  if (targetUnits === undefined) return undefined;
  return new Set(targetUnits).size === 1 ? targetUnits[0] : 'own units';
}

/** `price (€)`: the name of a target with its unit; the name alone where it has the unit already, or none is known. */
export function nameWithUnit(name: string, unit: string | undefined): string {
  return unit === undefined || unitIn(name) === unit ? name : `${name} (${unit})`;
}

/** The margin within which a prediction is right: `8.31 €`, or of several targets with different units `0.1 σ`. @param scaled the margin in the numbers of the program. */
export function marginText(words: TargetWords, scaled: number, glyphs: Pick<Glyphs, 'sigma' | 'times'>): string {
  const { targetScaling, targetUnits = [] } = words;
  const isOfOne = targetUnits.length === 1 || targetScaling === undefined;
  const margin = isOfOne ? ownDifference(scaled, 0, words) : scaled;
  const unit = errorUnitText(words, glyphs);
  return unit === undefined ? formatSize(margin, 3) : `${formatSize(margin, 3)} ${unit}`;
}
