import { describe, expect, it, test } from 'vitest';
import { refusal, refusals, targetFacts } from '../../src/network/rules.ts';
import { type NetworkSettings, withDefaults } from '../../src/network/settings.ts';

const xor = targetFacts([[0], [1], [1], [0]]);
const classes = targetFacts([
  [1, 0],
  [0.25, 0.75],
]);

function settings(more: Partial<NetworkSettings>): NetworkSettings {
  return withDefaults({ layerSizes: [3, 4, 1], ...more });
}

describe('settings that go together', () => {
  it.each<[string, Partial<NetworkSettings>]>([
    ['nothing at all', {}],
    ['a sigmoid with any loss', { loss: 'huber', activations: ['sigmoid'] }],
    ['binary cross-entropy of sigmoids', { loss: 'binary cross-entropy', activations: ['tanh', 'sigmoid'] }],
    ['a batch of all rows', { batchSize: 4, batchNorm: true }],
    ['no dropout without hidden layers', { layerSizes: [3, 1], dropout: 0 }],
    ['no dropout in any of no layers', { layerSizes: [3, 1], dropout: [] }],
    ['a share for each hidden layer', { layerSizes: [3, 4, 5, 1], dropout: [0.2, 0.5] }],
    [
      'the follow-up form of dropout on sigmoids',
      { dropout: 0.2, dropoutForm: 'follow-up', activations: ['sigmoid', 'tanh'] },
    ],
    ['a form of no dropout', { dropoutForm: 'follow-up', activations: ['tanh', 'tanh'] }],
    ['weights of the right shapes', { layerSizes: [2, 1], initial: [[[1], [2]]] }],
  ])('are not refused: %s', (_, more) => {
    expect(refusals(settings(more), xor)).toEqual([]);
  });

  it.each<[string, Partial<NetworkSettings>]>([
    ['cross-entropy', { loss: 'cross-entropy' }],
    ['binary cross-entropy', { loss: 'binary cross-entropy' }],
    ['the tutorial’s loss', {}],
    ['Huber’s', { loss: 'huber' }],
  ])('are not refused: softmax and %s', (_, more) => {
    expect(refusals(settings({ layerSizes: [3, 4, 2], activations: ['softmax'], ...more }), classes)).toEqual([]);
  });
});

test('probabilities of classes may be rounded', () => {
  const [third, tenth] = [0.3333333, 0.1];
  expect(targetFacts([[third, third, third], Array(10).fill(tenth)])).toEqual({ rows: 2 });
  expect(targetFacts([[0.333, 0.333, 0.333]])).toEqual({ rows: 1, notShares: 0 });
});

describe('settings that do not go together', () => {
  const two = { layerSizes: [3, 4, 2] };
  it.each<[string, Partial<NetworkSettings>, typeof xor, object]>([
    ['too few shares', { layerSizes: [3, 4, 5, 1], dropout: [0.2] }, xor, { setting: 'dropout', found: '1' }],
    ['shares without layers', { layerSizes: [3, 1], dropout: [0.2] }, xor, { setting: 'dropout', found: 'none' }],
    ['too few activations', { activations: ['tanh', 'tanh', 'tanh'] }, xor, { setting: 'activations', found: '3' }],
    [
      'softmax in a hidden layer',
      { ...two, activations: ['softmax', 'sigmoid'] },
      classes,
      { setting: 'activations', index: 0, reason: 'softmax is for the last layer' },
    ],
    [
      'the follow-up form of dropout on others than sigmoids',
      { dropout: 0.2, dropoutForm: 'follow-up', activations: ['elu', 'sigmoid'] },
      xor,
      { setting: 'dropout', found: '"elu"' },
    ],
    ['softmax over one output', { activations: ['softmax'] }, xor, { setting: 'activations', found: '1' }],
    ['cross-entropy of sigmoids', { ...two, loss: 'cross-entropy' }, classes, { setting: 'loss', found: '"sigmoid"' }],
    [
      'cross-entropy of targets that are no shares',
      { ...two, loss: 'cross-entropy', activations: ['softmax'] },
      targetFacts([
        [1, 0],
        [1, 1],
      ]),
      { setting: 'loss', found: 'other targets in row 2' },
    ],
    [
      'cross-entropy of negative targets',
      { ...two, loss: 'cross-entropy', activations: ['softmax'] },
      targetFacts([[2, -1]]),
      { setting: 'loss', found: 'other targets in row 1' },
    ],
    ['binary cross-entropy of tanh', { loss: 'binary cross-entropy', activations: ['tanh'] }, xor, { found: '"tanh"' }],
    ['binary cross-entropy of relu', { loss: 'binary cross-entropy', activations: ['relu'] }, xor, { found: '"relu"' }],
    [
      'binary cross-entropy of targets outside of 0 to 1',
      { loss: 'binary cross-entropy' },
      targetFacts([[0], [1.5]]),
      { setting: 'loss', found: 'other targets in row 2' },
    ],
    ['a batch of more rows than there are', { batchSize: 5 }, xor, { setting: 'batchSize', found: '5' }],
    ['batches of one, normalized', { batchNorm: true, batchSize: 1 }, xor, { setting: 'batchNorm', found: '1' }],
    ['one row, normalized', { batchNorm: true }, targetFacts([[1]]), { setting: 'batchNorm', found: '1' }],
    ['no hidden layer to normalize', { layerSizes: [3, 1], batchNorm: true }, xor, { setting: 'batchNorm' }],
    ['no hidden layer to drop from', { layerSizes: [3, 1], dropout: 0.2 }, xor, { setting: 'dropout' }],
    ['too few matrices', { initial: [[[1]]] }, xor, { setting: 'initial', found: '1' }],
    [
      'a matrix turned round',
      { layerSizes: [2, 1], initial: [[[1, 2]]] },
      xor,
      { setting: 'initial', index: 0, expected: 'syn0 of 2×1' },
    ],
    [
      'a ragged matrix',
      { layerSizes: [2, 1], initial: [[[1], [1, 2]]] },
      xor,
      { setting: 'initial', index: 0, found: '2 rows, one of them of 2' },
    ],
  ])('are refused with a reason: %s', (_, more, facts, expected) => {
    const refused = refusal(settings(more), facts);
    expect(refused).toMatchObject(expected);
    expect(refused?.reason).toMatch(/^[a-z].{10,}[a-z0-9]$/);
  });

  it('are checked only by rules that read a changed setting', () => {
    const wrong = settings({ batchSize: 9, layerSizes: [3, 1], dropout: 0.5 });
    expect(refusals(wrong, xor, ['dropout']).map(({ setting }) => setting)).toEqual(['dropout']);
    expect(refusals(wrong, xor, ['learningRate'])).toEqual([]);
    expect(refusals(wrong, xor)).toHaveLength(2);
  });
});
