import { describe, expect, test } from 'vitest';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { CheckpointReport, Command, Report, Snapshot } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import type { Subject } from '../../src/worker/subject.ts';
import { divergingSubject, xorSubject } from './subjects.ts';

/** A session with a clock that stands still, so that a slice lasts until the run has no more to do. */
function sessionOf(subject: Subject, begin: Partial<Command & { type: 'start' }> = {}) {
  const reports: Report[] = [];
  const session = new TrainingSession(
    (report) => reports.push(report),
    () => 0,
  );
  let request = 0;
  const say = (what: object): void => {
    session.receive({ ...what, run: 1, request: ++request } as Command);
    session.turn();
  };
  const latest = <Type extends Report['type']>(type: Type) =>
    reports.findLast((report): report is Report & { type: Type } => report.type === type);
  say({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true, ...begin });
  const snapshot = (): Snapshot => {
    say({ type: 'acknowledge' });
    return latest('snapshot') as Snapshot;
  };
  return { say, snapshot, checkpoint: () => latest('checkpoint') as CheckpointReport };
}

function plainRun(subject: Subject, iterations: number): TrainingRun {
  const run = new TrainingRun(subject.program, subject.inputs, subject.targets, 1);
  for (let k = 0; k < iterations; k++) run.iterate();
  return run;
}

describe('a run that is saved', () => {
  test('is told of as it is between two iterations, as far as it has come, and stays where it is', () => {
    const { say, snapshot, checkpoint } = sessionOf(xorSubject(1000));
    say({ type: 'step', iterations: 300 });
    say({ type: 'travel', travel: { to: 'iteration', iteration: 123 } });
    say({ type: 'travel', travel: { to: 'line', by: 1 } });
    say({ type: 'save' });
    expect(checkpoint().underway).toMatchObject({ seconds: 0, stopped: undefined, saved: { iteration: 300 } });
    expect(checkpoint().underway?.saved).toEqual(plainRun(xorSubject(1000), 300).save());
    expect(snapshot()).toMatchObject({ iteration: 123, line: 1, furthest: 300 });
  });

  test('goes on in another session to the same bits', () => {
    const subject: Subject = { ...xorSubject(1000), stop: { noImprovementFor: 400 } };
    const first = sessionOf(subject);
    first.say({ type: 'step', iterations: 300 });
    first.say({ type: 'save' });
    const underway = structuredClone(first.checkpoint().underway);
    const second = sessionOf(subject, { underway });
    expect(second.snapshot()).toMatchObject({ iteration: 300, furthest: 300, state: 'paused', line: 0 });
    second.say({ type: 'step', iterations: 50 });
    const straight = plainRun(subject, 350);
    const { curve, error, verdict } = second.snapshot();
    expect({ curve, error, verdict }).toEqual({
      curve: straight.history.curve(),
      error: straight.error,
      verdict: straight.verdict,
    });
    second.say({ type: 'save' });
    expect(second.checkpoint().underway?.lowest.iteration).toBe(350);
  });

  test('has ended where it had, and has as many iterations before it as it was given', () => {
    const subject: Subject = { ...xorSubject(100), stop: { errorBelow: 0.5 } };
    const first = sessionOf(subject, { paused: false });
    first.say({ type: 'save' });
    const { underway } = first.checkpoint();
    expect(underway?.stopped).toBe('errorBelow');
    const stopped = sessionOf(subject, { underway, paused: false }).snapshot();
    expect(stopped).toMatchObject({ state: 'finished', stopReason: 'errorBelow' });
    const longer = sessionOf(xorSubject(100));
    longer.say({ type: 'step', iterations: 250 });
    longer.say({ type: 'save' });
    const again = sessionOf(xorSubject(100), { underway: longer.checkpoint().underway });
    expect(again.snapshot()).toMatchObject({ iteration: 250, goal: 300, state: 'paused' });
  });

  test('is none where it has come to numbers that are not finite', () => {
    const { say, checkpoint } = sessionOf(divergingSubject());
    say({ type: 'step', iterations: 10 });
    say({ type: 'save' });
    expect(checkpoint()).toMatchObject({ run: 1, underway: undefined });
  });
});

test('the past that another process has run can be gone back to, as far as that takes a moment', () => {
  const first = sessionOf(xorSubject(10_000));
  first.say({ type: 'step', iterations: 5000 });
  first.say({ type: 'save' });
  const { say, snapshot } = sessionOf(xorSubject(10_000), { underway: first.checkpoint().underway });
  say({ type: 'travel', travel: { to: 'iterations', by: -1 } });
  expect(snapshot()).toMatchObject({ iteration: 4999, error: plainRun(xorSubject(1), 4999).error });
  say({ type: 'travel', travel: { to: 'iteration', iteration: 17 } });
  expect(snapshot()).toMatchObject({ iteration: 17, error: plainRun(xorSubject(1), 17).error });
});
