/* Instructions of `raise`, `try` and `with`. */
import { mustBeHere } from '../../library/absent-modules.ts';
import { callValue } from '../calls.ts';
import { ClassObject, ExceptionObject, isSubclass } from '../classes.ts';
import { type Frame, RAISES_FROM } from '../frame.ts';
import * as op from '../opcodes.ts';
import { contextMethod } from '../special-lookup.ts';
import { type State, Thrown, typeError } from '../state.ts';
import { unwind } from '../unwind.ts';
import { RaisedError, Tuple, type Value } from '../values.ts';
import type { Instructions } from './instruction.ts';

export const exceptionInstructions: Instructions = {
  [op.RAISE](state: State, frame: Frame, count: number): boolean {
    const { stack } = state;
    state.sp -= count;
    if (count === 0) {
      if (state.handled === null) throw new RaisedError('RuntimeError', 'No active exception to reraise');
      throw new Thrown(state.handled);
    }
    const { sp } = state;
    const what = stack[sp] as Value;
    const cause = count === 2 ? (stack[sp + 1] as Value) : undefined;
    if (what instanceof ClassObject && what.isException) {
      const made = callValue(state, what, []);
      if (made === undefined) {
        // The exception is made first; then the instruction is executed again.
        frame.ip--;
        if (cause !== undefined) {
          // The cause is put back above the exception.
          state.frame.fallback = cause;
          state.frame.kind = RAISES_FROM;
        }
        return true;
      }
      stack[sp] = made;
    }
    throw raised(state, stack[sp] as Value, cause);
  },

  [op.RERAISE](state: State): boolean {
    const { stack } = state;
    state.sp -= 2;
    state.handled = stack[state.sp] as ExceptionObject | null;
    unwind(state, stack[state.sp + 1] as ExceptionObject, false);
    return true;
  },

  [op.RERAISE_NEW](state: State): boolean {
    const { stack } = state;
    state.sp -= 3;
    state.handled = stack[state.sp] as ExceptionObject | null;
    unwind(state, stack[state.sp + 2] as ExceptionObject, false);
    return true;
  },

  [op.PUSH_HANDLED](state: State): boolean {
    const { stack } = state;
    const exception = stack[state.sp - 1] as ExceptionObject;
    stack[state.sp - 1] = state.handled;
    stack[state.sp++] = exception;
    state.handled = exception;
    return false;
  },

  [op.POP_HANDLED](state: State): boolean {
    state.sp -= 2;
    state.handled = state.stack[state.sp] as ExceptionObject | null;
    return false;
  },

  [op.MATCH](state: State, frame: Frame, target: number): boolean {
    const pattern = state.stack[--state.sp] as Value;
    if (!matches(state.stack[state.sp - 1] as ExceptionObject, pattern)) frame.ip = target;
    return false;
  },

  [op.WITH_ARGUMENTS](state: State): boolean {
    const { stack, sp } = state;
    const exception = stack[sp - 1] as ExceptionObject;
    stack[sp] = stack[sp - 3];
    stack[sp + 1] = exception.class;
    stack[sp + 2] = exception;
    stack[sp + 3] = null;
    state.sp = sp + 4;
    return false;
  },

  [op.LOAD_SPECIAL](state: State, { code }: Frame, n: number): boolean {
    const at = state.sp - 1;
    state.stack[at] = contextMethod(state.stack[at] as Value, code.names[n] as string);
    return false;
  },
};

/** The exception that `raise value from cause` raises. */
function raised(state: State, value: Value, cause: Value | undefined): Thrown {
  if (!(value instanceof ExceptionObject)) {
    const old = state.version === 2 && typeof value === 'string';
    throw typeError(
      old
        ? 'exceptions must be old-style classes or derived from BaseException, not str'
        : 'exceptions must derive from BaseException',
    );
  }
  if (cause !== undefined) {
    const made = cause instanceof ClassObject && cause.isException ? callValue(state, cause, []) : cause;
    if (made !== null && !(made instanceof ExceptionObject)) {
      throw typeError('exception causes must derive from BaseException');
    }
    value.cause = made;
    value.suppressContext = true;
  }
  return new Thrown(value);
}

/** True for an exception of a class, or of one of the classes of a tuple. */
function matches(exception: ExceptionObject, pattern: Value): boolean {
  if (pattern instanceof Tuple) return pattern.items.some((item) => matches(exception, item));
  if (pattern instanceof ClassObject && pattern.isException) return isSubclass(exception.class, pattern);
  mustBeHere(pattern);
  throw typeError('catching classes that do not inherit from BaseException is not allowed');
}
