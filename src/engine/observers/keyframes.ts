import type { MachineState } from '../machine/changing-machine.ts';
import type { SavedJudge } from './judge-state.ts';

/** The saved state of a run between two iterations, before the changes made there. */
export interface Keyframe extends MachineState, SavedJudge {
  /** Completed iterations. */
  readonly iteration: number;
}

/** A keyframe is kept every `stride` iterations; the next one at iteration `next`. */
export interface Rhythm {
  readonly stride: number;
  readonly next: number;
}

/** The most bytes of the evenly spaced keyframes of a run together. Six more are kept, however large. */
const KEYFRAME_BYTES = 64 * 2 ** 20;
/**
 * A bound for small networks, whose keyframes would not fill the memory for a long time. Each costs as much as some iterations of a
 * compiled program; a replay between two of them takes less than a millisecond.
 */
const MOST_KEYFRAMES = 256;
const FEWEST_KEYFRAMES = 2;
/** The first keyframe after that of iteration 0, where they are not nearer to each other. */
const FIRST_KEYFRAME = 64;

/** The most recent keyframes that are kept besides, in the newest part of a run and in the part that was replayed last. */
const RECENT = 3;

/**
 * Keyframes of every `stride`-th iteration, from 0 on. When their memory is full, every second one is dropped and the stride doubles.
 * So memory is bounded, and no iteration is more than a stride after a keyframe. The first stride is that at which saving costs a small
 * share of the run; before the first one there are keyframes at powers of two.
 *
 * A resumed run has only the one keyframe that was saved. The missing ones before it are kept when the run replays that part.
 */
export class Keyframes {
  #kept: Keyframe[] = [];
  #bytes = 0;
  #stride: number;
  #next = 0;
  /** The keyframe from which a resumed run starts; undefined for any other run. */
  #saved: Keyframe | undefined;
  /** The first iteration before `#saved` whose keyframe is missing; Infinity when none is. */
  #missing = Number.POSITIVE_INFINITY;
  /** The last ones before the furthest iteration: travel by lines needs one before the newest, and so does a resumed run. */
  #recent: readonly Keyframe[] = [];
  /** The last ones of the last replay. */
  #replayed: readonly Keyframe[] = [];

  constructor(stride = 1) {
    this.#stride = stride;
  }

  /** In ascending order. */
  get kept(): readonly Keyframe[] {
    return this.#kept;
  }

  /** In ascending order. */
  get iterations(): readonly number[] {
    return this.#kept.map(({ iteration }) => iteration);
  }

  get rhythm(): Rhythm {
    return { stride: this.#stride, next: this.#next };
  }

  /** Continues in the rhythm of another process, which saved only this keyframe. */
  resume(keyframe: Keyframe, { stride, next }: Rhythm): void {
    this.#keep(this.#kept.filter(({ iteration }) => iteration === 0));
    this.#recent = [];
    this.#replayed = [];
    this.#saved = keyframe;
    this.#stride = stride;
    this.#next = next;
    this.#miss(stride);
  }

  /**
   * The iteration that a jump back to `iteration` reaches: `iteration` itself, unless more than `most` iterations of another process must
   * be replayed. Then it is the first iteration of the run's own past.
   */
  nearest(iteration: number, most: number): number {
    const { iteration: end } = this.#saved ?? { iteration: 0 };
    // Prediction and error belong to the iteration before.
    const isOwn = this.#missing === Number.POSITIVE_INFINITY || iteration > end;
    return isOwn || iteration - (this.#missing - this.#stride) <= most ? iteration : end + 1;
  }

  addRecent(keyframe: Keyframe): void {
    this.#recent = [...this.#recent.slice(1 - RECENT), keyframe];
  }

  addReplayed(keyframe: Keyframe): void {
    this.#replayed = [...this.#replayed.slice(1 - RECENT), keyframe];
  }

  /** True for a keyframe that a resumed run lacks, in the part that another process has run. */
  isMissing(iteration: number): boolean {
    return iteration === this.#missing;
  }

  /** True when a keyframe of this iteration is missing. */
  isDue(iteration: number): boolean {
    return iteration === this.#next || iteration === this.#missing;
  }

  /** The next iteration whose keyframe is due; Infinity where none is. */
  nextAfter(iteration: number): number {
    const next = this.#next > iteration ? this.#next : Number.POSITIVE_INFINITY;
    return this.#missing > iteration ? Math.min(next, this.#missing) : next;
  }

  /** Keeps a keyframe that is due. At least two are kept, however large. */
  add(keyframe: Keyframe): void {
    while (this.#isFullFor(keyframe)) {
      this.#thin();
      if (!this.isDue(keyframe.iteration)) return;
    }
    const { iteration } = keyframe;
    this.#kept.splice(this.#kept.findLastIndex((other) => other.iteration < iteration) + 1, 0, keyframe);
    this.#bytes += bytesOf(keyframe);
    if (iteration === this.#missing) this.#miss(iteration + this.#stride);
    else this.#next = this.#dueAfter(iteration);
  }

  /** The last keyframe at or before an iteration. There is one of iteration 0 once anything was added. */
  before(iteration: number): Keyframe {
    const isBefore = (keyframe: Keyframe): boolean => keyframe.iteration <= iteration;
    const kept = this.#kept.findLast(isBefore) ?? (this.#kept[0] as Keyframe);
    const others = [this.#saved, ...this.#recent, ...this.#replayed]
      .filter((other) => other !== undefined)
      .filter(isBefore);
    return others.reduce((last, other) => (other.iteration >= last.iteration ? other : last), kept);
  }

  /** Drops the keyframes after iteration `last`. */
  forgetAfter(last: number): void {
    const isLeft = ({ iteration }: Keyframe): boolean => iteration <= last;
    this.#keep(this.#kept.filter(isLeft));
    this.#next = this.#dueAfter(last);
    this.#recent = this.#recent.filter(isLeft);
    this.#replayed = this.#replayed.filter(isLeft);
    if (this.#saved === undefined || isLeft(this.#saved)) return;
    this.#saved = undefined;
    this.#missing = Number.POSITIVE_INFINITY;
  }

  /** The iteration of the next evenly spaced keyframe; before the first one also a power of two, since the judge looks often there. */
  #dueAfter(iteration: number): number {
    const stride = this.#stride;
    if (iteration >= stride) return (Math.floor(iteration / stride) + 1) * stride;
    return Math.min(stride, Math.max(FIRST_KEYFRAME, 2 ** (Math.floor(Math.log2(iteration)) + 1)));
  }

  #isFullFor(keyframe: Keyframe): boolean {
    const { length } = this.#kept;
    return length >= MOST_KEYFRAMES || (length >= FEWEST_KEYFRAMES && this.#bytes + bytesOf(keyframe) > KEYFRAME_BYTES);
  }

  #thin(): void {
    this.#stride *= 2;
    const multipleFrom = (iteration: number): number => Math.ceil(iteration / this.#stride) * this.#stride;
    this.#keep(this.#kept.filter(({ iteration }) => iteration % this.#stride === 0));
    this.#next = multipleFrom(this.#next);
    this.#miss(multipleFrom(this.#missing));
  }

  #miss(iteration: number): void {
    this.#missing = iteration < (this.#saved?.iteration ?? 0) ? iteration : Number.POSITIVE_INFINITY;
  }

  #keep(keyframes: Keyframe[]): void {
    this.#kept = keyframes;
    this.#bytes = keyframes.reduce((sum, keyframe) => sum + bytesOf(keyframe), 0);
  }
}

/**
 * The most iterations that a saved run replays, generously. Keyframes are at most a stride apart, and the stride grows with
 * the run only as far as their memory forces it to.
 * @param work the work of an iteration (`workOf`).
 */
export function mostReplayed(
  { iteration, from, rhythm }: { readonly iteration: number; readonly from: Keyframe; readonly rhythm: Rhythm },
  work: number,
): number {
  const kept = Math.max(FEWEST_KEYFRAMES, Math.min(MOST_KEYFRAMES, Math.floor(KEYFRAME_BYTES / bytesOf(from))));
  const share = (4 * iteration) / kept;
  // Where the number of keyframes is the limit, a run of days replays less than this.
  const most = kept === MOST_KEYFRAMES ? Math.min(share, MINUTES_OF_WORK / work) : share;
  // A larger network earlier in the run may have forced a larger stride than this state would.
  return 3 + Math.floor(Math.min(2 * rhythm.stride, Math.max(most, A_MINUTE_OF_WORK / work)));
}

/** Work (`workOf`) of about a minute and a half, and of some minutes. */
const A_MINUTE_OF_WORK = 2.5e10;
const MINUTES_OF_WORK = 1e11;

/** The matrices and the random source; the rest is small. */
function bytesOf({ state, random }: Keyframe): number {
  return state.reduce((sum, { byteLength }) => sum + byteLength, random?.byteLength ?? 0);
}
