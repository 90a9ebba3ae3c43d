import type { Change } from '../program/change.ts';
import type { Watch } from '../program/watch.ts';
import type { Program, Statement } from '../program/program.ts';
import type { Verdict } from '../program/verdict.ts';
import { ChangingMachine } from './changing-machine.ts';
import { ErrorHistory } from './error-history.ts';
import type { Examples } from './examples.ts';
import { type Keyframe, Keyframes } from './keyframes.ts';
import type { Machine } from './machine.ts';
import type { Matrix } from './matrix.ts';
import type { Position } from './position.ts';
import { findOffence, isReached, type Offence } from './offence.ts';
import { Judge } from './verdict.ts';
import { RunValues } from './run-values.ts';
import { RunWatches, type Sight } from './run-watches.ts';
import type { SavedRun } from './saved-run.ts';
import { TestRecord } from './test-record.ts';
import { MARGIN } from './verdict-thresholds.ts';

/** What of the work of another process is done again to show its past (`workOf`): about a second. */
const MOST_WORK_AGAIN = 2.5e8;

/**
 * One training run from a seed. After k iterations the parameters have been updated k times, while prediction and error
 * are those of the last iteration, measured before its update, as the tutorial prints them. Where an iteration does not show
 * what the network makes of every example, they are what its present weights make of them, and found when somebody asks.
 *
 * A run can go back: to any moment it has been at, by the nearest keyframe before it and the same lines run again, which
 * gives the same bits. Changes are part of it: made between two iterations, and made again whenever it comes by.
 *
 * It never goes past the first number that is not finite, unless line by line.
 */
export class TrainingRun extends RunValues {
  readonly history = new ErrorHistory();
  /** Of the examples that it never learns from, where there are any. */
  readonly tests: TestRecord | undefined;
  readonly #keyframes = new Keyframes();
  readonly #machines: ChangingMachine;
  #judge: Judge;
  /** What is watched, and which breakpoint has stopped the run. */
  readonly watches: RunWatches;
  protected machine: Machine;
  #iteration = 0;
  #line = 0;
  #furthest = 0;
  #solvedAt: number | undefined;
  #gradientNorm: number | undefined;
  #offence: Offence | undefined;
  #isReplaying = false;
  /** Where not all changes are to be made. */
  #halt: Position | undefined;
  readonly #measureError = (): number => this.machine.error();

  /**
   * @param changes in the order of their iterations.
   * @param test examples that it is measured on, and never learns from.
   * @throws ShapeError, RangeError as `Interpreter` does, and where a change is of a cell that there is not.
   */
  constructor(
    program: Program,
    inputs: Matrix,
    targets: Matrix,
    seed: number,
    changes: readonly Change[] = [],
    test?: Examples,
  ) {
    super();
    this.#machines = new ChangingMachine(program, { inputs, targets, seed }, changes);
    this.machine = this.#machines.now;
    this.#judge = new Judge(this);
    this.watches = new RunWatches(this.machine);
    this.tests = test && new TestRecord(this, test);
    this.#keep();
    this.#makeChanges();
  }

  /** Completed iterations. */
  get iteration(): number {
    return this.#iteration;
  }

  /** Lines of the next iteration that have been run already. */
  get line(): number {
    return this.#line;
  }

  /** The most iterations this run has ever completed: where going forward meets new ground. */
  get furthest(): number {
    return this.#furthest;
  }

  /** The completed iterations after which every prediction has been within `MARGIN`, as far as they have been looked at. */
  get solvedAt(): number | undefined {
    return this.#solvedAt;
  }

  get verdict(): Verdict {
    return this.diverged ? (this.#offence as Offence).verdict : this.#judge.verdict;
  }

  /** How many of the changes this moment has behind it. */
  get changed(): number {
    return this.#machines.changed;
  }

  /** The line, from 0, that gives a number that is not finite, once the run stands before it or has run it. */
  get offender(): number | undefined {
    return this.diverged ? this.#offence?.line : undefined;
  }

  /** The run has come to a number that is not finite: nothing that follows can mend it. */
  get diverged(): boolean {
    return this.#offence !== undefined && isReached(this.#offence, { iteration: this.#iteration, line: this.#line });
  }

  /** Runs the next line only. */
  advance(): void {
    this.watches.goOn();
    if (this.#line === 0) this.#settleErrors();
    this.machine.runLine(this.#line);
    this.#line++;
    if (this.#line === this.program.iteration.length) this.#complete();
  }

  /** Runs an iteration, or what is left of one; no farther than the line before a number that is not finite. */
  iterate(): void {
    if (this.#offence?.iteration === this.#iteration) {
      while (!this.diverged) this.advance();
      return;
    }
    const { machine } = this;
    if (this.#line === 0) machine.runIteration();
    else for (; this.#line < this.program.iteration.length; this.#line++) machine.runLine(this.#line);
    this.#complete();
  }

  /**
   * Goes to a moment that this run has been at.
   * @throws RangeError when it has not come that far.
   */
  goTo(position: Position): void {
    const { iteration, line } = position;
    if (iteration < 0 || iteration > this.#furthest) throw new RangeError(`no iteration ${iteration} has been run`);
    this.#settleErrors();
    const wasReplaying = this.#isReplaying;
    this.#isReplaying = true;
    this.#halt = position;
    // Prediction and error belong to the iteration before: unless it is the first, that one is run again.
    this.#restore(this.#keyframes.before(Math.max(0, iteration - 1)));
    while (this.#iteration < iteration) {
      this.machine.runIteration();
      this.#complete();
    }
    while (this.#line < line) this.advance();
    this.watches.goOn();
    this.#halt = undefined;
    this.#isReplaying = wasReplaying;
  }

  /**
   * Puts other changes in the place of those from this iteration on, and stands at its beginning. What was run after it
   * is forgotten.
   * @param changes all of them; those of earlier iterations as they were.
   */
  rewrite(changes: readonly Change[]): void {
    const here = { iteration: this.#iteration, line: 0 };
    if (this.#line > 0 || this.#machines.hasMadeAt(this.#iteration)) this.goTo({ ...here, changes: 0 });
    this.#forget();
    if (this.#offence !== undefined && this.#offence.iteration >= here.iteration) this.#offence = undefined;
    this.#machines.rewrite(changes);
    this.goTo(here);
  }

  /**
   * Where it arrives that wants to go to an iteration: there, within what has been run; but of a past that another process has
   * run no farther back than takes a moment.
   */
  nearest(iteration: number): number {
    const within = Math.max(0, Math.min(this.#furthest, iteration));
    return this.#keyframes.nearest(within, MOST_WORK_AGAIN / this.machine.work);
  }

  setWatches(watches: readonly Watch[]): void {
    this.watches.choose(watches, this.#sight);
  }

  /** Looks at another moment of the run, and comes back to where it was. */
  visit<T>(position: Position, look: () => T): T {
    const here = { iteration: this.#iteration, line: this.#line };
    const watches = this.watches.save();
    this.goTo(position);
    const seen = look();
    this.goTo(here);
    this.watches.restore(watches);
    return seen;
  }

  /** To save the run near this iteration, which is to come, costs little when it goes on from there. */
  prepareToSave(iteration: number): void {
    this.#keyframes.wish(iteration);
  }

  /** Everything from which another process goes on as this one would, between two iterations. */
  save(): SavedRun {
    if (this.#line > 0) throw new RangeError('a run is saved between two iterations');
    // From two iterations before, whoever goes on can also look into the last one.
    const from = this.#keyframes.before(Math.max(0, this.#iteration - 2));
    const { rhythm } = this.#keyframes;
    const tests = this.tests && { tests: this.tests.save() };
    return { iteration: this.#iteration, from, rhythm, history: this.history.save(), ...tests };
  }

  /**
   * Goes on with a run of the same program, data, seed and changes, that has just begun here.
   * @throws RangeError where what was saved is of another run.
   */
  resume({ iteration, from, rhythm, history, tests }: SavedRun): void {
    this.history.restore(history);
    if (tests !== undefined) this.tests?.restore(tests);
    this.#keyframes.goOn(from, rhythm);
    this.#furthest = iteration;
    this.goTo({ iteration, line: 0 });
  }

  /** Notices a number that is not finite where none was looked for lately; ask it wherever a run is to rest. */
  settle(): void {
    if (!this.diverged && !this.isFinite()) this.#diverge();
  }

  /**
   * √ of the sum of all squared gradients of the last iteration, measured before its update. It costs something in every
   * iteration from the first time on that somebody asks; then the last iteration is run again.
   */
  gradientNorm(): number {
    if (this.#gradientNorm === undefined) {
      this.#machines.watchGradients();
      this.visit({ iteration: this.#iteration, line: this.#line }, () => undefined);
    }
    return this.#gradientNorm ?? Number.NaN;
  }

  #complete(): void {
    const machine = this.machine;
    machine.endIteration();
    this.#gradientNorm = machine.gradientNorm;
    const isNew = this.#iteration >= this.#furthest;
    if (isNew && this.#offence === undefined) {
      this.history.record(this.#iteration, this.#measureError, machine.spacing);
      this.tests?.record(this.#iteration, machine.work);
    }
    // What the lines themselves predict they have predicted before the update.
    if (!machine.evaluates) this.#lookWhetherSolved();
    this.#iteration++;
    this.#line = 0;
    if (isNew) this.#furthest = this.#iteration;
    if (this.#judge.isDue(this.#iteration, this.#solvedAt)) {
      if (machine.evaluates) this.#lookWhetherSolved();
      this.#judge.record();
    }
    this.watches.endIteration();
    const wanted = this.#offence === undefined && this.#keyframes.wants(this.#iteration);
    if (!Number.isFinite(machine.iterationError()) || (wanted && !this.isFinite())) this.#diverge();
    else {
      if (wanted) this.#keep();
      if (isNew && this.#keyframes.wishes(this.#iteration)) this.#keyframes.addWished(this.#keyframe());
      if (this.#machines.isDue(this.#iteration)) this.#makeChanges();
    }
  }

  /** Goes back to before the line that has given the first number that is not finite, and no farther from then on. */
  #diverge(): void {
    if (this.#offence !== undefined || this.#isReplaying) return;
    this.#isReplaying = true;
    const { iteration, line } = findOffence(this);
    this.goTo({ iteration, line: 0, changes: 0 });
    this.#forget();
    this.goTo({ iteration, line });
    this.#isReplaying = false;
    const offender = (this.program.iteration[line] as Statement).target;
    this.#offence = { iteration, line, verdict: this.#judge.onOffence(offender) };
  }

  /** Forgets what comes after the iterations completed so far. */
  #forget(): void {
    this.#furthest = this.#iteration;
    this.#keyframes.forgetAfter(this.#iteration);
    this.history.forgetFrom(this.#iteration, this.#measureError);
    this.tests?.forgetFrom(this.#iteration);
  }

  /** What comes next changes what the newest errors are measured from. */
  #settleErrors(): void {
    this.history.settle();
    this.tests?.settle();
  }

  /** What is known of the run until here says little of what comes after a change. */
  #makeChanges(): void {
    this.#settleErrors();
    const most = this.#halt?.iteration === this.#iteration ? this.#halt.changes : undefined;
    const made = this.#machines.makeChanges(this.#iteration, most);
    if (made === 'nothing') return;
    const { verdict } = this.#judge;
    if (made === 'machine') this.#lookAnew();
    const isMeasured = made === 'cells' ? !this.machine.evaluates : this.machine.hasTakenError;
    if (!isMeasured) this.#solvedAt = undefined;
    this.#judge.startAnew(this.#iteration, verdict, isMeasured);
  }

  #lookWhetherSolved(): void {
    this.#solvedAt = this.machine.largestMiss() <= MARGIN ? (this.#solvedAt ?? this.#iteration) : undefined;
  }

  /** Another machine has other matrices to look at. */
  #lookAnew(): void {
    this.machine = this.#machines.now;
    this.#judge = new Judge(this);
    this.watches.lookAt(this.#sight);
  }

  get #sight(): Sight {
    const { program, interpreter } = this.machine;
    return { program, interpreter, moment: this };
  }

  #keep(): void {
    this.#keyframes.add(this.#keyframe());
  }

  #keyframe(): Keyframe {
    const [iteration, solvedAt, judge] = [this.#iteration, this.#solvedAt, this.#judge.save()];
    return { iteration, ...this.#machines.save(), solvedAt, judge };
  }

  #restore(keyframe: Keyframe): void {
    const { iteration, solvedAt, judge } = keyframe;
    if (this.#machines.restore(iteration, keyframe) === 'machine') this.#lookAnew();
    this.#judge.restore(judge);
    this.watches.forget();
    this.#gradientNorm = undefined;
    this.#iteration = iteration;
    this.#line = 0;
    this.#solvedAt = solvedAt;
    this.#makeChanges();
  }
}
