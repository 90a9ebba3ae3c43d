import type { Speed } from './protocol.ts';

/** A run that is further than this behind its speed skips the rest instead of racing to catch up. */
const MOST_DEBT_MS = 250;
/** Longer waits would be visible; shorter ones would only cost waking up. */
const SHORTEST_WAIT_MS = 10;

/** The iterations that are due at a speed. Times in milliseconds. */
export class Pace {
  readonly #perMs: number;
  /** The time at which the next iteration is due. */
  #next: number;

  constructor(speed: Speed, now: number) {
    this.#perMs = speed === 'unlimited' ? Number.POSITIVE_INFINITY : speed / 1000;
    this.#next = now;
  }

  /** Iterations due by now, at least 0; infinity at unlimited speed. */
  due(now: number): number {
    if (this.#perMs === Number.POSITIVE_INFINITY) return this.#perMs;
    this.#next = Math.max(this.#next, now - MOST_DEBT_MS);
    return now < this.#next ? 0 : Math.floor((now - this.#next) * this.#perMs) + 1;
  }

  /** Counts iterations that have run. */
  spend(iterations: number): void {
    if (this.#perMs !== Number.POSITIVE_INFINITY) this.#next += iterations / this.#perMs;
  }

  /** Time until the next iteration is due; 0 when it is due already. */
  wait(now: number): number {
    if (this.#perMs === Number.POSITIVE_INFINITY || this.#next <= now) return 0;
    return Math.max(SHORTEST_WAIT_MS, this.#next - now);
  }
}

/** The rate is measured over about the last second. */
const WINDOW_MS = 1000;
const FIRST_WINDOW_MS = 250;

/** The measured iterations per second. */
export class Rate {
  #value: number | undefined;
  #mark = { time: 0, iteration: 0 };

  /** Undefined until the first window is over. */
  get value(): number | undefined {
    return this.#value;
  }

  /** Forgets what was measured. */
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
