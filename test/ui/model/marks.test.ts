import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/scenario/limits.ts';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import { withMarksOf } from '../../../src/ui/model/marks.ts';
import { FIRST_MARK, type Model } from '../../../src/ui/model/model.ts';
import { update } from '../../../src/ui/model/update.ts';
import type { Snapshot } from '../../../src/worker/protocol.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, runOf } from '../training.ts';

test('the marks of a scenario are those of the run, once it has reached them', () => {
  const subject = { marked: [{ at: 300 }, { at: 100, note: 'It falls.' }] } as unknown as Model['subject'];
  const snapshot = (furthest: number) => ({ furthest, changes: [] as unknown }) as Snapshot;
  const before = { subject, markedBefore: [], marks: [FIRST_MARK] };
  const after = (furthest: number) => withMarksOf(before, snapshot(furthest)).marks;
  expect(after(99)).toEqual([FIRST_MARK]);
  expect(after(100)).toEqual([FIRST_MARK, { iteration: 100, changes: 0, note: 'It falls.', isOfFile: true }]);
  expect(after(300).map(({ iteration }) => iteration)).toEqual([1, 100, 300]);
});

test('an iteration that a person has marked, too, is marked once', () => {
  const subject = { marked: [{ at: 100 }] } as unknown as Model['subject'];
  const marks = [FIRST_MARK, { iteration: 100, changes: 0 }];
  const snapshot = { furthest: 200, changes: [] as unknown } as Snapshot;
  expect(withMarksOf({ subject, markedBefore: [], marks }, snapshot).marks).toEqual(marks);
});

describe('the note of a mark', () => {
  const noted = (): Rehearsal => {
    const run = runOf({}, 40);
    run.press('m', 'm', ...'units part', 'enter');
    return run;
  };
  const saved = (run: Rehearsal): unknown => {
    run.press('S', 'enter');
    return run.effects.flatMap((effect) => (effect.type === 'write' ? [effect.what.marks] : [])).at(-1);
  };

  test('is typed after a second m at the same place, can be changed, and is removed by an empty answer', () => {
    const run = noted();
    expect(run.store.current()).toMatchObject({ view: { kind: 'panes' }, marks: [FIRST_MARK, { note: 'units part' }] });
    expect(run.store.current().notice?.text).toBe('mark 1 has a note: M shows it');
    expect(run.press('m').view).toMatchObject({ kind: 'prompt', typed: 'units part' });
    expect(run.press('!', 'enter').marks[1]?.note).toBe('units part!');
    run.press('m', ...'units part!'.split('').map(() => 'backspace'));
    expect(run.press('enter').notice?.text).toBe('mark 1 has no note any more');
    expect(run.store.current().marks).toEqual([FIRST_MARK, { iteration: 40, changes: 0 }]);
  });

  test('stays as it was when esc leaves the question', () => {
    const run = noted();
    expect(run.press('m', 'x', 'escape').marks[1]?.note).toBe('units part');
    expect(run.press('t', 'm', 'm', 'x', 'escape').marks[2]).toEqual({ iteration: 50, changes: 0 });
  });

  test('is not asked for at the first iteration, nor while the run goes on', () => {
    expect(runOf({}, 1).press('m', 'm')).toMatchObject({ view: { kind: 'panes' }, marks: [FIRST_MARK] });
    const run = runOf({}, 40);
    run.act({ type: 'toggleRunning' });
    expect(run.press('m').notice?.text).toMatch(/^mark 1 is iteration [\d,]+; M compares$/);
    expect(run.press('m').view.kind).toBe('panes');
  });

  test('has at most the characters of a note in a file, and none that control a terminal', () => {
    const run = runOf({}, 40);
    run.press('m', 'm');
    run.store.dispatch({ type: 'pasted', text: `\u001b[31m${'😀'.repeat(150)}` });
    const note = run.press('enter').marks[1]?.note ?? '';
    expect(note).toBe(`[31m${'😀'.repeat(98)}`);
    expect(note.length).toBeLessThanOrEqual(limits.name);
  });

  test('is saved with its mark', () => {
    expect(saved(noted())).toEqual({ own: [{ iteration: 40, changes: 0, note: 'units part' }], furthest: 40 });
  });

  test('is that of the scenario, until another one is typed', () => {
    const run = new Rehearsal({ ...subjectOf(), marked: [{ at: 40, note: 'from the file' }] });
    run.step(40);
    const [first] = run.store.current().marks.slice(1);
    expect(first).toEqual({ iteration: 40, changes: 0, note: 'from the file', isOfFile: true });
    expect(run.press('m', '!', 'enter').marks[1]).toEqual({ iteration: 40, changes: 0, note: 'from the file!' });
    run.press('R');
    expect(run.step(40).marks[1]).toEqual(first);
  });

  test('of a mark that a change has discarded is refused', () => {
    const run = noted();
    run.press('m', 'x');
    const { view } = run.store.current();
    const model = { ...run.store.current(), marks: [FIRST_MARK], view };
    const after = update(model, { type: 'typed', key: 'enter' }).model;
    expect(after.notice?.text).toBe('iteration 40 is not marked any more, so it has no note');
  });
});

describe('keys that come before the answer of a step', () => {
  /** Keys pressed before the session answers any of them. */
  const pressAtOnce = (run: Rehearsal, ...keys: readonly string[]): Model => {
    for (const key of keys) run.store.dispatch(interpretKey(run.store.current(), key));
    return run.settle();
  };

  test('mark the iteration of that step, not the one on the screen', () => {
    const run = runOf({}, 40);
    const model = pressAtOnce(run, 's', 'm', 't', 'm', 's');
    expect(model.marks.map(({ iteration }) => iteration)).toEqual([1, 41, 51]);
    expect(model.snapshot?.iteration).toBe(52);
  });

  test('keep the run with that step', () => {
    expect(pressAtOnce(runOf({}, 40), 's', 'k').keptRuns.map(({ iteration }) => iteration)).toEqual([41]);
  });

  test('say that they wait, and do not hold other keys back', () => {
    const run = runOf({}, 40);
    for (const key of ['s', 'm']) run.store.dispatch(interpretKey(run.store.current(), key));
    expect(run.store.current().notice?.text).toBe('the mark is set when the run arrives');
    run.store.dispatch(interpretKey(run.store.current(), '?'));
    expect(run.store.current().view.kind).toBe('help');
    expect(run.settle().marks[1]?.iteration).toBe(41);
  });
});

describe('a file that is read again', () => {
  const readAgain = (run: Rehearsal): Model => {
    const { subject, seed } = run.store.current();
    const edited = { ok: true, file: 'xor.json', subject: { ...subject }, seed } as const;
    run.store.dispatch({ type: 'edited', edited, wasRunning: false });
    return run.settle();
  };
  const marksOf = ({ marks }: Model): unknown => marks.slice(1).map(({ iteration, note }) => [iteration, note]);

  test('has the marks of the run before again, once its run reaches them', () => {
    const run = runOf({}, 40);
    run.press('m', 'm', ...'here', 'enter', 't', 'm');
    expect(readAgain(run).notice?.text).toContain('your 2 marks return at their iterations');
    expect(marksOf(run.store.current())).toEqual([]);
    expect(marksOf(run.step(40))).toEqual([[40, 'here']]);
    expect(run.press('q').notice?.text).toBe(
      '2 marks and 1 kept run will be lost: q again quits, esc stays; S saves marks',
    );
    // Read once more: none is lost.
    readAgain(run);
    expect(marksOf(run.step(60))).toEqual([
      [40, 'here'],
      [50, undefined],
    ]);
    expect(run.store.current().markedBefore).toEqual([]);
  });

  test('has no mark of a person after R, which opens it as it was', () => {
    const run = runOf({}, 40);
    run.press('m');
    readAgain(run);
    run.press('R');
    expect(marksOf(run.step(60))).toEqual([]);
  });
});
