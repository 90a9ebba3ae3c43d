import { describe, expect, test } from 'vitest';
import { printStatement } from '../../src/language/print.ts';
import { buildProgram } from '../../src/network/build.ts';
import type { NetworkSettings } from '../../src/network/settings.ts';

const tutorial: NetworkSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };

/** The marked lines of a network, each with its marks. */
function marks(settings: Partial<NetworkSettings>): readonly string[] {
  const { setup, iteration } = buildProgram({ ...tutorial, ...settings }, 4);
  return [...setup, ...iteration].flatMap((line) =>
    line.techniques === undefined ? [] : [`${line.techniques.join(' + ')}: ${printStatement(line)}`],
  );
}

describe('where a line comes from', () => {
  test('is said of no line of the tutorial', () => {
    expect(marks({})).toEqual([]);
  });

  test('is said of lines that an item has added, in the setup too', () => {
    expect(marks({ optimizer: 'momentum' })).toEqual([
      'momentum: mu = 0.9',
      'momentum: v_syn0 = zeros((3, 4))',
      'momentum: v_syn1 = zeros((4, 1))',
      'momentum: v_syn1 = mu * v_syn1 + l1.T @ l2_delta',
      'momentum: syn1 += v_syn1',
      'momentum: v_syn0 = mu * v_syn0 + l0.T @ l1_delta',
      'momentum: syn0 += v_syn0',
    ]);
  });

  test('is said of lines that are the tutorial’s in another form', () => {
    expect(marks({ activations: ['tanh', 'sigmoid'] })).toEqual([
      'tanh: l1 = tanh(l0 @ syn0)',
      'tanh: l1_delta = l1_error * tanh_slope(l1)',
    ]);
    expect(marks({ loss: 'huber' })).toEqual(['huber: l2_delta = clip(l2_error, -1, 1) / 4 * slope(l2)']);
  });

  test('names everything that has had its part in a line, in order', () => {
    expect(marks({ learningRate: 0.5, l2: 0.01 })).toEqual([
      'alpha: alpha = 0.5',
      'alpha + l2: syn1 += alpha * (l1.T @ l2_delta - 0.01 * syn1)',
      'alpha + l2: syn0 += alpha * (l0.T @ l1_delta - 0.01 * syn0)',
    ]);
  });

  test('is said of a layer’s lines where only one of them differs', () => {
    expect(marks({ bias: true })).toEqual([
      'bias: b0 = zeros((1, 4))',
      'bias: b1 = zeros((1, 1))',
      'bias: l1 = sigmoid(l0 @ syn0 + b0)',
      'bias: l2 = sigmoid(l1 @ syn1 + b1)',
      'bias: b1 += sum(l2_delta, axis=0)',
      'bias: b0 += sum(l1_delta, axis=0)',
    ]);
  });
});
