import { describe, expect, test } from 'vitest';
import type { Edit } from '../../src/network/edits.ts';
import { beginRun, SessionRun } from '../../src/worker/session-run.ts';
import type { Subject } from '../../src/worker/subject.ts';
import { divergingSubject, xorSubject } from './subjects.ts';

const cell = (value: number): Edit => ({ kind: 'cell', name: 'syn1', row: 0, column: 0, value });
const alpha = (learningRate: number): Edit => ({ kind: 'settings', set: { learningRate } });
const planned: Subject = { ...xorSubject(100), plan: [{ at: 10, edits: [alpha(2)] }] };

/** A run after some iterations, where no time passes, and the number of times that it has entered a state. */
function runAt(subject: Subject, iterations: number) {
  let entered = -1;
  const start = { type: 'start', run: 1, request: 1, subject, seed: 1, speed: 'unlimited', paused: true } as const;
  const run = new SessionRun(
    start,
    beginRun,
    () => 0,
    () => entered++,
  );
  for (let k = 0; k < iterations; k++) run.training.iterate();
  return { run, entered: () => entered };
}

/** The same, running. */
function running(subject: Subject, iterations: number) {
  const { run, entered } = runAt(subject, iterations);
  run.resume();
  return { run, entered: () => entered() - 1 };
}

const train = (run: SessionRun): boolean => run.train(() => {});

/** Does the whole journey. */
const arrive = (run: SessionRun): boolean => run.journeyOn(() => false);

/** Edits the run, and goes to where the edit is made. */
function edit(run: SessionRun, edits: readonly Edit[]): void {
  run.edit(edits, 2);
  arrive(run);
}

test('a speed that rises is reported until the run has finished', () => {
  const start = { type: 'start', run: 1, request: 1, subject: xorSubject(5), seed: 1, speed: 1000 } as const;
  let now = 0;
  const run = new SessionRun(
    { ...start, paused: false, risesFrom: 10 },
    beginRun,
    () => now,
    () => {},
  );
  expect(run.risingSpeed).toBe(10);
  train(run);
  now = 250;
  train(run);
  expect([run.training.iteration, Math.round(run.risingSpeed ?? 0)]).toEqual([3, 12]);
  run.pause();
  now = 60_000;
  run.resume();
  expect(Math.round(run.risingSpeed ?? 0)).toBe(12);
  now = 60_500;
  train(run);
  now = 61_000;
  train(run);
  expect([run.state, run.risingSpeed]).toEqual(['finished', undefined]);
});

describe('resume', () => {
  test('runs a paused run, and leaves a running or diverged one as it is', () => {
    const { run, entered } = runAt(xorSubject(10), 3);
    run.resume();
    expect([run.state, entered()]).toEqual(['running', 1]);
    run.resume();
    expect(entered()).toBe(1);
    const diverged = running(divergingSubject(), 0);
    train(diverged.run);
    arrive(diverged.run);
    diverged.run.resume();
    expect([diverged.run.state, diverged.entered()]).toEqual(['diverged', 1]);
  });

  test('extends the goal of a finished run by the length of the run', () => {
    const { run } = runAt(xorSubject(10), 10);
    run.resume();
    expect([run.state, run.goal]).toEqual(['running', 20]);
  });

  test('drops the stop conditions once one of them has ended the run', () => {
    const { run } = running({ ...xorSubject(10), stop: { errorBelow: 1 } }, 3);
    train(run);
    expect([run.state, run.stopReason, run.training.iteration]).toEqual(['finished', 'errorBelow', 4]);
    run.resume();
    train(run);
    expect([run.state, run.stopReason, run.training.iteration]).toEqual(['finished', undefined, 10]);
  });
});

describe('pause', () => {
  test('pauses a running run or a step, and does nothing to a paused run', () => {
    const { run, entered } = runAt(xorSubject(10), 3);
    run.pause();
    expect(entered()).toBe(0);
    run.step(5, 2);
    expect(run.isTraining).toBe(true);
    run.pause();
    expect([run.state, run.isTraining, run.request, entered()]).toEqual(['paused', false, 2, 1]);
  });

  test('finds a non-finite value that no check has found yet', () => {
    const { run } = running(divergingSubject(), 1);
    run.pause();
    arrive(run);
    expect(run.state).toBe('diverged');
  });
});

test('new stop conditions replace the one that has ended a run, which is then paused', () => {
  const { run } = running({ ...xorSubject(10), stop: { errorBelow: 1 } }, 3);
  train(run);
  run.setStop({ errorBelow: 0.1 });
  expect([run.state, run.stopReason]).toEqual(['paused', undefined]);
  run.resume();
  run.setStop({});
  expect(run.state).toBe('running');
});

describe('an edit by hand', () => {
  test('leaves a running run running, and a paused one paused', () => {
    for (const { run, state } of [
      { ...runAt(xorSubject(10), 3), state: 'paused' },
      { ...running(xorSubject(10), 3), state: 'running' },
    ]) {
      edit(run, [cell(2)]);
      expect([run.state, run.training.valueOf('syn1').data[0]]).toEqual([state, 2]);
    }
  });

  test('is made at the beginning of the current iteration, and logged there', () => {
    const { run } = runAt(xorSubject(100), 5);
    run.training.advance();
    edit(run, [cell(0.25)]);
    const { training, changes } = run;
    expect([training.iteration, training.line, training.furthest]).toEqual([5, 0, 5]);
    expect(training.valueOf('syn1').data[0]).toBe(0.25);
    expect(changes).toEqual([{ at: 5, edits: [cell(0.25)], byHand: true }]);
  });

  test('replaces later edits by hand, but not those that are planned', () => {
    const { run } = runAt(planned, 3);
    edit(run, [cell(0.1)]);
    for (let k = 0; k < 3; k++) run.training.iterate();
    edit(run, [cell(0.2)]);
    run.training.goTo({ iteration: 4, line: 0 });
    edit(run, [cell(0.3)]);
    expect(run.changes.map(({ at, byHand }) => [at, byHand])).toEqual([
      [3, true],
      [4, true],
      [10, false],
    ]);
    while (run.training.iteration < 11) run.training.iterate();
    expect(run.training.alpha).toBe(2);
  });
});

describe('undo', () => {
  test('takes back the last edit by hand, and goes to where it was made', () => {
    const { run } = runAt(planned, 3);
    edit(run, [cell(0.1)]);
    while (run.training.iteration < 12) run.training.iterate();
    run.undo(2);
    arrive(run);
    expect([run.training.iteration, run.changes]).toEqual([3, [{ at: 10, edits: [alpha(2)], byHand: false }]]);
    expect(run.training.valueOf('syn1')).toEqual(runAt(planned, 3).run.training.valueOf('syn1'));
  });

  test('enters a state only when there is an edit to take back', () => {
    const { run, entered } = runAt(planned, 3);
    run.undo(2);
    arrive(run);
    expect([entered(), run.training.iteration]).toEqual([0, 3]);
  });
});
