import { matrixFromRows } from '../../src/engine/matrix.ts';
import { numpyRandom } from '../../src/engine/random.ts';
import { type ScriptSource, sourceOf } from '../../src/export/source.ts';
import { makeData } from '../../src/scenario/make-data.ts';
import { askedData, type Parsed, parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { xor } from '../xor.ts';
import { flowersScenario } from './flowers.ts';

/*
 * The scenarios that are exported in tests. Together they have everything that a script can contain: all techniques, changes
 * during the run, stop conditions, a test set, scaling.
 */

const inputs = [
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
const first = inputs.map((_, row) => (row % 3 === 0 || row === 5 ? 1 : 0));
const classes = { inputs, targets: first.map((own) => [own, 1 - own]) };
const reals = { inputs, targets: inputs.map(([a = 0, b = 0, c = 0]) => [a * b - 0.3, 0.5 * c + a]) };

type Section = Readonly<Record<string, unknown>>;

interface Rows {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

interface Settings {
  readonly data: Rows & Section;
  readonly network?: Section;
  readonly training?: Section;
  readonly changes?: readonly Section[];
}

/** The settings of each subject, by its name. */
const cases: Readonly<Record<string, Settings>> = {
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

const defaultTraining = { iterations: 300, reportEvery: 50, seed: 7 };

export interface Subject {
  readonly name: string;
  readonly source: ScriptSource;
}

export const subjects: readonly Subject[] = [
  ...Object.entries(cases).map(([name, own]) => ({ name, source: sourceFor(name, own) })),
  tested('test-classes', 'softmax', ['yes', 'no']),
  tested('test-quantities', 'nesterov', undefined),
  { name: 'many-examples', source: withManyExamples() },
  { name: 'flowers', source: sourceOf(flowersScenario()) },
  made('scaled-quantities', {
    data: { ...inUnits(reals), inputNames: ['width', 'a=b', 'depth'], scale: 'standard', scaleTargets: 'min-max' },
    network: { hidden: [5, 4], bias: true, batchNorm: true, dropout: [0, 0.1], activation: ['tanh', 'elu', 'linear'] },
    training: { loss: 'mean-squared', learningRate: 0.05, batch: { size: 5 } },
  }),
  made('scaled-targets', {
    data: { ...inUnits(reals), scaleTargets: 'standard' },
    network: { activation: ['tanh', 'linear'], bias: true },
    training: { loss: 'mean-squared', learningRate: 0.1 },
  }),
  made('several-units', {
    data: {
      inputs: inUnits(reals).inputs,
      // The mean of the last column differs from its cells by rounding.
      targets: reals.targets.map(([a = 0, b = 0]) => [Math.round(500 + 80 * a), 2 * b - 7, 0.1]),
      ...{ targetNames: ['rent (€)', 'size', 'fee (€)'], scaleTargets: 'standard' },
      ...{ scale: 'standard', test: { fraction: 0.25, seed: 3 } },
    },
    network: { activation: ['tanh', 'linear'], bias: true },
    training: { learningRate: 0.05 },
  }),
  made('own-unit', {
    data: {
      inputs: inUnits(reals).inputs,
      targets: reals.targets.map(([own = 0]) => [Math.round(500 + 80 * own)]),
      ...{ targetNames: ['rent (€)'], scale: 'standard', scaleTargets: 'standard', test: { fraction: 0.25, seed: 3 } },
    },
    network: { activation: ['tanh', 'linear'], bias: true, initial: 0.25 },
    training: { learningRate: 0.05, l2: 0.001, reportEvery: 1, stop: { errorBelow: 0.3, gradientNormBelow: 1e-9 } },
  }),
  made('stopped-classes', {
    data: { inputs, targets: first.map((own) => [own]), classes: ['no', 'yes'] },
    network: { bias: true },
    training: {
      learningRate: 0.5,
      clip: { what: 'gradients', by: 'norm', limit: 1 },
      stop: { errorBelow: 0.3, gradientNormBelow: 1e-9 },
    },
    changes: [
      { at: 30, set: { hidden: [5] } },
      { at: 60, set: { batch: { size: 4 } } },
    ],
  }),
  made('two-classes', {
    data: {
      ...inUnits({ inputs, targets: first.map((own) => [own]) }),
      ...{ classes: ['C#, exp(', 'it\'s \\ "sqrt"'], scale: 'min-max', test: { fraction: 0.25, seed: 3 } },
    },
    network: { bias: true },
    training: { learningRate: 0.5 },
  }),
];

function sourceFor(name: string, { data, network, training, changes = [] }: Settings): ScriptSource {
  const text = JSON.stringify({
    name,
    description: `Everything of ${name}, "quoted" and with a \\ in it.`,
    data,
    network,
    training: { ...defaultTraining, ...training },
    changes,
  });
  return sourceOf(scenarioIn(name, parseScenario(text)));
}

/** The same inputs in units far from 0 and 1. */
function inUnits(data: Settings['data']): Settings['data'] {
  return { ...data, inputs: data.inputs.map(([a = 0, b = 0, c = 0]) => [40 * a + 170, b, 1e4 * c - 3e5]) };
}

/** A subject whose data set is made from its rows. */
function made(name: string, own: Settings): Subject {
  const text = JSON.stringify({ name, ...own, training: { ...defaultTraining, ...own.training } });
  const making = makeData(askedData(text) ?? { data: {} }, () => ({ ok: false, expected: 'rows', found: 'a file' }));
  if (!making.ok) throw new Error(`${name}: ${JSON.stringify(making)}`);
  return { name, source: sourceOf(scenarioIn(name, parseScenario(text, making.made))) };
}

function scenarioIn(name: string, parsed: Parsed): Scenario {
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.faults)}`);
  return parsed.scenario;
}

/** A subject with a test set added. */
function tested(name: string, like: string, names: readonly string[] | undefined): Subject {
  const source = sourceFor(like, cases[like] as Settings);
  const { data } = cases[like] as Settings;
  const shifted = data.inputs.slice(0, 5).map((row) => row.map((cell) => cell + 0.1));
  const test = { inputs: matrixFromRows(shifted), targets: matrixFromRows(data.targets.slice(0, 5)) };
  return { name, source: { ...source, name, dataset: { ...source.dataset, test, classes: names } } };
}

/** A subject with more examples than a script lists. */
function withManyExamples(): ScriptSource {
  const source = sourceFor('many-examples', cases['softmax'] as Settings);
  const random = numpyRandom(5);
  const rows = Array.from({ length: 420 }, () => Array.from({ length: 3 }, () => random.nextGaussian()));
  const targets = rows.map(([a = 0, b = 0]) => (a * b > 0 ? [1, 0] : [0, 1]));
  const train = { inputs: matrixFromRows(rows), targets: matrixFromRows(targets) };
  return { ...source, dataset: { ...source.dataset, train } };
}
