import { describe, expect, test } from 'vitest';
import { isEveryClassRight, overfittingOf, qualityOf, riseOf } from '../../../src/engine/verdict/quality.ts';
import type { SetFacts, TestFacts } from '../../../src/engine/verdict/verdict.ts';

const classes = (wrong: number, rows = 120, majority = 80): SetFacts => ({
  rows,
  wrong,
  majority: { class: 0, wrong: majority },
  unexplained: wrong / rows,
});
const quantities = (unexplained: number, line?: number, rows = 100): SetFacts => ({
  rows,
  wrong: 50,
  unexplained,
  line,
});

describe('the quality of predictions at rest', () => {
  test.each([
    ['no row wrong', classes(0), 'good'],
    ['one row in ten wrong', classes(12), 'good'],
    ['less than half of what the commonest class gets wrong', classes(39), 'fair'],
    ['half of it', classes(40), 'poor'],
    ['always the commonest class, right in 96 of 100', classes(4, 100, 4), 'poor'],
    ['one row wrong of a few', classes(1, 8, 4), 'poor'],
  ] as const)('of classes, %s', (_, facts, quality) => {
    expect(qualityOf(facts, 'classes', 1)).toBe(quality);
  });

  test.each([
    ['nearly all explained', quantities(0.02, 0.02), 'good'],
    ['as much as a line leaves, whatever that is', quantities(0.9, 0.9), 'fair'],
    ['more than a line leaves', quantities(0.3, 0.2), 'poor'],
    ['less than a line leaves', quantities(0.4, 0.8), 'fair'],
    ['more than half, where a line is not known', quantities(0.6), 'poor'],
    ['no better than the mean', quantities(0.99, 0.99), 'poor'],
    ['constant targets', quantities(Number.NaN), 'poor'],
  ] as const)('of quantities, %s', (_, facts, quality) => {
    expect(qualityOf(facts, 'quantities', 1)).toBe(quality);
  });

  test('of bits next to one half is poor, on whichever side', () => {
    const facts = classes(0, 4, 2);
    expect([qualityOf(facts, 'bits', 0.45), qualityOf(facts, 'bits', 0.3)]).toEqual(['poor', 'good']);
    expect(isEveryClassRight({ ...facts, unexplained: 0.9 }, 'classes')).toBe(false);
    expect(isEveryClassRight({ ...facts, unexplained: 0.1 }, 'classes')).toBe(true);
    expect(isEveryClassRight({ ...facts, unexplained: 0.1 }, 'bits')).toBe(false);
  });
});

describe('the rise of a test error', () => {
  const past = { lowest: 0.1, trainThen: 0.08 };
  const tested = { ...quantities(0.14), measuredAt: 1000, error: 0.1, lowest: past.lowest, lowestAt: 400, gap: 1 };
  const train = quantities(0.05);

  test('is certain from 2.5 standard errors on, and stays so down to 2', () => {
    expect(riseOf(tested, train, past, 2.6, false)).toBe(2.6);
    expect(riseOf(tested, train, past, 2.4, false)).toBeUndefined();
    expect(riseOf(tested, train, past, 2.4, true)).toBe(2.4);
    expect(riseOf(tested, train, past, 1.9, true)).toBeUndefined();
  });

  test('is none where it is small, is young, or the training error has risen too', () => {
    expect(riseOf({ ...tested, unexplained: 0.11 }, train, past, 5, false)).toBeUndefined();
    expect(riseOf({ ...tested, lowestAt: 600 }, train, past, 5, false)).toBeUndefined();
    expect(riseOf(tested, quantities(0.09), past, 5, false)).toBeUndefined();
    expect(riseOf({ ...tested, rows: 9 }, train, past, 5, false)).toBeUndefined();
  });
});

describe('overfitting', () => {
  const past = { lowest: 0.1, trainThen: 0.5 };
  const tested = (facts: SetFacts, gap: number): TestFacts => {
    return { ...facts, measuredAt: 1000, error: 0.1, lowest: past.lowest, lowestAt: 100, gap };
  };

  test('is a test set that is predicted by chance, while the training set is not', () => {
    expect(overfittingOf(tested(classes(10, 20, 10), 4.1), classes(0, 20, 10), past)).toBe('chance');
    expect(overfittingOf(tested(quantities(1.2), 2.6), quantities(0.01), past)).toBe('chance');
    expect(overfittingOf(tested(classes(10, 20, 10), 2.4), classes(3, 20, 10), past)).toBeUndefined();
  });

  test('is never found in a test set of less than ten rows, nor while the training set is predicted by chance', () => {
    expect(overfittingOf(tested(classes(9, 9, 4), 5), classes(0, 20, 10), past)).toBeUndefined();
    expect(overfittingOf(tested(classes(10, 20, 10), 4), classes(10, 20, 10), past)).toBeUndefined();
  });

  test('is a large gap to a test set that is predicted badly', () => {
    expect(overfittingOf(tested(classes(30, 100, 50), 3.5), classes(20, 200, 100), past)).toBe('gap');
    expect(overfittingOf(tested(classes(10, 100, 50), 3.5), classes(2, 200, 100), past)).toBeUndefined();
    expect(overfittingOf(tested(quantities(0.4), 3.5), quantities(0.1), past)).toBe('gap');
    expect(overfittingOf(tested(quantities(0.02), 9), quantities(0.001), past)).toBeUndefined();
  });

  test('is a test error that has risen by far while the training error has fallen', () => {
    const test = tested({ ...classes(20, 100, 50), unexplained: 0.2 }, 3.5);
    expect(overfittingOf(test, classes(4, 200, 100), past)).toBe('risen');
    expect(overfittingOf(test, classes(4, 200, 100), { ...past, lowest: 0.19 })).toBeUndefined();
    expect(overfittingOf(test, classes(4, 200, 100), { ...past, trainThen: 0.001 })).toBeUndefined();
    expect(overfittingOf({ ...test, gap: 2.9 }, classes(4, 200, 100), past)).toBeUndefined();
  });
});
