import { describe, expect, it, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { binary, number } from '../../../src/language/expression.ts';
import type { Program } from '../../../src/language/program.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import {
  chartWords,
  checkWords,
  drawGradients,
  failureWords,
  gradientsScrollLimit,
  lossWords,
} from '../../../src/ui/panes/gradients-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import { checkGradients } from '../../engine/gradients/check-gradients.ts';
import { buildProgram } from '../../network/build-program.ts';
import { xor } from '../../xor.ts';
import { plainLine } from '../frames.ts';

const theme = createTheme(24, true);

function check(program: Program, size: { columns: number; rows: number }): string {
  const run = new TrainingRun(program, matrixFromRows(xor.inputs), matrixFromRows(xor.targets), 1);
  for (let i = 0; i < 100; i++) run.iterate();
  const report = { type: 'gradients', run: 1, iteration: 100, check: checkGradients(run) } as const;
  const frame = drawGradients({ report, program, first: 0 }, size, theme);
  expect(frame.length).toBe(size.rows);
  expect(new Set(frame.map(lineWidth))).toEqual(new Set([size.columns]));
  return frame.map(plainLine).join('\n');
}

const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, 4);

describe('the gradient check', () => {
  it('does not pass where every cell is at a kink', () => {
    const settings = { layerSizes: [3, 2, 1], bias: false, learningRate: 1, initial: 0, l1: 0.1 } as const;
    const still = buildProgram({ ...settings, activations: ['relu', 'relu'] }, 4);
    const text = check(still, { columns: 120, rows: 21 });
    expect(text).toContain('– not judged here   after 100 iterations all checked cells are at a kink');
    expect(text).toContain('6 cells are at a kink of relu and abs, where there is no slope: they are not judged.');
    expect(text).not.toContain('✓');
  });

  it('does not pass where every gradient is 0', () => {
    const settings = { layerSizes: [3, 2, 1], bias: false, learningRate: 1, activations: ['relu', 'sigmoid'] } as const;
    const start = (rows: number, columns: number) => Array.from({ length: rows }, () => Array(columns).fill(-1));
    const dead = buildProgram({ ...settings, initial: [start(3, 2), start(2, 1)] }, 4);
    const text = check(dead, { columns: 120, rows: 21 });
    expect(text).toContain('– not judged here   after 100 iterations every gradient is 0: there is nothing to compare');
    expect(text).not.toContain('descend the loss');
  });

  it('shows the difference for each matrix and cell, and explains its loss', () => {
    expect(check(program, { columns: 80, rows: 21 })).toMatchInlineSnapshot(`
      "╭ › gradient check  updates against differences of the loss ────── 1–19 of 27 ─╮
      │ ✓ passed   after 100 iterations the updates descend the loss                 │
      │ worst relative difference 1.2e-10   passes below 1e-6   loss 0.430888        │
      │ L = sum(l2_error ** 2) / 2                                                   │
      │                                                                              │
      │ ✓ syn0  3×4   worst 1.2e-10                                                  │
      │   9.1e-12 1.1e-10 2.6e-14 7.8e-12                                            │
      │   1.2e-10 1.0e-12 1.8e-12 9.2e-12                                            │
      │   5.1e-11 1.1e-11 3.8e-12 1.0e-11                                            │
      │                                                                              │
      │ ✓ syn1  4×1   worst 5.1e-11                                                  │
      │   5.1e-11                                                                    │
      │   2.7e-12                                                                    │
      │   2.0e-14                                                                    │
      │   4.3e-12                                                                    │
      │                                                                              │
      │ Central differences: each checked weight is moved a little up and down, near │
      │ a kink only to its own side, the loss L of all examples is computed again,   │
      │ and the slope of L is compared with its update.                              │
      │                                                                              │
      ╰ esc closes ──────────────────────────────────────────────────────────────────╯"
    `);
    expect(check(program, { columns: 120, rows: 30 })).toMatchInlineSnapshot(`
      "╭ › gradient check  updates against differences of the loss ────────────────────────────────────────────── esc closes ─╮
      │ ✓ passed   after 100 iterations the updates descend the loss                                                         │
      │ worst relative difference 1.2e-10   passes below 1e-6   loss 0.430888                                                │
      │ L = sum(l2_error ** 2) / 2                                                                                           │
      │                                                                                                                      │
      │ ✓ syn0  3×4   worst 1.2e-10                                                                                          │
      │   9.1e-12 1.1e-10 2.6e-14 7.8e-12                                                                                    │
      │   1.2e-10 1.0e-12 1.8e-12 9.2e-12                                                                                    │
      │   5.1e-11 1.1e-11 3.8e-12 1.0e-11                                                                                    │
      │                                                                                                                      │
      │ ✓ syn1  4×1   worst 5.1e-11                                                                                          │
      │   5.1e-11                                                                                                            │
      │   2.7e-12                                                                                                            │
      │   2.0e-14                                                                                                            │
      │   4.3e-12                                                                                                            │
      │                                                                                                                      │
      │ Central differences: each checked weight is moved a little up and down, near a kink only to its own side, the loss L │
      │ of all examples is computed again, and the slope of L is compared with its update.                                   │
      │                                                                                                                      │
      │ At the current weights, some lines may not affect the loss. So each matrix is also checked at random weights, along  │
      │ one direction: worst 8.2e-13, passes below 1e-6. The other lines are compared with the formulas of their techniques. │
      │                                                                                                                      │
      │ L is not the error of the chart, mean(abs(l2_error)): the program descends L because of l2_delta = l2_error *        │
      │ slope(l2). Both usually fall together, but their slopes differ.                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      │                                                                                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  it('marks a matrix with a wrong update', () => {
    const last = program.iteration.length - 1;
    const iteration = program.iteration.map((statement, line) =>
      line === last ? { ...statement, value: binary('*', number(2), statement.value) } : statement,
    );
    const text = check({ ...program, iteration }, { columns: 80, rows: 21 });
    expect(text).toContain('✗ failed   an update does not descend the loss');
    expect(text).toContain('✗ syn0  3×4   worst 5.0e-1');
    expect(text).toContain('✓ syn1  4×1');
  });

  it('shows each word of its headline and of its last paragraph, in the smallest terminal too', () => {
    const sampled = buildProgram({ layerSizes: [3, 16, 16, 1], loss: 'binary cross-entropy' }, 4);
    const run = new TrainingRun(sampled, matrixFromRows(xor.inputs), matrixFromRows(xor.targets), 1);
    const report = { type: 'gradients', run: 1, iteration: 12_345, check: checkGradients(run) } as const;
    const size = { columns: 60, rows: 16 };
    const wordsFrom = (first: number): string =>
      drawGradients({ report, program: sampled, first }, size, theme)
        .map((line) => plainLine(line).replace(/[│]/gu, ' '))
        .join(' ')
        .replace(/ +/g, ' ');
    expect(wordsFrom(0)).toContain(
      'after 12,345 iterations the gradients descend the loss, and the updates follow their techniques',
    );
    expect(wordsFrom(0)).toContain(`loss ${report.check.loss.toPrecision(6)}`);
    const limit = gradientsScrollLimit({ report, program: sampled, first: 0 }, size);
    expect(limit).toBeGreaterThan(0);
    expect(wordsFrom(limit)).toContain('but their slopes differ.');
    expect(wordsFrom(limit + 5)).toBe(wordsFrom(limit));
  });

  it('says that it is checking before the answer', () => {
    const frame = drawGradients({ report: undefined, program, first: 0 }, { columns: 80, rows: 21 }, theme).map(
      plainLine,
    );
    expect(frame[0]).toContain('esc cancels');
    expect(frame[1]).toMatch(/^│ checking +│$/);
    const progress = { type: 'gradientProgress', run: 1, done: 3, total: 16 } as const;
    const later = drawGradients({ report: undefined, progress, program, first: 0 }, { columns: 80, rows: 21 }, theme);
    expect(plainLine(later[1] ?? [])).toMatch(/^│ checking {3}3 of 16 cells +│$/);
  });
});

function programWith(settings: Partial<GivenSettings>): Program {
  return buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);
}

describe('the loss of a gradient check', () => {
  test.each([
    [{}, 'L = sum(l2_error ** 2) / 2'],
    [{ loss: 'mean squared' }, 'L = mean(l2_error ** 2)'],
    [{ l2: 0.5 }, 'L = sum(l2_error ** 2) / 2 + 0.25 * sum(syn0 ** 2) + 0.25 * sum(syn1 ** 2)'],
    [
      { loss: 'binary cross-entropy' },
      'L = -mean(y * log(clip(l2, 1e-300, 1)) + (1 - y) * log(clip(1 - l2, 1e-300, 1)))',
    ],
  ] satisfies [Partial<GivenSettings>, string][])('is the program’s own: %j', (settings, words) => {
    expect(lossWords(programWith(settings))).toBe(words);
  });
});

describe('the method of the gradient check', () => {
  const check = (settings: Partial<GivenSettings>): string => checkWords(programWith(settings));

  test('is central differences over all examples, or over the mini-batch', () => {
    expect(check({})).toBe(
      'Central differences: each checked weight is moved a little up and down, near a kink only to its own side, the loss L of all examples is computed again, ' +
        'and the slope of L is compared with its update.',
    );
    expect(check({ batchSize: 2 })).toContain('the loss L of this batch is computed again');
    expect(check({ batchSize: 2, batchOrder: 'shuffled' })).toContain('the loss L of this batch is computed again');
  });

  test('keeps the dropout mask constant', () => {
    expect(check({ dropout: 0.5 })).toContain(
      'the loss L of all examples, with the same l1_mask each time, is computed again',
    );
  });

  test('compares with the gradient if the update adds more than that', () => {
    expect(check({ optimizer: 'momentum' })).toContain('compared with the gradient in its update line');
  });
});

describe('the error of the chart', () => {
  test('is not the loss that the program descends', () => {
    const words = (loss: NonNullable<GivenSettings['loss']>): string => chartWords(programWith({ loss }));
    expect(words('half square')).toBe(
      'L is not the error of the chart, mean(abs(l2_error)): the program descends L because of l2_delta = l2_error * ' +
        'slope(l2). Both usually fall together, but their slopes differ.',
    );
    expect(words('binary cross-entropy')).toContain('descends L because of l2_delta = l2_error / 4');
  });

  test('is the loss if the loss is the mean absolute error', () => {
    expect(chartWords(programWith({ loss: 'mean absolute' }))).toBe('L is also the error of the chart.');
  });
});

describe('an expected failure', () => {
  test('follows from a layer that is overwritten before its slope', () => {
    expect(failureWords(programWith({ dropout: 0.5, dropoutForm: 'follow-up' }))).toBe(
      'This is expected: l1 = l1 * l1_mask overwrites the layer, so that the slope in l1_delta = l1_error * slope(l1) is that of ' +
        "the scaled values, not of the activation's. The corrected form of dropout passes.",
    );
  });

  test('follows from a clipped delta', () => {
    expect(failureWords(programWith({ clip: 'deltas', clipLimit: 0.1 }))).toBe(
      'This is expected: l2_delta = clip(l2_delta, -0.1, 0.1) changes the delta, and the lines after it use the changed one.',
    );
  });

  test('does not exist in other programs', () => {
    expect(failureWords(programWith({}))).toBeUndefined();
    expect(failureWords(programWith({ dropout: 0.5 }))).toBeUndefined();
  });
});
