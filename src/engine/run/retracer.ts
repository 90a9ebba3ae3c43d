import type { ChangingMachine } from '../machine/changing-machine.ts';
import type { Keyframe } from '../observers/keyframes.ts';
import { measurePoint, type PastPlan, PastValues } from '../observers/watch-past.ts';
import { Watches } from '../observers/watches.ts';
import type { Replay } from './pieces.ts';
import { Run } from './run.ts';

/**
 * A second machine of a run, which runs its past again to measure watches there. The run trains meanwhile and is not touched: the
 * machine has matrices of its own. Changes of the run are made again where they were made.
 */
export class Retracer extends Run {
  readonly watches: Watches;
  readonly #plan: PastPlan;
  readonly #found: readonly PastValues[];

  /** @param machines at a state that was saved after `from` completed iterations. */
  constructor(machines: ChangingMachine, plan: PastPlan) {
    super(machines);
    this.#plan = plan;
    this.#found = plan.pasts.map(() => new PastValues());
    this.watches = new Watches(this);
    this.watches.choose(plan.list);
    this.observe(this.watches);
  }

  /**
   * Measures all points of the plan, and returns the values of each watch.
   * @param keyframeFor the last saved state at or before completed iterations.
   */
  *retrace(keyframeFor: (iteration: number) => Keyframe): Replay<readonly PastValues[]> {
    let isBegun = false;
    for (const point of this.#plan.points) {
      const keyframe = keyframeFor(point);
      if (!isBegun || keyframe.iteration > this.iteration) this.#goTo(keyframe);
      isBegun = true;
      yield* this.iterateTo(point + 1);
      yield point + 1;
    }
    return this.#found;
  }

  /** Before the changes that are made at the end of the iteration: they may replace the program. */
  protected override afterIteration(isNew: boolean): void {
    measurePoint(this.#plan, this.watches, this, this.#found);
    super.afterIteration(isNew);
  }

  /** Computes the predictions that a watch needs in pieces, where they take long. */
  protected override *beforeEnd(): Replay {
    const isMeasured = this.#plan.points.includes(this.iteration);
    if (isMeasured && this.program.evaluation !== undefined) {
      for (const _ of this.evaluating()) yield this.iteration;
    }
  }

  #goTo(keyframe: Keyframe): void {
    this.restoreMachine(keyframe.iteration, keyframe);
    this.watches.reset();
    this.makeChanges();
  }
}
