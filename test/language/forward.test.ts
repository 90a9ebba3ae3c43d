import { describe, expect, test } from 'vitest';
import { forwardOf } from '../../src/language/forward.ts';
import { forwardInIteration } from '../../src/language/forward-in-iteration.ts';
import { printStatements } from '../../src/language/print.ts';
import { buildProgram, type NetworkSettings } from '../../src/network/build.ts';

const program = (settings: Partial<NetworkSettings> = {}) =>
  buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);

describe('the lines to a prediction of any examples', () => {
  test('are those of an iteration, with all that they read', () => {
    const { lines, ...rest } = forwardOf(program());
    expect(printStatements(lines)).toEqual(['l0 = X', 'l1 = sigmoid(l0 @ syn0)', 'l2 = sigmoid(l1 @ syn1)']);
    expect(rest).toEqual({ prediction: 'l2', layers: ['l1', 'l2'], reads: ['syn1', 'syn0'] });
  });

  test('are lines of their own where an iteration does more to the examples', () => {
    const { lines, prediction } = forwardOf(program({ dropout: 0.2, batchSize: 2 }));
    expect(printStatements(lines)).toEqual(['p0 = X', 'p1 = sigmoid(p0 @ syn0)', 'p2 = sigmoid(p1 @ syn1)']);
    expect(prediction).toBe('p2');
  });
});

test('what an iteration does with its examples begins with them and ends before the error', () => {
  const targets = (settings: Partial<NetworkSettings>) =>
    forwardInIteration(program(settings)).map(({ target }) => target);
  expect(targets({})).toEqual(['l0', 'l1', 'l2']);
  expect(targets({ dropout: 0.2, batchSize: 2 })).toEqual(['l0', 'l1', 'l1_mask', 'l1_kept', 'l2']);
});
