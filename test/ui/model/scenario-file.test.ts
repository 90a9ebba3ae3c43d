import { describe, expect, test } from 'vitest';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import type { Edited } from '../../../src/ui/model/message.ts';
import { update } from '../../../src/ui/model/update.ts';
import { inColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { found, middle, scriptModel, shownScript, snapshotOf, text } from '../script.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

const before = subjectOf({ iterations: 60, hidden: [4] });
const other = subjectOf({ iterations: 30, hidden: [2], inputs: [[0], [1]], targets: [[0], [1]] });

function rehearsed(edited: Edited, ...keys: readonly string[]): Rehearsal {
  const run = new Rehearsal(before);
  run.press(...keys);
  run.store.dispatch({ type: 'edited', edited, wasRunning: false });
  return run;
}

test('a scenario that was read starts over, and the run before is kept under its name where the data differ', () => {
  const { store } = rehearsed({ ok: true, file: 'mine.json', subject: other, seed: 7 }, 't', 't');
  const model = store.current();
  expect(model).toMatchObject({ seed: 7, subject: { iterations: 30 }, opened: { seed: 7 }, wanted: 'paused' });
  expect(model.notice?.text).toBe('mine.json has been read: a new run begins; the earlier run is kept as run 1');
  expect(model.keptRuns.map(({ scenario, iteration }) => [scenario, iteration])).toEqual([[before.name, 20]]);
});

test('at most four runs are kept, however often a scenario with other data is read', () => {
  const run = new Rehearsal(before);
  for (const subject of [other, before, other, before, other, before]) {
    run.press('t');
    run.store.dispatch({ type: 'edited', edited: { ok: true, file: 'a', subject, seed: 1 }, wasRunning: false });
  }
  run.press('t');
  expect(run.store.current().keptRuns.map(({ number }) => number)).toEqual([3, 4, 5, 6]);
});

test('a refusal leaves the run, and a run that trained goes on', () => {
  const run = new Rehearsal(before);
  run.press('t');
  const model = run.store.current();
  const edited = { ok: false, reason: 'a fault', isNews: false } as const;
  const { model: after, effects } = update(model, { type: 'edited', edited, wasRunning: true });
  expect(after).toMatchObject({ run: model.run, notice: { text: 'a fault', kind: 'refusal' } });
  expect(effects).toMatchObject([{ type: 'send', command: { type: 'resume' } }]);
});

test('the key says why there is nothing to edit, until a copy is saved', () => {
  const run = new Rehearsal(before);
  const model = { ...run.store.current(), editing: { untilSaved: 'save it first' } };
  expect(interpretKey(model, 'O')).toEqual({ type: 'refused', reason: 'save it first' });
  const saved = update(model, { type: 'written', question: { kind: 'file' }, file: 'a.json', problem: undefined });
  expect(interpretKey(saved.model, 'O')).toMatchObject({ action: { type: 'editScenario' } });
});

test('every view draws the run of a scenario with other data', () => {
  const { store } = rehearsed({ ok: true, file: 'mine.json', subject: other, seed: 7 }, 't', 'm', 't');
  const run = store.current();
  for (const size of [
    { columns: 60, rows: 20 },
    { columns: 200, rows: 60 },
  ]) {
    for (const key of ['v', 'p', 'f', 'i', 'enter', 'c', 'C', 'o', 'M', 'K', '?']) {
      const opened = update({ ...run, size }, interpretKey(run, key)).model;
      expect(screenOf(opened, inColour).lines.length).toBeGreaterThan(10);
    }
  }
});

describe('a script', () => {
  const saved = {
    ok: true,
    file: 'net.py',
    subject: shownScript({ text: `${text}# more\n` }),
    seed: undefined,
  } as const;
  const open = () => ({ ...scriptModel(), breakpoints: [15], watches: shownScript().watches });

  test('that has changed is read at once', () => {
    expect(update(open(), { type: 'scenarioChanged', file: 'net.py' }).effects).toEqual([{ type: 'readAgain' }]);
    const gone = update(open(), { type: 'scenarioChanged', file: 'net.py', isGone: true });
    expect([gone.effects, gone.model.notice?.text]).toEqual([
      [],
      'net.py no longer exists: the run continues with the old contents',
    ]);
  });

  test('that was read starts over to the same iteration, with all that was chosen; the run before is kept', () => {
    const before = { ...open(), view: { kind: 'variables', first: 0 } as const, speed: 300 };
    const { model, effects } = update(before, { type: 'edited', edited: saved, wasRunning: false });
    const command = { type: 'start', goTo: 3, paused: true, breakpoints: [15], speed: 300, seed: 1 };
    expect(effects).toMatchObject([{ command: { ...command, subject: { text: `${text}# more\n` } } }]);
    expect(model).toMatchObject({ view: { kind: 'variables' }, wanted: 'paused', keptRuns: [{ iteration: 3 }] });
    expect(model.notice?.text).toBe(
      'net.py has been read: a new run goes to iteration 3; the earlier run is kept as run 1',
    );
  });

  test('that is saved again on its way goes to the same iteration, and keeps no second run', () => {
    const message = { type: 'edited', edited: saved, wasRunning: true } as const;
    const { model } = update(open(), message);
    const { model: again, effects } = update(model, message);
    expect(effects).toMatchObject([{ command: { type: 'start', goTo: 3, paused: false } }]);
    expect(again.keptRuns).toHaveLength(1);
    const report = snapshotOf(middle, { run: again.run, request: again.request });
    const { model: arrived } = update(again, { type: 'reported', report });
    expect(update(arrived, message).model.keptRuns).toHaveLength(2);
  });

  test('that had ended runs to its end again', () => {
    const ended = scriptModel({ ...middle, ending: { kind: 'finished' } }, undefined, found, { state: 'finished' });
    const { effects } = update(ended, { type: 'edited', edited: saved, wasRunning: false });
    expect(effects).toMatchObject([{ command: { type: 'start', goTo: 3, paused: false } }]);
  });
});
