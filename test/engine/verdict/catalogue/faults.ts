import type { Cause, Remedy, VerdictKind } from '../../../../src/engine/verdict/verdict.ts';
import { type Data, drawn, inputsOf, oneHot, plainXor, withInputs, withTargets, xor } from './examples.ts';

/** A fault in a small scenario, and what the verdict says of it. */
export interface Fault {
  readonly name: string;
  readonly scenario: object;
  /** Completed iterations at which it is judged. */
  readonly at: number;
  readonly kind: VerdictKind;
  readonly cause: Cause['kind'];
  /** The first remedy; undefined when no setting helps. */
  readonly remedy: Remedy['kind'] | undefined;
  /** The fields of the data that a person is advised to add. */
  readonly advice?: Data;
  /** The measure of a run, smaller is better: the error on the examples by default. */
  readonly by?: 'error' | 'test squares';
  /** The best known result by that measure. */
  readonly best: number;
  /** By default 1 to 5. */
  readonly seeds?: readonly number[];
  /** True when `npm test` runs it too. */
  readonly short?: true;
}

function scenario(data: Data, network: object, training: object): object {
  return { name: 'Fault', data, network, training };
}

const flowers: Data = { file: 'data/iris.csv', scale: 'standard' };
/** Two classes with a few percent of the second. */
const rare = drawn(200, (draws) => {
  const inputs = inputsOf(draws, 2);
  return [inputs, [(inputs[0] as number) > 0.9 ? 1 : 0]];
});
const labels = (rows: number): Data => drawn(rows, (draws) => [inputsOf(draws, 2), [draws.uniform() > 0 ? 1 : 0]]);
const noLabels = labels(120);
const fewLabels = labels(40);
const thirds = drawn(90, (draws) => {
  const [x, y] = inputsOf(draws, 2) as [number, number];
  return [[x, y], oneHot(x > 0.3 ? 0 : y > 0 ? 1 : 2, 3)];
});
const wave = drawn(40, (draws) => {
  const x = draws.uniform();
  return [[x], [Math.sin(Math.PI * x)]];
});
const noisyWave = drawn(60, (draws) => {
  const x = draws.uniform();
  return [[x], [Math.sin(Math.PI * x) + 0.3 * draws.normal()]];
});
const shortWave = drawn(24, (draws) => {
  const x = draws.uniform();
  return [[x], [Math.sin(Math.PI * x) + 0.5 * draws.normal()]];
});
const slope = drawn(40, (draws) => {
  const [a, b] = inputsOf(draws, 2) as [number, number];
  return [[a, b], [2 * a - b + 0.5]];
});
const classes2 = drawn(80, (draws) => {
  const [a, b] = inputsOf(draws, 2) as [number, number];
  return [[a, b], [a * a + b * b < 0.5 ? 1 : 0]];
});

/** Faults of the network: its layers, activations and first weights. */
const ofNetwork: readonly Fault[] = [
  {
    name: 'xor without a hidden layer',
    scenario: scenario(xor, { hidden: [] }, { iterations: 5000 }),
    at: 5000,
    kind: 'stuck',
    cause: 'noHiddenLayer',
    remedy: 'addHiddenLayer',
    best: 0.01,
    short: true,
  },
  {
    name: 'a ring without a hidden layer',
    scenario: scenario(classes2, { hidden: [], bias: true }, { iterations: 5000, learningRate: 0.1 }),
    at: 5000,
    kind: 'stuck',
    cause: 'noHiddenLayer',
    remedy: 'addHiddenLayer',
    best: 0.01,
  },
  {
    name: 'a linear hidden layer',
    scenario: scenario(
      xor,
      { hidden: [4], activation: ['linear', 'sigmoid'] },
      { iterations: 5000, learningRate: 0.1 },
    ),
    at: 200,
    kind: 'learning',
    cause: 'linearLayers',
    remedy: 'hiddenActivation',
    best: 0.02,
    short: true,
  },
  {
    name: 'two linear hidden layers',
    scenario: scenario(
      classes2,
      { hidden: [6, 4], bias: true, activation: ['linear', 'linear', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.05 },
    ),
    at: 3000,
    kind: 'stuck',
    cause: 'linearLayers',
    remedy: 'hiddenActivation',
    best: 0.01,
  },
  {
    name: 'linear layers under a wave',
    scenario: scenario(
      wave,
      { hidden: [8], bias: true, activation: 'linear' },
      { iterations: 5000, learningRate: 0.01 },
    ),
    at: 5000,
    kind: 'settled',
    cause: 'linearLayers',
    remedy: 'hiddenActivation',
    best: 0.02,
  },
  {
    name: 'no bias, inputs of 0',
    scenario: scenario({ inputs: [[0], [1]], targets: [[1], [0]] }, { hidden: [] }, { iterations: 5000 }),
    at: 5000,
    kind: 'stuck',
    cause: 'zeroInputs',
    remedy: 'addBias',
    best: 0.02,
    short: true,
  },
  {
    name: 'no bias behind relu, inputs of 0',
    scenario: scenario(
      withTargets(plainXor, ([a, b]) => 1 - Math.abs((a as number) - (b as number))),
      { hidden: [6], activation: ['tanh', 'linear'] },
      { iterations: 5000, learningRate: 0.1 },
    ),
    at: 5000,
    kind: 'stuck',
    cause: 'zeroInputs',
    remedy: 'addBias',
    best: 0.01,
  },
  {
    name: 'two units, two rows alike',
    scenario: scenario(xor, { hidden: [2] }, { iterations: 20_000 }),
    at: 20_000,
    kind: 'plateau',
    cause: 'rowsAlike',
    remedy: 'addHiddenUnits',
    best: 0.005,
    seeds: [1, 3, 5, 6, 9],
  },
  {
    name: 'two units, one row shut out',
    scenario: scenario(xor, { hidden: [2] }, { iterations: 20_000 }),
    at: 20_000,
    kind: 'plateau',
    cause: 'flatRows',
    remedy: 'addHiddenUnits',
    best: 0.005,
    seeds: [16, 12, 17, 22, 30],
  },
  {
    name: 'one unit for a ring',
    scenario: scenario(
      classes2,
      { hidden: [1], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 5000, learningRate: 0.1 },
    ),
    at: 5000,
    kind: 'plateau',
    cause: 'fewUnits',
    remedy: 'addHiddenUnits',
    best: 0.01,
  },
  {
    name: 'sixteen hidden sigmoids',
    scenario: scenario(xor, { hidden: Array(16).fill(4) }, { iterations: 5000 }),
    at: 5000,
    kind: 'stuck',
    cause: 'vanishingDeltas',
    remedy: 'fewerLayers',
    best: 0.01,
  },
  {
    name: 'five hidden sigmoids',
    scenario: scenario(xor, { hidden: [4, 4, 4, 4, 4] }, { iterations: 5000 }),
    at: 5000,
    kind: 'plateau',
    cause: 'vanishingDeltas',
    remedy: 'fewerLayers',
    best: 0.01,
  },
  {
    name: 'dead relus from the start',
    scenario: scenario(xor, { hidden: [2], activation: ['relu', 'sigmoid'] }, { iterations: 5000, learningRate: 0.1 }),
    seeds: [1, 2, 9, 16, 19],
    at: 10,
    kind: 'stuck',
    cause: 'deadLayer',
    remedy: 'addHiddenUnits',
    best: 0.02,
    short: true,
  },
  {
    name: 'relus killed by a step',
    scenario: scenario(
      plainXor,
      { hidden: [8], bias: true, activation: ['relu', 'sigmoid'] },
      { iterations: 3000, learningRate: 5 },
    ),
    at: 3000,
    kind: 'stuck',
    cause: 'deadLayer',
    remedy: 'lowerAlpha',
    best: 0.005,
  },
  {
    name: 'sigmoid under targets of -1 and 1',
    scenario: scenario(
      withTargets(xor, ([a, b]) => (a === b ? -1 : 1)),
      { hidden: [4] },
      { iterations: 5000 },
    ),
    at: 10,
    kind: 'learning',
    cause: 'outOfReach',
    remedy: 'outputActivation',
    best: 0.02,
    short: true,
  },
  {
    name: 'relu under targets below 0',
    scenario: scenario(slope, { hidden: [], bias: true, activation: 'relu' }, { iterations: 2000, learningRate: 0.01 }),
    at: 2000,
    kind: 'saturated',
    cause: 'outOfReach',
    remedy: 'outputActivation',
    best: 0.01,
  },
  {
    name: 'sigmoid under quantities up to 20',
    scenario: scenario(
      withTargets({ inputs: slope.inputs }, ([a, b]) => 10 + 6 * (a as number) - 3 * (b as number)),
      { hidden: [4], bias: true },
      { iterations: 3000, learningRate: 0.01 },
    ),
    at: 3000,
    kind: 'saturated',
    cause: 'outOfReach',
    remedy: 'outputActivation',
    best: 0.1,
  },
  {
    name: 'tanh under targets from 0 to 5',
    scenario: scenario(
      withTargets({ inputs: slope.inputs }, ([a]) => 2.5 + 2.5 * (a as number)),
      { hidden: [4], bias: true, activation: 'tanh' },
      { iterations: 3000, learningRate: 0.01 },
    ),
    at: 3000,
    kind: 'saturated',
    cause: 'outOfReach',
    remedy: 'outputActivation',
    best: 0.1,
  },
  {
    name: 'softmax with squared error',
    scenario: scenario(
      { ...flowers, scale: 'none' },
      { hidden: [6], bias: true, activation: ['tanh', 'softmax'] },
      { iterations: 1000, learningRate: 0.03, loss: 'mean-squared' },
    ),
    at: 100,
    kind: 'learning',
    cause: 'softmaxLoss',
    remedy: 'loss',
    best: 0.035,
    short: true,
  },
  {
    name: 'softmax with half square',
    scenario: scenario(
      { ...flowers, scale: 'none' },
      { hidden: [6], bias: true, activation: ['tanh', 'softmax'] },
      { iterations: 1000, learningRate: 0.01 },
    ),
    at: 1000,
    kind: 'learning',
    cause: 'softmaxLoss',
    remedy: 'loss',
    best: 0.035,
  },
  {
    name: 'all weights 0',
    scenario: scenario(xor, { hidden: [4], initial: 0 }, { iterations: 5000 }),
    at: 0,
    kind: 'untrained',
    cause: 'constantWeights',
    remedy: 'initialWeights',
    best: 0.01,
    short: true,
  },
  {
    name: 'all weights 0.5',
    scenario: scenario(xor, { hidden: [4], initial: 0.5 }, { iterations: 10_000 }),
    at: 10_000,
    kind: 'stuck',
    cause: 'constantWeights',
    remedy: 'initialWeights',
    best: 0.01,
  },
  {
    name: 'all weights 0 under tanh',
    scenario: scenario(
      classes2,
      { hidden: [8], bias: true, initial: 0, activation: ['tanh', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.1 },
    ),
    at: 50,
    kind: 'stuck',
    cause: 'constantWeights',
    remedy: 'initialWeights',
    best: 0.01,
  },
  {
    name: 'weights that are written out alike',
    scenario: scenario(
      xor,
      {
        hidden: [3],
        initial: {
          weights: [
            [
              [0.3, 0.3, 0.3],
              [-0.2, -0.2, -0.2],
              [0.1, 0.1, 0.1],
            ],
            [[0.4], [0.4], [0.4]],
          ],
        },
      },
      { iterations: 10_000 },
    ),
    at: 10_000,
    kind: 'stuck',
    cause: 'constantWeights',
    remedy: 'initialWeights',
    best: 0.01,
  },
  {
    name: 'weights too large for 64 inputs',
    scenario: scenario(
      drawn(60, (draws) => {
        const inputs = Array.from({ length: 64 }, () => 4 * draws.normal());
        return [inputs, [(inputs[0] as number) + (inputs[1] as number) > 0 ? 1 : 0]];
      }),
      { hidden: [16], activation: ['tanh', 'sigmoid'] },
      { iterations: 1000, learningRate: 0.02 },
    ),
    at: 0,
    kind: 'untrained',
    cause: 'largeWeights',
    remedy: 'initialWeights',
    best: 0.01,
  },
];

/** Faults of the training: alpha, schedule, loss, regularization. */
const ofTraining: readonly Fault[] = [
  {
    name: 'l2 of 0.5',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 10_000, l2: 0.5 }),
    at: 10_000,
    kind: 'stuck',
    cause: 'regularization',
    remedy: 'dropRegularization',
    best: 0.01,
    short: true,
  },
  {
    name: 'l2 of 0.05',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 10_000, l2: 0.05 }),
    at: 10_000,
    kind: 'stuck',
    cause: 'regularization',
    remedy: 'dropRegularization',
    best: 0.01,
  },
  {
    name: 'l1 of 0.2',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 10_000, l1: 0.2 }),
    at: 10_000,
    kind: 'stuck',
    cause: 'regularization',
    remedy: 'dropRegularization',
    best: 0.01,
  },
  {
    name: 'weight decay of 0.3',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 10_000, weightDecay: 0.3 }),
    at: 10_000,
    kind: 'stuck',
    cause: 'regularization',
    remedy: 'dropRegularization',
    best: 0.01,
  },
  {
    name: 'adamw with a decay of 5',
    scenario: scenario(
      classes2,
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.01, optimizer: 'adamw', weightDecay: 5 },
    ),
    at: 3000,
    kind: 'learning',
    cause: 'regularization',
    remedy: 'dropRegularization',
    best: 0.01,
  },
  {
    name: 'dropout of 0.9',
    scenario: scenario(
      classes2,
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'], dropout: 0.9 },
      { iterations: 3000, learningRate: 0.05 },
    ),
    at: 100,
    kind: 'learning',
    cause: 'largeDropout',
    remedy: 'dropout',
    best: 0.02,
    short: true,
  },
  {
    name: 'dropout of 0.75 in two layers',
    scenario: scenario(
      classes2,
      { hidden: [8, 8], bias: true, activation: ['tanh', 'tanh', 'sigmoid'], dropout: 0.75 },
      { iterations: 3000, learningRate: 0.05 },
    ),
    at: 3000,
    kind: 'learning',
    cause: 'largeDropout',
    remedy: 'dropout',
    best: 0.02,
  },
  {
    name: 'gradients clipped to almost nothing',
    scenario: scenario(
      xor,
      { hidden: [4] },
      { iterations: 10_000, clip: { what: 'gradients', by: 'norm', limit: 0.0001 } },
    ),
    at: 10_000,
    kind: 'plateau',
    cause: 'tightClipping',
    remedy: 'dropClipping',
    best: 0.01,
  },
  {
    name: 'deltas clipped to almost nothing',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 10_000, clip: { what: 'deltas', limit: 0.0001 } }),
    at: 10_000,
    kind: 'plateau',
    cause: 'tightClipping',
    remedy: 'dropClipping',
    best: 0.01,
  },
  {
    name: 'alpha of 1,000',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 2000, learningRate: 1000 }),
    at: 2000,
    kind: 'saturated',
    cause: 'flatOutputs',
    remedy: 'lowerAlpha',
    best: 0.01,
  },
  {
    name: 'alpha of 100',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 10_000, learningRate: 100 }),
    at: 10_000,
    kind: 'plateau',
    cause: 'largeSteps',
    remedy: 'lowerAlpha',
    best: 0.005,
    seeds: [1, 2, 3, 5, 6],
  },
  {
    name: 'alpha of 0.001',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 10_000, learningRate: 0.001 }),
    at: 10_000,
    kind: 'learning',
    cause: 'smallSteps',
    remedy: 'raiseAlpha',
    best: 0.01,
    short: true,
  },
  {
    name: 'a mean as loss, and a small alpha',
    scenario: scenario(
      classes2,
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 5000, learningRate: 0.01, loss: 'mean-squared' },
    ),
    at: 5000,
    kind: 'learning',
    cause: 'smallSteps',
    remedy: 'raiseAlpha',
    best: 0.02,
    seeds: [1, 2, 3, 5, 6],
  },
  {
    name: 'a line that overshoots',
    scenario: scenario(
      slope,
      { hidden: [], bias: true, activation: 'linear' },
      { iterations: 500, learningRate: 3, loss: 'mean-absolute' },
    ),
    at: 500,
    kind: 'oscillating',
    cause: 'largeSteps',
    remedy: 'lowerAlpha',
    best: 0.001,
    seeds: [1, 2, 3, 5, 7],
  },
  {
    name: 'a line that diverges',
    scenario: scenario(slope, { hidden: [], bias: true, activation: 'linear' }, { iterations: 2000, learningRate: 1 }),
    at: 2000,
    kind: 'diverged',
    cause: 'notFinite',
    remedy: 'lowerAlpha',
    best: 0.001,
    short: true,
  },
  {
    name: 'adam with an alpha of 3',
    scenario: scenario(
      classes2,
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 2000, learningRate: 3, optimizer: 'adam' },
    ),
    at: 2000,
    kind: 'saturated',
    cause: 'flatOutputs',
    remedy: 'lowerAlpha',
    best: 0.01,
  },
  {
    name: 'momentum of 0.99 at alpha 1',
    scenario: scenario(
      classes2,
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 2000, learningRate: 1, optimizer: { name: 'momentum', momentum: 0.99 } },
    ),
    at: 2000,
    kind: 'saturated',
    cause: 'flatOutputs',
    remedy: 'lowerAlpha',
    best: 0.01,
  },
  {
    name: 'a cosine that ends early',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 20_000, schedule: { kind: 'cosine', every: 500 } }),
    at: 20_000,
    kind: 'stuck',
    cause: 'scheduleEnded',
    remedy: 'constantAlpha',
    best: 0.005,
    short: true,
  },
  {
    name: 'an exponential schedule that falls fast',
    scenario: scenario(xor, { hidden: [4] }, { iterations: 20_000, schedule: { kind: 'exponential', factor: 0.99 } }),
    at: 20_000,
    kind: 'stuck',
    cause: 'scheduleEnded',
    remedy: 'constantAlpha',
    best: 0.005,
  },
  {
    name: 'a step schedule that falls fast',
    scenario: scenario(
      xor,
      { hidden: [4] },
      { iterations: 20_000, schedule: { kind: 'step', every: 100, factor: 0.5 } },
    ),
    at: 20_000,
    kind: 'stuck',
    cause: 'scheduleEnded',
    remedy: 'constantAlpha',
    best: 0.005,
  },
  {
    name: 'one row at a time, alpha too large to rest',
    scenario: scenario(
      noisyWave,
      { hidden: [8], bias: true, activation: ['tanh', 'linear'] },
      { iterations: 20_000, learningRate: 0.3, batch: { size: 1, order: 'shuffled' } },
    ),
    at: 20_000,
    kind: 'oscillating',
    cause: 'smallBatch',
    remedy: 'wholeBatch',
    best: 0.22,
  },
];

/** Faults of the data. */
const ofData: readonly Fault[] = [
  {
    name: 'inputs of thousands',
    scenario: scenario(
      withInputs(classes2, (cell) => 1000 * cell),
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.1 },
    ),
    at: 0,
    kind: 'untrained',
    cause: 'largeInputs',
    remedy: undefined,
    advice: { scale: 'standard' },
    best: 0.01,
    short: true,
  },
  {
    name: 'one column a thousand times larger',
    scenario: scenario(
      withInputs(classes2, (cell, column) => (column === 1 ? 1000 * cell : cell)),
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.1 },
    ),
    at: 0,
    kind: 'untrained',
    cause: 'largeInputs',
    remedy: undefined,
    advice: { scale: 'standard' },
    best: 0.01,
  },
  {
    name: 'inputs far from 0',
    scenario: scenario(
      withInputs(classes2, (cell) => 300 + cell),
      { hidden: [8], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.1 },
    ),
    at: 100,
    kind: 'oscillating',
    cause: 'largeInputs',
    remedy: undefined,
    advice: { scale: 'standard' },
    best: 0.01,
  },
  {
    name: 'inputs of hundreds under a line',
    scenario: scenario(
      withInputs(slope, (cell) => 200 * cell),
      { hidden: [], bias: true, activation: 'linear' },
      { iterations: 2000, learningRate: 0.01 },
    ),
    at: 0,
    kind: 'untrained',
    cause: 'largeInputs',
    remedy: undefined,
    advice: { scale: 'standard' },
    best: 0.001,
  },
  {
    name: 'rows that contradict each other',
    scenario: scenario(
      { inputs: [...xor.inputs, [1, 0, 1]], targets: [...xor.targets, [0]] },
      { hidden: [4] },
      { iterations: 10_000 },
    ),
    at: 10_000,
    kind: 'stuck',
    cause: 'alikeInputs',
    remedy: undefined,
    best: 0.2,
    short: true,
  },
  {
    name: 'a plane with noise',
    scenario: scenario(
      { generate: 'plane', examples: 60, noise: 0.3 },
      { hidden: [], bias: true, activation: 'linear' },
      { iterations: 5000, learningRate: 0.01 },
    ),
    at: 5000,
    kind: 'fits',
    cause: 'noise',
    remedy: undefined,
    best: 0.22,
    short: true,
  },
  {
    name: 'a wave with noise',
    scenario: scenario(
      noisyWave,
      { hidden: [8], bias: true, activation: ['tanh', 'linear'] },
      { iterations: 20_000, learningRate: 0.003 },
    ),
    at: 20_000,
    kind: 'learning',
    cause: 'noise',
    remedy: undefined,
    best: 0.2,
  },
  {
    name: 'labels that have nothing to do with the inputs',
    scenario: scenario(
      { ...fewLabels, test: { fraction: 0.5 } },
      { hidden: [], bias: true },
      { iterations: 3000, learningRate: 0.1 },
    ),
    at: 3000,
    kind: 'overfitting',
    cause: 'unrelated',
    remedy: undefined,
    best: 0.4,
  },
  {
    name: 'labels learned by heart',
    scenario: scenario(
      { ...noLabels, test: { fraction: 0.5 } },
      { hidden: [32], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 5000, learningRate: 0.05 },
    ),
    at: 5000,
    kind: 'overfitting',
    cause: 'unrelated',
    remedy: undefined,
    by: 'test squares',
    best: 0.25,
  },
  {
    name: 'a noisy wave learned by heart',
    scenario: scenario(
      { ...shortWave, test: { fraction: 0.5 } },
      { hidden: [48], bias: true, activation: ['tanh', 'linear'] },
      { iterations: 6000, learningRate: 0.01, optimizer: 'adam' },
    ),
    at: 6000,
    kind: 'overfitting',
    cause: 'manyParameters',
    remedy: 'stopEarly',
    by: 'test squares',
    best: 0.26,
  },
  {
    name: 'a few moons learned by heart',
    scenario: scenario(
      { generate: 'moons', examples: 100, noise: 0.5, test: { fraction: 0.5 } },
      { hidden: [40], bias: true, activation: ['tanh', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.02, optimizer: 'adam' },
    ),
    at: 3000,
    kind: 'overfitting',
    cause: 'manyParameters',
    remedy: 'stopEarly',
    by: 'test squares',
    best: 0.1,
  },
  {
    name: 'four percent positives',
    scenario: scenario(rare, { hidden: [4], bias: true }, { iterations: 200, learningRate: 0.01 }),
    at: 200,
    kind: 'learning',
    cause: 'imbalance',
    remedy: undefined,
    best: 0.01,
    short: true,
  },
  {
    name: 'a column that is the target',
    scenario: scenario(
      drawn(60, (draws) => {
        const [a, b] = inputsOf(draws, 2) as [number, number];
        const y = draws.uniform() > 0 ? 1 : 0;
        return [[a, y, b], [y]];
      }),
      { hidden: [4], bias: true },
      { iterations: 1000, learningRate: 0.5 },
    ),
    at: 1000,
    kind: 'solved',
    cause: 'leak',
    remedy: undefined,
    best: 0,
    short: true,
  },
  {
    name: 'constant inputs',
    scenario: scenario(
      {
        inputs: [
          [1, 2],
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        targets: [[0], [1], [1], [0]],
      },
      { hidden: [4] },
      { iterations: 3000 },
    ),
    at: 3000,
    kind: 'stuck',
    cause: 'alikeInputs',
    remedy: undefined,
    best: 0.5,
  },
  {
    name: 'all inputs 0',
    scenario: scenario(
      {
        inputs: [
          [0, 0],
          [0, 0],
          [0, 0],
          [0, 0],
        ],
        targets: [[0], [1], [1], [0]],
      },
      { hidden: [4] },
      { iterations: 3000 },
    ),
    at: 3000,
    kind: 'stuck',
    cause: 'alikeInputs',
    remedy: undefined,
    best: 0.5,
  },
  {
    name: 'targets of thousands',
    scenario: scenario(
      withTargets({ inputs: slope.inputs }, ([a, b]) => 50_000 + 30_000 * (a as number) - 20_000 * (b as number)),
      { hidden: [4], bias: true, activation: ['tanh', 'linear'] },
      { iterations: 2000, learningRate: 0.01 },
    ),
    at: 0,
    kind: 'untrained',
    cause: 'largeTargets',
    remedy: undefined,
    advice: { scaleTargets: 'standard' },
    best: 100,
  },
  {
    name: 'a first loss far above chance',
    scenario: scenario(
      drawn(60, (draws) => {
        const inputs = inputsOf(draws, 40);
        const [a, b] = inputs as [number, number];
        return [inputs, oneHot(a > 0.3 ? 0 : b > 0 ? 1 : 2, 3)];
      }),
      { hidden: [40, 40], bias: true, activation: ['relu', 'relu', 'softmax'] },
      { iterations: 300, learningRate: 0.05, loss: 'cross-entropy' },
    ),
    at: 1,
    kind: 'learning',
    cause: 'firstLoss',
    remedy: undefined,
    best: 0.01,
  },
  {
    name: 'three classes, one of them rare',
    scenario: scenario(
      drawn(120, (draws, row) => {
        const [a, b] = inputsOf(draws, 2) as [number, number];
        return [[a, b], oneHot(row % 40 === 0 ? 2 : a > -0.9 ? 0 : 1, 3)];
      }),
      { hidden: [4], bias: true, activation: ['tanh', 'softmax'] },
      { iterations: 100, learningRate: 0.1, loss: 'cross-entropy' },
    ),
    at: 100,
    kind: 'learning',
    cause: 'imbalance',
    remedy: undefined,
    best: 0.01,
  },
  {
    name: 'three classes in thousands',
    scenario: scenario(
      withInputs(thirds, (cell) => 5000 * cell),
      { hidden: [6], activation: ['tanh', 'softmax'] },
      { iterations: 1000, learningRate: 0.5, loss: 'cross-entropy' },
    ),
    at: 0,
    kind: 'untrained',
    cause: 'largeInputs',
    remedy: undefined,
    advice: { scale: 'standard' },
    best: 0.02,
  },
];

export const faults: readonly Fault[] = [...ofNetwork, ...ofTraining, ...ofData];
