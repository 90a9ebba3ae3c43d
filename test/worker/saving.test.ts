import { describe, expect, test } from 'vitest';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import type { Checkpoint } from '../../src/worker/protocol.ts';
import type { Subject } from '../../src/worker/subject.ts';
import { StillSession } from './still-session.ts';
import { divergingSubject, xorSubject } from './subjects.ts';

/** The checkpoint of a run after a step. */
function savedAfter(subject: Subject, iterations: number): Checkpoint {
  const talk = new StillSession();
  talk.start(subject);
  talk.say({ type: 'step', iterations });
  talk.say({ type: 'save' });
  return structuredClone(talk.latest('checkpoint').checkpoint as Checkpoint);
}

function plainRun(subject: Subject, iterations: number): TrainingRun {
  const run = new TrainingRun(subject.program, subject.inputs, subject.targets, 1);
  for (let k = 0; k < iterations; k++) run.iterate();
  return run;
}

describe('a checkpoint that is asked for', () => {
  test('is of the furthest iteration, and leaves the run where it is', () => {
    const talk = new StillSession();
    talk.start(xorSubject(1000));
    talk.say({ type: 'step', iterations: 300 });
    talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 123 } });
    talk.say({ type: 'travel', travel: { to: 'line', by: 1 } });
    const after = talk.say({ type: 'save' });
    const { checkpoint, isAnswer } = talk.latest('checkpoint');
    expect(checkpoint).toMatchObject({ seconds: 0, stopped: undefined, saved: { iteration: 300 } });
    expect(checkpoint?.saved).toEqual({ ...plainRun(xorSubject(1000), 300).save(), from: checkpoint?.saved.from });
    expect([isAnswer, after]).toMatchObject([true, { iteration: 123, line: 1, furthest: 300 }]);
  });

  test('is that of a run that goes on to the same bits', () => {
    const subject: Subject = { ...xorSubject(1000), stop: { noImprovementFor: 400 } };
    const second = new StillSession();
    const resumed = second.start(subject, { resume: savedAfter(subject, 300) });
    expect(resumed).toMatchObject({ iteration: 300, furthest: 300, state: 'paused', line: 0 });
    const straight = plainRun(subject, 350);
    const { curve, error, verdict } = second.say({ type: 'step', iterations: 50 });
    expect({ curve, error, verdict }).toEqual({
      curve: straight.errorRecord.curve(),
      error: straight.error,
      verdict: straight.verdict,
    });
    second.say({ type: 'save' });
    expect(second.latest('checkpoint').checkpoint?.lowest.iteration).toBe(350);
  });

  test('keeps the reason why the run has ended, and the goal of one that went on after its end', () => {
    const subject: Subject = { ...xorSubject(100), stop: { errorBelow: 0.5 } };
    const first = new StillSession();
    first.start(subject, { paused: false });
    first.say({ type: 'save' });
    const { checkpoint } = first.latest('checkpoint');
    expect(checkpoint?.stopped).toBe('errorBelow');
    const stopped = new StillSession().start(subject, { resume: checkpoint, paused: false });
    expect(stopped).toMatchObject({ state: 'finished', stopReason: 'errorBelow' });
    const longer = new StillSession().start(xorSubject(100), { resume: savedAfter(xorSubject(100), 250) });
    expect(longer).toMatchObject({ iteration: 250, goal: 300, state: 'paused' });
  });

  test('is empty after a non-finite value', () => {
    const talk = new StillSession();
    talk.start(divergingSubject());
    talk.say({ type: 'step', iterations: 10 });
    talk.say({ type: 'save' });
    expect(talk.latest('checkpoint')).toMatchObject({ run: 1, checkpoint: undefined });
  });
});

describe('checkpoints with saveEvery', () => {
  const iterationsOf = (talk: StillSession) =>
    talk.reports.flatMap((report) => (report.type === 'checkpoint' ? [report.checkpoint?.saved.iteration] : []));

  test('come at the multiples, each with a keyframe from which a replay is short', () => {
    const talk = new StillSession();
    talk.start(xorSubject(1000), { saveEvery: 70 });
    talk.say({ type: 'step', iterations: 100 });
    expect(iterationsOf(talk)).toEqual([70]);
    expect(talk.latest('checkpoint')).toMatchObject({
      isAnswer: false,
      checkpoint: { saved: { from: { iteration: 64 } } },
    });
  });

  test('wait until the one before is on the disk, and then come soon', () => {
    const talk = new StillSession();
    talk.start(xorSubject(1000), { saveEvery: 70 });
    talk.say({ type: 'step', iterations: 300 });
    expect(iterationsOf(talk)).toEqual([70]);
    talk.say({ type: 'saved' });
    talk.say({ type: 'step', iterations: 49 });
    talk.say({ type: 'saved' });
    expect(iterationsOf(talk)).toEqual([70, 300]);
    talk.say({ type: 'step', iterations: 9 });
    expect(iterationsOf(talk)).toEqual([70, 300, 350]);
  });

  test('do not come at the goal: the writer asks for that one', () => {
    const talk = new StillSession();
    talk.start(xorSubject(140), { saveEvery: 70, paused: false });
    expect(iterationsOf(talk)).toEqual([70]);
  });
});

test('the past of another process can be visited, as far back as takes a moment', () => {
  const talk = new StillSession();
  talk.start(xorSubject(10_000), { resume: savedAfter(xorSubject(10_000), 5000) });
  const before = talk.say({ type: 'travel', travel: { to: 'iterations', by: -1 } });
  expect(before).toMatchObject({ iteration: 4999, error: plainRun(xorSubject(1), 4999).error });
  const early = talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 17 } });
  expect(early).toMatchObject({ iteration: 17, error: plainRun(xorSubject(1), 17).error });
});
