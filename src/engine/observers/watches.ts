import { type Expression, type OrderingOperator, operands } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import { ShapeError } from '../../language/shapes.ts';
import { COUNTERS, printWatch, type Watch } from '../../language/watch.ts';
import type { Backend, WatchedValue } from '../backends/backend.ts';
import type { Matrix } from '../matrix.ts';
import { finish, type Pieces } from '../run/pieces.ts';
import type { Observer } from '../run/run.ts';

/** The progress of a run, as far as watches depend on it. */
export interface Progress {
  /** Completed iterations. */
  readonly iteration: number;
  /** Completed epochs; undefined without mini-batches, where each iteration is one. */
  readonly epoch?: number | undefined;
  /** True once line `line` of the iteration, from 0, holds the value that it computes. */
  hasRun(line: number): boolean;
}

/** A run that is watched. Changes give it another program and other matrices. */
interface Watched extends Progress {
  readonly program: Program;
  readonly backend: Pick<Backend, 'watch'>;
}

const beforeFirstIteration: Progress = { iteration: 0, hasRun: () => false };
const endOfIteration: Progress = { iteration: 1, hasRun: () => true };

/** The watches of a run, for every program that it runs, and the breakpoint that has stopped it. */
export class Watches implements Observer {
  readonly #run: Watched;
  #list: readonly Watch[] = [];
  #set: WatchSet;
  #stopped = false;

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

  /** Replaces all watches. A watch that does not fit the present program has no value. */
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

  /** Evaluates the breakpoints at the end of an iteration, replayed ones too. True when one fires: `firedAt` is its index. */
  endIteration(progress: Pick<Progress, 'iteration' | 'epoch'> = endOfIteration): boolean {
    this.#counters.set(progress);
    let any = false;
    for (let i = 0; i < this.#breakpoints.length; i++) {
      if ((this.#breakpoints[i] as RunningWatch).endIteration()) any = true;
    }
    return any;
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
    this.#iteration[0] = iteration;
    this.#epoch[0] = epoch;
  }
}

/** The state of a breakpoint at the end of the last iteration. */
export interface WatchState {
  readonly heldBefore: boolean;
  readonly fired: boolean;
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

/** One watch on one program's matrices. */
export class RunningWatch {
  readonly watch: Watch;
  readonly #value: WatchedValue;
  readonly #operator: OrderingOperator | undefined;
  readonly #right: WatchedValue | undefined;
  /** The lines that must have run before there is a value. */
  readonly #needed: readonly number[];
  #known = false;
  #heldBefore = false;
  #fired = false;

  /** @param counters the values of names that the program need not have. */
  constructor(
    program: Program,
    backend: Pick<Backend, 'watch'>,
    watch: Watch,
    counters: ReadonlyMap<string, Matrix> = new Map(),
  ) {
    this.watch = watch;
    this.#value = backend.watch(watch.expression, counters);
    this.#operator = watch.comparison?.operator;
    this.#right = watch.comparison && backend.watch(watch.comparison.right, counters);
    const sides = [this.#value, this.#right].map((side) => side?.value.data.length);
    if (this.#right !== undefined && sides.some((cells) => cells !== 1)) {
      throw new RangeError('a breakpoint compares single numbers');
    }
    this.#needed = [
      ...linesNeeded(watch.expression, program),
      ...(watch.comparison === undefined ? [] : linesNeeded(watch.comparison.right, program)),
    ];
  }

  /** The value when last refreshed; for a breakpoint, of its left side. Undefined until the lines that it needs have run. Live. */
  get value(): Matrix | undefined {
    return this.#known ? this.#value.value : undefined;
  }

  /** True when the comparison held when last refreshed; undefined without a comparison or a value. */
  get holds(): boolean | undefined {
    if (!this.#known || this.#operator === undefined || this.#right === undefined) return undefined;
    return compare(this.#operator, this.#value.value.data[0] as number, this.#right.value.data[0] as number);
  }

  /** True when it fired at the end of the last iteration. */
  get fired(): boolean {
    return this.#fired;
  }

  refresh(progress: Progress): void {
    this.#known = true;
    for (let i = 0; i < this.#needed.length; i++) if (!progress.hasRun(this.#needed[i] as number)) this.#known = false;
    if (!this.#known) return;
    this.#value.refresh();
    this.#right?.refresh();
  }

  /** `refresh` in pieces. */
  *refreshing(progress: Progress): Pieces {
    this.#known = this.#needed.every((line) => progress.hasRun(line));
    if (!this.#known) return;
    for (const part of [...this.#value.parts, ...(this.#right?.parts ?? [])]) {
      part();
      yield;
    }
  }

  endIteration(): boolean {
    this.refresh(endOfIteration);
    const holds = this.holds === true;
    this.#fired = holds && !this.#heldBefore;
    this.#heldBefore = holds;
    return this.#fired;
  }

  carryOver(from: RunningWatch | undefined, progress: Progress): void {
    this.refresh(progress);
    if (from === undefined) this.startFrom(progress);
    else this.restore(from.save());
  }

  save(): WatchState {
    return { heldBefore: this.#heldBefore, fired: this.#fired };
  }

  restore({ heldBefore, fired }: WatchState): void {
    this.#heldBefore = heldBefore;
    this.#fired = fired;
  }

  startFrom(progress: Progress): void {
    this.refresh(progress);
    this.#heldBefore = progress.iteration > 0 && this.holds === true;
    this.#fired = false;
  }
}

/** NaN compares as false with everything. */
function compare(operator: OrderingOperator, left: number, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** The lines that first assign to the names in an expression; none for names that exist before the first iteration. */
function linesNeeded(expression: Expression, program: Program): readonly number[] {
  if (expression.kind !== 'name') return operands(expression).flatMap((part) => linesNeeded(part, program));
  const { name } = expression;
  const early = [...program.given.map((given) => given.name), ...program.setup.map(({ target }) => target)];
  // -1 for a name of the evaluation too: refreshing the watch runs those lines.
  const line = early.includes(name) ? -1 : program.iteration.findIndex(({ target }) => target === name);
  return line === -1 ? [] : [line];
}
