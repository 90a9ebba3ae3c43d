import type { Change } from '../../language/change.ts';
import type { Program, Statement } from '../../language/program.ts';
import type { Watch } from '../../language/watch.ts';
import type { Lookout } from '../backends/backend.ts';
import { ChangingMachine } from '../machine/changing-machine.ts';
import type { Examples, Matrix } from '../matrix.ts';
import type { ErrorRecord } from '../observers/error-record.ts';
import { Judge } from '../observers/judge.ts';
import { keeperOf } from '../observers/judged-sets.ts';
import type { Keyframe } from '../observers/keyframes.ts';
import { Past, type SavedRun } from '../observers/past.ts';
import { RunRecord } from '../observers/record.ts';
import type { TestRecord } from '../observers/test-record.ts';
import { type WatchPast, WatchPasts } from '../observers/watch-past.ts';
import { Watches } from '../observers/watches.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { findNonFinite, isReached, type NonFiniteValue } from './non-finite.ts';
import { finish, type Replay } from './pieces.ts';
import { Retracer } from './retracer.ts';
import { type Position, Run } from './run.ts';
import { Scout } from './scout.ts';

/* One class, though it is long: each replay ends by changing the same few private fields. */

/**
 * The run of a debugging session: a run with all observers that can go back.
 *
 * It can go to any position where it has been: the same lines run again from the nearest keyframe before it, with the same bits. Changes
 * are part of the run and are made again in each replay. A scout replays them, and the run takes over the scout's machine when it has
 * arrived. So a replay in pieces (`going`, `visiting`, `rewriting`, `resuming`, `searching`) can be dropped before its last piece, and
 * the run is where it was. Meanwhile the run may be read, and during a visit it may train.
 *
 * It stops before the line that computes the first non-finite value. From there it continues only line by line.
 */
export class TrainingRun extends Run {
  readonly watches: Watches;
  readonly #record: RunRecord;
  readonly #judge: Judge;
  readonly #past: Past;
  readonly #watchPasts: WatchPasts;
  #nonFinite: NonFiniteValue | undefined;
  #searchesLater = false;
  #isSuspect = false;
  /** The machine before the last journey, which the next one uses. A visitor may keep what it has read, so a visit has its own. */
  #spare: ChangingMachine | undefined;

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
    super(new ChangingMachine(program, { inputs, targets, seed }, changes));
    this.#record = new RunRecord(this, test);
    this.#judge = new Judge(this, { areClasses, test: this.#record.test }, keeperOf(inputs, targets));
    this.watches = new Watches(this);
    this.#past = new Past(this, this.#judge, this.#record);
    this.#watchPasts = new WatchPasts(this, this.watches);
    const observers = [this.#record, this.#past, this.#judge, this.watches, this.#watchPasts];
    for (const observer of observers) this.observe(observer);
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

  /** The verdict on the current predictions, for a run that rests; `verdict` may be of an iteration before. */
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

  override iterateMany(most: number): void {
    if (this.#nonFinite === undefined) super.iterateMany(most);
    else this.iterate();
  }

  /**
   * Goes to a position where the run has been.
   * @throws RangeError when the run has not been there.
   */
  goTo(position: Position): void {
    finish(this.going(position));
  }

  /** `goTo` in pieces. The run must not move before the last one. */
  *going(position: Position): Replay {
    const scout = this.#scoutFor(position, this.#takeSpare());
    yield* scout.goTo(position);
    yield* this.#record.preparing(position.iteration);
    this.#takeOver(scout);
  }

  /** Reads another position of the run, which stays where it is. */
  visit<T>(position: Position, read: (there: Run) => T): T {
    return finish(this.visiting(position, read));
  }

  /** `visit` in pieces. */
  *visiting<T>(position: Position, read: (there: Run) => T): Replay<T> {
    const scout = this.#scoutFor(position);
    yield* scout.goTo(position);
    return read(scout);
  }

  /**
   * Replaces the changes from this iteration on, and goes to its beginning. Later iterations are forgotten.
   * @param changes all changes. Those of earlier iterations must be the same as before.
   */
  rewrite(changes: readonly Change[]): void {
    finish(this.rewriting(this.iteration, changes));
  }

  /** `rewrite` in pieces, from the beginning of any iteration where the run has been. The run must not move before the last piece. */
  *rewriting(iteration: number, changes: readonly Change[]): Replay {
    const here = { iteration, line: 0, changes: 0 };
    if (this.iteration === iteration && this.line === 0 && !this.isChangedHere) {
      yield* this.#record.preparing(iteration);
    } else {
      const scout = this.#scoutFor(here);
      yield* scout.goTo(here);
      yield* this.#record.preparing(iteration);
      yield* this.#record.preparingToForget(iteration, scout);
      this.#takeOver(scout);
    }
    this.#forgetAfter(iteration);
    if (this.#nonFinite !== undefined && this.#nonFinite.iteration >= iteration) this.#nonFinite = undefined;
    this.#isSuspect = false;
    this.replaceChanges(changes);
    this.makeChanges();
    this.watches.release();
  }

  setWatches(watches: readonly Watch[]): void {
    this.watches.choose(watches);
    this.#watchPasts.choose(watches, this.furthest);
  }

  /** The past of a watch, by its index. */
  watchPast(index: number): WatchPast | undefined {
    return this.#watchPasts.of(index);
  }

  /** True when a watch was added late: `retracing` finds its values before. */
  get lacksPast(): boolean {
    return this.#watchPasts.isWanted;
  }

  /**
   * Finds the past values of watches that were added late, in pieces, in bounded work. The run may move and train meanwhile. Where it is
   * rewritten, the replay ends early, and `lacksPast` is still true.
   */
  *retracing(): Replay {
    const pasts = this.#watchPasts;
    const { version } = pasts;
    const keyframeFor = (iteration: number): Keyframe => this.#past.keyframeFor({ iteration: iteration + 1, line: 0 });
    const plan = pasts.plan(this.#past.keyframes);
    if (plan === undefined) return;
    const first = keyframeFor(0);
    const replay = new Retracer(this.forkMachine(first.iteration, first), plan).retrace(keyframeFor);
    for (;;) {
      const { done, value } = replay.next();
      if (pasts.version !== version) return;
      if (done) {
        pasts.take(plan, value);
        return;
      }
      yield value;
    }
  }

  /**
   * A second machine that can run the past again, and the last saved state from which it reaches the iteration after completed
   * iterations. The run is not touched.
   */
  replayFrom(iteration: number): { readonly keyframe: Keyframe; readonly machines: () => ChangingMachine } {
    const keyframe = this.#past.keyframeFor({ iteration: iteration + 1, line: 0 });
    return { keyframe, machines: () => this.forkMachine(keyframe.iteration, keyframe) };
  }

  /** The evenly spaced saved states, in ascending order of their iterations. */
  get savedStates(): readonly Keyframe[] {
    return this.#past.savedStates;
  }

  /**
   * Everything that another process needs to continue the run with the same bits.
   * @throws RangeError within an iteration.
   */
  save(): SavedRun {
    if (this.line > 0) throw new RangeError('a run is saved between two iterations');
    return this.#past.save(this.iteration);
  }

  /** `save` at the furthest iteration, whatever the position. */
  saveFurthest(): SavedRun {
    return this.#past.save(this.furthest);
  }

  /**
   * Continues a saved run of the same program, data, seed and changes. This run must not have iterated yet.
   * @throws RangeError when the saved state does not fit the program.
   */
  resume(saved: SavedRun): void {
    finish(this.resuming(saved));
  }

  /** `resume` in pieces. Before the last one the run can be saved, and nothing else. */
  resuming(saved: SavedRun): Replay {
    this.#past.resume(saved);
    this.#watchPasts.startFrom(saved.iteration);
    return this.going({ iteration: saved.iteration, line: 0 });
  }

  /** Searches for a non-finite value that no check has found yet. Call it whenever the run pauses. */
  checkFinite(): void {
    if (!this.diverged && !this.isFinite()) this.#suspect();
  }

  /** Leaves the search for the first non-finite value to the caller (`isSuspect`, `searching`). */
  searchLater(): void {
    this.#searchesLater = true;
  }

  /** True when a value is not finite and `searching` has to find the first one, before the run continues or is shown. */
  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  /** Finds the first non-finite value, in pieces, and goes to before the line that computes it. The run ends there. */
  *searching(): Replay {
    // Where every value is finite, the mean of the errors has overflowed.
    const isOverflow = this.isFinite();
    const [found, last] = [this.iteration, { iteration: this.iteration - 1, line: this.errorLine }];
    const scout = this.#scoutFor({ iteration: Math.max(0, found - 1), line: 0 });
    const { iteration, line } = isOverflow ? last : yield* findNonFinite(scout, found);
    yield* scout.goTo({ iteration, line: 0, changes: 0 });
    yield* this.#record.preparingToForget(iteration, scout);
    this.#takeOver(scout);
    this.#forgetAfter(iteration);
    this.makeChanges();
    while (this.line < line) super.advance();
    this.watches.release();
    const { target } = this.program.iteration[line] as Statement;
    this.#nonFinite = { iteration, line, verdict: this.#judge.nonFiniteVerdict(target) };
    this.#isSuspect = false;
  }

  /** As in `Run`, but measured on demand: the first call runs the last iteration again. */
  override gradientNorm(): number {
    if (this.measuredGradientNorm !== undefined) return this.measuredGradientNorm;
    this.measureGradients();
    return this.visit({ iteration: this.iteration, line: this.line }, (there) => there.gradientNorm());
  }

  protected override get isNew(): boolean {
    return this.iteration >= this.furthest && this.#nonFinite === undefined;
  }

  protected override nextLook(isNew: boolean, lookout: Lookout): number {
    const { iteration, furthest } = this;
    const { savesApart } = this.machine;
    // Iterations are new from the furthest one on.
    const save = isNew ? (Math.floor(iteration / savesApart) + 1) * savesApart : furthest;
    return Math.min(super.nextLook(isNew, lookout), save, this.#past.nextKeyframe);
  }

  protected override afterIteration(isNew: boolean): void {
    const { machine, iteration } = this;
    const isKeyframeDue = this.#nonFinite === undefined && this.#past.isDue;
    const hasFiniteError = !machine.hasError || Number.isFinite(machine.iterationError());
    if (!hasFiniteError || (isKeyframeDue && !this.isFinite())) {
      this.#suspect();
      return;
    }
    if (isKeyframeDue) this.#past.keep();
    else if (isNew && iteration % machine.savesApart === 0) this.#past.keepRecent();
    super.afterIteration(isNew);
  }

  #forgetAfter(iteration: number): void {
    this.#past.forgetAfter(iteration);
    this.#watchPasts.forgetFrom(iteration);
  }

  #suspect(): void {
    if (this.#nonFinite !== undefined) return;
    this.#isSuspect = true;
    if (!this.#searchesLater) finish(this.searching());
  }

  /** @throws RangeError when the run has not been there. */
  #scoutFor(position: Position, spare?: ChangingMachine): Scout {
    const { iteration } = position;
    if (iteration < 0 || iteration > this.furthest) throw new RangeError(`no iteration ${iteration} has been run`);
    const keyframe = this.#past.keyframeFor(position);
    const observers = { past: this.#past, judge: this.#judge, watches: this.watches, record: this.#record };
    return new Scout(this.forkMachine(keyframe.iteration, keyframe, spare), observers);
  }

  #takeSpare(): ChangingMachine | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare;
  }

  #takeOver(scout: Scout): void {
    this.leave();
    this.#spare = this.takeOver(scout);
    this.#judge.takeOver(scout.judge);
    this.watches.takeOver(scout.watches);
  }
}
