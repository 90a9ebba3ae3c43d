/* Built-in functions that look at objects and variables: `getattr`, `vars`, `dir`, `id`, `super`. */
import { findAttribute, NONE, noAttribute } from '../attributes.ts';
import { address, ClassObject, Instance, orderOf } from '../classes.ts';
import { Dict, dictOf } from '../collections.ts';
import { Super } from '../descriptors.ts';
import { callPrelude } from '../enter.ts';
import { variablesIn } from '../frame.ts';
import { isComputed } from '../special-lookup.ts';
import { type State, typeError } from '../state.ts';
import { HeapObject, List, Module, RaisedError, TypeObject, typeOf, typeType, type Value } from '../values.ts';
import { Cell, ScriptModule } from '../variables.ts';
import { text } from './table.ts';

export function hasAttribute(state: State, args: readonly Value[]): Value | undefined {
  const [object, name] = args;
  if (isComputed(object ?? null, text(name))) return callPrelude(state, '_has_attribute', args);
  try {
    return findAttribute(state, object ?? null, text(name)) !== NONE;
  } catch (error) {
    if (error instanceof RaisedError && error.exception === 'AttributeError') return false;
    throw error;
  }
}

export function attributeOr(state: State, args: readonly Value[]): Value | undefined {
  const [object, name] = args;
  if (args.length === 3 && isComputed(object ?? null, text(name))) return callPrelude(state, '_attribute_or', args);
  const found = findAttribute(state, object ?? null, text(name));
  if (found !== NONE) return found;
  if (args.length === 3) return args[2] ?? null;
  throw noAttribute(object ?? null, text(name));
}

export function localDict(state: State): Dict {
  const { code, module, names } = state.frame;
  if (code.kind === 'module') return dictOf(module.variables());
  const dict = dictOf(names ?? []);
  for (const [name, value] of variablesIn(state.frame, state.stack)) dict.set(name, value);
  return dict;
}

export function listOf(dict: Dict): List {
  return new List([...dict.entries.values()].map(({ key }) => key).sort());
}

export function variablesOf(state: State, object: Value): Value {
  const found = findAttribute(state, object, '__dict__');
  if (found instanceof Dict) return found;
  throw typeError('vars() argument must have __dict__ attribute');
}

export function directory(object: Value): Value {
  const names = new Set<string>();
  if (object instanceof Instance) for (const name of object.attributes.keys()) names.add(name);
  if (object instanceof ScriptModule) for (const [name] of object.variables()) names.add(name);
  else if (object instanceof Module) for (const name of object.names.keys()) names.add(name);
  for (const type of orderOf(object instanceof TypeObject ? object : typeOf(object))) {
    for (const name of [...type.attributes.keys(), ...type.getters.keys()]) names.add(name);
  }
  return new List([...names].sort());
}

/** Numbers of objects that have none of their own; they only tell objects apart. */
const identities = new WeakMap<HeapObject, number>();
let lastIdentity = 0x1000000;

export function identity(value: Value): Value {
  if (value instanceof Instance) return Number(address(value.id));
  if (value instanceof HeapObject) {
    let id = identities.get(value);
    if (id === undefined) {
      id = ++lastIdentity;
      identities.set(value, id);
    }
    return Number(address(id));
  }
  return typeof value === 'number' ? 0x7e0000000000 + (value % 1e9) * 32 : 0x7d0000000000;
}

export function superOf(state: State, args: readonly Value[]): Value {
  if (args.length > 0) {
    const [cls, self] = args;
    if (!(cls instanceof ClassObject))
      throw typeError(`super() argument 1 must be a type, not ${typeName(cls ?? null)}`);
    return new Super(cls, self ?? null);
  }
  const { code, base } = state.frame;
  const at = code.slots.indexOf('__class__');
  const cell = at < 0 ? undefined : state.stack[base + at];
  const first = state.stack[base];
  const self = first instanceof Cell ? first.value : first;
  if (!(cell instanceof Cell) || !(cell.value instanceof ClassObject)) {
    throw new RaisedError('RuntimeError', 'super(): __class__ cell not found');
  }
  if (code.positional === 0 || self === undefined) throw new RaisedError('RuntimeError', 'super(): no arguments');
  return new Super(cell.value, self);
}

/** The name of a type in messages about itself. */
function typeName(value: Value): string {
  return value instanceof TypeObject && value.type === typeType ? 'type' : typeOf(value).name;
}
