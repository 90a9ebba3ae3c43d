import { describe, expect, test } from 'vitest';
import { summaryOf } from '../../src/cli/summary.ts';
import { options } from '../../src/network/options.ts';
import type { ScriptView } from '../../src/worker/protocol.ts';
import { middle, scriptModel } from '../ui/script.ts';
import { subjectOf } from '../ui/subjects.ts';
import { Rehearsal, trainedModel } from '../ui/training.ts';

const wide = { columns: 200, rows: 50 };

describe('the summary', () => {
  test('says how far the run came and what it predicts', () => {
    expect(summaryOf(trainedModel(subjectOf(), 1000, 1, wide))).toEqual([
      'XOR: seed 1, 1,000 iterations, error 0.0430259508148, solved at 587',
      'predictions (targets): 0.0351 (0)  0.9546 (1)  0.9620 (1)  0.0536 (0)',
    ]);
  });

  test('is in the own unit of a scaled target', () => {
    const targetScaling = { shift: Float64Array.of(300), unit: Float64Array.of(200), kind: 'min-max' } as const;
    const subject = subjectOf({ targetScaling, targetUnits: ['€'] });
    expect(summaryOf(trainedModel(subject, 1000, 1, wide))).toEqual([
      'XOR: seed 1, 1,000 iterations, error 8.60519016296 €, solved at 587',
      'predictions (targets): 307.02 (300)  490.93 (500)  492.39 (500)  310.72 (300)',
    ]);
  });

  test('counts one iteration in the singular', () => {
    const [first] = summaryOf(trainedModel(subjectOf(), 1, 1, wide));
    expect(first).toBe('XOR: seed 1, 1 iteration, error 0.496410031903');
  });

  test('has no error and no prediction before the first iteration after a change', () => {
    const run = new Rehearsal(subjectOf(), 1, wide);
    run.step(1000);
    const hidden = options.findIndex(({ name }) => name === 'hidden units');
    const model = run.press('o', ...Array<string>(hidden).fill('down'), 'right', 'enter');
    expect(summaryOf(model)).toEqual([
      'XOR: seed 1, 1,000 iterations, not run since its last change',
      'predictions: none',
    ]);
  });

  test('says of which iteration a checkpoint is, where that is another one', () => {
    const run = new Rehearsal(subjectOf(), 1, wide);
    run.step(1000);
    const back = run.press('[', 'n', 'n', 'n');
    expect(summaryOf(back, 1000).slice(2)).toEqual([
      'checkpoint: after 1,000 iterations, the furthest of the run',
      'the lines above, and weights if saved: after 400 iterations, line 3',
    ]);
    expect(summaryOf(back)).toHaveLength(2);
    expect(summaryOf(back, 400).slice(2)).toEqual([
      'checkpoint: after 400 iterations; it holds whole iterations only',
      'the lines above, and weights if saved: after 400 iterations, line 3',
    ]);
    expect(summaryOf(run.press('$'), 1000)).toHaveLength(2);
  });

  test('says that no iteration has run', () => {
    expect(summaryOf(trainedModel(subjectOf(), 0, 7, wide))).toEqual([
      'XOR: seed 7, no iteration has run',
      'predictions: none',
    ]);
  });

  test('is not of the run before', () => {
    const model = trainedModel(subjectOf(), 10, 1, wide);
    expect(summaryOf({ ...model, seed: 2, run: model.run + 1 })[0]).toBe('XOR: seed 2, no iteration has run');
  });

  test('tells the lines and the end of a script without a training', () => {
    const summaryAt = (own: Partial<ScriptView>): string | undefined =>
      summaryOf(scriptModel({ ...middle, lines: 5, furthestLines: 5, ...own }, wide, null, { line: 5 }))[0];
    expect(summaryAt({})).toBe('net.py: seed 1, 5 lines');
    expect(summaryAt({ ending: { kind: 'finished' }, lines: 1 })).toBe('net.py: seed 1, 1 line, ended');
    expect(summaryAt({ ending: { kind: 'exit', code: 3, message: undefined } })).toBe(
      'net.py: seed 1, 5 lines, ended with exit code 3',
    );
    const traceback = [
      'Traceback (most recent call last):',
      '  File "net.py", line 1, in <module>',
      '    x=1/0',
      'ZeroDivisionError: division by zero',
      'and more',
    ].join('\n');
    expect(summaryAt({ ending: { kind: 'exception', traceback, advice: undefined } })).toBe(
      'net.py: seed 1, 5 lines, ended by ZeroDivisionError: division by zero',
    );
  });

  test('has the iterations, the error and the end of a script that trains', () => {
    expect(summaryOf(scriptModel({ ...middle, ending: { kind: 'finished' } }, wide))[0]).toBe(
      'net.py: seed 1, 3 iterations, error 0.48, ended',
    );
  });

  test('has lines that fit the terminal', () => {
    const targets = Array.from({ length: 500 }, (_, row) => [row / 500, 0.123456789]);
    const subject = subjectOf({ name: 'a name of many words '.repeat(9), inputs: targets, targets });
    for (const columns of [20, 60, 80, 150]) {
      const lines = summaryOf(trainedModel(subject, 3, 1, { columns, rows: 40 }));
      expect(lines.map((line) => line.length)).toEqual([columns, columns]);
      expect(lines.every((line) => line.endsWith('...'))).toBe(true);
    }
    const [, predictions] = summaryOf(trainedModel(subject, 3, 1, wide));
    expect(predictions).toMatch(/^predictions \(targets\): \d\.\d{4} \(0\) {2}\d\.\d{4} \(0\.1235\) {2}\d/);
  });
});
