/* Calls: arguments are put into slots, and a frame begins. */

import { ClassObject, ExceptionObject, Instance, MethodKind, plainValue } from './classes.ts';
import type { Code } from './code.ts';
import { Dict, dictOf, dictType, SetObject, setType } from './collections.ts';
import { BoundMethod, FunctionObject, Generator, Intrinsic } from './functions.ts';
import { isKeyOfScript } from './keys.ts';
import { MachineObject } from './objects.ts';
import { CALLED, CallsScript, INITIALIZES, type State, typeError } from './state.ts';
import {
  HeapObject,
  Iterator,
  type Keywords,
  List,
  listType,
  NativeFunction,
  NO_KEYWORDS,
  Tuple,
  TypeObject,
  typeOf,
  typeType,
  type Value,
} from './values.ts';
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
  if (code.isGenerator) return new Generator(fn, stack.slice(base, base + length));
  state.push(code, fn.module, base, ret, kind, extra);
  state.sp = base + length;
  return undefined;
}

/** Calls any value with arguments that have left the stack; `state.sp` is where the result goes. */
export function callValue(
  state: State,
  callee: Value,
  args: readonly Value[],
  keywords: Keywords = NO_KEYWORDS,
  kind = CALLED,
  extra: HeapObject | null = null,
): Value | undefined {
  if (callee instanceof FunctionObject) {
    const { sp } = state;
    if (keywords.size === 0) {
      for (let i = 0; i < args.length; i++) state.stack[sp + i] = args[i];
      return enter(state, callee, sp, args.length, sp, kind, extra);
    }
    const slots = bind(callee, args, keywords);
    for (const [i, value] of slots.entries()) state.stack[sp + i] = value;
    return begin(state, callee, sp, slots.length, sp, kind, extra);
  }
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

/** @throws CallsScript for a call that may change a value: also of the place in what is being iterated over. */
function onlyReads(isReader: boolean, args: readonly Value[], keywords: Keywords): void {
  if (!isReader || keywords.has('out') || args.some((arg) => arg instanceof Iterator)) throw new CallsScript();
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
  if (name === 'numpy.ndarray') return 'An item of an array is written with square brackets: a[i].';
  if (name === 'list' || name === 'dict' || name === 'tuple') {
    return `An item of a ${name} is written with square brackets: a[i].`;
  }
  return undefined;
}

/** Calls a function written in TypeScript, or the one of the prelude that stands in for it where objects of the script matter. */
function callNative(
  state: State,
  name: string,
  call: NativeFunction['call'],
  args: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  if (state.reads !== undefined) onlyReads(state.reads(name, args.length), args, keywords);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg instanceof HeapObject && !arg.isPlain) {
      return callWithObjects(state, name, call, args, keywords);
    }
  }
  if (keywords.size > 0) {
    for (const value of keywords.values()) {
      if (mayCallScript(value)) {
        return callWithObjects(state, name, call, args, keywords);
      }
    }
  }
  return call(args, keywords, state);
}

/** Functions that look at the items of collections: the prelude takes over when one of these is an object of the script. */
const deep = new Set(['print', 'str', 'repr', 'format', 'str.format', 'sum', 'sorted', 'min', 'max']);
for (const name of ['list.sort', 'list.index', 'list.count', 'list.remove']) deep.add(name);
for (const name of ['set', 'frozenset', 'dict', 'dict.fromkeys', 'set.update', 'dict.update', 'str.join'])
  deep.add(name);
deep.add('collections.Counter');

/** Methods whose first argument is a key. */
const keyed = new Set(['dict.get', 'dict.pop', 'dict.setdefault', 'set.add', 'set.discard', 'set.remove']);
/** Methods that keep their arguments: only `self` is replaced by its plain value. */
const keeps = /^(?:list|dict|set|OrderedDict|defaultdict|Counter|deque|collections\.deque)\./;

function callWithObjects(
  state: State,
  name: string,
  call: NativeFunction['call'],
  args: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  const standIn = state.environment.prelude.get(name);
  if (standIn !== undefined) {
    const values = keywords.size === 0 ? args : [...args, ...keywords.values()];
    const isNeeded = values.some((value) => mayCallScript(value) || (deep.has(name) && hasObjects(value)));
    if (isNeeded) return callValue(state, standIn, args, keywords);
  }
  const plain = plainArguments(name, args);
  if (keyed.has(name) && isKeyOfScript(plain[1])) {
    const [container = null, key = null, ...rest] = plain;
    const keyedCall = state.environment.prelude.get('_keyed') as Value;
    return callValue(state, keyedCall, [new NativeFunction(name, call), container, key, new Tuple(rest)]);
  }
  return call(plain, keywords, state);
}

/** Replaces objects of classes that are derived from built-in types by their values of these types. */
function plainArguments(name: string, args: readonly Value[]): readonly Value[] {
  if (name === 'type' || !args.some((arg) => arg instanceof Instance && arg.payload !== undefined)) return args;
  const keepsOthers = keeps.test(name);
  return args.map((arg, i) => (i > 0 && keepsOthers ? arg : plainValue(arg)));
}

/** True for a value that a function may call, or whose operators may call the script. */
function mayCallScript(value: Value): boolean {
  return value instanceof MachineObject || value instanceof NativeFunction || value instanceof TypeObject;
}

/** True for an object of the script, and for a collection with one. @param level the collections around the value. */
export function hasObjects(value: Value, level = 0): boolean {
  if (value instanceof MachineObject || value instanceof ClassObject) return true;
  if (level > 8) return false;
  if (value instanceof List || value instanceof Tuple) return value.items.some((item) => hasObjects(item, level + 1));
  if (value instanceof Dict) {
    for (const entry of value.entries.values()) {
      if (hasObjects(entry.key, level + 1) || hasObjects(entry.value, level + 1)) return true;
    }
  }
  if (value instanceof SetObject) return [...value.entries.values()].some((item) => hasObjects(item, level + 1));
  return false;
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

/** `type.__call__(cls, …)` */
export function makeInstance(
  state: State,
  cls: ClassObject,
  args: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  if (cls.abstract.length > 0) {
    const plural = cls.abstract.length === 1 ? '' : 's';
    throw typeError(
      `Can't instantiate abstract class ${cls.name} with abstract method${plural} ${cls.abstract.join(', ')}`,
    );
  }
  const custom = cls.lookUp('__new__');
  if (custom !== undefined && !(custom instanceof Intrinsic)) {
    const make = state.environment.prelude.get('__new__') as Value;
    return callValue(state, make, [cls, custom, new Tuple(args), dictOf(keywords)]);
  }
  const init = cls.lookUp('__init__');
  if (cls.builtIn !== undefined) return instantiateDerived(state, cls, cls.builtIn, init, args, keywords);
  const object = cls.isException ? new ExceptionObject(cls, state.nextId++, args) : state.instance(cls);
  if (init instanceof FunctionObject) return callValue(state, init, [object, ...args], keywords, INITIALIZES, object);
  if (
    !cls.isException &&
    (args.length > 0 || keywords.size > 0) &&
    !(init instanceof NativeFunction && init.name !== 'object.__init__')
  ) {
    throw typeError(`${cls.name}() takes no arguments`);
  }
  return object;
}

/** An object of a class that is derived from a built-in type: lists, dicts and sets are filled by `__init__`. */
function instantiateDerived(
  state: State,
  cls: ClassObject,
  base: TypeObject,
  init: Value | undefined,
  args: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  const { prelude } = state.environment;
  const [values, names] = [new Tuple(args), dictOf(keywords)];
  const own = init instanceof FunctionObject ? init : null;
  if (base !== listType && base !== dictType && base !== setType) {
    return callValue(state, prelude.get('_made') as Value, [cls, base, values, names, own]);
  }
  const object = state.instance(cls);
  object.payload = base === listType ? new List([]) : base === dictType ? new Dict() : new SetObject();
  if (own !== null) return callValue(state, own, [object, ...args], keywords, INITIALIZES, object);
  return callValue(state, prelude.get('_filled') as Value, [object, object.payload, values, names]);
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

/** The name of a type in messages about itself. */
export function typeName(value: Value): string {
  return value instanceof TypeObject && value.type === typeType ? 'type' : typeOf(value).name;
}
