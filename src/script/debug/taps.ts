/* The instructions of a script at which a run looks. */
import type { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';
import type { State } from '../machine/state.ts';
import type { Roles } from '../roles/find.ts';
import { entryOf, leaves } from '../roles/loops.ts';
import { codesOf } from './breakpoints.ts';

/** An instruction that stores a value. */
interface Store {
  readonly line: number;
  readonly name: string;
  /** The place of the value below the top of the stack: 1 for the top itself. */
  readonly below: number;
}

/** The instructions of a script at which the run looks: few while it trains, and all that store something where it rests. */
export class Taps {
  readonly #main: Code;
  readonly #stores = new Map<Code, readonly (Store | undefined)[]>();
  #few: ReadonlyMap<Code, Uint8Array> = new Map();
  #all: ReadonlyMap<Code, Uint8Array> = new Map();

  /**
   * @param globals the names of global variables, by slot.
   * @param roles those of the loops that train.
   */
  constructor(main: Code, globals: readonly string[], roles: readonly Roles[], more: readonly Place[] = []) {
    this.#main = main;
    for (const code of codesOf(main)) {
      this.#stores.set(
        code,
        Array.from(code.ops, (_, ip) => storeOf(code, ip, globals)),
      );
    }
    this.choose(roles, more);
  }

  get few(): ReadonlyMap<Code, Uint8Array> {
    return this.#few;
  }

  get all(): ReadonlyMap<Code, Uint8Array> {
    return this.#all;
  }

  /** Looks at these loops, and at some more places, from now on. */
  choose(roles: readonly Roles[], more: readonly Place[]): void {
    this.#few = tapsOf(roles, more);
    const all = new Map(this.#few);
    for (const code of codesOf(this.#main)) {
      const ops = (all.get(code) ?? code.ops).slice();
      for (const [ip, store] of (this.#stores.get(code) ?? []).entries()) if (store !== undefined) ops[ip] = op.TRACE;
      all.set(code, ops);
    }
    this.#all = all;
  }

  storeAt(code: Code, ip: number): Store | undefined {
    return this.#stores.get(code)?.[ip];
  }
}

function storeOf(code: Code, ip: number, globals: readonly string[]): Store | undefined {
  const argument = code.args[ip] as number;
  const line = code.lineOf(ip);
  const named = (name: string | undefined, below = 1): Store | undefined =>
    name === undefined || /^\.|^__\w+__$/.test(name) ? undefined : { line, name, below };
  const written = (below: number): Store | undefined => {
    const { from, to } = code.placeOf(ip);
    const name = code.source.text.slice(from, to);
    return name.length > MOST_NAME || name.includes('\n') ? undefined : { line, name, below };
  };
  switch (code.ops[ip]) {
    case op.STORE_FAST:
    case op.STORE_DEREF:
      return named(code.slots[argument]);
    case op.STORE_GLOBAL:
      return named(globals[argument]);
    case op.STORE_NAME:
      return named(code.names[argument]);
    case op.STORE_ATTR:
      return written(2);
    case op.SET_ITEM:
      return written(3);
    default:
      return undefined;
  }
}

/** The longest text of a target that is shown. */
const MOST_NAME = 30;

/** An instruction of a code. */
export interface Place {
  readonly code: Code;
  readonly instruction: number;
}

/** The codes of training loops and of their meetings, tapped at both, at the ends of iterations, and at some more places. */
export function tapsOf(roles: readonly Roles[], more: readonly Place[] = []): ReadonlyMap<Code, Uint8Array> {
  const taps = new Map<Code, Uint8Array>();
  const tap = (code: Code, instruction: number): void => {
    const ops = taps.get(code) ?? code.ops.slice();
    ops[instruction] = op.TRACE;
    taps.set(code, ops);
  };
  for (const { loop, meeting, update } of roles) {
    tap(loop.code, entryOf(loop));
    for (let i = 0; i < loop.code.ops.length; i++) {
      const jumpsBack = loop.code.ops[i] === op.JUMP_BACK && loop.code.args[i] === loop.start;
      if (jumpsBack || leaves(loop, i)) tap(loop.code, i);
    }
    if (update !== undefined) tap(update.code, update.instruction);
    if (meeting !== undefined) tap(meeting.code, meeting.instruction);
  }
  for (const { code, instruction } of more) tap(code, instruction);
  return taps;
}

/** Ends the piece of a run before the next line. */
export function stopHere(state: State): void {
  state.stopAt = state.lines;
  state.stops = true;
}
