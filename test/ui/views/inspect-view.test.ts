import { expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { withoutColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, runOf } from '../training.ts';

/** The line of the view, from 1, and the iteration that it explains. */
function shown({ view }: Model): readonly (number | undefined)[] {
  if (view.kind !== 'inspect') throw new Error(`the view is ${view.kind}`);
  return [view.line + 1, view.inspection?.iteration];
}

test('the view opens at the line that ran last, and follows single lines forward and back', () => {
  const run = runOf({}, 10);
  run.press('n', 'n', 'n');
  expect(shown(run.press('enter'))).toEqual([3, 11]);
  expect(shown(run.press('n'))).toEqual([4, 11]);
  expect(shown(run.press('n', 'n'))).toEqual([6, 11]);
  expect(shown(run.press('b'))).toEqual([5, 11]);
});

test('the view stays at its line while whole iterations run, and shows their numbers', () => {
  const run = runOf({}, 10);
  const before = screenOf(run.press('enter', 'shift+tab', 'shift+tab'), withoutColour).lines.join('\n');
  expect(shown(run.store.current())).toEqual([7, 10]);
  expect(shown(run.press('s'))).toEqual([7, 11]);
  expect(screenOf(run.store.current(), withoutColour).lines.join('\n')).not.toBe(before);
  expect(shown(run.press('s', 's', 'B'))).toEqual([7, 12]);
});

test('tab and the page keys look inside the other lines, and the program pane goes along', () => {
  const run = runOf({}, 10);
  expect(shown(run.press('enter', 'tab'))).toEqual([1, 10]);
  expect(shown(run.press('pagedown', 'pagedown'))).toEqual([3, 10]);
  expect(shown(run.press('pageup'))).toEqual([2, 10]);
  expect(run.press('escape').cursor).toBe(1);
});

test('before the first iteration there is one line, which n runs; the others say that they have not run', () => {
  const run = new Rehearsal(subjectOf({ iterations: 60 }), 1, { columns: 100, rows: 30 });
  const text = (): string => screenOf(run.store.current(), withoutColour).lines.join('\n');
  run.press('enter');
  expect(text()).toContain('iteration 1, about to run');
  expect(run.press('tab').notice?.text).toBe('line 2 has not run yet: n runs the lines one by one');
  expect(shown(run.press('n'))).toEqual([1, 1]);
  expect(text()).not.toContain('about to run');
  expect(shown(run.press('tab'))).toEqual([2, 1]);
});
