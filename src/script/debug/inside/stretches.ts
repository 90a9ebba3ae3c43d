/*
 * The times at which the lines of an iteration ran, found by running it again beside the run; and one of them again, recorded. The run
 * itself is not touched: another one begins at a kept position, prints nothing, asks nothing new, and makes the changes of a person again.
 */
import type { Code } from '../../machine/code.ts';
import * as op from '../../machine/opcodes.ts';
import type { ScriptRun, Stopped } from '../../machine/script-run.ts';
import type { Roles } from '../../roles/find.ts';
import { entryOf } from '../../roles/loops.ts';
import { codesOf, type Patched } from '../breakpoints.ts';
import type { DebugRun, ScriptChange } from '../debug-run.ts';
import { isBoundary, type Position } from '../kept-moments.ts';
import { putNumber } from '../put-number.ts';
import { Recorder } from './record.ts';

/** The most times of one line that are kept: its last ones. */
const MOST_TIMES = 500;
/** Lines, calls and jumps back between two pieces of work. */
const PIECE = 20_000;
/** The most pieces for one statement: a call may train for hours. */
const MOST_PIECES = 100;

/** The times at which a line ran: the counts of executed lines before each, ascending. */
export interface Times {
  readonly at: readonly number[];
  /** The number of all times; the first ones may be missing in `at`. */
  readonly count: number;
}

/** The lines of a stretch of a run, from 1, with their times; and the position from which all of it can be run again. */
export interface Stretch {
  readonly from: Position;
  readonly times: ReadonlyMap<number, Times>;
  /** False where an iteration is long, and the stretch lacks its first lines. */
  readonly isWhole: boolean;
  /** The line that ran last. */
  readonly last: number | undefined;
}

/**
 * Runs a stretch again and notes the times of its lines.
 * @param to executed lines at its end.
 * @param until `end` for the last iteration in it, `loop` for the lines before the training loop is entered.
 */
export function* stretchOf(
  debug: DebugRun,
  from: Position,
  to: number,
  until: 'end' | 'loop',
): Generator<void, Stretch & { readonly scout: ScriptRun }> {
  const { main, roles } = debug;
  const scout = new Scout(debug, from);
  const { state } = scout.run;
  const numbers = new Map<Code, Int32Array>(codesOf(main).map((code) => [code, linesOf(code)]));
  const loop = roles?.loop;
  const times = new Map<number, { at: number[]; count: number }>();
  let last: number | undefined;
  let isOver = false;
  /** The end of the last pass: it may have left the loop. */
  let clearsAt = until === 'end' ? to - debug.linesSince : Number.POSITIVE_INFINITY;
  state.taps = tapsOf(numbers, roles);
  state.tapped = (now) => {
    const { code, ip } = now.frame;
    if (now.lines >= to || isOver) return;
    if (loop !== undefined && code === loop.code) {
      const isEnd = code.ops[ip] === op.JUMP_BACK && code.args[ip] === loop.start;
      // The lines before an iteration ends are those of another one.
      if (isEnd && until === 'end') times.clear();
      if (ip === entryOf(loop) && until === 'loop') isOver = true;
    }
    if (code.ops[ip] !== op.LINE) return;
    if (now.lines >= clearsAt) {
      clearsAt = Number.POSITIVE_INFINITY;
      times.clear();
    }
    const line = (numbers.get(code) as Int32Array)[ip] as number;
    last = line;
    let own = times.get(line);
    if (own === undefined) {
      own = { at: [], count: 0 };
      times.set(line, own);
    }
    own.count++;
    own.at.push(now.lines);
    if (own.at.length > MOST_TIMES) own.at.shift();
  };
  while (!isOver && scout.go(to) === 'piece') yield;
  state.taps = undefined;
  state.tapped = undefined;
  const own = debug.linesSince > 0 ? debug.iteration : debug.iteration - 1;
  const isWhole = isBoundary(from) || from.counted.iteration < own;
  return { from, times, isWhole, last, scout: scout.run };
}

/** A run beside another, from a kept position of it. */
class Scout {
  readonly run: ScriptRun;
  readonly #changes: ScriptChange[];

  constructor(debug: DebugRun, from: Position) {
    this.run = debug.run.beside(from.moment);
    this.#changes = debug.changes.slice(from.counted.changed, debug.changed);
  }

  /** Goes on to a count of executed lines for a piece, and makes the changes before that. */
  go(to: number): Stopped {
    for (;;) {
      const [next] = this.#changes;
      const isDue = next !== undefined && next.lines <= to;
      const stopped = this.run.go({ kind: 'lines', lines: isDue ? next.lines : to }, PIECE);
      if (!isDue || stopped !== 'reached' || this.run.state.stops) return stopped;
      putNumber(this.run, next);
      this.#changes.shift();
    }
  }
}

function linesOf(code: Code): Int32Array {
  return Int32Array.from(code.ops, (operation, ip) => (operation === op.LINE ? code.lineOf(ip) : 0));
}

function tapsOf(numbers: ReadonlyMap<Code, Int32Array>, roles: Roles | undefined): Patched {
  const taps = new Map<Code, Uint8Array>();
  const loop = roles?.loop;
  for (const [code, lines] of numbers) {
    const ops = code.ops.slice();
    for (const [ip, line] of lines.entries()) if (line > 0) ops[ip] = op.TRACE;
    if (loop !== undefined && code === loop.code) {
      ops[entryOf(loop)] = op.TRACE;
      for (let ip = 0; ip < ops.length; ip++) {
        if (code.ops[ip] === op.JUMP_BACK && code.args[ip] === loop.start) ops[ip] = op.TRACE;
      }
    }
    taps.set(code, ops);
  }
  return taps;
}

/** A statement as it ran, or the reason why it is not known. */
export type Recorded =
  | {
      readonly kind: 'recorded';
      readonly recorder: Recorder;
      readonly code: Code;
      readonly raised: string | undefined;
      /** False where it has called the function in which the run is. */
      readonly hasEnded: boolean;
    }
  | { readonly kind: 'tooLong' };

/** Runs the statement again that began after `at` executed lines. @param to executed lines where the run is. */
export function* recording(debug: DebugRun, from: Position, at: number, to: number): Generator<void, Recorded> {
  const scout = new Scout(debug, from);
  const { state } = scout.run;
  while (scout.go(at) === 'piece') yield;
  const { code } = state.frame;
  const recorder = new Recorder(state);
  state.observe = (now) => {
    recorder.observe(now);
    if (!recorder.isOver) return;
    // The next line ends the piece.
    now.stopAt = now.lines;
    now.stops = true;
  };
  for (let pieces = 0; !recorder.isOver; pieces++) {
    const stopped = scout.go(to);
    if (recorder.isOver) break;
    if (stopped === 'ended') {
      recorder.end();
      break;
    }
    if (stopped !== 'piece') {
      recorder.end();
      return { kind: 'recorded', recorder, code, raised: undefined, hasEnded: false };
    }
    if (pieces > MOST_PIECES) return { kind: 'tooLong' };
    yield;
  }
  const { uncaught } = state;
  return {
    kind: 'recorded',
    recorder,
    code,
    raised: uncaught === null ? undefined : uncaught.class.name,
    hasEnded: true,
  };
}

/** The line, from 1, of the innermost statement that holds a line; undefined without one. */
export function lineWith(main: Code, line: number): number | undefined {
  let found: { readonly line: number; readonly from: number } | undefined;
  for (const code of codesOf(main)) {
    for (const [ip, operation] of code.ops.entries()) {
      if (operation !== op.LINE) continue;
      const { from, to } = code.placeOf(ip);
      const [first, last] = [code.source.lineAt(from), code.source.lineAt(Math.max(from, to - 1))];
      if (line >= first && line <= last && (found === undefined || from > found.from)) found = { line: first, from };
    }
  }
  return found?.line;
}
