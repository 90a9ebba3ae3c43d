import { expect, test } from 'vitest';
import { drawXyAxes, placeOn, ticksIn } from '../../../src/ui/charts/xy-axes.ts';
import { span } from '../../../src/ui/text/line.ts';
import { inAscii, textOf, withoutColour } from '../frames.ts';

const extent = (low: number, high: number) => ({ name: '', low, high });

test('both axes have round labels and a name', () => {
  const picture = [[span('top')], [], [], [], [span('bottom')]];
  const x = { name: 'petal length', low: 1, high: 7 };
  const y = { name: 'petal width', low: -0.1, high: 2.5 };
  expect(textOf(drawXyAxes(x, y, picture, { columns: 48, rows: 8 }, withoutColour))).toMatchInlineSnapshot(`
    "petal width
          2┤top
           │
           │
           │
          0┤bottom
           └──────┬─────────────┬────── petal length
                  2             4            6"
  `);
  expect(textOf(drawXyAxes(x, y, picture, { columns: 48, rows: 8 }, inAscii))).toMatchInlineSnapshot(`
    "petal width
          2|top
           |
           |
           |
          0|bottom
           +------+-------------+------ petal length
                  2             4            6"
  `);
});

test('ticks are at most as many round numbers as asked for', () => {
  expect(ticksIn(extent(0, 1), 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticksIn(extent(-1, 2), 4)).toEqual([-1, 0, 1, 2]);
  expect(ticksIn(extent(0.1, 0.45), 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
  expect(ticksIn(extent(-3e6, 3e6), 3)).toEqual([-2e6, 0, 2e6]);
  expect(ticksIn(extent(5, 5), 3)).toEqual([5]);
});

test('a value has the index of its cell; a value outside the axis has none', () => {
  expect([-1, -0.01, 0.99, 1].map((value) => placeOn(extent(-1, 1), value, 4))).toEqual([0, 1, 3, 3]);
  expect([-1.01, 1.01, Number.NaN].map((value) => placeOn(extent(-1, 1), value, 4))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
