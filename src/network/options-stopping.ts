import type { StopConditions } from '../language/stop-conditions.ts';
import { type Listed, numeric, oneTwoFive, type Rest } from './option-kinds.ts';

/** A reason to stop at a number, 0 for not at all. */
function condition(key: keyof StopConditions, values: readonly number[], note: string): Rest {
  return {
    ...numeric(
      [0, ...values],
      ({ stop = {} }) => stop[key] ?? 0,
      (value, { stop = {} }) => {
        const { [key]: _, ...others } = stop;
        return { stop: value === 0 ? others : { ...others, [key]: value } };
      },
    ),
    note: () => note,
  };
}

const errors = oneTwoFive(-4, 0);
const norms = oneTwoFive(-9, 0);
const patiences = oneTwoFive(1, 6);
const times = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];

/** When a run ends before its last iteration. */
export const stoppingOptions: readonly Listed[] = [
  { group: 'Stopping', name: 'error below', ...condition('errorBelow', errors, 'mean(abs(error)) of all examples') },
  {
    group: 'Stopping',
    name: 'no improvement for',
    ...condition('noImprovementFor', patiences, 'iterations without a new lowest error'),
  },
  {
    group: 'Stopping',
    name: 'gradient norm below',
    ...condition('gradientNormBelow', norms, 'the norm of all gradients together'),
  },
  { group: 'Stopping', name: 'seconds', ...condition('seconds', times, 'since the run began') },
];
