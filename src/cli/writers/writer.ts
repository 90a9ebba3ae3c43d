import { endSignals } from '../../ui/end-signals.ts';
import type { FileReport, Report, Trainer } from '../../worker/protocol.ts';

/** Writes a file while a run continues. It is between the trainer and the dashboard, or the run without one. */
export interface Writer {
  /** The trainer without the reports for this writer. Its `close` first writes the last state of the file. */
  wrap(trainer: Trainer, patience?: Patience): Trainer;
  /** The problem with the file; undefined when all of it is written. */
  readonly problem: string | undefined;
  /** Why there is no file although nothing is lost. */
  readonly remark?: string | undefined;
  /** Completed iterations of the run in its file; undefined without one, and for files that are not of one position. */
  readonly savedAt?: number | undefined;
}

/** Shows a problem while the run continues. */
export type Warn = (problem: string) => void;

/** The trainer with its writers: the first is next to the dashboard, the last next to the thread. */
export function withWriters(trainer: Trainer, writers: readonly Pick<Writer, 'wrap'>[]): Trainer {
  const patience = new Patience();
  return writers.reduceRight((inner, writer) => writer.wrap(inner, patience), trainer);
}

/** Problems of one file, for the screen: a problem that stays is reported once. */
export class FileNotice {
  readonly #file: FileReport['file'];
  #told: string | undefined;

  constructor(file: FileReport['file']) {
    this.#file = file;
  }

  tell(problem: string | undefined, run: number, listener: (report: Report) => void): void {
    if (problem === this.#told) return;
    this.#told = problem;
    listener({ type: 'file', run, file: this.#file, problem });
  }
}

/** The longest wait for an answer: an iteration at the limits of a network takes about half as long. */
const MOST_MS = 30_000;
/** After this time the reason for the wait is printed. */
const QUIET_MS = 1000;

/** The wait for the thread at the end of a run. All writers share it: once it is over, no other writer waits. */
export class Patience {
  #isOver = false;

  /** Resolves with the answer, and without one after `MOST_MS` or when a signal gives it up. */
  async waitFor(answer: Promise<void>): Promise<void> {
    if (this.#isOver) return;
    let giveUp = (): void => {};
    const isOver = new Promise<void>((resolve) => {
      giveUp = () => {
        this.#isOver = true;
        resolve();
      };
    });
    const tell = setTimeout(() => {
      process.stderr.write('backprop-tui: waiting for the training thread to save the run; ctrl-c cancels\n');
      // Earlier signals are a part of what has ended the dashboard.
      for (const signal of endSignals) process.on(signal, giveUp);
    }, QUIET_MS);
    const end = setTimeout(giveUp, MOST_MS);
    await Promise.race([answer, isOver]);
    clearTimeout(tell);
    clearTimeout(end);
    for (const signal of endSignals) process.off(signal, giveUp);
  }
}

/** The answer to the last request before a thread is closed. */
export class LastAnswer {
  #end = (): void => {};

  /** Sends the request and waits for the answer. Resolves to false when none came. */
  async after(ask: () => void, patience: Patience): Promise<boolean> {
    let isAnswered = false;
    const answer = new Promise<void>((resolve) => {
      this.#end = () => {
        isAnswered = true;
        resolve();
      };
    });
    ask();
    if (!isAnswered) await patience.waitFor(answer);
    return isAnswered;
  }

  /** Ends the wait: the answer is here, or the thread is gone. */
  end(): void {
    this.#end();
  }
}
