import { describe, expect, it } from 'vitest';
import { datasetFromGenerator, generateTable, generators } from '../../../src/data/generators/generate.ts';
import { faultTexts, outcomeValue } from '../tables.ts';

const names = generators.map(({ name }) => name);

describe('generated examples', () => {
  it.each(generators)('$name draws the requested number, with its input names', (generator) => {
    const { dataset } = outcomeValue(datasetFromGenerator({ generate: generator.name, examples: 40 }));
    expect(dataset.train.inputs.rows).toBe(40);
    expect(dataset.inputNames).toEqual(generator.inputNames);
    expect(dataset.classes).toEqual(generator.classes);
    expect(dataset.image).toEqual(generator.image);
  });

  it.each(generators.filter(({ classes }) => classes !== undefined))(
    '$name draws equally many of each class',
    ({ name }) => {
      const { targets } = outcomeValue(datasetFromGenerator({ generate: name, examples: 160 })).dataset.train;
      expect(targets.data.reduce((sum, target) => sum + target, 0)).toBe(80);
    },
  );

  it.each(names)('%s draws the same from the same seed, and others from another', (generate) => {
    const drawn = (seed: number) => outcomeValue(datasetFromGenerator({ generate, seed })).dataset.train.inputs.data;
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3)).not.toEqual(drawn(4));
  });

  it.each(names)('%s draws the same examples beneath any noise', (generate) => {
    const drawn = (noise: number) => outcomeValue(datasetFromGenerator({ generate, noise })).dataset.train;
    const [clear, noisy] = [drawn(0), drawn(1e-6)];
    const cells = [...clear.inputs.data, ...clear.targets.data];
    const moved = [...noisy.inputs.data, ...noisy.targets.data].map((cell, at) =>
      Math.abs(cell - (cells[at] as number)),
    );
    expect(Math.max(...moved)).toBeGreaterThan(0);
    expect(Math.max(...moved)).toBeLessThan(1e-5);
  });

  it('can be divided into a test set and scaled', () => {
    const choices = { test: { fraction: 0.25, seed: 1 }, scale: 'min-max' as const };
    const { train, test } = outcomeValue(datasetFromGenerator({ generate: 'moons' }, choices)).dataset;
    expect([train.inputs.rows, test?.inputs.rows]).toEqual([150, 50]);
    expect([Math.min(...train.inputs.data), Math.max(...train.inputs.data)]).toEqual([0, 1]);
  });

  it('are refused for an unknown name, number or noise', () => {
    expect(faultTexts(generateTable({ generate: 'moon' }))).toEqual([
      `generate expected one of ${names.map((name) => `"${name}"`).join(', ')}, found "moon"`,
    ]);
    expect(faultTexts(generateTable({ generate: 'moons', examples: 3.5, noise: -1 }))).toEqual([
      'examples expected a whole number from 4 to 100,000, found 3.5',
      'noise expected a number from 0 to 10, found -1',
    ]);
    expect(faultTexts(generateTable({ generate: 'pipes-and-bicycles', examples: 10 }))).toEqual([
      'examples expected a multiple of 4 from 4 to 100,000, found 10',
    ]);
  });
});
