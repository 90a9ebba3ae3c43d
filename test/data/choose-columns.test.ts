import { describe, expect, it } from 'vitest';
import { chooseColumns } from '../../src/data/choose-columns.ts';
import { granted, saidOf, tableOf } from './tables.ts';

const flowers = tableOf({ 'sepal length': [1], 'petal length': [2], 'petal width': [3], species: ['a'] });

describe('choosing columns', () => {
  it('takes the last column for the target and all others for inputs', () => {
    expect(granted(chooseColumns(flowers, {}))).toEqual({ inputs: [0, 1, 2], targets: [3] });
  });

  it('takes all columns that are not targets for inputs', () => {
    expect(granted(chooseColumns(flowers, { targets: ['petal length', 0] }))).toEqual({
      inputs: [2, 3],
      targets: [1, 0],
    });
  });

  it('takes columns by name, by place, and by place from the end, in the order in which they are told', () => {
    const choices = { inputs: [-2, 'sepal length', 1], targets: [-1] };
    expect(granted(chooseColumns(flowers, choices))).toEqual({ inputs: [2, 0, 1], targets: [3] });
  });

  it('asks whether a similar name was meant', () => {
    expect(saidOf(chooseColumns(flowers, { targets: ['Petal widht'] }))).toEqual([
      'targets.0 expected the name of a column, found "Petal widht"; did you mean "petal width"?',
    ]);
  });

  it('says what columns there are where no name is similar', () => {
    expect(saidOf(chooseColumns(flowers, { inputs: ['height'] }))).toEqual([
      'inputs.0 expected the name of a column, found "height"; there are "sepal length", "petal length", "petal width", "species"',
    ]);
  });

  it.each([4, -5, 1.5, Number.NaN])('refuses a place where no column is: %s', (place) => {
    expect(saidOf(chooseColumns(flowers, { inputs: [place] }))).toEqual([
      `inputs.0 expected a column from 0 to 3, or -1 for the last, found ${place}`,
    ]);
  });

  it('refuses a column that is told twice, under one name or another', () => {
    expect(saidOf(chooseColumns(flowers, { inputs: ['petal width', 2], targets: ['petal width'] }))).toEqual([
      'inputs.1 expected each column once, found "petal width" again',
      'targets.0 expected columns that are not among the inputs, found "petal width" again',
    ]);
  });

  it('refuses a name that two columns have, and says how to tell them apart', () => {
    const { columns } = flowers;
    const twice = { columns: [...columns, ...columns] };
    expect(saidOf(chooseColumns(twice, { targets: ['species'] }))).toEqual([
      'targets.0 expected a name that a single column has, found "species"; write its place: 3 or 7',
    ]);
  });

  it('refuses a choice that leaves no inputs or no targets', () => {
    expect(saidOf(chooseColumns(tableOf({ y: [1] }), {}))).toEqual([
      'inputs expected at least one column for the inputs, found a table of a single column',
    ]);
    expect(saidOf(chooseColumns(flowers, { targets: [] }))).toEqual([
      'targets expected at least one column for the targets, found none',
    ]);
    expect(saidOf(chooseColumns(flowers, { targets: [0, 1, 2, 3] }))).toEqual([
      'inputs expected at least one column for the inputs, found none',
    ]);
  });

  it('tells of twenty choices at the most', () => {
    const choices = Array.from({ length: 4000 }, (_, at) => `none ${at}`);
    expect(saidOf(chooseColumns(flowers, { inputs: choices }))).toHaveLength(20);
  });

  it('tells of names of any length in a few words', () => {
    const [fault] = saidOf(chooseColumns(flowers, { targets: ['x'.repeat(1e6)] }));
    expect(fault?.length).toBeLessThan(250);
  });
});
