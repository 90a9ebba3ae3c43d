import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { datasetFromGenerator } from '../../src/data/generators/generate.ts';
import { type SensibleSettings, sensibleSettings } from '../../src/data/sensible-settings.ts';
import { rowsOf } from '../../src/engine/matrix.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { full } from '../full.ts';
import { exampleFile } from './example-files.ts';
import { type Learned, learn } from './learned.ts';
import { made, outcomeValue, tableOf } from './tables.ts';

/** A scenario file with these settings, parsed. */
function scenarioOf({ train }: Dataset, { network, training }: SensibleSettings): Scenario {
  const data = { inputs: rowsOf(train.inputs), targets: rowsOf(train.targets) };
  const parsed = parseScenario(JSON.stringify({ name: 'sensible', data, network, training }));
  if (!parsed.ok) throw new Error(printFaults('sensible', parsed.faults).join('\n'));
  return parsed.scenario;
}

function learnSensibly(generate: string, examples: number): Learned {
  const test = { fraction: 0.2, seed: 3 };
  const request = { generate, examples };
  const settings = sensibleSettings(outcomeValue(datasetFromGenerator(request, { test })).dataset);
  const { dataset } = outcomeValue(datasetFromGenerator(request, { ...settings.data, test }));
  const scenario = scenarioOf(dataset, settings);
  const learned = { ...settingsOf(scenario), hidden: settings.network.hidden };
  return learn(dataset, learned, settings.training.iterations, settings.training.seed);
}

describe('settings for data without a scenario', () => {
  it('use softmax and cross-entropy for three classes', () => {
    const { dataset } = made(exampleFile('iris.csv'));
    const { network, training, data } = sensibleSettings(dataset);
    expect(network).toEqual({
      hidden: [16],
      bias: true,
      activation: ['tanh', 'softmax'],
      initial: 'xavier-normal',
    });
    expect(training).toEqual({
      iterations: 400,
      learningRate: 0.01,
      seed: 1,
      reportEvery: 40,
      loss: 'cross-entropy',
      optimizer: 'adam',
      batch: { size: 32, order: 'shuffled' },
    });
    expect(data).toEqual({ scale: 'standard' });
  });

  it('use a sigmoid and binary cross-entropy for two classes, and no mini-batches for few rows', () => {
    const { dataset } = made(tableOf({ a: [0, 0, 1, 1], b: [0, 1, 0, 1], xor: [0, 1, 1, 0] }));
    const { network, training } = sensibleSettings(dataset);
    expect(network.activation).toEqual(['tanh', 'tanh', 'sigmoid']);
    expect(training.loss).toBe('binary-cross-entropy');
    expect(training.batch).toBeUndefined();
    expect(training.iterations).toBe(2000);
  });

  it('use the same for several targets of 0 and 1', () => {
    const table = tableOf({ x: [1, 2, 3, 4], a: [0, 1, 1, 0], b: [0, 1, 0, 1] });
    expect(sensibleSettings(made(table, { targets: ['a', 'b'] }).dataset).training.loss).toBe('binary-cross-entropy');
  });

  it('use a linear output, mean-squared and scaled targets for quantities', () => {
    const { dataset } = made(tableOf({ x: [1, 2, 3], y: [100, 250.5, 3000] }));
    const { network, training, data } = sensibleSettings(dataset);
    expect(network.activation.at(-1)).toBe('linear');
    expect(training.loss).toBe('mean-squared');
    expect(data).toEqual({ scale: 'standard', scaleTargets: 'standard' });
  });

  it('use more relu units and fewer iterations for many inputs', () => {
    const { network, training } = sensibleSettings(made(exampleFile('digits.csv.gz')).dataset);
    expect(network).toMatchObject({ hidden: [32], activation: ['relu', 'softmax'], initial: 'he-normal' });
    expect(training.iterations).toBe(1000);
  });

  it('give a reason for each setting', () => {
    const { dataset } = made(exampleFile('iris.csv'));
    const { reasons } = sensibleSettings(dataset);
    expect(reasons.map(({ setting, because }) => `${setting}: ${because}`)).toEqual([
      'data.scale: inputs of mean 0 and deviation 1 start with the same say, whatever their units',
      'network.hidden: 16 units are enough for the most that 4 inputs hold',
      'network.activation: tanh bends smoothly, and few inputs need no more; xavier weights suit it',
      'training.loss: softmax shares 1 among 3 classes, and cross-entropy is the loss of shares',
      'training.optimizer: adam at 0.01 learns most data without being tuned',
      'training.batch: 32 of 150 rows at a time, shuffled, are many steps in little time',
      'training.iterations: 100 epochs, after which few columns are learned by heart rather than better',
    ]);
  });

  it('are valid in a scenario file', () => {
    const { dataset } = made(exampleFile('iris.csv'));
    const { network, training } = scenarioOf(dataset, sensibleSettings(dataset));
    expect(network).toMatchObject({ hidden: [16], activation: ['tanh', 'softmax'] });
    expect(training).toMatchObject({ optimizer: 'adam', loss: 'cross-entropy', iterations: 400 });
  });

  it('stop near the best test accuracy, for several splits', () => {
    const shares = [1, 2, 3, 4, 5, 6].map((seed) => {
      const test = { fraction: 0.2, seed };
      const settings = sensibleSettings(made(exampleFile('iris.csv'), { test }).dataset);
      const { dataset } = made(exampleFile('iris.csv'), { test, ...settings.data });
      const learned = { ...settingsOf(scenarioOf(dataset, settings)), hidden: settings.network.hidden };
      return learn(dataset, learned, settings.training.iterations, settings.training.seed).test;
    });
    expect(shares[0]).toBeCloseTo(29 / 30, 10);
    // With 2,000 iterations it is 0.93.
    expect(shares.reduce((sum, share) => sum + share) / shares.length).toBeGreaterThan(0.96);
  });

  it('count epochs of full batches in their reason', () => {
    const iterationsOf = (rows: number, columns: object) => {
      const { dataset } = made(tableOf({ ...columns, y: Array.from({ length: rows }, (_, row) => row / 7) }));
      return sensibleSettings(dataset).reasons.at(-1)?.because;
    };
    const x = (rows: number) => Array.from({ length: rows }, (_, row) => (row * 37) % rows);
    expect(iterationsOf(120, { x: x(120) })).toBe('666 epochs');
    expect(iterationsOf(90_000, { x: x(90_000) })).toBe('3 epochs');
  });

  const least = [
    ['moons', 0.95],
    ['bumps', 0.95],
    ['spirals', 0.9],
    ['checkerboard', 0.85],
    ['pipes-and-bicycles', 0.95],
  ] as const;

  it.each(least.slice(0, full ? least.length : 2))('learn %s to a test accuracy of at least %f', (generate, least) => {
    expect(learnSensibly(generate, 400).test).toBeGreaterThan(least);
  });
});
