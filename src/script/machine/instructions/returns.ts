/* The instruction that leaves a frame, and the use of the value that the frame gives. */
import { finishClass, makeClass } from '../class-statements.ts';
import { ClassObject } from '../classes.ts';
import type { Dict } from '../collections.ts';
import {
  AND_ANSWER,
  CALLED,
  CLOSES,
  DELEGATES,
  DISCARDS,
  DROPS,
  ENDS,
  FOR_LOOP,
  type Frame,
  GENERATES,
  GIVES_METHOD,
  IMPORTS,
  INITIALIZES,
  INVERTS,
  MAKES_CLASS,
  NEXT,
  OR_ANSWER,
  RAISES_FROM,
} from '../frame.ts';
import type { Generator } from '../functions.ts';
import * as op from '../opcodes.ts';
import { type State, Thrown, typeError } from '../state.ts';
import { type Tuple, type TypeObject, typeOf, type Value } from '../values.ts';
import { Cell } from '../variables.ts';
import type { Instructions } from './instruction.ts';

export const returnInstructions: Instructions = {
  [op.RETURN](state: State, frame: Frame): boolean {
    const value = state.stack[state.sp - 1] as Value;
    state.depth--;
    state.sp = frame.ret;
    use(state, frame, value);
    return true;
  },
};

/** Uses the value of a frame as its kind says. `state.sp` is the place for it. */
function use(state: State, frame: Frame, value: Value): void {
  switch (frame.kind) {
    case CALLED:
      put(state, value);
      return;
    case INITIALIZES:
      if (value !== null) throw typeError(`__init__() should return None, not '${typeOf(value).name}'`);
      put(state, frame.extra);
      return;
    case DISCARDS:
      return;
    case GENERATES:
      finishGenerator(state, frame, value);
      return;
    case MAKES_CLASS: {
      const { items: bases } = frame.extra as Tuple;
      const keywords = frame.fallback as Dict;
      const cls = makeClass(frame, bases as readonly TypeObject[], keywords);
      const own = frame.code.slots.indexOf('__class__');
      const cell = own < 0 ? undefined : state.stack[frame.base + own];
      if (cell instanceof Cell) cell.value = cls;
      if (!finishClass(state, cls, keywords)) put(state, cls);
      return;
    }
    case IMPORTS:
      // Modules of the library have no variables that change, with one exception: moments share them.
      if (frame.code.hidden && frame.module.name !== 'logging') {
        frame.module.frozen = true;
        for (const own of frame.module.values) if (own instanceof ClassObject) own.frozen = true;
      }
      return;
    case GIVES_METHOD:
      put(state, value);
      state.stack[state.sp++] = undefined;
      return;
    case AND_ANSWER:
    case OR_ANSWER:
      // The operand, which is below the answer, stays when the answer decides.
      if (value === (frame.kind === OR_ANSWER)) state.frame.ip = frame.target;
      else {
        state.frame.ip++;
        state.sp--;
      }
      return;
    case RAISES_FROM:
      put(state, frame.extra ?? value);
      put(state, frame.fallback);
      return;
    case INVERTS:
      put(state, !value);
      return;
    case ENDS:
      state.depth = -1;
      return;
    default:
      throw new Error(`a frame of kind ${frame.kind} has returned`);
  }
}

function put(state: State, value: Value): void {
  state.stack[state.sp++] = value;
}

/** Ends a generator. Its caller gets no item any more: each kind of caller continues in its own way. */
function finishGenerator(state: State, frame: Frame, value: Value): void {
  const generator = frame.extra as Generator;
  generator.state = 'finished';
  generator.saved = [];
  switch (frame.consumer) {
    case FOR_LOOP:
      // The loop drops the generator.
      state.sp--;
      state.frame.ip = frame.target;
      return;
    case DELEGATES:
      state.stack[state.sp - 1] = value;
      state.frame.ip = frame.target;
      return;
    case NEXT:
      throw new Thrown(state.make('StopIteration', value === null ? [] : [value]));
    case CLOSES:
      put(state, null);
      return;
    case DROPS:
      return;
    default:
      put(state, frame.fallback);
      return;
  }
}
