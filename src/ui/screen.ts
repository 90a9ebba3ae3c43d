import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { LineRate } from './line-rate.ts';
import { endUpdate, Painter } from './painter.ts';
import type { Size } from './views/layout.ts';

const STDOUT = 1;
/** The alternate screen without a cursor. With the last mode a terminal marks pasted text as such. */
const enter = '\u001b[?1049h\u001b[?25l\u001b[2J\u001b[H\u001b[?2004h';
const leave = '\u001b[?2004l\u001b[?25h\u001b[?1049l';
/** Reports of the mouse: its buttons, its motion while one is held, in the form for large screens (SGR). */
const mouseOn = '\u001b[?1000h\u001b[?1002h\u001b[?1006h';
const mouseOff = '\u001b[?1006l\u001b[?1002l\u001b[?1000l';
/** Ends what a write that was cut off has begun: CAN a sequence, then a style and an update. */
const afterCut = `\u0018\u001b[m${endUpdate}`;
const clear = '\u001b[2J';
/** The time that a terminal has to take the rest of a write, and then the sequence that restores it. */
const PATIENCE_MS = 200;

/**
 * Bytes of frames in a millisecond at most: a large plane that moves is drawn less often. A remote shell queues far more than
 * its line carries, and says nothing of it.
 */
const FASTEST = { local: 260, remote: 150 };
/** The time between two frames at least, unless a key asks for one: about 16 a second. */
const FRAME_MS = 60;

/** The alternate screen of a terminal, drawn frame by frame. */
export interface Screen {
  /** The output of Ink: each write is one whole frame. */
  readonly frames: WriteStream;
  size(): Size;
  /** Sets the one listener. It is called after a resize, when the screen has been cleared. */
  onResize(listener: (size: Size) => void): void;
  /** Resolves when it is time for another frame: the terminal has taken the newest one, and no faster than `FASTEST`. */
  settled(): Promise<void>;
  /** The next frame answers a key: it does not wait for its time. */
  hurry(): void;
  /** Clears the screen and draws it again, after other programs have written to it. */
  repaint(): void;
  /** Gives the terminal back for as long as the process is stopped. */
  suspend(): void;
  resume(): void;
  /** Restores the terminal in a bounded time, whether it reads or not. */
  close(): Promise<void>;
  /** The same at once, while the process exits. */
  restore(): void;
}

/** Requests of a screen to its terminal. */
export interface ScreenRequest {
  /** A sequence that the terminal answers. */
  readonly question?: string;
  /** True when the terminal reports the mouse. */
  readonly hasMouse?: boolean;
}

/**
 * Opens the screen. Only this file knows how Ink 6 writes. In its debug mode Ink writes each frame as plain lines, and the
 * screen writes the changed cells to their places. Ink's own way moves the cursor relative to the last frame: that leaves
 * remains when the terminal is resized, and clears screen and scrollback once a frame is as tall as the terminal.
 *
 * Node writes to a terminal synchronously, so a slow line would hold up every key. Here writes do not block: the painter waits
 * for each, and the rest of the process continues.
 */
export function openScreen(terminal: WriteStream, { question = '', hasMouse = false }: ScreenRequest = {}): Screen {
  /** Bytes since the last frame had its time. */
  let written = 0;
  let lastTime = performance.now();
  let hurry = (): void => {};
  const fastest = isRemote(process.env) ? FASTEST.remote : FASTEST.local;
  const rate = new LineRate();
  /** True while the system has not taken the last piece. */
  let isBlocked = false;
  let endWait = (): void => {};
  const painter = new Painter((data, taken) => {
    const bytes = Buffer.byteLength(data);
    written += bytes;
    terminal.write(data, () => {
      const wait = rate.taken(bytes, isBlocked, performance.now());
      isBlocked = false;
      if (wait < 1) taken();
      else endWait = after(wait, taken);
    });
    // Room for all of it is found at once, or it waits.
    isBlocked = terminal.writableLength > 0;
  });
  let lines: readonly string[] = [];
  const mouse = hasMouse ? { on: mouseOn, off: mouseOff } : { on: '', off: '' };
  let state: 'open' | 'suspended' | 'closed' = 'open';
  const device = openDevice();
  setBlocking(terminal, false);

  const sizeOf = (): Size => ({ columns: terminal.columns || 80, rows: terminal.rows || 24 });
  const draw = (frame: string): void => {
    const { columns, rows } = sizeOf();
    lines = frame.split('\n').slice(0, rows);
    if (state === 'open') painter.show(lines, columns);
  };
  const begin = (sequence: string): void => {
    painter.forget();
    terminal.write(sequence);
  };
  const frames = frameStream(draw, sizeOf);
  let resized: (size: Size) => void = () => {};
  terminal.on('resize', () => {
    if (state !== 'open') return;
    begin(clear);
    resized(sizeOf());
  });
  const restore = (patience: number): void => {
    const end = isBlocked ? afterCut : painter.isUpdating ? endUpdate : '';
    if (state === 'open') writeWithin(device, end + mouse.off + leave, patience);
  };
  begin(enter + mouse.on + question);
  return {
    frames,
    size: sizeOf,
    async settled() {
      await painter.settled();
      const rest = lastTime + Math.max(FRAME_MS, written / fastest) - performance.now();
      const paced = new Promise<void>((resolve) => {
        hurry = resolve;
      });
      if (rest > 1) await within(paced, rest);
      written = 0;
      lastTime = performance.now();
    },
    hurry: () => hurry(),
    onResize(listener) {
      resized = listener;
    },
    repaint() {
      if (state !== 'open') return;
      begin(clear);
      painter.show(lines, sizeOf().columns);
    },
    suspend() {
      restore(PATIENCE_MS);
      painter.leave();
      state = 'suspended';
    },
    resume() {
      if (state !== 'suspended') return;
      state = 'open';
      // Another program may have left it as it likes.
      setBlocking(terminal, false);
      begin(enter + mouse.on);
      // The window may have another size by now.
      resized(sizeOf());
      painter.show(lines, sizeOf().columns);
    },
    async close() {
      if (state === 'closed') return;
      const stopped = painter.stop();
      endWait();
      await within(stopped, PATIENCE_MS);
      this.restore();
      // The last lines of the program follow, and must not be lost when the process exits. A terminal that reads nothing
      // would hold up the exit for ever.
      if (!isBlocked) setBlocking(terminal, true);
    },
    restore() {
      restore(PATIENCE_MS);
      if (state !== 'closed' && device !== STDOUT) closeSync(device);
      state = 'closed';
    },
  };
}

/** The terminal as a file whose writes fail, rather than wait, when it takes nothing. */
function openDevice(): number {
  for (const path of ['/proc/self/fd/1', '/dev/tty']) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    } catch {
      // Not on this system, or no terminal of ours.
    }
  }
  return STDOUT;
}

/** Writes at once, and again while the terminal takes nothing, for at most this time. */
function writeWithin(device: number, text: string, milliseconds: number): void {
  let rest: Uint8Array = Buffer.from(text);
  const end = performance.now() + milliseconds;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(device, rest));
    } catch (error) {
      // Any other error: the terminal is gone, and nothing is left to restore.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || performance.now() > end) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Calls `then` once: after this time, or when the returned function is called. */
function after(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(end, milliseconds);
  let isOver = false;
  function end(): void {
    clearTimeout(timer);
    if (!isOver) then();
    isOver = true;
  }
  return end;
}

/** True in a shell that was reached over a network. */
function isRemote(env: NodeJS.ProcessEnv): boolean {
  return [env['SSH_CONNECTION'], env['SSH_CLIENT'], env['SSH_TTY']].some(Boolean);
}

/** Waits for a promise, but no longer than this. */
function within(promise: Promise<void>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Lets the writes to a terminal wait for it, or not. Node has no public name for this. */
export function setBlocking(terminal: ReadStream | WriteStream, isBlocking: boolean): void {
  const { _handle: handle } = terminal as { _handle?: { setBlocking?(isBlocking: boolean): void } };
  handle?.setBlocking?.(isBlocking);
}

/** A stream that Ink takes for a terminal of this size. */
function frameStream(draw: (frame: string) => void, size: () => Size): WriteStream {
  const stream = new Writable({
    decodeStrings: false,
    write(frame: string, _encoding, done) {
      // Ink ends its stream with an empty write.
      if (frame !== '') draw(frame);
      done();
    },
  });
  Object.defineProperties(stream, {
    columns: { get: () => size().columns },
    rows: { get: () => size().rows },
    isTTY: { value: true },
  });
  return stream as Writable as WriteStream;
}
