import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasetFromGenerator, generators } from '../../../src/data/generators/generate.ts';
import { rowsOf } from '../../../src/engine/matrix.ts';
import { outcomeValue } from '../tables.ts';

interface Draw {
  readonly generate: string;
  readonly examples: number;
  readonly noise: number;
  readonly seed: number;
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

const { draws } = JSON.parse(readFileSync('test/goldens/generators.json', 'utf8')) as { draws: readonly Draw[] };

function largestDifference(one: readonly number[], other: readonly number[]): number {
  expect(one).toHaveLength(other.length);
  return Math.max(...one.map((number, at) => Math.abs(number - (other[at] as number))));
}

describe('generators', () => {
  it.each(draws)('$generate draws as NumPy does, seed $seed', (draw) => {
    const { train } = outcomeValue(datasetFromGenerator(draw)).dataset;
    expect(largestDifference(rowsOf(train.inputs).flat(), draw.inputs.flat())).toBeLessThan(1e-12);
    expect(largestDifference([...train.targets.data], draw.targets)).toBeLessThan(1e-12);
  });

  it('are all recorded', () => {
    expect(new Set(draws.map(({ generate }) => generate))).toEqual(new Set(generators.map(({ name }) => name)));
  });
});
