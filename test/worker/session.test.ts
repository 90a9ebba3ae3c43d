import { describe, expect, test } from 'vitest';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { Snapshot } from '../../src/worker/protocol.ts';
import type { Subject } from '../../src/worker/subject.ts';
import { full } from '../full.ts';
import { divergingSubject, largeSubject, xorSubject } from './subjects.ts';
import { TimedSession } from './timed-session.ts';

const ENDLESS = 1e9;

/** The results of a plain run, in the form of a snapshot. */
function plainRun(subject: Subject, seed: number, iterations: number): Partial<Snapshot> {
  const run = new TrainingRun(subject.program, subject.inputs, subject.targets, seed);
  for (let i = 0; i < iterations; i++) run.iterate();
  return {
    iteration: iterations,
    error: run.error,
    solvedAt: run.solvedAt,
    parameters: ['syn0', 'syn1'].map((name) => {
      const { rows, columns, data } = run.valueOf(name);
      return { name, rows, columns, blockRows: 1, blockColumns: 1, sums: data };
    }),
    prediction: iterations === 0 ? new Float64Array(0) : run.valueOf('l2').data,
    curve: run.errorRecord.curve(),
  };
}

describe('a session', () => {
  test('has nothing to do before the first start', () => {
    const { session, reports } = new TimedSession();
    expect(session.turn()).toBe(undefined);
    session.receive({ type: 'resume', run: 0, request: 1 });
    expect(session.turn()).toBe(undefined);
    expect(reports).toEqual([]);
  });

  test('shows the initial weights before the first iteration, also when it runs at once', () => {
    for (const paused of [true, false]) {
      const talk = new TimedSession();
      talk.start(xorSubject(ENDLESS), { paused });
      expect(talk.reports).toHaveLength(1);
      expect(talk.latest).toMatchObject({ run: 1, request: 1, state: paused ? 'paused' : 'running', goal: ENDLESS });
      expect(talk.latest).toMatchObject(plainRun(xorSubject(1), 1, 0));
    }
  });

  test('sleeps while it is paused', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { paused: true });
    expect(talk.acknowledge()).toBe(undefined);
    talk.clock.pass(10_000);
    expect(talk.session.turn()).toBe(undefined);
    expect(talk.reports).toHaveLength(1);
  });

  test('steps by exactly as many iterations as it is asked for, bit for bit those of a plain run', () => {
    const subject = xorSubject(ENDLESS);
    const talk = new TimedSession();
    talk.start(subject, { paused: true });
    let total = 0;
    for (const iterations of [1, 10, 1, 500, 10]) {
      total += iterations;
      talk.say({ type: 'step', iterations });
      expect(talk.settle()).toMatchObject({ state: 'paused', request: talk.request, ...plainRun(subject, 1, total) });
    }
  });

  test('adds a step to one that is not finished', () => {
    const talk = new TimedSession(3);
    talk.start(xorSubject(ENDLESS), { paused: true });
    for (let times = 0; times < 5; times++) talk.say({ type: 'step', iterations: 10 });
    expect(talk.latest.iteration).toBeLessThan(50);
    talk.drive(1000);
    expect(talk.latest).toMatchObject({ state: 'paused', iteration: 50, request: talk.request });
  });

  test('publishes during a long step, and answers it at its end', () => {
    const talk = new TimedSession(30);
    talk.start(xorSubject(ENDLESS), { paused: true });
    const asked = talk.request;
    talk.say({ type: 'step', iterations: 20 });
    talk.drive(5000);
    const during = talk.reports.filter(({ iteration }) => iteration > 0 && iteration < 20);
    expect(during.length).toBeGreaterThan(2);
    expect(new Set(during.map(({ state, request }) => `${state} ${request}`))).toEqual(new Set([`paused ${asked}`]));
    expect(talk.latest).toMatchObject({ state: 'paused', iteration: 20, request: asked + 1 });
  });

  test('a pause ends a step', () => {
    const talk = new TimedSession(30);
    talk.start(xorSubject(ENDLESS), { paused: true });
    talk.say({ type: 'step', iterations: 1000 });
    talk.drive(300);
    talk.say({ type: 'pause' });
    const { iteration } = talk.settle();
    expect(iteration).toBeGreaterThan(0);
    expect(iteration).toBeLessThan(100);
    expect(talk.drive(1000)).toMatchObject({ state: 'paused', iteration, request: talk.request });
  });

  test('a pause stops it at once, and it goes on from there', () => {
    const subject = xorSubject(ENDLESS);
    const talk = new TimedSession();
    talk.start(subject);
    talk.drive(200);
    talk.say({ type: 'pause' });
    const paused = talk.settle();
    expect(paused).toMatchObject({ state: 'paused', request: talk.request });
    expect(talk.drive(1000).iteration).toBe(paused.iteration);
    talk.say({ type: 'resume' });
    const later = talk.drive(200);
    expect(later.state).toBe('running');
    expect(later.iteration).toBeGreaterThan(paused.iteration);
    expect(later).toMatchObject(plainRun(subject, 1, later.iteration));
  });

  test('a step pauses what runs', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS));
    const { iteration } = talk.drive(500);
    talk.say({ type: 'step', iterations: 1 });
    const stepped = talk.settle();
    expect(stepped).toMatchObject({ state: 'paused', request: talk.request });
    expect(stepped.iteration).toBeGreaterThan(iteration);
    expect(talk.drive(1000).iteration).toBe(stepped.iteration);
  });

  test('a reset brings back the same weights, and the same numbers after them, to the last bit', () => {
    const subject = xorSubject(1000);
    const talk = new TimedSession();
    talk.start(subject, { seed: 7 });
    const first = talk.drive(2000);
    expect(first).toMatchObject({ state: 'finished', iteration: 1000 });
    talk.start(subject, { seed: 7 });
    expect(talk.reports.findLast(({ iteration }) => iteration === 0)).toMatchObject(plainRun(subject, 7, 0));
    const { state, goal, rate } = first;
    expect(talk.drive(2000)).toMatchObject({ run: 2, state, goal, rate, ...plainRun(subject, 7, 1000) });
  });

  test('another seed gives other weights', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { seed: 1, paused: true });
    talk.start(xorSubject(ENDLESS), { seed: 2, paused: true });
    const [one, two] = talk.reports;
    expect(two).toMatchObject(plainRun(xorSubject(1), 2, 0));
    expect(two?.parameters[0]?.sums).not.toEqual(one?.parameters[0]?.sums);
  });

  test('ignores commands for the run before', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS));
    talk.start(xorSubject(ENDLESS));
    for (const type of ['pause', 'acknowledge'] as const) talk.session.receive({ type, run: 1, request: 99 });
    talk.session.receive({ type: 'step', iterations: 5, run: 1, request: 99 });
    expect(talk.drive(500)).toMatchObject({ run: 2, request: 2, state: 'running' });
  });
});

describe('at its end', () => {
  test('a run stops exactly at its goal', () => {
    const subject = xorSubject(777);
    const talk = new TimedSession();
    talk.start(subject);
    expect(talk.drive(2000)).toMatchObject({ state: 'finished', goal: 777, ...plainRun(subject, 1, 777) });
    expect(talk.acknowledge()).toBe(undefined);
  });

  test('a run that goes on gets as many iterations again', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(100));
    talk.drive(1000);
    talk.say({ type: 'resume' });
    expect(talk.drive(1000)).toMatchObject({ state: 'finished', iteration: 200, goal: 200 });
  });

  test('steps lead on past it, and the goal moves when the run goes on', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(100));
    talk.drive(1000);
    talk.say({ type: 'step', iterations: 1 });
    expect(talk.settle()).toMatchObject({ state: 'paused', iteration: 101, goal: 100 });
    talk.say({ type: 'resume' });
    expect(talk.drive(1000)).toMatchObject({ state: 'finished', iteration: 200, goal: 200 });
  });

  test('a step that leads to it finishes the run', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(10), { paused: true });
    talk.say({ type: 'step', iterations: 10 });
    expect(talk.settle()).toMatchObject({ state: 'finished', iteration: 10 });
  });

  test('a pause that comes too late is answered too', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(100));
    talk.drive(1000);
    talk.say({ type: 'pause' });
    expect(talk.settle()).toMatchObject({ state: 'finished', iteration: 100, request: talk.request });
  });

  test('a non-finite error ends a run; further commands are answered, none trains', () => {
    const talk = new TimedSession();
    talk.start(divergingSubject());
    expect(talk.drive(1000)).toMatchObject({ state: 'diverged', iteration: 0, line: 2, nonFiniteLine: 2 });
    for (const type of ['resume', 'pause'] as const) {
      talk.say({ type });
      expect(talk.settle()).toMatchObject({ state: 'diverged', iteration: 0, request: talk.request });
    }
    talk.say({ type: 'step', iterations: 10 });
    expect(talk.settle()).toMatchObject({ state: 'diverged', iteration: 0, request: talk.request });
  });

  test('a step stops at a non-finite error', () => {
    const talk = new TimedSession();
    talk.start(divergingSubject(), { paused: true });
    talk.say({ type: 'step', iterations: 10 });
    expect(talk.settle()).toMatchObject({ state: 'diverged', iteration: 0, request: talk.request });
  });
});

describe('a command during a step', () => {
  test('is obeyed after the step', () => {
    // Each iteration takes 5 ms.
    const talk = new TimedSession(5);
    talk.start(xorSubject(1000), { paused: true });
    talk.say({ type: 'step', iterations: 10 });
    talk.say({ type: 'edit', edits: [{ kind: 'settings', set: { learningRate: 10 } }] });
    expect(talk.drive(100)).toMatchObject({ iteration: 10, changes: [{ at: 10 }], changed: 1 });
  });

  test('does not wait for a step of many seconds', () => {
    const talk = new TimedSession(5);
    talk.start(xorSubject(10_000_000), { paused: true });
    talk.say({ type: 'step', iterations: 5_000_000 });
    talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 0 } });
    expect(talk.drive(400)).toMatchObject({ iteration: 0, state: 'paused', request: 3 });
    expect(talk.latest.furthest).toBeLessThan(100);
  });
});

describe('a run to an iteration', () => {
  test('goes there at full speed, whatever the speed of the run, and pauses', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(20_000), { paused: true, speed: 1 });
    talk.say({ type: 'runTo', iteration: 19_000 });
    const onTheWay = talk.drive(100);
    expect(onTheWay.iteration).toBeGreaterThan(1000);
    expect(onTheWay).toMatchObject({ lines: undefined, request: 1 });
    talk.say({ type: 'setViewRequest', viewRequest: {} });
    expect(talk.drive(20).request).toBe(1);
    expect(talk.drive(200)).toMatchObject({ iteration: 19_000, state: 'paused', request: 3 });
    talk.say({ type: 'runTo', iteration: 20_000 });
    expect(talk.drive(200)).toMatchObject({ iteration: 20_000, state: 'finished' });
    talk.say({ type: 'runTo', iteration: 5 });
    expect(talk.drive(200)).toMatchObject({ iteration: 20_000, state: 'finished', request: 5 });
  });

  test('is ended by a pause, and has a breakpoint and a stop condition like any other', () => {
    const talk = new TimedSession();
    talk.start({ ...xorSubject(10_000), stop: { errorBelow: 0.03 } }, { paused: true });
    talk.say({ type: 'runTo', iteration: 9000 });
    talk.drive(2);
    talk.say({ type: 'pause' });
    const paused = talk.drive(100);
    expect(paused).toMatchObject({ state: 'paused', request: 3 });
    expect(paused.iteration).toBeLessThan(1500);
    talk.say({ type: 'runTo', iteration: 9000 });
    expect(talk.drive(500)).toMatchObject({ state: 'finished', stopReason: 'errorBelow' });
  });
});

describe('a reason to stop', () => {
  test('can be set during a run, and dropped where the run has stopped', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(5000));
    talk.say({ type: 'setStop', stop: { errorBelow: 0.1 } });
    const stopped = talk.drive(2000);
    expect(stopped).toMatchObject({ state: 'finished', stopReason: 'errorBelow' });
    talk.say({ type: 'setStop', stop: {} });
    expect(talk.drive(100)).toMatchObject({ state: 'paused', stopReason: undefined, iteration: stopped.iteration });
    talk.say({ type: 'resume' });
    expect(talk.drive(3000)).toMatchObject({ state: 'finished', iteration: 5000, stopReason: undefined });
  });

  test('ends a run in the iteration in which it holds; resumed, the run goes to its goal', () => {
    const talk = new TimedSession();
    talk.start({ ...xorSubject(5000), stop: { errorBelow: 0.1 } });
    const stopped = talk.drive(2000);
    expect(stopped).toMatchObject({ state: 'finished', stopReason: 'errorBelow' });
    expect(stopped.error).toBeLessThan(0.1);
    talk.say({ type: 'travel', travel: { to: 'iterations', by: -1 } });
    expect(talk.settle().error).toBeGreaterThanOrEqual(0.1);
    talk.say({ type: 'travel', travel: { to: 'newest' } });
    talk.say({ type: 'resume' });
    expect(talk.drive(3000)).toMatchObject({ state: 'finished', iteration: stopped.iteration + 1 });
    talk.say({ type: 'resume' });
    expect(talk.drive(3000)).toMatchObject({ state: 'finished', iteration: 5000, stopReason: undefined });
  });

  test.each([{ errorBelow: 0.4 }, { gradientNormBelow: 0.25 }, { noImprovementFor: 3 }])(
    'holds at the same iteration when its last line is run by itself: %o',
    (stop) => {
      const blow = { at: 700, edits: [{ kind: 'cell', name: 'syn1', row: 0, column: 0, value: 30 }] } as const;
      const subject = { ...xorSubject(1000), stop, plan: [blow] };
      const straight = new TimedSession();
      straight.start(subject);
      const { iteration, stopReason } = straight.drive(2000);
      expect(Object.keys(stop)).toEqual([stopReason]);
      const talk = new TimedSession();
      talk.start(subject, { paused: true });
      for (let lines = 0; talk.latest.stopReason === undefined && lines < 10 * 1000; lines++) {
        talk.say({ type: 'travel', travel: { to: 'line', by: 1 } });
        talk.settle();
      }
      expect(talk.latest).toMatchObject({ iteration, line: 0, stopReason, state: 'finished' });
    },
  );

  test('can be a small gradient, at the first iteration that has one', () => {
    const talk = new TimedSession();
    const subject = { ...xorSubject(60_000), stop: { gradientNormBelow: 0.001 } };
    talk.start(subject);
    // As in the script for NumPy.
    expect(talk.drive(4000)).toMatchObject({ stopReason: 'gradientNormBelow', iteration: 1914 });
  });
});

describe('the speed', () => {
  test.each(full ? [1, 10, 100, 3000, 100_000] : [10, 3000])(
    '%i iterations a second are kept over a minute',
    (speed) => {
      const talk = new TimedSession();
      talk.start(xorSubject(ENDLESS), { speed });
      const seconds = speed > 10_000 ? 1 : 60;
      const { iteration, rate } = talk.drive(seconds * 1000);
      expect(iteration).toBeGreaterThanOrEqual(seconds * speed - 0.11 * speed);
      expect(iteration).toBeLessThanOrEqual(seconds * speed + 1);
      expect((rate as number) / speed).toBeCloseTo(1, 0);
    },
  );

  test('a thread that cannot keep up trains without a break', () => {
    // Each iteration takes 30 ms, so 33 a second is all there can be.
    const talk = new TimedSession(30);
    talk.start(xorSubject(ENDLESS), { speed: 1000 });
    talk.drive(300);
    for (let turn = 0; turn < 20; turn++) expect(talk.session.turn()).toBe(0);
  });

  test('skips iterations that could not run in time', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { speed: 100 });
    talk.clock.pass(60_000);
    talk.session.turn();
    expect(talk.settle().iteration).toBeLessThan(30);
  });

  test('unlimited means no wait between two turns', () => {
    const talk = new TimedSession();
    expect(talk.start(xorSubject(ENDLESS))).toBe(0);
    for (let turn = 0; turn < 100; turn++) expect(talk.session.turn()).toBe(0);
  });

  test('a turn is a slice of about 4 ms, also after hours at one iteration a second', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(100_000), { speed: 1 });
    talk.drive((full ? 8 : 1) * 3_600_000);
    talk.say({ type: 'setSpeed', speed: 'unlimited' });
    for (let turn = 0; turn < 20; turn++) {
      const before = talk.clock.now();
      talk.session.turn();
      expect(talk.clock.now() - before).toBeGreaterThan(3);
      expect(talk.clock.now() - before).toBeLessThan(6);
    }
  });

  test('changes while it runs, and while it is paused', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { speed: 1000 });
    talk.drive(2000);
    talk.say({ type: 'setSpeed', speed: 10 });
    const before = talk.settle().iteration;
    const after = talk.drive(2000);
    expect(after).toMatchObject({ state: 'running', request: talk.request });
    expect(after.iteration - before).toBeLessThan(25);
    talk.say({ type: 'pause' });
    talk.say({ type: 'setSpeed', speed: 1000 });
    expect(talk.drive(1000)).toMatchObject({ state: 'paused', iteration: talk.latest.iteration });
    talk.say({ type: 'resume' });
    expect(talk.drive(1000).iteration - after.iteration).toBeGreaterThan(900);
  });

  test('does not change the numbers', () => {
    const subject = xorSubject(3000);
    for (const speed of [500, 20_000, 'unlimited'] as const) {
      const talk = new TimedSession();
      talk.start(subject, { speed });
      expect(talk.drive(10_000)).toMatchObject({ state: 'finished', ...plainRun(subject, 1, 3000) });
    }
  });
});

describe('snapshots', () => {
  test.each([1000, 'unlimited'] as const)('come 12 to 15 times a second at speed %s', (speed) => {
    const talk = new TimedSession(0.1);
    talk.start(xorSubject(ENDLESS), { speed });
    talk.drive(1000);
    const before = talk.reports.length;
    talk.drive(10_000);
    expect((talk.reports.length - before) / 10).toBeGreaterThanOrEqual(12);
    expect((talk.reports.length - before) / 10).toBeLessThanOrEqual(15);
  });

  test('come with every iteration at a low speed', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { speed: 3 });
    talk.drive(10_100);
    expect(talk.reports.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 32 }, (_, i) => i));
  });

  test('wait for the acknowledgement while training continues; the newest wins', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { speed: 1000 });
    for (let turn = 0; turn < 100; turn++) {
      talk.clock.pass(10);
      talk.session.turn();
    }
    expect(talk.reports.map(({ iteration }) => iteration)).toEqual([0]);
    talk.acknowledge();
    expect(talk.reports).toHaveLength(2);
    expect(talk.latest.iteration).toBeGreaterThan(900);
  });

  test('that a person waits for come at once, one at a time', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { paused: true });
    talk.say({ type: 'step', iterations: 1 });
    talk.say({ type: 'step', iterations: 1 });
    expect(talk.reports.map(({ iteration }) => iteration)).toEqual([0]);
    talk.acknowledge();
    expect(talk.reports.map(({ iteration, request }) => [iteration, request])).toEqual([
      [0, 1],
      [2, 3],
    ]);
    // No time has passed but that of two iterations.
    expect(talk.clock.now()).toBeCloseTo(0.02, 12);
  });

  test('of a new run do not wait for an acknowledgement of the old one', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { paused: true });
    talk.start(xorSubject(ENDLESS), { paused: true });
    expect(talk.reports.map(({ run, request }) => [run, request])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test('are copies: training does not change them', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { paused: true });
    talk.say({ type: 'step', iterations: 10 });
    const ten = structuredClone(talk.settle());
    talk.say({ type: 'step', iterations: 10 });
    talk.settle();
    expect(talk.reports.find(({ iteration }) => iteration === 10)).toEqual(ten);
  });

  test('tell how long an iteration takes, from the first on', () => {
    const talk = new TimedSession(30);
    talk.start(xorSubject(ENDLESS));
    expect(talk.latest.iterationTime).toBe(undefined);
    expect(talk.drive(1000).iterationTime).toBeCloseTo(30, 9);
    talk.start(xorSubject(ENDLESS), { speed: 10 });
    expect(talk.latest.iterationTime).toBe(undefined);
    talk.clock.perIteration = 7;
    expect(talk.drive(1000).iterationTime).toBeCloseTo(7, 9);
  });

  test('tell when the next iteration takes long enough to wait for', () => {
    const talk = new TimedSession(30);
    talk.start(xorSubject(ENDLESS), { paused: true });
    expect(talk.latest.isSlow).toBe(undefined);
    talk.clock.perIteration = 101;
    talk.say({ type: 'step', iterations: 1 });
    expect(talk.settle().isSlow).toBe(true);
    talk.clock.perIteration = 30;
    talk.say({ type: 'step', iterations: 1 });
    expect(talk.settle().isSlow).toBe(undefined);
  });

  test('tell before the first iteration, from the work, that it takes long', () => {
    const talk = new TimedSession();
    for (const [rows, isSlow] of [
      [100, undefined],
      [5000, true],
    ] as const) {
      talk.start(largeSubject(rows, [100, 100, 1]), { paused: true });
      expect(talk.latest.isSlow).toBe(isSlow);
    }
  });

  test('tell the measured rate after a while, and none after a pause', () => {
    const talk = new TimedSession();
    talk.start(xorSubject(ENDLESS), { speed: 1000 });
    expect(talk.drive(100).rate).toBe(undefined);
    expect(talk.drive(1000).rate).toBeCloseTo(1000, -2);
    talk.say({ type: 'pause' });
    expect(talk.settle().rate).toBe(undefined);
  });
});
