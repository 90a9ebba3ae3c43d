/* The moments of a run that are kept, to go back to: the first one, some between iterations, and some in long stretches without any. */
import type { Moment } from '../machine/moment.ts';
import type { Roles } from '../roles/find.ts';
import type { SavedJudgement } from './judge/run-judge.ts';
import type { SavedMeetings } from './meetings.ts';

/** The most moments that are kept, and their most bytes. */
const MOST_MOMENTS = 48;
export const MOST_BYTES = 64 * 2 ** 20;
/** The most lines between two kept moments at first. */
const FIRST_APART_LINES = 20_000;
/** A replay of this many lines is short. */
const NEAR_LINES = 100_000;

/** The first position of a training is kept where it is small: of the first trainings and of the newest ones. */
const MOST_FIRST = 4;
const SMALL_BYTES = MOST_BYTES / 16;

/** The counts and measures beside the machine. */
export interface Counted {
  readonly iteration: number;
  /** The number of times that the training loop was entered, from 1. */
  readonly training: number;
  /** The roles of that training; of the first one before it. */
  readonly roles: Roles | undefined;
  /** Executed lines at the end of the last complete iteration. */
  readonly since: number;
  /** Iterations at the end of this training; undefined where the loop does not say. */
  readonly goal: number | undefined;
  readonly meetings: SavedMeetings;
  /** Executed lines when the head of the loop was looked at last. */
  readonly headAt: number;
  /** True before the head of a `while` to which a pass has jumped back. */
  readonly hasJumped: boolean;
  /** True where the current pass has changed the weights. */
  readonly hasUpdated: boolean;
  /** Changes that had been made. */
  readonly changed: number;
  /** Undefined for a run without roles. */
  readonly judgement: SavedJudgement | undefined;
}

/** A position of a run, with everything that belongs to it. */
export interface Position {
  readonly moment: Moment;
  readonly counted: Counted;
}

/** True for a position between two iterations. */
export function isBoundary({ moment, counted }: Position): boolean {
  return counted.since === moment.lines;
}

export class KeptMoments {
  #kept: Position[] = [];
  /** Iterations between two kept moments, a power of two. */
  #apart = 1;
  /** The most lines between two kept moments. */
  #apartLines = FIRST_APART_LINES;
  /** Executed lines at which a moment is due, also inside of an iteration. */
  dueAt = FIRST_APART_LINES;

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** True where a moment is due after this count of iterations. */
  isDueAfter(iteration: number): boolean {
    return iteration % this.#apart === 0;
  }

  /** The newest position that fits, or the first one. */
  newest(fits: (kept: Position) => boolean): Position {
    return this.#kept.findLast(fits) ?? (this.#kept[0] as Position);
  }

  /** The newest position between two iterations that is a short replay before a count of executed lines. */
  boundaryBefore(lines: number): Position | undefined {
    const near = lines - NEAR_LINES;
    return this.#kept.findLast((kept) => kept.moment.lines < lines && isBoundary(kept) && kept.moment.lines >= near);
  }

  /** Forgets what comes after a position: later lines, and more changes. */
  forgetAfter(lines: number, changed: number): void {
    this.#kept = this.#kept.filter(({ moment, counted }) => moment.lines <= lines && counted.changed <= changed);
    this.dueAt = lines + this.#apartLines;
  }

  /** The positions between two iterations of a training, the oldest first. */
  boundariesOf(training: number): readonly Position[] {
    return this.#kept.filter(
      (kept) => isBoundary(kept) && kept.counted.iteration > 0 && kept.counted.training === training,
    );
  }

  /** True for the first position between two iterations of a training, where it stays. */
  #isFirst(kept: Position, at: number, newest: number): boolean {
    const { training } = kept.counted;
    const before = this.#kept[at - 1];
    const isOther = before === undefined || before.counted.training !== training || !isBoundary(before);
    const stays = training <= MOST_FIRST || training > newest - MOST_FIRST;
    return isOther && isBoundary(kept) && training > 0 && stays && kept.moment.bytes < SMALL_BYTES;
  }

  /** The newest position before a training. */
  beforeTraining(training: number): Position {
    return this.newest(({ counted }) => counted.training < training);
  }

  /**
   * Keeps a position. When there are too many, about every second one is dropped.
   * @param position undefined for one that is too large to copy.
   * @param furthest the most lines that the run has ever executed.
   */
  keep(position: Position | undefined, furthest: number): void {
    if (position !== undefined) this.#kept.push(position);
    const bytes = this.#kept.reduce((sum, { moment }) => sum + moment.bytes, 0);
    const isFull = this.#kept.length > MOST_MOMENTS || (bytes > MOST_BYTES && this.#kept.length >= 4);
    if (position === undefined || isFull) {
      this.#apart *= 2;
      this.#apartLines *= 2;
      const newest = this.#kept.at(-1)?.counted.training ?? 0;
      this.#kept = this.#kept.filter((kept, i) => {
        if (i === 0 || this.#isFirst(kept, i, newest)) return true;
        return isBoundary(kept) ? kept.counted.iteration % this.#apart === 0 : i % 2 === 0;
      });
    }
    this.dueAt = furthest + this.#apartLines;
  }
}
