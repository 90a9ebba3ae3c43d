import type { LearnedReport, Trainer } from '../../worker/protocol.ts';
import { writeWeights } from './weights-file.ts';
import { LastAnswer, type Writer } from './writer.ts';

/** Writes the weights of the last run when its trainer is closed. */
export class WeightsWriter implements Writer {
  readonly #file: string;
  /** The last run, and its last request; undefined when its thread is gone. */
  #last: { readonly run: number; readonly request: number } | undefined;
  readonly #answer = new LastAnswer();
  #problem: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  attend(trainer: Trainer): Trainer {
    return {
      send: (command) => {
        const { run, request, type } = command;
        if (type === 'start' || this.#last !== undefined) this.#last = { run, request };
        trainer.send(command);
      },
      listen: (listener) =>
        trainer.listen((report) => {
          if (report.type === 'learned') this.#write(report);
          else listener(report);
          if (report.type === 'failed' && report.run === this.#last?.run) this.#lose();
        }),
      close: async () => {
        await this.#ask(trainer);
        await trainer.close();
      },
    };
  }

  async #ask(trainer: Trainer): Promise<void> {
    const last = this.#last;
    if (last !== undefined) await this.#answer.to(() => trainer.send({ type: 'reportLearned', ...last }));
  }

  /** The thread is gone: no answer comes. */
  #lose(): void {
    this.#last = undefined;
    this.#answer.end();
  }

  #write({ run, iteration, matrices }: LearnedReport): void {
    if (run !== this.#last?.run) return;
    if (iteration === 0) {
      // The file may hold the weights of a longer run.
      this.#problem = 'no weights are written of a run before its first iteration';
    } else {
      const problem = writeWeights(this.#file, matrices);
      this.#problem = problem && `the weights cannot be written: ${problem}`;
    }
    this.#answer.end();
  }
}
