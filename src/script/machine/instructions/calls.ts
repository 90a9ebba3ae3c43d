/* Instructions that make and call functions, and those that make classes. */
import { callValue } from '../calls.ts';
import { checkBases } from '../class-statements.ts';
import { plainValue } from '../classes.ts';
import type { Code } from '../code.ts';
import { Dict, dictOf } from '../collections.ts';
import { enter, enterWithNames } from '../enter.ts';
import { CALLED, type Frame, MAKES_CLASS } from '../frame.ts';
import { BoundMethod, FunctionObject } from '../functions.ts';
import * as op from '../opcodes.ts';
import { type State, typeError } from '../state.ts';
import { type List, Tuple, typeOf, type Value } from '../values.ts';
import type { Cell } from '../variables.ts';
import type { Instructions } from './instruction.ts';

export const callInstructions: Instructions = {
  [op.CALL](state: State, _: Frame, count: number): boolean {
    const { stack, sp } = state;
    const at = sp - count - 1;
    const callee = stack[at] as Value;
    let value: Value | undefined;
    if (callee instanceof FunctionObject) value = enter(state, callee, at + 1, count, at, CALLED, null);
    else if (callee instanceof BoundMethod && callee.callee instanceof FunctionObject) {
      stack[at] = callee.self;
      value = enter(state, callee.callee, at, count + 1, at, CALLED, null);
    } else {
      state.sp = at;
      value = callValue(state, callee, valuesIn(stack, at + 1, sp));
    }
    return giveAt(state, at, value);
  },

  [op.CALL_METHOD](state: State, _: Frame, count: number): boolean {
    const { stack, sp } = state;
    const at = sp - count - 2;
    const callee = stack[at] as Value;
    const first = stack[at + 1] === undefined ? at + 2 : at + 1;
    if (callee instanceof FunctionObject) {
      return giveAt(state, at, enter(state, callee, first, sp - first, at, CALLED, null));
    }
    state.sp = at;
    return giveAt(state, at, callValue(state, callee, valuesIn(stack, first, sp)));
  },

  [op.CALL_KEYWORDS](state: State, { code }: Frame, n: number): boolean {
    const { stack, sp } = state;
    const count = n & 255;
    const { items: names } = code.consts[n >> 8] as Tuple;
    const at = sp - count - 1;
    const callee = stack[at] as Value;
    if (callee instanceof FunctionObject) {
      return giveAt(state, at, enterWithNames(state, callee, at + 1, count - names.length, names, at));
    }
    const first = sp - names.length;
    const keywords = new Map<string, Value>();
    for (let i = 0; i < names.length; i++) keywords.set(names[i] as string, stack[first + i] as Value);
    state.sp = at;
    return giveAt(state, at, callValue(state, callee, stack.slice(at + 1, first) as Value[], keywords));
  },

  [op.CALL_SPREAD](state: State): boolean {
    const { stack, sp } = state;
    const keywords = new Map<string, Value>();
    const { items: pairs } = stack[sp - 1] as List;
    for (let i = 0; i < pairs.length; i += 2) {
      const name = pairs[i] as Value;
      if (typeof name !== 'string') throw typeError('keywords must be strings');
      if (keywords.has(name)) throw typeError(`got multiple values for keyword argument '${name}'`);
      keywords.set(name, pairs[i + 1] as Value);
    }
    const at = sp - 3;
    state.sp = at;
    return giveAt(state, at, callValue(state, stack[at] as Value, (stack[at + 1] as List).items.slice(), keywords));
  },

  [op.KEYWORDS_EXTEND](state: State): boolean {
    const { stack } = state;
    const from = plainValue(stack[--state.sp] as Value);
    if (!(from instanceof Dict)) throw typeError(`argument after ** must be a mapping, not ${typeOf(from).name}`);
    const pairs = stack[state.sp - 1] as List;
    for (const { key, value } of from.entries.values()) pairs.items.push(key, value);
    return false;
  },

  [op.MAKE_FUNCTION](state: State, { module }: Frame, free: number): boolean {
    const { stack } = state;
    const at = state.sp - free - 3;
    const { items: defaults } = stack[at] as Tuple;
    const { items: pairs } = stack[at + 1] as List;
    const closure = stack.slice(at + 2, at + 2 + free) as Cell[];
    const code = stack[at + 2 + free] as Value as Code;
    let keywords: Map<string, Value> | undefined;
    for (let i = 0; i < pairs.length; i += 2) {
      keywords ??= new Map();
      keywords.set(pairs[i] as string, pairs[i + 1] as Value);
    }
    stack[at] = new FunctionObject(code, module, defaults, keywords, closure);
    state.sp = at + 1;
    return false;
  },

  [op.BUILD_CLASS](state: State, { code, module }: Frame, n: number): boolean {
    const { stack, sp } = state;
    const count = n & 255;
    const names = n > 255 ? (code.consts[(n >> 8) - 1] as Tuple).items : [];
    const firstKeyword = sp - names.length;
    const firstBase = firstKeyword - count;
    const keywords = dictOf(names.map((name, i) => [name as string, stack[firstKeyword + i] as Value] as const));
    const bases = checkBases('', stack.slice(firstBase, firstKeyword) as Value[]);
    const at = firstBase - 1;
    const body = stack[at] as FunctionObject;
    enter(state, body, at, 0, at, MAKES_CLASS, new Tuple(bases));
    const inner = state.frame;
    inner.fallback = keywords;
    inner.names = new Map<string, Value>([['__module__', module.name]]);
    if (body.code.docstring !== null) inner.names.set('__doc__', body.code.docstring);
    return true;
  },
};

/** The values of the stack from `from` to `to`. Up to two of them, the usual arguments, need no call of a built-in function. */
function valuesIn(stack: State['stack'], from: number, to: number): Value[] {
  switch (to - from) {
    case 1:
      return [stack[from] as Value];
    case 2:
      return [stack[from] as Value, stack[from + 1] as Value];
    default:
      return stack.slice(from, to) as Value[];
  }
}

/** Gives the result of a call the place of its callee. @returns true when the call has begun a frame instead */
function giveAt(state: State, at: number, value: Value | undefined): boolean {
  if (value === undefined) return true;
  state.stack[at] = value;
  state.sp = at + 1;
  return false;
}
