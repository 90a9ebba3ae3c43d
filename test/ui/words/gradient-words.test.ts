import { describe, expect, test } from 'vitest';
import type { Program } from '../../../src/language/program.ts';
import { buildProgram, type NetworkSettings } from '../../../src/network/build.ts';
import { chartWords, checkWords, failureWords, lossWords } from '../../../src/ui/words/gradient-words.ts';

function programWith(settings: Partial<NetworkSettings>): Program {
  return buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);
}

describe('the loss of a gradient check', () => {
  test.each([
    [{}, 'L = sum(l2_error ** 2) / 2'],
    [{ loss: 'mean squared' }, 'L = mean(l2_error ** 2)'],
    [{ l2: 0.5 }, 'L = sum(l2_error ** 2) / 2 + 0.25 * sum(syn0 ** 2) + 0.25 * sum(syn1 ** 2)'],
    [
      { loss: 'binary cross-entropy' },
      'L = -mean(y * log(clip(l2, 1e-300, 1)) + (1 - y) * log(clip(1 - l2, 1e-300, 1)))',
    ],
  ] satisfies [Partial<NetworkSettings>, string][])('is the program’s own: %j', (settings, words) => {
    expect(lossWords(programWith(settings))).toBe(words);
  });
});

describe('what a gradient check does', () => {
  const check = (settings: Partial<NetworkSettings>): string => checkWords(programWith(settings));

  test('moves each weight and measures the loss of all examples, or of those that the lines have seen', () => {
    expect(check({})).toBe(
      'Each weight is moved a little to both sides, the loss L of all examples is measured anew, and the slope of L there is ' +
        'compared with what its update line adds.',
    );
    expect(check({ batchSize: 2 })).toContain('the loss L of this batch is measured anew');
    expect(check({ batchSize: 2, batchOrder: 'shuffled' })).toContain('the loss L of this batch is measured anew');
  });

  test('leaves the same units out each time', () => {
    expect(check({ dropout: 0.5 })).toContain(
      'the loss L of all examples, with the same l1_mask each time, is measured',
    );
  });

  test('compares with the gradient where updates take more than that', () => {
    expect(check({ optimizer: 'momentum' })).toContain('compared with the gradient that its update line works with');
  });
});

describe('the error of the chart', () => {
  test('is not what the lines descend, as the line of the last delta shows', () => {
    const words = (loss: NonNullable<NetworkSettings['loss']>): string => chartWords(programWith({ loss }));
    expect(words('half square')).toBe(
      'Why not the error of the chart, mean(abs(l2_error))? Because the lines do not descend that one: l2_delta = l2_error * ' +
        'slope(l2) makes them follow L. The two mostly fall together, but their slopes differ.',
    );
    expect(words('binary cross-entropy')).toContain('l2_delta = l2_error / 4 makes them follow L');
  });

  test('is what they descend where that is the loss', () => {
    expect(chartWords(programWith({ loss: 'mean absolute' }))).toBe('L is the error that the chart shows, too.');
  });
});

describe('a check that fails', () => {
  test('must do so where a layer is overwritten before its slope is taken', () => {
    expect(failureWords(programWith({ dropout: 0.5, dropoutForm: 'follow-up' }))).toBe(
      'As it must: l1 = l1 * l1_mask overwrites the layer, so that the slope in l1_delta = l1_error * slope(l1) is that of ' +
        'the scaled values, not of what the activation gave. The corrected form of dropout passes.',
    );
  });

  test('must do so where a delta is trimmed', () => {
    expect(failureWords(programWith({ clip: 'deltas', clipLimit: 0.1 }))).toBe(
      'As it must where something is trimmed: l2_delta = clip(l2_delta, -0.1, 0.1) changes the delta, and what comes after it ' +
        'follows that.',
    );
  });

  test('has nothing to be excused by in other programs', () => {
    expect(failureWords(programWith({}))).toBeUndefined();
    expect(failureWords(programWith({ dropout: 0.5 }))).toBeUndefined();
  });
});
