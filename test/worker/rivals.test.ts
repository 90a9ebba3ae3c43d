import { expect, test } from 'vitest';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { RivalView } from '../../src/worker/protocol.ts';
import { networkSubject } from '../../src/worker/subject.ts';
import { asNetwork, xorSubject } from './subjects.ts';
import { TurnSession } from './turn-session.ts';

const subject = asNetwork(xorSubject(1e9));
const settings = [
  { ...subject.settings, optimizer: 'momentum' as const },
  { ...subject.settings, learningRate: 1e9 },
];

/** Each reading of the clock takes 0.7 ms, so that batches stay short. */
function racing(paused: boolean): TurnSession {
  const session = new TurnSession(0.7);
  session.say({ type: 'start', subject, seed: 1, speed: 'unlimited', paused, rivals: settings });
  return session;
}

function settle(session: TurnSession): readonly RivalView[] {
  session.settle();
  return session.latest.rivals ?? [];
}

test('the runs of a race advance together, by steps too, each with its own bits', () => {
  const session = racing(true);
  expect(settle(session).map(({ iteration }) => iteration)).toEqual([0, 0]);
  session.say({ type: 'step', iterations: 7 });
  expect(settle(session).map(({ iteration }) => iteration)).toEqual([7, 7]);
  session.say({ type: 'step', iterations: 300 });
  const [rival] = settle(session);
  const alone = new TrainingRun(
    networkSubject({ ...subject, settings: settings[0]! }).program,
    subject.inputs,
    subject.targets,
    1,
  );
  while (alone.iteration < 307) alone.iterate();
  expect(rival?.error).toBe(alone.error);
  expect(rival?.curve).toEqual(alone.errorRecord.curve());
  expect(rival?.solvedAt).toBe(alone.solvedAt);
});

test('no run of a race is ahead of the run in front while they train, and a pause finds all at one iteration', () => {
  const session = racing(false);
  for (let turn = 0; turn < 200; turn++) {
    session.turn();
    session.acknowledge();
  }
  const shown = session.reports.flatMap((report) =>
    report.type === 'snapshot' && report.state === 'running' && report.iteration > 0 ? [report] : [],
  );
  expect(shown.length).toBeGreaterThan(0);
  for (const { rivals = [], furthest } of shown) {
    for (const { iteration } of rivals) expect(iteration).toBeLessThanOrEqual(furthest);
  }
  session.say({ type: 'pause' });
  const ends = settle(session).map(({ iteration }) => iteration);
  expect(ends).toEqual([session.latest.iteration, session.latest.iteration]);
});

test('going back leaves the other runs where they are', () => {
  const session = racing(true);
  session.say({ type: 'step', iterations: 50 });
  settle(session);
  session.say({ type: 'travel', travel: { to: 'iteration', iteration: 10 } });
  expect(settle(session).map(({ iteration }) => iteration)).toEqual([50, 50]);
});
