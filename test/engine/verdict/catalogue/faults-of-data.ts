import { xor } from '../../../xor.ts';
import {
  drawn,
  fewLabels,
  inputsOf,
  labels,
  noisyPlane,
  noisyWave,
  noLabels,
  oneHot,
  rare,
  ring,
  shortWave,
  slope,
  thirds,
  withInputs,
  withTargets,
} from './examples.ts';
import { type Fault, fault, halved, line, onRing, scenario, tanh } from './fault.ts';

/** Faults of the data. */
export const faultsOfData: readonly Fault[] = [
  fault(
    'inputs of thousands',
    onRing(
      { iterations: 3000, learningRate: 0.1 },
      withInputs(ring, (cell) => 1000 * cell),
    ),
    ['untrained', 'largeInputs'],
    { at: 0, advice: { scale: 'standard' } },
  ),
  fault(
    'one column a thousand times larger',
    onRing(
      { iterations: 3000, learningRate: 0.1 },
      withInputs(ring, (cell, column) => (column === 1 ? 1000 * cell : cell)),
    ),
    ['untrained', 'largeInputs'],
    { at: 0, advice: { scale: 'standard' } },
  ),
  fault(
    'inputs of ten-thousandths',
    onRing(
      { iterations: 2000, learningRate: 0.1 },
      withInputs(ring, (cell) => cell / 10_000),
    ),
    ['untrained', 'smallInputs'],
    { at: 0, advice: { scale: 'standard' }, best: 0.03 },
  ),
  fault(
    'inputs far from 0',
    onRing(
      { iterations: 3000, learningRate: 0.1 },
      withInputs(ring, (cell) => 300 + cell),
    ),
    ['oscillating', 'largeInputs'],
    { at: 100, advice: { scale: 'standard' } },
  ),
  fault(
    'inputs of hundreds under a line',
    scenario(
      withInputs(slope, (cell) => 200 * cell),
      line,
      { iterations: 2000, learningRate: 0.01 },
    ),
    ['untrained', 'largeInputs'],
    { at: 0, advice: { scale: 'standard' }, best: 0.001, short: true },
  ),
  fault(
    'rows that contradict each other',
    scenario(
      { inputs: [...xor.inputs, [1, 0, 1]], targets: [...xor.targets, [0]] },
      { hidden: [4] },
      { iterations: 10_000 },
    ),
    ['stuck', 'alikeInputs'],
    { best: 0.2, short: true },
  ),
  fault(
    'a plane with noise',
    scenario({ generate: 'plane', examples: 60, noise: 0.3 }, line, { iterations: 5000, learningRate: 0.01 }),
    ['fits', 'noise'],
    { best: 0.22, short: true },
  ),
  fault(
    'a wave with noise',
    scenario(noisyWave, tanh([8], 'linear'), { iterations: 20_000, learningRate: 0.003 }),
    ['learning', 'noise'],
    { best: 0.2 },
  ),
  fault(
    'labels that have nothing to do with the inputs',
    scenario(halved(fewLabels), { hidden: [], bias: true }, { iterations: 3000, learningRate: 0.1 }),
    ['overfitting', 'unrelated', 'addL2'],
    { by: 'test squares', best: 0.25 },
  ),
  fault(
    'labels learned by heart',
    scenario(halved(noLabels), tanh([32], 'sigmoid'), { iterations: 5000, learningRate: 0.05 }),
    ['overfitting', 'unrelated', 'addL2'],
    { by: 'test squares', best: 0.25 },
  ),
  fault(
    'a noisy wave learned by heart',
    scenario(halved(shortWave), tanh([48], 'linear'), { iterations: 6000, learningRate: 0.01, optimizer: 'adam' }),
    ['overfitting', 'manyParameters', 'stopEarly'],
    { by: 'test squares', best: 0.26 },
  ),
  fault(
    'a test error that rises gently',
    scenario({ ...noisyPlane, test: { fraction: 0.4 } }, tanh([20], 'linear'), {
      iterations: 1000,
      learningRate: 0.01,
      optimizer: 'adam',
    }),
    ['learning', 'testRising', 'stopEarly'],
    { at: 900, by: 'test squares', best: 0.25, seeds: [1, 2, 3, 4, 6], short: true },
  ),
  fault(
    'a few moons learned by heart',
    scenario(halved({ generate: 'moons', examples: 100, noise: 0.5 }), tanh([40], 'sigmoid'), {
      iterations: 3000,
      learningRate: 0.02,
      optimizer: 'adam',
    }),
    ['overfitting', 'manyParameters', 'stopEarly'],
    { by: 'test squares', best: 0.1 },
  ),
  fault(
    'four percent positives',
    scenario(rare, { hidden: [4], bias: true }, { iterations: 200, learningRate: 0.01 }),
    ['learning', 'imbalance'],
    { short: true },
  ),
  fault(
    'labels of eight inputs learned by heart',
    scenario(halved(labels(40, 8)), { hidden: [16], bias: true }, { iterations: 5000, learningRate: 0.5 }),
    ['overfitting', 'testAtChance', 'addL2'],
    { by: 'test squares', best: 0.25 },
  ),
  fault(
    'a column that codes three classes',
    scenario(
      drawn(90, (draws, row) => [[...inputsOf(draws, 2), row % 3], oneHot(row % 3, 3)]),
      tanh([6], 'softmax'),
      { iterations: 300, learningRate: 0.5, loss: 'cross-entropy' },
    ),
    ['untrained', 'leak'],
    { at: 0, best: 0 },
  ),
  fault(
    'a column that is the target',
    scenario(
      drawn(60, (draws) => {
        const [a, b] = inputsOf(draws, 2) as [number, number];
        const y = draws.uniform() > 0 ? 1 : 0;
        return [[a, y, b], [y]];
      }),
      { hidden: [4], bias: true },
      { iterations: 1000, learningRate: 0.5 },
    ),
    ['solved', 'leak'],
    { best: 0, short: true },
  ),
  fault(
    'constant inputs',
    scenario({ inputs: Array(4).fill([1, 2]), targets: xor.targets }, { hidden: [4] }, { iterations: 3000 }),
    ['stuck', 'alikeInputs'],
    { best: 0.5 },
  ),
  fault(
    'all inputs 0',
    scenario({ inputs: Array(4).fill([0, 0]), targets: xor.targets }, { hidden: [4] }, { iterations: 3000 }),
    ['stuck', 'alikeInputs'],
    { best: 0.5 },
  ),
  fault(
    'targets of thousands',
    scenario(
      withTargets(slope, ([a, b]) => 50_000 + 30_000 * (a as number) - 20_000 * (b as number)),
      tanh([4], 'linear'),
      { iterations: 2000, learningRate: 0.01 },
    ),
    ['untrained', 'largeTargets'],
    { at: 0, advice: { scaleTargets: 'standard' }, best: 100 },
  ),
  fault(
    'a first loss far above chance',
    scenario(
      drawn(60, (draws) => {
        const inputs = inputsOf(draws, 40);
        const [a, b] = inputs as [number, number];
        return [inputs, oneHot(a > 0.3 ? 0 : b > 0 ? 1 : 2, 3)];
      }),
      { hidden: [40, 40], bias: true, activation: ['relu', 'relu', 'softmax'] },
      { iterations: 300, learningRate: 0.05, loss: 'cross-entropy' },
    ),
    ['learning', 'firstLoss'],
    { at: 1 },
  ),
  fault(
    'three classes, one of them rare',
    scenario(
      drawn(120, (draws, row) => {
        const [a, b] = inputsOf(draws, 2) as [number, number];
        return [[a, b], oneHot(row % 40 === 0 ? 2 : a > -0.9 ? 0 : 1, 3)];
      }),
      tanh([4], 'softmax'),
      { iterations: 100, learningRate: 0.1, loss: 'cross-entropy' },
    ),
    ['learning', 'imbalance'],
  ),
  fault(
    'three classes in thousands',
    scenario(
      withInputs(thirds, (cell) => 5000 * cell),
      { hidden: [6], activation: ['tanh', 'softmax'] },
      { iterations: 1000, learningRate: 0.5, loss: 'cross-entropy' },
    ),
    ['untrained', 'largeInputs'],
    { at: 0, advice: { scale: 'standard' }, best: 0.02 },
  ),
];
