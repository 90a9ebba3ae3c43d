import { describe, expect, test } from 'vitest';
import { usualInputs } from '../../src/data/usual-inputs.ts';
import { tableOf } from './tables.ts';

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
