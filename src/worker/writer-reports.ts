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

  take(): readonly LogRow[] {
    const rows = this.#rows;
    if (rows.length > 0) this.#rows = [];
    return rows;
  }
}

/** Iterations between a request to save and the save. A keyframe that is kept before them makes it cheap to resume. */
const PREPARATION = 2;

/**
 * When a run is saved: at every multiple of `every` before its goal, and soon after a request. One checkpoint is on its way
 * to the disk at a time; a multiple that passes meanwhile is saved afterwards.
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
  /** The completed iterations of the next save, where that is no multiple. */
  #saveAt: number | undefined;

  /** @param every undefined: only requests are answered. */
  constructor(training: TrainingRun, every: number | undefined) {
    this.#training = training;
    this.#every = every ?? Number.POSITIVE_INFINITY;
    this.#savedAt = training.iteration;
  }

  /** Saves soon, once a keyframe nearby makes it cheap to resume. */
  ask(): void {
    this.#isAsked = true;
    this.#saveSoon();
  }

  /** The last checkpoint is on the disk. */
  endSaving(): void {
    this.#isSaving = false;
  }

  /** Keeps a keyframe shortly before the next save. Call it when the run begins, and when its past has changed. */
  prepare(goal: number): void {
    const next = Math.min(goal, this.#nextMultiple);
    this.#training.prepareToSave(Math.max(next - PREPARATION, this.#training.iteration + 1));
  }

  /** Completed iterations up to which the run may train before `isDue` is asked again. */
  get next(): number {
    if (this.#saveAt !== undefined) return this.#saveAt;
    return this.#isSaving ? Number.POSITIVE_INFINITY : this.#nextMultiple;
  }

  isDue(goal: number, isTraining: boolean): boolean {
    const { iteration, furthest } = this.#training;
    if (this.#saveAt !== undefined) return iteration >= this.#saveAt || !isTraining;
    const multiples = (at: number): number => Math.floor(at / this.#every);
    return !this.#isSaving && furthest < goal && multiples(furthest) !== multiples(this.#savedAt);
  }

  /** Begins the save that is due, and says whether it answers a request; undefined where none is due. */
  take(goal: number, isTraining: boolean): { readonly isAnswer: boolean } | undefined {
    if (!this.isDue(goal, isTraining)) return undefined;
    const { furthest } = this.#training;
    const isPrepared = this.#saveAt !== undefined || furthest % this.#every === 0;
    // A multiple that was missed has no keyframe nearby.
    if (!isPrepared && isTraining) {
      this.#saveSoon();
      return undefined;
    }
    const isAnswer = this.#isAsked;
    [this.#isAsked, this.#saveAt, this.#savedAt, this.#isSaving] = [false, undefined, furthest, true];
    return { isAnswer };
  }

  #saveSoon(): void {
    const { iteration } = this.#training;
    this.#training.prepareToSave(iteration + 1);
    this.#saveAt = iteration + 1 + PREPARATION;
  }

  get #nextMultiple(): number {
    return (Math.floor(this.#training.furthest / this.#every) + 1) * this.#every;
  }
}
