import { MARGIN } from '../../language/example-rows.ts';
import type { Made } from '../machine/changing-machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { Keyframe } from '../run/keyframes.ts';
import { Judge } from './judge.ts';
import type { Judged } from './measure.ts';
import type { Verdict } from './verdict.ts';

/** What there is to be said of a run, whatever program it runs: since when it is solved, and its verdict. */
export class Judgement {
  readonly #run: Judged;
  #judge: Judge;
  #solvedAt: number | undefined;

  constructor(run: Judged) {
    this.#run = run;
    this.#judge = new Judge(run);
  }

  /** The completed iterations after which every prediction has been within `MARGIN`, as far as they have been looked at. */
  get solvedAt(): number | undefined {
    return this.#solvedAt;
  }

  get verdict(): Verdict {
    return this.#judge.verdict;
  }

  /** Call when the lines of an iteration have run, before it counts: what they themselves predict they have predicted then. */
  see(machine: Machine, iteration: number): void {
    if (!machine.evaluates) this.#lookWhetherSolved(machine, iteration);
  }

  /** Call once it counts. */
  judge(machine: Machine, iteration: number): void {
    if (!this.#judge.isDue(iteration, this.#solvedAt)) return;
    if (machine.evaluates) this.#lookWhetherSolved(machine, iteration);
    this.#judge.record();
  }

  /** What is known of the run until here says little of what comes after a change. */
  change(made: Exclude<Made, 'nothing'>, machine: Machine, iteration: number): void {
    const { verdict } = this.#judge;
    if (made === 'machine') this.lookAnew();
    const isMeasured = made === 'cells' ? !machine.evaluates : machine.hasTakenError;
    if (!isMeasured) this.#solvedAt = undefined;
    this.#judge.startAnew(iteration, verdict, isMeasured);
  }

  /** Another machine has other matrices to look at. */
  lookAnew(): void {
    this.#judge = new Judge(this.#run);
  }

  /** As of `Judge`. */
  onOffence(target: string): Verdict {
    return this.#judge.onOffence(target);
  }

  save(): Pick<Keyframe, 'solvedAt' | 'judge'> {
    return { solvedAt: this.#solvedAt, judge: this.#judge.save() };
  }

  restore({ solvedAt, judge }: Pick<Keyframe, 'solvedAt' | 'judge'>): void {
    this.#solvedAt = solvedAt;
    this.#judge.restore(judge);
  }

  #lookWhetherSolved(machine: Machine, iteration: number): void {
    this.#solvedAt = machine.largestMiss() <= MARGIN ? (this.#solvedAt ?? iteration) : undefined;
  }
}
