import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scale } from '../../../src/ui/charts/axis.ts';
import { drawErrorChart } from '../../../src/ui/charts/error-chart.ts';
import type { Curve, KeptCurve } from '../../../src/ui/charts/kept-runs.ts';
import { drawError } from '../../../src/ui/panes/error-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { inAscii, inLines, linesOf, textOf } from '../frames.ts';
import { anyText } from '../texts.ts';

/** A curve with an error for every tenth iteration. */
function everyTen(count: number, errorAt: (iteration: number) => number): Curve {
  const iterations = Array.from({ length: count }, (_, index) => 10 * index);
  return { iterations, errors: iterations.map(errorAt) };
}

const curve = everyTen(60, (i) => 0.5 * Math.exp(-i / 250));
const keptRuns: readonly KeptCurve[] = [
  { name: 'momentum 0.9', number: 1, mark: 0, curve: everyTen(101, (i) => 0.5 * Math.exp(-i / 150) + 0.004) },
  {
    name: 'tanh',
    number: 2,
    mark: 1,
    curve: everyTen(101, (i) => (i < 300 ? 0.5 : 0.5 * Math.exp((300 - i) / 60) + 0.01)),
  },
  { name: 'dropout 20 %, l2 0.001', number: 3, mark: 2, curve: everyTen(80, (i) => 0.3 + 0.05 * Math.sin(i / 20)) },
  { name: 'alpha 1000', number: 4, mark: 3, curve: everyTen(40, (i) => (i > 300 ? Number.NaN : 0.5)) },
];

function draw(count: number, columns: number, rows: number, theme: Theme = inLines, own: Curve = curve): string {
  const chart = { curve: own, keptRuns: keptRuns.slice(0, count), goal: 1000, scale: 'log' } as const;
  return textOf(drawErrorChart(chart, columns, rows, theme));
}

describe('kept runs', () => {
  test('are drawn behind the curve, and named below it', () => {
    expect(draw(2, 76, 18)).toMatchInlineSnapshot(`
      "    0.6┤·
             │───────╮∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘
             │     ··╰─────╮         ∘
             │        ···· ╰─────╮    ∘
             │            ···    ╰─────╮∘
          0.1┤               ····      ╰─────╮
             │                   ····      ∘ ╰─────╮
             │                       ····   ∘∘     ╰───
             │                           ···· ∘∘
             │                               ····∘∘
             │                                   ··∘·∘
         0.01┤                                        ·∘·∘·∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘∘
             │                                             ········
             │                                                     ············
        0.004┤                                                                 ···
             └─────────────────┬────────────────┬───────────────┬────────────────┬
              0               250              500             750              1k
              · momentum 0.9   ∘ tanh"
    `);
  });

  test('have four marks that differ without colour, in ASCII as well', () => {
    const text = draw(4, 60, 16, inAscii);
    expect(text).toMatchInlineSnapshot(`
      "    0.6|-.o%o%o%o%o%o%o%
             | '-----.++    ++o   +++    ++    +++    +
             |+   :+:'----.+  ++o+   ++++  ++++   ++++
             |        ::: '----. o
          0.1|           :::   '----.
             |              :::    o'-----.
             |                 ::::  o    '--
             |                     :::ooo
             |                        :::o:
             |                             o:o:o
         0.01|                                 ::o:o:ooooooooooooo
             |                                       ::::::::::
        0.004|                                                 :::
             +-------------+------------+-----------+------------+
              0           250          500         750          1k
              : momen~ 0.9   o tanh   + dropo~.001   % alpha 1000"
    `);
    expect(text).toMatch(/^[\x20-\x7e\n]+$/);
    expect(new Set([...inAscii.glyphs.keptRuns, ...inAscii.glyphs.chart, inAscii.glyphs.cross]).size).toBe(
      new Set(inAscii.glyphs.keptRuns).size + new Set([...inAscii.glyphs.chart, inAscii.glyphs.cross]).size - 1,
    );
  });

  test('have no legend in a low chart', () => {
    expect(draw(2, 36, 7)).toMatchInlineSnapshot(`
      "       │────╮∘∘∘∘
          0.1┤  ··╰───────╮
             │        ····╰────
         0.01┤             ··∘·∘·∘·∘∘∘∘∘∘∘
             │                     ·······
             └──────────────┬────────────┬
              0            500          1k"
    `);
  });

  test('are numbered if their cut names would be equal', () => {
    const legend = (count: number, columns: number): string =>
      linesOf(
        drawErrorChart({ curve, keptRuns: keptRuns.slice(0, count), goal: 1000, scale: 'log' }, columns, 10, inLines),
      )
        .at(-1)!
        .trim();
    expect(legend(2, 33)).toBe('· momentum 0.9   ∘ tanh');
    expect(legend(3, 33)).toBe('· 1   ∘ 2   + 3');
    expect(legend(4, 44)).toBe('· 1   ∘ 2   + 3   ⋄ 4   K names them');
    expect(legend(4, 60)).toBe('· momen… 0.9   ∘ tanh   + dropo….001   ⋄ alpha 1000');
  });

  test('lose the words that all names begin with in a narrow legend', () => {
    const legend = (...names: readonly string[]): string => {
      const named = names.map((name, place) => ({ ...keptRuns[place]!, name }));
      const chart = { curve, keptRuns: named, goal: 1000, scale: 'log' } as const;
      return linesOf(drawErrorChart(chart, 33, 10, inLines))
        .at(-1)!
        .trim();
    };
    expect(legend('optimizer descent', 'optimizer nesterov')).toBe('· descent   ∘ nesterov');
    expect(legend('batch size 1', 'batch size 2')).toBe('· batc…ze 1   ∘ batc…ze 2');
  });

  test('extend both axes', () => {
    const far: KeptCurve = { name: 'far', number: 1, mark: 0, curve: { iterations: [0, 4000], errors: [90, 0.5] } };
    const chart = { curve, goal: 1000, scale: 'log', keptRuns: [far] } as const;
    const lines = linesOf(drawErrorChart(chart, 60, 14, inLines));
    expect(lines[0]).toMatch(/100/);
    expect(lines.at(-2)).toMatch(/4k$/);
  });

  test('are drawn before the first iteration of the run', () => {
    const names = { targetName: 'y', predictionName: 'l2', focused: false };
    const props = { curve: undefined, goal: 1000, scale: 'log', keptRuns: keptRuns.slice(0, 1), ...names } as const;
    const text = textOf(drawError(props, { columns: 60, rows: 14 }, inLines));
    expect(text).toContain('· momentum 0.9');
    expect(text).not.toContain('no iteration');
  });

  test('keep the size of the chart, whatever they are', () => {
    const error = fc.oneof(fc.double({ min: 0 }), fc.constantFrom(0, 0.5, Number.NaN, Number.POSITIVE_INFINITY));
    const any: fc.Arbitrary<KeptCurve> = fc.record({
      name: anyText,
      number: fc.nat(1000),
      mark: fc.nat(3),
      curve: fc.array(error, { maxLength: 40 }).map((errors) => ({ iterations: errors.map((_, i) => 7 * i), errors })),
    });
    const size = fc.record({ columns: fc.integer({ min: 20, max: 120 }), rows: fc.integer({ min: 5, max: 40 }) });
    fc.assert(
      fc.property(
        fc.array(any, { minLength: 1, maxLength: 4 }),
        size,
        fc.constantFrom<Scale>('linear', 'log'),
        (some, { columns, rows }, scale) => {
          const frame = drawErrorChart({ curve, keptRuns: some, goal: 100, scale }, columns, rows, inLines);
          expect(frame.length).toBe(rows);
          for (const line of frame) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 100 },
    );
  });
});
