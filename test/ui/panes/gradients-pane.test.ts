import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../../src/engine/gradient-check.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { binary, number } from '../../../src/language/expression.ts';
import type { Program } from '../../../src/language/program.ts';
import { buildProgram } from '../../../src/network/build.ts';
import { drawGradients } from '../../../src/ui/panes/gradients-pane.ts';
import { lineWidth, plainLine } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';

const theme = createTheme(24, true);

function check(program: Program, size: { columns: number; rows: number }): string {
  const inputs = matrixFromRows([
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ]);
  const run = new TrainingRun(program, inputs, matrixFromRows([[0], [1], [1], [0]]), 1);
  for (let i = 0; i < 100; i++) run.iterate();
  const report = { type: 'gradients', run: 1, iteration: 100, check: checkGradients(run) } as const;
  const frame = drawGradients({ report, program }, size, theme);
  expect(frame.length).toBe(size.rows);
  expect(new Set(frame.map(lineWidth))).toEqual(new Set([size.columns]));
  return frame.map(plainLine).join('\n');
}

const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, 4);

describe('the gradient check', () => {
  it('shows for each matrix how far its updates are from the slope of the loss, and why of that loss', () => {
    expect(check(program, { columns: 80, rows: 21 })).toMatchInlineSnapshot(`
      "╭ › gradient check  updates beside the slope of the loss ───────── esc closes ─╮
      │ ✓ passed   the updates go where the loss falls, after 100 iterations         │
      │ worst relative difference 1.2e-10   passes below 1e-6   loss 0.430888        │
      │ L = sum(l2_error ** 2) / 2                                                   │
      │                                                                              │
      │ ✓ syn0  3×4   worst 1.2e-10                                                  │
      │   1e-11  1e-9 1e-13 1e-11                                                    │
      │    1e-9 1e-11 1e-11 1e-11                                                    │
      │   1e-10 1e-10 1e-12 1e-10                                                    │
      │                                                                              │
      │ ✓ syn1  4×1   worst 3.2e-11                                                  │
      │   1e-10                                                                      │
      │   1e-11                                                                      │
      │   1e-12                                                                      │
      │   1e-11                                                                      │
      │                                                                              │
      │ Each weight is moved a little to both sides, the loss L of all examples is   │
      │ measured anew, and the slope of L there is compared with what its update     │
      │ line adds.                                                                   │
      │                                                                              │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(check(program, { columns: 120, rows: 30 })).toMatchInlineSnapshot(`
      "╭ › gradient check  updates beside the slope of the loss ───────────────────────────────────────────────── esc closes ─╮
      │ ✓ passed   the updates go where the loss falls, after 100 iterations                                                 │
      │ worst relative difference 1.2e-10   passes below 1e-6   loss 0.430888                                                │
      │ L = sum(l2_error ** 2) / 2                                                                                           │
      │                                                                                                                      │
      │ ✓ syn0  3×4   worst 1.2e-10                                                                                          │
      │   1e-11  1e-9 1e-13 1e-11                                                                                            │
      │    1e-9 1e-11 1e-11 1e-11                                                                                            │
      │   1e-10 1e-10 1e-12 1e-10                                                                                            │
      │                                                                                                                      │
      │ ✓ syn1  4×1   worst 3.2e-11                                                                                          │
      │   1e-10                                                                                                              │
      │   1e-11                                                                                                              │
      │   1e-12                                                                                                              │
      │   1e-11                                                                                                              │
      │                                                                                                                      │
      │ Each weight is moved a little to both sides, the loss L of all examples is measured anew, and the slope of L there   │
      │ is compared with what its update line adds.                                                                          │
      │                                                                                                                      │
      │ Why not the error of the chart, mean(abs(l2_error))? Because the lines do not descend that one: l2_delta = l2_error  │
      │ * slope(l2) makes them follow L. The two mostly fall together, but their slopes differ.                              │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('marks the matrix whose update is wrong', () => {
    const last = program.iteration.length - 1;
    const iteration = program.iteration.map((statement, line) =>
      line === last ? { ...statement, value: binary('*', number(2), statement.value) } : statement,
    );
    const text = check({ ...program, iteration }, { columns: 80, rows: 21 });
    expect(text).toContain('✗ failed   an update does not go where the loss falls');
    expect(text).toContain('✗ syn0  3×4   worst 5.0e-1');
    expect(text).toContain('✓ syn1  4×1');
  });

  it('says that it is checking until the answer is there', () => {
    const frame = drawGradients({ report: undefined, program }, { columns: 80, rows: 21 }, theme).map(plainLine);
    expect(frame[1]).toMatch(/^│ checking +│$/);
  });
});
