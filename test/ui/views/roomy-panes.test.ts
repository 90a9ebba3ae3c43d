import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { layoutOf } from '../../../src/ui/model/pane-space.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { withoutColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

const large: Size = { columns: 200, rows: 60 };

function opened(settings: SubjectSettings, size = large): Rehearsal {
  const run = new Rehearsal(subjectOf(settings), 1, size);
  run.step(20);
  return run;
}

function screen(model: Model): string {
  return screenOf(model, withoutColour).lines.join('\n');
}

const spread = Array.from({ length: 20 }, (_, row) => Array.from({ length: 40 }, (_cell, column) => row + column / 8));

describe('a terminal of 200×60', () => {
  test('shows the network of the chosen example and the boundary beside the other panes', () => {
    const run = opened({});
    expect(Object.keys(layoutOf(run.store.current())?.panes ?? {}).sort()).toEqual(
      ['boundary', 'error', 'network', 'predictions', 'program', 'weights'].sort(),
    );
    expect(screen(run.store.current())).toMatch(/ example 1 of 4, target 0, .*current weights: \d of 4 train wrong/s);
    expect(screen(run.press('down', 'down'))).toContain('example 2 of 4, target 1');
  });

  test('reaches both panes with tab, and turns the plane to the next unit', () => {
    const run = opened({});
    expect(run.press('shift+tab').focus).toBe('network');
    expect(run.press('down').examples.chosen).toBe(0);
    expect(run.press('tab', 'tab', 'tab').focus).toBe('boundary');
    expect(screen(run.press('right'))).toContain('h1 of l1 by x1 and x2');
  });

  test('asks for a cheaper plane than the boundary view, which it leaves as it is', () => {
    const run = opened({});
    expect(run.store.current().viewRequest.plane).toMatchObject({ isAside: true });
    expect(run.press('p').viewRequest.plane?.isAside).toBeUndefined();
    expect(run.press('escape', 'z').viewRequest).toEqual({});
  });

  test('has no such panes where their pictures do not fit, and none in a small terminal', () => {
    const deep = opened({ inputs: spread, targets: spread.map(() => [1]), hidden: [50] }).store.current();
    expect(Object.keys(layoutOf(deep)?.panes ?? {})).not.toContain('network');
    const small = opened({}, { columns: 120, rows: 40 });
    expect(small.press('tab', 'tab').focus).toBe('error');
    expect(small.store.current().viewRequest).toEqual({});
  });

  test('gives the focus to another pane when it becomes smaller', () => {
    const run = opened({});
    run.press('shift+tab');
    run.store.dispatch({ type: 'resized', size: { columns: 80, rows: 24 } });
    expect(run.store.current().focus).toBe('predictions');
  });
});

describe('a table that is wider than its pane', () => {
  test('scrolls to the last input and back', () => {
    const inputNames = spread[0]!.map((_, column) => `c${column + 1}`);
    const run = opened({ inputs: spread, targets: spread.map(() => [1]), inputNames }, { columns: 120, rows: 40 });
    expect(screen(run.store.current())).toMatch(/│ +c1 +c2 .* … +(?:target|y) /);
    expect(screen(run.press('right', 'right'))).toMatch(/│ … +c3 +c4 /);
    const end = screen(run.press(...Array<string>(60).fill('right')));
    expect(end).toMatch(/│ … .* c40 +(?:target|y) /);
    expect(run.store.current().notice?.text).toBe('there are no more inputs in this direction');
    expect(screen(run.press(...Array<string>(60).fill('left')))).toMatch(/│ +c1 +c2 /);
  });
});

test('no matrix is averaged at 80×24 where the program keeps a few rows', () => {
  const run = opened({ hidden: [8], bias: true, description: 'Two lines of\ntext.' }, { columns: 80, rows: 24 });
  const shown = screen(run.store.current());
  expect(shown).not.toContain('means of');
  expect(shown).toMatch(/│ b1 +[+−]\d\.\d\d/);
});
