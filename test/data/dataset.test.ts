import { describe, expect, it } from 'vitest';
import { datasetFacts, describeDataset } from '../../src/data/dataset.ts';
import { made, tableOf } from './tables.ts';

const numbers = Array.from({ length: 50 }, (_, at) => at);

describe('the description of a data set', () => {
  it('states the number of rows, inputs and classes', () => {
    const table = tableOf({
      a: numbers,
      b: numbers,
      y: numbers.map((at) => ['blue', 'green', 'red'][at % 3] as string),
    });
    const { dataset } = made(table, { test: { fraction: 0.2, seed: 1 } });
    expect(describeDataset(dataset)).toBe('40 rows, 2 inputs, 3 classes: blue, green, red; 10 rows for testing');
    expect(datasetFacts(dataset)).toEqual({
      rows: 40,
      testRows: 10,
      inputs: 2,
      targets: 3,
      classes: ['blue', 'green', 'red'],
    });
  });

  it('states the number of targets when they are quantities', () => {
    const table = tableOf({ a: numbers, y: numbers.map((at) => at / 2) });
    expect(describeDataset(made(table).dataset)).toBe('50 rows, 1 input, 1 target');
  });

  it('stays short for long and many class names', () => {
    const y = numbers.map((at) => `${at} ${'long '.repeat(10)}`);
    const text = describeDataset(made(tableOf({ a: numbers, y }), { kind: 'categorical' }).dataset);
    expect(text).toMatch(/^50 rows, 1 input, 50 classes: 0 long long long lo…, /);
    expect(text).toMatch(/, and 40 more$/);
    expect(text.length).toBeLessThan(300);
  });
});
