import type { Subject } from './subjects.ts';
import { subjects } from './subjects.ts';

/** Iterations before the differences in rounding have grown. */
const ITERATIONS = 20;

/** The subjects with 32-bit floats from the beginning, for a few iterations; those that are stopped or changed later are left out. */
export const singleSubjects: readonly Subject[] = subjects
  .filter(({ source: { plan, stop } }) => plan.length === 0 && Object.keys(stop).length === 0)
  .map(({ name, source }) => ({
    name: `${name}-float32`,
    source: {
      ...source,
      iterations: ITERATIONS,
      reportEvery: 5,
      settings: { ...source.settings, precision: 'float32' },
    },
  }));
