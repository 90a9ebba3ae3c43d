import type { TrainingRun } from '../engine/run/training-run.ts';
import type { LogRow } from '../formats/run-log.ts';

/* The reports that the writers of files wait for: when the rows of a log and the checkpoints of a run are due. */

/** The rows of a log that are not posted yet. */
export class LogRows {
  readonly #every: number | undefined;
  #rows: LogRow[] = [];

  /** @param every iterations between two rows; undefined without a log. */
  constructor(every: number | undefined) {
    this.#every = every;
  }

  /** Adds a row after the first iteration, after every `every`-th, and after the last. Call it once for each iteration. */
  add(training: TrainingRun, isLast: boolean, seconds: () => number): void {
    const { iteration } = training;
    if (this.#every === undefined || !(isLast || iteration === 1 || iteration % this.#every === 0)) return;
    const { epoch = iteration, alpha, errorRecord, testRecord } = training;
    const test = testRecord === undefined ? {} : { testError: testRecord.error };
    const time = Number(seconds().toFixed(3));
    this.#rows.push({ iteration, epoch, error: errorRecord.newest, ...test, learningRate: alpha, seconds: time });
  }

  /** The next completed iterations of a row that does not depend on the end of the run. */
  next(iteration: number): number {
    if (this.#every === undefined) return Number.POSITIVE_INFINITY;
    return iteration === 0 ? 1 : (Math.floor(iteration / this.#every) + 1) * this.#every;
  }

  take(): readonly LogRow[] {
    const rows = this.#rows;
    if (rows.length > 0) this.#rows = [];
    return rows;
  }
}

/**
 * When a run is saved: at every multiple of `every` before its goal, and on request. One checkpoint is on its way to the disk at a
 * time; a multiple that passes meanwhile is saved afterwards. A recent keyframe makes each of them cheap to resume.
 */
export class SaveSchedule {
  readonly #training: TrainingRun;
  readonly #every: number;
  /** Completed iterations of the last checkpoint. */
  #savedAt: number;
  /** True until the last checkpoint is on the disk. */
  #isSaving = false;
  /** True until a request is answered. */
  #isAsked = false;

  /** @param every undefined: only requests are answered. */
  constructor(training: TrainingRun, every: number | undefined) {
    this.#training = training;
    this.#every = every ?? Number.POSITIVE_INFINITY;
    this.#savedAt = training.furthest;
  }

  /** Saves at the next opportunity. */
  ask(): void {
    this.#isAsked = true;
  }

  /** The last checkpoint is on the disk. */
  endSaving(): void {
    this.#isSaving = false;
  }

  /** Completed iterations up to which the run may train before `isDue` is asked again. */
  get next(): number {
    return this.#isSaving ? Number.POSITIVE_INFINITY : this.#nextMultiple;
  }

  isDue(goal: number): boolean {
    const { furthest } = this.#training;
    const multiples = (at: number): number => Math.floor(at / this.#every);
    return this.#isAsked || (!this.#isSaving && furthest < goal && multiples(furthest) !== multiples(this.#savedAt));
  }

  /** Begins the save that is due, and says whether it answers a request; undefined where none is due. */
  take(goal: number): { readonly isAnswer: boolean } | undefined {
    if (!this.isDue(goal)) return undefined;
    const isAnswer = this.#isAsked;
    [this.#isAsked, this.#savedAt, this.#isSaving] = [false, this.#training.furthest, true];
    return { isAnswer };
  }

  get #nextMultiple(): number {
    return (Math.floor(this.#training.furthest / this.#every) + 1) * this.#every;
  }
}
