import { xor } from '../../../xor.ts';
import { drawn, flowers, plainXor, ring, slope, wave, withTargets } from './examples.ts';
import { type Fault, fault, scenario, tanh } from './fault.ts';

/** Faults of the network: its layers, activations and first weights. */
export const faultsOfNetwork: readonly Fault[] = [
  fault(
    'ten layers of sigmoids that swing',
    scenario(
      { generate: 'circles', examples: 100, test: { fraction: 0.25 } },
      { hidden: Array(10).fill(6), bias: true },
      { iterations: 2000, learningRate: 1 },
    ),
    ['oscillating', 'vanishingDeltas', 'fewerLayers'],
  ),
  fault(
    'one unit for a sine',
    scenario({ generate: 'sine', examples: 80 }, tanh([1], 'linear'), { iterations: 8000, learningRate: 0.01 }),
    ['settled', 'fewUnits', 'addHiddenUnits'],
    { best: 0.1, short: true },
  ),
  fault(
    'one relu for a sine',
    scenario(
      { generate: 'sine', examples: 60 },
      { hidden: [1], bias: true, activation: ['relu', 'linear'], initial: 'he-normal' },
      { iterations: 2000, learningRate: 0.005 },
    ),
    ['learning', 'fewUnits', 'addHiddenUnits'],
    { at: 1500, best: 0.03, seeds: [1, 2, 3, 7, 10] },
  ),
  fault(
    'xor without a hidden layer',
    scenario(xor, { hidden: [] }, { iterations: 5000 }),
    ['stuck', 'noHiddenLayer', 'addHiddenLayer'],
    { short: true },
  ),
  fault(
    'xor without a hidden layer, early',
    scenario(xor, { hidden: [] }, { iterations: 5000 }),
    ['learning', 'noHiddenLayer', 'addHiddenLayer'],
    { at: 200, short: true },
  ),
  fault(
    'a ring without a hidden layer',
    scenario(ring, { hidden: [], bias: true }, { iterations: 5000, learningRate: 0.1 }),
    ['stuck', 'noHiddenLayer', 'addHiddenLayer'],
  ),
  fault(
    'a linear hidden layer',
    scenario(xor, { hidden: [4], activation: ['linear', 'sigmoid'] }, { iterations: 5000, learningRate: 0.1 }),
    ['learning', 'linearLayers', 'hiddenActivation'],
    { at: 200, best: 0.02, short: true },
  ),
  fault(
    'two linear hidden layers',
    scenario(
      ring,
      { hidden: [6, 4], bias: true, activation: ['linear', 'linear', 'sigmoid'] },
      { iterations: 3000, learningRate: 0.05 },
    ),
    ['stuck', 'linearLayers', 'hiddenActivation'],
  ),
  fault(
    'linear layers under a wave',
    scenario(wave, { hidden: [8], bias: true, activation: 'linear' }, { iterations: 5000, learningRate: 0.01 }),
    ['settled', 'linearLayers', 'hiddenActivation'],
    { best: 0.02 },
  ),
  fault(
    'no bias, inputs of 0',
    scenario({ inputs: [[0], [1]], targets: [[1], [0]] }, { hidden: [] }, { iterations: 5000 }),
    ['stuck', 'zeroInputs', 'addBias'],
    { best: 0.02, short: true },
  ),
  fault(
    'no bias behind relu, inputs of 0',
    scenario(
      withTargets(plainXor, ([a, b]) => 1 - Math.abs((a as number) - (b as number))),
      { hidden: [6], activation: ['tanh', 'linear'] },
      { iterations: 5000, learningRate: 0.1 },
    ),
    ['stuck', 'zeroInputs', 'addBias'],
  ),
  fault(
    'two units, two rows alike',
    scenario(xor, { hidden: [2] }, { iterations: 20_000 }),
    ['plateau', 'rowsAlike', 'addHiddenUnits'],
    { best: 0.005, seeds: [1, 3, 5, 6, 9] },
  ),
  fault(
    'two units, one row shut out',
    scenario(xor, { hidden: [2] }, { iterations: 20_000 }),
    ['plateau', 'flatRows', 'addHiddenUnits'],
    { best: 0.005, seeds: [16, 12, 17, 22, 30] },
  ),
  fault('one unit for a ring', scenario(ring, tanh([1], 'sigmoid'), { iterations: 5000, learningRate: 0.1 }), [
    'plateau',
    'fewUnits',
    'addHiddenUnits',
  ]),
  fault('sixteen hidden sigmoids', scenario(xor, { hidden: Array(16).fill(4) }, { iterations: 5000 }), [
    'stuck',
    'vanishingDeltas',
    'fewerLayers',
  ]),
  fault(
    'five hidden sigmoids',
    scenario(xor, { hidden: [4, 4, 4, 4, 4] }, { iterations: 5000 }),
    ['plateau', 'vanishingDeltas', 'fewerLayers'],
    { short: true },
  ),
  fault(
    'dead relus from the start',
    scenario(xor, { hidden: [2], activation: ['relu', 'sigmoid'] }, { iterations: 5000, learningRate: 0.1 }),
    ['stuck', 'deadLayer', 'addHiddenUnits'],
    { at: 10, best: 0.02, seeds: [1, 2, 9, 16, 19], short: true },
  ),
  fault(
    'relus killed by a step',
    scenario(
      plainXor,
      { hidden: [8], bias: true, activation: ['relu', 'sigmoid'] },
      { iterations: 3000, learningRate: 5 },
    ),
    ['stuck', 'deadLayer', 'lowerAlpha'],
    { best: 0.005, seeds: [1, 2, 3, 5, 6] },
  ),
  fault(
    'sigmoid under targets of -1 and 1',
    scenario(
      withTargets(xor, ([a, b]) => (a === b ? -1 : 1)),
      { hidden: [4] },
      { iterations: 5000 },
    ),
    ['learning', 'outOfReach', 'outputActivation'],
    { at: 10, best: 0.02, short: true },
  ),
  fault(
    'relu under targets below 0',
    scenario(slope, { hidden: [], bias: true, activation: 'relu' }, { iterations: 2000, learningRate: 0.01 }),
    ['saturated', 'outOfReach', 'outputActivation'],
  ),
  fault(
    'sigmoid under quantities up to 20',
    scenario(
      withTargets(slope, ([a, b]) => 10 + 6 * (a as number) - 3 * (b as number)),
      { hidden: [4], bias: true },
      { iterations: 3000, learningRate: 0.01 },
    ),
    ['saturated', 'outOfReach', 'outputActivation'],
    { best: 0.1 },
  ),
  fault(
    'tanh under targets from 0 to 5',
    scenario(
      withTargets(slope, ([a]) => 2.5 + 2.5 * (a as number)),
      { hidden: [4], bias: true, activation: 'tanh' },
      { iterations: 3000, learningRate: 0.01 },
    ),
    ['saturated', 'outOfReach', 'outputActivation'],
    { best: 0.1 },
  ),
  fault(
    'softmax with squared error',
    scenario({ ...flowers, scale: 'none' }, tanh([6], 'softmax'), {
      iterations: 1000,
      learningRate: 0.03,
      loss: 'mean-squared',
    }),
    ['learning', 'softmaxLoss', 'loss'],
    { at: 100, best: 0.035, short: true },
  ),
  fault(
    'softmax with half square',
    scenario({ ...flowers, scale: 'none' }, tanh([6], 'softmax'), { iterations: 1000, learningRate: 0.01 }),
    ['learning', 'softmaxLoss', 'loss'],
    { best: 0.035 },
  ),
  fault(
    'all weights 0',
    scenario(xor, { hidden: [4], initial: 0 }, { iterations: 5000 }),
    ['untrained', 'constantWeights', 'initialWeights'],
    { at: 0, short: true },
  ),
  fault('all weights 0.5', scenario(xor, { hidden: [4], initial: 0.5 }, { iterations: 10_000 }), [
    'stuck',
    'constantWeights',
    'initialWeights',
  ]),
  fault(
    'all weights 0 under tanh',
    scenario(ring, { ...tanh([8], 'sigmoid'), initial: 0 }, { iterations: 3000, learningRate: 0.1 }),
    ['stuck', 'constantWeights', 'initialWeights'],
    { at: 50 },
  ),
  fault(
    'all weights 0 under relu',
    scenario(
      xor,
      { hidden: [8], initial: 0, activation: ['relu', 'sigmoid'] },
      { iterations: 5000, learningRate: 0.1 },
    ),
    ['stuck', 'constantWeights', 'initialWeights'],
    { at: 10, best: 0.015 },
  ),
  fault(
    'all weights 0 under dropout',
    scenario(ring, { ...tanh([8], 'sigmoid'), initial: 0, dropout: 0.3 }, { iterations: 2000, learningRate: 0.1 }),
    ['stuck', 'constantWeights', 'initialWeights'],
  ),
  fault(
    'all weights 0.5 under relu on moons',
    scenario(
      { generate: 'moons', noise: 0.1 },
      { hidden: [8], bias: true, activation: ['relu', 'sigmoid'], initial: 0.5 },
      { iterations: 2000, learningRate: 0.05 },
    ),
    ['settled', 'constantWeights', 'initialWeights'],
  ),
  fault(
    'weights that are written out alike',
    scenario(
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
    ['stuck', 'constantWeights', 'initialWeights'],
  ),
  fault(
    'weights of 50 that are written out',
    scenario(
      plainXor,
      {
        hidden: [4],
        bias: true,
        initial: {
          weights: [
            [
              [60, -50, 40, 55],
              [-45, 52, 61, -58],
            ],
            [[30], [-40], [50], [-35]],
          ],
        },
      },
      { iterations: 3000 },
    ),
    ['saturated', 'largeWeights', 'initialWeights'],
    { best: 0.02, short: true },
  ),
  fault(
    'four units for spirals, which swing',
    scenario({ generate: 'spirals' }, tanh([4], 'sigmoid'), { iterations: 6000, learningRate: 0.05 }),
    ['oscillating', 'fewUnits', 'addHiddenUnits'],
    { best: 0.03, seeds: [1, 2, 3] },
  ),
  fault(
    'a checkerboard without a hidden layer',
    scenario(
      { generate: 'checkerboard' },
      { hidden: [], bias: true },
      { iterations: 3000, learningRate: 0.02, optimizer: 'adam' },
    ),
    ['stuck', 'noHiddenLayer', 'addHiddenLayer'],
  ),
  fault(
    'weights too large for 64 inputs',
    scenario(
      drawn(60, (draws) => {
        const inputs = Array.from({ length: 64 }, () => 4 * draws.normal());
        return [inputs, [(inputs[0] as number) + (inputs[1] as number) > 0 ? 1 : 0]];
      }),
      { hidden: [16], activation: ['tanh', 'sigmoid'] },
      { iterations: 1000, learningRate: 0.02 },
    ),
    ['untrained', 'largeWeights', 'initialWeights'],
    { at: 0 },
  ),
];
