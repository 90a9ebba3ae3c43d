import { flowers, noisySlope, noisyWave, outliers, ring, slope } from './examples.ts';
import { type Fault, fault, line, onMoons, onRing, scenario, tanh, tutorial } from './fault.ts';

/** Faults of the training: alpha, schedule, loss, regularization. */
export const faultsOfTraining: readonly Fault[] = [
  fault('l2 of 0.5', tutorial({ iterations: 10_000, l2: 0.5 }), ['stuck', 'regularization', 'dropRegularization'], {
    short: true,
  }),
  fault('l2 of 0.05', tutorial({ iterations: 10_000, l2: 0.05 }), ['stuck', 'regularization', 'dropRegularization']),
  fault('l1 of 0.2', tutorial({ iterations: 10_000, l1: 0.2 }), ['stuck', 'regularization', 'dropRegularization']),
  fault(
    'l1 of 2, in whose steps weights jump around 0',
    scenario(
      { generate: 'moons', examples: 100, noise: 0.15, scale: 'standard' },
      { hidden: [6], bias: true },
      { iterations: 2000, learningRate: 0.05, l1: 2 },
    ),
    ['stuck', 'regularization', 'dropRegularization'],
    { short: true },
  ),
  fault('weight decay of 0.3', tutorial({ iterations: 10_000, weightDecay: 0.3 }), [
    'stuck',
    'regularization',
    'dropRegularization',
  ]),
  fault(
    'adamw with a decay of 5',
    onRing({ iterations: 3000, learningRate: 0.01, optimizer: 'adamw', weightDecay: 5 }),
    ['learning', 'regularization', 'dropRegularization'],
  ),
  fault('l2 of 1 on moons', onMoons({ iterations: 1000, l2: 1 }), ['stuck', 'regularization', 'dropRegularization'], {
    best: 0.003,
  }),
  fault(
    'l2 of 0.05 on moons',
    onMoons({ iterations: 2000, l2: 0.05 }),
    ['settled', 'regularization', 'dropRegularization'],
    { best: 0.003 },
  ),
  fault(
    'l2 of 0.3 on moons, under adam',
    onMoons({ iterations: 1500, l2: 0.3 }),
    ['settled', 'regularization', 'dropRegularization'],
    { best: 0.003 },
  ),
  fault(
    'l1 of 30 in a line, whose weights swing around 0',
    scenario(slope, line, { iterations: 1000, learningRate: 0.005, l1: 30 }),
    ['learning', 'regularization', 'dropRegularization'],
    { best: 0.001 },
  ),
  fault(
    'weight decay of 2 on flowers',
    scenario(flowers, tanh([8], 'softmax'), {
      iterations: 1000,
      learningRate: 0.1,
      loss: 'cross-entropy',
      weightDecay: 2,
    }),
    ['stuck', 'regularization', 'dropRegularization'],
    { best: 0.025 },
  ),
  fault(
    'dropout of 0.9',
    scenario(ring, { ...tanh([8], 'sigmoid'), dropout: 0.9 }, { iterations: 3000, learningRate: 0.05 }),
    ['learning', 'largeDropout', 'dropout'],
    { at: 100, best: 0.02, short: true },
  ),
  fault(
    'dropout of 0.75 in two layers',
    scenario(
      ring,
      { hidden: [8, 8], bias: true, activation: ['tanh', 'tanh', 'sigmoid'], dropout: 0.75 },
      { iterations: 3000, learningRate: 0.05 },
    ),
    ['learning', 'largeDropout', 'dropout'],
    { at: 100, best: 0.02 },
  ),
  fault(
    'gradients clipped to almost nothing',
    tutorial({ iterations: 10_000, clip: { what: 'gradients', by: 'norm', limit: 0.0001 } }),
    ['plateau', 'tightClipping', 'dropClipping'],
  ),
  fault('deltas clipped to almost nothing', tutorial({ iterations: 10_000, clip: { what: 'deltas', limit: 0.0001 } }), [
    'plateau',
    'tightClipping',
    'dropClipping',
  ]),
  fault(
    'deltas of many rows clipped to almost nothing',
    scenario({ generate: 'moons', noise: 0.1 }, tanh([8], 'sigmoid'), {
      iterations: 1500,
      learningRate: 0.1,
      clip: { what: 'deltas', limit: 0.00001 },
    }),
    ['learning', 'tightClipping', 'dropClipping'],
    { seeds: [1, 2, 3, 5] },
  ),
  fault(
    'errors that grow beyond those of the mean',
    scenario(slope, tanh([6], 'linear'), { iterations: 1000, learningRate: 0.15 }),
    ['learning', 'largeSteps', 'lowerAlpha'],
    { at: 20, best: 0.05, short: true },
  ),
  fault(
    'relus of which a step kills some',
    scenario(
      { generate: 'moons', noise: 0.1 },
      { hidden: [8], bias: true, activation: ['relu', 'sigmoid'], initial: 'he-normal' },
      { iterations: 1500, learningRate: 2 },
    ),
    ['settled', 'largeSteps', 'lowerAlpha'],
    { seeds: [1, 3, 6, 7, 8] },
  ),
  fault('alpha of 1,000', tutorial({ iterations: 2000, learningRate: 1000 }), [
    'saturated',
    'flatOutputs',
    'lowerAlpha',
  ]),
  fault('alpha of 100', tutorial({ iterations: 10_000, learningRate: 100 }), ['plateau', 'largeSteps', 'lowerAlpha'], {
    best: 0.005,
    seeds: [1, 2, 3, 5, 6],
  }),
  fault(
    'alpha of 0.001',
    tutorial({ iterations: 10_000, learningRate: 0.001 }),
    ['learning', 'smallSteps', 'raiseAlpha'],
    { short: true },
  ),
  fault(
    'alpha of 0.001, early',
    tutorial({ iterations: 10_000, learningRate: 0.001 }),
    ['learning', 'smallSteps', 'raiseAlpha'],
    { at: 300 },
  ),
  fault(
    'adam with an alpha of 0.0001, early',
    onMoons({ iterations: 1000, learningRate: 0.0001 }),
    ['learning', 'smallSteps', 'raiseAlpha'],
    { at: 300, best: 0.003 },
  ),
  fault(
    'a mean as loss, and a small alpha',
    onRing({ iterations: 5000, learningRate: 0.01, loss: 'mean-squared' }),
    ['learning', 'smallSteps', 'raiseAlpha'],
    { best: 0.02, seeds: [1, 2, 3, 5, 6] },
  ),
  fault(
    'a mean as loss, and a small alpha, for many rows',
    scenario({ generate: 'moons', examples: 1000, noise: 0.1 }, tanh([8], 'sigmoid'), {
      iterations: 3000,
      learningRate: 0.0005,
      loss: 'binary-cross-entropy',
    }),
    ['learning', 'smallSteps', 'raiseAlpha'],
    { best: 0.003 },
  ),
  fault(
    'softmax in small batches, alpha too large',
    scenario(flowers, tanh([8], 'softmax'), {
      iterations: 3000,
      learningRate: 20,
      loss: 'cross-entropy',
      batch: { size: 8, order: 'shuffled' },
    }),
    ['oscillating', 'smallBatch', 'wholeBatch'],
    { best: 0.005, short: true },
  ),
  fault(
    'softmax in batches of a third, alpha too large',
    scenario(flowers, tanh([8], 'softmax'), {
      iterations: 2000,
      learningRate: 60,
      loss: 'cross-entropy',
      batch: { size: 50, order: 'shuffled' },
    }),
    ['oscillating', 'smallBatch', 'lowerAlpha'],
    { at: 800, best: 0.005 },
  ),
  fault(
    'a noisy wave in batches of a third, which swings',
    scenario(noisyWave, tanh([8], 'linear'), {
      iterations: 3000,
      learningRate: 0.04,
      batch: { size: 20, order: 'shuffled' },
    }),
    ['oscillating', 'smallBatch', 'lowerAlpha'],
    { at: 800, best: 0.25 },
  ),
  fault(
    'a noisy line in batches of a third, which swings',
    scenario(noisySlope, line, {
      iterations: 1500,
      learningRate: 0.9,
      loss: 'mean-squared',
      batch: { size: 20, order: 'shuffled' },
    }),
    ['oscillating', 'smallBatch', 'lowerAlpha'],
    { best: 0.43, short: true },
  ),
  fault(
    'a sum of sizes as loss, and a small alpha',
    scenario(noisySlope, tanh([6], 'linear'), { iterations: 2000, learningRate: 0.001, loss: 'mean-absolute' }),
    ['learning', 'smallSteps', 'raiseAlpha'],
    { at: 150, best: 0.38 },
  ),
  fault(
    'classes under linear outputs, which swing',
    scenario(ring, tanh([8], 'linear'), { iterations: 2000, learningRate: 0.012 }),
    ['oscillating', 'largeSteps', 'lowerAlpha'],
    { best: 0.1 },
  ),
  fault(
    'outliers under huber, and a large alpha',
    scenario(outliers, tanh([6], 'linear'), { iterations: 2000, learningRate: 3, loss: 'huber' }),
    ['oscillating', 'largeSteps', 'lowerAlpha'],
    { best: 0.6 },
  ),
  fault(
    'weight decay of 0.5 on moons',
    scenario({ generate: 'moons', noise: 0.1 }, tanh([8], 'sigmoid'), {
      iterations: 2000,
      learningRate: 0.05,
      weightDecay: 0.5,
    }),
    ['settled', 'regularization', 'dropRegularization'],
  ),
  fault(
    'a line that overshoots',
    scenario(slope, line, { iterations: 500, learningRate: 3, loss: 'mean-absolute' }),
    ['oscillating', 'largeSteps', 'lowerAlpha'],
    { best: 0.001, seeds: [1, 2, 3, 5, 7], short: true },
  ),
  fault(
    'a line that diverges',
    scenario(slope, line, { iterations: 2000, learningRate: 1 }),
    ['diverged', 'notFinite', 'lowerAlpha'],
    { best: 0.001, short: true },
  ),
  fault('adam with an alpha of 3', onRing({ iterations: 2000, learningRate: 3, optimizer: 'adam' }), [
    'saturated',
    'flatOutputs',
    'lowerAlpha',
  ]),
  fault(
    'momentum of 0.99 at alpha 1',
    onRing({ iterations: 2000, learningRate: 1, optimizer: { name: 'momentum', momentum: 0.99 } }),
    ['saturated', 'flatOutputs', 'lowerAlpha'],
  ),
  fault(
    'a cosine that ends early',
    tutorial({ iterations: 20_000, schedule: { kind: 'cosine', every: 500 } }),
    ['stuck', 'scheduleEnded', 'constantAlpha'],
    { best: 0.005, short: true },
  ),
  fault(
    'an exponential schedule that falls fast',
    tutorial({ iterations: 20_000, schedule: { kind: 'exponential', factor: 0.99 } }),
    ['stuck', 'scheduleEnded', 'constantAlpha'],
    { best: 0.005 },
  ),
  fault(
    'a step schedule that falls fast',
    tutorial({ iterations: 20_000, schedule: { kind: 'step', every: 100, factor: 0.5 } }),
    ['stuck', 'scheduleEnded', 'constantAlpha'],
    { best: 0.005 },
  ),
  fault(
    'one row at a time, alpha too large to rest',
    scenario(noisyWave, tanh([8], 'linear'), {
      iterations: 20_000,
      learningRate: 0.3,
      batch: { size: 1, order: 'shuffled' },
    }),
    ['oscillating', 'smallBatch', 'wholeBatch'],
    { best: 0.22 },
  ),
];
