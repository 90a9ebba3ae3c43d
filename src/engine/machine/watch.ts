import { type Expression, type OrderingOperator, operands } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import { ShapeError } from '../../language/shapes.ts';
import { printWatch, type Watch } from '../../language/watch.ts';
import type { Matrix } from '../matrix.ts';

/** A moment of a run. */
export interface Moment {
  /** Completed iterations. */
  readonly iteration: number;
  /** Whether a line of the iteration, from 0, holds what it has computed. */
  hasRun(line: number): boolean;
}

/** What watches look at: an `Interpreter`. */
export interface Watchable {
  watch(expression: Expression): { readonly value: Matrix; refresh(): void };
}

/**
 * The watches of one run. Plain watches cost nothing until they are refreshed; breakpoints are evaluated after each
 * iteration. After construction nothing is allocated.
 *
 * A breakpoint fires at the end of an iteration if it holds then and did not at the end of the iteration before; at the
 * start of a run nothing has held yet. What compares with NaN never holds.
 */
export class WatchSet {
  /** In the order of the watches; undefined for one that does not fit the program. */
  readonly watches: readonly (RunningWatch | undefined)[];
  readonly hasBreakpoints: boolean;
  readonly #fitting: readonly RunningWatch[];
  readonly #breakpoints: readonly RunningWatch[];

  constructor(program: Program, run: Watchable, watches: readonly Watch[]) {
    this.watches = watches.map((watch) => fitted(program, run, watch));
    this.#fitting = this.watches.filter((watch) => watch !== undefined);
    this.#breakpoints = this.#fitting.filter(({ watch }) => watch.comparison !== undefined);
    this.hasBreakpoints = this.#breakpoints.length > 0;
  }

  /** Brings all values up to date with the run, for showing them. It does not change which breakpoints fire. */
  refresh(moment: Moment): void {
    for (let i = 0; i < this.#fitting.length; i++) (this.#fitting[i] as RunningWatch).refresh(moment);
  }

  /** Call after each iteration, replayed ones too. Whether a breakpoint fires; `fired` says which. */
  endIteration(): boolean {
    let any = false;
    for (let i = 0; i < this.#breakpoints.length; i++) {
      if ((this.#breakpoints[i] as RunningWatch).endIteration()) any = true;
    }
    return any;
  }

  /** Goes on from another set: breakpoints that were in it know what they knew there, others look for the first time. */
  takeOver(from: WatchSet, moment: Moment): void {
    const known = new Map(from.#breakpoints.map((watch) => [printWatch(watch.watch), watch]));
    for (const watch of this.#breakpoints) watch.takeOver(known.get(printWatch(watch.watch)), moment);
  }

  /** What the breakpoints know of the last iteration. */
  save(): readonly WatchState[] {
    return this.#breakpoints.map((watch) => watch.save());
  }

  restore(saved: readonly WatchState[]): void {
    for (const [index, state] of saved.entries()) this.#breakpoints[index]?.restore(state);
  }

  /** The first breakpoint that fired at the end of the last iteration, by its place among all watches. */
  get firedAt(): number | undefined {
    const index = this.watches.findIndex((watch) => watch?.fired === true);
    return index === -1 ? undefined : index;
  }

  /**
   * Tells the breakpoints what held at the end of the last iteration, when they were not there to see it: added during a
   * run, or after a jump. Exact between iterations; within one it takes the values of that moment.
   */
  settle(moment: Moment): void {
    for (let i = 0; i < this.#breakpoints.length; i++) (this.#breakpoints[i] as RunningWatch).settle(moment);
  }
}

const endOfIteration: Moment = { iteration: 1, hasRun: () => true };

/** What a breakpoint knows of the end of the last iteration. */
export interface WatchState {
  readonly heldBefore: boolean;
  readonly fired: boolean;
}

/** A watch in a program, unless that has no such names or they have other shapes. */
function fitted(program: Program, run: Watchable, watch: Watch): RunningWatch | undefined {
  try {
    return new RunningWatch(program, run, watch);
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** One watch of a run. */
export class RunningWatch {
  readonly watch: Watch;
  readonly #value;
  readonly #operator: OrderingOperator | undefined;
  readonly #right;
  /** The lines that must have been run before there is a value. */
  readonly #needed: readonly number[];
  #known = false;
  #heldBefore = false;
  #fired = false;

  constructor(program: Program, run: Watchable, watch: Watch) {
    this.watch = watch;
    this.#value = run.watch(watch.expression);
    this.#operator = watch.comparison?.operator;
    this.#right = watch.comparison && run.watch(watch.comparison.right);
    const sides = [this.#value, this.#right].map((side) => side?.value.data.length);
    if (this.#right !== undefined && sides.some((cells) => cells !== 1)) {
      throw new RangeError('a breakpoint compares single numbers');
    }
    this.#needed = [
      ...linesNeeded(watch.expression, program),
      ...(watch.comparison === undefined ? [] : linesNeeded(watch.comparison.right, program)),
    ];
  }

  /** The expression as last refreshed, of a breakpoint its left side; undefined before the run has come to it. Live. */
  get value(): Matrix | undefined {
    return this.#known ? this.#value.value : undefined;
  }

  /** Whether the comparison held when last refreshed; undefined without one, or before the run has come to it. */
  get holds(): boolean | undefined {
    if (!this.#known || this.#operator === undefined || this.#right === undefined) return undefined;
    return compare(this.#operator, this.#value.value.data[0] as number, this.#right.value.data[0] as number);
  }

  /** Whether it fired at the end of the last iteration. */
  get fired(): boolean {
    return this.#fired;
  }

  refresh(moment: Moment): void {
    this.#known = true;
    for (let i = 0; i < this.#needed.length; i++) if (!moment.hasRun(this.#needed[i] as number)) this.#known = false;
    if (!this.#known) return;
    this.#value.refresh();
    this.#right?.refresh();
  }

  endIteration(): boolean {
    this.refresh(endOfIteration);
    const holds = this.holds === true;
    this.#fired = holds && !this.#heldBefore;
    this.#heldBefore = holds;
    return this.#fired;
  }

  takeOver(from: RunningWatch | undefined, moment: Moment): void {
    this.refresh(moment);
    if (from === undefined) this.settle(moment);
    else this.restore(from.save());
  }

  save(): WatchState {
    return { heldBefore: this.#heldBefore, fired: this.#fired };
  }

  restore({ heldBefore, fired }: WatchState): void {
    this.#heldBefore = heldBefore;
    this.#fired = fired;
  }

  settle(moment: Moment): void {
    this.refresh(moment);
    this.#heldBefore = moment.iteration > 0 && this.holds === true;
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

/** The lines that first assign to the names in it; none for those that are there from the start. */
function linesNeeded(expression: Expression, program: Program): readonly number[] {
  if (expression.kind !== 'name') return operands(expression).flatMap((part) => linesNeeded(part, program));
  const { name } = expression;
  // What predicts all examples is run by whoever looks.
  const early = [...program.given.map((given) => given.name), ...program.setup.map(({ target }) => target)];
  const line = early.includes(name) ? -1 : program.iteration.findIndex(({ target }) => target === name);
  return line === -1 ? [] : [line];
}
