/** The measured rate is that of about the last second. */
const WINDOW_MS = 1000;
const FIRST_WINDOW_MS = 250;

/** Measures iterations a second. */
export class Rate {
  #value: number | undefined;
  #mark = { time: 0, iteration: 0 };

  /** Undefined until there is something to measure. */
  get value(): number | undefined {
    return this.#value;
  }

  /** What comes from here on has nothing to do with what was. */
  restart(time: number, iteration: number): void {
    this.#value = undefined;
    this.#mark = { time, iteration };
  }

  /** @param time in milliseconds. */
  measure(time: number, iteration: number): void {
    const elapsed = time - this.#mark.time;
    const iterations = iteration - this.#mark.iteration;
    if (iterations === 0 || elapsed < (this.#value === undefined ? FIRST_WINDOW_MS : WINDOW_MS)) return;
    this.#value = (1000 * iterations) / elapsed;
    this.#mark = { time, iteration };
  }
}
