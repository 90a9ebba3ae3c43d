import type { Moment } from '../../machine/moment.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import type { State } from '../../machine/state.ts';
import { MOST_BYTES } from '../kept-moments.ts';

/** The reason, in words, why the state of a script does not answer a question. */
export class Unanswerable extends Error {}

/**
 * Work on the run of a script that leaves no trace. Between two parts of the work the run is where it was: it may continue, and the work
 * continues from its own state. Nothing is printed, and no breakpoint or watch sees it.
 */
export class Excursion<Result> {
  readonly #run: ScriptRun;
  readonly #work: Generator<void, Result>;
  /** The state of the work between two parts. */
  #inner: { readonly moment: Moment; readonly aims: Aims } | undefined;

  /** @param work goes to moments of the run, executes lines, and yields after each piece of a few milliseconds. */
  constructor(run: ScriptRun, work: Generator<void, Result>) {
    this.#run = run;
    this.#work = work;
  }

  /**
   * Works for a while.
   * @param isOver true where the stretch ends; asked after each piece.
   * @returns the result once there is one.
   * @throws Unanswerable
   */
  advance(isOver: () => boolean): { readonly result: Result } | undefined {
    const { state } = this.#run;
    if (state.allocated > MOST_BYTES && state.liveBytes() > MOST_BYTES) {
      throw new Unanswerable('the values of the script are too large to copy');
    }
    const home = this.#run.save();
    const aims = aimsOf(state);
    Object.assign(state, this.#inner?.aims ?? NO_AIMS);
    let isDone = false;
    try {
      if (this.#inner !== undefined) this.#run.restore(this.#inner.moment, true);
      this.#inner = undefined;
      for (;;) {
        const { done, value } = this.#work.next();
        if (done === true) {
          isDone = true;
          return { result: value };
        }
        if (isOver()) return undefined;
      }
    } catch (error) {
      isDone = true;
      throw error;
    } finally {
      if (!isDone) this.#inner = { moment: this.#run.save(), aims: aimsOf(state) };
      this.#run.restore(home, true);
      Object.assign(state, aims);
    }
  }
}

/** The places where a run stops and looks. A moment does not contain them. */
type Aims = Pick<State, 'stopAt' | 'fuel' | 'taps' | 'stops' | 'tapped' | 'unwinding' | 'observe' | 'muted'>;

const NO_AIMS: Aims = {
  stopAt: Number.POSITIVE_INFINITY,
  fuel: 0,
  taps: undefined,
  stops: false,
  tapped: undefined,
  unwinding: undefined,
  observe: undefined,
  muted: true,
};

function aimsOf({ stopAt, fuel, taps, stops, tapped, unwinding, observe, muted }: State): Aims {
  return { stopAt, fuel, taps, stops, tapped, unwinding, observe, muted };
}
