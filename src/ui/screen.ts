import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import type { Size } from './views/layout.ts';

const STDOUT = 1;
/** The alternate screen without a cursor. With the last mode a terminal marks pasted text as such. */
const enter = '\u001b[?1049h\u001b[?25l\u001b[2J\u001b[H\u001b[?2004h';
const leave = '\u001b[?2004l\u001b[?25h\u001b[?1049l';
const clear = '\u001b[2J';
/** Synchronized output: a terminal that knows it shows an update at its end; other terminals ignore it. */
const beginUpdate = '\u001b[?2026h';
const endUpdate = '\u001b[?2026l';

/** The alternate screen of a terminal, drawn frame by frame. */
export interface Screen {
  /** The output of Ink: each write is one whole frame. */
  readonly frames: WriteStream;
  size(): Size;
  /** Sets the one listener. It is called after a resize, when the screen has been cleared. */
  onResize(listener: (size: Size) => void): void;
  /** Restores the terminal. May be called more than once, and while the process exits. */
  close(): void;
}

/**
 * Opens the screen. Only this file knows how Ink 6 writes. In its debug mode Ink writes each frame as plain lines, and the
 * screen writes the changed lines to their rows. Ink's own way moves the cursor relative to the last frame: that leaves
 * remains when the terminal is resized, and clears screen and scrollback once a frame is as tall as the terminal.
 */
export function openScreen(terminal: WriteStream): Screen {
  let shown: readonly string[] = [];
  let waiting: string | undefined;
  let open = true;

  const draw = (frame: string): void => {
    if (!open) return;
    if (terminal.writableNeedDrain) {
      // A slow terminal gets the newest frame when it is ready, not every frame.
      if (waiting === undefined) terminal.once('drain', drawWaiting);
      waiting = frame;
      return;
    }
    const lines = frame.split('\n').slice(0, terminal.rows);
    const changed = changes(shown, lines);
    shown = lines;
    if (changed !== '') terminal.write(beginUpdate + changed + endUpdate);
  };
  const drawWaiting = (): void => {
    const frame = waiting;
    waiting = undefined;
    if (frame !== undefined) draw(frame);
  };

  const sizeOf = (): Size => ({ columns: terminal.columns || 80, rows: terminal.rows || 24 });
  const frames = frameStream(draw, sizeOf);
  let resized: (size: Size) => void = () => {};
  terminal.on('resize', () => {
    if (!open) return;
    shown = [];
    terminal.write(clear);
    resized(sizeOf());
  });
  terminal.write(enter);
  return {
    frames,
    size: sizeOf,
    onResize(listener) {
      resized = listener;
    },
    close() {
      if (!open) return;
      open = false;
      try {
        // Synchronously: the process may be about to exit.
        writeSync(STDOUT, leave);
      } catch {
        // The terminal is gone: nothing is left to restore.
      }
    },
  };
}

/** The escape sequences that turn one frame into another, line by line. */
function changes(before: readonly string[], after: readonly string[]): string {
  let sequence = '';
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const line = after[row] ?? '';
    // Erased first: behind a line as wide as the terminal an erase would remove its last character.
    if (line !== (before[row] ?? '')) sequence += `\u001b[${row + 1};1H\u001b[2K${line}`;
  }
  return sequence;
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
