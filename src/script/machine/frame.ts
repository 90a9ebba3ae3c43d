/* The calls of a run: frames, and the uses of the values that they return. */
import type { Code } from './code.ts';
import type { HeapObject, Value } from './values.ts';
import { Cell, type ScriptModule } from './variables.ts';

// Uses of the value that a frame returns.
/** It goes on the stack of the caller. */
export const CALLED = 0;
/** The frame has run `__init__`: the new object, `extra`, goes on the stack. */
export const INITIALIZES = 1;
/** It is dropped. */
export const DISCARDS = 2;
/** The frame is a generator, `extra`. */
export const GENERATES = 3;
/** The frame has run a class body: the class goes on the stack. */
export const MAKES_CLASS = 4;
/** The frame has run an imported module. */
export const IMPORTS = 5;
/** It goes on the stack as the function of CALL_METHOD. */
export const GIVES_METHOD = 6;
/** The frame has run the script: the run is over. */
export const ENDS = 7;
/** It is the answer of `and` or `or` for the operand below. */
export const AND_ANSWER = 8;
export const OR_ANSWER = 9;
/** It is an exception to raise, with the cause `fallback`. */
export const RAISES_FROM = 10;
/** It is inverted, and goes on the stack of the caller. */
export const INVERTS = 11;

// The caller of a generator.
export const FOR_LOOP = 0;
export const NEXT = 1;
export const NEXT_OR_DEFAULT = 2;
export const DELEGATES = 3;
/** Its `close` is called. */
export const CLOSES = 4;
/** It is closed since nothing refers to it any more. */
export const DROPS = 5;

/** A call in progress. Frames are used again for later calls. */
export class Frame {
  code: Code = undefined as never;
  /** The next instruction. */
  ip = 0;
  /** The first slot on the stack; operands follow the slots. */
  base = 0;
  /** The place on the stack for the value that it returns. */
  ret = 0;
  kind = CALLED;
  module: ScriptModule = undefined as never;
  extra: HeapObject | null = null;
  /** The names of a class body. */
  names: Map<string, Value> | null = null;
  /** For a generator: its caller, the end of the loop, the default value. */
  consumer = FOR_LOOP;
  target = 0;
  fallback: Value = null;
}

/** The variables in the slots of a call that have a value, with the values of their cells. Names with a dot are the machine's own. */
export function* variablesIn(
  { code, base }: Frame,
  stack: readonly (Value | undefined)[],
): Generator<readonly [name: string, value: Value], void> {
  for (const [i, name] of code.slots.entries()) {
    const slot = stack[base + i];
    const value = slot instanceof Cell ? slot.value : slot;
    if (value !== undefined && !name.startsWith('.')) yield [name, value];
  }
}
