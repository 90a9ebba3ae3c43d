import type { ReadStream } from 'node:tty';
import { decode, type Keyboard, quietKeyboard } from './decode.ts';
import type { InputEvent } from './events.ts';
import { ANSWER_MS } from './ground.ts';

/** The time that an answer has at the end. */
const LAST_ANSWER_MS = 100;

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

/** A terminal that was asked for its ground (`groundQuery`), and what was read of it since. */
export interface Asked {
  readonly read: readonly Uint8Array[];
}

/**
 * Reads a terminal in raw mode and passes on what it reports.
 * @param asked undefined where no answer is expected.
 * @returns the function that ends this. It waits a moment for an answer that has not come: the shell would take it for keys.
 */
export function listen(
  stdin: Pick<ReadStream, 'on' | 'off' | 'pause' | 'unref'>,
  heard: (event: InputEvent) => void,
  clock: Clock = systemClock,
  asked?: Asked,
): () => Promise<void> | undefined {
  let keyboard: Keyboard =
    asked === undefined ? quietKeyboard : { ...quietKeyboard, answerUntil: clock.now() + ANSWER_MS };
  let answered = (): void => {};
  let isEnding = false;
  let cancel = (): void => {};
  const take = (bytes: Uint8Array): void => {
    cancel();
    const now = clock.now();
    const next = decode(keyboard, bytes, now);
    keyboard = next.keyboard;
    if (keyboard.wakeAt !== undefined) cancel = clock.after(keyboard.wakeAt - now, wake);
    if (keyboard.answerUntil === undefined) answered();
    if (!isEnding) next.events.forEach(heard);
  };
  const wake = (): void => take(new Uint8Array(0));
  stdin.on('data', take);
  asked?.read.forEach(take);
  const end = (): void => {
    cancel();
    stdin.off('data', take);
    // Neither keeps the process alive any longer.
    stdin.pause();
    stdin.unref();
  };
  return () => {
    if (keyboard.answerUntil === undefined || clock.now() > keyboard.answerUntil) {
      end();
      return undefined;
    }
    isEnding = true;
    return new Promise<void>((resolve) => {
      const stop = clock.after(LAST_ANSWER_MS, () => answered());
      answered = () => {
        stop();
        end();
        resolve();
      };
    });
  };
}
