import { describe, expect, test } from 'vitest';
import { emptyMatrix, matrixFromRows, rowsOf } from '../../src/engine/matrix.ts';

describe('a matrix', () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  test('holds its cells row by row, and gives its rows back', () => {
    const matrix = matrixFromRows(rows);
    expect([matrix.rows, matrix.columns]).toEqual([2, 3]);
    expect([...matrix.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rowsOf(matrix)).toEqual(rows);
  });

  test('gives rows that are copies', () => {
    const matrix = matrixFromRows(rows);
    const before = rowsOf(matrix);
    matrix.data.fill(0);
    expect(before).toEqual(rows);
  });

  test('starts at zero', () => {
    expect(rowsOf(emptyMatrix({ rows: 2, columns: 1 }))).toEqual([[0], [0]]);
  });

  test('is refused when its rows differ in length', () => {
    expect(() => matrixFromRows([[1, 2], [3]])).toThrow(new RangeError('row 2 has 1 numbers, the first 2'));
  });
});
