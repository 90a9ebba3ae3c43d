import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacity, drawHeatmap, type Heatmap, scaleOf } from '../../../src/ui/charts/heatmap.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { inAscii, inColour, textOf, withoutColour } from '../frames.ts';
import { anyText } from '../texts.ts';

const syn0: Heatmap = {
  rowLabels: ['x1', 'x2', '1'],
  columnLabels: ['h1', 'h2', 'h3', 'h4'],
  values: [4.6, -5.47, 0.17, -9.22, 3.5, -0.004, 0, 7.21, -1.5, 2.25, -6.13, 0.08],
};

function draw(heatmap: Heatmap, columns: number, rows: number, theme: Theme = inColour): string {
  return textOf(drawHeatmap(heatmap, columns, rows, theme));
}

/** A heatmap of `rows` × `columns` cells with the names of units. */
function heatmapOf(rows: number, columns: number, values: ArrayLike<number>): Heatmap {
  return {
    rowLabels: Array.from({ length: rows }, (_, row) => `x${row + 1}`),
    columnLabels: Array.from({ length: columns }, (_, column) => `h${column + 1}`),
    values,
  };
}

describe('a heatmap', () => {
  test('above narrow columns has all names of classes, or none', () => {
    const named = (...columnLabels: string[]): string =>
      draw({ rowLabels: ['x'], columnLabels, values: [0.1, 0.2, 0.3] }, 14, 2).split('\n')[0] ?? '';
    expect(named('setosa', 'versicolor', 'virginica').trim()).toBe('set ver vir');
    expect(named('class a', 'class b', 'class c').trim()).toBe('');
  });

  test('has numbers in cells, labels along both edges, and a legend', () => {
    expect(draw(syn0, 40, 6)).toMatchInlineSnapshot(`
      "        h1       h2       h3       h4
      x1   +4.60    −5.47    +0.17    −9.22
      x2   +3.50    −0.00     0.00    +7.21
       1   −1.50    +2.25    −6.13    +0.08

         −10                       +10"
    `);
  });

  test('has taller cells in a tall pane, with numbers on the middle line', () => {
    expect(draw(syn0, 60, 13)).toMatchInlineSnapshot(`
      "        h1       h2       h3       h4

      x1   +4.60    −5.47    +0.17    −9.22


      x2   +3.50    −0.00     0.00    +7.21


       1   −1.50    +2.25    −6.13    +0.08


         −10                       +10"
    `);
  });

  test('drops decimals, then numbers, in narrow cells, and keeps the sign', () => {
    expect(draw(syn0, 24, 6)).toMatchInlineSnapshot(`
      "    h1   h2   h3   h4
      x1 +4.6 −5.5 +0.2 −9.2
      x2 +3.5 −0.0  0.0 +7.2
       1 −1.5 +2.3 −6.1 +0.1

         −10               +10"
    `);
    expect(draw(syn0, 16, 6)).toMatchInlineSnapshot(`
      "   h1 h2 h3 h4
      x1 +5 −5 +0 −9
      x2 +4 −0  0 +7
       1 −2 +2 −6 +0

         −10       +10"
    `);
    expect(draw(syn0, 12, 6)).toMatchInlineSnapshot(`
      "   h1  h3
      x1 + − + −
      x2 + − · +
       1 − + − +

      −10      +10"
    `);
  });

  test('has no legend without a free row or without colour', () => {
    expect(draw(syn0, 40, 4)).not.toContain('+10');
    expect(draw(syn0, 60, 13, withoutColour)).toMatchInlineSnapshot(`
      "        h1       h2       h3       h4
      x1   +4.60    −5.47    +0.17    −9.22
      x2   +3.50    −0.00     0.00    +7.21
       1   −1.50    +2.25    −6.13    +0.08"
    `);
  });

  test('is drawn in ASCII alone on a terminal without UTF-8', () => {
    expect(draw(syn0, 40, 6, inAscii)).toMatchInlineSnapshot(`
      "        h1       h2       h3       h4
      x1   +4.60    -5.47    +0.17    -9.22
      x2   +3.50    -0.00     0.00    +7.21
       1   -1.50    +2.25    -6.13    +0.08"
    `);
    expect(draw(syn0, 12, 6, { ...inAscii, depth: 4 })).toMatchInlineSnapshot(`
      "   h1  h3
      x1 + - + -
      x2 + - . +
       1 - + - +

      -10      +10"
    `);
  });

  test('keeps a decimal of numbers below 1 in cells of three columns', () => {
    expect(draw(heatmapOf(1, 4, [0.04, -0.44, -0.949, 1.4]), 18, 4).split('\n')[1]).toBe('x1 +.0 −.4 −.9  +1');
  });

  test('cuts long names a little further where decimals then have room', () => {
    const values = Float64Array.from({ length: 16 }, (_, at) => (at === 0 ? 1.2 : (at - 8) / 10));
    const named = { ...heatmapOf(2, 8, values), rowLabels: ['sepal length', 'sepal width'] };
    expect(draw(named, 39, 4).split('\n')[1]).toBe('sep…gth  +1 −.7 −.6 −.5 −.4 −.3 −.2 −.1');
    expect(draw(named, 36, 4).split('\n')[1]).toBe('sepa…gth +1 −1 −1 −1 −0 −0 −0 −0');
  });

  test('labels as many narrow columns as fit', () => {
    const wide = heatmapOf(
      2,
      20,
      Array.from({ length: 40 }, (_, i) => (i % 3) - 1),
    );
    expect(draw(wide, 50, 4)).toMatchInlineSnapshot(`
      "   h1  h3  h5  h7  h9  h11 h13 h15 h17 h19
      x1 − · + − · + − · + − · + − · + − · + − ·
      x2 + − · + − · + − · + − · + − · + − · + −
         −1                       +1"
    `);
    const tens = heatmapOf(
      1,
      12,
      Array.from({ length: 12 }, (_, i) => i - 6),
    );
    expect(draw(tens, 40, 4)).toMatchInlineSnapshot(`
      "   h1 h2 h3 h4 h5 h6 h7 h8 h9 h10
      x1 −6 −5 −4 −3 −2 −1  0 +1 +2 +3 +4 +5

         −6                       +6"
    `);
  });

  test('cuts long names so that they still differ', () => {
    const values = [0.5, -0.5];
    const rowLabels = ['temperature in room 7', 'temperature in room 12'];
    expect(draw({ rowLabels, columnLabels: ['comfort'], values }, 30, 5)).toMatchInlineSnapshot(`
      "                      comfort
      temperatur…in room 7   +0.50
      temperatur…n room 12   −0.50

      −0.6                      +0.6"
    `);
  });

  test('shows NaN and infinity as words or signs of their own', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1];
    expect(draw(heatmapOf(1, 4, values), 40, 4)).toMatchInlineSnapshot(`
      "        h1       h2       h3       h4
      x1     NaN     +inf     −inf    +1.00

         −1                       +1"
    `);
    expect(draw(heatmapOf(1, 4, values), 12, 4)).toMatchInlineSnapshot(`
      "   h1  h3
      x1 ✗ + − +

      −1        +1"
    `);
  });

  test('has a scale for a matrix of zeros', () => {
    expect(draw(heatmapOf(1, 2, [0, -0]), 30, 4)).toMatchInlineSnapshot(`
      "        h1       h2
      x1    0.00     0.00

         −1                       +1"
    `);
  });

  test('shows signs if all numbers would round to 0', () => {
    expect(draw(heatmapOf(1, 4, [0.4, -0.3, 0.01, -0.2]), 16, 4)).toMatchInlineSnapshot(`
      "   h1  h3
      x1 + − + −

      −0.4        +0.4"
    `);
  });

  test('has cells in the colours of their values', () => {
    const [, cells] = drawHeatmap(heatmapOf(1, 2, [-1, 1]), 30, 4, inColour);
    const backgrounds = cells?.flatMap(({ style }) => style?.background?.rgb.join(' ') ?? []);
    expect(backgrounds).toEqual(['64 148 240', '240 144 48']);
  });
});

test('the scale is a round number that no value exceeds', () => {
  expect([[0.3], [-5.47, 9.22], [0], [12, -1], [1e-9], [Number.NaN], [7e307]].map(scaleOf)).toEqual([
    expect.closeTo(0.3, 12),
    10,
    1,
    15,
    0.01,
    1,
    expect.closeTo(8e307, -300),
  ]);
  expect([scaleOf([Number.MAX_VALUE]), scaleOf([Number.MIN_VALUE])]).toEqual([Number.MAX_VALUE, 0.01]);
});

test('no heatmap ever exceeds its size, whatever its values and names', () => {
  const anySize = fc.record({ columns: fc.integer({ min: 11, max: 120 }), rows: fc.integer({ min: 3, max: 40 }) });
  const anyHeatmap = anySize.chain(({ columns, rows }) => {
    const most = capacity(columns, rows, ['a long label']);
    return fc
      .record({
        across: fc.integer({ min: 1, max: most.columns }),
        down: fc.integer({ min: 1, max: most.rows }),
        names: fc.array(anyText, { minLength: 1, maxLength: 6 }),
        values: fc.array(fc.oneof(fc.double(), fc.double({ min: -9, max: 9 })), { minLength: 1, maxLength: 30 }),
      })
      .map(({ across, down, names, values }) => ({
        columns,
        rows,
        heatmap: {
          rowLabels: Array.from({ length: down }, (_, row) => names[row % names.length] as string),
          columnLabels: Array.from({ length: across }, (_, column) => names[column % names.length] as string),
          values: Array.from({ length: across * down }, (_, cell) => values[cell % values.length] as number),
        },
      }));
  });
  fc.assert(
    fc.property(anyHeatmap, fc.constantFrom(inColour, inAscii), ({ columns, rows, heatmap }, theme) => {
      const frame = drawHeatmap(heatmap, columns, rows, theme);
      expect(frame.length).toBeLessThanOrEqual(rows);
      expect(Math.max(...frame.map(lineWidth))).toBeLessThanOrEqual(columns);
    }),
    { numRuns: 150 },
  );
});
