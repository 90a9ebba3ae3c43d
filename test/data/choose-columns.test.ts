import { describe, expect, it } from 'vitest';
import { chooseColumns } from '../../src/data/choose-columns.ts';
import { faultTexts, outcomeValue, tableOf } from './tables.ts';

const flowers = tableOf({ 'sepal length': [1], 'petal length': [2], 'petal width': [3], species: ['a'] });

describe('choosing columns', () => {
  it('takes the last column as the target and all others as inputs by default', () => {
    expect(outcomeValue(chooseColumns(flowers, {}))).toEqual({ inputs: [0, 1, 2], targets: [3] });
  });

  it('takes all columns that are not targets as inputs', () => {
    expect(outcomeValue(chooseColumns(flowers, { targets: ['petal length', 0] }))).toEqual({
      inputs: [2, 3],
      targets: [1, 0],
    });
  });

  it('finds columns by name, place, and place from the end, in the given order', () => {
    const choices = { inputs: [-2, 'sepal length', 1], targets: [-1] };
    expect(outcomeValue(chooseColumns(flowers, choices))).toEqual({ inputs: [2, 0, 1], targets: [3] });
  });

  it('suggests a similar name', () => {
    expect(faultTexts(chooseColumns(flowers, { targets: ['Petal widht'] }))).toEqual([
      'targets.0 expected the name of a column, found "Petal widht"; did you mean "petal width"?',
    ]);
  });

  it('lists the columns when no name is similar', () => {
    expect(faultTexts(chooseColumns(flowers, { inputs: ['height'] }))).toEqual([
      'inputs.0 expected the name of a column, found "height"; there are "sepal length", "petal length", "petal width", "species"',
    ]);
  });

  it.each([4, -5, 1.5, Number.NaN])('refuses the place %s, which has no column', (place) => {
    expect(faultTexts(chooseColumns(flowers, { inputs: [place] }))).toEqual([
      `inputs.0 expected a column from 0 to 3, or -1 for the last, found ${place}`,
    ]);
  });

  it('refuses a column that is chosen twice, by name or place', () => {
    expect(faultTexts(chooseColumns(flowers, { inputs: ['petal width', 2], targets: ['petal width'] }))).toEqual([
      'inputs.1 expected each column once, found "petal width" again',
      'targets.0 expected columns that are not among the inputs, found "petal width" again',
    ]);
  });

  it('refuses a name that two columns share, and advises their places', () => {
    const { columns } = flowers;
    const twice = { columns: [...columns, ...columns] };
    expect(faultTexts(chooseColumns(twice, { targets: ['species'] }))).toEqual([
      'targets.0 expected a name that a single column has, found "species"; write its place: 3 or 7',
    ]);
  });

  it('refuses a choice without inputs or without targets', () => {
    expect(faultTexts(chooseColumns(tableOf({ y: [1] }), {}))).toEqual([
      'inputs expected at least one column for the inputs, found a table of a single column',
    ]);
    expect(faultTexts(chooseColumns(flowers, { targets: [] }))).toEqual([
      'targets expected at least one column for the targets, found none',
    ]);
    expect(faultTexts(chooseColumns(flowers, { targets: [0, 1, 2, 3] }))).toEqual([
      'inputs expected at least one column for the inputs, found none',
    ]);
  });

  it('take the last column with a value for the target', () => {
    const empty = { empty: [Number.NaN, Number.NaN], blank: ['', ''] };
    expect(outcomeValue(chooseColumns(tableOf({ x: [1, 2], y: [3, 4], ...empty }), {})).targets).toEqual([1]);
  });

  it('reports at most twenty wrong choices', () => {
    const choices = Array.from({ length: 4000 }, (_, at) => `none ${at}`);
    expect(faultTexts(chooseColumns(flowers, { inputs: choices }))).toHaveLength(20);
  });

  it('shortens long names in its messages', () => {
    const [fault] = faultTexts(chooseColumns(flowers, { targets: ['x'.repeat(1e6)] }));
    expect(fault?.length).toBeLessThan(250);
  });
});
