/*
 * A pass of the training loop that can be run again and again, beside the run: from a kept moment at its beginning to the first meeting
 * of prediction and target. It has a machine of its own, so nothing of it remains in the run: no iteration, no print, no random number.
 */
import type { Code } from '../../machine/code.ts';
import type { Frame } from '../../machine/frame.ts';
import type { Moment } from '../../machine/moment.ts';
import * as op from '../../machine/opcodes.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import type { State } from '../../machine/state.ts';
import { RaisedError, type Value } from '../../machine/values.ts';
import type { Roles } from '../../roles/find.ts';
import { operandsOf } from '../../roles/flow.ts';
import { entryOf, leaves } from '../../roles/loops.ts';
import { readPath } from '../../roles/path.ts';
import { meetingAt } from '../meetings.ts';
import { type Numbers, numbersOf } from '../numbers.ts';
import { type Place, tapsOf } from '../taps.ts';

/** Lines, calls and jumps back of one pass. */
const MOST_WORK = 400_000;

/** A prediction and the target that it meets, copied. */
export interface Meeting {
  readonly prediction: Numbers;
  readonly target: Numbers | undefined;
}

/** Takes an instruction with its last two operands, before it is executed. @param meetings the number of meetings before it */
export type Look = (
  code: Code,
  instruction: number,
  operands: readonly Value[],
  run: ScriptRun,
  meetings: number,
) => void;

export class Stage {
  /** Meetings that are one prediction together: a script may compare one value after the other. */
  together = 1;
  readonly run: ScriptRun;
  readonly roles: Roles;
  #moment: Moment;
  #taps: ReadonlyMap<Code, Uint8Array>;
  readonly #entry: number;
  #see: (state: State) => void = () => {};

  /**
   * @param run a run of its own of the same script; it is used for nothing else.
   * @param moment the beginning of a pass.
   */
  constructor(run: ScriptRun, roles: Roles, moment: Moment) {
    this.run = run;
    this.roles = roles;
    this.#moment = moment;
    this.#entry = entryOf(roles.loop);
    this.#taps = tapsOf([roles]);
    run.state.muted = true;
  }

  /** Takes a look at these instructions, too, in later passes. */
  lookAt(places: readonly Place[]): void {
    this.#taps = tapsOf([this.roles], places);
  }

  /** The look of the current pass at the next instruction, for an observer that sees all of them. */
  see(state: State): void {
    this.#see(state);
  }

  /** Goes to the beginning of the pass. */
  begin(): ScriptRun {
    this.run.restore(this.#moment);
    return this.run;
  }

  /** Keeps what has been changed since `begin`: later passes begin with it. */
  keep(): void {
    this.#moment = this.run.save();
  }

  /**
   * Runs to the first meeting of the pass, or over the whole pass.
   * @param prepare changes the values at its beginning.
   * @returns its meetings; none where the pass ends, raises an exception or takes too long before it.
   */
  pass(prepare: (run: ScriptRun) => void, isWhole = false, look?: Look): readonly Meeting[] {
    const run = this.begin();
    prepare(run);
    const { state } = run;
    const { loop, meeting, read } = this.roles;
    const met: Meeting[] = [];
    let isOver = false;
    const stop = (now: State): void => {
      isOver = true;
      now.stopAt = now.lines;
      now.stops = true;
    };
    const begun = state.lines;
    state.taps = this.#taps;
    this.#see = (now) => {
      if (isOver) return;
      const { code, ip } = now.frames[now.depth] as Frame;
      if (meeting !== undefined && code === meeting.code && ip === meeting.instruction) {
        if (!isInLoop(now, this.roles)) {
          stop(now);
          return;
        }
        const [own, other] = meetingAt(now, meeting);
        const prediction = numbersOf(own);
        if (prediction !== undefined) met.push({ prediction, target: numbersOf(other) });
        if (prediction === undefined || (!isWhole && met.length >= this.together)) stop(now);
        return;
      }
      if (code === loop.code) {
        if (leaves(loop, ip) || (code.ops[ip] === op.JUMP_BACK && code.args[ip] === loop.start)) {
          if (read !== undefined && 'prediction' in read) met.push(...readMeeting(run, read));
          stop(now);
          return;
        }
        // The loop is entered again: its weights are others.
        if (ip === this.#entry && now.lines > begun) {
          stop(now);
          return;
        }
      }
      if (look !== undefined)
        look(code, ip, operandsOf(now)?.slice(-2) ?? [], run, Math.floor(met.length / this.together));
    };
    state.tapped = this.#see;
    try {
      run.go({ kind: 'end' }, MOST_WORK);
      // A meeting before an exception, or in a pass without an end, is one.
      return isOver || !isWhole ? merged(met, this.together) : [];
    } catch (error) {
      if (error instanceof RaisedError) return isWhole ? [] : merged(met, this.together);
      throw error;
    } finally {
      state.tapped = undefined;
    }
  }
}

/** Groups of consecutive meetings, each as one; an incomplete group is left out. */
function merged(met: readonly Meeting[], together: number): readonly Meeting[] {
  if (together === 1) return met;
  const side = (all: readonly (Numbers | undefined)[]): Numbers | undefined => {
    if (!all.every((own) => own !== undefined)) return undefined;
    const data = Float64Array.from(all.flatMap((own) => [...own.data]));
    return { rows: 1, columns: data.length, data, shape: [data.length], lists: 0 };
  };
  return Array.from({ length: Math.floor(met.length / together) }, (_, at) => {
    const own = met.slice(at * together, (at + 1) * together);
    return {
      prediction: side(own.map(({ prediction }) => prediction)) as Numbers,
      target: side(own.map(({ target }) => target)),
    };
  });
}

function* readMeeting(
  run: ScriptRun,
  read: Extract<NonNullable<Roles['read']>, { prediction: unknown }>,
): Generator<Meeting, void> {
  const [prediction, target] = [readPath(run, read.prediction), readPath(run, read.target)];
  const numbers = prediction === undefined ? undefined : numbersOf(prediction);
  if (numbers !== undefined)
    yield { prediction: numbers, target: target === undefined ? undefined : numbersOf(target) };
}

/** True inside of the training loop, or of a function that it calls. */
function isInLoop({ frames, depth }: State, { loop: { code, start, end } }: Roles): boolean {
  for (let i = 0; i <= depth; i++) {
    const frame = frames[i] as Frame;
    if (frame.code === code && frame.ip >= start && frame.ip <= end + 1) return true;
  }
  return false;
}
