/* A call of a function of the script begins: arguments are put into the slots of its parameters, and a frame begins. */
import type { Code } from './code.ts';
import { Dict } from './collections.ts';
import { CALLED } from './frame.ts';
import { type FunctionObject, Generator } from './functions.ts';
import { type State, typeError } from './state.ts';
import { type HeapObject, type Keywords, NO_KEYWORDS, Tuple, type Value } from './values.ts';
import { Cell } from './variables.ts';

/**
 * Begins a call whose arguments are on the stack, from `base` on; all were given by position.
 * @returns undefined when a frame has begun, else the result: of a generator function, its generator.
 */
export function enter(
  state: State,
  fn: FunctionObject,
  base: number,
  count: number,
  ret: number,
  kind: number,
  extra: HeapObject | null,
): Value | undefined {
  const { code } = fn;
  const { stack } = state;
  let filled = count;
  if (!code.isSimple || count > code.positional) {
    const slots = bind(fn, stack.slice(base, base + count) as Value[], NO_KEYWORDS);
    for (const [i, value] of slots.entries()) stack[base + i] = value;
    filled = slots.length;
  } else if (count < code.positional) {
    const { defaults } = fn;
    const first = code.positional - defaults.length;
    if (count < first) bind(fn, stack.slice(base, base + count) as Value[], NO_KEYWORDS);
    for (; filled < code.positional; filled++) stack[base + filled] = defaults[filled - first];
  }
  return begin(state, fn, base, filled, ret, kind, extra);
}

/**
 * Begins a call whose arguments are on the stack, from `base` on: `count` by position, then one for each name.
 * @returns as `enter`.
 */
export function enterWithNames(
  state: State,
  fn: FunctionObject,
  base: number,
  count: number,
  names: readonly Value[],
  ret: number,
): Value | undefined {
  const { code, defaults } = fn;
  const { stack } = state;
  const { positional, slots } = code;
  const first = base + count;
  if (isInOrder(code, count, names)) return enter(state, fn, base, count + names.length, ret, CALLED, null);
  const values = stack.slice(first, first + names.length) as Value[];
  if (!code.isSimple || count > positional) return enterBound(state, fn, base, count, names, values, ret);
  const args = base + positional;
  for (let i = first; i < args; i++) stack[i] = undefined;
  for (let i = 0; i < names.length; i++) {
    const slot = slots.indexOf(names[i] as string);
    if (slot < count || slot >= positional || slot < code.positionalOnly || stack[base + slot] !== undefined) {
      for (let k = 0; k < values.length; k++) stack[first + k] = values[k];
      return enterBound(state, fn, base, count, names, values, ret);
    }
    stack[base + slot] = values[i];
  }
  const firstDefault = positional - defaults.length;
  for (let i = count; i < positional; i++) {
    if (stack[base + i] !== undefined) continue;
    if (i < firstDefault) return enterBound(state, fn, base, count, names, values, ret);
    stack[base + i] = defaults[i - firstDefault];
  }
  return begin(state, fn, base, positional, ret, CALLED, null);
}

/** True when the named arguments are the parameters after those given by position, in their order: all are in their slots. */
function isInOrder(
  { isSimple, positional, positionalOnly, slots }: Code,
  count: number,
  names: readonly Value[],
): boolean {
  if (!isSimple || count + names.length > positional || count < positionalOnly) return false;
  for (let i = 0; i < names.length; i++) if (slots[count + i] !== names[i]) return false;
  return true;
}

function enterBound(
  state: State,
  fn: FunctionObject,
  base: number,
  count: number,
  names: readonly Value[],
  values: readonly Value[],
  ret: number,
): Value | undefined {
  const { stack } = state;
  const keywords = new Map(names.map((name, i) => [name as string, values[i] as Value]));
  const slots = bind(fn, stack.slice(base, base + count) as Value[], keywords);
  for (const [i, value] of slots.entries()) stack[base + i] = value;
  return begin(state, fn, base, slots.length, ret, CALLED, null);
}

/** Begins a call whose parameters are in their slots. */
function begin(
  state: State,
  fn: FunctionObject,
  base: number,
  filled: number,
  ret: number,
  kind: number,
  extra: HeapObject | null,
): Value | undefined {
  const { code } = fn;
  const { stack } = state;
  const { length } = code.slots;
  for (let i = filled; i < length; i++) stack[base + i] = undefined;
  const { cells } = code;
  for (let i = 0; i < cells.length; i++) {
    const at = base + (cells[i] as number);
    stack[at] = new Cell(stack[at]);
  }
  const { closure } = fn;
  for (let i = 0; i < closure.length; i++) stack[base + code.firstFree + i] = closure[i];
  if (code.isGenerator) {
    const { frame } = state;
    return new Generator(fn, stack.slice(base, base + length), frame.code, frame.ip);
  }
  state.push(code, fn.module, base, ret, kind, extra);
  state.sp = base + length;
  return undefined;
}

/** Begins a call with arguments that have left the stack; `state.sp` is where the result goes. @returns as `enter` */
export function enterValues(
  state: State,
  fn: FunctionObject,
  args: readonly Value[],
  keywords: Keywords = NO_KEYWORDS,
  kind = CALLED,
  extra: HeapObject | null = null,
): Value | undefined {
  const { sp, stack } = state;
  if (keywords.size === 0) {
    for (let i = 0; i < args.length; i++) stack[sp + i] = args[i];
    return enter(state, fn, sp, args.length, sp, kind, extra);
  }
  const slots = bind(fn, args, keywords);
  for (let i = 0; i < slots.length; i++) stack[sp + i] = slots[i];
  return begin(state, fn, sp, slots.length, sp, kind, extra);
}

/** Calls a function of the prelude. */
export function callPrelude(state: State, name: string, args: readonly Value[], kind?: number): Value | undefined {
  const fn = state.environment.prelude.get(name);
  if (fn === undefined) throw new Error(`no function ${name} in the prelude`);
  return enterValues(state, fn, args, NO_KEYWORDS, kind);
}

/** The values of all parameter slots, by Python's rules. */
function bind(fn: FunctionObject, args: readonly Value[], keywords: Keywords): (Value | undefined)[] {
  const { code, defaults } = fn;
  const { positional, keywordOnly } = code;
  const slots: (Value | undefined)[] = args.slice(0, positional);
  for (let i = slots.length; i < positional + keywordOnly; i++) slots[i] = undefined;
  const extra = new Dict();
  for (const [name, value] of keywords) {
    const at = code.slots.indexOf(name);
    if (at >= code.positionalOnly && at < positional + keywordOnly && at >= 0) {
      if (slots[at] !== undefined) throw typeError(`${code.path}() got multiple values for argument '${name}'`);
      slots[at] = value;
    } else if (code.doubleStar !== undefined) extra.set(name, value);
    else if (at >= 0 && at < code.positionalOnly) {
      throw typeError(`${code.path}() got some positional-only arguments passed as keyword arguments: '${name}'`);
    } else throw typeError(`${code.path}() got an unexpected keyword argument '${name}'`);
  }
  if (args.length > positional && code.star === undefined) throw tooMany(fn, args.length, keywords);
  const first = positional - defaults.length;
  const missing: string[] = [];
  for (let i = 0; i < positional; i++) {
    if (slots[i] !== undefined) continue;
    if (i >= first) slots[i] = defaults[i - first];
    else missing.push(code.slots[i] as string);
  }
  if (missing.length > 0) throw lacks(fn, missing, 'positional');
  for (let i = positional; i < positional + keywordOnly; i++) {
    if (slots[i] !== undefined) continue;
    const name = code.slots[i] as string;
    const value = fn.keywordDefaults?.get(name);
    if (value === undefined) missing.push(name);
    else slots[i] = value;
  }
  if (missing.length > 0) throw lacks(fn, missing, 'keyword-only');
  if (code.star !== undefined) slots[code.star] = new Tuple(args.slice(positional));
  if (code.doubleStar !== undefined) slots[code.doubleStar] = extra;
  return slots;
}

function lacks(fn: FunctionObject, missing: readonly string[], kind: string): Error {
  const names = missing.map((name) => `'${name}'`);
  const last = names.pop();
  const list =
    names.length === 0 ? last : names.length === 1 ? `${names[0]} and ${last}` : `${names.join(', ')}, and ${last}`;
  const plural = missing.length === 1 ? '' : 's';
  return typeError(`${fn.code.path}() missing ${missing.length} required ${kind} argument${plural}: ${list}`);
}

function tooMany(fn: FunctionObject, given: number, keywords: Keywords): Error {
  const { positional, path, slots, keywordOnly } = fn.code;
  const least = positional - fn.defaults.length;
  const plural = positional === 1 ? '' : 's';
  const takes =
    least === positional
      ? `${positional} positional argument${plural}`
      : `from ${least} to ${positional} positional arguments`;
  const named = slots.slice(positional, positional + keywordOnly).filter((name) => keywords.has(name)).length;
  const were =
    named === 0
      ? `${given} ${given === 1 ? 'was' : 'were'} given`
      : `${given} positional argument${given === 1 ? '' : 's'} (and ${named} keyword-only argument${named === 1 ? '' : 's'}) were given`;
  return typeError(`${path}() takes ${takes} but ${were}`);
}
