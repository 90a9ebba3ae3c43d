import { expect, test } from 'vitest';
import { learned } from '../../src/language/learned.ts';
import { buildProgram } from '../../src/network/build.ts';

const settings = { layerSizes: [3, 4, 1], bias: true, learningRate: 1 };

test('a network has learned its parameters, and no memory of an optimizer', () => {
  expect(learned(buildProgram({ ...settings, optimizer: 'adam' }, 4))).toEqual(['syn0', 'b0', 'syn1', 'b1']);
});

test('a network with batch normalization has learned what it normalizes by', () => {
  const program = buildProgram({ ...settings, batchNorm: true, batchSize: 2, batchOrder: 'shuffled' }, 4);
  expect(learned(program)).toEqual(['syn0', 'l1_gamma', 'l1_beta', 'syn1', 'b1', 'l1_running_mean', 'l1_running_var']);
});
