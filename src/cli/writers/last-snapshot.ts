import type { Snapshot, Trainer } from '../../worker/protocol.ts';
import { LastAnswer, type Patience } from './writer.ts';

/** Pauses a run before the writers save it, and keeps its last snapshot: it shows the state that is saved. */
export class LastSnapshot {
  #last: { readonly run: number; readonly request: number } | undefined;
  #awaited: number | undefined;
  readonly #answer = new LastAnswer();
  #snapshot: Snapshot | undefined;

  /** The snapshot of the paused run; undefined when the thread did not answer. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  wrap(trainer: Trainer, patience: Patience): Trainer {
    return {
      send: (command) => {
        const { run, request, type } = command;
        if (type === 'start' || this.#last !== undefined) this.#last = { run, request };
        trainer.send(command);
      },
      listen: (listener) =>
        trainer.listen((report) => {
          if (report.run === this.#last?.run) {
            if (report.type === 'failed') {
              this.#last = undefined;
              this.#answer.end();
            } else if (report.type === 'snapshot' && this.#awaited !== undefined) {
              if (report.request >= this.#awaited) {
                this.#snapshot = report;
                this.#answer.end();
              } else trainer.send({ type: 'acknowledge', run: report.run, request: this.#awaited });
            }
          }
          listener(report);
        }),
      close: async () => {
        await this.#pause(trainer, patience);
        await trainer.close();
      },
    };
  }

  async #pause(trainer: Trainer, patience: Patience): Promise<void> {
    if (this.#last === undefined) return;
    const { run, request } = this.#last;
    const next = request + 1;
    this.#awaited = next;
    await this.#answer.after(() => {
      // The screen is closed, and acknowledges no snapshot any more.
      trainer.send({ type: 'acknowledge', run, request: next });
      trainer.send({ type: 'pause', run, request: next });
    }, patience);
  }
}
