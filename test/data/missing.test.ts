import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/engine/matrix.ts';
import { made, refused, tableOf } from './tables.ts';

const gaps = {
  ...tableOf({
    size: [1, Number.NaN, 3, 8],
    colour: ['red', 'blue', '', 'blue'],
    price: [1.5, 2.5, 3.5, 4.5],
  }),
  lines: [2, 3, 5, 6],
};

describe('a missing value', () => {
  it('is refused by default, with its line and column', () => {
    expect(refused(gaps)).toEqual([
      'examples:3:size expected a number, found nothing; "missing": "drop" leaves such rows out',
      'examples:5:colour expected a class, found nothing; "missing": "drop" leaves such rows out',
    ]);
  });

  it('is reported in twenty places, and as a number beyond', () => {
    const values = Array.from({ length: 30 }, (_, at) => (at < 25 ? Number.NaN : at));
    const faults = refused(tableOf({ x: values, y: values.map((_, at) => at / 2) }));
    expect(faults).toHaveLength(21);
    expect(faults[0]).toBe('examples:1:x expected a number, found nothing; "missing": "drop" leaves such rows out');
    expect(faults[20]).toBe(
      'examples expected a value in every cell, found 5 more without one; "missing": "drop" leaves such rows out',
    );
  });

  it('removes its row under "drop"', () => {
    const { dataset, notices } = made(gaps, { missing: 'drop' });
    expect(dataset.inputNames).toEqual(['size', 'colour=blue', 'colour=red']);
    expect(rowsOf(dataset.train.inputs)).toEqual([
      [1, 0, 1],
      [8, 1, 0],
    ]);
    expect(rowsOf(dataset.train.targets)).toEqual([[1.5], [4.5]]);
    expect(notices).toEqual([
      '2 of 4 rows of the data left out: something is missing in "size" (1), "colour" (1); --missing mean keeps them',
    ]);
  });

  it('is filled with the filling in the data set, one column per class', () => {
    expect(made(gaps, { missing: 'mean', scale: 'standard' }).dataset.inputFillings).toEqual(Float64Array.of(4, 1, 0));
    expect(made(gaps, { missing: -1 }).dataset.inputFillings).toEqual(Float64Array.of(-1, 1, 0));
    expect(made(gaps, { missing: 'drop' }).dataset.inputFillings).toBeUndefined();
  });

  it('is filled with the mean or the most frequent class', () => {
    const { inputs } = made(gaps, { missing: 'mean' }).dataset.train;
    expect(rowsOf(inputs).slice(1, 3)).toEqual([
      [4, 1, 0],
      [3, 1, 0],
    ]);
  });

  it('is filled with a finite mean even for huge numbers', () => {
    const table = tableOf({ a: [1.5e308, Number.NaN, 1.5e308], y: [0.5, 1.5, 2.5] });
    expect(made(table, { missing: 'mean' }).dataset.train.inputs.data[1]).toBe(1.5e308);
  });

  it('is filled with the given number or the most frequent class', () => {
    expect(rowsOf(made(gaps, { missing: -1 }).dataset.train.inputs)[1]).toEqual([-1, 1, 0]);
  });

  it('is filled with values learned from the training set alone', () => {
    const test = tableOf({ size: [1000, Number.NaN], colour: ['red', ''], price: [1, 2] });
    const { dataset } = made(gaps, { missing: 'mean', test: { table: test } });
    expect(rowsOf(dataset.test?.inputs ?? dataset.train.inputs)).toEqual([
      [1000, 0, 1],
      [4, 1, 0],
    ]);
  });

  it('is never filled in for a target: its row is left out', () => {
    const table = tableOf({ x: [1, 2, 3], y: [0.5, Number.NaN, 2.5] });
    const { dataset, notices } = made(table, { missing: 'mean' });
    expect(rowsOf(dataset.train.targets)).toEqual([[0.5], [2.5]]);
    expect(notices).toEqual(['1 of 3 rows of the data left out: something is missing in "y" (1)']);
  });

  it('is any other text in a column of numbers, and any infinite number', () => {
    const texts = ['1', '2', ' 3 ', '4.5', '5e1', '-6', '+7', '8.', '.9', 'n/a'];
    const values = texts.map((_, at) => (at === 3 ? Number.NEGATIVE_INFINITY : at));
    expect(refused(tableOf({ a: texts, b: values, y: texts.map((_, at) => at / 2) }))).toEqual([
      'examples:4:b expected a number, found -Infinity; 64 bits hold numbers up to 1.8e308; "missing": "drop" leaves such rows out',
      'examples:10:a expected a number, found "n/a"; "missing": "drop" leaves such rows out',
    ]);
    const { inputs } = made(tableOf({ a: texts, y: texts.map((_, at) => at / 2) }), { missing: 'drop' }).dataset.train;
    expect([...inputs.data]).toEqual([1, 2, 3, 4.5, 50, -6, 7, 8, 0.9]);
  });

  it('is reported after the texts that are no numbers, of which the most frequent come first', () => {
    const texts = Array.from({ length: 60 }, (_, row) => String(row));
    texts[3] = '';
    texts[8] = 'Total';
    texts[9] = '-';
    texts[20] = 'rotary';
    texts[30] = 'rotary';
    const lines = texts.map((_, row) => row + 2);
    const table = { ...tableOf({ a: texts, y: texts.map((_, row) => row / 2) }), lines };
    expect(refused(table)).toEqual([
      'examples:22:a expected a number, found "rotary" here and in 1 more cell; "missing": "drop" leaves such rows out',
      'examples:10:a expected a number, found "Total"; "missing": "drop" leaves such rows out',
      'examples:5:a expected a number, found nothing; "missing": "drop" leaves such rows out',
      'examples:11:a expected a number, found "-"; "missing": "drop" leaves such rows out',
    ]);
  });

  it('must not occur in every row under "drop"', () => {
    const table = tableOf({ a: [1, Number.NaN], b: [Number.NaN, 2], y: [0.5, 1.5] });
    expect(refused(table, { missing: 'drop' })).toEqual([
      'examples expected a row without missing values, found none of 2 rows: "a" (1), "b" (1); "missing": "mean" fills in the missing numbers of inputs',
    ]);
  });

  it('leaves a class out whose rows are all left out', () => {
    const table = tableOf({ a: [1, 2, 3, Number.NaN], y: ['u', 'v', 'u', 'w'] });
    const { dataset, notices } = made(table, { missing: 'drop' });
    expect(dataset.classes).toEqual(['u', 'v']);
    expect(rowsOf(dataset.train.targets)).toEqual([[0], [1], [0]]);
    expect(notices).toEqual([
      '1 of 4 rows of the data left out: something is missing in "a" (1)',
      'class "w" left out: something is missing in each of its rows',
    ]);
  });

  it('must leave two classes', () => {
    const table = tableOf({ a: [1, Number.NaN, Number.NaN], y: ['u', 'v', 'w'] });
    expect(refused(table, { missing: 'drop' })).toEqual([
      'targets expected at least two classes in column "y" among the rows without missing values, found "u"',
    ]);
  });

  it('is a class of its own in a column of texts under "keep"', () => {
    const table = tableOf({ a: ['u', '', 'v', ''], b: [1, 2, Number.NaN, 4], y: [0.5, 1.5, 2.5, 3.5] });
    const { dataset, notices, rows } = made(table, { missing: 'keep' });
    expect(dataset.inputNames).toEqual(['a=u', 'a=v', 'a=NA', 'b']);
    expect(rowsOf(dataset.train.inputs)).toEqual([
      [1, 0, 0, 1],
      [0, 0, 1, 2],
      [0, 0, 1, 4],
    ]);
    expect(notices).toEqual(['1 of 4 rows of the data left out: something is missing in "b" (1)']);
    expect(rows).toEqual({ all: 4, used: 3 });
  });

  it('of a separate test set is of that class too', () => {
    const table = tableOf({ a: ['u', '', 'v'], y: [0.5, 1.5, 2.5] });
    const test = { table: tableOf({ a: ['', 'v'], y: [1.5, 2.5] }) };
    const { dataset } = made(table, { missing: 'keep', test });
    expect(rowsOf(dataset.test?.inputs as never)).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ]);
  });

  it('cannot be filled in an empty column', () => {
    const table = tableOf({ a: [Number.NaN, Number.NaN], b: ['', ''], y: [0.5, 1.5] });
    expect(refused(table, { missing: 'mean' })).toEqual([
      'missing expected a value in each column, to fill in for missing ones, found nothing but missing values in column "a"',
      'missing expected a value in each column, to fill in for missing ones, found nothing but missing values in column "b"',
    ]);
  });
});
