import { describe, expect, test } from 'vitest';
import { printExpression } from '../../src/language/print.ts';
import {
  descendedLoss,
  descentDirections,
  epochsAfter,
  firstUpdate,
  gradientNorm,
  iterationError,
  largestMiss,
  meanAbsoluteError,
  parameters,
} from '../../src/language/program.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { buildProgram } from '../network/build-program.ts';

const programOf = (set: Partial<GivenSettings> = {}) =>
  buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...set }, 4);

test('the parameters are in the order of the layers, the weights of each first', () => {
  expect(parameters(programOf({ bias: true }))).toEqual(['syn0', 'b0', 'syn1', 'b1']);
  expect(parameters(programOf({ bias: true, batchNorm: true }))).toEqual([
    ...['syn0', 'l1_gamma', 'l1_beta', 'syn1', 'b1'],
  ]);
});

describe('the error', () => {
  test('is that of the iteration when an iteration sees all examples', () => {
    const program = programOf();
    expect([meanAbsoluteError, iterationError, largestMiss].map((of) => printExpression(of(program)))).toEqual([
      'mean(abs(l2_error))',
      'mean(abs(l2_error))',
      'max(abs(l2_error))',
    ]);
  });

  test('is that of the evaluation when an iteration sees a batch', () => {
    const program = programOf({ batchSize: 2 });
    expect([meanAbsoluteError, iterationError, largestMiss].map((of) => printExpression(of(program)))).toEqual([
      'mean(abs(p_error))',
      'mean(abs(l2_error))',
      'max(abs(p_error))',
    ]);
  });
});

describe('the loss that the updates descend', () => {
  test('is half of the sum of squares by default', () => {
    expect(printExpression(descendedLoss(programOf()))).toBe('sum(l2_error ** 2) / 2');
  });

  test('is the loss of the settings', () => {
    expect(printExpression(descendedLoss(programOf({ loss: 'mean squared' })))).toBe('mean(l2_error ** 2)');
  });
});

describe('the descent directions', () => {
  const directions = (set: Partial<GivenSettings>) =>
    descentDirections(programOf(set)).map(({ parameter, value }) => `${parameter}: ${printExpression(value)}`);

  test('are those of the update lines, without alpha', () => {
    const expected = ['syn1: l1.T @ l2_delta', 'syn0: l0.T @ l1_delta'];
    expect(directions({})).toEqual(expected);
    expect(directions({ learningRate: 0.5 })).toEqual(expected);
  });

  test('are named by the program when its updates add something else', () => {
    expect(directions({ optimizer: 'adam' })).toEqual(['syn0: l0.T @ l1_delta', 'syn1: l1.T @ l2_delta']);
  });

  test('have the norm of the gradient', () => {
    expect(printExpression(gradientNorm(programOf()))).toBe(
      'sqrt(sum((l1.T @ l2_delta) ** 2) + sum((l0.T @ l1_delta) ** 2))',
    );
  });
});

test('the first update is the first line that changes a parameter', () => {
  const program = programOf({ weightDecay: 0.1 });
  expect(program.iteration[firstUpdate(program)]?.target).toBe('syn1');
  expect(program.iteration.slice(0, firstUpdate(program)).map(({ target }) => target)).not.toContain('syn1');
});

test('an epoch is over when every example of it has been seen', () => {
  const batches = { counter: 't', rows: 'rows', size: 2, epoch: 5 };
  expect([0, 1, 2, 3, 5, 6].map((iterations) => epochsAfter(batches, iterations))).toEqual([0, 0, 0, 1, 2, 2]);
});
