import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { aboutProps, layoutOf } from '../../../src/ui/model/pane-space.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

const description = `${'A scenario with a long description. '.repeat(5)}Watch the curve fall.`;
const subject = { ...subjectOf(), description };

function opened(size = { columns: 80, rows: 24 }): Rehearsal {
  return new Rehearsal(subject, 1, size);
}

const shown = (model: Model): unknown => [model.about, layoutOf(model)?.about?.rows];

describe('the description of the scenario', () => {
  test('is on the screen until esc, and d shows all of it again', () => {
    const run = opened();
    expect(shown(run.store.current())).toEqual(['brief', 1]);
    expect(shown(run.press('escape'))).toEqual(['hidden', undefined]);
    expect(shown(run.press('d'))).toEqual(['whole', 3]);
    expect(shown(run.press('d'))).toEqual(['hidden', undefined]);
    expect(run.press('escape').notice?.text).toBe('no view is open that esc could close');
  });

  test('is of the scenario as it was opened after a change or with another seed, until R', () => {
    const run = opened();
    expect(aboutProps(run.store.current())?.isOfOpened).toBe(false);
    for (const keys of [['A'], ['A', 'ctrl+r'], ['r']]) {
      expect(aboutProps(run.press(...keys))?.isOfOpened, keys.join(' ')).toBe(true);
      expect(aboutProps(run.press('R'))?.isOfOpened).toBe(false);
    }
  });

  test('is shown in full by d while its first lines are shown', () => {
    const run = opened();
    expect([shown(run.press('d')), shown(run.press('d'))]).toEqual([
      ['whole', 3],
      ['hidden', undefined],
    ]);
    // At this width the first lines are all.
    expect(shown(opened({ columns: 120, rows: 40 }).press('d'))).toEqual(['hidden', undefined]);
  });

  test('stays when esc closes a view or ends a zoom, and is not under a view', () => {
    const run = opened();
    expect(shown(run.press('v'))).toEqual(['brief', undefined]);
    expect(shown(run.press('escape'))).toEqual(['brief', 1]);
    expect(shown(run.press('z', 'escape'))).toEqual(['brief', 1]);
    expect(shown(run.press('R'))).toEqual(['brief', 1]);
  });

  test('leaves the panes their least rows', () => {
    const long = { ...subject, description: 'word '.repeat(399).trim() };
    for (const [columns, rows, body] of [
      [80, 24, 14],
      [60, 20, 9],
    ] as const) {
      const model = new Rehearsal(long, 1, { columns, rows }).press('d');
      const { about, footer, panes } = layoutOf(model)!;
      expect(about!.y + about!.rows).toBe(footer.y);
      expect(Math.max(...Object.values(panes).map((pane) => pane.y + pane.rows))).toBe(3 + body);
    }
  });

  test('is missed by d where there is none', () => {
    expect(new Rehearsal(subjectOf()).press('d').notice?.text).toBe('the scenario has no description');
  });
});
