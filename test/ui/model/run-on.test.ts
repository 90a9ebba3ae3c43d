import { describe, expect, test } from 'vitest';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import type { Effect } from '../../../src/ui/model/message.ts';
import { type Model, shownState } from '../../../src/ui/model/model.ts';
import { update } from '../../../src/ui/model/update.ts';
import { headerProps } from '../../../src/ui/views/panes-props.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, snapshotOf, trainedModel } from '../training.ts';

const subject = subjectOf({ iterations: 2000 });
const sent = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.command.type] : [effect.type]));

describe('a run at its newest iteration', () => {
  test('runs on by 1 and 10 % of its length, to its end, and to any iteration', () => {
    const run = new Rehearsal(subject);
    run.step(100);
    expect(snapshotOf(run.press(']'))).toMatchObject({ iteration: 120, state: 'paused' });
    expect(snapshotOf(run.press('}'))).toMatchObject({ iteration: 320, furthest: 320 });
    expect(snapshotOf(run.press('g', '5', '0', '0', 'enter'))).toMatchObject({ iteration: 500, furthest: 500 });
    expect(snapshotOf(run.press('$'))).toMatchObject({ iteration: 2000, state: 'finished' });
    expect(run.press('$').notice?.text).toBe('this is the end of the run; space continues');
    expect(snapshotOf(run.press('g', ...'2,100', 'enter'))).toMatchObject({ iteration: 2100, goal: 2000 });
  });

  test('within an iteration completes it among the others', () => {
    const run = new Rehearsal(subject);
    run.step(100);
    expect(snapshotOf(run.press('n', 'n', ']'))).toMatchObject({ iteration: 120, line: 0 });
  });

  test('keys from further back only move within what has run', () => {
    const run = new Rehearsal(subject);
    run.step(100);
    expect(snapshotOf(run.press('[', ']'))).toMatchObject({ iteration: 100, furthest: 100 });
    expect(snapshotOf(run.press('[', '[', '}'))).toMatchObject({ iteration: 100, furthest: 100 });
    expect(snapshotOf(run.press('0', '$'))).toMatchObject({ iteration: 100, furthest: 100, state: 'paused' });
  });

  test('returns to it from a journey that has not arrived yet', () => {
    const here = trainedModel(subject, 100);
    const leaving = update(here, interpretKey(here, 'b')).model;
    for (const key of ['$', ']', '}'])
      expect(sent(update(leaving, interpretKey(leaving, key)).effects)).toEqual(['travel']);
  });

  test('has the bits of any other run', () => {
    const run = new Rehearsal(subject);
    run.press(']', '[', '$', '$', 's');
    const { request: _, ...here } = snapshotOf(run.store.current());
    const { request: __, ...there } = snapshotOf(trainedModel(subject, 2001));
    expect(here).toEqual({ ...there, state: here.state });
  });

  test('stays where it is after a non-finite value, and says why', () => {
    const run = new Rehearsal(subjectOf({ targets: [[0], [1], [Number.POSITIVE_INFINITY], [0]] }));
    run.step(3);
    const { iteration } = snapshotOf(run.store.current());
    expect(run.press(']').notice?.text).toContain('NaN or infinity');
    expect(snapshotOf(run.press('$')).iteration).toBe(iteration);
  });
});

describe('a run that goes on to an iteration', () => {
  const paused = trainedModel(subject, 100);
  const { model, effects } = update(paused, interpretKey(paused, '$'));

  test('is shown as running to there, at full speed', () => {
    expect(sent(effects)).toEqual(['runTo']);
    expect([shownState(model), headerProps(model).runsTo]).toEqual(['running', 2000]);
  });

  test('is paused by any key, which also acts', () => {
    const press = (key: string) => update(model, interpretKey(model, key));
    expect(sent(press('b').effects)).toEqual(['pause', 'travel']);
    expect(sent(press('l').effects)).toEqual(['pause']);
    expect(press('l').model.scale).not.toBe(model.scale);
    expect(sent(press('F12').effects)).toEqual(['pause']);
    expect(sent(press('space').effects)).toEqual(['pause']);
    expect(sent(press(']').effects)).toEqual(['pause', 'runTo']);
    expect(press('b').model.runsTo).toBeUndefined();
    expect(shownState(press('space').model)).toBe('paused');
  });

  test('close by is reached before a move acts, and not when a key stops it', () => {
    const far = { ...paused, snapshot: { ...snapshotOf(paused), iteration: 1900, furthest: 1900 } };
    const close = update(far, interpretKey(far, '$')).model;
    const press = (from: Model, key: string) => update(from, interpretKey(from, key));
    const moved = press(press(close, 'n').model, 'b');
    expect(moved.effects).toEqual([]);
    expect(moved.model).toMatchObject({
      runsTo: 2000,
      notice: { text: 'this key waits until the run arrives' },
    });
    const { request } = moved.model;
    const at = (iteration: number) => ({ ...snapshotOf(paused), iteration, furthest: iteration, request }) as const;
    const report = (iteration: number) => update(moved.model, { type: 'reported', report: at(iteration) });
    expect(sent(report(2000).effects).filter((type) => type === 'travel')).toHaveLength(2);
    expect(sent(report(1950).effects)).not.toContain('travel');
    const stopped = press(moved.model, 'space');
    expect(sent(stopped.effects)).toEqual(['pause']);
    expect(stopped.model.waiting).toEqual([]);
  });

  test('is at rest once the snapshot says so', () => {
    const snapshot = { ...snapshotOf(paused), iteration: 700, furthest: 700 };
    const onTheWay = update(model, { type: 'reported', report: snapshot }).model;
    expect([shownState(onTheWay), onTheWay.runsTo]).toEqual(['running', 2000]);
    const there = { ...snapshot, iteration: 2000, furthest: 2000, state: 'finished', request: model.request } as const;
    const arrived = update(onTheWay, { type: 'reported', report: there }).model;
    expect([shownState(arrived), arrived.runsTo]).toEqual(['finished', undefined]);
  });
});
