/** A thread that does not answer for so long is in an iteration that takes longer than anybody wants to wait. */
const PATIENCE_MS = 5000;

/** What a thread answers to the last that it is asked for, before it is closed. */
export class LastAnswer {
  #end = (): void => {};

  /** Asks, and waits for the answer as long as one may come. */
  async to(ask: () => void): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    const patience = setTimeout(this.#end, PATIENCE_MS);
    ask();
    await answered;
    clearTimeout(patience);
  }

  /** It has come, or none will come: the thread is gone. */
  end(): void {
    this.#end();
  }
}
