import { expect, test } from 'vitest';
import { isSameStop, stopWords } from '../../src/language/stop-conditions.ts';

test('stop conditions are the same when each limit is, absent or undefined', () => {
  expect(isSameStop({}, { seconds: undefined })).toBe(true);
  expect(isSameStop({ errorBelow: 0.1, seconds: 2 }, { seconds: 2, errorBelow: 0.1 })).toBe(true);
  expect(isSameStop({ errorBelow: 0.1 }, { errorBelow: 0.2 })).toBe(false);
  expect(isSameStop({ errorBelow: 0.1 }, { errorBelow: 0.1, seconds: 2 })).toBe(false);
});

test('the reason for a stop is a condition with its limit', () => {
  expect(stopWords('errorBelow', 0.01)).toBe('the error is below 0.01');
  expect(stopWords('noImprovementFor', 100)).toBe('no new lowest error for 100 iterations');
  expect(stopWords('gradientNormBelow', 0.01)).toBe('the norm of the gradients is below 0.01');
  expect(stopWords('seconds', 2)).toBe('2 seconds have passed');
});

test('the limit of the error of a scaled target is a scaled number', () => {
  const targetScaling = { shift: Float64Array.of(300), unit: Float64Array.of(80) };
  expect(stopWords('errorBelow', 0.01, { targetScaling, targetUnits: ['€'] })).toBe(
    'the scaled error is below 0.01 (0.8 €)',
  );
  const several = { shift: Float64Array.of(0, 1), unit: Float64Array.of(2, 3) };
  expect(stopWords('errorBelow', 0.01, { targetScaling: several })).toBe('the scaled error is below 0.01');
  expect(stopWords('errorBelow', 0.01, { targetUnits: ['€'] })).toBe('the error is below 0.01');
});
