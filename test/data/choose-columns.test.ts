import { describe, expect, it, test } from 'vitest';
import { chooseColumns, usualInputs } from '../../src/data/choose-columns.ts';
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

const rows = (length: number, cell: (row: number) => number | string) =>
  Array.from({ length }, (_, row) => cell(row)) as number[] | string[];

describe('columns for which nobody has asked', () => {
  test('are all inputs but the targets where each may say something', () => {
    const table = tableOf({
      a: rows(30, (row) => 2 * row),
      b: rows(30, (row) => `t${row % 15}`),
      y: rows(30, (row) => row),
    });
    expect(usualInputs(table, undefined)).toEqual({ names: undefined, notices: [] });
  });

  test('are none where they count the rows, or have texts that hardly ever come again', () => {
    const columns = {
      id: rows(30, (row) => row - 5),
      name: rows(30, (row) => `n${row}`),
      date: rows(30, (row) => `2024-01-${1 + (row % 17)}`),
      kind: rows(30, (row) => `k${row % 15}`),
      x: rows(30, (row) => row % 4),
      y: rows(30, (row) => row),
    };
    expect(usualInputs(tableOf(columns), ['y'])).toEqual({
      names: ['kind', 'x'],
      notices: [
        '2 columns "name", "date" left out of the inputs: texts that hardly ever come again',
        'column "id" left out of the inputs: whole numbers that count the rows',
      ],
    });
  });

  test('stay inputs where no other is left, or where rows are few', () => {
    const names = rows(19, (row) => `n${row}`);
    expect(usualInputs(tableOf({ name: names, y: rows(19, (row) => row % 2) }), undefined).names).toBeUndefined();
    expect(usualInputs(tableOf({ x: rows(9, (row) => row), y: rows(9, (row) => row) }), undefined)).toEqual({
      names: undefined,
      notices: [],
    });
  });
});
