import { describe, expect, test } from 'vitest';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, runOf } from '../training.ts';

const hasQuit = (run: Rehearsal): boolean => run.effects.some(({ type }) => type === 'quit');

describe('q', () => {
  test('quits where nothing is lost', () => {
    const run = runOf({});
    run.press('q');
    expect(hasQuit(run)).toBe(true);
  });

  test.each(['v', 'i', 'o', 'M'])('closes a view, and does not quit: %s', (key) => {
    const run = runOf({});
    run.press(key, 'q');
    expect([run.store.current().view.kind, hasQuit(run)]).toEqual(['panes', false]);
  });

  test('asks when marks, kept runs or changes are lost, and quits when it is pressed again', () => {
    const run = runOf({});
    const model = run.press('m', 'k', 'A', 'a', 'q');
    expect([model.notice?.text, hasQuit(run)]).toEqual([
      '1 mark, 1 kept run and 2 changes will be lost: q again quits, esc stays; S saves marks and changes',
      false,
    ]);
    run.press('q');
    expect(hasQuit(run)).toBe(true);
  });

  test('asks again after any other key, which does what it does', () => {
    const run = runOf({});
    const { iteration = 0 } = run.store.current().snapshot ?? {};
    expect(run.press('k', 'q', 's').snapshot?.iteration).toBe(iteration + 1);
    expect(run.press('q').notice?.text).toBe('1 kept run will be lost: q again quits, esc stays');
    expect(run.press('escape').notice).toBeUndefined();
    run.press('q', '~');
    expect(run.press('q').asksToQuit).toBe(true);
    expect(hasQuit(run)).toBe(false);
  });

  test('does not ask for changes that a file has, until there are others', () => {
    const run = runOf({});
    run.press('A');
    const question = { kind: 'file' } as const;
    run.store.dispatch({ type: 'written', question, file: 'mine.json', problem: undefined });
    expect(run.press('A', 'q').notice?.text).toBe('2 changes will be lost: q again quits, esc stays; S saves changes');
    run.store.dispatch({ type: 'written', question, file: 'mine.json', problem: undefined });
    run.press('q');
    expect(hasQuit(run)).toBe(true);
  });

  test('does not ask for marks that a file has, with their notes', () => {
    const run = new Rehearsal({ ...subjectOf(), marked: [{ at: 20 }] });
    run.step(40);
    run.press('m');
    const question = { kind: 'file' } as const;
    expect(run.press('q').notice?.text).toBe('1 mark will be lost: q again quits, esc stays; S saves marks');
    run.press('escape');
    run.store.dispatch({
      type: 'written',
      question: { kind: 'script', target: 'numpy' },
      file: 'a.py',
      problem: undefined,
    });
    expect(run.press('q').notice?.text).toContain('1 mark will be lost');
    run.press('escape');
    run.store.dispatch({ type: 'written', question, file: 'mine.json', problem: undefined });
    run.press('m', 'x', 'enter');
    expect(run.press('q').notice?.text).toContain('1 mark will be lost');
    run.press('escape');
    run.store.dispatch({ type: 'written', question, file: 'mine.json', problem: undefined });
    run.press('q');
    expect(hasQuit(run)).toBe(true);
  });

  test('does not ask for changes that R has taken back', () => {
    const run = runOf({});
    run.press('A', 'ctrl+r', 'q');
    expect(hasQuit(run)).toBe(false);
    run.press('escape', 'R', 'q');
    expect(hasQuit(run)).toBe(true);
  });
});

test('Ctrl-C quits from a view and with changes, without a question', () => {
  const run = new Rehearsal(subjectOf());
  run.press('s', 'A', 'v', 'ctrl+c');
  expect(hasQuit(run)).toBe(true);
});
