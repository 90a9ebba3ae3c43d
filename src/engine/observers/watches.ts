import type { Program } from '../../language/program.ts';
import { ShapeError } from '../../language/shapes.ts';
import { COUNTERS, printWatch, type Watch } from '../../language/watch.ts';
import type { Backend, Lookout } from '../backends/backend.ts';
import type { Matrix } from '../matrix.ts';
import { finish, type Pieces } from '../run/pieces.ts';
import type { Observer } from '../run/run.ts';
import { type Spacing, spacingOf } from '../work.ts';
import { DETAIL } from './error-record.ts';
import { endOfIteration, type Progress, RunningWatch } from './running-watch.ts';

/** A run that is watched. Changes give it another program and other matrices. */
interface Watched extends Progress {
  readonly program: Program;
  readonly backend: Pick<Backend, 'watch'>;
}

const beforeFirstIteration: Progress = { iteration: 0, hasRun: () => false };

/** The most work (`workOf`) for the points of a cheap watch each time that the run doubles its length: a few milliseconds. */
const EARLY_WORK = 2 ** 20;

/** The watches of a run, for every program that it runs, and the breakpoint that has stopped it. */
export class Watches implements Observer {
  readonly #run: Watched;
  #list: readonly Watch[] = [];
  #set: WatchSet;
  #stopped = false;
  /** Completed iterations within one call of many. */
  #passing = 0;

  constructor(run: Watched) {
    this.#run = run;
    this.#set = new WatchSet(run.program, run.backend, []);
  }

  /** In the order in which they were chosen. */
  get list(): readonly Watch[] {
    return this.#list;
  }

  /** In the same order. Refresh the set before reading it. */
  get set(): WatchSet {
    return this.#set;
  }

  /** True when a breakpoint fired at the end of the last iteration and the run has not gone on since. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The index, among all watches, of the breakpoint that has stopped the run. */
  get stoppedBy(): number | undefined {
    return this.#stopped ? this.#set.firedAt : undefined;
  }

  /** Replaces all watches. A watch that does not fit the current program has no value. */
  choose(watches: readonly Watch[]): void {
    this.#list = watches;
    this.onMachine();
    this.#stopped &&= this.#set.firedAt !== undefined;
  }

  onMachine(): void {
    const { program, backend } = this.#run;
    const next = new WatchSet(program, backend, this.#list);
    next.carryOver(this.#set, this.#run);
    this.#set = next;
  }

  onIteration(): void {
    this.#stopped = this.#set.hasBreakpoints && this.#set.endIteration(this.#run);
  }

  nextLook(_isNew: boolean, lookout: Lookout): number {
    if (this.#set.hasBreakpoints) {
      this.#passing = this.#run.iteration;
      lookout.ends = this.#ends;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** True at the end of an iteration after which a breakpoint fires, or can fire again. */
  readonly #ends = (): boolean => {
    this.#passing++;
    return this.#set.changes(this.#passing, this.#run.epoch);
  };

  /** Forgets that a breakpoint has stopped the run, which continues. */
  release(): void {
    this.#stopped = false;
  }

  /** Resets the breakpoints: the run continues from a keyframe. */
  reset(): void {
    this.#set.startFrom(beforeFirstIteration);
  }

  /** Continues with the same watches on the machine of another run, which has not stopped. */
  takeOver(other: Watches): void {
    this.#set = other.#set;
    this.#stopped = false;
  }
}

/**
 * The watches on one program's matrices. Plain watches cost nothing until they are refreshed; breakpoints are evaluated after every
 * iteration, without allocating.
 *
 * A breakpoint fires at the end of an iteration when it holds there and did not hold at the end of the iteration before. At the start
 * of a run nothing has held yet. A comparison with NaN never holds.
 */
export class WatchSet {
  /** In the order of the watches; undefined for one that does not fit the program. */
  readonly watches: readonly (RunningWatch | undefined)[];
  readonly hasBreakpoints: boolean;
  readonly #fitting: readonly RunningWatch[];
  readonly #breakpoints: readonly RunningWatch[];
  readonly #counters = new Counters();

  constructor(program: Program, backend: Pick<Backend, 'watch'>, watches: readonly Watch[]) {
    this.watches = watches.map((watch) => watchThatFits(program, backend, watch, this.#counters));
    this.#fitting = this.watches.filter((watch) => watch !== undefined);
    this.#breakpoints = this.#fitting.filter(({ watch }) => watch.comparison !== undefined);
    this.hasBreakpoints = this.#breakpoints.length > 0;
  }

  /** Brings all values up to date, to show them. It does not change which breakpoints fire. */
  refresh(progress: Progress): void {
    finish(this.refreshing(progress));
  }

  /** `refresh` in pieces. The run must not move before the last one. */
  *refreshing(progress: Progress): Pieces {
    this.#counters.set(progress);
    for (const watch of this.#fitting) yield* watch.refreshing(progress);
  }

  /** Brings the value of one watch up to date. */
  refreshOne(index: number, progress: Progress): void {
    this.#counters.set(progress);
    this.watches[index]?.refresh(progress);
  }

  /** The spacing of the points of a watch. @param iteration the work of an iteration (`workOf`). */
  spacingOf(index: number, iteration: number): Spacing {
    const work = this.watches[index]?.work ?? 1;
    const spacing = spacingOf(work, iteration);
    const affordable = 2 ** Math.floor(Math.log2(EARLY_WORK / Math.max(1, work)));
    return { ...spacing, early: Math.max(spacing.early, Math.min(DETAIL, affordable)) };
  }

  /** Evaluates the breakpoints at the end of an iteration, replayed ones too. True when one fires: `firedAt` is its index. */
  endIteration(progress: Pick<Progress, 'iteration' | 'epoch'> = endOfIteration): boolean {
    this.#counters.set(progress);
    let any = false;
    for (let i = 0; i < this.#breakpoints.length; i++) {
      if ((this.#breakpoints[i] as RunningWatch).endIteration()) any = true;
    }
    return any;
  }

  /** True when a comparison holds at the end of this iteration and did not before, or the other way round. It changes no state. */
  changes(iteration: number, epoch: number | undefined): boolean {
    this.#counters.setTo(iteration, epoch ?? iteration);
    for (let i = 0; i < this.#breakpoints.length; i++) {
      if ((this.#breakpoints[i] as RunningWatch).changes()) return true;
    }
    return false;
  }

  /** Replaces another set. A breakpoint that is in both keeps its state; a new one starts here. */
  carryOver(from: WatchSet, progress: Progress): void {
    this.#counters.set(progress);
    const known = new Map(from.#breakpoints.map((watch) => [printWatch(watch.watch), watch]));
    for (const watch of this.#breakpoints) watch.carryOver(known.get(printWatch(watch.watch)), progress);
  }

  /** The first breakpoint that fired at the end of the last iteration, by its index among all watches. */
  get firedAt(): number | undefined {
    const index = this.watches.findIndex((watch) => watch?.fired === true);
    return index === -1 ? undefined : index;
  }

  /**
   * Starts the breakpoints here, without firing: a comparison that holds now counts as one that held before. Exact between two
   * iterations; within an iteration, it uses the values of this position.
   */
  startFrom(progress: Progress): void {
    this.#counters.set(progress);
    for (const watch of this.#breakpoints) watch.startFrom(progress);
  }
}

/** The values of the names that a program need not have (`COUNTERS`). */
class Counters {
  readonly matrices: ReadonlyMap<string, Matrix>;
  readonly #iteration = Float64Array.of(0);
  readonly #epoch = Float64Array.of(0);

  constructor() {
    const values: Readonly<Record<(typeof COUNTERS)[number], Float64Array>> = {
      iteration: this.#iteration,
      epoch: this.#epoch,
    };
    this.matrices = new Map(COUNTERS.map((name) => [name, { rows: 1, columns: 1, data: values[name] }]));
  }

  set({ iteration, epoch = iteration }: Pick<Progress, 'iteration' | 'epoch'>): void {
    this.setTo(iteration, epoch);
  }

  setTo(iteration: number, epoch: number): void {
    this.#iteration[0] = iteration;
    this.#epoch[0] = epoch;
  }
}

/** Undefined when the program lacks a name of the watch, or gives it another shape. */
function watchThatFits(
  program: Program,
  backend: Pick<Backend, 'watch'>,
  watch: Watch,
  { matrices }: Counters,
): RunningWatch | undefined {
  try {
    return new RunningWatch(program, backend, watch, matrices);
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
