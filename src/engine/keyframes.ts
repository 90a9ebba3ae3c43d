/** What all keyframes of a run may take together. */
export const KEYFRAME_BYTES = 64 * 2 ** 20;
/** More than this would only make small networks' histories large. */
const MOST_KEYFRAMES = 4096;

/** Everything from which a run goes on as it did, between two iterations. */
export interface Keyframe {
  /** Completed iterations. */
  readonly iteration: number;
  /** The matrices that one iteration leaves to the next, one after the other. */
  readonly state: Float64Array;
  /** The random source, where the iteration draws from it. */
  readonly random: Uint32Array | undefined;
  readonly solvedAt: number | undefined;
}

/**
 * Keyframes of every `stride`-th iteration from 0 on. When as many as the budget allows are full, every second one goes
 * and the stride doubles, so that memory is bounded and no past is farther than a stride from a keyframe.
 */
export class Keyframes {
  readonly #most: number;
  #kept: Keyframe[] = [];
  #stride = 1;

  /** @param bytes of one keyframe. At least two are kept, however large. */
  constructor(bytes: number) {
    this.#most = Math.max(2, Math.min(MOST_KEYFRAMES, Math.floor(KEYFRAME_BYTES / bytes)));
  }

  /** Whether a keyframe of this iteration is missing. */
  wants(iteration: number): boolean {
    return iteration % this.#stride === 0 && iteration > (this.#kept.at(-1)?.iteration ?? -1);
  }

  /** Keeps a keyframe that is wanted. */
  add(keyframe: Keyframe): void {
    if (this.#kept.length === this.#most) {
      this.#stride *= 2;
      this.#kept = this.#kept.filter(({ iteration }) => iteration % this.#stride === 0);
      if (!this.wants(keyframe.iteration)) return;
    }
    this.#kept.push(keyframe);
  }

  /** The last keyframe at or before an iteration. There is one of iteration 0 once anything was added. */
  before(iteration: number): Keyframe {
    return this.#kept[Math.min(this.#kept.length - 1, Math.floor(iteration / this.#stride))] as Keyframe;
  }

  /** Drops what is later than an iteration: another future begins there. */
  forgetAfter(iteration: number): void {
    this.#kept = this.#kept.filter((keyframe) => keyframe.iteration <= iteration);
  }
}
