import { endOf, lineUpdate, newPen, type PictureLine, pictureLine } from './picture.ts';

/** Writes to the terminal; calls `taken` once the operating system has taken all of it. */
export type WriteToTerminal = (data: string, taken: () => void) => void;

/** Bytes in one write. Between two writes keys are read and the program can end, so a slow line delays neither. */
const PIECE = 1024;
/** Synchronized output: a terminal that knows it shows an update at its end; other terminals ignore it. */
const beginUpdate = '\u001b[?2026h';
export const endUpdate = '\u001b[?2026l';

interface Piece {
  readonly update: string;
  readonly isLast: boolean;
}

const stopped: Piece = { update: '', isLast: true };
const empty: PictureLine = pictureLine('');

/**
 * Brings frames to a terminal at the speed at which it takes them: changed cells only, in small pieces, one at a time. A newer
 * frame replaces what has not been written of the frame before it, so frames never queue up.
 */
export class Painter {
  readonly #write: WriteToTerminal;
  #columns = 0;
  /** The frame to be shown. */
  #wanted: readonly string[] = [];
  /** The picture on the terminal, once it has drawn all that was written. */
  #shown: PictureLine[] = [];
  /** The row to look at next. A newer frame does not begin at the top again: every row gets its turn on a slow line. */
  #next = 0;
  #isWriting = false;
  /** A piece has begun an update that no piece has ended. */
  #isUpdating = false;
  #isStopped = false;
  #waiting: (() => void)[] = [];

  constructor(write: WriteToTerminal) {
    this.#write = write;
  }

  /** Shows a frame of painted lines, each at most `columns` wide. */
  show(lines: readonly string[], columns: number): void {
    this.#wanted = lines;
    this.#columns = columns;
    if (!this.#isWriting) this.#paint();
  }

  /** The terminal has been cleared, and shows nothing until the next frame. */
  forget(): void {
    this.#wanted = [];
    this.#shown = [];
    this.#next = 0;
  }

  /** The screen is another program's, and the update has ended: the rest of the frame is not written. */
  leave(): void {
    this.forget();
    this.#isUpdating = false;
  }

  /** True while the terminal holds back an update, whose end it has not got. */
  get isUpdating(): boolean {
    return this.#isUpdating;
  }

  /** Resolves when the terminal has taken the newest frame. */
  settled(): Promise<void> {
    return this.#isWriting ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  /** Writes nothing more; resolves when the piece that is under way has been taken. */
  stop(): Promise<void> {
    this.#isStopped = true;
    return this.settled();
  }

  #paint(): void {
    const { update, isLast } = this.#isStopped ? stopped : this.#piece();
    if (update === '' && (!this.#isUpdating || this.#isStopped)) {
      this.#isWriting = false;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve();
      return;
    }
    const data = (this.#isUpdating ? '' : beginUpdate) + update + (isLast ? endUpdate : '');
    this.#isUpdating = !isLast;
    this.#isWriting = true;
    this.#write(data, () => this.#paint());
  }

  /** The updates of the next rows, about `PIECE` bytes. The last piece of a frame has looked at every row. */
  #piece(): Piece {
    const rows = Math.max(this.#wanted.length, this.#shown.length);
    const pen = newPen();
    let update = '';
    for (let looked = 0; looked < rows; looked++) {
      if (update.length >= PIECE) return { update: update + endOf(pen), isLast: false };
      const row = this.#next % rows;
      const before = this.#shown[row] ?? empty;
      const source = this.#wanted[row] ?? '';
      if (before.source !== source) {
        const after = pictureLine(source);
        update += lineUpdate(row, before, after, this.#columns, pen);
        this.#shown[row] = after;
      }
      this.#next = row + 1;
    }
    return { update: update + endOf(pen), isLast: true };
  }
}
