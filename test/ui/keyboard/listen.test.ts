import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { InputEvent } from '../../../src/ui/keyboard/events.ts';
import { type Clock, listen } from '../../../src/ui/keyboard/listen.ts';

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

function listening() {
  const clock = new HandClock();
  const stdin = Object.assign(new PassThrough(), { unref: () => stdin });
  const events: InputEvent[] = [];
  const stop = listen(stdin as unknown as Parameters<typeof listen>[0], (event) => events.push(event), clock);
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
