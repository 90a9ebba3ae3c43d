import type { Lookout } from '../backends/backend.ts';
import type { ChangingMachine } from '../machine/changing-machine.ts';
import type { Judge } from '../observers/judge.ts';
import type { Keyframe } from '../observers/keyframes.ts';
import type { Past } from '../observers/past.ts';
import type { RunRecord } from '../observers/record.ts';
import type { TestRecord } from '../observers/test-record.ts';
import { Watches } from '../observers/watches.ts';
import type { Replay } from './pieces.ts';
import { type Position, Run } from './run.ts';

/** The observers of the run. */
interface Observers {
  readonly past: Past;
  readonly judge: Judge;
  readonly watches: Watches;
  readonly record: RunRecord;
}

/**
 * A second machine of a run, which replays the past of the run while the run itself stays where it is. It runs the same lines from the
 * nearest keyframe, with the same bits. The run can take over its machine and position, or drop it at any time.
 */
export class Scout extends Run {
  readonly judge: Judge;
  readonly watches: Watches;
  readonly #past: Past;
  readonly #test: TestRecord | undefined;
  /** The destination, which limits the changes made there. */
  #destination: Position | undefined;

  constructor(machines: ChangingMachine, { past, judge, watches, record }: Observers) {
    super(machines);
    this.#past = past;
    this.#test = record.testOf(this);
    this.judge = judge.fork(this, this.#test);
    this.watches = new Watches(this);
    this.watches.choose(watches.list);
    for (const observer of [this.judge, this.watches]) this.observe(observer);
  }

  /** Goes to a position where the run has been. */
  *goTo(position: Position): Replay {
    const { iteration, line } = position;
    this.#destination = position;
    this.#restore(this.#past.keyframeFor(position));
    yield* this.iterateTo(iteration);
    while (this.line < line) yield* this.advanceInPieces();
    this.watches.release();
    this.#destination = undefined;
  }

  /** @see Past.nearest */
  nearest(iteration: number): number {
    return this.#past.nearest(iteration);
  }

  protected override makeChanges(): void {
    const destination = this.#destination;
    super.makeChanges(destination?.iteration === this.iteration ? destination.changes : undefined);
  }

  protected override *beforeEnd(): Replay {
    if (this.judge.isDue(this.iteration + 1)) for (const _ of this.#test?.predicting() ?? []) yield this.iteration;
  }

  protected override nextLook(isNew: boolean, lookout: Lookout): number {
    const { savesApart } = this.machine;
    const save = (Math.floor(this.iteration / savesApart) + 1) * savesApart;
    return Math.min(super.nextLook(isNew, lookout), save, this.#past.nextKeyframeAfter(this.iteration));
  }

  protected override afterIteration(isNew: boolean): void {
    const { machine } = this;
    // After a non-finite error no changes are made, the first time as in a replay.
    if (machine.hasError && !Number.isFinite(machine.iterationError())) return;
    if (this.#past.isWanted(this)) this.#past.keepReplayed(this.#keyframe(), this.isFinite());
    super.afterIteration(isNew);
  }

  #keyframe(): Keyframe {
    return { iteration: this.iteration, ...this.saveMachine(), ...this.judge.save() };
  }

  #restore(keyframe: Keyframe): void {
    this.restoreMachine(keyframe.iteration, keyframe);
    this.judge.restore(keyframe);
    this.watches.reset();
    this.makeChanges();
  }
}
