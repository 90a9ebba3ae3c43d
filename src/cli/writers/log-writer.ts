import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { beginsAsLog, hasUnitColumn, type LogFormat, type LogRow, logHeading, logLine } from '../../formats/run-log.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import type { Trainer } from '../../worker/protocol.ts';
import { reasonOf } from '../file-problems.ts';
import { notOfKind } from './whole-file.ts';
import { FileNotice, type Warn, type Writer } from './writer.ts';

/** Bytes at the end of a log that contain the end of its last whole line. */
const TAIL = 65_536;
/** Bytes at the beginning of a file that show whether it is a log. */
const HEAD = 1024;

/** Bytes of lines that wait for room on a full disk, at most. */
const MOST_WAITING = 2 ** 20;

/** The unit of the errors in a log. */
export interface LogUnit {
  /** The error in this unit is `factor` × the error of the program. */
  readonly factor: number;
  /** A text without control characters; undefined for the numbers of the program. */
  readonly name: string | undefined;
}

const plainLogUnit: LogUnit = { factor: 1, name: undefined };

export interface LogOptions {
  /** Shows a problem at once where no screen does. */
  readonly warn?: Warn | undefined;
  /** Bytes. */
  readonly mostWaiting?: number;
  readonly unit?: LogUnit;
}

/**
 * Adds the errors of a run to a log, which has no gaps: on a full disk lines wait for room, and a log that cannot have its next
 * line ends. The problem is shown at once, and the run continues.
 */
export class LogWriter implements Writer {
  readonly #every: number;
  readonly #format: LogFormat;
  readonly #warn: Warn | undefined;
  readonly #notice = new FileNotice('log');
  readonly #mostWaiting: number;
  readonly #unit: LogUnit;
  /** True for a table with a column of units. */
  readonly #hasUnit: boolean;
  readonly #file: string;
  #handle: number | undefined;
  /** Bytes in the file when only this writer writes to it. */
  #size = 0;
  #problem: string | undefined;
  /** Lines that are not in the file yet, and their bytes. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** Bytes at the end of the file that are the beginning of a line. */
  #unfinished = 0;
  #isFinishing = false;

  /**
   * @param every iterations between two lines.
   * @throws Error when the file cannot be opened.
   */
  constructor(file: string, format: LogFormat, every: number, options: LogOptions = {}) {
    const { warn, mostWaiting = MOST_WAITING, unit = plainLogUnit } = options;
    this.#file = file;
    this.#mostWaiting = mostWaiting;
    this.#every = every;
    this.#format = format;
    this.#warn = warn;
    const isNew = isEmpty(file);
    this.#hasUnit = isNew ? unit.name !== undefined : format === 'csv' && hasUnitColumn(headOf(file));
    // A table of an earlier version has no place for a unit: its errors stay the numbers of the program.
    this.#unit = format === 'ndjson' || this.#hasUnit ? unit : plainLogUnit;
    this.#handle = openToAppend(file);
    this.#size = fstatSync(this.#handle).size;
    if (isNew) this.#write(logHeading(format, this.#hasUnit));
  }

  /** False when the table has no column for the unit of the errors of this run, which it then has without it. */
  get hasUnit(): boolean {
    return this.#unit.name !== undefined;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  append(rows: readonly LogRow[]): void {
    const { factor, name } = this.#unit;
    const own = rows.map((row) => ({
      ...row,
      error: row.error * factor,
      ...(row.testError === undefined ? {} : { testError: row.testError * factor }),
      ...(name === undefined ? {} : { unit: name }),
    }));
    this.#write(own.map((row) => logLine(row, this.#format, this.#hasUnit)).join(''));
  }

  wrap(trainer: Trainer): Trainer {
    return {
      send: (command) => trainer.send(command.type === 'start' ? { ...command, logEvery: this.#every } : command),
      listen: (listener) =>
        trainer.listen((report) => {
          if (report.type === 'log') this.append(report.rows);
          else listener(report);
          this.#notice.tell(this.#problem, report.run, listener);
        }),
      close: async () => {
        await trainer.close();
        this.finish();
      },
    };
  }

  /** Writes the lines that wait, or ends the log without them. */
  finish(): void {
    this.#isFinishing = true;
    this.#drain();
  }

  #write(text: string): void {
    if (this.#handle === undefined || text === '') return;
    const bytes = new TextEncoder().encode(text);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#drain();
  }

  #drain(): void {
    // Before a line is added to a file that is not the log any more.
    this.#stopWhenLost();
    const reason = this.#writeWaiting();
    if (this.#handle === undefined) return;
    if (reason === undefined) {
      if (this.#isMoved()) this.#report('the log was moved, and continues under its new name');
      else this.#problem = undefined;
    } else if (this.#isFinishing || this.#waitingBytes > this.#mostWaiting)
      this.#stop(`ends before the run: ${reason}`);
    else this.#report(`the log waits for free space: ${reason}`);
  }

  /** Writes the lines that wait. Returns the reason why they still wait, which is a full disk. */
  #writeWaiting(): string | undefined {
    try {
      for (let next = this.#waiting[0]; next !== undefined && this.#handle !== undefined; next = this.#waiting[0]) {
        const taken = writeSync(this.#handle, next);
        const end = next.subarray(0, taken).lastIndexOf(NEWLINE);
        this.#unfinished = end === -1 ? this.#unfinished + taken : taken - end - 1;
        this.#waitingBytes -= taken;
        this.#size += taken;
        if (taken === next.length) this.#waiting.shift();
        else this.#waiting[0] = next.subarray(taken);
      }
      return undefined;
    } catch (error) {
      if (isFullDisk(error)) return reasonOf(error);
      this.#stop(`cannot be written any more: ${reasonOf(error)}`);
      return undefined;
    }
  }

  /** A deleted file takes all lines, and is gone once it is closed. In a shortened one a line would follow the half of another. */
  #stopWhenLost(): void {
    if (this.#handle === undefined) return;
    try {
      const status = fstatSync(this.#handle);
      if (!status.isFile()) return;
      if (status.nlink === 0) this.#stop('was deleted');
      else if (status.size < this.#size) {
        this.#unfinished = 0;
        this.#stop('was shortened by another program, and ends');
      }
    } catch {}
  }

  /** True when the name of the log leads to no file, or to another one. */
  #isMoved(): boolean {
    try {
      const own = fstatSync(this.#handle as number);
      if (!own.isFile()) return false;
      const named = statSync(this.#file, { throwIfNoEntry: false });
      return named?.ino !== own.ino || named.dev !== own.dev;
    } catch {
      return false;
    }
  }

  /** Ends the log with its last whole line. */
  #stop(reason: string): void {
    const handle = this.#handle as number;
    this.#handle = undefined;
    this.#waiting = [];
    this.#report(`the log ${reason}`);
    try {
      if (this.#unfinished > 0) ftruncateSync(handle, fstatSync(handle).size - this.#unfinished);
    } catch {
      // A pipe. The next run cuts off what a file has too much.
    }
    try {
      closeSync(handle);
    } catch {}
  }

  #report(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    if (!this.#isFinishing) this.#warn?.(`${problem}; training continues`);
  }
}

const NEWLINE = 0x0a;

function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** The fault of an existing file that is no log of this format. */
export function notALog(file: string, format: LogFormat): ValueFault | undefined {
  return notOfKind(file, 'a log to add lines to', () => beginsAsLog(headOf(file), format));
}

function headOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(HEAD);
    return head.toString('utf8', 0, readSync(handle, head, 0, HEAD, 0));
  } finally {
    closeSync(handle);
  }
}

/** @throws Error when the file cannot be opened: a pipe without a reader. */
function openToAppend(file: string): number {
  if (statSync(file, { throwIfNoEntry: false })?.isFIFO() !== true) return openSync(file, 'a');
  // A plain open would wait for a reader. The probe finds one, and stays open meanwhile: the reader would otherwise see an end.
  const probe = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    return openSync(file, 'a');
  } finally {
    closeSync(probe);
  }
}

/** True for a new or empty file. Cuts off an unfinished last line, which a killed process has left. */
function isEmpty(file: string): boolean {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isFile() !== true) return true;
  const handle = openSync(file, 'r+');
  try {
    const start = Math.max(0, status.size - TAIL);
    const tail = Buffer.alloc(status.size - start);
    const length = readSync(handle, tail, 0, tail.length, start);
    const size = start + tail.subarray(0, length).lastIndexOf(NEWLINE) + 1;
    if (size < status.size) ftruncateSync(handle, size);
    return size === 0;
  } finally {
    closeSync(handle);
  }
}
