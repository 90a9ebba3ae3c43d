/* Instructions of loops and generators. */

import { CLOSES, DELEGATES, DROPS, FOR_LOOP, type Frame } from '../frame.ts';
import { Generator } from '../functions.ts';
import { closeDropped, isFresh, resume } from '../generators.ts';
import { iterate } from '../items.ts';
import * as op from '../opcodes.ts';
import { type State, typeError } from '../state.ts';
import { Iterator, RaisedError, typeOf, type Value } from '../values.ts';
import { give, type Instructions } from './instruction.ts';

export const iterationInstructions: Instructions = {
  [op.GET_ITER](state: State, frame: Frame): boolean {
    const value = state.stack[--state.sp] as Value;
    if (value instanceof Generator) value.isTemporary = isFresh(value, frame);
    return give(state, iterate(state, value));
  },

  [op.DROP_ITERATOR](state: State): boolean {
    const iterator = state.stack[--state.sp] as Value;
    if (iterator instanceof Generator && iterator.isTemporary && iterator.state === 'waiting')
      closeDropped(state, iterator);
    return false;
  },

  [op.FOR_ITER](state: State, frame: Frame, end: number): boolean {
    const { stack } = state;
    const iterator = stack[state.sp - 1] as Value;
    if (iterator instanceof Iterator) {
      const item = iterator.next(state);
      if (item !== undefined) stack[state.sp++] = item;
      else {
        state.sp--;
        frame.ip = end;
      }
      return false;
    }
    if (!(iterator instanceof Generator)) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
    if (iterator.state === 'finished') {
      state.sp--;
      frame.ip = end;
      return false;
    }
    resume(state, iterator, null, FOR_LOOP).target = end;
    return true;
  },

  [op.DELEGATE](state: State, frame: Frame, end: number): boolean {
    const { stack } = state;
    // The generator inside gets the value that was sent.
    const sent = stack[--state.sp] as Value;
    const iterator = stack[state.sp - 1] as Value;
    if (iterator instanceof Generator && iterator.state !== 'finished') {
      resume(state, iterator, sent, DELEGATES).target = end;
      return true;
    }
    const item = iterator instanceof Iterator ? iterator.next(state) : undefined;
    if (item !== undefined) stack[state.sp++] = item;
    else {
      stack[state.sp - 1] = null;
      frame.ip = end;
    }
    return false;
  },

  [op.YIELD](state: State, frame: Frame): boolean {
    const { stack } = state;
    const value = stack[--state.sp] as Value;
    const generator = frame.extra as Generator;
    generator.saved = stack.slice(frame.base, state.sp);
    generator.ip = frame.ip;
    generator.state = 'waiting';
    state.depth--;
    stack[frame.ret] = value;
    state.sp = frame.ret + 1;
    if (frame.consumer === CLOSES || frame.consumer === DROPS)
      throw new RaisedError('RuntimeError', 'generator ignored GeneratorExit');
    return true;
  },
};
