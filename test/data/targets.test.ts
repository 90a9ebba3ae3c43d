import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/engine/matrix.ts';
import { made, refused, tableOf } from './tables.ts';

const x = [0.1, 0.2, 0.3, 0.4];

describe('targets', () => {
  it('of two classes share one column of 0 and 1', () => {
    const { dataset } = made(tableOf({ x, answer: ['yes', 'no', 'no', 'yes'] }));
    expect(rowsOf(dataset.train.targets)).toEqual([[1], [0], [0], [1]]);
    expect(dataset).toMatchObject({ targetNames: ['answer'], classes: ['no', 'yes'] });
  });

  it('of three classes have one column each', () => {
    const { dataset } = made(tableOf({ x, colour: ['red', 'green', 'blue', 'red'] }));
    expect(rowsOf(dataset.train.targets)).toEqual([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const names = ['blue', 'green', 'red'];
    expect(dataset).toMatchObject({ targetNames: names, classes: names });
  });

  it('that are numbers are quantities', () => {
    const { dataset } = made(tableOf({ x, price: [1.5, 2, 3, 4] }));
    expect(rowsOf(dataset.train.targets)).toEqual([[1.5], [2], [3], [4]]);
    expect(dataset.classes).toBeUndefined();
  });

  it('of two different whole numbers are classes', () => {
    const { dataset } = made(tableOf({ x, sign: [1, -1, -1, 1] }));
    expect(rowsOf(dataset.train.targets)).toEqual([[1], [0], [0], [1]]);
    expect(dataset.classes).toEqual(['-1', '1']);
  });

  it('of few whole numbers are classes from five rows each', () => {
    const digits = Array.from({ length: 50 }, (_, at) => (at * 7) % 10);
    const all = { x: digits.map((digit) => digit / 10), digit: digits };
    expect(made(tableOf(all)).dataset.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const fewer = { x: all.x.slice(1), digit: digits.slice(1) };
    expect(made(tableOf(fewer)).dataset.classes).toBeUndefined();
  });

  it('of few whole numbers come with a notice that names the other kind', () => {
    const rooms = Array.from({ length: 50 }, (_, at) => 1 + (at % 5));
    const ofX = { x: rooms.map((room) => room / 10) };
    const classes = made(tableOf({ ...ofX, rooms }));
    expect(classes.dataset.classes).toHaveLength(5);
    expect(classes.notices).toContain(
      'column "rooms": its 5 different numbers are read as classes; --kind numeric makes them quantities',
    );
    expect(made(tableOf({ ...ofX, rooms }), { kind: 'categorical' }).notices).toEqual([]);
    const price = rooms.map((room) => 30_000 * room);
    const quantities = made(tableOf({ ...ofX, price }));
    expect(quantities.dataset.classes).toBeUndefined();
    expect(quantities.notices).toContain(
      'column "price": its 5 different numbers are read as quantities; --kind categorical makes them classes',
    );
  });

  it('have the kind that is given', () => {
    expect(made(tableOf({ x, sign: [1, -1, -1, 1] }), { kind: 'numeric' }).dataset.classes).toBeUndefined();
    const { classes } = made(tableOf({ x, size: [2.5, 10, 1, 10] }), { kind: 'categorical' }).dataset;
    expect(classes).toEqual(['1', '2.5', '10']);
  });

  it('of several columns are quantities, or classes when each row has a single 1', () => {
    const rows = { x, a: [1, 0, 0, 1], b: [0, 1, 1, 0] };
    expect(made(tableOf(rows), { targets: ['a', 'b'] }).dataset.classes).toEqual(['a', 'b']);
    expect(made(tableOf({ ...rows, b: [0, 1, 1, 1] }), { targets: ['a', 'b'] }).dataset.classes).toBeUndefined();
    expect(made(tableOf(rows), { targets: ['a', 'b'], kind: 'numeric' }).dataset.classes).toBeUndefined();
  });

  it.each([
    [{ x, id: Array.from({ length: 4 }, () => 'a') }, {}, 'at least two classes in column "id", found only "a"'],
    [
      { x, name: ['a', 'b', 'c', 'a'] },
      { kind: 'numeric' },
      'numbers in column "name", found texts such as "a"; "kind": "categorical" reads them',
    ],
    [
      { x, a: ['u', 'v', 'u', 'v'], b: [1, 2, 3, 4] },
      { targets: ['b', 'a'] },
      'one column of classes, or columns of numbers, found texts in column "a"',
    ],
    [
      { x, a: [1, 2, 3, 4], b: [1, 2, 3, 4] },
      { targets: ['b', 'a'], kind: 'categorical' },
      'one column of classes, or a column for each class that is 1 where the others are 0, found 2 columns; "kind": "numeric" takes them as they are',
    ],
  ] as const)('that make no sense are refused: %j', (columns, choices, expected) => {
    expect(refused(tableOf(columns), choices)).toEqual([`targets expected ${expected}`]);
  });

  it('cannot be a different text in nearly each row, unless the kind is given', () => {
    const cars = Array.from({ length: 12 }, (_, at) => `car ${Math.min(at, 8)}`);
    const table = tableOf({ x: cars.map((_, at) => at % 5), car: cars });
    expect(refused(table)).toEqual([
      'targets expected classes of several rows each in column "car", found 9 different texts in 12 rows, such as "car 0"; is another column the target? "kind": "categorical" takes each text as a class',
    ]);
    expect(made(table, { kind: 'categorical' }).dataset.classes).toHaveLength(9);
  });

  it('that never or hardly ever change are announced', () => {
    const noticesOf = (y: readonly number[] | readonly string[]) => made(tableOf({ x: [...y.keys()], y })).notices;
    const rows = Array.from({ length: 50 }, (_, at) => at);
    expect(noticesOf(rows.map(() => 1.5))).toEqual(['column "y" is 1.5 in every row: there is nothing to predict']);
    expect(noticesOf(rows.map((at) => (at % 25 === 0 ? 'yes' : 'no')))).toEqual([
      'column "y" is "no" in 48 of 50 rows: always predicting it is right in 96 %',
    ]);
    expect(noticesOf(rows.map((at) => (at % 8 === 0 ? 'yes' : 'no')))).toEqual([]);
    expect(noticesOf(rows.map((at) => (at === 0 ? 1 : 0)))).toEqual([
      'column "y" is "0" in 49 of 50 rows: always predicting it is right in 98 %',
    ]);
  });

  it('cannot be free text or ids', () => {
    const ids = Array.from({ length: 300 }, (_, at) => `customer ${at}`);
    expect(refused(tableOf({ x: ids.map((_, at) => at), id: ids }))).toEqual([
      'targets expected a few classes in column "id", found more than 256 different texts: it looks like free text or an id',
    ]);
  });
});
