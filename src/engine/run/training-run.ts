import type { Change } from '../../language/change.ts';
import type { Program, Statement } from '../../language/program.ts';
import type { Watch } from '../../language/watch.ts';
import type { Examples } from '../examples.ts';
import { ChangingMachine } from '../machine/changing-machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { Matrix } from '../matrix.ts';
import { Judgement } from '../verdict/judgement.ts';
import type { Keyframe } from './keyframes.ts';
import { findOffence, type Offence } from './offence.ts';
import { RunPast } from './past.ts';
import type { Position } from './position.ts';
import { RunRecord } from './record.ts';
import type { SavedRun } from './saved-run.ts';
import { RunValues } from './values.ts';
import { visit } from './visit.ts';
import { RunWatches } from './watches.ts';

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
  readonly #machines: ChangingMachine;
  protected readonly judgement: Judgement;
  protected readonly past: RunPast;
  /** What is watched, and which breakpoint has stopped the run. */
  readonly watches: RunWatches;
  protected machine: Machine;
  #iteration = 0;
  #line = 0;
  #gradientNorm: number | undefined;
  protected offence: Offence | undefined;
  #isReplaying = false;
  /** Where not all changes are to be made. */
  #halt: Position | undefined;

  /**
   * @param changes in the order of their iterations.
   * @param test examples that it is measured on, and never learns from.
   * @throws ShapeError, RangeError as `CreateBackend` does, and where a change is of a cell that there is not.
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
    this.judgement = new Judgement(this);
    const record = new RunRecord(this, () => this.machine.error(), test);
    this.past = new RunPast(this.#machines, this.judgement, record);
    this.watches = new RunWatches(this);
    this.past.keep(0);
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

  /** How many of the changes this moment has behind it. */
  get changed(): number {
    return this.#machines.changed;
  }

  /** Runs the next line only. */
  advance(): void {
    this.watches.goOn();
    if (this.#line === 0) this.past.record.settle();
    this.machine.runLine(this.#line);
    this.#line++;
    if (this.#line === this.program.iteration.length) this.#complete();
  }

  /** Runs an iteration, or what is left of one; no farther than the line before a number that is not finite. */
  iterate(): void {
    if (this.offence?.iteration === this.#iteration) {
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
    if (iteration < 0 || iteration > this.furthest) throw new RangeError(`no iteration ${iteration} has been run`);
    this.past.record.settle();
    const wasReplaying = this.#isReplaying;
    this.#isReplaying = true;
    this.#halt = position;
    // Prediction and error belong to the iteration before: unless it is the first, that one is run again.
    this.#restore(this.past.before(Math.max(0, iteration - 1)));
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
    this.past.forgetAfter(this.#iteration);
    if (this.offence !== undefined && this.offence.iteration >= here.iteration) this.offence = undefined;
    this.#machines.rewrite(changes);
    this.goTo(here);
  }

  setWatches(watches: readonly Watch[]): void {
    this.watches.choose(watches);
  }

  /** To save the run near this iteration, which is to come, costs little when it goes on from there. */
  prepareToSave(iteration: number): void {
    this.past.prepareToSave(iteration);
  }

  /** Everything from which another process goes on as this one would, between two iterations. */
  save(): SavedRun {
    if (this.#line > 0) throw new RangeError('a run is saved between two iterations');
    return this.past.save(this.#iteration);
  }

  /**
   * Goes on with a run of the same program, data, seed and changes, that has just begun here.
   * @throws RangeError where what was saved is of another run.
   */
  resume(saved: SavedRun): void {
    this.past.resume(saved);
    this.goTo({ iteration: saved.iteration, line: 0 });
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
      visit(this, { iteration: this.#iteration, line: this.#line }, () => undefined);
    }
    return this.#gradientNorm ?? Number.NaN;
  }

  #complete(): void {
    const machine = this.machine;
    machine.endIteration();
    this.#gradientNorm = machine.gradientNorm;
    const isNew = this.#iteration >= this.furthest;
    if (isNew && this.offence === undefined) this.past.record.record(this.#iteration, machine);
    this.judgement.see(machine, this.#iteration);
    this.#iteration++;
    this.#line = 0;
    this.past.reach(this.#iteration);
    this.judgement.judge(machine, this.#iteration);
    this.watches.endIteration();
    const wanted = this.offence === undefined && this.past.wants(this.#iteration);
    if (!Number.isFinite(machine.iterationError()) || (wanted && !this.isFinite())) this.#diverge();
    else {
      if (wanted) this.past.keep(this.#iteration);
      if (isNew) this.past.keepWished(this.#iteration);
      if (this.#machines.isDue(this.#iteration)) this.#makeChanges();
    }
  }

  /** Goes back to before the line that has given the first number that is not finite, and no farther from then on. */
  #diverge(): void {
    if (this.offence !== undefined || this.#isReplaying) return;
    this.#isReplaying = true;
    const { iteration, line } = findOffence(this);
    this.goTo({ iteration, line: 0, changes: 0 });
    this.past.forgetAfter(this.#iteration);
    this.goTo({ iteration, line });
    this.#isReplaying = false;
    const offender = (this.program.iteration[line] as Statement).target;
    this.offence = { iteration, line, verdict: this.judgement.onOffence(offender) };
  }

  #makeChanges(): void {
    this.past.record.settle();
    const most = this.#halt?.iteration === this.#iteration ? this.#halt.changes : undefined;
    const made = this.#machines.makeChanges(this.#iteration, most);
    if (made === 'nothing') return;
    if (made === 'machine') this.#takeMachine();
    this.judgement.change(made, this.machine, this.#iteration);
  }

  /** Another machine has other matrices to look at. */
  #takeMachine(): void {
    this.machine = this.#machines.now;
    this.watches.lookAnew();
  }

  #restore(keyframe: Keyframe): void {
    const { iteration } = keyframe;
    if (this.#machines.restore(iteration, keyframe) === 'machine') {
      this.#takeMachine();
      this.judgement.lookAnew();
    }
    this.judgement.restore(keyframe);
    this.watches.forget();
    this.#gradientNorm = undefined;
    this.#iteration = iteration;
    this.#line = 0;
    this.#makeChanges();
  }
}
