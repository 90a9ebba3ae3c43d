import type { MachineState } from '../machine/changing-machine.ts';
import type { Observer } from '../run/run.ts';
import type { Judge, SavedJudge } from './judge.ts';
import type { RunRecord, SavedRecord } from './record.ts';

/** The memory that all keyframes of a run may take together. */
export const KEYFRAME_BYTES = 64 * 2 ** 20;
/** More would only make the pasts of small networks large. */
const MOST_KEYFRAMES = 1024;
const FEWEST_KEYFRAMES = 2;

/** The work (`workOf`) of another process that is done again to show its past: about a second. */
const MOST_WORK_AGAIN = 2.5e8;

/** Everything from which a run goes on between two iterations. The changes made there come after it. */
export interface Keyframe extends MachineState, SavedJudge {
  /** Completed iterations. */
  readonly iteration: number;
}

/** A keyframe is kept every `stride` iterations; the next one at iteration `next`. */
export interface Rhythm {
  readonly stride: number;
  readonly next: number;
}

/** A run that another process can go on with. The names are those of checkpoint files. */
export interface SavedRun {
  /** Completed iterations. */
  readonly iteration: number;
  /** A keyframe before `iteration`: the iterations between run again, with the same bits. */
  readonly from: Keyframe;
  readonly rhythm: Rhythm;
  /** The error record. */
  readonly history: SavedRecord;
  /** The error record of the test set; absent without one, and in old files. */
  readonly tests?: SavedRecord | undefined;
}

/** A run whose past is kept. */
interface Remembered {
  readonly iteration: number;
  readonly machine: { readonly work: number };
  saveMachine(): MachineState;
}

/** The farthest iteration of a run, and the keyframes from which it goes back and on. */
export class Past implements Observer {
  readonly #run: Remembered;
  readonly #judge: Judge;
  readonly #record: RunRecord;
  readonly #keyframes = new Keyframes();
  #furthest = 0;

  constructor(run: Remembered, judge: Judge, record: RunRecord) {
    this.#run = run;
    this.#judge = judge;
    this.#record = record;
    this.keep();
  }

  /** The most iterations that were ever completed. */
  get furthest(): number {
    return this.#furthest;
  }

  onIteration(): void {
    this.#furthest = Math.max(this.#furthest, this.#run.iteration);
  }

  /** True when a keyframe is missing where the run is. */
  get isDue(): boolean {
    return this.#keyframes.isDue(this.#run.iteration);
  }

  /** Keeps a keyframe of where the run is. */
  keep(): void {
    this.#keyframes.add(this.#keyframe());
  }

  /** Keeps an extra keyframe if one was asked for here. */
  keepExtra(): void {
    if (this.#keyframes.isExtraDue(this.#run.iteration)) this.#keyframes.addExtra(this.#keyframe());
  }

  /** The last keyframe at or before an iteration. */
  before(iteration: number): Keyframe {
    return this.#keyframes.before(iteration);
  }

  /** The iteration that a jump to `iteration` reaches: this one, unless replaying the way would take longer than a moment. */
  nearest(iteration: number): number {
    const within = Math.max(0, Math.min(this.#furthest, iteration));
    return this.#keyframes.nearest(within, MOST_WORK_AGAIN / this.#run.machine.work);
  }

  /** Forgets all that was run after `iteration` completed iterations. */
  forgetAfter(iteration: number): void {
    this.#furthest = iteration;
    this.#keyframes.forgetAfter(iteration);
    this.#record.forgetFrom(iteration);
  }

  /** Keeps a keyframe at an iteration to come: saving the run near it then costs little. */
  prepareToSave(iteration: number): void {
    this.#keyframes.askExtra(iteration);
  }

  /** @param iteration completed iterations, after which the other process goes on. */
  save(iteration: number): SavedRun {
    // From two iterations before, the other process can also look into the last one.
    const from = this.#keyframes.before(Math.max(0, iteration - 2));
    return { iteration, from, rhythm: this.#keyframes.rhythm, ...this.#record.save() };
  }

  /** Takes over the past of another process. */
  resume({ iteration, from, rhythm, ...records }: SavedRun): void {
    this.#record.restore(records);
    this.#keyframes.resume(from, rhythm);
    this.#furthest = iteration;
  }

  #keyframe(): Keyframe {
    return { iteration: this.#run.iteration, ...this.#run.saveMachine(), ...this.#judge.save() };
  }
}

/**
 * Keyframes of every `stride`-th iteration, from 0 on. When the memory for them is full, every second one goes and the stride
 * doubles: memory is bounded, and no iteration is farther than a stride after a keyframe.
 *
 * Only in the past of a resumed run are keyframes missing: all but the one that was saved. They are kept when the run comes by again.
 */
export class Keyframes {
  #kept: Keyframe[] = [];
  #bytes = 0;
  #stride = 1;
  #next = 0;
  /** The keyframe that a resumed run starts from, and the first iteration before it without a keyframe. */
  #inherited: Keyframe | undefined;
  #missing = Number.POSITIVE_INFINITY;
  /** An iteration at which an extra keyframe is kept. */
  #asked: number | undefined;
  /** The last three extra ones: the newest may be too new. */
  #extra: readonly Keyframe[] = [];

  get rhythm(): Rhythm {
    return { stride: this.#stride, next: this.#next };
  }

  /** Goes on in the rhythm of another process, of whose keyframes only `keyframe` was saved. */
  resume(keyframe: Keyframe, { stride, next }: Rhythm): void {
    this.#keep(this.#kept.filter(({ iteration }) => iteration === 0));
    this.#inherited = keyframe;
    this.#stride = stride;
    this.#next = next;
    this.#miss(stride);
  }

  /**
   * The iteration that a jump back to `iteration` reaches: this one, unless more than `most` iterations of another process would have to
   * run again. Then it is the first iteration of the run's own past.
   */
  nearest(iteration: number, most: number): number {
    const { iteration: end } = this.#inherited ?? { iteration: 0 };
    // Prediction and error belong to the iteration before.
    const isOwn = this.#missing === Number.POSITIVE_INFINITY || iteration > end;
    return isOwn || iteration - (this.#missing - this.#stride) <= most ? iteration : end + 1;
  }

  /** Asks for an extra keyframe at an iteration; a later call replaces the request. */
  askExtra(iteration: number): void {
    this.#asked = iteration;
  }

  isExtraDue(iteration: number): boolean {
    return iteration === this.#asked;
  }

  addExtra(keyframe: Keyframe): void {
    this.#asked = undefined;
    this.#extra = [...this.#extra.slice(-2), keyframe];
  }

  /** True when a keyframe of this iteration is missing. */
  isDue(iteration: number): boolean {
    return iteration === this.#next || iteration === this.#missing;
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

/** The matrices and the random source; the rest is small. */
function bytesOf({ state, random }: Keyframe): number {
  return state.byteLength + (random?.byteLength ?? 0);
}
