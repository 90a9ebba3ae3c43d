import { describe, expect, test } from 'vitest';
import { strongest } from '../../../src/ui/panes/network-lines.ts';
import { drawNetwork, type NetworkProps } from '../../../src/ui/panes/network-pane.ts';
import { inAscii, inColour, textOf, withoutColour } from '../frames.ts';
import { expectExactSizes, expectPictures } from './pictures.ts';

const xor: NetworkProps = {
  layers: [
    { name: 'l0', unitNames: ['x1', 'x2', '1'], activations: [0, 1, 1] },
    { name: 'l1', activations: [0.31, 0.0011, 0.0224, 0.862] },
    { name: 'l2', unitNames: ['out'], activations: [0.955] },
  ],
  weights: [
    { rows: 3, columns: 4, data: [2.9, 2.96, -5.62, -3.46, -0.75, -4.95, -5.92, -2.19, -0.04, -1.41, 2.15, 4.02] },
    { rows: 4, columns: 1, data: [-4.38, 5.12, -8.28, 5.34] },
  ],
  pass: 'forward',
  shows: ['lines: the strongest weights'],
  example: 'example 2',
  focused: false,
};

function layersOf(...counts: readonly number[]): NetworkProps {
  return {
    ...xor,
    layers: counts.map((count, i) => ({
      name: `l${i}`,
      activations: Array.from({ length: count }, (_, u) => Math.sin(u + i)),
    })),
    weights: counts.slice(1).map((columns, i) => {
      const rows = counts[i]!;
      return { rows, columns, data: Array.from({ length: rows * columns }, (_, w) => Math.cos(3 * w + i)) };
    }),
  };
}

describe('the network', () => {
  test('has a cell for each unit and lines for the strongest weights', async () => {
    await expectPictures('network', (size, theme) => drawNetwork(xor, size, theme));
    expect(textOf(drawNetwork(xor, { columns: 64, rows: 12 }, inAscii))).toMatchInlineSnapshot(`
      "+ network  3-4-1  lines: the strongest weights ----------------+
      |         l0                    l1                    l2       |
      |                               h1                             |
      | x1   0.000 -+++++++++++++  0.310 - -                         |
      |              -+-++++++        h2   - - -                     |
      |                - - - -+-+  0.001 +++++++ - -                 |
      | x2   1.000 - - - - - -        h3        +-+-+-+  0.955  out  |
      |              - - -+-+-+-+  0.022 - - - -+++++                |
      |  1   1.000 +++++++ - - -      h4   +++++                     |
      |                   +++++++  0.862 +++                         |
      | +++ positive weight   --- negative                           |
      + example 2 ---------------------------------------------------+"
    `);
    expect(textOf(drawNetwork(xor, { columns: 64, rows: 12 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ network  3–4–1  lines: the strongest weights ────────────────╮
      │         l0                    l1                    l2       │
      │                               h1                             │
      │ x1   0.000 ⢤⢤⣤⡤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤  0.310 ⠤ ⡀                         │
      │              ⠳⠈⢄⠒⠒⠤⢄⣀⡀        h2   ⠈ ⠢ ⣀                     │
      │                ⠢ ⠒ ⣀ ⡠⠉⠤⠒  0.001 ⠤⠤⠤⢄⣀⣀⣀ ⠒ ⢄                 │
      │ x2   1.000 ⠶ ⡶ ⣉ ⣙ ⠈ ⠢        h3        ⠉⣀⠉⡠⢒⠭⠶  0.955  out  │
      │              ⠈ ⠢ ⣀⣀⠙⣀⡑⠤⠛⠤  0.022 ⠒ ⠒ ⠉ ⠉⣀⠤⠔⠊⠁                │
      │  1   1.000 ⠶⠶⠶⢎⣉⣉⣉ ⠒ ⢌ ⣀      h4   ⢀⡠⠔⠒⠉                     │
      │                   ⠉⠉⠉⠑⠒⠒⠒  0.862 ⠒⠉⠁                         │
      │ ⠒⠒⠒⠒ positive weight   ⠒ ⠒  negative                         │
      ╰ example 2 ───────────────────────────────────────────────────╯"
    `);
  });

  test('has signs instead of numbers in a narrow pane', () => {
    expect(textOf(drawNetwork(xor, { columns: 34, rows: 7 }, inAscii))).toMatchInlineSnapshot(`
      "+ network  3-4-1 ----------------+
      |    l0        l1        l2      |
      | x1  . -++++++ + -              |
      |         -+-+- + ++++-          |
      | x2  + - -+-+- + - -+-+- +  out |
      |  1  + +++++++ + ++++           |
      + example 2 ---------------------+"
    `);
  });

  test('has numbers beside cut names before it has signs', () => {
    const inputs = ['sepal length', 'sepal width', 'petal length', 'petal width'];
    const iris = layersOf(4, 8, 3);
    const [first, hidden, last] = iris.layers as [
      NetworkProps['layers'][0],
      NetworkProps['layers'][0],
      NetworkProps['layers'][0],
    ];
    const layers = [
      { ...first, unitNames: inputs, ownValues: ['4.6', '3.2', '1.4', '0.2'] },
      hidden,
      { ...last, unitNames: ['setosa', 'versicolor', 'virginica'] },
    ];
    const frame = textOf(drawNetwork({ ...iris, layers }, { columns: 60, rows: 15 }, inAscii));
    expect(frame).toContain('0.84');
    expect(frame).toContain('virginica');
    expect(frame).toContain('4.6 ');
  });

  test('cuts no name behind a delta with an exponent', () => {
    const layers = xor.layers.map((layer, at) =>
      at === 0 ? layer : { ...layer, isDelta: true, activations: Array.from(layer.activations, () => -0.00163) },
    );
    const named = [layers[0]!, layers[1]!, { ...layers[2]!, unitNames: ['versicolor'] }];
    for (const columns of [64, 80, 100]) {
      const frame = textOf(drawNetwork({ ...xor, layers: named, pass: 'backward' }, { columns, rows: 14 }, inColour));
      expect(frame).toContain('versicolor');
    }
  });

  test('a network with too many units or layers refers to the weights', () => {
    for (const props of [layersOf(3, 40, 2), layersOf(2, 2, 2, 2, 2, 2, 2, 2, 2, 2)]) {
      expect(textOf(drawNetwork(props, { columns: 60, rows: 20 }, inColour))).toContain(
        'too many units to draw: see the weights',
      );
    }
    expect(textOf(drawNetwork(layersOf(3, 17, 2), { columns: 60, rows: 20 }, inColour))).not.toContain('too many');
  });

  test('draws a few strong weights a unit, none that is weak or NaN', () => {
    const weights = { rows: 2, columns: 3, data: [4, -0.5, 0, Number.NaN, -2, 1] };
    expect(strongest(weights).map(({ from, to, weight }) => [from, to, weight])).toEqual([
      [1, 2, 1],
      [1, 1, -2],
      [0, 0, 4],
    ]);
    expect(strongest({ rows: 8, columns: 8, data: new Array(64).fill(1) })).toHaveLength(24);
  });

  test('takes exactly its size', () => {
    expectExactSizes((size, theme) => drawNetwork(xor, size, theme), { columns: 24, rows: 5 });
    expectExactSizes((size, theme) => drawNetwork(layersOf(8, 16, 10), size, theme), { columns: 24, rows: 5 });
  });
});
