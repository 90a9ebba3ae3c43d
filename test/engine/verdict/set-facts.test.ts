import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Matrix, matrixFromRows } from '../../../src/engine/matrix.ts';
import { scoresOf } from '../../../src/engine/scores.ts';
import { gapOf, measureSet } from '../../../src/engine/verdict/set-facts.ts';
import { targetFactsOf } from '../../../src/engine/verdict/target-facts.ts';

const column = (...values: readonly number[]): Matrix => matrixFromRows(values.map((value) => [value]));

describe('the kind of targets', () => {
  test.each([
    ['named classes', column(0, 1, 1), true, 'classes'],
    ['0 and 1 without names', column(0, 1, 1), false, 'bits'],
    ['0 and 1 in twenty rows', column(...Array<number>(19).fill(0), 1), false, 'classes'],
    ['one number in every row', column(...Array<number>(20).fill(0)), false, 'quantities'],
    ['one named class in every row', column(0, 0, 0), true, 'classes'],
    [
      'one 1 in each row',
      matrixFromRows([
        [1, 0, 0],
        [0, 0, 1],
      ]),
      false,
      'classes',
    ],
    [
      'several bits in a row',
      matrixFromRows([
        [1, 1],
        [0, 1],
      ]),
      false,
      'bits',
    ],
    ['other numbers', column(0, 0.5, 1), false, 'quantities'],
  ] as const)('of %s', (_, targets, named, kind) => {
    expect(targetFactsOf(targets, named).kind).toBe(kind);
  });
});

describe('the facts about a set', () => {
  test('count the wrong rows of classes, their commonest mistake, and those of always the commonest class', () => {
    const flower = (own: number): number[] => [0, 1, 2].map((index) => Number(index === own));
    const targets = matrixFromRows([0, 0, 0, 1, 1, 2].map(flower));
    const predicted = matrixFromRows([0, 1, 1, 1, 2, 0].map(flower));
    const { facts } = measureSet(predicted, targets, 0.1, targetFactsOf(targets, true));
    expect(facts).toMatchObject({
      rows: 6,
      wrong: 4,
      mistake: { actual: 0, predicted: 1, rows: 2 },
      majority: { class: 0, wrong: 3 },
    });
  });

  test('name the first class of two mistakes that are equally common, whatever the order of the rows', () => {
    const flower = (own: number): number[] => [0, 1, 2].map((index) => Number(index === own));
    for (const rows of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      const targets = matrixFromRows(rows.map(flower));
      const predicted = matrixFromRows(rows.map((own) => flower((own + 1) % 3)));
      const { facts } = measureSet(predicted, targets, 0.1, targetFactsOf(targets, true));
      expect(facts).toMatchObject({ wrong: 3, mistake: { actual: 0, predicted: 1, rows: 1 } });
    }
  });

  test('count a row without a predicted class as wrong, but as no mistake of two classes', () => {
    const targets = column(0, 1, 1, 1);
    const { facts } = measureSet(column(1, Number.NaN, Number.NaN, 1), targets, 0.1, targetFactsOf(targets, true));
    expect(facts).toMatchObject({ wrong: 3, mistake: { actual: 0, predicted: 1, rows: 1 } });
  });

  test('take the commonest class from the training set', () => {
    const train = targetFactsOf(column(1, 1, 1, 0), true);
    const { facts } = measureSet(column(1, 1, 1), column(0, 0, 1), 0.1, train);
    expect(facts).toMatchObject({ wrong: 2, majority: { class: 1, wrong: 2 } });
  });

  test('count rows of bits with an output on the wrong side of one half', () => {
    const targets = matrixFromRows([
      [0, 1],
      [1, 1],
    ]);
    const predicted = matrixFromRows([
      [0.4, 0.6],
      [0.6, 0.4],
    ]);
    const { facts } = measureSet(predicted, targets, 0.1, targetFactsOf(targets, false));
    expect([facts.wrong, facts.majority, facts.mistake]).toEqual([1, undefined, undefined]);
  });

  test('agree with the scores', () => {
    const cells = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(cells, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }), (values, owns) => {
        const predicted = { rows: 4, columns: 3, data: Float64Array.from(values) };
        const targets = matrixFromRows(owns.map((own) => [0, 1, 2].map((index) => Number(index === own))));
        const { facts } = measureSet(predicted, targets, 0.1, targetFactsOf(targets, true));
        expect(1 - facts.wrong / 4).toBeCloseTo(scoresOf(predicted, targets, true, false).accuracy as number, 12);
        const rSquared = scoresOf(predicted, targets, false, false).rSquared ?? Number.NaN;
        if (Number.isNaN(rSquared)) expect(facts.unexplained).toBeNaN();
        else expect(1 - facts.unexplained).toBeCloseTo(rSquared, 9);
      }),
    );
  });
});

describe('the gap between two sets', () => {
  const bits = (wrong: number, rows: number) => {
    const targets = column(...Array.from({ length: rows }, (_, row) => row % 2));
    const predicted = column(...Array.from({ length: rows }, (_, row) => (row < wrong ? 1 - (row % 2) : row % 2)));
    return measureSet(predicted, targets, 0.1, targetFactsOf(targets, true));
  };

  test('is in standard errors of the share of wrong rows', () => {
    // (10/20 - 0) / sqrt(0.25/20 + (1/22)(21/22)/20)
    expect(gapOf(bits(10, 20), bits(0, 20))).toBeCloseTo(4.13, 2);
    expect(gapOf(bits(0, 20), bits(10, 20))).toBeCloseTo(-4.13, 2);
    expect(gapOf(bits(1, 20), bits(0, 200))).toBeLessThan(1);
  });

  describe('of quantities', () => {
    const targets = column(-1, 1, -1, 1);
    const off = (...misses: readonly number[]) => {
      const predicted = column(...misses.map((miss, row) => (targets.data[row] as number) + miss));
      return measureSet(predicted, targets, 0.1, targetFactsOf(targets, false));
    };

    test('is in standard errors of the mean squared miss', () => {
      const train = off(0, 0, 0, 2);
      const also = off(1, 1, 1, 1.1);
      // The mean misses are 0.5 and 1.025, the squares 1 and 1.0525.
      expect([train.loss, train.variance]).toEqual([1, 4]);
      const { size: _, ...byLoss } = also;
      expect(gapOf(byLoss, train)).toBeCloseTo((also.loss - 1) / Math.sqrt(also.variance / 4 + 4 / 4), 12);
    });

    test('is in standard errors of the mean miss where one large square hides it', () => {
      const [test, train] = [off(1, 1, 2, 0), off(0, 0, 0, 0)];
      // Squares 1, 1, 4, 0: the mean 1.5, the variance 3. Sizes 1, 1, 2, 0: the mean 1, the variance 2/3.
      expect([test.loss, test.variance]).toEqual([1.5, 3]);
      expect(gapOf(test, train)).toBeCloseTo(1 / Math.sqrt(2 / 3 / 4), 12);
      expect(gapOf(test, train)).toBeGreaterThan(1.5 / Math.sqrt(3 / 4));
    });
  });
});
