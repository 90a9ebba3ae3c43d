import type { JudgeState } from './verdict.ts';

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
 * and the stride doubles, so that memory is bounded and no past is farther than a stride from a keyframe.
 */
export class Keyframes {
  #kept: Keyframe[] = [];
  #bytes = 0;
  #stride = 1;
  #next = 0;
  #wished: number | undefined;
  /** The last two that were wished for: the newest may be too new. */
  #extra: readonly Keyframe[] = [];

  /** How often keyframes are kept, and which comes next. */
  get rhythm(): Rhythm {
    return { stride: this.#stride, next: this.#next };
  }

  /** Goes on where the keyframes of another process ended, of which this one is left. */
  goOn(keyframe: Keyframe, { stride, next }: Rhythm): void {
    this.#keep([...this.#kept.filter(({ iteration }) => iteration < keyframe.iteration), keyframe]);
    this.#stride = stride;
    this.#next = next;
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
    this.#extra = [...this.#extra.slice(-1), keyframe];
  }

  /** Whether a keyframe of this iteration is missing. */
  wants(iteration: number): boolean {
    return iteration === this.#next;
  }

  /** Keeps a keyframe that is wanted; of at least two, however large. */
  add(keyframe: Keyframe): void {
    while (this.#isFullFor(keyframe)) {
      this.#stride *= 2;
      this.#keep(this.#kept.filter(({ iteration }) => iteration % this.#stride === 0));
      if (!this.wants(keyframe.iteration)) return;
    }
    this.#kept.push(keyframe);
    this.#bytes += bytesOf(keyframe);
    this.#next += this.#stride;
  }

  /** The last keyframe at or before an iteration. There is one of iteration 0 once anything was added. */
  before(iteration: number): Keyframe {
    const isBefore = (keyframe: Keyframe): boolean => keyframe.iteration <= iteration;
    const kept = this.#kept.findLast(isBefore) ?? (this.#kept[0] as Keyframe);
    const extra = this.#extra.findLast(isBefore);
    return extra !== undefined && extra.iteration > kept.iteration ? extra : kept;
  }

  /** Drops what is later than an iteration: another future begins there. */
  forgetAfter(iteration: number): void {
    this.#keep(this.#kept.filter((keyframe) => keyframe.iteration <= iteration));
    this.#extra = this.#extra.filter((keyframe) => keyframe.iteration <= iteration);
  }

  #isFullFor(keyframe: Keyframe): boolean {
    const { length } = this.#kept;
    return length >= MOST_KEYFRAMES || (length >= FEWEST_KEYFRAMES && this.#bytes + bytesOf(keyframe) > KEYFRAME_BYTES);
  }

  #keep(keyframes: Keyframe[]): void {
    this.#kept = keyframes;
    this.#bytes = keyframes.reduce((sum, keyframe) => sum + bytesOf(keyframe), 0);
    const last = keyframes.at(-1);
    this.#next = last === undefined ? 0 : last.iteration + this.#stride;
  }
}

/** The matrices and the random source; what else there is is small. */
function bytesOf({ state, random }: Keyframe): number {
  return state.byteLength + (random?.byteLength ?? 0);
}
