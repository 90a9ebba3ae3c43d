import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/engine/matrix.ts';
import { made, refused, tableOf } from './tables.ts';

describe('a data set from a table', () => {
  it('names inputs and targets after their columns', () => {
    const { dataset, notices } = made(tableOf({ a: [1, 2], b: [3, 4], y: [5.5, 6.5] }), {
      inputs: ['b', 'a'],
      kind: 'numeric',
    });
    expect(rowsOf(dataset.train.inputs)).toEqual([
      [3, 1],
      [4, 2],
    ]);
    expect(dataset).toMatchObject({ inputNames: ['b', 'a'], targetNames: ['y'] });
    expect(dataset.test).toBeUndefined();
    expect(notices).toEqual([]);
  });

  it('encodes a column of texts as one input per class', () => {
    const { dataset } = made(tableOf({ colour: ['red', 'blue', 'red'], x: [1, 2, 3], y: [0.5, 1, 2] }));
    expect(dataset.inputNames).toEqual(['colour=blue', 'colour=red', 'x']);
    expect(rowsOf(dataset.train.inputs)).toEqual([
      [0, 1, 1],
      [1, 0, 2],
      [0, 1, 3],
    ]);
  });

  it('refuses inputs that look like free text', () => {
    const names = Array.from({ length: 300 }, (_, at) => `name ${at}`);
    expect(refused(tableOf({ name: names, y: names.map((_, at) => at) }))).toEqual([
      'inputs expected numbers or a few classes in column "name", found more than 256 different texts: it looks like free text or an id; name the inputs without it',
    ]);
  });

  it('refuses more inputs than a layer can have', () => {
    const texts = Array.from({ length: 256 }, (_, at) => `c${at}`);
    const columns = Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`t${at}`, texts]));
    expect(refused(tableOf({ ...columns, y: texts.map((_, at) => at / 2) }))).toEqual([
      'inputs expected at most 4,096 inputs, and 20,000,000 numbers in all, found 4,352 inputs and 1 output of 256 rows, with one for each class',
    ]);
  });

  it('refuses too many numbers, counted after classes are encoded', () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => at);
    expect(refused(tableOf({ x: rows, y: rows.map((at) => `c${at % 250}`) }))).toEqual([
      'inputs expected at most 4,096 inputs, and 20,000,000 numbers in all, found 1 input and 250 outputs of 100,000 rows, with one for each class',
    ]);
  });

  it('refuses an image of another number of pixels', () => {
    const table = tableOf({ a: [1, 2], b: [3, 4], y: [0.5, 1.5] });
    expect(made(table, { image: { width: 2, height: 1 } }).dataset.image).toEqual({ width: 2, height: 1 });
    expect(refused(table, { image: { width: 8, height: 8 } })).toEqual([
      'image expected as many pixels as there are inputs, 2, found 8×8 pixels',
    ]);
  });

  it('refuses a table without rows or columns', () => {
    expect(refused({ columns: [] })).toEqual(['examples expected at least one row, found none']);
  });
});

describe('a test set', () => {
  const twelve = Array.from({ length: 12 }, (_, at) => at);
  const table = tableOf({ x: twelve, y: twelve.map((at) => (at % 3 === 0 ? 'fizz' : 'other')) });

  it('is a part of the rows, with their targets', () => {
    const { dataset } = made(table, { test: { fraction: 0.25, seed: 1 } });
    const { train, test } = dataset;
    expect([train.inputs.rows, test?.inputs.rows]).toEqual([9, 3]);
    const xs = [...train.inputs.data, ...(test?.inputs.data ?? [])];
    const ys = [...train.targets.data, ...(test?.targets.data ?? [])];
    expect(xs.toSorted((one, other) => one - other)).toEqual(twelve);
    expect(ys).toEqual(xs.map((at) => (at % 3 === 0 ? 0 : 1)));
  });

  it.each([0.01, 0.99])('must leave rows on both sides: %s', (fraction) => {
    const rows = Math.round(fraction * 12);
    expect(refused(table, { test: { fraction, seed: 1 } })).toEqual([
      `test.fraction expected a share that leaves rows for training and for testing, found ${fraction}, which is ${rows} of 12 rows`,
    ]);
  });

  it('must leave every class in the training set', () => {
    const rare = tableOf({ x: [1, 2, 3, 4], y: ['a', 'b', 'c', 'd'] });
    expect(refused(rare, { test: { fraction: 0.25, seed: 1 } })).toEqual([
      'test expected each class in the training set, found none of "b"; try a smaller fraction',
    ]);
  });

  it('gives the only row of a class back to the training set, and stays as it is otherwise', () => {
    const x = Array.from({ length: 20 }, (_, at) => at);
    const y = x.map((at) => (at < 12 ? 'a' : 'b'));
    const setsOf = (targets: readonly string[]) => {
      const { dataset } = made(tableOf({ x, y: targets }), { test: { fraction: 0.2, seed: 1 } });
      return [dataset.train.inputs.data, dataset.test?.inputs.data].map((rows) => [...(rows ?? [])]);
    };
    const [train, test] = setsOf(y) as [number[], number[]];
    const alone = test[1] as number;
    const rare = setsOf(y.map((name, at) => (at === alone ? 'c' : name))) as [number[], number[]];
    const given = train.findLast((at) => y[at] === 'a') as number;
    expect(rare[0]).toEqual(train.map((at) => (at === given ? alone : at)));
    expect(rare[1]).toEqual(test.map((at) => (at === alone ? given : at)));
  });

  it('is announced when a class has no row in it', () => {
    const rare = tableOf({ x: [1, 2, 3, 4, 5], y: ['a', 'b', 'b', 'b', 'b'] });
    const { notices } = made(rare, { test: { fraction: 0.2, seed: 1 } });
    expect(notices).toEqual(['no test row has class "a"']);
  });

  it('can be a second table with its columns in another order', () => {
    const own = tableOf({ y: ['other', 'fizz'], x: [7, 9] });
    const { test } = made(table, { test: { table: own } }).dataset;
    expect([...(test?.inputs.data ?? [])]).toEqual([7, 9]);
    expect([...(test?.targets.data ?? [])]).toEqual([1, 0]);
  });

  it('cannot lack a column, have other classes, or be empty', () => {
    expect(refused(table, { test: { table: tableOf({ z: [1], y: ['fizz'] }) } })).toEqual([
      'test expected a column "x", as among the examples, found "z", "y"',
    ]);
    expect(refused(table, { test: { table: tableOf({ x: [1, 2], y: ['fizz', 'buzz'] }) } })).toEqual([
      'test:2:y expected one of "fizz", "other", found "buzz"; the training set needs an example of each class',
    ]);
    expect(refused(table, { test: { table: tableOf({ x: ['one'], y: ['fizz'] }) } })).toEqual([
      'test:1:x expected a number, found "one"; "missing": "drop" leaves such rows out',
    ]);
    expect(refused(table, { test: { table: tableOf({ x: [], y: [] }) } })).toEqual([
      'test expected at least one test row, found none',
    ]);
  });
});
