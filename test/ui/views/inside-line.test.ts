import { describe, expect, it, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { viewLines } from '../../../src/ui/plain/views.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { inAscii, withoutColour } from '../frames.ts';
import { textOfScreen } from '../screen-text.ts';
import { shownScript, text as tutorial } from '../script.ts';
import { Rehearsal } from '../training.ts';

/** A script that has run for some iterations, with the cursor nowhere. */
function open(text = tutorial, size: Size = { columns: 120, rows: 40 }): Rehearsal {
  const run = new Rehearsal(shownScript({ text }), 1, size);
  run.step(3);
  return run;
}

/** The line, the chosen step and the cell of the view. */
function shown({ view }: Model): unknown {
  if (view.kind !== 'inspect') throw new Error(`the view is ${view.kind}`);
  const { report, step } = view.inside ?? {};
  return [view.line, report?.steps[step ?? 0]?.text, view.cell.row, view.cell.column];
}

const LAST = 'syn0 += X.T.dot(l1_delta)';

describe('a line of a script', () => {
  test('is the one that ran last; arrows choose a cell, tab a part, the page keys another line', () => {
    const run = open();
    expect(shown(run.press('enter'))).toEqual([23, LAST, 0, 0]);
    expect(shown(run.press('down', 'right', 'right'))).toEqual([23, LAST, 1, 2]);
    expect(shown(run.press('tab', 'tab'))).toEqual([23, 'X.T.dot(l1_delta)', 1, 2]);
    expect(shown(run.press('shift+tab', 'shift+tab', 'shift+tab'))).toEqual([23, 'l1_delta', 1, 2]);
    expect(shown(run.press('pageup', 'pageup', 'pageup'))).toEqual([
      20,
      'l2_delta = l2_error * sigmoid(l2, True)',
      1,
      0,
    ]);
    expect(run.store.current().cursor).toBe(19);
  });

  test('is the chosen one of the source', () => {
    const run = open();
    run.press('up', 'up');
    const { cursor } = run.store.current();
    expect(shown(run.press('enter'))).toEqual([(cursor ?? 0) + 1, 'syn0 = 2 * np.random.random((3, 4)) - 1', 0, 0]);
  });

  test('is followed as the run goes on by lines, and stays as it goes on by iterations', () => {
    const run = open();
    run.press('enter');
    expect(shown(run.press('n'))).toEqual([14, 'for i in range(60000)', 0, 0]);
    expect(shown(run.press('n', 'b', 'b'))).toEqual([23, LAST, 0, 0]);
    run.press('pageup', 'pageup');
    const [before, after] = [run.store.current(), run.press('s')];
    expect(shown(after)).toEqual(shown(before));
    expect(textOfScreen(after, withoutColour)).toContain('iteration 4');
  });

  test('has earlier times that it ran', () => {
    const run = open();
    run.press('enter', ...Array.from({ length: 8 }, () => 'pageup'));
    const at = (): unknown => {
      const { view } = run.store.current();
      return view.kind === 'inspect' && [view.line, view.inside?.report?.time, view.inside?.report?.times];
    };
    while ((at() as readonly number[])[0] !== 7) run.press('pageup');
    expect(at()).toEqual([7, 2, 2]);
    run.press('(');
    expect(at()).toEqual([7, 1, 2]);
    expect(run.press('(').notice?.text).toBe('this is the first time');
  });

  test('is closed in its parts and opened by enter', () => {
    const run = open();
    run.press('enter', 'pageup', 'pageup', 'pageup', 'tab', 'tab');
    const rows = (): string => textOfScreen(run.store.current(), withoutColour);
    expect(shown(run.store.current())).toEqual([20, 'sigmoid(l2, True)', 0, 0]);
    expect(rows()).toContain('return x * (1 - x)');
    run.press('enter');
    expect(rows()).not.toContain('return x * (1 - x)   ');
    expect(rows()).toContain('+ sigmoid(l2, True)');
    run.press('enter', 'tab');
    expect(run.press('enter').notice?.text).toBe('this part has no parts: esc closes the view');
  });

  it.each([
    [120, 40, withoutColour],
    [80, 24, inAscii],
    [60, 20, withoutColour],
  ])('at %i×%i has its parts, and the terms of a cell', (columns, rows, theme) => {
    const run = open(tutorial, { columns, rows });
    run.press('enter', 'tab', 'tab', 'down', 'right');
    expect(`\n${textOfScreen(run.store.current(), theme)}\n`).toMatchSnapshot();
  });

  test('is read aloud', () => {
    const model = open().press('enter', 'pageup', 'pageup', 'pageup', 'tab', 'tab');
    if (model.view.kind !== 'inspect') throw new Error('no view');
    expect(viewLines(model, model.view, 'whole').slice(0, 3)).toEqual([
      'Line 20, iteration 3.',
      expect.stringMatching(/^Level 1: l2_delta = l2_error \* sigmoid\(l2, True\): 4x1, \[-0\.\d+; /),
      expect.stringMatching(/^Level 2: l2_error: 4x1, /),
    ]);
    expect(viewLines(model, model.view, 'chosen')).toEqual([
      expect.stringMatching(/^Level 2: sigmoid\(l2, True\): 4x1, /),
      expect.stringMatching(/^sigmoid\(l2, True\)\[0,0\] = \+0\.2/),
      'sigmoid returned x * (1 - x), line 6.',
      expect.stringMatching(/^x\[0,0\] x \(1 - x\)\[0,0\] = /),
      expect.stringMatching(/^1 - x\[0,0\] = 1 - 0\.\d+ = /),
    ]);
  });
});
