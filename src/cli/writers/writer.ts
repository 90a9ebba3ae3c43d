import type { Trainer } from '../../worker/protocol.ts';

/** Writes a file while a run goes on. It is between the trainer and the dashboard, or the run without one. */
export interface Writer {
  /** The trainer without the reports for this writer. Its `close` first writes the last state of the file. */
  wrap(trainer: Trainer): Trainer;
  /** The problem at the end of the run; undefined when everything is written. */
  readonly problem: string | undefined;
}

/** Shows a problem while the run goes on. */
export type Warn = (problem: string) => void;

/** The trainer with its writers: the first is next to the dashboard, the last next to the thread. */
export function withWriters(trainer: Trainer, writers: readonly Writer[]): Trainer {
  return writers.reduceRight((inner, writer) => writer.wrap(inner), trainer);
}

/** The longest wait for an answer. A thread that is silent for longer is in a very long iteration. */
const PATIENCE_MS = 5000;

/** The answer to the last request before a thread is closed. */
export class LastAnswer {
  #end = (): void => {};

  /** Sends the request and waits for the answer, at most `PATIENCE_MS`. */
  async after(ask: () => void): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    const patience = setTimeout(this.#end, PATIENCE_MS);
    ask();
    await answered;
    clearTimeout(patience);
  }

  /** Ends the wait: the answer is here, or the thread is gone. */
  end(): void {
    this.#end();
  }
}
