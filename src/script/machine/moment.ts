/* A moment of a run: its whole state as a value. */
import type { ExceptionObject } from './classes.ts';
import { Frame } from './frame.ts';
import { MomentCopies } from './objects.ts';
import type { State } from './state.ts';
import { copyMap, copyOf, type HeapObject, type Module, type Value } from './values.ts';

/** A state of a run, with objects of its own. It never changes; a run can go back to it any number of times. */
export interface Moment {
  readonly lines: number;
  readonly printed: number;
  /** Bytes of its objects, about. */
  readonly bytes: number;
  readonly parts: Parts;
}

/** Everything that a moment copies. */
interface Parts {
  readonly stack: readonly (Value | undefined)[];
  readonly frames: readonly Readonly<Frame>[];
  readonly modules: ReadonlyMap<string, Module>;
  readonly states: ReadonlyMap<string, HeapObject>;
  readonly handled: ExceptionObject | null;
  readonly uncaught: ExceptionObject | null;
  readonly nextId: number;
  readonly softSpace: boolean;
  readonly allocated: number;
  readonly units: number;
  readonly answered: number;
  readonly prompted: boolean;
  readonly hasSeen: boolean;
  readonly warnings: ReadonlySet<string>;
}

/** Copies parts with one set of copies, so that what they share stays shared. */
function copyParts(parts: Parts): Parts {
  const copies = new MomentCopies();
  const copy = <V extends Value>(value: V): V => copyOf(value, copies);
  return {
    stack: parts.stack.map((value) => (value === undefined ? undefined : copy(value))),
    frames: parts.frames.map((frame) => ({
      ...frame,
      module: copy(frame.module),
      extra: copy(frame.extra),
      names: frame.names === null ? null : copyMap(frame.names, copies),
      fallback: copy(frame.fallback),
    })),
    modules: copyMap(parts.modules, copies),
    states: copyMap(parts.states, copies),
    handled: copy(parts.handled),
    uncaught: copy(parts.uncaught),
    nextId: parts.nextId,
    softSpace: parts.softSpace,
    allocated: parts.allocated,
    units: parts.units,
    answered: parts.answered,
    prompted: parts.prompted,
    hasSeen: parts.hasSeen,
    warnings: parts.warnings,
  };
}

/** A copy of everything in a state that can change. */
export function momentOf(state: State): Moment {
  return {
    lines: state.lines,
    printed: state.output.length,
    bytes: state.liveBytes(),
    parts: copyParts({
      ...state,
      stack: state.stack.slice(0, state.sp),
      frames: state.frames.slice(0, state.depth + 1),
    }),
  };
}

/** Takes a state to a moment. @param isLast true where nothing goes to this moment again: it needs no copy. */
export function goTo(state: State, moment: Moment, isLast: boolean): void {
  const parts = isLast ? moment.parts : copyParts(moment.parts);
  state.lines = moment.lines;
  state.output.goTo(moment.printed);
  for (const [i, value] of parts.stack.entries()) state.stack[i] = value;
  state.sp = parts.stack.length;
  for (const [i, frame] of parts.frames.entries()) {
    state.frames[i] ??= new Frame();
    Object.assign(state.frames[i] as Frame, frame);
  }
  state.depth = parts.frames.length - 1;
  state.modules = new Map(parts.modules);
  state.states = new Map(parts.states);
  state.handled = parts.handled;
  state.uncaught = parts.uncaught;
  state.nextId = parts.nextId;
  state.softSpace = parts.softSpace;
  state.allocated = parts.allocated;
  state.units = parts.units;
  state.answered = parts.answered;
  state.prompted = parts.prompted;
  state.hasSeen = parts.hasSeen;
  state.warnings = new Set(parts.warnings);
}
