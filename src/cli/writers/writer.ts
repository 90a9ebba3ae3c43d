import type { Trainer } from '../../worker/protocol.ts';

/** Writes a file while a run goes on. It stands between the trainer and the dashboard, or a run without one. */
export interface Writer {
  /** The same trainer; the reports for the writer do not pass. `close` writes what is to be written last. */
  attend(trainer: Trainer): Trainer;
  /** The problem at the end of the run; undefined when all is written. */
  readonly problem: string | undefined;
}

/** Tells a person what goes wrong while the run goes on. */
export type Warn = (problem: string) => void;

/** The trainer with its writers: the first is next to the dashboard, the last next to the thread. */
export function attended(trainer: Trainer, writers: readonly Writer[]): Trainer {
  return writers.reduceRight((inner, writer) => writer.attend(inner), trainer);
}

/** A thread that is silent for longer is in an iteration that takes longer than anybody waits. */
const PATIENCE_MS = 5000;

/** The answer to the last request before a thread is closed. */
export class LastAnswer {
  #end = (): void => {};

  /** Sends the request, and waits for the answer as long as one may come. */
  async to(ask: () => void): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    const patience = setTimeout(this.#end, PATIENCE_MS);
    ask();
    await answered;
    clearTimeout(patience);
  }

  /** The answer is here, or none will come: the thread is gone. */
  end(): void {
    this.#end();
  }
}
