import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Statement } from '../../../src/language/program.ts';
import { drawInspect } from '../../../src/ui/panes/inspect-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import { inspectLine } from '../../../src/worker/inspect.ts';
import { buildProgram } from '../../network/build-program.ts';
import { xor } from '../../xor.ts';
import { plainLine } from '../frames.ts';

const theme = createTheme(24, true);
const narrow = { columns: 80, rows: 21 };
const wide = { columns: 120, rows: 37 };

function xorRun(iterations: number, bias = false): TrainingRun {
  const program = buildProgram({ layerSizes: [3, 4, 1], bias, learningRate: bias ? 0.5 : 1 }, 4);
  const run = new TrainingRun(program, matrixFromRows(xor.inputs), matrixFromRows(xor.targets), 1);
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

/** The pane for a line counted from 1, as text without its empty lines. */
function look(run: TrainingRun, line: number, row: number, column: number, size = narrow): string {
  const inspection = { type: 'inspection', run: 1, ...inspectLine(run, line - 1, { row, column }) } as const;
  const statement = run.program.iteration[inspection.line] as Statement;
  const frame = drawInspect({ statement, line: inspection.line, error: 'l2_error', inspection }, size, theme);
  expect(frame.length).toBe(size.rows);
  expect(new Set(frame.map(lineWidth))).toEqual(new Set([size.columns]));
  return frame
    .map(plainLine)
    .filter((text) => !/^│ +│$/.test(text))
    .join('\n');
}

describe('the inside of a line', () => {
  it('shows a forward line as a weighted sum, term by term', () => {
    expect(look(xorRun(100), 2, 2, 1)).toMatchInlineSnapshot(`
      "╭ › line 2  l1 = sigmoid(l0 @ syn0) ────────────────────────────── esc closes ─╮
      │ l1[2,1]   iteration 100   arrows choose a cell                               │
      │ l0[2,0] × syn0[0,1]  +1.0000 × +0.3276 = +0.3276              │████████████  │
      │ l0[2,1] × syn0[1,1]   0.0000 × −1.2609 =  0.0000              │              │
      │ l0[2,2] × syn0[2,1]  +1.0000 × −0.2413 = −0.2413     █████████│              │
      │ up +0.3276   down −0.2413   15 % remains, the rest cancels                   │
      │ l0 @ syn0 = +0.0863                                                          │
      │ sigmoid(+0.0863) = +0.5216                                                   │
      │ l1[2,1] = +0.5216                                                            │
      │   1 │                   ⢀⣠⠴⠒⠚⠉⠉⠉⠉⠉⠉⠉                                         │
      │     │                 ⣠⠖⠉                                                    │
      │ 0.5 │               ●⠞⠁                                                      │
      │     │             ⢀⡴⠋                                                        │
      │     │           ⣀⡴⠋                                                          │
      │   0 │⣀⣀⣀⣀⣀⣀⣀⡠⠤⠖⠊⠁                                                            │
      │      −6             0             +6                                         │
      │ sigmoid at z = +0.09                                                         │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('shows the place on the sigmoid beside the sum in a wide pane', () => {
    expect(look(xorRun(100), 3, 1, 0, wide)).toMatchInlineSnapshot(`
      "╭ › line 3  l2 = sigmoid(l1 @ syn1) ────────────────────────────────────────────────────────────────────── esc closes ─╮
      │ l2[1,0]   iteration 100   arrows choose a cell                                    1 │                     ⣠⠤⠒⠒⠉⠉⠉⠉⠉⠉ │
      │                                                                                     │                   ⣠⠚⠁          │
      │ l1[1,0] × syn1[0,0]  +0.2487 × −0.5742 = −0.1428        ███████│                    │                 ⢀⡞⠁            │
      │ l1[1,1] × syn1[1,0]  +0.1821 × +0.8988 = +0.1637               │████████            │                ⢠⠎              │
      │ l1[1,2] × syn1[2,0]  +0.0954 × −2.1918 = −0.2092     ██████████│                0.5 │               ●⠏               │
      │ l1[1,3] × syn1[3,0]  +0.5171 × +0.5475 = +0.2831               │█████████████       │              ⢠⠋                │
      │ up +0.4468   down −0.3520   12 % remains, the rest cancels                          │             ⣠⠃                 │
      │ l1 @ syn1 = +0.0948                                                                 │            ⡴⠁                  │
      │                                                                                     │         ⢀⡠⠋                    │
      │ sigmoid(+0.0948) = +0.5237                                                        0 │⣀⣀⣀⣀⣀⣀⡤⠤⠒⠋                      │
      │                                                                                      −6             0             +6 │
      │ l2[1,0] = +0.5237                                                               sigmoid at z = +0.09                 │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('shows a bias as an addend', () => {
    expect(look(xorRun(50, true), 2, 1, 2)).toMatchInlineSnapshot(`
      "╭ › line 2 by bias  l1 = sigmoid(l0 @ syn0 + b0) ───────────────── esc closes ─╮
      │ l1[1,2]   iteration 50   arrows choose a cell                                │
      │ l0[1,0] × syn0[0,2]   0.0000 × −1.1539 =  0.0000              │              │
      │ l0[1,1] × syn0[1,2]  +1.0000 × −0.9231 = −0.9231  ████████████│              │
      │ l0[1,2] × syn0[2,2]  +1.0000 × −0.2441 = −0.2441           ███│              │
      │ up  0.0000   down −1.1673                                                    │
      │ l0 @ syn0 = −1.1673                                                          │
      │ l0 @ syn0 + b0[0,2] = −1.1673 + (−0.0825) = −1.2498                          │
      │ sigmoid(−1.2498) = +0.2227                                                   │
      │ l1[1,2] = +0.2227                                                            │
      │   1 │                   ⣀⠤⠖⠒⠉⠉⠉⠉⠉⠉⠉⠉                                         │
      │     │                ⢀⡴⠋⠁                                                    │
      │ 0.5 │              ⢀⠴⠋                                                       │
      │     │            ●⠖⠁                                                         │
      │   0 │⣀⣀⣀⣀⣀⣀⣀⣀⠤⠴⠒⠉                                                            │
      │      −6             0             +6                                         │
      │ sigmoid at z = −1.25                                                         │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('shows a delta as error times slope for every example, with words', () => {
    expect(look(xorRun(2000), 5, 1, 0, wide)).toMatchInlineSnapshot(`
      "╭ › line 5  l2_delta = l2_error * slope(l2) ────────────────────────────────────────────────────────────── esc closes ─╮
      │ l2_delta[1,0]   iteration 2,000   arrows choose a cell                                                               │
      │     l2_error        × slope(l2)       = l2_delta                                                                     │
      │   1 −0.0198  ██│    × +0.0194    │██  = −3.846e-4   █│     0.02 too high, confident: 45 % of the largest delta       │
      │ › 2 +0.0255    │███ × +0.0248    │███ = +6.322e-4    │██   0.025 too low, confident: 74 % of the largest delta       │
      │   3 +0.0215    │██  × +0.0211    │██  = +4.537e-4    │██   0.022 too low, confident: 53 % of the largest delta       │
      │   4 −0.0297 ███│    × +0.0288    │███ = −8.566e-4 ███│     0.03 too high, confident: the largest delta               │
      │ slope(l2[1,0]) = l2[1,0] × (1 - l2[1,0]) = 0.9745 × (1 - 0.9745) = +0.0248                                           │
      │ l2_error[1,0] × slope(l2[1,0]) = +0.0255 × +0.0248 = +6.322e-4                                                       │
      │ l2_delta[1,0] = +6.322e-4                                                                                            │
      │   1 │                   ⢠⠤⠤⠖⠒●⠉⠉⠉⠉⠉⠉                                                                                 │
      │     │                   ⣠⠚⠁                                                                                          │
      │     │                 ⢀⡞⠁                                                                                            │
      │     │                ⢠⠎                                                                                              │
      │ 0.5 │               ⢠⠏                                                                                               │
      │     │              ⢠⠋                                                                                                │
      │     │             ⣠⠃                                                                                                 │
      │     │            ⡴⠁                                                                                                  │
      │     │         ⢀⡠⠋                                                                                                    │
      │   0 │⣀⣀⣀⣀⣀⣀⡤⠤⠒⠋                                                                                                      │
      │      −6             0             +6                                                                                 │
      │ sigmoid: slope +0.0248 at z = +3.64                                                                                  │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('shows a backpropagated error as a sum over the outgoing weights', () => {
    expect(look(xorRun(100), 6, 0, 2)).toMatchInlineSnapshot(`
      "╭ › line 6  l1_error = l2_delta @ syn1.T ───────────────────────── esc closes ─╮
      │ l1_error[0,2]   iteration 100   arrows choose a cell                         │
      │ l2_delta[0,0] × syn1[2,0]  −0.0851 × −2.1918 = +0.1866           │█████████  │
      │ up +0.1866   down  0.0000                                                    │
      │ l2_delta @ syn1.T = +0.1866                                                  │
      │ l1_error[0,2] = +0.1866                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('shows an update as a sum over examples, with the weight before and after', () => {
    expect(look(xorRun(100), 8, 3, 0)).toMatchInlineSnapshot(`
      "╭ › line 8  syn1 += l1.T @ l2_delta ────────────────────────────── esc closes ─╮
      │ syn1[3,0]   iteration 100   arrows choose a cell                             │
      │ l1[0,3] × l2_delta[0,0]  +0.6073 × −0.0851 = −0.0517    ████████│            │
      │ l1[1,3] × l2_delta[1,0]  +0.5171 × +0.1188 = +0.0614            │██████████  │
      │ l1[2,3] × l2_delta[2,0]  +0.4643 × +0.1030 = +0.0478            │████████    │
      │ l1[3,3] × l2_delta[3,0]  +0.3750 × −0.1397 = −0.0524   █████████│            │
      │ up +0.1093   down −0.1041   2 % remains, the rest cancels                    │
      │ l1.T @ l2_delta = +0.0052                                                    │
      │ syn1[3,0]  +0.5475 + (+0.0052) → +0.5527                                     │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('shows an update with alpha, and an update of a bias row', () => {
    expect(look(xorRun(100, true), 8, 0, 0)).toMatchInlineSnapshot(`
      "╭ › line 8 by alpha  syn1 += alpha * (l1.T @ l2_delta) ─────────── esc closes ─╮
      │ syn1[0,0]   iteration 100   arrows choose a cell                             │
      │ l1[0,0] × l2_delta[0,0]  +0.4252 × −0.1072 = −0.0456  ██████████│            │
      │ l1[1,0] × l2_delta[1,0]  +0.2576 × +0.1267 = +0.0327            │███████     │
      │ l1[2,0] × l2_delta[2,0]  +0.3598 × +0.1144 = +0.0411            │█████████   │
      │ l1[3,0] × l2_delta[3,0]  +0.2086 × −0.1343 = −0.0280      ██████│            │
      │ up +0.0738   down −0.0736   0 % remains, the rest cancels                    │
      │ l1.T @ l2_delta = +1.800e-4                                                  │
      │ alpha × (l1.T @ l2_delta) = +0.5000 × +1.800e-4 = +8.999e-5                  │
      │ syn1[0,0]  −0.6048 + (+8.999e-5) → −0.6047                                   │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(xorRun(100, true), 9, 0, 0)).toMatchInlineSnapshot(`
      "╭ › line 9 by alpha, bias  b1 += alpha * sum(l2_delta, axis=0) ─── esc closes ─╮
      │ b1   iteration 100                                                           │
      │ l2_delta[0,0]  −0.1072     █████████████│                                    │
      │ l2_delta[1,0]  +0.1267                  │███████████████                     │
      │ l2_delta[2,0]  +0.1144                  │██████████████                      │
      │ l2_delta[3,0]  −0.1343  ████████████████│                                    │
      │ up +0.2411   down −0.2415   0 % remains, the rest cancels                    │
      │ sum(l2_delta, axis=0) = −4.457e-4                                            │
      │ alpha × sum(l2_delta, axis=0) = +0.5000 × −4.457e-4 = −2.229e-4              │
      │ b1  −0.0534 + (−2.229e-4) → −0.0536                                          │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('shows the largest terms of a long sum, and the number of all', () => {
    const rows = Array.from({ length: 3 }, (_, r) => Array.from({ length: 40 }, (_cell, c) => ((r + 1) * (c + 3)) % 5));
    const program = buildProgram({ layerSizes: [40, 1], bias: false, learningRate: 1 }, 3);
    const run = new TrainingRun(program, matrixFromRows(rows), matrixFromRows([[0], [1], [0]]), 1);
    run.iterate();
    const text = look(run, 2, 0, 0);
    expect(text).toContain('… the 11 largest of 40 terms');
    expect(text.match(/×/g)?.length).toBe(22);
  });

  it('says that it is computing before the answer', () => {
    const statement = xorRun(1).program.iteration[1] as Statement;
    const frame = drawInspect({ statement, line: 1, error: 'l2_error', inspection: undefined }, narrow, theme).map(
      plainLine,
    );
    expect(frame[0]).toBe('╭ › line 2  l1 = sigmoid(l0 @ syn0) ────────────────────────────── esc closes ─╮');
    expect(frame[1]?.trim()).toMatch(/^│ computing +│$/);
  });
});

describe('an inspection', () => {
  it('has the values at which the line ran, and leaves the run unchanged', () => {
    const run = xorRun(10);
    for (let i = 0; i < 4; i++) run.advance();
    const weights = run.valueOf('syn1').data.slice();
    const past = inspectLine(run, 7, { row: 0, column: 0 });
    const now = inspectLine(run, 2, { row: 0, column: 0 });
    expect([past.iteration, now.iteration]).toEqual([10, 11]);
    expect(past.after).toBe(weights[0]);
    expect([run.iteration, run.line]).toEqual([10, 4]);
    expect(run.valueOf('syn1').data).toEqual(weights);
  });

  it('a line that has not run shows its next values', () => {
    const run = xorRun(0);
    run.advance();
    const inspection = inspectLine(run, 6, { row: 3, column: 3 });
    expect(inspection.line).toBe(1);
    run.advance();
    expect(run.valueOf('l1').data[15]).toBe(inspection.after);
  });

  it('stays inside the matrix', () => {
    expect(inspectLine(xorRun(1), 7, { row: 99, column: -1 }).cell).toEqual({ row: 3, column: 0 });
  });
});
