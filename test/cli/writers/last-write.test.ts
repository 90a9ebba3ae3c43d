import { expect, onTestFinished, test, vi } from 'vitest';
import { subjectOf } from '../../../src/cli/subject.ts';
import { CheckpointWriter } from '../../../src/cli/writers/checkpoint-writer.ts';
import { WeightsWriter } from '../../../src/cli/writers/weights.ts';
import { LastAnswer, Patience } from '../../../src/cli/writers/writer.ts';
import type { Command, Report, Trainer } from '../../../src/worker/protocol.ts';
import { shipped } from '../../scenarios/run-scenario.ts';

const xor = shipped('xor');

/** A thread that dies of a command. */
function mortal(death: Command['type']): Trainer & { readonly sent: readonly string[] } {
  let tell: (report: Report) => void = () => {};
  const sent: string[] = [];
  return {
    sent,
    send({ type, run }) {
      sent.push(type);
      if (type === death) tell({ type: 'failed', run, message: 'gone' });
    },
    listen: (listener) => {
      tell = listener;
    },
    close: async () => {
      sent.push('close');
    },
  };
}

const writers = [
  [
    'checkpoint',
    'save',
    new CheckpointWriter('never-written.ckpt', undefined, xor),
    ['start', 'pause', 'save', 'close'],
  ],
  ['weights', 'reportLearned', new WeightsWriter('never-written.json'), ['start', 'reportLearned', 'close']],
] as const;

test.each(writers)('the %s writer does not wait for a thread that is gone', async (_name, death, writer, commands) => {
  vi.useFakeTimers();
  try {
    const thread = mortal(death);
    const trainer = writer.wrap(thread);
    const heard: string[] = [];
    trainer.listen(({ type }) => heard.push(type));
    const subject = subjectOf(xor);
    trainer.send({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true, run: 1, request: 1 });
    await trainer.close();
    expect([thread.sent, heard.filter((type) => type !== 'file')]).toEqual([commands, ['failed']]);
    expect(writer.problem).toMatch(/^the (weights are not written|run is not saved): the training thread has failed$/);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('the last answer is waited for, thirty seconds at most in all', async () => {
  vi.useFakeTimers();
  try {
    let asked = 0;
    const listeners = process.listenerCount('SIGHUP');
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => told.mockRestore());
    const answer = new LastAnswer();
    const patience = new Patience();
    const waiting = answer.after(() => asked++, patience);
    vi.advanceTimersByTime(29_999);
    expect([asked, vi.getTimerCount()]).toEqual([1, 1]);
    expect(told.mock.calls.join()).toContain('waiting for the training thread to save the run; ctrl-c cancels');
    vi.advanceTimersByTime(1);
    expect(await waiting).toBe(false);
    expect(await answer.after(() => answer.end(), patience)).toBe(true);
    expect(await answer.after(() => {}, patience)).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    expect(process.listenerCount('SIGHUP')).toBe(listeners);
  } finally {
    vi.useRealTimers();
  }
});
