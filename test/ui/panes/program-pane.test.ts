import { describe, expect, test } from 'vitest';
import { inferShapes } from '../../../src/language/shapes.ts';
import { networkOf } from '../../../src/ui/model/model.ts';
import { drawProgram, programRows, programStart, programWish } from '../../../src/ui/panes/program-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { LineView } from '../../../src/worker/protocol.ts';
import { buildProgram } from '../../network/build-program.ts';
import { inAscii, inColour, textOf } from '../frames.ts';
import { subjectOf } from '../subjects.ts';

const { program, shapes } = networkOf(subjectOf());
const xor = { program, shapes, seed: 1, first: 0, focused: false };
const deep = networkOf(subjectOf({ hidden: [4, 3, 2], bias: true, learningRate: 1e-7 }));
const long = { program: deep.program, shapes: deep.shapes, seed: 4_294_967_295, first: 0, focused: true };

/** A late state of training: errors that two decimals would hide. */
const late = {
  next: 6,
  values: [
    viewOf([0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1]),
    viewOf([], 0.000_12, 0.9989),
    viewOf([0.0033, 0.9957, 0.9961, 0.0051]),
    viewOf([-0.0033, 0.0043, 0.0039, -0.0051]),
    viewOf([-1.09e-5, 1.84e-5, 1.52e-5, -2.59e-5]),
    viewOf([], -2.21e-4, 1.47e-4),
    viewOf([], 0, 0),
    viewOf([-9.124, 12.345, -4.1, 6.02]),
    undefined,
  ],
};

function viewOf(cells: readonly number[], least = Math.min(...cells), most = Math.max(...cells)): LineView {
  return { least, most, cells: Float64Array.from(cells) };
}

describe('the program', () => {
  test('has the shape of each result', () => {
    expect(textOf(drawProgram(xor, programWish(program), inColour))).toMatchInlineSnapshot(`
      "╭ program  setup and iteration ───────────────────────────────╮
      │    seed(1)                                                  │
      │    syn0 = 2 * random((3, 4)) - 1                        3×4 │
      │    syn1 = 2 * random((4, 1)) - 1                        4×1 │
      │    each iteration:                                          │
      │ 1  l0       = X                                         4×3 │
      │ 2  l1       = sigmoid(l0 @ syn0)                        4×4 │
      │ 3  l2       = sigmoid(l1 @ syn1)                        4×1 │
      │ 4  l2_error = y - l2                                    4×1 │
      │ 5  l2_delta = l2_error * slope(l2)                      4×1 │
      │ 6  l1_error = l2_delta @ syn1.T                         4×4 │
      │ 7  l1_delta = l1_error * slope(l1)                      4×4 │
      │ 8  syn1    += l1.T @ l2_delta                           4×1 │
      │ 9  syn0    += l0.T @ l1_delta                           3×4 │
      ╰─────────────────────────────────────────────────────────────╯"
    `);
  });

  test('names the techniques of its lines, or in focus those of the chosen line', () => {
    const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 0.1, optimizer: 'momentum' }, 4);
    const drawn = { program, shapes: inferShapes(program), seed: 1, first: 0, focused: false };
    const titleOf = (props: Partial<typeof drawn> & { cursor?: number }): string =>
      textOf(drawProgram({ ...drawn, ...props }, { columns: 60, rows: 22 }, inColour)).split('\n')[0]!;
    expect(titleOf({})).toContain(' program  setup and iteration  ▎alpha, momentum ─');
    expect(titleOf({ focused: true, cursor: 7 })).toContain('setup and iteration  ▎momentum ─');
    expect(titleOf({ focused: true, cursor: 1 })).toContain('setup and iteration  ▎alpha, momentum ─');
  });

  test('shows the visible lines of all', () => {
    const size = { columns: 43, rows: 12 };
    const first = programStart(program, size);
    expect(textOf(drawProgram({ ...xor, first }, size, inColour))).toMatchInlineSnapshot(`
      "╭ program ───────────────────── 1–9 of 9 ─╮
      │    each iteration:                      │
      │ 1  l0       = X                     4×3 │
      │ 2  l1       = sigmoid(l0 @ syn0)    4×4 │
      │ 3  l2       = sigmoid(l1 @ syn1)    4×1 │
      │ 4  l2_error = y - l2                4×1 │
      │ 5  l2_delta = l2_error * slope(l2)  4×1 │
      │ 6  l1_error = l2_delta @ syn1.T     4×4 │
      │ 7  l1_delta = l1_error * slope(l1)  4×4 │
      │ 8  syn1    += l1.T @ l2_delta       4×1 │
      │ 9  syn0    += l0.T @ l1_delta       3×4 │
      ╰─────────────────────────────────────────╯"
    `);
  });

  test('drops the shapes before it cuts lines', () => {
    expect(textOf(drawProgram({ ...long, first: 6 }, { columns: 40, rows: 16 }, inColour))).toMatchInlineSnapshot(`
      "╭ › program  ▎alpha, bias ─ 1–9 of 21 ─╮
      │     syn2  = 2 * random((3, 2)) - 1   │
      │    ▎b2    = zeros((1, 2))        1×2 │
      │     syn3  = 2 * random((2, 1)) - 1   │
      │    ▎b3    = zeros((1, 1))        1×1 │
      │     each iteration:                  │
      │  1  l0       = X                 4×3 │
      │  2 ▎l1       = sigmoid(l0 @ syn0 + … │
      │  3 ▎l2       = sigmoid(l1 @ syn1 + … │
      │  4 ▎l3       = sigmoid(l2 @ syn2 + … │
      │  5 ▎l4       = sigmoid(l3 @ syn3 + … │
      │  6  l4_error = y - l4            4×1 │
      │  7  l4_delta = l4_error * slope(l4)  │
      │  8  l3_error = l4_delta @ syn3.T 4×2 │
      │  9  l3_delta = l3_error * slope(l3)  │
      ╰──────────────────────────────────────╯"
    `);
  });

  test('has seed, alpha and biases as lines', () => {
    expect(textOf(drawProgram(long, { columns: 56, rows: 14 }, inAscii))).toMatchInlineSnapshot(`
      "+ > program  |alpha, bias ----------------- 1-1 of 21 -+
      |     seed(4294967295)                                 |
      |    |alpha = 1e-7                                 1x1 |
      |     syn0  = 2 * random((3, 4)) - 1               3x4 |
      |    |b0    = zeros((1, 4))                        1x4 |
      |     syn1  = 2 * random((4, 3)) - 1               4x3 |
      |    |b1    = zeros((1, 3))                        1x3 |
      |     syn2  = 2 * random((3, 2)) - 1               3x2 |
      |    |b2    = zeros((1, 2))                        1x2 |
      |     syn3  = 2 * random((2, 1)) - 1               2x1 |
      |    |b3    = zeros((1, 1))                        1x1 |
      |     each iteration:                                  |
      |  1  l0       = X                                 4x3 |
      +------------------------------------------------------+"
    `);
  });

  test('shows every line by scrolling', () => {
    const size = { columns: 56, rows: 8 };
    const rows = programRows(deep.program);
    const seen = Array.from({ length: rows - 5 }, (_, first) => {
      return textOf(drawProgram({ ...long, first }, size, inColour)).split('\n')[1];
    });
    const all = textOf(drawProgram(long, { columns: 56, rows: rows + 2 }, inColour))
      .split('\n')
      .slice(1, -1);
    expect(seen).toEqual(all.slice(0, rows - 5));
  });

  test('has the last result beside each line', () => {
    expect(textOf(drawProgram({ ...xor, position: late }, { columns: 66, rows: 15 }, inColour))).toMatchInlineSnapshot(`
      "╭ program  setup and iteration ──────────────────────────────────╮
      │    seed(1)                                                     │
      │    syn0 = 2 * random((3, 4)) - 1                           3×4 │
      │    syn1 = 2 * random((4, 1)) - 1                           4×1 │
      │    each iteration:                                             │
      │ 1  l0       = X        0  0 +1  0 +1 +1 +1  0 +1 +1 +1 +1  4×3 │
      │ 2  l1       = sigmoid(l0 @ syn0)            +0.00 … +1.00  4×4 │
      │ 3  l2       = sigmoid(l1 @ syn1)  +0.00 +1.00 +1.00 +0.01  4×1 │
      │ 4  l2_error = y - l2      −0.0033 +0.0043 +0.0039 −0.0051  4×1 │
      │ 5  l2_delta = l2_error * slope(l2)      −2.6e-5 … +1.8e-5  4×1 │
      │ 6  l1_error = l2_delta @ syn1.T         −2.2e-4 … +1.5e-4  4×4 │
      │ 7▶ l1_delta = l1_error * slope(l1)                      0  4×4 │
      │ 8  syn1    += l1.T @ l2_delta  −9.12 +12.35  −4.10  +6.02  4×1 │
      │ 9  syn0    += l0.T @ l1_delta                              3×4 │
      ╰────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('has a range in one digit if two do not fit', () => {
    const size = { columns: 43, rows: 12 };
    const props = { ...xor, position: late, first: programStart(program, size) };
    expect(textOf(drawProgram(props, size, inAscii))).toMatchInlineSnapshot(`
      "+ program --------------------- 1-9 of 9 -+
      |    each iteration:                      |
      | 1  l0       = X             0 ~ +1  4x3 |
      | 2  l1       = sigmoid(l0 @ syn0)    4x4 |
      | 3  l2       = sigmoid(l1 @ syn1)    4x1 |
      | 4  l2_error = y - l2 -5e-3 ~ +4e-3  4x1 |
      | 5  l2_delta = l2_error * slope(l2)  4x1 |
      | 6  l1_error = l2_delta @ syn1.T     4x4 |
      | 7> l1_delta = l1_error * slope(l1)  4x4 |
      | 8  syn1    += l1.T @ l2_delta       4x1 |
      | 9  syn0    += l0.T @ l1_delta       3x4 |
      +-----------------------------------------+"
    `);
  });

  describe('with lines that are too long', () => {
    const settings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1, batchNorm: true } as const;
    const normalized = buildProgram({ ...settings, schedule: 'cosine' }, 4);
    const values = normalized.iteration.map((_, line) => viewOf([], -line, 0.5));
    const props = { ...xor, program: normalized, shapes: inferShapes(normalized), first: 10 };
    const size = { columns: 43, rows: 12 };

    test('does not align the longest names, and cuts lines for their new results', () => {
      const position = { values, next: 8 };
      expect(textOf(drawProgram({ ...props, position }, size, inColour))).toMatchInlineSnapshot(`
        "╭ program ─────────────────── 1–10 of 20 ─╮
        │  1 ▎t        += 1        0 … +0.50  1×1 │
        │  2 ▎alpha     = (1 + cos(… −1 … +1  1×1 │
        │  3  l0        = X    −2.00 … +0.50  4×3 │
        │  4 ▎l1_sum    = l0 @ syn0  −3 … +1  4×4 │
        │  5 ▎l1_mean   = mean(l1_sum, axis=0)    │
        │  6 ▎l1_var    = mean((l1_… −5 … +1  1×4 │
        │  7 ▎l1_norm   = (l1_sum -… −6 … +1  4×4 │
        │  8 ▎l1        = sigmoid(l… −7 … +1  4×4 │
        │  9▶▎l1_running_mean += 0.1 * (l1_mean … │
        │ 10 ▎l1_running_var += 0.1 * (4 / 3 * l… │
        ╰─────────────────────────────────────────╯"
      `);
      expect(textOf(drawProgram({ ...props, position }, { columns: 64, rows: 12 }, inColour))).toMatchInlineSnapshot(`
        "╭ program  ▎schedule, batch normalization ──────── 1–10 of 20 ─╮
        │  1 ▎t        += 1                             0 … +0.50  1×1 │
        │  2 ▎alpha     = (1 + cos(pi * clip((t - 1) / 1… −1 … +1  1×1 │
        │  3  l0        = X                         −2.00 … +0.50  4×3 │
        │  4 ▎l1_sum    = l0 @ syn0                 −3.00 … +0.50  4×4 │
        │  5 ▎l1_mean   = mean(l1_sum, axis=0)      −4.00 … +0.50  1×4 │
        │  6 ▎l1_var    = mean((l1_sum - l1_mean) ** 2, … −5 … +1  1×4 │
        │  7 ▎l1_norm   = (l1_sum - l1_mean) / sqrt(l1_v… −6 … +1  4×4 │
        │  8 ▎l1        = sigmoid(l1_gamma * l1_norm + l… −7 … +1  4×4 │
        │  9▶▎l1_running_mean += 0.1 * (l1_mean - l1_running_mean) 1×4 │
        │ 10 ▎l1_running_var += 0.1 * (4 / 3 * l1_var - l1_running_va… │
        ╰──────────────────────────────────────────────────────────────╯"
      `);
    });

    test('shows the chosen line whole', () => {
      const position = { values, next: 0 };
      const chosen = { ...props, position, focused: true };
      expect(textOf(drawProgram({ ...chosen, cursor: 8 }, size, inColour))).toMatchInlineSnapshot(`
        "╭ › program ────────────────── 1–9 of 20 ─╮
        │  1▶▎t        += 1        0 … +0.50  1×1 │
        │  2 ▎alpha     = (1 + cos(… −1 … +1  1×1 │
        │  3  l0        = X    −2.00 … +0.50  4×3 │
        │  4 ▎l1_sum    = l0 @ syn0  −3 … +1  4×4 │
        │  5 ▎l1_mean   = mean(l1_sum, axis=0)    │
        │  6 ▎l1_var    = mean((l1_… −5 … +1  1×4 │
        │  7 ▎l1_norm   = (l1_sum -… −6 … +1  4×4 │
        │  8 ▎l1        = sigmoid(l… −7 … +1  4×4 │
        │  9›▎l1_running_mean += 0.1 * (l1_mean - │
        │         l1_running_mean)   −8 … +1  1×4 │
        ╰ l1_running_mean 1×4  −8.00 … +0.50 ─────╯"
      `);
      const last = textOf(drawProgram({ ...chosen, first: 8, cursor: 7 }, size, inColour));
      expect(last.split('\n').slice(-3, -1).join('\n')).toMatch(/8›.*\n.*l1_beta\)/);
    });
  });

  test('takes exactly its size', () => {
    for (const [columns, rows] of [
      [40, 5],
      [60, 17],
      [120, 60],
    ] as const) {
      expect(drawProgram(long, { columns, rows }, inColour).map(lineWidth)).toEqual(Array(rows).fill(columns));
    }
  });
});
