import type { MachineState } from '../machine/changing-machine.ts';
import type { Observer, Position } from '../run/run.ts';
import type { SavedRecord } from './error-record.ts';
import type { Judge } from './judge.ts';
import { type Keyframe, Keyframes, type Rhythm } from './keyframes.ts';
import type { RunRecord } from './record.ts';

/** The most work (`workOf`) that a resumed run replays to reach an iteration of another process: about a second. */
const MOST_WORK_AGAIN = 2.5e8;

/** A saved run that another process can continue. Its names are those in checkpoint files. */
export interface SavedRun {
  /** Completed iterations. */
  readonly iteration: number;
  /** A keyframe before `iteration`. The iterations between are replayed, with the same bits. */
  readonly from: Keyframe;
  readonly rhythm: Rhythm;
  /** The error record. */
  readonly history: SavedRecord;
  /** The error record of the test set; absent without one, and in old files. */
  readonly tests?: SavedRecord | undefined;
}

/** A run whose past is kept. */
interface Remembered extends Passing {
  readonly machine: Passing['machine'] & { readonly work: number };
  saveMachine(): MachineState;
}

/** A run at the end of an iteration. */
interface Passing {
  readonly iteration: number;
  readonly machine: { readonly savesApart: number };
}

/** The past of a run: its furthest iteration, and the keyframes from which it is replayed. */
export class Past implements Observer {
  readonly #run: Remembered;
  readonly #judge: Judge;
  readonly #record: RunRecord;
  readonly #keyframes: Keyframes;
  #furthest = 0;

  constructor(run: Remembered, judge: Judge, record: RunRecord) {
    this.#run = run;
    this.#judge = judge;
    this.#record = record;
    this.#keyframes = new Keyframes(run.machine.savesApart);
    this.keep();
  }

  /** The most iterations that were ever completed. */
  get furthest(): number {
    return this.#furthest;
  }

  onIteration(): void {
    this.#furthest = Math.max(this.#furthest, this.#run.iteration);
  }

  /** The run must stop at keyframes alone, which it keeps itself. */
  nextLook(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** The next completed iterations of which a keyframe is due; Infinity where none is. */
  get nextKeyframe(): number {
    return this.nextKeyframeAfter(this.#run.iteration);
  }

  nextKeyframeAfter(iteration: number): number {
    return this.#keyframes.nextAfter(iteration);
  }

  /** True when a keyframe of this iteration is due. */
  get isDue(): boolean {
    return this.#keyframes.isDue(this.#run.iteration);
  }

  /** Keeps a keyframe of this iteration. */
  keep(): void {
    this.#keyframes.add(this.#keyframe());
  }

  /** Keeps a keyframe of this newest iteration, and forgets the oldest of the recent ones. Travel by lines and a save begin there. */
  keepRecent(): void {
    this.#keyframes.addRecent(this.#keyframe());
  }

  /** True when a keyframe of an iteration that is replayed is missing, or would shorten the next replay. */
  isWanted({ iteration, machine }: Passing): boolean {
    if (this.#keyframes.isMissing(iteration)) return true;
    return iteration % machine.savesApart === 0 && this.#keyframes.before(iteration).iteration < iteration;
  }

  /** Keeps a keyframe of an iteration that is replayed. @param isWhole false where a value is not finite. */
  keepReplayed(keyframe: Keyframe, isWhole: boolean): void {
    if (this.#keyframes.isMissing(keyframe.iteration) && isWhole) this.#keyframes.add(keyframe);
    else this.#keyframes.addReplayed(keyframe);
  }

  /** The completed iterations of the evenly spaced keyframes, in ascending order. */
  get keyframes(): readonly number[] {
    return this.#keyframes.iterations;
  }

  /** The evenly spaced keyframes, in ascending order. */
  get savedStates(): readonly Keyframe[] {
    return this.#keyframes.kept;
  }

  /** The keyframe from which a position is replayed. */
  keyframeFor({ iteration }: Position): Keyframe {
    // Prediction and error belong to the iteration before, which therefore runs again.
    return this.#keyframes.before(Math.max(0, iteration - 1));
  }

  /** The iteration that a jump to `iteration` reaches: the nearest one that has run and whose replay does not take too long. */
  nearest(iteration: number): number {
    const within = Math.max(0, Math.min(this.#furthest, iteration));
    return this.#keyframes.nearest(within, MOST_WORK_AGAIN / this.#run.machine.work);
  }

  /** Forgets everything after `iteration` completed iterations. */
  forgetAfter(iteration: number): void {
    this.#furthest = iteration;
    this.#keyframes.forgetAfter(iteration);
    this.#record.forgetFrom(iteration);
  }

  /** @param iteration completed iterations, after which another process continues. */
  save(iteration: number): SavedRun {
    // From two iterations before, the other process can also replay the last one line by line.
    const from = this.#keyframes.before(Math.max(0, iteration - 2));
    return { iteration, from, rhythm: this.#keyframes.rhythm, ...this.#record.save() };
  }

  /** Continues with the past of a saved run. */
  resume({ iteration, from, rhythm, ...records }: SavedRun): void {
    this.#record.restore(records);
    this.#keyframes.resume(from, rhythm);
    this.#furthest = iteration;
  }

  #keyframe(): Keyframe {
    return { iteration: this.#run.iteration, ...this.#run.saveMachine(), ...this.#judge.save() };
  }
}
