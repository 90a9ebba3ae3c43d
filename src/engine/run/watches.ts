import type { Program } from '../../language/program.ts';
import type { Watch } from '../../language/watch.ts';
import { type Moment, type Watchable, WatchSet, type WatchState } from '../machine/watch.ts';

/** What watches look at: a run, whose program and matrices are others after some changes. */
interface Watched extends Moment {
  readonly program: Program;
  readonly backend: Watchable;
}

const beginning: Moment = { iteration: 0, hasRun: () => false };

/** The watches of a run, whatever program it runs, and whether one of them has stopped it. */
export class RunWatches {
  readonly #run: Watched;
  #list: readonly Watch[] = [];
  #set: WatchSet;
  #stopped = false;

  constructor(run: Watched) {
    this.#run = run;
    this.#set = new WatchSet(run.program, run.backend, []);
  }

  /** In the order in which they were chosen. Refresh them to read them. */
  get set(): WatchSet {
    return this.#set;
  }

  /** Whether a breakpoint fired at the end of the last iteration, and nothing was done since. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The breakpoint that has stopped the run, by its place among the watches. */
  get stoppedBy(): number | undefined {
    return this.#stopped ? this.#set.firedAt : undefined;
  }

  /** These, and no others. Those that do not fit the program of a moment have no value there. */
  choose(watches: readonly Watch[]): void {
    this.#list = watches;
    this.lookAnew();
    this.#stopped &&= this.#set.firedAt !== undefined;
  }

  /** The same watches on another program's matrices. */
  lookAnew(): void {
    const { program, backend } = this.#run;
    const next = new WatchSet(program, backend, this.#list);
    next.takeOver(this.#set, this.#run);
    this.#set = next;
  }

  /** Call after each iteration. */
  endIteration(): void {
    this.#stopped = this.#set.hasBreakpoints && this.#set.endIteration();
  }

  /** What comes next was asked for: nothing holds the run any more. */
  goOn(): void {
    this.#stopped = false;
  }

  /** At the beginning of a way that has not been watched, nothing has held yet. */
  forget(): void {
    this.#set.settle(beginning);
  }

  save(): { readonly stopped: boolean; readonly states: readonly WatchState[] } {
    return { stopped: this.#stopped, states: this.#set.save() };
  }

  restore({ stopped, states }: ReturnType<RunWatches['save']>): void {
    this.#stopped = stopped;
    this.#set.restore(states);
  }
}
