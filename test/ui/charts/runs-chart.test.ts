import { describe, expect, test } from 'vitest';
import { drawRuns } from '../../../src/ui/charts/runs-chart.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import { plainLine } from '../frames.ts';

const theme = createTheme(1, true);
const falling = (to: number) => ({ iterations: [0, 50, 100], errors: [0.5, (0.5 + to) / 2, to] });
const runs = [
  { name: 'plain', curve: falling(0.1) },
  { name: 'with momentum', curve: falling(0.01) },
];

describe('the errors of several runs', () => {
  test('are in one chart, with a line about each run below', () => {
    const drawn = drawRuns(runs, 'log', 48, 12, theme).map((line) => plainLine(line).trimEnd());
    expect(drawn.slice(-5)).toEqual([
      '       └────────────────────┬──────────────────┬',
      '        0                  50                100',
      '        ⠄⠄⠄⠄ 2',
      '⠤⠤⠤⠤ 1 plain         error 0.1000000 after 100',
      '⠄⠄⠄⠄ 2 with momentum error 0.0100000 after 100',
    ]);
    expect(drawn.join('\n')).toMatch(/[⠀-⣿]/u);
  });

  test('take exactly their columns and rows', () => {
    for (const [columns, rows] of [
      [40, 10],
      [80, 24],
      [200, 50],
    ] as const) {
      for (const many of [runs.slice(0, 1), runs, [...runs, ...runs, ...runs.slice(1)]]) {
        const drawn = drawRuns(many, 'linear', columns, rows, theme);
        expect(drawn.length).toBe(rows);
        expect(Math.max(...drawn.map(lineWidth))).toBeLessThanOrEqual(columns);
      }
    }
  });

  test('may be NaN', () => {
    const broken = { name: 'diverged', curve: { iterations: [1, 2], errors: [0.5, Number.NaN] } };
    expect(drawRuns([broken], 'log', 60, 10, theme).map(plainLine).at(-1)?.trimEnd()).toBe(
      '⠤⠤⠤⠤ 1 diverged error NaN       after 2',
    );
  });
});
