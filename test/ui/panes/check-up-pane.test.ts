import { describe, expect, test } from 'vitest';
import { drawCheckUp } from '../../../src/ui/panes/check-up-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import type { CheckUpReport, Finding } from '../../../src/worker/protocol.ts';
import { plainLine } from '../frames.ts';

const losses = [0.25, 0.25, 0.24, 0.22, 0.15, 0.02, 0.01, 0.2, 0.5, Number.NaN, Number.NaN];

const findings: readonly Finding[] = [
  { kind: 'firstLoss', state: 'good', of: 'classes', by: 'crossEntropy', loss: 0.6881, chance: Math.LN2 },
  { kind: 'fewRows', state: 'bad', rows: 4, right: 2, iterations: 2500, by: 'own' },
  { kind: 'zeroedInputs', state: 'good', error: 0.001, zeroed: 0.29, iterations: 200, of: 'trial', usesInputs: true },
  { kind: 'gradients', state: 'good', worst: 2e-10, isWorstGood: true, atKinks: 3, result: 'passed' },
  { kind: 'testRows', state: 'open', shared: 0, of: 0, all: 0 },
  {
    kind: 'scales',
    state: 'bad',
    inputs: [0, 7900],
    targets: [0, 1],
    cells: 512,
    largeCells: 200,
    causes: [{ kind: 'largeInputs', largest: 7900, saturates: 'tanh' }],
  },
  {
    kind: 'alphas',
    state: 'good',
    own: 0.1,
    best: 1,
    iterations: 200,
    falls: true,
    start: 0.25,
    points: losses.map((loss, index) => ({ alpha: Number((10 ** ((index - 4) / 2 - 1)).toPrecision(2)), loss })),
  },
];

function draw(
  size: { columns: number; rows: number },
  own: Partial<CheckUpReport> = {},
  first = 0,
  utf8 = true,
): string {
  const report: CheckUpReport = {
    type: 'checkUp',
    run: 1,
    iteration: 10,
    rows: 256,
    of: 5000,
    findings,
    parts: 7,
    isDone: true,
    ...own,
  };
  const frame = drawCheckUp({ report, first }, size, createTheme(24, utf8));
  expect(frame.length).toBe(size.rows);
  expect(new Set(frame.map(lineWidth))).toEqual(new Set([size.columns]));
  return frame.map(plainLine).join('\n');
}

describe('the check-up', () => {
  test('shows each part with its number and its meaning, and the alphas as a curve', () => {
    expect(draw({ columns: 100, rows: 24 })).toMatchInlineSnapshot(`
      "╭ › check-up  after 10 iterations, on 256 of 5,000 examples ────────────────────────── esc closes ─╮
      │ ✓ first loss   cross-entropy 0.69, that of a uniform guess 0.69: the first predictions are near  │
      │                a uniform guess.                                                                  │
      │ ✗ memorization 2 of 4 examples right after 2,500 iterations, and no more with Adam: the network  │
      │                cannot memorize even a few examples. Look at its layers and its initial weights.  │
      │ ✓ inputs used  with zeros in place of the inputs, the squared error is 290 times as large, in a  │
      │                trial of 200 iterations: the network uses its inputs.                             │
      │ ✓ gradients    worst relative difference 2.0e-10, 3 cells at kinks not judged: the updates       │
      │                descend the loss.                                                                 │
      │ – test set     there is no test set.                                                             │
      │ ✗ scales       inputs 0 to 7900, targets 0 to 1: inputs are large: magnitude up to 7900.         │
      │ ✓ alpha        squared error at 60 % of the first after 200 iterations, with alpha 1 at 4 %:     │
      │                alpha 0.1 is in the range where the error falls.                                  │
      │                                                                                                  │
      │                       │                                       ╭─××××××××××                       │
      │                 start │─────────────────╮                 ╭───╯                                  │
      │                       │                 ╰────╮          ╭─╯                                      │
      │                       │                      ╰──╮     ╭─╯                                        │
      │                     0 │                         ╰─────╯                                          │
      │                                            ▲                                                     │
      │                        0.001     0.01      0.1       1         10        100                     │
      │                                                                                                  │
      │                                                                                                  │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('scrolls where there is no room', () => {
    expect(draw({ columns: 60, rows: 15 }, {}, 3)).toMatchInlineSnapshot(`
      "╭ › check-up  on 256 of 5,000 examples ─────── 4–16 of 30 ─╮
      │ ✗ memorization 2 of 4 examples right after 2,500         │
      │                iterations, and no more with Adam: the    │
      │                network cannot memorize even a few        │
      │                examples. Look at its layers and its      │
      │                initial weights.                          │
      │ ✓ inputs used  with zeros in place of the inputs, the    │
      │                squared error is 290 times as large, in a │
      │                trial of 200 iterations: the network uses │
      │                its inputs.                               │
      │ ✓ gradients    worst relative difference 2.0e-10, 3      │
      │                cells at kinks not judged: the updates    │
      │                descend the loss.                         │
      │ – test set     there is no test set.                     │
      ╰ esc closes ──────────────────────────────────────────────╯"
    `);
  });

  test('shows in ASCII as well', () => {
    expect(draw({ columns: 80, rows: 40 }, {}, 0, false)).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('shows the findings so far, and how many there are', () => {
    const text = draw({ columns: 80, rows: 12 }, { findings: findings.slice(0, 2), isDone: false });
    expect(text).toContain('esc cancels');
    expect(text).toContain('checking   2 of 7 done');
  });
});
