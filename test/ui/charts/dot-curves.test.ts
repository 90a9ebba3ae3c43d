import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawDotCurves, penSample, pensOf } from '../../../src/ui/charts/dot-curves.ts';
import { drawErrorChart, type ErrorChart } from '../../../src/ui/charts/error-chart.ts';
import type { Curve } from '../../../src/ui/charts/kept-runs.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { linesOf, textOf, withoutColour } from '../frames.ts';

/** A curve with an error for every iteration. */
function curveOf(count: number, errorAt: (iteration: number) => number): Curve {
  const iterations = Array.from({ length: count }, (_, iteration) => iteration);
  return { iterations, errors: iterations.map(errorAt) };
}

const falling = curveOf(100, (i) => 0.5 * 0.95 ** i);

function draw(chart: Partial<ErrorChart>): string {
  const whole: ErrorChart = { curve: falling, goal: 100, scale: 'linear', ...chart };
  return textOf(drawErrorChart(whole, 48, 12, withoutColour));
}

describe('an error chart in dots draws', () => {
  test('a falling error', () => {
    expect(draw({})).toMatchInlineSnapshot(`
      "    0.5┤⠹⡄
             │ ⢧⡀
             │  ⠳⡄
             │   ⠳⡄
         0.25┤    ⠹⣄
             │     ⠈⢳⡀
             │       ⠉⠳⣄
             │         ⠈⠙⠦⣄⡀
             │             ⠉⠓⠲⠤⣄⣀⡀
            0┤                   ⠉⠉⠙⠒⠒⠒⠲⠤⠤⠤⠤⠤⠤⠤⢤⣀⣀⣀⣀⣀⡀
             └────────────────────┬──────────────────┬
              0                  50                100"
    `);
  });

  test('both curves as whole lines, which differ without colour', () => {
    expect(draw({ test: curveOf(100, (i) => 0.2 + 0.3 * 0.95 ** i) })).toMatchInlineSnapshot(`
      "    0.5┤⠹⡄
             │ ⠳⡄⡄
             │  ⠙⡆⠉⠤⢀
             │   ⠙⢦ ⠈⠐⠂⡄⢀
         0.25┤    ⠈⠳⣄   ⠈ ⠃⠐⠂⠤⢀⡀⢀⡀⢀
             │      ⠈⠳⢤           ⠈ ⠉ ⠉ ⠉ ⠉⠐⠂⠐⠂⠐⠂⠐⠂⠐⠂
             │        ⠈⠙⠲⣄⡀
             │            ⠉⠓⠲⠤⣄⣀⡀
            0┤                  ⠉⠉⠙⠒⠒⠒⠲⠤⠤⠤⠤⠤⠤⠤⠤⣄⣀⣀⣀⣀⣀⡀
             └────────────────────┬──────────────────┬
              0                  50                100
              ⠤⠤⠤⠤ train 0.00312   ⠤ ⠤  test 0.20187"
    `);
  });

  test('marks on the axis, and the crosshair behind the curve', () => {
    const marks = [
      { iteration: 20, kind: 'change' as const },
      { iteration: 60, kind: 'solved' as const },
      { iteration: 80, kind: 2 },
    ];
    expect(draw({ marks, crosshair: 40, here: 50 })).toMatchInlineSnapshot(`
      "    0.5┤⠹⡄              ┊
             │ ⢧⡀             ┊
             │  ⠳⡄            ┊
             │   ⠳⡄           ┊
         0.25┤    ⠹⣄          ┊
             │     ⠈⢳⡀        ┊
             │       ⠉⠳⣄      ┊
             │         ⠈⠙⠦⣄⡀  ┊
             │             ⠉⠓⠲⠤⣄⣀⡀
            0┤                ┊  ⠉⠉⠙⠒⠒⠒⠲⠤⠤⠤⠤⠤⠤⠤⢤⣀⣀⣀⣀⣀⡀
             └────────◆───────────▲──✓───────2───────┬
              0                  50                100"
    `);
  });

  test('every oscillation between two columns', () => {
    const lines = draw({ curve: curveOf(100, (i) => (i % 2 === 0 ? 0.1 : 0.9)) }).split('\n');
    // The curve fills the plot from 0.1 to 0.9.
    expect(lines.slice(2, 8).every((line) => /[⠀-⣿]{38}/u.test(line))).toBe(true);
  });

  test('a part of the run with its own error axis, and the curve through both edges', () => {
    const text = draw({ window: { kind: 'part', from: 40, to: 60 } });
    expect(text).toMatchInlineSnapshot(`
      "   0.08┤
             │
         0.06┤⠉⠙⠒⠦⣄⣀
             │     ⠈⠉⠙⠒⠦⣄⣀
         0.04┤           ⠈⠉⠙⠒⠲⠤⢤⣀⣀
             │                   ⠈⠉⠓⠒⠦⠤⣄⣀⡀
             │                           ⠉⠉⠉⠉⠓⠒⠦⠤⣄⣀⣀⣀⡀
         0.02┤                                       ⠉
             │
            0┤
             └────────────────────┬──────────────────┬
              40                 50                 60"
    `);
  });

  test('a cross above a non-finite error', () => {
    expect(draw({ curve: curveOf(50, (i) => (i === 25 ? Number.NaN : 0.5)) }).split('\n')[0]).toMatch(/✗/);
  });
});

describe('curves in dots', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1 })), { maxLength: 60 });
  const anyCurve = points.map((steps): Curve => {
    let iteration = 0;
    return { iterations: steps.map(([step]) => (iteration += step)), errors: steps.map(([, error]) => error) };
  });

  const flat = { scale: 'linear', low: 0, high: 1, cutsBelow: false } as const;
  const drawnOn = (curve: Curve, from: number, to: number): readonly string[] => {
    const pen = pensOf(withoutColour).train;
    return linesOf(drawDotCurves([{ curve, pen }], { from, to, scale: 'linear' }, flat, 10, 3, withoutColour));
  };

  test('have a gap at a non-finite error, under a cross in the top row alone', () => {
    const errors = [0, 0, 0, 0, Number.NaN, 0, 0, 0, 0];
    const curve = { iterations: [0, 1, 2, 3, 9, 15, 16, 17, 18], errors };
    expect(drawnOn(curve, 0, 19).map((line) => line.padEnd(10))).toEqual(['    ✗     ', '          ', '⣀⣀     ⢀⣀⡀']);
  });

  test('are cut off outside of the axis, without a dot or a cross at its edges', () => {
    const curve = { iterations: [0, 1, 2, 50, 51, 52], errors: [0.5, Number.NaN, 0.5, 0.5, Number.NaN, 0.5] };
    expect(
      drawnOn({ ...curve, iterations: [0, 1, 2, 3, 4, 5] }, 10, 20)
        .join('')
        .trim(),
    ).toBe('');
    expect(
      drawnOn({ ...curve, iterations: [50, 51, 52, 53, 54, 55] }, 10, 20)
        .join('')
        .trim(),
    ).toBe('');
    expect(drawnOn(curve, 10, 20)[1]).toBe('⠒'.repeat(10));
  });

  test('take exactly their size, wherever the axis begins', () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.array(anyCurve, { maxLength: 5 }), size, size, fc.nat(500), (curves, columns, rows, from) => {
        const pens = pensOf(withoutColour);
        const drawn = curves.map((curve) => ({ curve, pen: pens.train }));
        const y = { scale: 'linear', low: 0, high: 1, cutsBelow: false } as const;
        const lines = drawDotCurves(drawn, { from, to: from + 200, scale: 'linear' }, y, columns, rows, withoutColour);
        expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
      }),
    );
  });

  test('join neighbouring points: every column between the first and the last has a dot', () => {
    fc.assert(
      fc.property(anyCurve, (curve) => {
        fc.pre(curve.iterations.length > 0);
        const to = curve.iterations[curve.iterations.length - 1]!;
        fc.pre(to > curve.iterations[0]! && Array.from(curve.errors).every(Number.isFinite));
        const y = { scale: 'linear', low: 0, high: 1, cutsBelow: false } as const;
        const axis = { from: curve.iterations[0]!, to, scale: 'linear' } as const;
        const lines = linesOf(
          drawDotCurves([{ curve, pen: pensOf(withoutColour).train }], axis, y, 30, 6, withoutColour),
        );
        for (let column = 0; column < 30; column++) {
          expect(lines.some((line) => (line[column] ?? ' ') !== ' ')).toBe(true);
        }
      }),
    );
  });

  test('nine pens have nine different samples', () => {
    const { train, test: tested, kept } = pensOf(withoutColour);
    const samples = [train, tested, ...kept].map((pen) => penSample(pen).text);
    expect(new Set(samples).size).toBe(9);
  });
});
