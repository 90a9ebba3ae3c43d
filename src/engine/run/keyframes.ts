import type { JudgeState } from '../verdict/judge.ts';

/** What all keyframes of a run may take together. */
export const KEYFRAME_BYTES = 64 * 2 ** 20;
/** More than this would only make small networks' histories large. */
const MOST_KEYFRAMES = 1024;
const FEWEST_KEYFRAMES = 2;

/** Everything from which a run goes on as it did, between two iterations; what is changed there comes after it. */
export interface Keyframe {
  /** Completed iterations. */
  readonly iteration: number;
  /** The matrices that one iteration leaves to the next, one after the other. */
  readonly state: Float64Array;
  /** The random source, once something has drawn from it. */
  readonly random: Uint32Array | undefined;
  readonly solvedAt: number | undefined;
  readonly judge: JudgeState;
}

/** A keyframe is kept each `stride` iterations, of iteration `next` the next. */
export interface Rhythm {
  readonly stride: number;
  readonly next: number;
}

/**
 * Keyframes of every `stride`-th iteration from 0 on. When as many as the budget allows are full, every second one goes
 * and the stride doubles, so that memory is bounded and no past is farther than a stride from a keyframe; but for the past of
 * a run that another process has begun, of which none are left but one. They are made again when it is run again.
 */
export class Keyframes {
  #kept: Keyframe[] = [];
  #bytes = 0;
  #stride = 1;
  #next = 0;
  /** The one that is left of another process, and the first iteration before it of which one is missing. */
  #inherited: Keyframe | undefined;
  #missing = Number.POSITIVE_INFINITY;
  #wished: number | undefined;
  /** The last three that were wished for: the newest may be too new. */
  #extra: readonly Keyframe[] = [];

  /** How often keyframes are kept, and which comes next. */
  get rhythm(): Rhythm {
    return { stride: this.#stride, next: this.#next };
  }

  /** Goes on where the keyframes of another process ended, of which this one is left. */
  goOn(keyframe: Keyframe, { stride, next }: Rhythm): void {
    this.#keep(this.#kept.filter(({ iteration }) => iteration === 0));
    this.#inherited = keyframe;
    this.#stride = stride;
    this.#next = next;
    this.#miss(stride);
  }

  /**
   * Where a run arrives that wants to go back to an iteration: there, unless more than so many iterations would have to be run
   * again, which another process has run. Then it is where its own past begins.
   */
  nearest(iteration: number, most: number): number {
    const { iteration: end } = this.#inherited ?? { iteration: 0 };
    // Prediction and error belong to the iteration before.
    const isOwn = this.#missing === Number.POSITIVE_INFINITY || iteration > end;
    return isOwn || iteration - (this.#missing - this.#stride) <= most ? iteration : end + 1;
  }

  /** Besides the others one of this iteration is to be kept, until the next wish has come true. */
  wish(iteration: number): void {
    this.#wished = iteration;
  }

  /** Whether this iteration is wished for. */
  wishes(iteration: number): boolean {
    return iteration === this.#wished;
  }

  addWished(keyframe: Keyframe): void {
    this.#wished = undefined;
    this.#extra = [...this.#extra.slice(-2), keyframe];
  }

  /** Whether a keyframe of this iteration is missing. */
  wants(iteration: number): boolean {
    return iteration === this.#next || iteration === this.#missing;
  }

  /** Keeps a keyframe that is wanted; of at least two, however large. */
  add(keyframe: Keyframe): void {
    while (this.#isFullFor(keyframe)) {
      this.#thin();
      if (!this.wants(keyframe.iteration)) return;
    }
    const { iteration } = keyframe;
    this.#kept.splice(this.#kept.findLastIndex((other) => other.iteration < iteration) + 1, 0, keyframe);
    this.#bytes += bytesOf(keyframe);
    if (iteration === this.#missing) this.#miss(iteration + this.#stride);
    else this.#next = iteration + this.#stride;
  }

  /** The last keyframe at or before an iteration. There is one of iteration 0 once anything was added. */
  before(iteration: number): Keyframe {
    const isBefore = (keyframe: Keyframe): boolean => keyframe.iteration <= iteration;
    const kept = this.#kept.findLast(isBefore) ?? (this.#kept[0] as Keyframe);
    const others = [this.#inherited, ...this.#extra].filter((other) => other !== undefined).filter(isBefore);
    return others.reduce((last, other) => (other.iteration > last.iteration ? other : last), kept);
  }

  /** Drops what is later than an iteration: another future begins there. */
  forgetAfter(last: number): void {
    const isLeft = ({ iteration }: Keyframe): boolean => iteration <= last;
    this.#keep(this.#kept.filter(isLeft));
    this.#next = (Math.floor(last / this.#stride) + 1) * this.#stride;
    this.#extra = this.#extra.filter(isLeft);
    if (this.#inherited === undefined || isLeft(this.#inherited)) return;
    this.#inherited = undefined;
    this.#missing = Number.POSITIVE_INFINITY;
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
    this.#missing = iteration < (this.#inherited?.iteration ?? 0) ? iteration : Number.POSITIVE_INFINITY;
  }

  #keep(keyframes: Keyframe[]): void {
    this.#kept = keyframes;
    this.#bytes = keyframes.reduce((sum, keyframe) => sum + bytesOf(keyframe), 0);
  }
}

/** The matrices and the random source; what else there is is small. */
function bytesOf({ state, random }: Keyframe): number {
  return state.byteLength + (random?.byteLength ?? 0);
}
