/* The path of an exception: from the throw, through the frames without a handler for it, to its handler. */
import type { ExceptionObject } from './classes.ts';
import { CLOSES, DROPS, GENERATES, IMPORTS } from './frame.ts';
import type { Generator } from './functions.ts';
import { operandsAt } from './operands.ts';
import { type State, Thrown } from './state.ts';
import { attributeNames, nearestName } from './suggestions.ts';
import { RaisedError } from './values.ts';

/** Raises what an instruction has thrown. `frame.ip` is the instruction after it. */
export function raiseThrown(state: State, error: unknown): void {
  const exception = exceptionOf(state, error);
  if (exception.context === null && state.handled !== exception) exception.context = state.handled;
  unwind(state, exception, true);
}

/** Raises an exception between two instructions, as if the next one had raised it. */
export function raise(state: State, error: RaisedError): void {
  state.frame.ip++;
  state.hasSeen = false;
  raiseThrown(state, error);
}

/** A function that finds the name nearest to a missing one: it is called when the exception is printed. */
function suggestion(state: State, { name, object }: NonNullable<RaisedError['missing']>): () => string | undefined {
  if (object !== undefined) return () => nearestName(name, attributeNames(object));
  const { code, module } = state.frame;
  const { builtins } = state.environment;
  return () =>
    nearestName(name, code.slots) ??
    nearestName(name, attributeNames(module)) ??
    nearestName(name, [...builtins.keys()]);
}

/** The exception object of anything that was thrown. */
function exceptionOf(state: State, error: unknown): ExceptionObject {
  if (error instanceof Thrown) return error.exception;
  if (error instanceof RaisedError) {
    const { exception, message, value } = error;
    const { frame } = state;
    const advice = error.namesOperands ? error.adviceOn(operandsAt(frame.code, frame.ip - 1)) : error.advice;
    const made = value === undefined ? state.exception(exception, message, advice) : state.make(exception, [value]);
    if (advice !== undefined) made.advice = advice;
    if (error.missing !== undefined) made.suggest = suggestion(state, error.missing);
    return made;
  }
  if (error instanceof RangeError) {
    if (error.message.includes('call stack')) {
      return state.exception('RecursionError', 'maximum recursion depth exceeded while going through nested objects');
    }
    return state.exception('MemoryError', '', 'A text or a list is longer than this program can keep.');
  }
  // A fault of this program: the run ends in words, and the debugger continues.
  const message = error instanceof Error ? error.message : String(error);
  return state.exception(
    'SystemError',
    `backprop-tui cannot execute this line: ${message}`,
    'This is a fault of backprop-tui, not of the script.',
  );
}

/**
 * Takes an exception to its handler, and leaves the frames that have none. Without a handler the run ends: `depth` is −1.
 * @param isNew false when the frame that raises it again is in its traceback already.
 */
export function unwind(state: State, thrown: ExceptionObject, isNew: boolean): void {
  state.unwinding?.(state);
  let exception = thrown;
  let adds = isNew;
  while (state.depth >= 0) {
    const { frame } = state;
    const { code } = frame;
    const at = frame.ip - 1;
    if (adds) exception.traceback = [...exception.traceback, { code, instruction: at }];
    adds = true;
    const entry = code.handlers.find(([from, to]) => at >= from && at < to);
    if (entry !== undefined) {
      const [, , target, depth] = entry;
      const sp = frame.base + code.slots.length + depth;
      state.stack[sp] = exception;
      state.sp = sp + 1;
      frame.ip = target;
      return;
    }
    state.depth--;
    state.sp = frame.ret;
    if (frame.kind === GENERATES) {
      const generator = frame.extra as Generator;
      generator.state = 'finished';
      generator.saved = [];
      const { name } = exception.class;
      const isClosed = name === 'GeneratorExit' || name === 'StopIteration';
      if (isClosed && frame.consumer === DROPS) return;
      if (isClosed && frame.consumer === CLOSES) {
        state.stack[frame.ret] = null;
        state.sp = frame.ret + 1;
        return;
      }
      if (name === 'StopIteration') {
        const wrapped = state.exception('RuntimeError', 'generator raised StopIteration');
        wrapped.cause = exception;
        wrapped.context = exception;
        exception = wrapped;
      }
    } else if (frame.kind === IMPORTS) state.modules.delete(frame.module.name);
  }
  state.uncaught = exception;
}
