import { expect, test } from 'vitest';
import { xorSubject } from './subjects.ts';
import { TurnSession } from './turn-session.ts';

/** A session at rest after some iterations, whose pieces of work take 4 ms each. */
function rested(iterations: number): TurnSession {
  const session = new TurnSession(4);
  session.say({ type: 'start', subject: xorSubject(60_000), seed: 1, speed: 'unlimited', paused: true });
  session.say({ type: 'step', iterations });
  settle(session);
  session.reports.length = 0;
  return session;
}

function settle(session: TurnSession): void {
  for (let idle = 0; idle < 3; idle = session.isIdle ? idle + 1 : 0) {
    session.turn();
    session.acknowledge();
  }
}

const open = { type: 'setViewRequest', viewRequest: { gauges: true } } as const;

test('gauges are in the snapshots while a view requests them, with their whole past', () => {
  const session = rested(7251);
  session.say(open);
  settle(session);
  const { gauges } = session.latest;
  expect(gauges).toMatchObject({ iteration: 7251, since: 0, isWhole: true });
  expect(gauges?.steps.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([
    ['syn0', 3, 4],
    ['syn1', 4, 1],
  ]);
  const [first] = gauges?.stepCurves ?? [];
  expect([first?.iterations[0], first?.iterations.at(-1)]).toEqual([0, 7250]);
  expect(first?.update.at(-1)).toBe(gauges?.steps[0]?.update);
  expect(first?.iterations.length).toBeLessThan(1000);
  session.say({ type: 'setViewRequest', viewRequest: {} });
  settle(session);
  expect(session.latest.gauges).toBeUndefined();
});

test('gauges are those of the iteration where the run rests, also after going back and after an edit', () => {
  const session = rested(300);
  session.say(open);
  session.say({ type: 'travel', travel: { to: 'iteration', iteration: 120 } });
  settle(session);
  const there = session.latest.gauges;
  expect([there?.iteration, there?.stepCurves[0]?.iterations.at(-1)]).toEqual([120, 299 - (299 % 4)]);
  session.say({ type: 'edit', edits: [{ kind: 'settings', set: { learningRate: 4 } }] });
  settle(session);
  expect(session.latest.gauges?.stepCurves[0]?.iterations.at(-1)).toBe(119);
  session.say({ type: 'step', iterations: 40 });
  settle(session);
  const after = session.latest.gauges;
  expect([after?.iteration, after?.isWhole]).toEqual([160, true]);
  expect(after?.steps[0]?.update).not.toBe(there?.steps[0]?.update);
});

test('a run has the same bits with its gauges open as without', () => {
  const [watched, plain] = [rested(500), rested(500)];
  watched.say(open);
  for (const session of [watched, plain]) {
    session.say({ type: 'step', iterations: 2000 });
    settle(session);
  }
  const [one, other] = [watched.latest, plain.latest];
  expect(one.gauges?.iteration).toBe(2500);
  expect(one.parameters).toEqual(other.parameters);
  expect(one.curve).toEqual(other.curve);
  expect(one.verdict).toEqual(other.verdict);
});
