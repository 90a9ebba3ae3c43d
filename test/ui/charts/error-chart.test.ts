import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scale } from '../../../src/ui/charts/axis.ts';
import { drawErrorChart } from '../../../src/ui/charts/error-chart.ts';
import type { Curve } from '../../../src/ui/charts/kept-runs.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { inAscii, inLines, linesOf, plainLine, textOf } from '../frames.ts';

/** Columns of the y axis and its labels. */
const AXIS = 8;

function draw(
  points: Readonly<Record<number, number>>,
  goal: number,
  scale: Scale = 'log',
  theme: Theme = inLines,
): string {
  return textOf(drawErrorChart({ curve: curveOf(points), goal, scale }, 40, 10, theme));
}

/** A curve from errors by their iterations. */
function curveOf(points: Readonly<Record<number, number>>): Curve {
  return { iterations: Object.keys(points).map(Number), errors: Object.values(points) };
}

/** A curve with an error for every iteration. */
function everyIteration(count: number, errorAt: (iteration: number) => number): Curve {
  const iterations = Array.from({ length: count }, (_, iteration) => iteration);
  return { iterations, errors: iterations.map(errorAt) };
}

function drawCurve(curve: Curve, goal: number, scale: Scale, columns = 40, rows = 10, theme: Theme = inLines): string {
  return textOf(drawErrorChart({ curve, goal, scale }, columns, rows, theme));
}

describe('the error chart draws', () => {
  test('a falling error, from the first iteration to the last', () => {
    expect(
      drawCurve(
        everyIteration(100, (i) => 0.5 * 0.95 ** i),
        100,
        'linear',
      ),
    ).toMatchInlineSnapshot(`
      "    0.5┤─╮
             │ ╰╮
             │  ╰╮
         0.25┤   ╰─╮
             │     ╰─╮
             │       ╰──╮
             │          ╰──────╮
            0┤                 ╰──────────────
             └────────────────┬──────────────┬
              0              50            100"
    `);
  });

  test('the same as a straight line on a logarithmic axis', () => {
    expect(
      drawCurve(
        everyIteration(100, (i) => 0.5 * 0.95 ** i),
        100,
        'log',
      ),
    ).toMatchInlineSnapshot(`
      "    0.5┤───╮
             │   ╰───╮
          0.1┤       ╰────╮
             │            ╰───╮
             │                ╰────╮
         0.01┤                     ╰───╮
             │                         ╰───╮
        0.003┤                             ╰──
             └────────────────┬──────────────┬
              0              50            100"
    `);
  });

  test('the same in ASCII', () => {
    expect(
      drawCurve(
        everyIteration(100, (i) => 0.5 * 0.95 ** i),
        100,
        'log',
        40,
        10,
        inAscii,
      ),
    ).toMatchInlineSnapshot(`
      "    0.5|---.
             |   '---.
          0.1|       '----.
             |            '---.
             |                '----.
         0.01|                     '---.
             |                         '---.
        0.003|                             '--
             +----------------+--------------+
              0              50            100"
    `);
  });

  test('an error that goes up and down', () => {
    const waves = everyIteration(60, (i) => 0.5 + 0.4 * Math.sin(i / 6));
    expect(drawCurve(waves, 60, 'linear')).toMatchInlineSnapshot(`
      "      1┤
             │   ╭────╮              ╭───╮
             │  ╭╯    ╰╮           ╭─╯   ╰─╮
          0.5┤──╯      ╰╮         ╭╯       ╰╮
             │          ╰─╮      ╭╯         │
             │            ╰╮    ╭╯          ╰
             │             ╰────╯
            0┤
             └────────────────┬──────────────┬
              0              30             60"
    `);
  });

  test('an unfinished run up to its newest iteration', () => {
    expect(draw({ 0: 0.5, 10000: 0.2, 20000: 0.1, 30000: 0.05 }, 60_000)).toMatchInlineSnapshot(`
      "    0.5┤──────╮
             │      │
             │      │
          0.2┤      ╰────╮
             │           │
          0.1┤           ╰────╮
             │                │
         0.05┤                ╰
             └────────────────┬──────────────┬
              0              30k           60k"
    `);
  });

  test('a run stepped beyond its goal on a longer axis', () => {
    expect(draw({ 0: 0.5, 50: 0.2, 99: 0.1, 119: 0.05 }, 100)).toMatchInlineSnapshot(`
      "    0.5┤──────────────╮
             │              │
             │              │
          0.2┤              ╰───────────╮
             │                          │
          0.1┤                          ╰────╮
             │                               │
         0.05┤                               ╰
             └───────────────────────────────┬
              0                            119"
    `);
  });

  test('a constant error', () => {
    expect(draw({ 0: 0.5, 100: 0.5 }, 100, 'linear')).toMatchInlineSnapshot(`
      "    0.5┤────────────────────────────────
             │
             │
         0.25┤
             │
             │
             │
            0┤
             └────────────────┬──────────────┬
              0              50            100"
    `);
    expect(draw({ 0: 0.5, 100: 0.5 }, 100, 'log')).toMatchInlineSnapshot(`
      "    0.5┤────────────────────────────────
             │
             │
             │
             │
             │
             │
          0.2┤
             └────────────────┬──────────────┬
              0              50            100"
    `);
  });

  test('a single point', () => {
    expect(draw({ 0: 0.3 }, 60_000)).toMatchInlineSnapshot(`
      "    0.3┤─
             │
             │
             │
             │
             │
             │
         0.15┤
             └────────────────┬──────────────┬
              0              30k           60k"
    `);
  });

  test('the axes alone before the first point', () => {
    expect(draw({}, 60_000)).toMatchInlineSnapshot(`
      "      1┤
             │
          0.5┤
             │
             │
          0.2┤
             │
          0.1┤
             └────────────────┬──────────────┬
              0              30k           60k"
    `);
  });

  test('a cross for a non-finite error', () => {
    expect(draw({ 0: 0.5, 50: Number.NaN, 80: Number.POSITIVE_INFINITY }, 100)).toMatchInlineSnapshot(`
      "    0.5┤────────────────✗✗✗✗✗✗✗✗✗✗
             │
             │
             │
             │
             │
             │
          0.2┤
             └────────────────┬──────────────┬
              0              50            100"
    `);
    expect(draw({ 0: Number.NaN }, 100, 'linear', inAscii)).toMatchInlineSnapshot(`
      "      1|x
             |
             |
          0.5|
             |
             |
             |
            0|
             +----------------+--------------+
              0              50            100"
    `);
  });

  test('an error of 0 at the marked lower end of a logarithmic axis', () => {
    expect(draw({ 0: 0.5, 50: 1e-6, 100: 0 }, 100)).toMatchInlineSnapshot(`
      "       │────────────────╮
             │                │
       0.0001┤                │
             │                ╰──────────────╮
             │                               │
         1e-8┤                               │
             │                               │
       <1e-12┤                               ╰
             └────────────────┬──────────────┬
              0              50            100"
    `);
  });

  test('an error of 0 at 0 on a linear axis', () => {
    expect(draw({ 0: 0.5, 50: 1e-6, 100: 0 }, 100, 'linear')).toMatchInlineSnapshot(`
      "    0.5┤────────────────╮
             │                │
             │                │
         0.25┤                │
             │                │
             │                │
             │                │
            0┤                ╰───────────────
             └────────────────┬──────────────┬
              0              50            100"
    `);
  });

  test('errors far from 1', () => {
    expect(draw({ 0: 1.9e-5, 100: 2e-6 }, 100, 'linear')).toMatchInlineSnapshot(`
      "   2e-5┤───────────────────────────────╮
             │                               │
             │                               │
         1e-5┤                               │
             │                               │
             │                               │
             │                               ╰
            0┤
             └────────────────┬──────────────┬
              0              50            100"
    `);
    expect(draw({ 0: 1.9e6, 100: 2e5 }, 100, 'linear')).toMatchInlineSnapshot(`
      "    2e6┤───────────────────────────────╮
             │                               │
             │                               │
          1e6┤                               │
             │                               │
             │                               │
             │                               ╰
            0┤
             └────────────────┬──────────────┬
              0              50            100"
    `);
    expect(draw({ 0: 1.9e120, 100: 2e-11 }, 1e9, 'log')).toMatchInlineSnapshot(`
      " 2e+120┤
             │
             │
             │
             │
             │
             │
        2e-11┤─
             └────────────────┬──────────────┬
              0             500M            1G"
    `);
  });

  test('whole iterations on the axis of a short run', () => {
    expect([1, 2, 3, 10, 12].map((goal) => draw({ 0: 0.5 }, goal).split('\n').at(-1)?.trim().split(/ +/))).toEqual([
      ['0', '1'],
      ['0', '1', '2'],
      ['0', '3'],
      ['0', '5', '10'],
      ['0', '6', '12'],
    ]);
  });

  test('the curve in the accent colour, crosses in red, axes in grey', () => {
    const chart = { curve: curveOf({ 0: 0.5, 50: Number.NaN }), goal: 100, scale: 'log' } as const;
    const [top, second] = drawErrorChart(chart, 40, 10, inLines);
    const { quiet, accent, bad } = inLines.styles;
    expect(top?.filter(({ text }) => text !== '').map(({ style }) => style)).toEqual([quiet, accent, bad, accent]);
    expect(second?.map(({ style }) => style)).toEqual([quiet, accent]);
  });
});

/** The columns of the plot, from 0, that are not empty. */
function drawnColumns(text: readonly string[]): readonly number[] {
  const plot = text.slice(0, -2).map((line) => line.slice(AXIS));
  const width = Math.max(...plot.map(({ length }) => length));
  return Array.from({ length: width }, (_, column) => column).filter((column) =>
    plot.some((line) => (line[column] ?? ' ') !== ' '),
  );
}

const anyError = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0 }),
  fc.constantFrom(0, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1e308),
);
const anyCurve: fc.Arbitrary<Curve> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50_000 }), anyError), { minLength: 1, maxLength: 300 })
  .map((steps) => {
    let iteration = -(steps[0]?.[0] ?? 0);
    const iterations = steps.map(([step]) => {
      iteration += step;
      return iteration;
    });
    return { iterations, errors: steps.map(([, error]) => error) };
  });
const anyChart = fc.record({
  curve: anyCurve,
  goal: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1e9 })),
  scale: fc.constantFrom<Scale>('linear', 'log'),
});
const anyColumns = fc.integer({ min: 20, max: 240 });
const anyRows = fc.integer({ min: 5, max: 66 });

describe('whatever the curve, the goal and the size,', () => {
  test.each([
    ['Unicode', inLines],
    ['ASCII', inAscii],
  ])('the chart takes exactly its size in %s', (_name, theme) => {
    fc.assert(
      fc.property(anyChart, anyColumns, anyRows, (chart, columns, rows) => {
        const frame = drawErrorChart(chart, columns, rows, theme);
        expect(frame.length).toBe(rows);
        expect(frame.slice(0, -1).map(lineWidth)).toEqual(Array(rows - 1).fill(columns));
        expect(lineWidth(frame.at(-1) ?? [])).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 100 },
    );
  });

  test('the first and the newest point are in their columns, with strokes between', () => {
    fc.assert(
      fc.property(anyChart, anyColumns, anyRows, (chart, columns, rows) => {
        const newest = chart.curve.iterations[chart.curve.iterations.length - 1] as number;
        const last = Math.max(1, chart.goal, newest);
        const column = Math.round((newest / last) * (columns - AXIS - 1));
        const drawn = drawnColumns(linesOf(drawErrorChart(chart, columns, rows, inLines)));
        expect(drawn).toEqual(Array.from({ length: column + 1 }, (_, i) => i));
      }),
      { numRuns: 100 },
    );
  });

  test('the iteration labels ascend to the end of the axis, at or after the newest point', () => {
    fc.assert(
      fc.property(anyChart, anyColumns, (chart, columns) => {
        const numbers = plainLine(drawErrorChart(chart, columns, 8, inLines).at(-1) ?? [])
          .trim()
          .split(/ +/);
        const values = numbers.map((text) => Number(text.replace('k', 'e3').replace('M', 'e6').replace('G', 'e9')));
        expect(values).toEqual([...values].sort((a, b) => a - b));
        const newest = chart.curve.iterations[chart.curve.iterations.length - 1] as number;
        expect(values.at(-1)).toBeGreaterThanOrEqual(Math.max(newest, chart.goal) * 0.995);
      }),
    );
  });

  test('the labels of the error axis differ', () => {
    fc.assert(
      fc.property(anyChart, anyRows, (chart, rows) => {
        const lines = linesOf(drawErrorChart(chart, 40, rows, inLines)).slice(0, -2);
        const numbers = lines.map((line) => line.slice(0, AXIS - 1).trim()).filter((text) => text !== '');
        expect(numbers.length).toBeGreaterThanOrEqual(2);
        const values = numbers.map((text) => Number(text.replace('<', '')));
        expect(values.every((value, index) => index === 0 || value < (values[index - 1] as number))).toBe(true);
      }),
    );
  });

  test('a constant error is drawn on the row of its tick', () => {
    for (const scale of ['linear', 'log'] as const) {
      const lines = draw({ 0: 0.5, 99: 0.5 }, 99, scale).split('\n');
      expect(lines.find((line) => line.includes('──'))).toMatch(/^ +0\.5┤─+$/);
    }
  });
});
