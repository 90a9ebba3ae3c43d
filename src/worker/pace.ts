import type { Speed } from './protocol.ts';

/** A thread that falls behind its speed by more than this lets the rest go, instead of racing to catch up. */
const MOST_DEBT_MS = 250;

/** Slower than this between looks would be visible, faster would only cost waking up. */
const SHORTEST_WAIT_MS = 10;

/** Says how many iterations are due when, for a speed. Times in milliseconds. */
export class Pace {
  readonly #perMs: number;
  /** When the next iteration is due. */
  #next: number;

  constructor(speed: Speed, now: number) {
    this.#perMs = speed === 'unlimited' ? Number.POSITIVE_INFINITY : speed / 1000;
    this.#next = now;
  }

  /** Iterations due by now, at least 0; Infinity at unlimited speed. */
  due(now: number): number {
    if (this.#perMs === Number.POSITIVE_INFINITY) return this.#perMs;
    this.#next = Math.max(this.#next, now - MOST_DEBT_MS);
    return now < this.#next ? 0 : Math.floor((now - this.#next) * this.#perMs) + 1;
  }

  /** Takes note that so many of the due iterations have been run. */
  spend(iterations: number): void {
    if (this.#perMs !== Number.POSITIVE_INFINITY) this.#next += iterations / this.#perMs;
  }

  /** How long to wait for the next due iteration; 0 when it is due already. */
  wait(now: number): number {
    if (this.#perMs === Number.POSITIVE_INFINITY || this.#next <= now) return 0;
    return Math.max(SHORTEST_WAIT_MS, this.#next - now);
  }
}
