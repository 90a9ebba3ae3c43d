/** Time that passes when a test says so, and while there is work. */
export class FakeClock {
  #time = 0;
  /** Milliseconds that an iteration takes. */
  perIteration: number;

  constructor(perIteration: number) {
    this.perIteration = perIteration;
  }

  readonly now = (): number => this.#time;

  pass(milliseconds: number): void {
    this.#time += milliseconds;
  }
}
