import { describe, expect, it } from 'vitest';
import { messagesOf, scenarioText } from './messages.ts';

/** The small scenario: two inputs, two rows, one output. Each part has a line of its own. */
function told(parts: { readonly [Part in 'network' | 'training' | 'changes']?: unknown }): readonly string[] {
  return messagesOf(
    scenarioText(Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, JSON.stringify(part)]))),
  );
}

describe('a combination that makes no sense is reported with its place and the reason', () => {
  it.each([
    [
      'softmax in a hidden layer',
      { network: { activation: ['softmax', 'sigmoid'] } },
      '4:27  network.activation[0]: expected another activation in a hidden layer, found "softmax"; softmax is for the last layer',
    ],
    [
      'a list that is too short',
      { network: { activation: ['tanh'] } },
      '4:26  network.activation: expected 2, one for each layer after the inputs, found 1',
    ],
    [
      'cross-entropy of a sigmoid',
      { training: { loss: 'cross-entropy' } },
      '4:21  training.loss: expected softmax in the last layer for cross-entropy, found "sigmoid"; cross-entropy needs probabilities of classes, which softmax gives',
    ],
    [
      'a batch that is too large',
      { training: { batch: { size: 3 } } },
      '4:30  training.batch.size: expected at most 2, the rows of the data, found 3; a batch is a part of the examples',
    ],
    [
      'dropout without hidden layers',
      { network: { hidden: [], dropout: { share: 0.2 } } },
      '4:35  network.dropout: expected a hidden layer for dropout, found none; dropout leaves out hidden units',
    ],
    [
      'a share too few',
      { network: { hidden: [4, 4], dropout: { share: [0.2] } } },
      '4:38  network.dropout: expected 2, one for each hidden layer, found 1; every hidden layer has one share that is left out',
    ],
    [
      'a matrix of the wrong shape',
      { network: { hidden: [], initial: { weights: [[[1, 2]]] } } },
      '4:47  network.initial.weights[0]: expected syn0 of 2×1, found 1×2; a matrix of weights has a row for each unit before it and a column for each unit after it',
    ],
    [
      'momentum for an optimizer without it',
      { training: { optimizer: { name: 'adam', momentum: 0.9 } } },
      '4:52  training.optimizer.momentum: expected no value here, found 0.9; only the optimizers momentum and nesterov have one',
    ],
    [
      'the follow-up form of dropout on others than sigmoids',
      { network: { activation: 'tanh', dropout: { share: 0.2, form: 'follow-up' } } },
      '4:43  network.dropout: expected sigmoid where this form of dropout leaves out units, found "tanh"; the follow-up form of dropout is for sigmoids, whose slope is 0 where a unit is left out',
    ],
    [
      'random bias rows where there are none',
      { network: { biasStart: 'random' } },
      '4:25  network.biasStart: expected no value here, found "random"; there are no bias rows without "bias": true',
    ],
    [
      'a form of dropout of nothing',
      { network: { dropout: { share: 0, form: 'follow-up' } } },
      '4:41  network.dropout.form: expected no value here, found "follow-up"; no unit is left out at a share of 0',
    ],
    [
      'an order of all examples',
      { training: { batch: { size: 2, order: 'shuffled' } } },
      '4:40  training.batch.order: expected no value here, found "shuffled"; a batch of all examples has no order',
    ],
    [
      'a factor of a cosine',
      { training: { schedule: { kind: 'cosine', factor: 0.5 } } },
      '4:51  training.schedule.factor: expected no value here, found 0.5; only the schedules step and exponential have one',
    ],
  ])('%s', (_, parts, message) => {
    expect(told(parts)).toEqual([`mine.json:${message}`]);
  });

  it('but not when a later change gives it a meaning', () => {
    const network = { dropout: { share: 0, form: 'follow-up' } };
    const training = { batch: { size: 2, order: 'shuffled' } };
    expect(told({ network, training, changes: [{ at: 10, set: { dropout: 0.1, batchSize: 1 } }] })).toEqual([]);
  });

  it('also in a change, together with all changes before it', () => {
    const changes = [
      { at: 20, set: { batchSize: 1 } },
      { at: 10, set: { dropout: 0.1, l2: 0.5 } },
    ];
    expect(told({ changes })).toEqual([]);
    expect(told({ changes, network: { batchNorm: true } })).toEqual([
      'mine.json:4:41  changes[0].set.batchSize: expected batches of at least 2 for batch normalization, found 1; a single example is its own mean, so normalization makes it 0',
    ]);
    expect(told({ changes, network: { hidden: [] } })[0]).toContain(
      'changes[1].set.dropout: expected a hidden layer for dropout, found none; dropout leaves out hidden units',
    );
  });

  it.each<[string, object, string]>([
    [
      'layers that its activations do not fit',
      { hidden: [4, 4] },
      '.hidden: expected 3, one for each layer after the inputs, found 2; every layer after the inputs has one activation',
    ],
    [
      'softmax in a hidden layer',
      { activation: ['softmax', 'sigmoid'] },
      '.activation[0]: expected another activation in a hidden layer, found "softmax"; softmax is for the last layer',
    ],
    [
      'a list that is too short',
      { activation: ['tanh'] },
      '.activation: expected 2, one for each layer after the inputs, found 1',
    ],
    [
      'a batch that is too large',
      { batch: { size: 3 } },
      '.batch.size: expected at most 2, the rows of the data, found 3; a batch is a part of the examples',
    ],
    [
      'dropout without a hidden layer',
      { activation: 'tanh', dropout: 0.2, hidden: [] },
      '.dropout: expected a hidden layer for dropout, found none; dropout leaves out hidden units',
    ],
    [
      'a network that is too large',
      { hidden: [4096, 4096], activation: 'tanh' },
      '.hidden: expected at most 10,000,000 numbers that are learned or kept by the optimizer, found 16,789,504; every optimizer but descent keeps one or two numbers for each weight',
    ],
    [
      'momentum for an optimizer without it',
      { optimizer: { name: 'adam', momentum: 0.9 } },
      '.optimizer.momentum: expected no value here, found 0.9; only the optimizers momentum and nesterov have one',
    ],
    [
      'initial weights of another network',
      { initial: { weights: [[[1], [2]]] } },
      '.initial.weights: expected 2, one for each layer of weights, found 1; a matrix of weights has a row for each unit before it and a column for each unit after it',
    ],
  ])('in a change of any setting: %s', (_, set, message) => {
    const messages = told({ network: { activation: ['tanh', 'sigmoid'] }, changes: [{ at: 1, set }] });
    expect(messages.map((text) => text.replace(/^mine.json:[0-9:]+ {2}/, ''))).toEqual([`changes[0].set${message}`]);
  });

  it('when an optimizer keeps too many numbers, at the beginning or after a change', () => {
    const network = { hidden: [2000, 2000] };
    const excess =
      'expected at most 10,000,000 numbers that are learned or kept by the optimizer, found 12,018,000; every optimizer but descent keeps one or two numbers for each weight';
    expect(told({ network })).toEqual([]);
    expect(told({ network, training: { optimizer: 'adam' } })).toEqual([`mine.json:4:22  network.hidden: ${excess}`]);
    const changes = [{ at: 1, set: { optimizer: 'adam' } }];
    expect(told({ network, changes })[0]).toContain(`changes[0].set.optimizer: ${excess}`);
  });

  it('in a change that does nothing', () => {
    const set = { momentum: 0.5, clipLimit: 2, scheduleEvery: 10, scheduleFactor: 0.5 };
    const messages = told({ changes: [{ at: 1, set }] });
    expect(messages.map((message) => /set\.(\w+): expected no value here/.exec(message)?.[1])).toEqual(
      Object.keys(set),
    );
    const training = { optimizer: 'momentum', clip: { what: 'deltas' }, schedule: { kind: 'step' } };
    expect(told({ training, changes: [{ at: 1, set }] })).toEqual([]);
  });
});
