import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { rowsLike, unitsAlike } from '../../../src/engine/verdict/alike.ts';
import { correlationOf } from '../../../src/engine/verdict/data-facts.ts';
import {
  ageOf,
  type Findings,
  type Look,
  opinionOf,
  rowsSummed,
  type Trend,
  trendOf,
} from '../../../src/engine/verdict/opinion.ts';
import type { Choices } from '../../../src/language/choices.ts';

const calm: Trend = { progress: 0, meanProgress: 0, since: 8000, rises: 0, swing: 0, flat: 0 };

/** Iteration 10,000 of a run far from its targets, at alpha 1 on 4 rows. */
const far: Findings = {
  solved: false,
  overfitting: false,
  still: false,
  quality: 'poor',
  iteration: 10_000,
  age: 10_000,
  before: 'learning',
  halved: false,
};

function opinionAt(changes: Partial<Trend>, findings: Partial<Findings> = {}): string {
  return opinionOf({ ...calm, ...changes }, { ...far, ...findings });
}

describe('an opinion', () => {
  test('is learning from 0.5 % of progress on, and again only from 2 %', () => {
    expect(opinionAt({ progress: 0.0051 })).toBe('learning');
    expect(opinionAt({ progress: 0.0049 })).toBe('stuck');
    expect(opinionAt({ progress: 0.019 }, { before: 'stuck' })).toBe('stuck');
    expect(opinionAt({ progress: 0.021 }, { before: 'stuck' })).toBe('learning');
    expect(opinionAt({ progress: 0.019, flat: 1 }, { before: 'saturated' })).toBe('saturated');
  });

  test('is saturated rather than stuck when half of the wrong predictions are flat, at any age', () => {
    expect([opinionAt({ flat: 0.49 }), opinionAt({ flat: 0.5 })]).toEqual(['stuck', 'saturated']);
    expect([opinionAt({ flat: 0.5 }, { age: 10 }), opinionAt({}, { age: 999 })]).toEqual(['saturated', 'learning']);
  });

  test('is oscillating when predictions swing without progress on average', () => {
    expect(opinionAt({ swing: 0.1, progress: 0.3 })).toBe('oscillating');
    expect(opinionAt({ swing: 0.1, progress: 0.3, meanProgress: 0.11 })).toBe('learning');
    expect(opinionAt({ swing: 0.09, progress: 0.3 })).toBe('learning');
  });

  test('is oscillating where small batches throw the error up and down, with predictions that are not good', () => {
    const jumping = { rises: 0.5, swing: 0.02, progress: 0.2, meanProgress: 0.29 };
    expect(opinionAt(jumping)).toBe('oscillating');
    expect(opinionAt({ ...jumping, meanProgress: 0.31 })).toBe('learning');
    expect(opinionAt({ ...jumping, rises: 0.49 })).toBe('learning');
    expect(opinionAt(jumping, { quality: 'good' })).toBe('learning');
  });

  test('is learning while there is nothing to compare, and solved at any trend', () => {
    expect(opinionAt({ progress: undefined, meanProgress: undefined, flat: 1 })).toBe('learning');
    expect(opinionAt({ flat: 1, swing: 1 }, { iteration: 31 })).toBe('learning');
    expect(opinionAt({ flat: 1, swing: 1 }, { iteration: 31, solved: true })).toBe('solved');
  });
});

describe('a trend', () => {
  const look = (iteration: number, excess: number, swing = 0): Look => ({ iteration, excess, swing, flat: 0 });

  test('compares the lowest and the mean excess of the last fifth with the stretch before it', () => {
    const looks = [look(60, 9), look(70, 0.4), look(80, 0.6), look(90, 0.3, 0.2), look(100, 0.5, 0.4)];
    const { progress, meanProgress, since, swing } = trendOf(looks);
    expect(since).toBe(80);
    expect(progress).toBeCloseTo(1 - 0.3 / 0.4, 12);
    expect(meanProgress).toBeCloseTo(1 - 0.4 / 0.5, 12);
    expect(swing).toBeCloseTo(0.3, 12);
  });

  test('adds up the rises of the excess, where there are mini-batches', () => {
    const looks = [look(70, 0.4), look(80, 0.6), look(90, 0.3), look(100, 0.5)];
    expect(trendOf(looks, true).rises).toBeCloseTo(0.4 / 0.45, 12);
    expect(trendOf(looks).rises).toBe(0);
  });

  test('has no progress at first, nor when nothing was wrong before', () => {
    expect(trendOf([look(1, 0.2)]).progress).toBeUndefined();
    expect(trendOf([look(79, 0), look(100, 0.2)]).progress).toBeUndefined();
  });
});

test('an age is in iterations at alpha 1 on 4 rows, and larger steps do not count more', () => {
  expect([ageOf(1000, 1, 4), ageOf(1000, 0.01, 4), ageOf(1000, 0.01, 100), ageOf(1000, 100, 4)]).toEqual([
    1000, 10, 250, 1000,
  ]);
});

test('an update of a mean has the size of one over few rows, and a batch that of its own', () => {
  const choices = { batch: 8, isMean: false, isAdaptive: false } as Choices;
  expect(rowsSummed(undefined, 200)).toBe(200);
  expect([rowsSummed(choices, 200), rowsSummed({ ...choices, batch: 200 }, 200)]).toEqual([8, 200]);
  expect(rowsSummed({ ...choices, batch: 200, isMean: true }, 200)).toBe(4);
});

describe('the search for rows, units and inputs that are alike', () => {
  test('finds only rows whose targets differ', () => {
    const value = matrixFromRows([
      [0.1, 0.9],
      [0.12, 0.88],
      [0.1, 0.9],
      [0.5, 0.9],
    ]);
    const target = matrixFromRows([[1], [0], [1], [0]]);
    const miss = { row: 0, column: 0, prediction: 0.5, target: 1, slope: 0.25 };
    expect(rowsLike(value, [miss], target, 0.05)).toEqual([0, 1]);
    expect(rowsLike(value, [miss], target, 0.01)).toEqual([]);
  });

  test('leaves out units that are already explained', () => {
    const value = matrixFromRows([
      [0.1, 0, 0.5, 0.1, 0],
      [0.9, 0, 0.5, 0.9, 0],
    ]);
    expect(unitsAlike(value, [1, 4], 0.01)).toEqual([0, 3]);
    expect(unitsAlike(value, [0, 1], 0.01)).toEqual([]);
  });

  test('finds the largest correlation of an input with a target, of either sign', () => {
    const inputs = matrixFromRows([
      [0, 1, 1],
      [0, 0, 1],
      [1, 1, 1],
      [1, 0, 1],
    ]);
    const target = matrixFromRows([
      [1, 0],
      [1, 1],
      [0, 1],
      [1, 0],
    ]);
    expect(correlationOf(inputs, target, [0])).toBeCloseTo(1 / Math.sqrt(3), 12);
    expect(correlationOf(inputs, target, [1])).toBe(0);
  });
});
