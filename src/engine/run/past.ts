import type { ChangingMachine } from '../machine/changing-machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { Judgement } from '../verdict/judgement.ts';
import { type Keyframe, Keyframes } from './keyframes.ts';
import type { RunRecord } from './record.ts';
import type { SavedRun } from './saved-run.ts';

/** What of the work of another process is done again to show its past (`workOf`): about a second. */
const MOST_WORK_AGAIN = 2.5e8;

/** How far a run has been, how wrong it was on the way, and keyframes from which it goes there again. */
export class RunPast {
  readonly record: RunRecord;
  readonly #machines: ChangingMachine;
  readonly #judgement: Judgement;
  readonly #keyframes = new Keyframes();
  #furthest = 0;

  constructor(machines: ChangingMachine, judgement: Judgement, record: RunRecord) {
    this.#machines = machines;
    this.#judgement = judgement;
    this.record = record;
  }

  /** The most iterations that have ever been completed. */
  get furthest(): number {
    return this.#furthest;
  }

  /** Takes note that so many iterations are complete. */
  reach(iteration: number): void {
    this.#furthest = Math.max(this.#furthest, iteration);
  }

  /** Whether a keyframe is wanted of the moment after so many iterations. */
  wants(iteration: number): boolean {
    return this.#keyframes.wants(iteration);
  }

  keep(iteration: number): void {
    this.#keyframes.add(this.#keyframe(iteration));
  }

  /** The same where someone is about to save the run. */
  keepWished(iteration: number): void {
    if (this.#keyframes.wishes(iteration)) this.#keyframes.addWished(this.#keyframe(iteration));
  }

  before(iteration: number): Keyframe {
    return this.#keyframes.before(iteration);
  }

  /** As of `TrainingRun`. */
  nearest(iteration: number, { work }: Machine): number {
    const within = Math.max(0, Math.min(this.#furthest, iteration));
    return this.#keyframes.nearest(within, MOST_WORK_AGAIN / work);
  }

  /** Forgets what comes after so many iterations. */
  forgetAfter(iteration: number): void {
    this.#furthest = iteration;
    this.#keyframes.forgetAfter(iteration);
    this.record.forgetFrom(iteration);
  }

  /** As of `TrainingRun`. */
  prepareToSave(iteration: number): void {
    this.#keyframes.wish(iteration);
  }

  /** As another process can take it over, which goes on after so many iterations. */
  save(iteration: number): SavedRun {
    // From two iterations before, whoever goes on can also look into the last one.
    const from = this.#keyframes.before(Math.max(0, iteration - 2));
    return { iteration, from, rhythm: this.#keyframes.rhythm, ...this.record.save() };
  }

  /** Takes over the past of another process. */
  resume({ iteration, from, rhythm, ...errors }: SavedRun): void {
    this.record.restore(errors);
    this.#keyframes.goOn(from, rhythm);
    this.#furthest = iteration;
  }

  #keyframe(iteration: number): Keyframe {
    return { iteration, ...this.#machines.save(), ...this.#judgement.save() };
  }
}
