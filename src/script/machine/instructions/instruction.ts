import type { Frame } from '../frame.ts';
import type { State } from '../state.ts';
import type { Value } from '../values.ts';

/**
 * Executes an instruction. Before and after, `frame.ip` is the next instruction and `state.sp` the top of the stack.
 * @param n the argument of the instruction
 * @returns true when another frame runs next, since one has begun or ended; false when this frame continues
 */
export type Instruction = (state: State, frame: Frame, n: number) => boolean;

/** Instructions by their operations. */
export type Instructions = Readonly<Record<number, Instruction>>;

/** Puts the result of an operation on the stack; undefined means that a function of the script has begun, which gives it later. */
export function give(state: State, value: Value | undefined): boolean {
  if (value === undefined) return true;
  state.stack[state.sp++] = value;
  return false;
}
