/* Calls of any value. */
import { isArray } from '../library/sequences.ts';
import { ClassObject, Instance } from './classes.ts';
import { MethodKind } from './descriptors.ts';
import { enterValues } from './enter.ts';
import { CALLED } from './frame.ts';
import { BoundMethod, FunctionObject, Intrinsic } from './functions.ts';
import { makeInstance } from './instances.ts';
import { callNative, onlyReads } from './native-calls.ts';
import { type State, typeError } from './state.ts';
import { HeapObject, type Keywords, NativeFunction, NO_KEYWORDS, TypeObject, typeOf, type Value } from './values.ts';

/** Calls any value with arguments that have left the stack; `state.sp` is where the result goes. */
export function callValue(
  state: State,
  callee: Value,
  args: readonly Value[],
  keywords: Keywords = NO_KEYWORDS,
  kind = CALLED,
  extra: HeapObject | null = null,
): Value | undefined {
  if (callee instanceof FunctionObject) return enterValues(state, callee, args, keywords, kind, extra);
  if (callee instanceof NativeFunction) {
    const value = callNative(state, callee.name, callee.call, args, keywords);
    if (typeof value === 'string') state.countText(value);
    return retargeted(state, value, kind, extra);
  }
  // Ufuncs come before the rarer kinds.
  if (callee instanceof HeapObject && callee.isPlain && callee.type.behaviour.call !== undefined) {
    return callObject(state, callee, callee.type.behaviour.call, args, keywords);
  }
  if (callee instanceof BoundMethod) {
    return callValue(state, callee.callee, [callee.self, ...args], keywords, kind, extra);
  }
  if (callee instanceof ClassObject) return instantiate(state, callee, args, keywords);
  if (callee instanceof Intrinsic) {
    if (state.reads !== undefined) onlyReads(state.reads(callee.name, args.length), args, keywords);
    return retargeted(state, callee.run(state as never, args, keywords), kind, extra);
  }
  if (callee instanceof TypeObject && callee.construct !== undefined) {
    return callNative(state, callee.name, callee.construct, args, keywords);
  }
  if (callee instanceof MethodKind) return callValue(state, callee.callee, args, keywords, kind, extra);
  if (callee instanceof Instance) {
    const method = callee.class.lookUp('__call__');
    if (method !== undefined) return callValue(state, method, [callee, ...args], keywords, kind, extra);
  } else if (callee instanceof HeapObject && callee.type.behaviour.call !== undefined) {
    return callObject(state, callee, callee.type.behaviour.call, args, keywords);
  }
  if (callee instanceof TypeObject) throw typeError(`cannot create '${callee.name}' instances`);
  throw typeError(`'${typeOf(callee).name}' object is not callable`, notCallableAdvice(callee));
}

/** Calls an object whose type says what a call means, such as a ufunc. */
function callObject(
  state: State,
  callee: HeapObject,
  call: NonNullable<TypeObject['behaviour']['call']>,
  args: readonly Value[],
  keywords: Keywords,
): Value {
  // A ufunc writes into an argument after its inputs.
  const { inputs = 0 } = callee as { readonly inputs?: number };
  if (state.reads !== undefined) onlyReads(args.length <= inputs, args, keywords);
  return call(callee, args, keywords, state);
}

/** Gives the frame that a built-in function has begun the use of its value that the caller wants. */
function retargeted(state: State, value: Value | undefined, kind: number, extra: HeapObject | null): Value | undefined {
  if (value === undefined && kind !== CALLED && state.frame.kind === CALLED) {
    state.frame.kind = kind;
    state.frame.extra = extra;
  }
  return value;
}

function notCallableAdvice(callee: Value): string | undefined {
  const { name } = typeOf(callee);
  if (isArray(callee)) return 'An item of an array is written with square brackets: a[i].';
  if (name === 'list' || name === 'dict' || name === 'tuple') {
    return `An item of a ${name} is written with square brackets: a[i].`;
  }
  return undefined;
}

/** Makes an object of a class, and begins its `__init__`. */
function instantiate(state: State, cls: ClassObject, args: readonly Value[], keywords: Keywords): Value | undefined {
  const { meta } = cls;
  if (meta !== undefined) {
    const call = meta.lookUp('__call__');
    if (call !== undefined) return callValue(state, call, [cls, ...args], keywords);
  }
  return makeInstance(state, cls, args, keywords);
}
