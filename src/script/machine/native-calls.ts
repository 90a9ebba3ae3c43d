/* Calls of functions written in TypeScript. Those that meet objects of the script have a stand-in in the prelude. */
import { ClassObject, Instance, plainValue } from './classes.ts';
import { Dict, SetObject } from './collections.ts';
import { callPrelude, enterValues } from './enter.ts';
import { isKeyOfScript } from './keys.ts';
import { MachineObject } from './objects.ts';
import { CallsScript, type State } from './state.ts';
import { HeapObject, Iterator, type Keywords, List, NativeFunction, Tuple, TypeObject, type Value } from './values.ts';

/** Calls a function written in TypeScript, or the one of the prelude that stands in for it where objects of the script matter. */
export function callNative(
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

/** @throws CallsScript for a call that may change a value: also of the place in what is being iterated over. */
export function onlyReads(isReader: boolean, args: readonly Value[], keywords: Keywords): void {
  if (!isReader || keywords.has('out') || args.some((arg) => arg instanceof Iterator)) throw new CallsScript();
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
    if (isNeeded) return enterValues(state, standIn, args, keywords);
  }
  const plain = plainArguments(name, args);
  if (keyed.has(name) && isKeyOfScript(plain[1])) {
    const [container = null, key = null, ...rest] = plain;
    return callPrelude(state, '_keyed', [new NativeFunction(name, call), container, key, new Tuple(rest)]);
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
