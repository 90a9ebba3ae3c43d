import { expect, it } from 'vitest';
import { type IterationEnd, lowestAfter, noneYet, reasonToStop } from '../../../src/engine/run/stop.ts';

const end: IterationEnd = { iteration: 10, error: 0.5, gradientNorm: 1, seconds: 3 };
const met = lowestAfter(noneYet, end);

it('goes on where nothing is asked for, and where nothing asked for holds', () => {
  expect(reasonToStop({}, met, end)).toBeUndefined();
  const all = { errorBelow: 0.5, noImprovementFor: 1, gradientNormBelow: 1, seconds: 4 };
  expect(reasonToStop(all, met, end)).toBeUndefined();
});

it('stops for each of its reasons', () => {
  expect(reasonToStop({ errorBelow: 0.51 }, met, end)).toBe('errorBelow');
  expect(reasonToStop({ gradientNormBelow: 1.1 }, met, end)).toBe('gradientNormBelow');
  expect(reasonToStop({ seconds: 3 }, met, end)).toBe('seconds');
});

it('stops after a number of iterations without a lower error; an equal one does not count', () => {
  const errors = [0.5, 0.4, 0.4, 0.45, 0.39, 0.5, 0.39, 0.6, 0.3];
  let lowest = noneYet;
  const reasons = errors.map((error, k) => {
    const now = { ...end, iteration: k + 1, error };
    lowest = lowestAfter(lowest, now);
    return reasonToStop({ noImprovementFor: 3 }, lowest, now);
  });
  expect(reasons.indexOf('noImprovementFor')).toBe(7);
  expect(reasons[8]).toBeUndefined();
});
