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
    expect(run.press('escape').notice?.text).toBe('no view is open');
  });

  test('says what it is about after a change or with another seed, until R', () => {
    const run = opened();
    expect(aboutProps(run.store.current())?.opening).toBeUndefined();
    for (const [keys, words] of [
      [['A'], 'The scenario as it was opened:'],
      [['A', 'ctrl+r'], 'The scenario as it was opened:'],
      [['r'], 'With seed 1:'],
      [['r', 'A'], 'The scenario with its own settings and seed 1:'],
    ] as const) {
      expect(aboutProps(run.press(...keys))?.opening, keys.join(' ')).toBe(words);
      expect(aboutProps(run.press('R'))?.opening).toBeUndefined();
    }
  });

  test('names the seed of the scenario in a run that was opened with another', () => {
    const run = new Rehearsal({ ...subject, describedSeed: 1 }, 2);
    expect(aboutProps(run.store.current())?.opening).toBe('With seed 1:');
    expect(aboutProps(run.press('R'))?.opening).toBe('With seed 1:');
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
