import { describe, expect, test } from 'vitest';
import { usualInputs } from '../../src/data/usual-inputs.ts';
import { tableOf } from './tables.ts';

const rows = (length: number, cell: (row: number) => number | string) =>
  Array.from({ length }, (_, row) => cell(row)) as number[] | string[];

describe('columns for which nobody has asked', () => {
  test('are all inputs but the targets where each may say something', () => {
    const table = tableOf({
      a: rows(30, (row) => 2 * row),
      b: rows(30, (row) => `t${row % 29}`),
      y: rows(30, (row) => row),
    });
    expect(usualInputs(table, undefined)).toEqual({ names: undefined, notices: [] });
  });

  test('are none where they count the rows, or have another text in each', () => {
    const columns = {
      id: rows(30, (row) => row - 5),
      name: rows(30, (row) => `n${row}`),
      mail: rows(30, (row) => `m${row}`),
      x: rows(30, (row) => row % 4),
      y: rows(30, (row) => row),
    };
    expect(usualInputs(tableOf(columns), ['y'])).toEqual({
      names: ['x'],
      notices: [
        '2 columns "name", "mail" left out of the inputs: a different text in each row',
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
