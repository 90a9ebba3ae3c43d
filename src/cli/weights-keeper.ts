import type { LearnedReport, Trainer } from '../worker/protocol.ts';
import type { Attendant } from './attendant.ts';
import { writeWeights } from './weights-file.ts';

/** A thread that does not answer for so long is in an iteration that takes longer than anybody wants to wait. */
const PATIENCE_MS = 5000;

/** Writes what the network on the screen has learned when the dashboard is left. */
export class WeightsKeeper implements Attendant {
  readonly #file: string;
  /** The run that is on the screen, and the last request of it; undefined where its thread is gone. */
  #last: { readonly run: number; readonly request: number } | undefined;
  #answered = (): void => {};
  #problem: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get problem(): string | undefined {
    return this.#problem && `the weights cannot be written: ${this.#problem}`;
  }

  attend(trainer: Trainer): Trainer {
    return {
      send: (command) => {
        const { run, request, type } = command;
        // Of a thread that is gone nothing can be asked before the next run.
        if (type === 'start' || this.#last !== undefined) this.#last = { run, request };
        trainer.send(command);
      },
      listen: (listener) =>
        trainer.listen((report) => {
          if (report.type === 'learned') this.#write(report);
          else listener(report);
          if (report.type === 'failed' && report.run === this.#last?.run) this.#last = undefined;
        }),
      close: async () => {
        await this.#ask(trainer);
        await trainer.close();
      },
    };
  }

  async #ask(trainer: Trainer): Promise<void> {
    if (this.#last === undefined) return;
    const answer = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    const patience = setTimeout(this.#answered, PATIENCE_MS);
    trainer.send({ type: 'tellLearned', ...this.#last });
    await answer;
    clearTimeout(patience);
  }

  #write({ run, iteration, matrices }: LearnedReport): void {
    if (run !== this.#last?.run) return;
    // Before the first iteration nothing has been learned, and perhaps there is a file from a longer run.
    if (iteration > 0) this.#problem = writeWeights(this.#file, matrices);
    this.#answered();
  }
}
