import { describe, expect, test } from 'vitest';
import { printStatements } from '../../src/language/print.ts';
import { forwardInIteration, forwardOf, learned, learnedShapes } from '../../src/language/reads.ts';
import { printShape } from '../../src/language/shapes.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { buildProgram } from '../network/build-program.ts';
import { programOf } from './programs.ts';

const program = (settings: Partial<GivenSettings> = {}) =>
  buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);

describe('the lines that predict any examples', () => {
  test('are the lines of an iteration that a prediction needs', () => {
    const { lines, ...rest } = forwardOf(program());
    expect(printStatements(lines)).toEqual(['l0 = X', 'l1 = sigmoid(l0 @ syn0)', 'l2 = sigmoid(l1 @ syn1)']);
    expect(rest).toEqual({ examples: 'X', prediction: 'l2', layers: ['l1', 'l2'], reads: ['syn1', 'syn0'] });
  });

  test('are the lines of the evaluation when a technique changes the examples', () => {
    const { lines, prediction } = forwardOf(program({ dropout: 0.2, batchSize: 2 }));
    expect(printStatements(lines)).toEqual(['p0 = X', 'p1 = sigmoid(p0 @ syn0)', 'p2 = sigmoid(p1 @ syn1)']);
    expect(prediction).toBe('p2');
  });
});

test('a line that may not run, or adds to its target, needs the lines of this target before it', () => {
  const given = { X: { rows: 4, columns: 3 }, y: { rows: 4, columns: 3 } };
  const { lines, reads } = forwardOf(programOf(given, '', 'l0 = X\nl1 = l0\nif sum(l0) > 1: l1 = w\nl1 += l0\na = y'));
  expect(printStatements(lines)).toEqual(['l0  = X', 'l1  = l0', 'if sum(l0) > 1: l1 = w', 'l1 += l0']);
  expect(reads).toEqual(['w']);
});

test('the forward pass of an iteration begins with the inputs and ends before the error', () => {
  const targets = (settings: Partial<GivenSettings>) =>
    forwardInIteration(program(settings)).map(({ target }) => target);
  expect(targets({})).toEqual(['l0', 'l1', 'l2']);
  expect(targets({ dropout: 0.2, batchSize: 2 })).toEqual(['l0', 'l1', 'l1_mask', 'l1_kept', 'l2']);
});

describe('a network has learned', () => {
  test('its parameters, but not the memory of its optimizer', () => {
    const adam = program({ bias: true, optimizer: 'adam' });
    expect(learned(adam)).toEqual(['syn0', 'b0', 'syn1', 'b1']);
    expect([...learnedShapes(adam)].map(([name, shape]) => `${name} ${printShape(shape)}`)).toEqual([
      'syn0 3×4',
      'b0 1×4',
      'syn1 4×1',
      'b1 1×1',
    ]);
  });

  test('the running averages of batch normalization', () => {
    expect(learned(program({ bias: true, batchNorm: true, batchSize: 2, batchOrder: 'shuffled' }))).toEqual([
      ...['syn0', 'l1_gamma', 'l1_beta', 'syn1', 'b1'],
      ...['l1_running_mean', 'l1_running_var'],
    ]);
  });
});
