import type { Speed } from './protocol.ts';

/** A run that is further than this behind its speed skips the rest instead of racing to catch up. */
const MOST_DEBT_MS = 250;
/** Longer waits would be visible; shorter ones would only cost waking up. */
const SHORTEST_WAIT_MS = 10;

/** A speed that rises doubles in this time. */
const DOUBLING_MS = 1000;
/** Iterations that run while the speed rises from v to w a millisecond: (w − v) × this. */
const RISE = DOUBLING_MS / Math.LN2;

/**
 * The iterations that are due at a speed, which may rise until it is reached. The rise takes time only while the run trains. Times in
 * milliseconds.
 */
export class Pace {
  readonly #perMs: number;
  /** The speed when the next iteration is due, an iteration a millisecond, while it rises. */
  #rising: number | undefined;
  /** The time at which the next iteration is due. */
  #next: number;

  /** @param risesFrom iterations per second at the beginning of the rise; undefined for a constant speed. */
  constructor(speed: Speed, now: number, risesFrom?: number) {
    this.#perMs = speed === 'unlimited' ? Number.POSITIVE_INFINITY : speed / 1000;
    this.#next = now;
    this.#rise(risesFrom === undefined ? undefined : risesFrom / 1000);
  }

  /** Iterations per second while the speed rises; undefined once it is reached. */
  get rising(): number | undefined {
    return this.#rising === undefined ? undefined : this.#rising * 1000;
  }

  /** Has the next iteration due now: the run has rested. */
  restart(now: number): void {
    this.#next = now;
  }

  /** Ends the rise: the whole speed holds from here on. */
  endRise(): void {
    this.#rising = undefined;
  }

  /** Iterations due by now, at least 0; infinity at unlimited speed. */
  due(now: number): number {
    if (now - this.#next > MOST_DEBT_MS) this.#advance(now - MOST_DEBT_MS - this.#next);
    if (this.#rising === undefined && this.#perMs === Number.POSITIVE_INFINITY) return this.#perMs;
    if (now < this.#next) return 0;
    const late = now - this.#next;
    const whole = late === 0 ? 0 : late * this.#perMs;
    const own =
      this.#rising === undefined ? whole : Math.min(whole, RISE * this.#rising * (2 ** (late / DOUBLING_MS) - 1));
    return Math.floor(own) + 1;
  }

  /** Counts iterations that have run. */
  spend(iterations: number): void {
    if (this.#rising !== undefined) this.#advance(DOUBLING_MS * Math.log2(1 + iterations / (RISE * this.#rising)));
    else if (this.#perMs !== Number.POSITIVE_INFINITY) this.#next += iterations / this.#perMs;
  }

  #advance(time: number): void {
    this.#next += time;
    if (this.#rising !== undefined) this.#rise(this.#rising * 2 ** (time / DOUBLING_MS));
  }

  #rise(perMs: number | undefined): void {
    this.#rising = perMs !== undefined && perMs < this.#perMs ? perMs : undefined;
  }

  /** Time until the next iteration is due; 0 when it is due already. */
  wait(now: number): number {
    const isUnlimited = this.#rising === undefined && this.#perMs === Number.POSITIVE_INFINITY;
    if (isUnlimited || this.#next <= now) return 0;
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
