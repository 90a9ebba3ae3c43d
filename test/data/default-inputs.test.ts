import { describe, expect, test } from 'vitest';
import type { ColumnChoices } from '../../src/data/choose-columns.ts';
import type { ColumnTable } from '../../src/data/columns.ts';
import { type DefaultInputs, defaultInputs } from '../../src/data/default-inputs.ts';
import type { MissingPolicy } from '../../src/data/missing.ts';
import { faultTexts, outcomeValue, tableOf } from './tables.ts';

function inputsOf(table: ColumnTable, targets?: ColumnChoices['targets'], missing?: MissingPolicy): DefaultInputs {
  return outcomeValue(defaultInputs(table, targets, missing));
}

const rows = (length: number, cell: (row: number) => number | string) =>
  Array.from({ length }, (_, row) => cell(row)) as number[] | string[];

describe('default inputs', () => {
  test('are all columns but the targets when none merely identifies a row', () => {
    const table = tableOf({
      b: rows(30, (row) => `t${row % 15}`),
      a: rows(30, (row) => 2 * row),
      y: rows(30, (row) => row),
    });
    expect(inputsOf(table)).toEqual({ names: undefined, notices: [] });
  });

  test('leave out columns that count the rows or have texts that hardly repeat', () => {
    const columns = {
      id: rows(30, (row) => row - 5),
      name: rows(30, (row) => `n${row}`),
      date: rows(30, (row) => `2024-01-${1 + (row % 17)}`),
      kind: rows(30, (row) => `k${row % 15}`),
      x: rows(30, (row) => row % 4),
      y: rows(30, (row) => row),
    };
    expect(inputsOf(tableOf(columns), ['y'])).toEqual({
      names: ['kind', 'x'],
      notices: [
        '2 columns "name", "date" left out of the inputs: texts that rarely repeat',
        'column "id" left out of the inputs: row numbers',
      ],
    });
  });

  test('keep names in a table of few rows that repeat', () => {
    const kinds = rows(9, (row) => `n${row % 5}`);
    expect(inputsOf(tableOf({ kind: kinds, y: rows(9, (row) => row % 2) })).names).toBeUndefined();
  });

  test('keep a column that counts the rows when no other is left, and say so', () => {
    const counting = { x: rows(9, (row) => row), y: rows(9, (row) => row * row) };
    const notice = 'column "x" only has row numbers, but no other column is left as an input';
    expect(inputsOf(tableOf(counting))).toEqual({ names: undefined, notices: [notice] });
    const named = { x: counting.x, name: rows(9, (row) => `n${row}`), y: counting.y };
    expect(inputsOf(tableOf(named))).toEqual({
      names: ['x'],
      notices: ['column "name" left out of the inputs: texts that rarely repeat', notice],
    });
  });

  test.each([
    ['no.', rows(20, (row) => 10 * row + 10)],
    ['PassengerId', rows(20, (row) => (row * 7) % 20)],
    ['customer_id', rows(20, (row) => 1000 + ((row * 7919) % 4001))],
    ['id', rows(20, (row) => `a${row}f${row * 7}`)],
    ['column 1', rows(20, (row) => 20 - row)],
    ['first', rows(20, (row) => 100 * row)],
    ['first', rows(20, (row) => 5 + ((row * 7) % 20))],
  ])('leave out ids that do not go up by one: %s', (name, values) => {
    const table = tableOf({ [name]: values, a: rows(20, (row) => row % 3), y: rows(20, (row) => row % 2) });
    const { names, notices } = inputsOf(table);
    expect(names).toEqual(['a']);
    expect(notices).toEqual([expect.stringMatching(/^column ".*" left out of the inputs: /)]);
  });

  test.each([
    ['number of rooms', rows(20, (row) => (row * 7) % 20)],
    ['temperature', rows(20, (row) => 10 * row + 10)],
    ['grade', rows(20, (row) => 5 + ((row * 7) % 20))],
    ['paid', rows(20, (row) => 1000 + ((row * 7919) % 4001))],
    ['age at index', rows(20, (row) => 20 + (row % 9))],
  ])('keep numbers that merely differ: %s', (name, values) => {
    const table = tableOf({ a: rows(20, (row) => row % 3), [name]: values, y: rows(20, (row) => row % 2) });
    expect(inputsOf(table)).toEqual({ names: undefined, notices: [] });
  });

  test('leave out empty columns, and columns with many missing values unless those are filled in', () => {
    const table = tableOf({
      a: rows(40, (row) => row % 3),
      notes: rows(40, (row) => (row % 10 === 0 ? 'seen' : '')),
      depth: rows(40, (row) => (row % 2 === 0 ? row % 5 : Number.NaN)),
      some: rows(40, (row) => (row % 4 === 0 ? Number.NaN : row % 5)),
      remarks: rows(40, () => ''),
      y: rows(40, (row) => row % 2),
    });
    expect(inputsOf(table)).toEqual({
      names: ['a', 'some'],
      notices: [
        'column "remarks" left out of the inputs: it is empty',
        '2 columns "notes", "depth" left out of the inputs: missing in more than a third of the rows',
      ],
    });
    expect(inputsOf(table, undefined, 'mean').names).toEqual(['a', 'notes', 'depth', 'some']);
    expect(inputsOf(table, undefined, 'keep').names).toEqual(['a', 'notes', 'some']);
    const one = tableOf({
      a: rows(40, (row) => row % 3),
      b: rows(40, (row) => (row < 20 ? Number.NaN : 1)),
      y: rows(40, (row) => row),
    });
    expect(inputsOf(one).notices).toEqual(['column "b" left out of the inputs: missing in 20 of 40 rows']);
  });

  test('are refused when each misses too many values, with the setting that helps', () => {
    const table = tableOf({ a: rows(40, (row) => (row % 2 ? Number.NaN : row)), y: rows(40, (row) => row) });
    expect(faultTexts(defaultInputs(table, undefined))).toEqual([
      'inputs expected at least one input column, found column "a", missing in more than a third of the rows; "missing": "mean" fills in missing values',
    ]);
  });

  test('are refused when only texts that hardly repeat are left, with an example of each', () => {
    const table = tableOf({
      size: rows(40, (row) => `plot ${900 + row}`),
      empty: rows(40, () => ''),
      y: rows(40, (row) => row),
    });
    expect(faultTexts(defaultInputs(table, undefined))).toEqual([
      'inputs expected at least one input column, found column "size" with texts such as "plot 900" that rarely repeat; column "empty" without a value; a column of texts is an input when --inputs names it; numbers are written without units',
    ]);
  });
});
