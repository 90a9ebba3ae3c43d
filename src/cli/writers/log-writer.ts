import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { beginsAsLog, type LogFormat, type LogRow, logHeading, logLine } from '../../formats/run-log.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import type { Trainer } from '../../worker/protocol.ts';
import { reasonOf } from '../file-problems.ts';
import { notOfKind } from './whole-file.ts';
import { FileNotice, type Warn, type Writer } from './writer.ts';

/** Bytes at the end of a log that contain the end of its last whole line. */
const TAIL = 65_536;
/** Bytes at the beginning of a file that show whether it is a log. */
const HEAD = 1024;

/** Adds the errors of a run to a log. When that fails the run goes on without its log, and the problem is shown at once. */
export class LogWriter implements Writer {
  readonly #every: number;
  readonly #format: LogFormat;
  readonly #warn: Warn | undefined;
  readonly #notice = new FileNotice('log');
  #handle: number | undefined;
  #problem: string | undefined;

  /**
   * @param every iterations between two lines.
   * @param warn shows a problem at once where no screen does.
   * @throws Error when the file cannot be opened.
   */
  constructor(file: string, format: LogFormat, every: number, warn?: Warn) {
    this.#every = every;
    this.#format = format;
    this.#warn = warn;
    const isNew = isEmpty(file);
    this.#handle = openToAppend(file);
    if (isNew) this.#write(logHeading(format));
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  append(rows: readonly LogRow[]): void {
    this.#write(rows.map((row) => logLine(row, this.#format)).join(''));
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
        this.#checkExists();
      },
    };
  }

  #write(text: string): void {
    if (this.#handle === undefined || text === '') return;
    try {
      const bytes = new TextEncoder().encode(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#handle, bytes, written);
    } catch (error) {
      this.#stop(`cannot be written any more: ${reasonOf(error)}`);
    }
    this.#checkExists();
  }

  /** A deleted file takes all lines, and is gone once it is closed. */
  #checkExists(): void {
    if (this.#handle === undefined) return;
    try {
      const status = fstatSync(this.#handle);
      if (status.isFile() && status.nlink === 0) this.#stop('was deleted');
    } catch {}
  }

  #stop(reason: string): void {
    this.#problem = `the log ${reason}`;
    this.#warn?.(`${this.#problem}; training goes on`);
    const handle = this.#handle as number;
    this.#handle = undefined;
    try {
      closeSync(handle);
    } catch {}
  }
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
    const size = start + tail.subarray(0, length).lastIndexOf(0x0a) + 1;
    if (size < status.size) ftruncateSync(handle, size);
    return size === 0;
  } finally {
    closeSync(handle);
  }
}
