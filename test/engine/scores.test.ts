import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossEntropyOf, scoresOf } from '../../src/engine/scores.ts';
import { matrixFromText } from './backends/interpret.ts';

const confusions = (predicted: string, targets: string): readonly number[] => [
  ...(scoresOf(matrixFromText(predicted), matrixFromText(targets), true, true).confusion ?? []),
];

describe('the scores of a classification', () => {
  test('have the share of examples whose largest output, the first of equals, is that of their class', () => {
    const targets = matrixFromText('1 0 0 | 0 1 0 | 0 0 1 | 1 0 0');
    const predicted = matrixFromText('0.4 0.3 0.3 | 0.1 0.1 0 | 0 0.2 0.9 | 0.1 0.8 0.1');
    expect(scoresOf(predicted, targets, true, false)).toEqual({ accuracy: 0.5 });
  });

  test('decide a single output at one half', () => {
    const scores = scoresOf(matrixFromText('0.49 | 0.51 | 0.5 | 0.9'), matrixFromText('0 | 1 | 1 | 0'), true, true);
    expect(scores).toEqual({ accuracy: 0.5, confusion: Uint32Array.of(1, 1, 1, 1) });
  });

  test('have a confusion matrix when it is asked for', () => {
    expect(confusions('0.9 0.1 | 0.2 0.8 | 0.7 0.3 | 0.6 0.4', '1 0 | 1 0 | 0 1 | 1 0')).toEqual([2, 1, 1, 0]);
  });

  test('count NaN as wrong, and as no class', () => {
    const targets = matrixFromText('1 0 | 1 0 | 0 1');
    const predicted = { ...targets, data: Float64Array.of(Number.NaN, Number.NaN, 0.9, Number.NaN, 0.2, 0.8) };
    expect(scoresOf(predicted, targets, true, true)).toEqual({
      accuracy: 2 / 3,
      confusion: Uint32Array.of(1, 0, 0, 1),
    });
    const one = { ...matrixFromText('0 | 1'), data: Float64Array.of(Number.NaN, 0.9) };
    expect(scoresOf(one, matrixFromText('0 | 1'), true, true)).toEqual({
      accuracy: 0.5,
      confusion: Uint32Array.of(0, 0, 0, 1),
    });
    expect(scoresOf(one, { ...one, data: Float64Array.of(Number.NaN, 1) }, true, false)).toEqual({ accuracy: 0.5 });
  });

  test('have an accuracy that is the diagonal of the confusion matrix, for any predictions', () => {
    const output = fc.constantFrom(0, 0.2, 0.5, 0.7, 1);
    const row = fc.tuple(fc.tuple(output, output, output), fc.nat(2));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const predicted = matrixFromText(rows.map(([outputs]) => outputs.join(' ')).join(' | '));
        const targets = matrixFromText(
          rows.map(([, own]) => [0, 1, 2].map((k) => (k === own ? 1 : 0)).join(' ')).join(' | '),
        );
        const { accuracy, confusion = new Uint32Array() } = scoresOf(predicted, targets, true, true);
        expect([...confusion].reduce((sum, count) => sum + count, 0)).toBe(rows.length);
        expect(accuracy).toBe(((confusion[0] ?? 0) + (confusion[4] ?? 0) + (confusion[8] ?? 0)) / rows.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the R² of a regression', () => {
  const rSquared = (predicted: string, targets: string): number | undefined =>
    scoresOf(matrixFromText(predicted), matrixFromText(targets), false, true).rSquared;

  test('is 1 for perfect predictions, 0 for the mean, and below 0 for worse', () => {
    expect(rSquared('1 | 2 | 6', '1 | 2 | 6')).toBe(1);
    expect(rSquared('3 | 3 | 3', '1 | 2 | 6')).toBe(0);
    expect(rSquared('6 | 2 | 1', '1 | 2 | 6')).toBeCloseTo(-2.5714, 4);
  });

  test('is the mean over the outputs that vary', () => {
    expect(rSquared('1 3 5 | 2 3 6 | 6 3 7', '1 1 9 | 2 2 9 | 6 6 9')).toBe(0.5);
    expect(rSquared('1 | 2', '5 | 5')).toBe(undefined);
  });
});

test('the cross-entropy is the mean of −log of the probability of the true class', () => {
  const several = crossEntropyOf(matrixFromText('0.5 0.25 0.25 | 0.1 0.8 0.1'), matrixFromText('0 1 0 | 1 0 0'));
  expect(several).toBeCloseTo(-(Math.log(0.25) + Math.log(0.1)) / 2, 12);
  const single = crossEntropyOf(matrixFromText('0.2 | 0.3'), matrixFromText('0 | 1'));
  expect(single).toBeCloseTo(-(Math.log(0.8) + Math.log(0.3)) / 2, 12);
  expect(crossEntropyOf(matrixFromText('1'), matrixFromText('0'))).toBeCloseTo(300 * Math.log(10), 9);
});
