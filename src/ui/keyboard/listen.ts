import type { ReadStream } from 'node:tty';
import { decode, quietKeyboard } from './decode.ts';
import type { InputEvent } from './events.ts';

/** The time that decides where an unfinished sequence ends. */
export interface Clock {
  /** In ms. */
  now(): number;
  /** Calls back once, after at least `ms`; returns a function that cancels the call. */
  after(ms: number, callback: () => void): () => void;
}

const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    let immediate: NodeJS.Immediate | undefined;
    // Timers come before input in a turn of the event loop. Bytes that already wait are read first, and continue the sequence.
    const timer = setTimeout(() => {
      immediate = setImmediate(callback);
    }, ms);
    return () => {
      clearTimeout(timer);
      clearImmediate(immediate);
    };
  },
};

/** Reads a terminal in raw mode and passes on what it reports; returns the function that ends this. */
export function listen(
  stdin: Pick<ReadStream, 'on' | 'off' | 'pause' | 'unref'>,
  heard: (event: InputEvent) => void,
  clock: Clock = systemClock,
): () => void {
  let keyboard = quietKeyboard;
  let cancel = (): void => {};
  const take = (bytes: Uint8Array): void => {
    cancel();
    const now = clock.now();
    const next = decode(keyboard, bytes, now);
    keyboard = next.keyboard;
    if (keyboard.wakeAt !== undefined) cancel = clock.after(keyboard.wakeAt - now, wake);
    next.events.forEach(heard);
  };
  const wake = (): void => take(new Uint8Array(0));
  stdin.on('data', take);
  return () => {
    cancel();
    stdin.off('data', take);
    // Neither keeps the process alive any longer.
    stdin.pause();
    stdin.unref();
  };
}
