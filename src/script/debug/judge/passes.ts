/*
 * One pass of the training loop, from the same beginning again and again: with other weights, up to the meeting of prediction and target;
 * or to its first update of the weights. Longer than other files: each way through a pass begins at the same moment, and looks at the same
 * instructions.
 */

import type { Frame } from '../../machine/frame.ts';
import type { Moment } from '../../machine/moment.ts';
import * as op from '../../machine/opcodes.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import type { State } from '../../machine/state.ts';
import type { Value } from '../../machine/values.ts';
import type { Roles } from '../../roles/find.ts';
import { entryOf, leaves, leavesByException } from '../../roles/loops.ts';
import { type Path, readPath } from '../../roles/path.ts';
import type { DebugRun } from '../debug-run.ts';
import { putAt } from '../examine/put.ts';
import { type Numbers, numbersOf, sameBits } from '../numbers.ts';
import { Taps } from '../taps.ts';
import { Unanswerable } from './excursion.ts';

/** Lines, calls and jumps back of a piece: a few milliseconds. */
const PIECE = 5000;
const OBSERVED_PIECE = 200;
const MOST_AT_ONCE = 20_000;

/** A prediction and the target that it meets, copied. */
export interface Meeting {
  readonly prediction: Numbers;
  readonly target: Numbers;
}

/** The part of a pass that ends with its first update of the weights. */
export interface FirstUpdate {
  /** Completed iterations at the beginning of the pass. */
  readonly iteration: number;
  /** The state from which `meetingsWith` begins. */
  readonly start: Moment;
  /** Executed lines at its end. */
  readonly end: number;
  readonly meetings: readonly Meeting[];
  /** The numbers of each path before and after; undefined for a path without numbers there. */
  readonly before: readonly (Numbers | undefined)[];
  readonly after: readonly (Numbers | undefined)[];
  /** True where the pass continues with other predictions. */
  readonly isFirstOfSeveral: boolean;
}

/** A place in a pass: the loop is entered, prediction and target meet, the pass jumps back to the head, or it leaves the loop. */
type Tapped = 'entry' | 'meeting' | 'back' | 'exit';

/** Other numbers at a path, row by row. */
export interface Change {
  readonly path: Path;
  readonly numbers: Float64Array;
}

export class Passes {
  readonly #debug: DebugRun;
  readonly #run: ScriptRun;
  readonly #roles: Roles;
  readonly #taps: Taps;
  #met: Meeting[] = [];

  constructor(debug: DebugRun, roles: Roles) {
    this.#debug = debug;
    this.#run = debug.run;
    this.#roles = roles;
    const main = debug.run.state.modules.get('__main__') as { readonly slotNames?: readonly string[] } | undefined;
    this.#taps = new Taps(debug.main, main?.slotNames ?? [], [roles]);
    if (roles.meeting === undefined && !(roles.read !== undefined && 'prediction' in roles.read)) {
      throw new Unanswerable('it is not known where prediction and target meet');
    }
  }

  /** Goes to the beginning of the pass that the run is in or before, or of the last one, and through its first update. */
  *firstUpdate(parameters: readonly Path[], compared: readonly Path[]): Generator<void, FirstUpdate> {
    const { iteration, linesSince } = this.#debug;
    const present = linesSince === 0 && iteration > 0 ? this.#run.save() : undefined;
    for (let wanted = iteration; wanted >= Math.max(0, iteration - 1); wanted--) {
      let reached = wanted;
      if (wanted === iteration && present !== undefined) this.#run.restore(present);
      else reached = yield* this.#goToIteration(wanted);
      const found = yield* this.#update(reached, parameters, compared);
      if (found !== undefined) return found;
    }
    throw new Unanswerable('no iteration has run yet');
  }

  *#goToIteration(wanted: number): Generator<void, number> {
    const { boundaries, training, keptFirst } = this.#debug;
    const kept = boundaries.findLast(({ counted }) => counted.iteration <= wanted) ?? boundaries[0];
    if (kept === undefined && training > 1) throw new Unanswerable('no iteration of this training has run yet');
    const { moment, counted } = kept ?? keptFirst;
    this.#run.restore(moment);
    // Changes by hand are not made again here: with one ahead, the kept position is checked.
    let left = counted.changed === this.#debug.changed ? wanted - counted.iteration : 0;
    let iteration = counted.iteration;
    while (left > 0) {
      const end = yield* this.#go((_state, kind) => kind === 'back' && --left === 0);
      if (end !== 'stopped') return wanted;
      iteration = wanted;
    }
    return iteration;
  }

  /** Undefined where the run has no pass from here on. */
  *#update(
    iteration: number,
    parameters: readonly Path[],
    compared: readonly Path[],
  ): Generator<void, FirstUpdate | undefined> {
    const read = (): (Numbers | undefined)[] => compared.map((path) => numbersAt(this.#run, path));
    const weights = (): (Numbers | undefined)[] => parameters.map((path) => numbersAt(this.#run, path));
    let start = this.#run.save();
    let [before, own] = [read(), weights()];
    let after: (Numbers | undefined)[] | undefined;
    let enteredAt = -1;
    for (;;) {
      this.#met = [];
      let [hasEntered, isAtNext] = [false, false];
      const end = yield* this.#go(({ lines }, kind) => {
        if (kind === 'entry') {
          // A run that has stopped at the head of a `while` sees it again.
          hasEntered = this.#met.length === 0 && lines !== enteredAt;
          enteredAt = lines;
          return hasEntered;
        }
        isAtNext = kind === 'meeting' && this.#met.length > 0 && !areEqual(own, weights());
        // A pass that leaves the loop before its update is none.
        const isWhole = kind === 'back' || (kind === 'exit' && !areEqual(own, weights()));
        if (isWhole || isAtNext) after = read();
        return after !== undefined || kind === 'exit';
      });
      if (end === 'ended') return undefined;
      if (after !== undefined) {
        const meetings = isAtNext ? this.#met.slice(0, -1) : this.#met;
        return { iteration, start, end: this.#run.lines, meetings, before, after, isFirstOfSeveral: isAtNext };
      }
      if (!hasEntered) return undefined;
      start = this.#run.save();
      [before, own] = [read(), weights()];
    }
  }

  /** The first meetings of the pass with some cells of the weights changed. */
  *meetingsWith({ start, meetings }: FirstUpdate, changes: readonly Change[]): Generator<void, readonly Meeting[]> {
    this.#run.restore(start);
    this.#change(changes);
    this.#met = [];
    yield* this.#go(
      (_state, kind) =>
        kind === 'back' || kind === 'exit' || (kind === 'meeting' && this.#met.length + 1 >= meetings.length),
    );
    return this.#met;
  }

  /** The same pass with some cells changed at its beginning; undefined where it then has no update. */
  *again(
    { iteration, start }: FirstUpdate,
    parameters: readonly Path[],
    compared: readonly Path[],
    changes: readonly Change[],
  ): Generator<void, FirstUpdate | undefined> {
    this.#run.restore(start);
    this.#change(changes);
    return yield* this.#update(iteration, parameters, compared);
  }

  /** The next update of the same pass. @param lines executed lines after the update */
  *next(
    { iteration, start }: FirstUpdate,
    lines: number,
    parameters: readonly Path[],
    compared: readonly Path[],
  ): Generator<void, FirstUpdate | undefined> {
    const { state } = this.#run;
    this.#run.restore(start);
    [state.taps, state.tapped, state.unwinding] = [undefined, undefined, undefined];
    while (state.lines < lines && this.#run.go({ kind: 'lines', lines }, PIECE) === 'piece') yield;
    return yield* this.#update(iteration, parameters, compared);
  }

  #change(changes: readonly Change[]): void {
    for (const { path, numbers } of changes) putAt(this.#run, path, numbers);
  }

  /**
   * Goes through the update, and calls `see` with each line that changes one of the paths.
   * @returns executed lines after the last change.
   */
  *changes(
    update: FirstUpdate,
    paths: readonly Path[],
    see: (path: number, line: number) => void,
  ): Generator<void, number> {
    const { state } = this.#run;
    let changedAt = update.end;
    const read = (): (Numbers | undefined)[] => paths.map((path) => numbersAt(this.#run, path));
    let before: (Numbers | undefined)[] = [];
    // The line of an instruction that may have changed something.
    let line: number | undefined;
    const compare = (): void => {
      if (line === undefined) return;
      const now = read();
      for (const [i, own] of now.entries()) {
        if (areEqual([own], [before[i]])) continue;
        see(i, line);
        changedAt = state.lines;
      }
      before = now;
    };
    yield* this.observed(
      update,
      (state) => {
        compare();
        line = changingLine(state);
      },
      () => {
        before = read();
      },
      compare,
    );
    return changedAt;
  }

  /** Observes each instruction of the update in one piece, so that its objects stay the same. @returns false where it is too long */
  observedAtOnce({ start, end }: FirstUpdate, see: (state: State) => void, begin: () => void): boolean {
    const { state } = this.#run;
    this.#run.restore(start);
    begin();
    state.observe = see;
    const stopped = this.#run.go({ kind: 'lines', lines: end }, MOST_AT_ONCE);
    state.observe = undefined;
    return stopped === 'reached';
  }

  /** Observes each instruction of the update. @param finish is called at its end */
  *observed(
    { start, end }: FirstUpdate,
    see: (state: State) => void,
    begin: () => void,
    finish: () => void,
  ): Generator<void, void> {
    const { state } = this.#run;
    this.#run.restore(start);
    begin();
    state.observe = see;
    while (state.lines < end && this.#run.go({ kind: 'lines', lines: end }, OBSERVED_PIECE) === 'piece') yield;
    finish();
    state.observe = undefined;
  }

  /** Goes on until `isOver` holds at a tapped instruction or an exception that leaves the loop, and to the next line. */
  *#go(isOver: (state: State, kind: Tapped) => boolean): Generator<void, 'stopped' | 'ended'> {
    const { state } = this.#run;
    let stops = false;
    const see = (now: State, kind: Tapped | undefined): void => {
      if (stops || kind === undefined) return;
      if (kind === 'back' || kind === 'exit') this.#readNamed();
      stops = isOver(now, kind);
      if (kind === 'meeting') this.#see(now);
      if (!stops) return;
      now.stopAt = now.lines;
      now.stops = true;
    };
    state.taps = this.#taps.few;
    state.tapped = (now) => see(now, this.kindOf(now));
    state.unwinding = (now) => see(now, leavesByException(this.#roles.loop, now) ? 'exit' : undefined);
    for (;;) {
      const stopped = this.#run.go({ kind: 'end' }, PIECE);
      if (stopped === 'input') throw new Unanswerable('an iteration asks for input');
      if (stopped === 'ended') return stops ? 'stopped' : 'ended';
      if (stopped === 'reached' && stops) return 'stopped';
      yield;
    }
  }

  /** The kind of the tapped instruction that is next. */
  kindOf({ frames, depth }: State): Tapped | undefined {
    const { code, ip } = frames[depth] as Frame;
    const { loop, meeting } = this.#roles;
    if (meeting !== undefined && code === meeting.code && ip === meeting.instruction) return 'meeting';
    if (code !== loop.code) return undefined;
    if (code.ops[ip] === op.JUMP_BACK) return code.args[ip] === loop.start ? 'back' : undefined;
    if (leaves(loop, ip)) return 'exit';
    return ip === entryOf(loop) ? 'entry' : undefined;
  }

  #see({ stack, sp }: State): void {
    const [left, right] = [stack[sp - 2] ?? null, stack[sp - 1] ?? null];
    const isLeft = this.#roles.meeting?.predictionSide === 'left';
    this.#meet(isLeft ? left : right, isLeft ? right : left);
  }

  #readNamed(): void {
    const { read } = this.#roles;
    if (read === undefined || !('prediction' in read)) return;
    const [prediction, target] = [readPath(this.#run, read.prediction), readPath(this.#run, read.target)];
    if (prediction !== undefined && target !== undefined) this.#meet(prediction, target);
  }

  #meet(prediction: Value, target: Value): void {
    const [one, other] = [numbersOf(prediction), numbersOf(target)];
    if (one !== undefined && other !== undefined) this.#met.push({ prediction: one, target: other });
  }
}

/** The numbers at a path in the current state; undefined where there are none. */
function numbersAt(run: ScriptRun, path: Path): Numbers | undefined {
  const value = readPath(run, path);
  return value === undefined ? undefined : numbersOf(value);
}

function areEqual(some: readonly (Numbers | undefined)[], others: readonly (Numbers | undefined)[]): boolean {
  return some.every((own, i) => sameBits(own?.data, others[i]?.data));
}

/** Instructions after which an array or a variable may be another. */
const CHANGING: ReadonlySet<number> = new Set([
  op.STORE_FAST,
  op.STORE_DEREF,
  op.STORE_GLOBAL,
  op.STORE_NAME,
  op.STORE_ATTR,
  op.SET_ITEM,
  op.IN_PLACE,
  op.CALL,
  op.CALL_METHOD,
  op.CALL_KEYWORDS,
  op.CALL_SPREAD,
]);

/** The line of the script that is executed, where its next instruction may change something. */
function changingLine({ frames, depth }: State): number | undefined {
  const { code, ip } = frames[depth] as Frame;
  if (!CHANGING.has(code.ops[ip] as number)) return undefined;
  let at = depth;
  while (at > 0 && (frames[at] as Frame).code.hidden) at--;
  const own = frames[at] as Frame;
  return own.code.lineOf(at === depth ? own.ip : own.ip - 1);
}
