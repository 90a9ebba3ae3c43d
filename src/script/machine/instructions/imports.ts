/* Instructions of import statements. A file of the script's folder runs first; then the instruction is executed again. */
import type { Frame } from '../frame.ts';
import { importFrom, importModule, importStar } from '../imports.ts';
import * as op from '../opcodes.ts';
import type { State } from '../state.ts';
import type { Module, Tuple } from '../values.ts';
import { give, type Instructions } from './instruction.ts';

export const importInstructions: Instructions = {
  [op.IMPORT](state: State, frame: Frame, n: number): boolean {
    const { items } = frame.code.consts[n] as Tuple;
    const module = importModule(state, items[0] as string, items[1] as boolean, items[2] as boolean);
    if (module === undefined) frame.ip--;
    return give(state, module);
  },

  [op.IMPORT_FROM](state: State, frame: Frame, n: number): boolean {
    const name = frame.code.names[n >> 1] as string;
    const value = importFrom(state, state.stack[state.sp - 1] as Module, name, (n & 1) === 1);
    if (value === undefined) frame.ip--;
    return give(state, value);
  },

  [op.IMPORT_STAR](state: State, { module }: Frame): boolean {
    importStar(state.stack[--state.sp] as Module, module);
    return false;
  },
};
