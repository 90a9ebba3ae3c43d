import type { NetworkSubject } from '../../worker/subject.ts';
import type { Pool } from '../../worker/sweep/pool.ts';
import { trainRun } from '../../worker/sweep/run.ts';
import type { PoolStarter } from '../sweep/beside.ts';

/** The time of a run of a map in a recording, in milliseconds. */
const MS_PER_RUN = 25;

/** The pool of a map without threads: its runs train one after the other, on the clock of a stage. */
export class StagePool {
  readonly #now: () => number;
  /** The runs that have not begun, and the time since which the next one is due. */
  #waiting: (() => void)[] = [];
  #since = 0;
  #isHeld = false;

  /** @param now the clock, in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Starts a pool, whose runs wait for `train`. */
  start(...[, { subjects, looks }, jobs, , listener]: Parameters<PoolStarter>): Pool {
    this.#isHeld = false;
    this.#since = this.#now();
    let left = jobs.length;
    this.#waiting = jobs.map((job) => () => {
      listener.found(trainRun(subjects[job.combination] as NetworkSubject, job, looks));
      if (--left === 0) listener.done();
    });
    return {
      hold: (isHeld) => {
        this.#isHeld = isHeld;
        this.#since = this.#now();
      },
      end: async () => {
        this.#waiting = [];
      },
    };
  }

  /** The number of runs for which there has been time. */
  get due(): number {
    return Math.floor((this.#now() - this.#since) / MS_PER_RUN);
  }

  /** Trains runs. @param most runs at most; infinity for all that wait. */
  train(most: number): void {
    for (let left = most; left > 0 && this.#waiting.length > 0 && !this.#isHeld; left--) this.#waiting.shift()?.();
    const spent = Number.isFinite(most) ? most * MS_PER_RUN : 0;
    this.#since = this.#waiting.length === 0 ? this.#now() : this.#since + spent;
  }
}
