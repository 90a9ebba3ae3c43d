/*
 * What scenarios are told: together everything that a script may have to write that can be added to a network, changed on the
 * way, or be a reason to stop.
 */

const xor = {
  inputs: [
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ],
  targets: [[0], [1], [1], [0]],
};
export const inputs = [
  [0.5, -1.25, 1.0],
  [-0.75, 0.1, 0.3],
  [1.5, 1.4, -1.1],
  [0.2, -0.6, 0.9],
  [-1.3, 0.25, 1.2],
  [0.85, 0.95, 0.05],
  [-0.4, -1.7, -0.35],
  [1.1, -0.2, -1.6],
  [-1.6, 1.15, 0.7],
  [0.0, 0.45, -0.8],
  [-0.9, -0.55, -1.4],
  [0.65, 1.8, 0.4],
];
export const first = inputs.map((_, row) => (row % 3 === 0 || row === 5 ? 1 : 0));
const classes = { inputs, targets: first.map((own) => [own, 1 - own]) };
export const reals = { inputs, targets: inputs.map(([a = 0, b = 0, c = 0]) => [a * b - 0.3, 0.5 * c + a]) };

type Section = Readonly<Record<string, unknown>>;

interface Rows {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

export interface Told {
  readonly data: Rows & Section;
  readonly network?: Section;
  readonly training?: Section;
  readonly changes?: readonly Section[];
}

/** By the name under which their scripts are kept. */
export const told: Readonly<Record<string, Told>> = {
  xor: { data: xor },
  softmax: {
    data: classes,
    network: { bias: true, activation: ['relu', 'softmax'], initial: 'he-uniform' },
    training: {
      loss: 'cross-entropy',
      optimizer: 'adam',
      learningRate: 0.02,
      batch: { size: 5, order: 'shuffled' },
      schedule: { kind: 'cosine', every: 200 },
    },
  },
  'batch-normalization': {
    data: reals,
    network: { hidden: [5, 4], bias: true, batchNorm: true, activation: ['tanh', 'elu', 'linear'] },
    training: {
      loss: 'mean-squared',
      learningRate: 0.05,
      batch: { size: 5 },
      optimizer: 'momentum',
      l2: 0.01,
      schedule: { kind: 'step', every: 60 },
    },
  },
  dropout: {
    data: reals,
    network: { hidden: [5, 4], bias: true, dropout: [0.25, 0.1], activation: ['gelu', 'swish', 'linear'] },
    training: {
      learningRate: 0.01,
      optimizer: 'rmsprop',
      clip: { what: 'gradients', by: 'norm', limit: 0.5 },
      l1: 0.001,
    },
  },
  'dropout-follow-up': {
    data: classes,
    network: { hidden: [5, 4], dropout: { share: 0.2, form: 'follow-up' }, bias: true, biasStart: 'random' },
    training: { optimizer: 'adagrad', learningRate: 0.1, clip: { what: 'deltas', by: 'norm', limit: 0.05 } },
  },
  nesterov: {
    data: reals,
    network: { hidden: [5, 4], activation: ['softplus', 'leaky-relu', 'linear'], initial: 'xavier-normal', bias: true },
    training: {
      loss: 'huber',
      learningRate: 0.1,
      optimizer: { name: 'nesterov', momentum: 0.8 },
      weightDecay: 0.02,
      schedule: { kind: 'exponential', factor: 0.99 },
    },
  },
  adamw: {
    data: reals,
    network: { activation: ['tanh', 'linear'], initial: 'lecun-normal', bias: true },
    training: {
      loss: 'mean-absolute',
      learningRate: 0.01,
      optimizer: 'adamw',
      l1: 0.001,
      clip: { what: 'gradients', by: 'value', limit: 0.03 },
    },
  },
  'binary-cross-entropy': {
    data: classes,
    network: {
      bias: true,
      initial: {
        weights: [
          [
            [1, -1, 2, 0],
            [0, 1, 1, -2],
            [3, 0, -1, 1],
          ],
          [
            [1, -1],
            [2, 0],
            [-1, 1],
            [0, 1],
          ],
        ],
      },
    },
    training: {
      loss: 'binary-cross-entropy',
      batch: { size: 1, order: 'shuffled' },
      learningRate: 0.05,
      clip: { what: 'deltas', limit: 0.5 },
    },
  },
  'softmax-squared': {
    data: classes,
    network: { hidden: [], bias: true, activation: ['softmax'] },
    training: { loss: 'mean-squared', optimizer: 'adam', weightDecay: 0.01, learningRate: 0.05 },
  },
  'softmax-binary': {
    data: classes,
    network: { activation: ['tanh', 'softmax'], initial: 0.25 },
    training: { loss: 'binary-cross-entropy', learningRate: 0.2, clip: { what: 'deltas', by: 'norm', limit: 0.4 } },
  },
  cells: {
    data: xor,
    changes: [
      { at: 100, set: { learningRate: 10 } },
      { at: 150, set: { 'syn0[0,2]': 0, 'syn1[1,0]': -0.5, learningRate: 1 } },
    ],
  },
  changes: {
    data: classes,
    network: { bias: true },
    training: { batch: { size: 5 }, optimizer: 'momentum', learningRate: 0.1 },
    changes: [
      { at: 0, set: { biasStart: 'random' } },
      { at: 60, set: { hidden: [4, 3] } },
      { at: 60, set: { 'syn1[0,0]': 0.5 } },
      { at: 100, set: { optimizer: 'adam', learningRate: 0.02, schedule: { kind: 'exponential', factor: 0.995 } } },
      { at: 140, set: { batch: null, dropout: 0.2 } },
      { at: 200, set: { batchNorm: true, batch: { size: 4, order: 'shuffled' } } },
      { at: 240, set: { activation: 'tanh', dropout: null } },
    ],
  },
  'counters-cross': {
    data: classes,
    training: { batch: { size: 4, order: 'shuffled' }, optimizer: 'adam', learningRate: 0.02 },
    changes: [
      { at: 75, set: { batch: null } },
      { at: 130, set: { schedule: { kind: 'step', every: 50 } } },
      { at: 190, set: { optimizer: null, learningRate: 0.5 } },
    ],
  },
  'changed-at-the-end': { data: xor, changes: [{ at: 300, set: { hidden: [4, 3] } }] },
  'stop-at-error': { data: xor, training: { learningRate: 10, stop: { errorBelow: 0.1, seconds: 1000 } } },
  'stop-without-improvement': {
    data: classes,
    network: { dropout: 0.5 },
    training: { batch: { size: 5 }, learningRate: 0.5, stop: { noImprovementFor: 15, gradientNormBelow: 1e-9 } },
    changes: [{ at: 30, set: { learningRate: 0.1 } }],
  },
  'stop-at-gradient': {
    data: classes,
    network: { bias: true },
    training: { loss: 'mean-squared', learningRate: 0.5, stop: { gradientNormBelow: 0.02, errorBelow: 1e-6 } },
    changes: [{ at: 20, set: { optimizer: 'momentum' } }],
  },
};
