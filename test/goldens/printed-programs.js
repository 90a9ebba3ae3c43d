// Prints programs as JSON, in the lines that the dashboard shows. printed.py runs them.
import { loadTypeScript } from '../../scripts/load-typescript.js';

const EXAMPLES = 12;
const network = { layerSizes: [3, 4, 2], bias: true, learningRate: 0.1 };

/** Together they have every technique, activation and loss, and every kind of batch, clipping and schedule. */
const cases = [
  { name: 'the tutorial', targets: 'classes', settings: { ...network, bias: false, learningRate: 1 } },
  {
    name: 'softmax with cross-entropy, shuffled batches, adam along a cosine',
    targets: 'shares',
    settings: {
      ...network,
      activations: ['relu', 'softmax'],
      loss: 'cross-entropy',
      batchSize: 5,
      batchOrder: 'shuffled',
      optimizer: 'adam',
      schedule: 'cosine',
      scheduleEvery: 150,
    },
  },
  {
    name: 'softmax under a squared error, trimmed gradients',
    targets: 'shares',
    settings: {
      ...network,
      activations: ['tanh', 'softmax'],
      loss: 'mean squared',
      clip: 'gradients',
      clipLimit: 0.05,
    },
  },
  {
    name: 'batch normalization in batches that come in sequence, momentum, l2, steps of alpha',
    targets: 'reals',
    settings: {
      ...network,
      learningRate: 0.01,
      activations: ['tanh', 'linear'],
      batchNorm: true,
      batchSize: 5,
      optimizer: 'momentum',
      l2: 0.01,
      schedule: 'step',
      scheduleEvery: 50,
    },
  },
  {
    name: 'dropout, gelu and swish, rmsprop, all gradients scaled',
    targets: 'reals',
    settings: {
      ...network,
      layerSizes: [3, 5, 4, 2],
      learningRate: 0.01,
      activations: ['gelu', 'swish', 'linear'],
      dropout: 0.25,
      optimizer: 'rmsprop',
      clip: 'gradients by norm',
      clipLimit: 0.5,
    },
  },
  {
    name: 'dropout as in the follow-up, adagrad, all deltas scaled',
    targets: 'classes',
    settings: {
      ...network,
      layerSizes: [3, 5, 4, 2],
      dropout: 0.2,
      dropoutForm: 'follow-up',
      optimizer: 'adagrad',
      clip: 'deltas by norm',
      clipLimit: 0.0001,
    },
  },
  {
    name: 'elu and leaky relu under the Huber loss, nesterov, weight decay, alpha a little less each time',
    targets: 'reals',
    settings: {
      ...network,
      layerSizes: [3, 5, 4, 2],
      activations: ['elu', 'leaky relu', 'linear'],
      loss: 'huber',
      initial: 'xavier normal',
      optimizer: 'nesterov',
      weightDecay: 0.02,
      schedule: 'exponential',
      scheduleFactor: 0.99,
    },
  },
  {
    name: 'softplus under the absolute error, adamw, l1, trimmed deltas',
    targets: 'reals',
    settings: {
      ...network,
      learningRate: 0.01,
      activations: ['softplus', 'linear'],
      loss: 'mean absolute',
      initial: 'he uniform',
      optimizer: 'adamw',
      l1: 0.001,
      clip: 'deltas',
      clipLimit: 0.03,
    },
  },
  {
    name: 'binary cross-entropy, one example after another in another order each epoch',
    targets: 'classes',
    settings: {
      ...network,
      biasStart: 'random',
      loss: 'binary cross-entropy',
      initial: 'lecun normal',
      batchSize: 1,
      batchOrder: 'shuffled',
    },
  },
];

const { buildProgram } = await loadTypeScript('src/network/build.ts');
const { withDefaults } = await loadTypeScript('src/network/settings.ts');
const { printStatements } = await loadTypeScript('src/language/print.ts');
const programs = cases.map((own) => {
  const { setup, iteration, evaluation } = buildProgram(withDefaults(own.settings), EXAMPLES);
  const lines = { setup, iteration, evaluation: evaluation?.lines ?? [] };
  return { ...own, ...Object.fromEntries(Object.entries(lines).map(([part, own]) => [part, printStatements(own)])) };
});
console.log(JSON.stringify(programs));
