/* Instructions on variables, beside the usual ones of functions and modules, which the loop executes itself. */

import type { Code } from '../code.ts';
import type { Frame } from '../frame.ts';
import { closeUnreachable } from '../generators.ts';
import * as op from '../opcodes.ts';
import type { State } from '../state.ts';
import { RaisedError, type Value } from '../values.ts';
import type { Cell, ScriptModule } from '../variables.ts';
import type { Instructions } from './instruction.ts';

export const nameInstructions: Instructions = {
  [op.DELETE_FAST](state: State, { code, base }: Frame, slot: number): boolean {
    const value = state.stack[base + slot];
    if (value === undefined) throw unbound(code, slot);
    state.stack[base + slot] = undefined;
    closeUnreachable(state, value);
    return false;
  },

  [op.LOAD_DEREF](state: State, { code, base }: Frame, slot: number): boolean {
    const { value } = state.stack[base + slot] as Cell;
    if (value === undefined) throw unbound(code, slot);
    state.stack[state.sp++] = value;
    return false;
  },

  [op.STORE_DEREF](state: State, { base }: Frame, slot: number): boolean {
    (state.stack[base + slot] as Cell).value = state.stack[--state.sp];
    return false;
  },

  [op.DELETE_DEREF](state: State, { base }: Frame, slot: number): boolean {
    const cell = state.stack[base + slot] as Cell;
    const { value } = cell;
    cell.value = undefined;
    closeUnreachable(state, value);
    return false;
  },

  [op.LOAD_CELL](state: State, { base }: Frame, slot: number): boolean {
    state.stack[state.sp++] = state.stack[base + slot];
    return false;
  },

  [op.DELETE_GLOBAL](state: State, { module }: Frame, slot: number): boolean {
    const value = module.values[slot];
    if (value === undefined) throw notDefined(module.slotNames[slot] as string);
    module.values[slot] = undefined;
    closeUnreachable(state, value);
    return false;
  },

  [op.LOAD_NAME](state: State, { code, module, names }: Frame, n: number): boolean {
    const name = code.names[n] as string;
    const own = names?.get(name);
    const value = own === undefined ? globalValue(module, module.slot(name)) : own;
    if (value === undefined) throw notDefined(name);
    state.stack[state.sp++] = value;
    return false;
  },

  [op.STORE_NAME](state: State, { code, names }: Frame, n: number): boolean {
    names?.set(code.names[n] as string, state.stack[--state.sp] as Value);
    return false;
  },

  [op.DELETE_NAME](_: State, { code, names }: Frame, n: number): boolean {
    const name = code.names[n] as string;
    if (!names?.delete(name)) throw notDefined(name);
    return false;
  },
};

/** The value of a global variable, or the built-in value of its name. */
export function globalValue(module: ScriptModule, slot: number): Value | undefined {
  const value = module.values[slot];
  return value === undefined ? module.builtins[slot] : value;
}

export function unbound(code: Code, slot: number): RaisedError {
  const name = code.slots[slot] as string;
  if (slot >= code.firstFree) {
    return new RaisedError(
      'NameError',
      `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    );
  }
  return new RaisedError(
    'UnboundLocalError',
    `cannot access local variable '${name}' where it is not associated with a value`,
    `A function that assigns ${name} has a variable of its own with this name; "global ${name}" in it means the one outside.`,
  );
}

export function notDefined(name: string): RaisedError {
  const error = new RaisedError('NameError', `name '${name}' is not defined`);
  error.missing = { name };
  return error;
}
