/*
 * The pace of writes to a slow line. The operating system takes about `QUEUE` bytes at once, whatever the line carries, and the
 * answer to a key comes behind them. So writes are spaced such that little waits.
 */

/** Bytes that the system holds for a pseudo-terminal, about. */
const QUEUE = 8192;
/** Bytes that may wait in front of a slow terminal. */
const MOST_QUEUED = 2048;
/** Two full queues nearer to each other say little about the line between them. */
const LEAST_MEASURED_MS = 40;
/** Full queues further from each other do not belong together: the line may have been idle. */
const MOST_MEASURED_MS = 2000;
/** Bytes in a millisecond of a line whose queue is no delay: it is not spaced. */
const SWIFT = 150;
/** Growth of an estimate in a second without a full queue: the line may have become faster. It is larger after `LONG_MS`. */
const GROWTH = 1.2;
const LATE_GROWTH = 3;
const LONG_MS = 3000;
/** The share of a measured rate to begin with: what waits drains meanwhile. */
const CAUTION = 0.9;
const LONGEST_WAIT_MS = 300;

/** Estimates the rate of a line from the writes that meet a full queue. */
export class LineRate {
  /** Bytes in a millisecond. */
  #rate = Number.POSITIVE_INFINITY;
  /** The estimate of what waits, at the time `#at`. */
  #queued = 0;
  #at = 0;
  /** The last time at which the queue was full, and the bytes since. */
  #fullAt: number | undefined;
  #bytes = 0;

  /**
   * A write has been taken.
   * @param wasFull true when it had to wait for room in the queue.
   * @param now milliseconds
   * @returns the milliseconds to wait before the next write.
   */
  taken(bytes: number, wasFull: boolean, now: number): number {
    this.#bytes += bytes;
    if (wasFull) this.#measure(now);
    else {
      const growth = now - (this.#fullAt ?? now) > LONG_MS ? LATE_GROWTH : GROWTH;
      this.#rate *= growth ** (Math.min(1000, now - this.#at) / 1000);
      if (this.#rate > SWIFT) this.#rate = Number.POSITIVE_INFINITY;
      this.#queued = Math.max(0, this.#queued - this.#rate * (now - this.#at)) + bytes;
    }
    this.#at = now;
    if (this.#rate === Number.POSITIVE_INFINITY) return 0;
    return Math.max(0, Math.min(LONGEST_WAIT_MS, (this.#queued - MOST_QUEUED) / this.#rate));
  }

  /** The queue was full until now: between two such times the line carried what was written. */
  #measure(now: number): void {
    this.#queued = QUEUE;
    const time = now - (this.#fullAt ?? Number.NEGATIVE_INFINITY);
    if (time < LEAST_MEASURED_MS) return;
    if (time < MOST_MEASURED_MS) this.#rate = (CAUTION * this.#bytes) / time;
    if (this.#rate > SWIFT) this.#rate = Number.POSITIVE_INFINITY;
    this.#fullAt = now;
    this.#bytes = 0;
  }
}
