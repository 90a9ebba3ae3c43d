import { expect, test } from 'vitest';
import { parseWatch } from '../../src/language/parse-watch.ts';
import type { Watch } from '../../src/language/watch.ts';
import { xorSubject } from './subjects.ts';
import { TurnSession } from './turn-session.ts';

function watchOf(text: string): Watch {
  const parsed = parseWatch(text);
  if (!parsed.ok) throw new SyntaxError(parsed.fault.message);
  return parsed.watch;
}

/** A session at rest after 7,251 iterations, whose pieces of work take 4 ms each. */
function rested(): TurnSession {
  const session = new TurnSession(4);
  session.start(xorSubject(60_000), 7251);
  return session;
}

test('the past of a watch comes from a replay beside the run, with its progress', () => {
  const session = rested();
  session.say({ type: 'setViewRequest', viewRequest: { history: 0 } });
  session.say({ type: 'setWatches', watches: [watchOf('mean(abs(l2_error))')] });
  session.settle();
  const histories = session.of('snapshot').flatMap(({ history }) => history ?? []);
  const shares = histories.flatMap(({ replayed }) => replayed ?? []);
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  const last = histories.at(-1);
  expect(last).toMatchObject({ since: 0, replayed: undefined });
  const { curve, iteration } = session.latest;
  // The last point of the error is that of the newest iteration.
  expect(last?.curves[0]?.iterations).toEqual(curve.iterations.slice(0, -1));
  expect(last?.curves[0]?.values).toEqual(curve.errors.slice(0, -1));
  expect(iteration).toBe(7251);
});

test('a run trains on during the replay, and has the bits of one without a watch', () => {
  const [watched, plain] = [rested(), rested()];
  watched.say({ type: 'setWatches', watches: [watchOf('syn1'), watchOf('l2')] });
  for (const session of [watched, plain]) {
    session.say({ type: 'step', iterations: 2000 });
    session.settle();
  }
  const [one, other] = [watched.latest, plain.latest];
  expect(one.iteration).toBe(9251);
  expect(one.parameters).toEqual(other.parameters);
  expect(one.curve).toEqual(other.curve);
});
