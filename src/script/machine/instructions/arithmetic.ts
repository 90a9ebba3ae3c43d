/* Instructions that compute: operators with one operand and two. The loop itself has computed those on whole numbers. */
import { add, binary, divide, inPlace, multiply, subtract, unary } from '../arithmetic.ts';
import type { Frame } from '../frame.ts';
import * as op from '../opcodes.ts';
import type { State } from '../state.ts';
import { Float, type Value } from '../values.ts';
import { give, type Instructions } from './instruction.ts';

/** The indexes of `//` and `%` in `binaryOperators`. */
const FLOOR_DIVIDE = 4;
const REMAINDER = 5;

export const arithmeticInstructions: Instructions = {
  [op.ADD](state: State): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return give(state, add(state, stack[sp] as Value, stack[sp + 1] as Value));
  },

  [op.SUBTRACT](state: State): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return give(state, subtract(state, stack[sp] as Value, stack[sp + 1] as Value));
  },

  [op.MULTIPLY](state: State): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return give(state, multiply(state, stack[sp] as Value, stack[sp + 1] as Value));
  },

  [op.DIVIDE](state: State, _: Frame, isTrue: number): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return give(state, divide(state, stack[sp] as Value, stack[sp + 1] as Value, isTrue === 1));
  },

  [op.BINARY](state: State, _: Frame, operator: number): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    const left = stack[sp] as Value;
    const right = stack[sp + 1] as Value;
    const value = wholeNumber(operator, left, right) ?? binary(state, operator, left, right);
    return give(state, value);
  },

  [op.IN_PLACE](state: State, _: Frame, operator: number): boolean {
    state.sp -= 2;
    const { stack, sp } = state;
    return give(state, inPlace(state, operator, stack[sp] as Value, stack[sp + 1] as Value));
  },

  [op.NEGATE](state: State): boolean {
    const value = state.stack[--state.sp] as Value;
    if (typeof value === 'number') return give(state, 0 - value);
    if (value instanceof Float) return give(state, new Float(-value.value));
    return give(state, unary(state, 0, value));
  },

  [op.UNARY](state: State, _: Frame, operator: number): boolean {
    const value = state.stack[--state.sp] as Value;
    return give(state, unary(state, operator, value));
  },
};

/** `left // right` and `left % right` of whole numbers, where JavaScript's doubles give it exactly. */
function wholeNumber(operator: number, left: Value, right: Value): number | undefined {
  if (typeof left !== 'number' || typeof right !== 'number' || right === 0) return undefined;
  if (operator === REMAINDER) {
    const rest = left % right;
    return rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest + 0;
  }
  if (operator === FLOOR_DIVIDE && left < 0x80000000 && left > -0x80000000) return Math.floor(left / right) + 0;
  return undefined;
}
