import type { Change } from '../../language/change.ts';
import type { Program, Statement } from '../../language/program.ts';
import type { Watch } from '../../language/watch.ts';
import type { Examples, Matrix } from '../matrix.ts';
import { Judge } from '../observers/judge.ts';
import { type Keyframe, Past, type SavedRun } from '../observers/past.ts';
import { type ErrorRecord, RunRecord, type TestRecord } from '../observers/record.ts';
import { Watches } from '../observers/watches.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { findNonFinite, isReached, type NonFiniteValue } from './non-finite.ts';
import { type Position, Run } from './run.ts';

/**
 * The run of a debugging session: a run with all observers that can go back.
 *
 * It can go to any position where it has been: the same lines run again from the nearest keyframe before it, with the same bits. Changes
 * are part of the run and are made again in each replay.
 *
 * It stops before the line that computes the first non-finite value. From there it continues only line by line.
 */
export class TrainingRun extends Run {
  readonly watches: Watches;
  readonly #record: RunRecord;
  readonly #judge: Judge;
  readonly #past: Past;
  #nonFinite: NonFiniteValue | undefined;
  #isReplaying = false;
  /** The destination of `goTo`, which limits the changes made there. */
  #destination: Position | undefined;

  /**
   * @param changes in the order of their iterations.
   * @param test examples that the run is measured on and never learns from.
   * @param areClasses true when the targets are named classes, which the verdict counts by row.
   * @throws ShapeError, RangeError as `CreateBackend` does, and RangeError for a change of a cell that does not exist.
   */
  constructor(
    program: Program,
    inputs: Matrix,
    targets: Matrix,
    seed: number,
    changes: readonly Change[] = [],
    test?: Examples,
    areClasses = false,
  ) {
    super(program, { inputs, targets, seed }, changes);
    this.#record = new RunRecord(this, test);
    this.#judge = new Judge(this, { areClasses, test: this.#record.test });
    this.watches = new Watches(this);
    this.#past = new Past(this, this.#judge, this.#record);
    for (const observer of [this.#record, this.#past, this.#judge, this.watches]) this.observe(observer);
    this.start();
  }

  /** The most iterations that were ever completed. Later iterations are new. */
  get furthest(): number {
    return this.#past.furthest;
  }

  /**
   * The iteration that a jump to `iteration` reaches: the nearest one that has run. In the part of a resumed run that another process
   * has run, it is limited to a replay of about a second.
   */
  nearest(iteration: number): number {
    return this.#past.nearest(iteration);
  }

  get errorRecord(): ErrorRecord {
    return this.#record.errors;
  }

  /** The test set and the error on it; undefined without one, or for a program that predicts nothing. */
  get testRecord(): TestRecord | undefined {
    return this.#record.test;
  }

  /** @see Judge.solvedAt */
  get solvedAt(): number | undefined {
    return this.#judge.solvedAt;
  }

  get verdict(): Verdict | undefined {
    return this.diverged ? (this.#nonFinite as NonFiniteValue).verdict : this.#judge.verdict;
  }

  /** The verdict on the present predictions, for a run that rests; `verdict` may be of an iteration before. */
  get freshVerdict(): Verdict | undefined {
    return this.diverged ? this.verdict : this.#judge.freshVerdict(this.line);
  }

  /** True once the run is at its first non-finite value, or past it. */
  get diverged(): boolean {
    return this.#nonFinite !== undefined && isReached(this.#nonFinite, this);
  }

  /** The line, from 0, that computes the first non-finite value, once the run is before it or past it. */
  get nonFiniteLine(): number | undefined {
    return this.diverged ? this.#nonFinite?.line : undefined;
  }

  override advance(): void {
    this.watches.release();
    super.advance();
  }

  /** Runs an iteration, or the rest of one; at most up to the first non-finite value. */
  override iterate(): void {
    if (this.#nonFinite?.iteration !== this.iteration) super.iterate();
    else while (!this.diverged) this.advance();
  }

  /**
   * Goes to a position where the run has been.
   * @throws RangeError when the run has not been there.
   */
  goTo(position: Position): void {
    const { iteration, line } = position;
    if (iteration < 0 || iteration > this.furthest) throw new RangeError(`no iteration ${iteration} has been run`);
    this.leave();
    const wasReplaying = this.#isReplaying;
    this.#isReplaying = true;
    this.#destination = position;
    // Prediction and error belong to the previous iteration, which therefore runs again.
    this.#restore(this.#past.before(Math.max(0, iteration - 1)));
    while (this.iteration < iteration) super.iterate();
    while (this.line < line) this.advance();
    this.watches.release();
    this.#destination = undefined;
    this.#isReplaying = wasReplaying;
  }

  /** Goes to a position, calls `read` there, and comes back. */
  visit<T>(position: Position, read: () => T): T {
    const here = { iteration: this.iteration, line: this.line };
    const watches = this.watches.save();
    this.goTo(position);
    const result = read();
    this.goTo(here);
    this.watches.restore(watches);
    return result;
  }

  /**
   * Replaces the changes from this iteration on, and goes to its beginning. Later iterations are forgotten.
   * @param changes all changes. Those of earlier iterations must be the same as before.
   */
  rewrite(changes: readonly Change[]): void {
    const here = { iteration: this.iteration, line: 0 };
    if (this.line > 0 || this.isChangedHere) this.goTo({ ...here, changes: 0 });
    this.#past.forgetAfter(this.iteration);
    if (this.#nonFinite !== undefined && this.#nonFinite.iteration >= here.iteration) this.#nonFinite = undefined;
    this.replaceChanges(changes);
    this.goTo(here);
  }

  setWatches(watches: readonly Watch[]): void {
    this.watches.choose(watches);
  }

  /** Makes `save` at or shortly after a later iteration cheap. */
  prepareToSave(iteration: number): void {
    this.#past.prepareToSave(iteration);
  }

  /**
   * Everything that another process needs to continue the run with the same bits.
   * @throws RangeError within an iteration.
   */
  save(): SavedRun {
    if (this.line > 0) throw new RangeError('a run is saved between two iterations');
    return this.#past.save(this.iteration);
  }

  /**
   * Continues a saved run of the same program, data, seed and changes. This run must not have iterated yet.
   * @throws RangeError when the saved state does not fit the program.
   */
  resume(saved: SavedRun): void {
    this.#past.resume(saved);
    this.goTo({ iteration: saved.iteration, line: 0 });
  }

  /** Searches for a non-finite value that no check has found yet. Call it whenever the run pauses. */
  checkFinite(): void {
    if (!this.diverged && !this.isFinite()) this.#diverge();
  }

  /** As in `Run`, but measured on demand: the first call runs the last iteration again. */
  override gradientNorm(): number {
    if (this.measuredGradientNorm === undefined) {
      this.measureGradients();
      this.visit({ iteration: this.iteration, line: this.line }, () => undefined);
    }
    return super.gradientNorm();
  }

  protected override get isNew(): boolean {
    return this.iteration >= this.furthest && this.#nonFinite === undefined;
  }

  protected override afterIteration(isNew: boolean): void {
    const { machine } = this;
    const isKeyframeDue = this.#nonFinite === undefined && this.#past.isDue;
    const hasFiniteError = !machine.hasError || Number.isFinite(machine.iterationError());
    if (!hasFiniteError || (isKeyframeDue && !this.isFinite())) {
      this.#diverge();
      return;
    }
    if (isKeyframeDue) this.#past.keep();
    if (isNew) this.#past.keepExtra();
    super.afterIteration(isNew);
  }

  protected override makeChanges(): void {
    const destination = this.#destination;
    super.makeChanges(destination?.iteration === this.iteration ? destination.changes : undefined);
  }

  /** Goes back to before the line that computes the first non-finite value. The run ends there. */
  #diverge(): void {
    if (this.#nonFinite !== undefined || this.#isReplaying) return;
    this.#isReplaying = true;
    const { iteration, line } = findNonFinite(this);
    this.goTo({ iteration, line: 0, changes: 0 });
    this.#past.forgetAfter(this.iteration);
    this.goTo({ iteration, line });
    this.#isReplaying = false;
    const { target } = this.program.iteration[line] as Statement;
    this.#nonFinite = { iteration, line, verdict: this.#judge.nonFiniteVerdict(target) };
  }

  #restore(keyframe: Keyframe): void {
    this.restoreMachine(keyframe.iteration, keyframe);
    this.#judge.restore(keyframe);
    this.watches.reset();
    this.makeChanges();
  }
}
