import { describe, expect, it } from 'vitest';
import { datasetFromGenerator } from '../../../src/data/generators/generate.ts';
import { rowsOf } from '../../../src/engine/matrix.ts';
import { learn } from '../learned.ts';
import { outcomeValue } from '../tables.ts';

const generate = 'pipes-and-bicycles';

function correlation(one: readonly number[], other: readonly number[]): number {
  const centred = (values: readonly number[]): readonly number[] => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [a, b] = [centred(one), centred(other)];
  const product = (left: readonly number[], right: readonly number[]): number =>
    left.reduce((sum, value, at) => sum + value * (right[at] as number), 0);
  return product(a, b) / (Math.sqrt(product(a, a)) * Math.sqrt(product(b, b)) || 1);
}

describe('pipes and bicycles', () => {
  it('are images, each followed by its negative', () => {
    const { inputs } = outcomeValue(datasetFromGenerator({ generate, examples: 4, noise: 0, seed: 2 })).dataset.train;
    const [bicycle, negative] = rowsOf(inputs);
    const drawn = Array.from({ length: 8 }, (_, row) =>
      bicycle
        ?.slice(8 * row, 8 * row + 8)
        .map((pixel) => (pixel === 1 ? '#' : '.'))
        .join(''),
    );
    expect(drawn).toEqual([
      '........', //
      '##..##..',
      '.####...',
      '.#.#.#..',
      '#.###.#.',
      '.#...#..',
      '........',
      '........',
    ]);
    expect(negative).toEqual(bicycle?.map((pixel) => 1 - pixel));
  });

  it.each([
    [4, 0, 1],
    [400, 0.1, 1],
    [200, 0.5, 7],
    [4000, 0.1, 3],
  ])('have no pixel that correlates with the class: %i of them, noise %f, seed %i', (examples, noise, seed) => {
    const { inputs, targets } = outcomeValue(datasetFromGenerator({ generate, examples, noise, seed })).dataset.train;
    const rows = rowsOf(inputs);
    const correlations = Array.from({ length: 64 }, (_, pixel) =>
      Math.abs(
        correlation(
          rows.map((row) => row[pixel] as number),
          [...targets.data],
        ),
      ),
    );
    expect(Math.max(...correlations)).toBeLessThan(1e-12);
  });

  const network = {
    bias: true,
    learningRate: 0.01,
    loss: 'binary cross-entropy',
    optimizer: 'adam',
    batchSize: 32,
    batchOrder: 'shuffled',
  } as const;

  it.each([1, 2, 3])('are not learned without a hidden layer, seed %i', (seed) => {
    const { dataset } = outcomeValue(datasetFromGenerator({ generate, examples: 400 }));
    const { train } = learn(dataset, { ...network, hidden: [], batchSize: 0 }, 500, seed);
    expect(Math.abs(train - 0.5)).toBeLessThan(0.1);
  });

  it.each([1, 2, 3])('are learned with a hidden layer, on held-out rows too, seed %i', (seed) => {
    const choices = { test: { fraction: 0.2, seed: 1 } };
    const { dataset } = outcomeValue(datasetFromGenerator({ generate, examples: 400 }, choices));
    const hidden = { ...network, hidden: [16], activations: ['tanh', 'sigmoid'], initial: 'xavier normal' } as const;
    expect(learn(dataset, hidden, 500, seed).test).toBeGreaterThanOrEqual(0.95);
  });
});
