import { MessageChannel } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { drive } from '../../src/worker/drive.ts';
import { scriptSubject } from '../../src/worker/subject.ts';
import { trainings } from '../script/python.ts';
import { xorSubject } from './subjects.ts';
import { TrainerTalk } from './trainer-talk.ts';

/** A session at the other end of a real channel, in this thread. */
function driven(): TrainerTalk {
  const { port1, port2 } = new MessageChannel();
  drive(port2);
  onTestFinished(() => port1.close());
  return new TrainerTalk({
    send: (command) => port1.postMessage(command),
    listen: (listener) => port1.on('message', listener),
    close: async () => port1.close(),
  });
}

describe('a driven session', () => {
  test('runs to its end by itself and then rests', async () => {
    const talk = driven();
    talk.start(xorSubject(20_000));
    const finished = await talk.snapshot(({ state }) => state === 'finished');
    expect(finished).toMatchObject({ iteration: 20_000, goal: 20_000, run: 1, request: 1 });
    expect(finished.error).toBeCloseTo(0.00578946, 3);
    expect(talk.reports[0]).toMatchObject({ state: 'running', iteration: 0 });
  });

  test('receives commands while it trains at full speed', async () => {
    const talk = driven();
    talk.start(xorSubject(1e9));
    await talk.snapshot(({ iteration }) => iteration > 0);
    talk.say({ type: 'pause' });
    const paused = await talk.answer();
    expect(paused.state).toBe('paused');
    talk.say({ type: 'step', iterations: 10 });
    expect(await talk.answer()).toMatchObject({ state: 'paused', iteration: paused.iteration + 10 });
  });

  test('waits for the next iteration at a low speed, and receives commands meanwhile', async () => {
    const talk = driven();
    talk.start(xorSubject(1e9), { speed: 0.01 });
    await talk.snapshot(({ iteration }) => iteration === 1);
    talk.say({ type: 'setSpeed', speed: 1000 });
    await talk.snapshot(({ iteration }) => iteration > 20);
    talk.say({ type: 'pause' });
    expect((await talk.answer()).state).toBe('paused');
  });

  test('starts a new run, and reports nothing more of the run before', async () => {
    const talk = driven();
    talk.start(xorSubject(1e9));
    await talk.snapshot(({ iteration }) => iteration > 0);
    talk.start(xorSubject(1e9), { seed: 2, paused: true });
    await talk.answer();
    talk.say({ type: 'step', iterations: 1 });
    await talk.answer();
    const runs = talk.reports.map(({ run }) => run);
    expect(runs).toEqual(runs.toSorted());
    expect(talk.reports.at(-1)).toMatchObject({ run: 2, iteration: 1 });
  });

  test('runs a script once its code has been read, and a network after it', async () => {
    const talk = driven();
    const text = trainings.oneLayer;
    talk.start(scriptSubject({ text, file: 'net.py', folder: '.', version: 3, arguments: [] }));
    const finished = await talk.snapshot(({ state }) => state === 'finished');
    expect(finished).toMatchObject({ iteration: 200, goal: 200, script: { ending: { kind: 'finished' } } });
    talk.start(xorSubject(100));
    const network = await talk.snapshot(({ run, state }) => run === 2 && state === 'finished');
    expect(network.script).toBeUndefined();
  });
});
