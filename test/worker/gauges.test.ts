import { expect, test } from 'vitest';
import { xorSubject } from './subjects.ts';
import { TurnSession } from './turn-session.ts';

/** A session at rest after some iterations, whose pieces of work take 4 ms each. */
function rested(iterations: number): TurnSession {
  const session = new TurnSession(4);
  session.start(xorSubject(60_000), iterations);
  return session;
}

const open = { type: 'setViewRequest', viewRequest: { gauges: true } } as const;

test('gauges are in the snapshots while a view requests them, with their whole past', () => {
  const session = rested(7251);
  session.say(open);
  session.settle();
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
  session.settle();
  expect(session.latest.gauges).toBeUndefined();
});

test('gauges are those of the iteration where the run rests, also after going back and after an edit', () => {
  const session = rested(300);
  session.say(open);
  session.say({ type: 'travel', travel: { to: 'iteration', iteration: 120 } });
  session.settle();
  const there = session.latest.gauges;
  expect([there?.iteration, there?.stepCurves[0]?.iterations.at(-1)]).toEqual([120, 299 - (299 % 4)]);
  session.say({ type: 'edit', edits: [{ kind: 'settings', set: { learningRate: 4 } }] });
  session.settle();
  expect(session.latest.gauges?.stepCurves[0]?.iterations.at(-1)).toBe(119);
  session.say({ type: 'step', iterations: 40 });
  session.settle();
  const after = session.latest.gauges;
  expect([after?.iteration, after?.isWhole]).toEqual([160, true]);
  expect(after?.steps[0]?.update).not.toBe(there?.steps[0]?.update);
});

test('a run has the same bits with its gauges open as without', () => {
  const [watched, plain] = [rested(500), rested(500)];
  watched.say(open);
  for (const session of [watched, plain]) {
    session.say({ type: 'step', iterations: 2000 });
    session.settle();
  }
  const [one, other] = [watched.latest, plain.latest];
  expect(one.gauges?.iteration).toBe(2500);
  expect(one.parameters).toEqual(other.parameters);
  expect(one.curve).toEqual(other.curve);
  expect(one.verdict).toEqual(other.verdict);
});
