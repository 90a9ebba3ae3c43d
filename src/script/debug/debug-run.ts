/*
 * A script under the debugger: its run, forward and back, with the iterations of its training loop counted and measured.
 *
 * A position is a count of executed lines. The past is moments at some beginnings of iterations, and the same lines again: going back
 * and on gives the same bits, and the same prints. Without roles there are no iterations, and everything else works.
 */

import { ErrorRecord } from '../../engine/observers/error-record.ts';
import { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';
import { type Moment, type ScriptOptions, ScriptRun, type Stopped, type Until } from '../machine/script-run.ts';
import type { State } from '../machine/state.ts';
import type { Value } from '../machine/values.ts';
import type { Roles } from '../roles/find.ts';
import type { Module as Tree } from '../syntax/tree.ts';
import { numbersOf } from './numbers.ts';

/** The predictions and targets that an iteration has met, side by side. */
export interface Met {
  /** Values one after the other, at most `MOST_MET`. */
  readonly prediction: readonly number[];
  readonly target: readonly number[];
  /** Values in each row. */
  readonly columns: number;
  /** mean(abs(target − prediction)), of all values of the iteration. */
  readonly error: number;
}

/** The most predictions that are kept of an iteration. */
export const MOST_MET = 20_000;
/** The most moments that are kept, and their most bytes. */
const MOST_MOMENTS = 48;
const MOST_BYTES = 64 * 2 ** 20;

/** The counts and measures beside the machine. It changes as a whole, so a saved one stays as it is. */
interface Counted {
  readonly iteration: number;
  /** The number of times that the training loop was entered, from 1. */
  readonly training: number;
  /** The meetings of the last complete iteration. */
  readonly met: Met | undefined;
}

interface Kept {
  readonly moment: Moment;
  readonly counted: Counted;
}

/** The values met so far in the iteration that goes on. */
class Meetings {
  prediction: number[] = [];
  target: number[] = [];
  columns = 1;
  total = 0;
  count = 0;

  add(prediction: Value, target: Value): void {
    const [one, other] = [numbersOf(prediction), numbersOf(target)];
    if (one === undefined || other === undefined) return;
    const { data, columns } = one;
    this.columns = Math.max(this.columns, columns);
    for (let i = 0; i < data.length; i++) {
      const aim = other.data[other.data.length === data.length ? i : i % other.data.length] as number;
      this.total += Math.abs(aim - (data[i] as number));
      if (this.prediction.length < MOST_MET) {
        this.prediction.push(data[i] as number);
        this.target.push(aim);
      }
    }
    this.count += data.length;
  }

  /** The meetings so far; undefined for none. Begins anew. */
  take(): Met | undefined {
    if (this.count === 0) return undefined;
    const { prediction, target, columns, total, count } = this;
    this.clear();
    return { prediction, target, columns, error: total / count };
  }

  clear(): void {
    [this.prediction, this.target, this.columns, this.total, this.count] = [[], [], 1, 0, 0];
  }
}

export type Goal = Until | { readonly kind: 'iteration'; readonly iteration: number };

export class DebugRun {
  readonly run: ScriptRun;
  readonly roles: Roles | undefined;
  /** The error of each iteration, from 0. */
  readonly errors = new ErrorRecord();
  readonly #meetings = new Meetings();
  #counted: Counted = { iteration: 0, training: 0, met: undefined };
  /** Iterations at which the run stops; infinite for none. */
  #stopAt = Number.POSITIVE_INFINITY;
  #kept: Kept[] = [];
  /** Iterations between two kept moments, a power of two. */
  #apart = 1;
  #keepsNext = false;
  #furthest = { iteration: 0, lines: 0 };
  #hasJumped = false;

  constructor(tree: Tree, options: ScriptOptions, roles?: Roles) {
    this.run = new ScriptRun(tree, options);
    const { frame } = this.run.state;
    this.roles = roles && rolesIn(frame.code, roles);
    if (this.roles !== undefined) {
      const own = this.roles;
      this.run.state.taps = tapsOf(own);
      this.run.state.tapped = (state) => this.#see(state, own);
    }
    this.run.start();
    this.#keep();
  }

  get iteration(): number {
    return this.#counted.iteration;
  }

  /** Executed lines. */
  get lines(): number {
    return this.run.lines;
  }

  /** Predictions and targets of the last complete iteration. */
  get met(): Met | undefined {
    return this.#counted.met;
  }

  /** The number of times that the training loop was entered. */
  get training(): number {
    return this.#counted.training;
  }

  /** The most iterations and lines that this run has ever completed. */
  get furthest(): { readonly iteration: number; readonly lines: number } {
    return this.#furthest;
  }

  /**
   * Goes on to a goal, or until a piece of work is done.
   * @param piece how many lines, calls and jumps back.
   * @param from the depth of calls at which a step 'over' or 'out' began.
   */
  go(goal: Goal, piece = Number.POSITIVE_INFINITY, from = this.run.depth): Stopped {
    const isIteration = goal.kind === 'iteration';
    this.#stopAt = isIteration ? goal.iteration : Number.POSITIVE_INFINITY;
    let left = piece;
    for (;;) {
      const until: Until = isIteration ? { kind: 'end' } : goal;
      const stopped = this.run.go(until, left, from);
      left = this.run.state.fuel;
      this.#reach();
      if (stopped !== 'reached') return stopped;
      if (this.#keepsNext) this.#keep();
      if (isIteration ? this.iteration >= goal.iteration : this.#isAt(goal)) return 'reached';
      if (left <= 0) return 'piece';
    }
  }

  #isAt(goal: Until): boolean {
    return goal.kind !== 'end' && (goal.kind !== 'lines' || this.lines >= goal.lines);
  }

  /** Goes to a count of executed lines, in pieces; the run is between two positions until the last one. */
  *travelToLines(lines: number): Generator<void, void> {
    this.#restoreBefore(({ moment }) => moment.lines <= lines);
    while (this.lines < lines) {
      if (this.go({ kind: 'lines', lines }, PIECE) !== 'piece') return;
      yield;
    }
  }

  /** Goes to the end of an iteration, in pieces; iteration 0 is the beginning of the script. */
  *travelToIteration(iteration: number): Generator<void, void> {
    if (iteration < this.iteration || this.#isInside(iteration)) {
      this.#restoreBefore(({ counted }) => counted.iteration <= iteration);
    }
    while (this.iteration < iteration) {
      if (this.go({ kind: 'iteration', iteration }, PIECE) !== 'piece') return;
      yield;
    }
  }

  /** True in the middle of the iteration after `iteration`. */
  #isInside(iteration: number): boolean {
    return this.iteration === iteration;
  }

  /** The newest kept moment that fulfils a condition. The first one always does. */
  #restoreBefore(fits: (kept: Kept) => boolean): void {
    const kept = this.#kept.findLast(fits) ?? (this.#kept[0] as Kept);
    const { lines } = this;
    // Going forward needs no moment, unless one is nearer.
    if (fits({ moment: { ...kept.moment, lines }, counted: this.#counted }) && kept.moment.lines <= lines) return;
    this.run.restore(kept.moment);
    this.#counted = kept.counted;
    this.#meetings.clear();
    this.#hasJumped = true;
  }

  #see(state: State, { loop, meeting }: Roles): void {
    const { code, ip } = state.frame;
    if (meeting !== undefined && code === meeting.code && ip === meeting.instruction) {
      const right = state.stack[state.sp - 1] ?? null;
      const left = state.stack[state.sp - 2] ?? null;
      if (meeting.predictionSide === 'left') this.#meetings.add(left, right);
      else this.#meetings.add(right, left);
    }
    if (code !== loop.code) return;
    if (code.ops[ip] === op.JUMP_BACK && code.args[ip] === loop.start) this.#complete(state);
    else if (ip === entryOf(loop)) {
      if (this.#hasJumped) this.#hasJumped = false;
      else {
        this.#meetings.clear();
        this.#counted = { ...this.#counted, training: this.#counted.training + 1 };
      }
    }
  }

  #complete(state: State): void {
    const { iteration, training, met } = this.#counted;
    const now = this.#meetings.take() ?? met;
    const isNew = iteration >= this.#furthest.iteration;
    this.#counted = { iteration: iteration + 1, training, met: now };
    if (isNew && now !== undefined) this.errors.record(iteration, () => now.error);
    // The next line is the head of the loop: a `while` enters there, too.
    this.#hasJumped = entryOf((this.roles as Roles).loop) === (this.roles as Roles).loop.start;
    this.#keepsNext = isNew && (iteration + 1) % this.#apart === 0;
    if (this.#keepsNext || iteration + 1 >= this.#stopAt) state.stopAt = state.lines;
  }

  #reach(): void {
    const { iteration, lines } = this;
    if (lines > this.#furthest.lines)
      this.#furthest = { iteration: Math.max(iteration, this.#furthest.iteration), lines };
  }

  /** Keeps the present moment. When there are too many, every second one goes. */
  #keep(): void {
    this.#keepsNext = false;
    this.#kept.push({ moment: this.run.save(), counted: this.#counted });
    const bytes = this.#kept.reduce((sum, { moment }) => sum + moment.bytes, 0);
    if (this.#kept.length <= MOST_MOMENTS && (bytes <= MOST_BYTES || this.#kept.length < 4)) return;
    this.#apart *= 2;
    this.#kept = this.#kept.filter(({ counted }, i) => i === 0 || counted.iteration % this.#apart === 0);
  }
}

/** Roles found in another run of the same script, with the codes of this one; undefined for codes of other files. */
function rolesIn(main: Code, roles: Roles): Roles | undefined {
  const loop = twinOf(main, roles.loop.code);
  const met = roles.meeting && twinOf(main, roles.meeting.code);
  if (loop === undefined || (roles.meeting !== undefined && met === undefined)) return undefined;
  return {
    ...roles,
    loop: { ...roles.loop, code: loop },
    meeting: roles.meeting && met && { ...roles.meeting, code: met },
  };
}

/** The code inside of `main` that was compiled from the same text as `of`. */
function twinOf(main: Code, of: Code): Code | undefined {
  if (main.path === of.path && main.ops.length === of.ops.length && main.from[0] === of.from[0]) return main;
  for (const value of main.consts) {
    const twin = value instanceof Code ? twinOf(value, of) : undefined;
    if (twin !== undefined) return twin;
  }
  return undefined;
}

/** Lines, calls and jumps back between two pieces of a replay. */
const PIECE = 20_000;

/** The instruction at which a loop is entered. */
function entryOf({ code, start }: Roles['loop']): number {
  return code.ops[start + 1] === op.FOR_ITER && code.ops[start - 2] === op.FOR_ITER ? start - 2 : start;
}

function tapsOf({ loop, meeting }: Roles): ReadonlyMap<Code, Uint8Array> {
  const taps = new Map<Code, Uint8Array>();
  const tap = (code: Code, instruction: number): void => {
    const ops = taps.get(code) ?? code.ops.slice();
    ops[instruction] = op.TRACE;
    taps.set(code, ops);
  };
  tap(loop.code, entryOf(loop));
  for (let i = 0; i < loop.code.ops.length; i++) {
    if (loop.code.ops[i] === op.JUMP_BACK && loop.code.args[i] === loop.start) tap(loop.code, i);
  }
  if (meeting !== undefined) tap(meeting.code, meeting.instruction);
  return taps;
}
