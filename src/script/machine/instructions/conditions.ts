/* Instructions that compare values, and those that jump on the truth of one. */
import { Instance } from '../classes.ts';
import { compare, truth } from '../comparisons.ts';
import { AND_ANSWER, type Frame, INVERTS, OR_ANSWER } from '../frame.ts';
import { contains } from '../items.ts';
import * as op from '../opcodes.ts';
import type { State } from '../state.ts';
import { Float, type Value } from '../values.ts';
import { give, type Instructions } from './instruction.ts';

export const conditionInstructions: Instructions = {
  [op.COMPARE](state: State, _: Frame, operator: number): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return give(state, compare(state, operator, stack[sp] as Value, stack[sp + 1] as Value));
  },

  [op.CONTAINS](state: State, _: Frame, isInverted: number): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    const value = contains(state, stack[sp] as Value, stack[sp + 1] as Value);
    if (value === undefined && isInverted === 1) state.frame.kind = INVERTS;
    return give(state, value === undefined || isInverted === 0 ? value : !value);
  },

  [op.IS](state: State, _: Frame, isInverted: number): boolean {
    const { stack } = state;
    const at = --state.sp;
    const left = stack[at - 1] as Value;
    const right = stack[at] as Value;
    const same = left === right || (left instanceof Float && right instanceof Float && left.value === right.value);
    stack[at - 1] = (isInverted === 1) !== same;
    return false;
  },

  [op.NOT](state: State, frame: Frame): boolean {
    const is = truth(state, state.stack[--state.sp] as Value);
    // Where the script has to answer, the instruction is executed again on its answer.
    if (is === undefined) frame.ip--;
    return give(state, is === undefined ? is : !is);
  },

  [op.POP_JUMP_IF_FALSE](state: State, frame: Frame, target: number): boolean {
    const is = truth(state, state.stack[--state.sp] as Value);
    if (is === undefined) frame.ip--;
    else if (!is) frame.ip = target;
    return is === undefined;
  },

  [op.POP_JUMP_IF_TRUE](state: State, frame: Frame, target: number): boolean {
    const is = truth(state, state.stack[--state.sp] as Value);
    if (is === undefined) frame.ip--;
    else if (is) frame.ip = target;
    return is === undefined;
  },

  [op.JUMP_IF_FALSE_OR_POP](state: State, frame: Frame, target: number): boolean {
    return jumpOrPop(state, frame, target, false);
  },

  [op.JUMP_IF_TRUE_OR_POP](state: State, frame: Frame, target: number): boolean {
    return jumpOrPop(state, frame, target, true);
  },
};

/** Keeps the operand and jumps when it is as true as `decisive`; drops it otherwise. */
function jumpOrPop(state: State, frame: Frame, target: number, decisive: boolean): boolean {
  const value = state.stack[state.sp - 1] as Value;
  const is = truth(state, value);
  if (is === undefined && value instanceof Instance) {
    // The value stays below the answer, which the jump takes.
    frame.ip--;
    const inner = state.frame;
    inner.kind = decisive ? OR_ANSWER : AND_ANSWER;
    inner.target = target;
    return true;
  }
  if (is === decisive) frame.ip = target;
  else state.sp--;
  return false;
}
