import { describe, expect, it } from 'vitest';
import { datasetFromGenerator } from '../../src/data/generators/generate.ts';
import { sensibleSettings } from '../../src/data/sensible-settings.ts';
import { emptyMatrix, rowsOf } from '../../src/engine/matrix.ts';
import { numpyRandom } from '../../src/engine/random.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { full } from '../full.ts';
import { exampleFile } from './example-files.ts';
import { type Learned, learn } from './learned.ts';
import { regression, regressions } from './regressions.ts';
import { type Compared, comparedOn, scenarioOf } from './small-regressions.ts';
import { made, outcomeValue, tableOf } from './tables.ts';

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

  it('use fewer units where those of all rows would be too many activations', () => {
    const rows = 1_000_000;
    const train = { inputs: emptyMatrix({ rows, columns: 4 }), targets: emptyMatrix({ rows, columns: 1 }) };
    const names = { inputNames: ['a', 'b', 'c', 'd'], targetNames: ['y'], classes: ['no', 'yes'] };
    expect(sensibleSettings({ train, ...names }).network.hidden).toEqual([15]);
  });

  it('give a reason for each setting', () => {
    const { dataset } = made(exampleFile('iris.csv'));
    const { reasons } = sensibleSettings(dataset);
    expect(reasons.map(({ setting, because }) => `${setting}: ${because}`)).toEqual([
      'data.scale: inputs with mean 0 and standard deviation 1 start with equal influence, whatever their units',
      'network.hidden: 16 units are enough for most data with 4 inputs',
      'network.activation: tanh is smooth and sufficient for few inputs; xavier weights suit it',
      'training.loss: softmax gives each of 3 classes a share, and cross-entropy is the loss for shares',
      'training.optimizer: adam with alpha 0.01 learns most data without tuning',
      'training.batch: 32 of 150 rows per update, shuffled, give many steps in a short time',
      'training.iterations: 100 epochs; with few columns, longer training mostly memorizes',
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
    expect(iterationsOf(120, { x: x(120) })).toBe('1,000 epochs');
    expect(iterationsOf(90_000, { x: x(90_000) })).toBe('3 epochs');
  });

  const quick = ['three columns', 'twenty columns, few rows', 'nothing but noise', 'sine', 'parabola', 'like salaries'];
  const compared = regressions.map(({ name }) => name).filter((name) => full || quick.includes(name));

  it.each(compared)('predict other rows of a small regression as well as ridge regression: %s', (name) => {
    const seeds = full ? [1, 2, 3] : [1, 2];
    const results = seeds.map((seed) => comparedOn(name, seed));
    const mean = (of: (result: Compared) => number) => results.reduce((sum, one) => sum + of(one), 0) / seeds.length;
    expect(mean(({ network }) => network)).toBeGreaterThan(mean(({ ridge }) => ridge) - 0.01);
    // The mean has an r² of about 0.
    expect(mean(({ network }) => network)).toBeGreaterThan(-0.03);
  });

  it('predict noisy classes as well as the most frequent class does', () => {
    const random = numpyRandom(4);
    const draw = (rows: number) => {
      const x = Array.from({ length: 8 }, () => Array.from({ length: rows }, () => random.nextGaussian()));
      const y = Array.from({ length: rows }, () => (random.nextDouble() < 0.7 ? 'often' : 'rarely'));
      return tableOf({ ...Object.fromEntries(x.map((values, at) => [`x${at}`, values])), y });
    };
    const [train, test] = [draw(100), { table: draw(400) }];
    const settings = sensibleSettings(made(train, { test }).dataset);
    expect(settings.notice).toContain('no better than the shares of the classes');
    expect(settings.training.l2).toBe(0.1);
    const { dataset } = made(train, { ...settings.data, test });
    const learned = { ...settingsOf(scenarioOf(dataset, settings)), hidden: settings.network.hidden };
    const often = rowsOf(dataset.test?.targets as never).filter(([cell]) => cell === 0).length / 400;
    // Without the penalty it is 0.1 less.
    expect(learn(dataset, learned, settings.training.iterations, 1).test).toBeGreaterThan(often - 0.01);
  });

  it('say when the inputs do not seem to predict the target', () => {
    const settings = (name: string) => sensibleSettings(made(regression(name, 1).train).dataset);
    expect(settings('nothing but noise').notice).toBe(
      'the inputs may not predict the target: a ridge regression, also on curves, predicts held-out rows hardly better than the mean, r² 0.05',
    );
    expect(settings('like salaries').notice).toBeUndefined();
  });

  it('leave hidden layers out where curves predict no better than a straight line', () => {
    const settings = (name: string) => sensibleSettings(made(regression(name, 1).train).dataset);
    const reasons = (name: string) => settings(name).reasons.filter(({ setting }) => setting === 'network.hidden');
    expect(settings('like salaries').network).toMatchObject({ hidden: [], activation: ['linear'] });
    expect(reasons('like salaries')[0]?.because).toBe(
      'none, because curves predict held-out rows no better than a straight line (ridge regression): r² 0.83 and 0.83',
    );
    expect(settings('sine').network).toMatchObject({ hidden: [16, 16], activation: ['tanh', 'tanh', 'linear'] });
    expect(reasons('sine')[0]?.because).toBe(
      'two layers of 16 units, because curves predict held-out rows better than a straight line (ridge regression): r² 0.93 and 0.57',
    );
  });

  it('have the penalty of ridge regression for several targets as for one', () => {
    const table = regression('like salaries', 1).train;
    const twice = { columns: [...table.columns, { ...table.columns.at(-1)!, name: 'z' }] };
    const l2 = (of: typeof table, targets: readonly string[]) =>
      sensibleSettings(made(of, { targets }).dataset).training.l2 as number;
    // mean(e²) is over both targets, the penalty over the weights of both.
    expect(l2(twice, ['y', 'z'])).toBeCloseTo(l2(table, ['y']) / 2, 3);
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
