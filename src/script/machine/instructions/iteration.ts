/* Instructions of loops and generators. */
import { CLOSES, DELEGATES, FOR_LOOP, type Frame, GENERATES } from '../frame.ts';
import { Generator } from '../functions.ts';
import { iterate } from '../items.ts';
import * as op from '../opcodes.ts';
import { type State, typeError } from '../state.ts';
import { Iterator, RaisedError, typeOf, type Value } from '../values.ts';
import { give, type Instructions } from './instruction.ts';

export const iterationInstructions: Instructions = {
  [op.GET_ITER](state: State): boolean {
    return give(state, iterate(state, state.stack[--state.sp] as Value));
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
    if (frame.consumer === CLOSES) throw new RaisedError('RuntimeError', 'generator ignored GeneratorExit');
    return true;
  },
};

/**
 * Begins a generator, or goes on with it, at the top of the stack: the next item takes that place.
 * @param consumer the use of the item: FOR_LOOP, NEXT and so on
 */
export function resume(state: State, generator: Generator, sent: Value, consumer: number): Frame {
  if (generator.state === 'running') throw new RaisedError('ValueError', 'generator already executing');
  const { fn, saved } = generator;
  const ret = state.sp;
  const frame = state.push(fn.code, fn.module, ret, ret, GENERATES, generator);
  const { stack } = state;
  for (let i = 0; i < saved.length; i++) stack[ret + i] = saved[i];
  state.sp = ret + saved.length;
  if (generator.state === 'waiting') stack[state.sp++] = sent;
  generator.state = 'running';
  generator.saved = [];
  frame.ip = generator.ip;
  frame.consumer = consumer;
  return frame;
}
