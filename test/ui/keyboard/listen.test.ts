import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { InputEvent } from '../../../src/ui/keyboard/events.ts';
import { type Asked, type Clock, listen } from '../../../src/ui/keyboard/listen.ts';

/** A clock that a test moves on. */
class HandClock implements Clock {
  #now = 0;
  readonly #alarms = new Set<{ readonly at: number; readonly ring: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, ring: () => void): () => void {
    const alarm = { at: this.#now + ms, ring };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Moves on, and rings what is due. */
  pass(ms: number): void {
    this.#now += ms;
    for (const alarm of this.#alarms) {
      if (alarm.at > this.#now) continue;
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }

  get alarms(): number {
    return this.#alarms.size;
  }
}

function listening(asked?: Asked) {
  const clock = new HandClock();
  const stdin = Object.assign(new PassThrough(), { unref: () => stdin });
  const events: InputEvent[] = [];
  const input = stdin as unknown as Parameters<typeof listen>[0];
  const stop = listen(input, (event) => events.push(event), clock, asked);
  const names = () => events.map((event) => (event.kind === 'key' ? event.name : event.kind));
  return { clock, stdin, names, stop };
}

describe('a keyboard that is listened to', () => {
  test('gives an arrow whose bytes arrive one by one', () => {
    const { clock, stdin, names } = listening();
    for (const byte of '\u001b[A') {
      stdin.emit('data', Buffer.from(byte));
      clock.pass(20);
    }
    expect(names()).toEqual(['up']);
    expect(clock.alarms).toBe(0);
  });

  test('keeps no timer of a sequence that is complete', () => {
    const { clock, stdin, names } = listening();
    stdin.emit('data', Buffer.from('\u001b'));
    stdin.emit('data', Buffer.from('[A'));
    expect([names(), clock.alarms]).toEqual([['up'], 0]);
  });

  test('gives escape once nothing has followed it', () => {
    const { clock, stdin, names } = listening();
    stdin.emit('data', Buffer.from('\u001b'));
    clock.pass(29);
    expect(names()).toEqual([]);
    clock.pass(1);
    expect(names()).toEqual(['escape']);
    expect(clock.alarms).toBe(0);
  });

  test('counts the silence from the last byte', () => {
    const { clock, stdin, names } = listening();
    stdin.emit('data', Buffer.from('\u001b'));
    clock.pass(20);
    stdin.emit('data', Buffer.from('\u001b'));
    clock.pass(20);
    expect(names()).toEqual([]);
    clock.pass(10);
    expect(names()).toEqual(['escape', 'escape']);
  });

  test('gives nothing once it has been stopped, and leaves no timer', () => {
    const { clock, stdin, names, stop } = listening();
    stdin.emit('data', Buffer.from('s\u001b'));
    stop();
    stdin.emit('data', Buffer.from('t'));
    clock.pass(1000);
    expect([names(), clock.alarms, stdin.isPaused()]).toEqual([['s'], 0, true]);
  });
});

describe('a terminal that was asked for its ground', () => {
  const answer = '\u001b]11;rgb:fdfd/f6f6/e3e3\u001b\\\u001b[?62;22c';

  test('never gives a key for its answers, however late their parts come', () => {
    for (let split = 1; split < answer.length; split++) {
      const { clock, stdin, names } = listening({ read: [] });
      stdin.emit('data', Buffer.from(answer.slice(0, split)));
      clock.pass(400);
      stdin.emit('data', Buffer.from(answer.slice(split)));
      clock.pass(5000);
      expect(names()).toEqual(['answer', 'answer']);
    }
  });

  test('gives the keys that came before its answer, and those that were read early', () => {
    const { clock, stdin, names } = listening({
      read: [Buffer.from('s\u001b]11;rgb:00/00'), Buffer.from('/00\u0007')],
    });
    stdin.emit('data', Buffer.from('n\u001b[?1;2c\u001b'));
    clock.pass(30);
    expect(names()).toEqual(['s', 'answer', 'n', 'answer', 'escape']);
  });

  test('gives escape late while the answer may come, and at once after it', () => {
    const { clock, stdin, names } = listening({ read: [] });
    stdin.emit('data', Buffer.from('\u001b'));
    clock.pass(500);
    expect(names()).toEqual([]);
    clock.pass(500);
    expect(names()).toEqual(['escape']);
  });

  test('is read for a moment at the end, until the answer is there', async () => {
    const { clock, stdin, names, stop } = listening({ read: [] });
    const stopped = stop();
    stdin.emit('data', Buffer.from(answer));
    await stopped;
    expect([names(), stdin.listenerCount('data'), clock.alarms]).toEqual([[], 0, 0]);
    const silent = listening({ read: [] });
    const last = silent.stop();
    silent.clock.pass(100);
    await last;
    expect(silent.stdin.listenerCount('data')).toBe(0);
  });
});
