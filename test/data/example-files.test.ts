import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ColumnTable } from '../../src/data/columns.ts';
import { describeDataset } from '../../src/data/dataset.ts';
import { full } from '../full.ts';
import { exampleFile } from './example-files.ts';
import { learn } from './learned.ts';
import { made } from './tables.ts';

const network = {
  bias: true,
  learningRate: 0.01,
  initial: 'xavier normal',
  loss: 'cross-entropy',
  optimizer: 'adam',
  batchSize: 32,
  batchOrder: 'shuffled',
} as const;

function numbers({ columns }: ColumnTable): readonly (readonly number[])[] {
  return columns.flatMap((column) => (column.kind === 'numbers' ? [[...column.values]] : []));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The number of rows for each value. */
function times(values: Iterable<unknown>): readonly number[] {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}

describe('iris.csv', () => {
  const table = exampleFile('iris.csv');

  it('has four sizes of 150 flowers, 50 of each species', () => {
    expect(describeDataset(made(table).dataset)).toBe('150 rows, 4 inputs, 3 classes: setosa, versicolor, virginica');
    expect(table.columns.map(({ name }) => name)).toEqual([
      'sepal length',
      'sepal width',
      'petal length',
      'petal width',
      'species',
    ]);
    expect(times(table.columns[4]?.values ?? [])).toEqual([50, 50, 50]);
  });

  it('has the minimum, maximum and mean of each size as its description states', () => {
    const facts = numbers(table).map((sizes) => [Math.min(...sizes), Math.max(...sizes), mean(sizes).toFixed(2)]);
    expect(facts).toEqual([
      [4.3, 7.9, '5.84'],
      [2, 4.4, '3.06'],
      [1, 6.9, '3.76'],
      [0.1, 2.5, '1.20'],
    ]);
  });

  it('has the 35th and the 38th flower as in Fisher’s paper', () => {
    const rows = numbers(table);
    expect(rows.map((sizes) => sizes[34])).toEqual([4.9, 3.1, 1.5, 0.2]);
    expect(rows.map((sizes) => sizes[37])).toEqual([4.9, 3.6, 1.4, 0.1]);
  });

  it.each([1, 2, 3])('is learned to 95 % accuracy on held-out rows, seed %i', (seed) => {
    const { dataset } = made(table, { scale: 'standard', test: { fraction: 0.2, seed: 3 } });
    const learned = learn(dataset, { ...network, hidden: [8], activations: ['tanh', 'softmax'] }, 300, seed);
    expect(learned.test).toBeGreaterThanOrEqual(0.95);
  });
});

describe('digits.csv.gz', () => {
  const table = exampleFile('digits.csv.gz');

  it('has 1,797 images of ten digits, of pixels from 0 to 16', () => {
    const { dataset } = made(table, { image: { width: 8, height: 8 } });
    expect(describeDataset(dataset)).toBe('1,797 rows, 64 inputs, 10 classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9');
    const pixels = numbers(table).slice(0, 64).flat();
    expect(new Set(pixels)).toEqual(new Set(Array.from({ length: 17 }, (_, shade) => shade)));
    const digits = times(table.columns[64]?.values ?? []);
    expect([Math.min(...digits), Math.max(...digits)]).toEqual([174, 183]);
  });

  it('is small enough for the package', () => {
    expect(readFileSync('scenarios/data/digits.csv.gz').length).toBeLessThan(60_000);
  });

  it('is learned to 95 % accuracy on held-out rows', () => {
    const { dataset } = made(table, { scale: 'standard', test: { fraction: 0.2, seed: 1 } });
    const learned = learn(
      dataset,
      { ...network, hidden: [32], activations: ['relu', 'softmax'], initial: 'he normal' },
      full ? 500 : 200,
      1,
    );
    expect(learned.test).toBeGreaterThanOrEqual(0.95);
  });
});
