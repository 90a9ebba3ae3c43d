import { expect, test, vi } from 'vitest';
import { CheckpointKeeper } from '../../../src/cli/checkpoint/keeper.ts';
import { subjectOf } from '../../../src/cli/subject.ts';
import { LastAnswer } from '../../../src/cli/take-away/last-answer.ts';
import { WeightsKeeper } from '../../../src/cli/take-away/weights-keeper.ts';
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

const keepers = [
  [
    'checkpoint',
    'save',
    new CheckpointKeeper('never-written.ckpt', undefined, xor),
    ['start', 'pause', 'save', 'close'],
  ],
  ['weights', 'tellLearned', new WeightsKeeper('never-written.json'), ['start', 'tellLearned', 'close']],
] as const;

test.each(keepers)('a %s is not waited for once its thread is gone', async (_name, death, keeper, commands) => {
  vi.useFakeTimers();
  try {
    const thread = mortal(death);
    const trainer = keeper.attend(thread);
    const heard: string[] = [];
    trainer.listen(({ type }) => heard.push(type));
    const subject = subjectOf(xor);
    trainer.send({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true, run: 1, request: 1 });
    await trainer.close();
    expect([thread.sent, heard, keeper.problem]).toEqual([commands, ['failed'], undefined]);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('an answer is waited for until it comes, and no longer than five seconds', async () => {
  vi.useFakeTimers();
  try {
    let asked = 0;
    const answer = new LastAnswer();
    const waiting = answer.to(() => asked++);
    vi.advanceTimersByTime(4999);
    expect([asked, vi.getTimerCount()]).toEqual([1, 1]);
    vi.advanceTimersByTime(1);
    await waiting;
    const next = answer.to(() => answer.end());
    await next;
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
