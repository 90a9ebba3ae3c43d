import { type Expression, mentions, type OrderingOperator, operands } from '../../language/expression.ts';
import type { Program } from '../../language/program.ts';
import { inferShapes, type Shapes } from '../../language/shapes.ts';
import type { Watch } from '../../language/watch.ts';
import type { Backend, WatchedValue } from '../backends/backend.ts';
import type { Matrix } from '../matrix.ts';
import type { Pieces } from '../run/pieces.ts';
import { workIn, workOf } from '../work.ts';

/** The progress of a run, as far as watches depend on it. */
export interface Progress {
  /** Completed iterations. */
  readonly iteration: number;
  /** Completed epochs; undefined without mini-batches, where each iteration is one. */
  readonly epoch?: number | undefined;
  /** True once line `line` of the iteration, from 0, holds the value that it computes. */
  hasRun(line: number): boolean;
}

/** Every line of an iteration has run. */
export const endOfIteration: Progress = { iteration: 1, hasRun: () => true };

/** The state of a breakpoint at the end of the last iteration. */
export interface WatchState {
  readonly heldBefore: boolean;
  readonly fired: boolean;
}

/** One watch on one program's matrices. */
export class RunningWatch {
  readonly watch: Watch;
  /** The work of one evaluation (`workOf`), that of the program's evaluation lines included where it needs them. */
  readonly work: number;
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
    this.work = workOfWatch(watch.expression, program, counters);
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

  /** True when the comparison at the end of an iteration differs from the one before; nothing else remembers it. */
  changes(): boolean {
    this.refresh(endOfIteration);
    return (this.holds === true) !== this.#heldBefore;
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

function workOfWatch(expression: Expression, program: Program, counters: ReadonlyMap<string, Matrix>): number {
  const lines = program.evaluation?.lines ?? [];
  const shapes: Shapes = new Map([...counters, ...inferShapes(program)]);
  const isEvaluated = lines.some(({ target }) => mentions(expression, target));
  return workIn(expression, shapes) + (isEvaluated ? workOf(lines, shapes) : 0);
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
