/*
 * A script under the debugger: its run, forward and back, with the iterations of its training loop counted and measured.
 *
 * A position is a count of executed lines. The past is moments at some beginnings of iterations, and the same lines again: going back
 * and on gives the same bits, and the same prints. Without roles there are no iterations, and everything else works.
 *
 * Longer than other files: the counts of iterations, breakpoints and watches are all changed at the same tapped instructions, and go back
 * together.
 */
import { ErrorRecord } from '../../engine/observers/error-record.ts';
import type { Code } from '../machine/code.ts';
import type { Frame } from '../machine/frame.ts';
import * as op from '../machine/opcodes.ts';
import { type ScriptOptions, ScriptRun, type Stopped, type Until } from '../machine/script-run.ts';
import type { State } from '../machine/state.ts';
import { type Roles, rolesIn } from '../roles/find.ts';
import {
  entryOf,
  innerEnd,
  isIn,
  isSameLoop,
  type Loop,
  leaves,
  leavesByException,
  passesAhead,
} from '../roles/loops.ts';
import type { NamedRoles } from '../roles/named.ts';
import { type Path, readPath } from '../roles/path.ts';
import type { Module as Tree } from '../syntax/tree.ts';
import { Breakpoints, statementLines } from './breakpoints.ts';
import { RunJudge } from './judge/run-judge.ts';
import { type Counted, isBoundary, KeptMoments, MOST_BYTES, type Position } from './kept-moments.ts';
import { type Assigned, LineValues } from './line-values.ts';
import { Meetings, type Met, meetingAt } from './meetings.ts';
import { type Numbers, numbersOf } from './numbers.ts';
import { type Put, putNumber } from './put-number.ts';
import { rateOf } from './rate.ts';
import { stopHere, Taps } from './taps.ts';
import { TrainingLoops } from './training-loops.ts';
import { Trainings } from './trainings.ts';
import { WatchList } from './watch-list.ts';

/** Lines, calls and jumps back between two pieces of a replay. */
const PIECE = 20_000;

/** A piece of a run ends at the next meeting or iteration after this much work of large arrays, in multiplications. */
const MOST_WORK = 500_000;

export type Goal = Until | { readonly kind: 'iteration'; readonly iteration: number };

/** A number that a person has replaced before the next line. */
export interface ScriptChange extends Put {
  /** Executed lines, and completed iterations, at which it was replaced. */
  readonly lines: number;
  readonly iteration: number;
  /** True for the learning rate. */
  readonly isRate: boolean;
}

export class DebugRun {
  readonly run: ScriptRun;
  /** The roles of the first loop that trains. */
  readonly firstRoles: Roles | undefined;
  /** Undefined for a run without roles. */
  readonly #loops: TrainingLoops | undefined;
  #roles: Roles | undefined;
  /** The error of each iteration, from 0. */
  readonly errors = new ErrorRecord();
  readonly trainings: Trainings;
  readonly #meetings = new Meetings();
  #values = new LineValues();
  /** Weights and biases in local variables. */
  #last = new Map<Path, Numbers>();
  readonly #taps: Taps;
  #iteration = 0;
  #training = 0;
  #since = 0;
  #goal: number | undefined;
  /** Values of lines are kept in iterations after this one. */
  #keepsAfter = 0;
  /** Iterations at which the run stops; infinite for none. */
  #stopAt = Number.POSITIVE_INFINITY;
  readonly #kept = new KeptMoments();
  /** True where a moment is kept before the run continues. */
  #keepsNext = false;
  #furthest = { iteration: 0, lines: 0 };
  /** True before the head of a `while` to which a pass has jumped back. */
  #hasJumped = false;
  /** True where the current pass has changed the weights: it is an iteration however it ends. */
  #hasUpdated = false;
  /** Executed lines when the head of a `while` was looked at: it is looked at again where the run has stopped there. */
  #headAt = -1;
  readonly #main: Code;
  readonly watches: WatchList;
  /** Undefined for a run without roles. */
  readonly judge: RunJudge | undefined;
  /** True where the watches are looked at before the run continues. */
  #looks = false;
  /** False in a replay, which neither breakpoints nor watches see. */
  #breaks = true;
  readonly #breakpoints: Breakpoints;
  /** In the order in which they were made; a replay makes them again. */
  readonly #changes: ScriptChange[] = [];
  /** The number of changes that have been made at this position, and the most that are made again. */
  #changed = 0;
  #mostChanges = Number.POSITIVE_INFINITY;
  readonly #error = (): number => this.#meetings.error;
  readonly #targets = (): Float64Array | undefined => this.#meetings.targets;

  /** @param named roles that a person has named; those of the first loop are in `roles` */
  constructor(tree: Tree, options: ScriptOptions, roles?: Roles, named?: NamedRoles) {
    this.run = new ScriptRun(tree, options);
    const { state } = this.run;
    const main = state.frame.code;
    this.#main = main;
    this.trainings = new Trainings(tree);
    const first = roles && rolesIn(main, roles);
    [this.firstRoles, this.#roles] = [first, first];
    this.#loops = first && new TrainingLoops(main, tree, first, named, roles.isOfAnother);
    this.judge = first && new RunJudge(this.#meetings, () => rateOf(this));
    this.#taps = new Taps(main, state.frame.module.slotNames, this.#loops?.all ?? [], this.#loops?.beginnings);
    this.watches = new WatchList(this.run, first?.loop.code, tree.version);
    this.#breakpoints = new Breakpoints(main, this.#taps);
    state.tapped = (now) => this.#see(now);
    state.unwinding = (now) => this.#unwind(now);
    this.run.start();
    this.#keep();
  }

  /** The roles of the training at this position; of the first one before it. */
  get roles(): Roles | undefined {
    return this.#roles;
  }

  /** The roles of a training that has begun, from 1. */
  rolesOf(training: number): Roles | undefined {
    return this.#loops?.of(training);
  }

  /** True while the run rests before a loop until it is known whether it trains. */
  get isLooking(): boolean {
    return this.#loops?.isLooking === true;
  }

  get iteration(): number {
    return this.#iteration;
  }

  /** Executed lines. */
  get lines(): number {
    return this.run.lines;
  }

  /** Executed lines of the current iteration. */
  get linesSince(): number {
    return this.run.lines - this.#since;
  }

  /** Predictions and targets of the last complete iteration; a copy. */
  get met(): Met | undefined {
    return this.#meetings.last;
  }

  /** The error of the last complete iteration; undefined before the first. */
  get error(): number | undefined {
    return this.#meetings.hasMet ? this.#meetings.error : undefined;
  }

  /** The number of times that the training loop was entered. */
  get training(): number {
    return this.#training;
  }

  /** Completed iterations at the beginning of this training. */
  get #begins(): number {
    return this.trainings.at(this.#training)?.from ?? 0;
  }

  /** True where the loop of this training has ended, and the script continues. */
  get isAfterTraining(): boolean {
    const { roles, run } = this;
    return roles !== undefined && this.#training > 0 && run.ending === undefined && !isIn(roles.loop, run.state);
  }

  /** Iterations at the end of this training; undefined where the loop does not say, and before it. */
  get goal(): number | undefined {
    return this.#goal;
  }

  /** All changes of the run, in their order. */
  get changes(): readonly ScriptChange[] {
    return this.#changes;
  }

  /** Changes that have been made at this position. */
  get changed(): number {
    return this.#changed;
  }

  /** True before a line, false in the middle of one. */
  get isBetweenLines(): boolean {
    const { depth, frame } = this.run.state;
    return depth < 0 || frame.code.ops[frame.ip] === op.LINE;
  }

  /** The most iterations and lines that this run has ever completed. */
  get furthest(): { readonly iteration: number; readonly lines: number } {
    return this.#furthest;
  }

  /** The values that lines of this iteration have assigned; between two iterations, those of the one before. */
  get values(): ReadonlyMap<number, readonly Assigned[]> {
    return this.#values.all(this.linesSince === 0 && this.#iteration > 0);
  }

  /** The numbers at the path of a weight or bias. Those of a call that is over are from the end of the last iteration whose values are kept. */
  numbersAt(path: Path): Numbers | undefined {
    const value = readPath(this.run, path);
    return value === undefined ? this.#last.get(path) : numbersOf(value);
  }

  /** The current weights and biases with their numbers; of a call that is over, those of its end. */
  get parameters(): readonly { readonly path: Path; readonly numbers: Numbers | undefined }[] {
    return (this.roles?.parameters ?? []).map((path) => ({ path, numbers: this.numbersAt(path) }));
  }

  /** Keeps the values of lines in iterations after this one; infinite for none. Values that were kept so far stay until the run continues. */
  keepValuesAfter(iteration: number): void {
    this.#keepsAfter = iteration;
  }

  /** The lines, from 1 and ascending, on which a breakpoint can stop the run. */
  get statements(): readonly number[] {
    return statementLines(this.#main);
  }

  /** Replaces the lines, from 1, before which the run stops. Replays do not stop there. */
  breakAt(lines: readonly number[]): void {
    this.#breakpoints.choose(lines);
    this.#rest();
  }

  /** The line of the breakpoint that has stopped the run here. */
  get stoppedAt(): number | undefined {
    const { broken } = this.#breakpoints;
    return broken?.lines === this.lines ? broken.line : undefined;
  }

  /** Breakpoints let the run continue from here. */
  #rest(): void {
    this.#breakpoints.rest(this.isBetweenLines ? this.lines : -1);
  }

  /** Looks at the loops that train, and at those that may, from now on. */
  #tap(loops: TrainingLoops): void {
    loops.hasChanged = false;
    this.#taps.choose(loops.all, loops.beginnings);
    this.#breakpoints.patch(this.#taps);
  }

  /**
   * Goes on to a goal, to a breakpoint, or until a piece of work is done.
   * @param piece how many lines, calls and jumps back.
   * @param from the depth of calls at which a step 'over' or 'out' began.
   */
  go(goal: Goal, piece = Number.POSITIVE_INFINITY, from = this.run.depth): Stopped {
    return this.#go(goal, piece, from, true);
  }

  #go(goal: Goal, piece: number, from: number, breaks: boolean): Stopped {
    const isIteration = goal.kind === 'iteration';
    this.#stopAt = isIteration ? goal.iteration : Number.POSITIVE_INFINITY;
    this.#breakpoints.broken = undefined;
    this.#breaks = breaks;
    if (breaks) this.watches.begin(this.#iteration);
    else this.watches.forget();
    const { state } = this.run;
    let left = piece;
    const begun = this.lines;
    state.work = 0;
    this.#makeDue();
    for (;;) {
      left = this.#loops?.look(this.lines, left) ?? left;
      if (left <= 0) return 'piece';
      if (this.#loops?.hasChanged === true) this.#tap(this.#loops);
      const keepsValues = this.#iteration >= this.#keepsAfter;
      if (!keepsValues) this.#forgetValues();
      state.taps = (breaks ? this.#breakpoints : this.#taps)[keepsValues ? 'all' : 'few'];
      const until = this.#next(goal);
      const stopped = this.run.go(until, left, from);
      left = state.fuel;
      this.#furthest.lines = Math.max(this.#furthest.lines, this.lines);
      if (stopped !== 'reached') return stopped;
      // A step that ends before a loop leaves the look at it to the next one.
      if (this.lines > begun && this.#isAt(goal, from)) this.#loops?.leave();
      if (this.#keepsNext || this.lines >= this.#kept.dueAt) this.#keep();
      this.#makeDue();
      if (this.#looks) {
        this.#looks = false;
        if (this.watches.isDue(this.#iteration)) this.watches.measure(this.#iteration, true);
        if (this.watches.endIteration(this.#iteration)) return 'reached';
      }
      if (this.#loops?.isLooking === true && this.stoppedAt === undefined) continue;
      if (this.stoppedAt !== undefined || this.#isAt(goal, from)) return 'reached';
      if (left <= 0 || (state.work > MOST_WORK && piece < Number.POSITIVE_INFINITY)) return 'piece';
      if (state.work > MOST_WORK) state.work = 0;
    }
  }

  /** The next stop on the way to a goal: a moment is kept there, or a change is made. */
  #next(goal: Goal): Until {
    const next = this.#nextChange?.lines;
    if (isStep(goal)) return next === undefined ? goal : { kind: 'line' };
    return { kind: 'lines', lines: Math.min(this.#kept.dueAt, linesOf(goal), next ?? Number.POSITIVE_INFINITY) };
  }

  /** The change that is made again next. */
  get #nextChange(): ScriptChange | undefined {
    return this.#changed < this.#mostChanges ? this.#changes[this.#changed] : undefined;
  }

  /** Makes the changes of this position again. */
  #makeDue(): void {
    for (let next = this.#nextChange; next?.lines === this.lines && this.isBetweenLines; next = this.#nextChange) {
      putNumber(this.run, next);
      this.judge?.change();
      this.#changed++;
    }
  }

  /**
   * Replaces a number here. The future of the run is forgotten.
   * @returns the reason why it cannot be replaced; nothing has changed then.
   */
  change(put: Put, isRate = false): string | undefined {
    const { run, lines, iteration } = this;
    if (run.ending !== undefined) return 'the script has ended, and reads no value any more: b goes back a line';
    if (!this.isBetweenLines) return 'the script is in the middle of a line: n goes to its end';
    const reason = putNumber(run, put);
    if (reason !== undefined) return reason;
    this.#forgetFuture();
    this.#changes.push({ ...put, lines, iteration, isRate });
    this.#changed = this.#changes.length;
    this.judge?.change();
    return undefined;
  }

  /**
   * Work at another position, in pieces. Afterwards the run is where it was, even if the pieces are not run to their
   * end.
   * @param changes the most changes that are made again there.
   */
  *#aside<Answer>(changes: number, work: () => Generator<void, Answer>): Generator<void, Answer> {
    const { firedAt } = this.watches;
    const { broken } = this.#breakpoints;
    const { dueAt } = this.#kept;
    const [values, last, furthest] = [this.#values, this.#last, this.#furthest];
    const home = this.save();
    [this.#values, this.#last, this.#mostChanges] = [new LineValues(), new Map(), changes];
    try {
      return yield* work();
    } finally {
      [this.#mostChanges, this.#kept.dueAt] = [Number.POSITIVE_INFINITY, dueAt];
      this.restore(home);
      [this.#values, this.#last, this.#furthest, this.#breakpoints.broken] = [values, last, furthest, broken];
      this.watches.fire(firedAt);
    }
  }

  /**
   * Work that changes the run and continues from here, in pieces. It is not recorded, kept or printed, and leaves no
   * trace.
   */
  trying<Answer>(work: () => Generator<void, Answer>): Generator<void, Answer> {
    return this.#aside(this.#changed, () => this.#trial(work()));
  }

  *#trial<Answer>(work: Generator<void, Answer>): Generator<void, Answer> {
    const { state } = this.run;
    this.#measureErrors();
    this.#furthest = { iteration: Number.POSITIVE_INFINITY, lines: Number.POSITIVE_INFINITY };
    [this.#kept.dueAt, state.muted] = [Number.POSITIVE_INFINITY, true];
    try {
      return yield* work;
    } finally {
      state.muted = false;
    }
  }

  /** Goes on in a trial: neither breakpoints nor watches see it. */
  tryOn(goal: Goal, piece: number): Stopped {
    return this.#go(goal, piece, 0, false);
  }

  /** Takes back the last change, and goes to where it was made, in pieces. */
  *undo(): Generator<void, void> {
    const last = this.#changes.pop();
    if (last === undefined) return;
    const left = this.#changes.length;
    this.#kept.forgetAfter(last.lines, left);
    yield* this.#toLines(last.lines, this.#changed > left || last.lines < this.lines);
    this.#forgetFuture();
  }

  /** Forgets everything after this position. */
  #forgetFuture(): void {
    const { run, iteration, lines } = this;
    this.#changes.length = this.#changed;
    this.#kept.forgetAfter(lines, this.#changed);
    if (iteration < this.#furthest.iteration) this.errors.forgetFrom(iteration, this.#error);
    this.trainings.forgetFrom(this.#training, iteration, this.#error);
    this.#loops?.forgetAfter(this.#training);
    if (this.#meetings.hasMet) this.#measureErrors();
    this.#furthest = { iteration, lines };
    const { state } = run;
    state.output.forget();
    state.answers.length = state.answered;
    this.watches.forgetAfter(iteration);
  }

  /**
   * Reads the run at the end of an iteration, in pieces. Afterwards the run is where it was, even if the pieces are not run to
   * their end.
   * @param changes how many changes of this iteration have been made there.
   */
  visit<Answer>(iteration: number, changes: number, read: () => Answer): Generator<void, Answer> {
    const most = this.#changes.filter((change) => change.iteration < iteration).length + changes;
    return this.#aside(most, () => this.#readAt(iteration, most, read));
  }

  *#readAt<Answer>(iteration: number, most: number, read: () => Answer): Generator<void, Answer> {
    yield* this.#toIteration(iteration, this.#changed > most);
    return read();
  }

  /** True unless the run has stopped to keep a moment on its way. */
  #isAt(goal: Goal, from: number): boolean {
    switch (goal.kind) {
      case 'iteration':
        return this.iteration >= goal.iteration;
      case 'end':
        return false;
      case 'lines':
        return this.lines >= goal.lines;
      case 'line':
        return true;
      case 'over':
        return this.run.depth <= from;
      case 'out':
        return this.run.depth < from;
    }
  }

  /** Goes to a count of executed lines, in pieces; the run is between two positions until the last one. */
  travelToLines(lines: number): Generator<void, void> {
    return this.#toLines(lines, lines < this.lines);
  }

  *#toLines(lines: number, isBack: boolean): Generator<void, void> {
    // A moment at the destination has no values of the iteration before it, and one inside of an iteration lacks some.
    const hasBoundary = this.#kept.boundaryBefore(lines) !== undefined;
    this.#goToKept(isBack, (kept) => kept.moment.lines < lines && (!hasBoundary || isBoundary(kept)));
    this.keepValuesAfter(0);
    // A piece may end in the middle of the last line, which is counted already.
    while (this.#go({ kind: 'lines', lines }, PIECE, 0, false) === 'piece') yield;
    // The weights of a call that is over are those of the last iteration, which must run for that.
    if (this.lacksLast) {
      const since = this.#since;
      this.#goToKept(true, (kept) => kept.moment.lines < since && isBoundary(kept));
      while (this.#go({ kind: 'lines', lines }, PIECE, 0, false) === 'piece') yield;
    }
    this.#rest();
  }

  /** True where the weights of a call that is over are not known. */
  get lacksLast(): boolean {
    const { parameters = [] } = this.#iteration === 0 ? {} : (this.roles ?? {});
    return parameters.some(
      (path) => path.call !== undefined && !this.#last.has(path) && readPath(this.run, path) === undefined,
    );
  }

  /**
   * Runs the lines from the beginning of this iteration, or of one before, to here again: their values are then known.
   * Does nothing if that is far.
   */
  *retrace(): Generator<void, void> {
    const { lines, watches, stoppedAt } = this;
    const { firedAt } = watches;
    const kept = this.#kept.boundaryBefore(lines);
    if (kept === undefined) return;
    this.restore(kept);
    yield* this.travelToLines(lines);
    if (stoppedAt !== undefined) this.#breakpoints.broken = { lines, line: stoppedAt };
    watches.fire(firedAt);
  }

  /** Goes to the end of an iteration, in pieces; iteration 0 is the beginning of the script. */
  travelToIteration(iteration: number): Generator<void, void> {
    return this.#toIteration(iteration, false);
  }

  *#toIteration(iteration: number, isElsewhere: boolean): Generator<void, void> {
    const isBack = iteration < this.iteration || (iteration === this.iteration && this.linesSince > 0);
    this.#goToKept(isBack || isElsewhere, ({ counted }) => counted.iteration < iteration);
    this.keepValuesAfter(iteration - 1);
    while (this.iteration < iteration) {
      if (this.#go({ kind: 'iteration', iteration }, PIECE, 0, false) !== 'piece') break;
      yield;
    }
    this.#makeDue();
    this.#rest();
  }

  /** The kept positions between two iterations of this training, the oldest first. */
  get boundaries(): readonly Position[] {
    return this.#kept.boundariesOf(this.#training);
  }

  /** The code of the script. */
  get main(): Code {
    return this.#main;
  }

  /** A kept position from which the lines before this one can be run again: where it is near, from the beginning of an iteration. */
  get keptBefore(): Position {
    const { lines } = this;
    return this.#kept.boundaryBefore(lines) ?? this.#kept.newest(({ moment }) => moment.lines < lines);
  }

  /** The newest kept position before this training. */
  get keptBeforeTraining(): Position {
    return this.#kept.beforeTraining(this.#training);
  }

  /** The position before the first line. */
  get keptFirst(): Position {
    return this.#kept.newest(() => false);
  }

  /** The position as a value. */
  save(): Position {
    return { moment: this.run.save(), counted: this.#count() };
  }

  /** The position as a value; undefined where a copy would take too much memory. */
  saveForReturn(): Position | undefined {
    return this.run.state.liveBytes() > MOST_BYTES ? undefined : this.save();
  }

  /** Goes to a saved position of this run. Values of lines are not saved. */
  restore({ moment, counted }: Position): void {
    this.#measureErrors();
    this.watches.forget();
    this.run.restore(moment);
    this.#iteration = counted.iteration;
    this.#training = counted.training;
    this.#takeRoles(counted.roles);
    this.#loops?.leave();
    this.#since = counted.since;
    this.#goal = counted.goal;
    this.#meetings.restore(counted.meetings);
    if (counted.judgement !== undefined) this.judge?.restore(counted.judgement);
    this.watches.from = this.#begins;
    this.#forgetValues();
    this.#headAt = counted.headAt;
    [this.#changed, this.#hasJumped, this.#hasUpdated] = [counted.changed, counted.hasJumped, counted.hasUpdated];
    this.#keepsNext = false;
    this.#breakpoints.broken = undefined;
    this.#rest();
  }

  #count(): Counted {
    const [iteration, training, since, goal] = [this.#iteration, this.#training, this.#since, this.#goal];
    const meetings = this.#meetings.save();
    const judgement = this.judge?.save();
    const [roles, headAt, changed] = [this.#roles, this.#headAt, this.#changed];
    const [hasJumped, hasUpdated] = [this.#hasJumped, this.#hasUpdated];
    return { iteration, training, roles, since, goal, meetings, judgement, headAt, hasJumped, hasUpdated, changed };
  }

  /** Goes to the newest kept moment that fits, or the first one: to go back, or where it is nearer than the current position. */
  #goToKept(isBack: boolean, fits: (kept: Position) => boolean): void {
    const kept = this.#kept.newest(fits);
    if (isBack || kept.moment.lines > this.lines) this.restore(kept);
  }

  #see(state: State): void {
    const frame = state.frames[state.depth] as Frame;
    const { code, ip } = frame;
    const [roles, loops] = [this.#roles, this.#loops];
    // The head of a `while` may be the entry of its loop, too.
    if (code.ops[ip] === op.LINE) {
      this.#breakpoints.see(state, code.lineOf(ip));
      const at = roles && { training: this.#training, roles, hasJumped: this.#hasJumped };
      if (at !== undefined && !this.#isTrying && loops?.arrives(state, this.run, at) === true) return;
    }
    if (roles !== undefined && loops !== undefined) {
      const { loop, meeting, update } = roles;
      if (update !== undefined && ip === update.instruction && code === update.code)
        this.#hasUpdated ||= isIn(loop, state);
      if (meeting !== undefined && ip === meeting.instruction && code === meeting.code) {
        this.#meetings.add(...meetingAt(state, meeting));
        if (state.work > MOST_WORK) stopHere(state);
        return;
      }
      if (code === loop.code) {
        if (code.ops[ip] === op.JUMP_BACK) {
          if (code.args[ip] === loop.start) this.#complete(state, true);
          if (state.work > MOST_WORK) stopHere(state);
          return;
        }
        if (leaves(loop, ip)) {
          if (this.#hasUpdated || this.#isAfterUpdates(ip)) this.#complete(state, false);
          return;
        }
      }
      const entered = loops.enteredAt(code, ip);
      if (entered !== undefined) {
        if (isSameLoop(entered, loop) || this.#training === 0 || !isIn(loop, state)) this.#enter(state, entered);
        return;
      }
    }
    const stored = this.#taps.storeAt(code, ip);
    if (stored === undefined) return;
    const value = state.stack[state.sp - stored.below];
    if (value !== undefined) this.#values.add(stored.line, stored.name, value);
  }

  /** True in a trial, which leaves no trace. */
  get #isTrying(): boolean {
    return !Number.isFinite(this.#furthest.lines);
  }

  /** True after the loop over the examples of this pass: a perceptron changes no weights in its last pass. */
  #isAfterUpdates(instruction: number): boolean {
    const { loop, update } = this.#roles as Roles;
    if (update?.code !== loop.code || !this.#meetings.isMeeting) return false;
    return instruction > (innerEnd(loop, update.instruction) ?? Number.POSITIVE_INFINITY);
  }

  /** An exception is on its way: it may end the current pass. */
  #unwind(state: State): void {
    const { roles } = this;
    if (roles === undefined || !this.#hasUpdated || this.#training === 0) return;
    if (leavesByException(roles.loop, state)) this.#complete(state, false);
  }

  get #entersAtHead(): boolean {
    const { loop } = this.#roles ?? {};
    return loop !== undefined && entryOf(loop) === loop.start;
  }

  #takeRoles(roles: Roles | undefined): void {
    this.#roles = roles;
    this.watches.scope = roles?.loop.code;
  }

  #enter({ stack, sp, lines }: State, loop: Loop): void {
    if (this.#headAt === lines) return;
    const entersAtHead = entryOf(loop) === loop.start;
    if (entersAtHead) this.#headAt = lines;
    if (entersAtHead && this.#hasJumped && isSameLoop(loop, (this.#roles as Roles).loop)) {
      this.#hasJumped = false;
      return;
    }
    this.#hasJumped = false;
    this.#training++;
    this.#measureErrors();
    this.#takeRoles(this.#loops?.begin(loop, this.#training, this.#isTrying));
    const { learningRate } = this.#roles as Roles;
    if (!this.#isTrying) {
      this.trainings.begin(this.#training, this.#iteration, lines, this.run, this.#roles as Roles);
    }
    this.#meetings.clear();
    this.#hasUpdated = false;
    this.judge?.begin(learningRate !== undefined);
    this.watches.from = this.#begins;
    const passes = passesAhead(loop, stack[sp - 1]);
    this.#goal = passes === undefined ? undefined : this.#iteration + passes;
  }

  /** Measures the newest errors before the meetings change. */
  #measureErrors(): void {
    this.errors.measureNow();
    this.trainings.measureNow();
  }

  #forgetValues(): void {
    this.#values.clear();
    this.#last.clear();
  }

  #keepLast({ parameters }: Roles): void {
    for (const path of parameters) {
      if (path.call === undefined) continue;
      const value = readPath(this.run, path);
      const numbers = value === undefined ? undefined : numbersOf(value);
      if (numbers !== undefined) this.#last.set(path, numbers);
    }
  }

  /** Compares the values that a person has named. */
  #read(read: NonNullable<Roles['read']>): void {
    if ('error' in read) {
      const error = readPath(this.run, read.error);
      if (error !== undefined) this.#meetings.addError(error);
      return;
    }
    const [prediction, target] = [readPath(this.run, read.prediction), readPath(this.run, read.target)];
    if (prediction !== undefined && target !== undefined) this.#meetings.add(prediction, target);
  }

  /** @param jumpsBack false for a pass that leaves the loop */
  #complete(state: State, jumpsBack: boolean): void {
    const { roles } = this;
    if (roles?.read !== undefined) this.#read(roles.read);
    if (roles !== undefined && this.#iteration >= this.#keepsAfter) this.#keepLast(roles);
    this.#meetings.complete();
    this.#values.complete();
    const iteration = this.#iteration++;
    this.#since = state.lines;
    this.judge?.complete(iteration + 1 - this.#begins);
    const isNew = iteration >= this.#furthest.iteration;
    if (isNew) {
      const measure = this.#meetings.hasMet ? this.#error : undefined;
      if (measure !== undefined) this.errors.record(iteration, measure);
      const solved = this.judge === undefined ? null : this.judge.solved;
      this.trainings.complete(this.#training, iteration, measure, solved, this.#targets);
    }
    // The next line is the head of the loop: a `while` enters there, too.
    this.#hasJumped = jumpsBack && this.#entersAtHead;
    this.#hasUpdated = false;
    this.#keepsNext = isNew && (this.#kept.isDueAfter(iteration + 1) || iteration === this.#begins);
    const stops = this.#keepsNext || iteration + 1 >= this.#stopAt || iteration + 1 === this.#keepsAfter;
    if (stops) state.stopAt = state.lines;
    if (this.#breaks && (this.watches.hasConditions || this.watches.isDue(iteration + 1))) {
      this.#looks = true;
      state.stopAt = state.lines;
      state.stops = true;
    }
    if (isNew) this.#furthest.iteration = iteration + 1;
  }

  /** Keeps the current position. */
  #keep(): void {
    this.#keepsNext = false;
    const position = this.#kept.isEmpty ? this.save() : this.saveForReturn();
    this.#kept.keep(position, Math.max(this.lines, this.#furthest.lines));
  }
}

/** True for a goal that is the next line somewhere. */
function isStep(goal: Goal): goal is Until & { readonly kind: 'line' | 'over' | 'out' } {
  return goal.kind === 'line' || goal.kind === 'over' || goal.kind === 'out';
}

function linesOf(goal: Goal): number {
  return goal.kind === 'lines' ? goal.lines : Number.POSITIVE_INFINITY;
}
