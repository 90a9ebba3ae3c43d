import type { Program } from '../program/program.ts';
import type { Watch } from '../program/watch.ts';
import { type Moment, type Watchable, WatchSet, type WatchState } from './watch.ts';

/** What watches look at, and at which moment of a run. */
export interface Sight {
  readonly program: Program;
  readonly interpreter: Watchable;
  readonly moment: Moment;
}

const beginning: Moment = { iteration: 0, hasRun: () => false };

/** The watches of a run, whatever program it runs, and whether one of them has stopped it. */
export class RunWatches {
  #list: readonly Watch[] = [];
  #set: WatchSet;
  #stopped = false;

  constructor({ program, interpreter }: Pick<Sight, 'program' | 'interpreter'>) {
    this.#set = new WatchSet(program, interpreter, []);
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
  choose(watches: readonly Watch[], sight: Sight): void {
    this.#list = watches;
    this.lookAt(sight);
    this.#stopped &&= this.#set.firedAt !== undefined;
  }

  /** The same watches on another program's matrices. */
  lookAt({ program, interpreter, moment }: Sight): void {
    const next = new WatchSet(program, interpreter, this.#list);
    next.takeOver(this.#set, moment);
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
