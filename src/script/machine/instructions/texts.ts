/* Instructions that make and print texts: f-strings, and Python 2's print statement. */
import type { Frame } from '../frame.ts';
import * as op from '../opcodes.ts';
import { format, printValues } from '../print.ts';
import type { State } from '../state.ts';
import type { Value } from '../values.ts';
import { give, type Instructions } from './instruction.ts';

export const textInstructions: Instructions = {
  [op.FORMAT](state: State, _: Frame, flags: number): boolean {
    const { stack } = state;
    const spec = flags & 4 ? (stack[--state.sp] as string) : '';
    const text = format(state, stack[--state.sp] as Value, flags & 3, spec);
    if (text !== undefined) state.countText(text);
    return give(state, text);
  },

  [op.BUILD_STRING](state: State, _: Frame, count: number): boolean {
    state.sp -= count;
    const { stack, sp } = state;
    let text = '';
    for (let i = 0; i < count; i++) text += stack[sp + i] as string;
    state.countText(text);
    return give(state, text);
  },

  [op.PRINT](state: State, _: Frame, flags: number): boolean {
    const { stack, sp } = state;
    const count = flags >> 2;
    state.sp -= count;
    const values = stack.slice(sp - count, sp) as Value[];
    const destination = flags & 2 ? (stack[--state.sp] as Value) : null;
    return printValues(state, values, (flags & 1) !== 0, destination) === undefined;
  },
};
