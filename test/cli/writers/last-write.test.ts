import { expect, test, vi } from 'vitest';
import { subjectOf } from '../../../src/cli/subject.ts';
import { CheckpointWriter } from '../../../src/cli/writers/checkpoint-writer.ts';
import { WeightsWriter } from '../../../src/cli/writers/weights.ts';
import { LastAnswer } from '../../../src/cli/writers/writer.ts';
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
    expect([thread.sent, heard, writer.problem]).toEqual([commands, ['failed'], undefined]);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('the last answer is waited for, five seconds at most', async () => {
  vi.useFakeTimers();
  try {
    let asked = 0;
    const answer = new LastAnswer();
    const waiting = answer.after(() => asked++);
    vi.advanceTimersByTime(4999);
    expect([asked, vi.getTimerCount()]).toEqual([1, 1]);
    vi.advanceTimersByTime(1);
    await waiting;
    const next = answer.after(() => answer.end());
    await next;
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
