import type { Change } from '../../language/change.ts';
import type { Program } from '../../language/program.ts';
import { type Backend, blindLookout, type Lookout, NEVER } from '../backends/backend.ts';
import type { Changed, ChangingMachine, MachineState } from '../machine/changing-machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { Matrix } from '../matrix.ts';
import { LONGEST_PIECE, type Pieces, type Replay } from './pieces.ts';

/* One class, though it is long: every move changes the same few private fields, and the rest only reads them. */

/** The position of a run. */
export interface Position {
  /** Completed iterations. */
  readonly iteration: number;
  /** Lines of the next iteration that have run. */
  readonly line: number;
  /** The number of changes made at this iteration; all of them by default. */
  readonly changes?: number;
}

/** Follows a run. A run calls its observers in the order in which they subscribed. */
export interface Observer {
  /**
   * An iteration is complete; `run.iteration` counts it.
   * @param isNew false for an iteration that is replayed, or that lies after a non-finite value.
   */
  onIteration?(isNew: boolean): void;
  /**
   * The completed iterations at which the observer must be called next. It may be called before, too; without this method it is called
   * after every iteration.
   * @param lookout the observer adds events at which the call ends, and errors that it records.
   */
  nextLook?(isNew: boolean, lookout: Lookout): number;
  /**
   * Iterations have run in one call, without a call of `onIteration`.
   * @param first the first of them, from 0.
   * @param lookout of that call.
   */
  onPassed?(first: number, count: number, lookout: Lookout, isNew: boolean): void;
  /** The values of the last iteration are about to be replaced by a single line, a change or a jump, not by a whole iteration. */
  onLeave?(): void;
  /** The run has another machine: other matrices, and perhaps another program. */
  onMachine?(): void;
  /** A change was made at this position. */
  onChange?(changed: Changed): void;
}

/**
 * A training run from a seed: a machine, a position, and changes at given iterations. It does nothing else: past, error record,
 * verdict and watches are observers, and cost nothing in a run without them.
 *
 *     const run = new Run(new ChangingMachine(program, { inputs, targets, seed }));
 *     run.observe(new Judge(run));
 *     run.start();
 *     while (run.iteration < 1000) run.iterate();
 *
 * After k iterations the parameters have been updated k times. Prediction and error are those of the last iteration, measured before
 * its update, as the tutorial prints them. When an iteration does not show the prediction of every example (mini-batches, dropout),
 * they are computed with the current parameters, on demand.
 */
export class Run implements Position {
  #machines: ChangingMachine;
  readonly #observers: Observer[] = [];
  #machine: Machine;
  #iteration = 0;
  #line = 0;
  #gradientNorm: number | undefined;
  readonly #lookout = blindLookout();

  constructor(machines: ChangingMachine) {
    this.#machines = machines;
    this.#machine = machines.now;
  }

  /** Subscribes an observer. It is not called for earlier events, so most subscribe before `start`. */
  observe(observer: Observer): void {
    this.#observers.push(observer);
  }

  /** Ends a subscription. */
  ignore(observer: Observer): void {
    const index = this.#observers.indexOf(observer);
    if (index !== -1) this.#observers.splice(index, 1);
  }

  /**
   * Makes the changes that are due before the first iteration.
   * @throws RangeError for a change of a cell that does not exist.
   */
  start(): void {
    this.makeChanges();
  }

  /** Completed iterations. */
  get iteration(): number {
    return this.#iteration;
  }

  /** Lines of the next iteration that have run. */
  get line(): number {
    return this.#line;
  }

  /** The number of changes made so far. */
  get changed(): number {
    return this.#machines.changed;
  }

  /** The machine at this position; a change or a jump may replace it. */
  get machine(): Machine {
    return this.#machine;
  }

  /** The program at this position. */
  get program(): Program {
    return this.#machine.program;
  }

  /** The program that ran up to `iteration` completed iterations, before the changes made there. */
  programBefore(iteration: number): Program {
    return this.#machines.programAfter(iteration - 1);
  }

  get backend(): Backend {
    return this.#machine.backend;
  }

  /** The live matrix of a name of the program. */
  valueOf(name: string): Matrix {
    return this.#machine.backend.valueOf(name);
  }

  /** The last value that line `line` computed. */
  resultOf(line: number): Matrix {
    return this.#machine.backend.resultOf(line);
  }

  /** Brings the predictions of all examples up to date. */
  evaluate(): void {
    this.#machine.backend.evaluate();
  }

  /** `evaluate` in pieces. The run must not move before the last one. */
  *evaluating(): Pieces {
    for (const part of this.#machine.backend.partsOfEvaluation()) {
      part();
      yield;
    }
  }

  /** mean(abs(target − prediction)) of all examples; undefined before the first prediction, and for a program without an error. */
  get error(): number | undefined {
    const { hasError, errorLine } = this.#machine;
    return hasError && this.isPredicted(errorLine) ? this.#machine.error() : undefined;
  }

  /** The line, from 0, that computes the error; -1 without one. */
  get errorLine(): number {
    return this.#machine.errorLine;
  }

  /** The current learning rate; 1 for a program without one. */
  get alpha(): number {
    return this.#machine.alpha();
  }

  /** Completed epochs; undefined when each iteration works on all examples. Iterations before mini-batches were switched on count as one each. */
  get epoch(): number | undefined {
    const ahead = this.#line > 0 ? 1 : 0;
    const epochs = this.#machine.epochs(ahead);
    return epochs === undefined ? undefined : this.#iteration - (this.#machine.batchesTaken - ahead) + epochs;
  }

  /** True when the last iteration has completed an epoch. */
  get endsEpoch(): boolean {
    return this.#machine.epochs() === undefined || this.#machine.epochs() !== this.#machine.epochs(1);
  }

  /**
   * True once line `line` holds the value that it computes: it has run, and no later change of the program has made the value
   * obsolete.
   */
  hasRun(line: number): boolean {
    return this.#machine.hasRun(line, this.#line);
  }

  /** True when there is a prediction that line `line` computes; evaluation lines can predict all examples at any time. */
  isPredicted(line: number): boolean {
    return this.hasRun(line) || (this.#machine.evaluates && this.#iteration > 0);
  }

  /** True when all values computed so far are finite. */
  isFinite(): boolean {
    // Before the first iteration, lines that have not run hold zeros or values that were carried over.
    return this.#machine.isFinite(this.#iteration === 0 ? this.#line : this.program.iteration.length);
  }

  /** The program after `iteration` completed iterations, and after the changes made there. */
  programAfter(iteration: number): Program {
    return this.#machines.programAfter(iteration);
  }

  /** Measures the gradient norm in every iteration from here on. */
  measureGradients(): void {
    if (this.#machines.measureGradients() === 'machine') this.#takeMachine();
  }

  /**
   * √ of the sum of all squared gradients in the last iteration, before its update; NaN when it was not measured.
   * @see measureGradients
   */
  gradientNorm(): number {
    return this.measuredGradientNorm ?? Number.NaN;
  }

  /** Runs the next line. */
  advance(): void {
    if (this.#line === 0) this.leave();
    this.#machine.runLine(this.#line);
    this.#line++;
    if (this.#line === this.program.iteration.length) this.#complete();
  }

  /** Runs an iteration, or the rest of one. */
  iterate(): void {
    const machine = this.#machine;
    if (this.#line === 0) machine.runIteration();
    else for (; this.#line < this.program.iteration.length; this.#line++) machine.runLine(this.#line);
    this.#complete();
  }

  /**
   * Runs iterations, or the rest of one: at least one and at most `most`. Observers are called after the last one. It is the first one
   * that any of them must see.
   */
  iterateMany(most: number): void {
    const lookout = this.#lookout;
    const { isNew } = this;
    reset(lookout);
    const first = this.#iteration;
    const count = this.#line > 0 ? 1 : Math.min(most, this.nextLook(isNew, lookout) - first);
    if (count <= 1) {
      this.iterate();
      return;
    }
    const passed = this.#machine.runIterations(count, lookout) - 1;
    if (passed > 0) {
      this.#iteration += passed;
      const observers = this.#observers;
      for (let k = 0; k < observers.length; k++) observers[k]!.onPassed?.(first, passed, lookout, isNew);
    }
    this.#complete();
  }

  /** The completed iterations at which the run must stop next for an observer or a change. */
  protected nextLook(isNew: boolean, lookout: Lookout): number {
    let next = this.#machines.nextChange;
    const observers = this.#observers;
    for (let k = 0; k < observers.length; k++) {
      const observer = observers[k]!;
      const own =
        observer.nextLook?.(isNew, lookout) ?? (observer.onIteration === undefined ? next : this.#iteration + 1);
      next = Math.min(next, own);
    }
    return next;
  }

  /**
   * Runs iterations, or the rest of the first one, until `iteration` are completed, in pieces. Between two pieces the matrices may be
   * those of no position.
   */
  *iterateTo(iteration: number): Replay {
    let work = 0;
    while (this.#iteration < iteration) {
      const { work: next } = this.#machine;
      if (next > LONGEST_PIECE) {
        for (; this.#line < this.program.iteration.length; this.#line++) yield* this.#runInPieces();
        yield* this.beforeEnd();
        this.#complete();
      } else {
        const before = this.#iteration;
        this.iterateMany(Math.min(iteration - before, Math.ceil(LONGEST_PIECE / next)));
        work += next * (this.#iteration - before);
        if (work > LONGEST_PIECE) {
          work = 0;
          yield this.#iteration;
        }
      }
    }
  }

  /** Runs the next line in pieces, as `iterateTo`. */
  *advanceInPieces(): Replay {
    if (this.#machine.work <= LONGEST_PIECE) {
      this.advance();
      return;
    }
    if (this.#line === 0) this.leave();
    yield* this.#runInPieces();
    this.#line++;
    if (this.#line < this.program.iteration.length) return;
    yield* this.beforeEnd();
    this.#complete();
  }

  *#runInPieces(): Replay {
    for (const part of this.#machine.partsOf(this.#line)) {
      part();
      yield this.#iteration + this.#line / this.program.iteration.length;
    }
  }

  /** Everything that the next iteration starts from. */
  saveMachine(): MachineState {
    return this.#machines.save();
  }

  protected get measuredGradientNorm(): number | undefined {
    return this.#gradientNorm;
  }

  /** True when the next iteration is run for the first time. */
  protected get isNew(): boolean {
    return true;
  }

  /** Called in a replay in pieces when all lines of an iteration have run: what its observers need can be computed in pieces. */
  protected *beforeEnd(): Replay {}

  /** Called at the end of an iteration, after the observers. */
  protected afterIteration(_isNew: boolean): void {
    if (this.#machines.isDue(this.#iteration)) this.makeChanges();
  }

  /** Tells observers that the values of the last iteration are about to be replaced. */
  protected leave(): void {
    for (const observer of this.#observers) observer.onLeave?.();
  }

  /** @param most the most changes to make. After fewer than all, only `restoreMachine` may follow. */
  protected makeChanges(most?: number): void {
    this.leave();
    const changed = this.#machines.makeChanges(this.#iteration, most);
    if (changed === undefined) return;
    if (changed === 'machine') this.#takeMachine();
    for (const observer of this.#observers) observer.onChange?.(changed);
  }

  /** True when a change was made at this iteration. */
  get isChangedHere(): boolean {
    return this.#machines.hasChangedAt(this.#iteration);
  }

  /** Replaces the list of changes. Those already made must be the same as before. */
  protected replaceChanges(changes: readonly Change[]): void {
    this.#machines.rewrite(changes);
  }

  /** Takes over the machine and the position of another run of the same data, which must not continue. Returns the own machine. */
  protected takeOver(other: Run): ChangingMachine {
    const own = this.#machines;
    this.#machines = other.#machines;
    this.#iteration = other.#iteration;
    this.#line = other.#line;
    this.#gradientNorm = other.#gradientNorm;
    this.#takeMachine();
    return own;
  }

  /** A second machine, at completed iterations whose machine was saved. @see ChangingMachine.fork */
  protected forkMachine(iteration: number, state: MachineState, spare?: ChangingMachine): ChangingMachine {
    return this.#machines.fork(iteration, state, undefined, spare);
  }

  /** Goes to completed iterations whose machine was saved, before the changes made there. */
  protected restoreMachine(iteration: number, state: MachineState): void {
    if (this.#machines.restore(iteration, state) === 'machine') this.#takeMachine();
    this.#gradientNorm = undefined;
    this.#iteration = iteration;
    this.#line = 0;
  }

  #complete(): void {
    const machine = this.#machine;
    machine.endIteration();
    this.#gradientNorm = machine.gradientNorm;
    const { isNew } = this;
    this.#iteration++;
    this.#line = 0;
    const observers = this.#observers;
    for (let k = 0; k < observers.length; k++) observers[k]!.onIteration?.(isNew);
    this.afterIteration(isNew);
  }

  #takeMachine(): void {
    this.#machine = this.#machines.now;
    for (const observer of this.#observers) observer.onMachine?.();
  }
}

/** Watches for nothing again. Field by field: it comes before every call. */
function reset(lookout: Lookout): void {
  lookout.margin = Number.POSITIVE_INFINITY;
  lookout.isWithin = true;
  lookout.first = NEVER;
  lookout.every = NEVER;
  lookout.below = Number.NEGATIVE_INFINITY;
  lookout.patience = 0;
  lookout.normBelow = Number.NEGATIVE_INFINITY;
  lookout.ends = undefined;
}
