import { describe, expect, onTestFinished, test } from 'vitest';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { startTrainer } from '../../src/worker/client.ts';
import type { Snapshot } from '../../src/worker/protocol.ts';
import { largeSubject, xorSubject } from './subjects.ts';
import { TrainerTalk } from './trainer-talk.ts';

/** The thread as it is built. */
const built = new URL('../../dist/thread.js', import.meta.url);

function open(entry = built): TrainerTalk {
  const trainer = startTrainer(entry);
  onTestFinished(() => trainer.close());
  return new TrainerTalk(trainer);
}

/** A thread that does nothing but this. */
function threadThat(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

function numbersOf({ parameters, prediction, curve, error, solvedAt }: Snapshot): unknown {
  return { parameters, prediction, curve, error, solvedAt };
}

describe('the built thread', () => {
  test('computes to the last bit what a run in this thread computes', async () => {
    const subject = xorSubject(1e9);
    const run = new TrainingRun(subject.program, subject.inputs, subject.targets, 5);
    const talk = open();
    talk.start(subject, { seed: 5, paused: true });
    for (const iterations of [0, 1, 10, 2000]) {
      if (iterations > 0) talk.say({ type: 'step', iterations });
      for (let i = 0; i < iterations; i++) run.iterate();
      const { parameters, prediction, ...rest } = await talk.answer();
      expect(rest).toMatchObject({ state: 'paused', iteration: run.iteration, error: run.error });
      expect(parameters.map(({ sums }) => sums)).toEqual([run.valueOf('syn0').data, run.valueOf('syn1').data]);
      expect(prediction).toEqual(iterations === 0 ? new Float64Array(0) : run.valueOf('l2').data);
    }
  });

  test('repeats a run to the last bit after a reset, and not with another seed', async () => {
    const talk = open();
    const finals: unknown[] = [];
    for (const seed of [1, 1, 2]) {
      talk.start(xorSubject(3000), { seed });
      const { run } = talk;
      finals.push(numbersOf(await talk.snapshot((report) => report.run === run && report.state === 'finished')));
    }
    expect(finals[1]).toEqual(finals[0]);
    expect(finals[2]).not.toEqual(finals[0]);
  });

  test('has one snapshot in flight at a time', async () => {
    const trainer = startTrainer(built);
    onTestFinished(() => trainer.close());
    const reports: number[] = [];
    await new Promise<void>((resolve) => {
      trainer.listen((report) => {
        reports.push((report as Snapshot).iteration);
        // Only the first snapshot is acknowledged: the answer to the pause waits for that of the second.
        if (reports.length === 1) trainer.send({ type: 'acknowledge', run: 1, request: 1 });
        if (reports.length === 2) resolve();
      });
      trainer.send({
        type: 'start',
        run: 1,
        request: 1,
        subject: xorSubject(1e9),
        seed: 1,
        speed: 'unlimited',
        paused: false,
      });
    });
    trainer.send({ type: 'pause', run: 1, request: 2 });
    trainer.send({ type: 'step', iterations: 1, run: 1, request: 3 });
    trainer.send({ type: 'acknowledge', run: 1, request: 3 });
    const last = await new Promise<Snapshot>((resolve) => trainer.listen((report) => resolve(report as Snapshot)));
    expect(last).toMatchObject({ state: 'paused', request: 3 });
    expect(reports).toHaveLength(2);
    expect(last.iteration).toBeGreaterThan(reports[1] as number);
  });
});

describe('a thread that dies', () => {
  test('is reported with its message, and replaced at the next start', async () => {
    const talk = open();
    const { inputs: _inputs, ...incomplete } = xorSubject(1000);
    talk.start({ ...incomplete, inputs: { rows: 1, columns: 1, data: new Float64Array(1) } });
    expect(await talk.failure()).toEqual({ type: 'failed', run: 1, message: 'X must be 4×3, found 1×1' });
    // There is no thread to obey this command.
    talk.say({ type: 'resume' });
    talk.start(xorSubject(1000));
    expect(await talk.snapshot(({ state }) => state === 'finished')).toMatchObject({ run: 2, iteration: 1000 });
    expect(talk.reports.filter(({ type }) => type === 'failed')).toHaveLength(1);
  });

  test.each([
    ['with an error', 'throw new Error("boom")', 'boom'],
    ['with something that is no error', 'throw "boom"', 'boom'],
    ['by leaving', 'process.exit(3)', 'the training thread ended by itself (exit code 3)'],
    ['without a word', '', 'the training thread ended by itself (exit code 0)'],
    ['with control characters', 'throw new Error("one\\n\\u001b[31mtwo\\u0007")', 'one [31mtwo'],
  ])('%s is reported once, in words fit for a terminal', async (_how, code, message) => {
    const talk = open(threadThat(code));
    talk.start(xorSubject(10));
    expect(await talk.failure()).toEqual({ type: 'failed', run: 1, message });
    talk.start(xorSubject(10));
    expect(await talk.failure()).toEqual({ type: 'failed', run: 2, message });
    expect(talk.reports).toHaveLength(2);
  });

  test('before there is a listener is reported to the first one', async () => {
    const trainer = startTrainer(threadThat('throw new Error("boom")'));
    onTestFinished(() => trainer.close());
    trainer.send({ type: 'start', run: 1, request: 1, subject: xorSubject(1), seed: 1, speed: 1, paused: true });
    const second = startTrainer(threadThat('throw new Error("boom")'));
    onTestFinished(() => second.close());
    // Both threads die alike; when the second one has, so has the first.
    await new Promise((resolve) => second.listen(resolve));
    const report = await new Promise((resolve) => trainer.listen(resolve));
    expect(report).toEqual({ type: 'failed', run: 1, message: 'boom' });
  });

  test('because it was closed is not reported', async () => {
    const trainer = startTrainer(built);
    const talk = new TrainerTalk(trainer);
    talk.start(xorSubject(1e9));
    await talk.answer();
    await trainer.close();
    expect(talk.reports.filter(({ type }) => type === 'failed')).toEqual([]);
  });
});

describe('a thread in an iteration that takes very long', () => {
  /** Several seconds an iteration. */
  const subject = largeSubject(1400, [1400, 1400]);

  test('has shown its initial weights, and a new run does not wait for it', async () => {
    const talk = open();
    talk.start(subject);
    expect((await talk.answer()).iteration).toBe(0);
    talk.start(xorSubject(1e9), { paused: true });
    talk.say({ type: 'step', iterations: 5 });
    expect(await talk.answer()).toMatchObject({ run: 2, state: 'paused', iteration: 5 });
    expect(talk.reports.filter(({ run }) => run === 1)).toHaveLength(1);
    expect(talk.reports.filter(({ type }) => type === 'failed')).toEqual([]);
  });

  test('is replaced again and again, whatever commands come meanwhile', async () => {
    const talk = open();
    for (let times = 0; times < 3; times++) {
      talk.start(subject, { seed: times });
      expect(await talk.answer()).toMatchObject({ run: times + 1, iteration: 0, state: 'running' });
      talk.say({ type: 'pause' });
    }
    // Starts come faster than a thread can answer: the last one counts.
    for (let times = 0; times < 4; times++) talk.start(subject);
    talk.start(xorSubject(100));
    expect(await talk.snapshot(({ state }) => state === 'finished')).toMatchObject({ run: 8, iteration: 100 });
  });

  test('can be closed in the middle of it', async () => {
    const trainer = startTrainer(built);
    const talk = new TrainerTalk(trainer);
    talk.start(subject);
    await talk.answer();
    await trainer.close();
    expect(talk.reports.map(({ type }) => type)).toEqual(['snapshot']);
  });
});
