import { type TargetWords, unitIn } from '../language/scaling.ts';
import { targetNames } from './network.ts';
import type { Scenario } from './schema.ts';

/** The names, classes and units of the targets. @param safe makes a text safe for the terminal. */
export function targetWords(scenario: Scenario, safe: (text: string) => string = (text) => text): TargetWords {
  const { data } = scenario;
  const { classes, targetScaling, targetUnits: units } = data.made?.dataset ?? {};
  const names = targetNames(scenario).map(safe);
  const unitOf = (name: string, output: number): string => safe(units?.[output] ?? unitIn(name));
  return {
    targetNames: names,
    ...(classes === undefined ? {} : { classes: classes.map(safe) }),
    ...(targetScaling === undefined ? {} : { targetScaling }),
    ...(classes === undefined && hasUnits(scenario) ? { targetUnits: names.map(unitOf) } : {}),
  };
}

/** True for quantities with a name from a person. Targets of 0 and 1, and those of a rule, have no unit unless they are scaled. */
function hasUnits({ data }: Scenario): boolean {
  const { made, targets } = data;
  if (made?.dataset.targetScaling !== undefined) return true;
  const written = made?.written ?? data;
  if ('file' in written || 'generate' in written) return 'file' in written;
  const isNamed = 'targetNames' in written && written.targetNames !== undefined;
  return isNamed && targets.some((row) => row.some((value) => value !== 0 && value !== 1));
}
