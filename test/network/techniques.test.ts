import { describe, expect, test } from 'vitest';
import { printStatements } from '../../src/language/print.ts';
import { anyTechniques, withDefaults } from '../../src/network/settings.ts';
import { buildProgram } from './build-program.ts';

const plain = withDefaults({ layerSizes: [2, 2, 1] });
const all = withDefaults({
  layerSizes: [2, 2, 1],
  batchSize: 2,
  batchNorm: true,
  dropout: 0.5,
  l2: 0.1,
  optimizer: 'momentum',
  clip: 'gradients',
  weightDecay: 0.2,
  schedule: 'step',
});

describe('a technique', () => {
  test.each(anyTechniques.map((technique) => [technique.name(all), technique] as const))(
    '%s is off by default, and `off` switches it off',
    (_, { isUsed, off }) => {
      expect(isUsed(plain, 4)).toBe(false);
      expect(isUsed(all, 4)).toBe(true);
      expect(isUsed({ ...all, ...off }, 4)).toBe(false);
    },
  );

  test('has settings of its own', () => {
    const settings = anyTechniques.flatMap(({ defaults }) => Object.keys(defaults));
    expect(new Set(settings).size).toBe(settings.length);
  });
});

test('all techniques together have their lines in order', () => {
  const { setup, iteration } = buildProgram(all, 4);
  expect(printStatements([...setup, ...iteration]).join('\n')).toMatchInlineSnapshot(`
    "alpha            = 1
    mu               = 0.9
    t                = 0
    t_alpha          = 0
    syn0             = 2 * random((2, 2)) - 1
    l1_gamma         = zeros((1, 2)) + 1
    l1_beta          = zeros((1, 2))
    l1_running_mean  = zeros((1, 2))
    l1_running_var   = zeros((1, 2)) + 1
    v_syn0           = zeros((2, 2))
    v_l1_gamma       = zeros((1, 2))
    v_l1_beta        = zeros((1, 2))
    syn1             = 2 * random((2, 1)) - 1
    v_syn1           = zeros((2, 1))
    t               += 1
    t_alpha         += 1
    alpha            = 0.5 ** floor((t_alpha - 1) / 1000)
    rows             = (2 * (t - 1) + arange(2)) % 4
    l0               = X[rows]
    l1_sum           = l0 @ syn0
    l1_mean          = mean(l1_sum, axis=0)
    l1_var           = mean((l1_sum - l1_mean) ** 2, axis=0)
    l1_norm          = (l1_sum - l1_mean) / sqrt(l1_var + 0.00001)
    l1               = sigmoid(l1_gamma * l1_norm + l1_beta)
    l1_running_mean += 0.1 * (l1_mean - l1_running_mean)
    l1_running_var  += 0.1 * (2 / 1 * l1_var - l1_running_var)
    l1_mask          = (random((2, 2)) <= 0.5) / 0.5
    l1_kept          = l1 * l1_mask
    l2               = sigmoid(l1_kept @ syn1)
    l2_error         = y[rows] - l2
    l2_delta         = l2_error * slope(l2)
    l1_error         = l2_delta @ syn1.T * l1_mask
    l1_delta         = l1_error * slope(l1)
    l1_back          = l1_gamma / sqrt(l1_var + 0.00001) * (l1_delta - mean(l1_delta, axis=0) - l1_norm * mean(l1_delta * l1_norm, axis=0))
    syn1_grad        = l1_kept.T @ l2_delta - 0.1 * syn1
    syn0_grad        = l0.T @ l1_back - 0.1 * syn0
    l1_gamma_grad    = sum(l1_delta * l1_norm, axis=0)
    l1_beta_grad     = sum(l1_delta, axis=0)
    clipped          = sum(abs(syn0_grad) > 1) + sum(abs(l1_gamma_grad) > 1) + sum(abs(l1_beta_grad) > 1) + sum(abs(syn1_grad) > 1)
    syn1            -= alpha * 0.2 * syn1
    v_syn1           = mu * v_syn1 + clip(syn1_grad, -1, 1)
    syn1            += alpha * v_syn1
    syn0            -= alpha * 0.2 * syn0
    v_syn0           = mu * v_syn0 + clip(syn0_grad, -1, 1)
    syn0            += alpha * v_syn0
    v_l1_gamma       = mu * v_l1_gamma + clip(l1_gamma_grad, -1, 1)
    l1_gamma        += alpha * v_l1_gamma
    v_l1_beta        = mu * v_l1_beta + clip(l1_beta_grad, -1, 1)
    l1_beta         += alpha * v_l1_beta"
  `);
});
