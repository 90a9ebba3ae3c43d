/*
 * Keys of dicts and sets whose `__hash__` and `__eq__` are functions of the script. A container finds its keys by identity; so before such
 * a key is used, the prelude looks for an equal key in the container (`_keyed`), which then takes its place. Candidates are the keys with
 * the same hash, which an object keeps when it is computed.
 */
import { Instance } from './classes.ts';
import { Dict, hashKey, SetObject } from './collections.ts';
import { FunctionObject } from './functions.ts';
import { HeapObject, RaisedError, Tuple, type Value } from './values.ts';

/** True for an object whose class has `__hash__`, and for a tuple with one. @throws RaisedError where its class has `__eq__` alone. */
export function isKeyOfScript(value: Value | undefined): boolean {
  if (value instanceof Instance) {
    const hash = value.class.lookUp('__hash__');
    if (hash === null) throw new RaisedError('TypeError', `unhashable type: '${value.class.name}'`);
    return hash instanceof FunctionObject;
  }
  return value instanceof Tuple && value.items.some(isKeyOfScript);
}

const MODULUS = 2 ** 31 - 1;

/** The hash of a key as far as its objects have theirs; undefined for a key without objects of the script. */
function codeOf(value: Value): number | undefined {
  if (value instanceof Instance) return value.hash;
  if (!(value instanceof Tuple)) return undefined;
  let code = value.items.length;
  let hasObjects = false;
  for (const item of value.items) {
    const own = codeOf(item);
    if (own !== undefined) hasObjects = true;
    code = (code * 31 + (own ?? plainCode(item))) % MODULUS;
  }
  return hasObjects ? code : undefined;
}

function plainCode(value: Value): number {
  let code = 7;
  for (const letter of String(value instanceof HeapObject ? '' : hashKey(value))) {
    code = (code * 31 + letter.charCodeAt(0)) % MODULUS;
  }
  return code;
}

/** Keys of a container that may be equal to a key, whose objects have their hashes. */
export function candidates(container: Value, key: Value): Value[] {
  const code = codeOf(key);
  const found: Value[] = [];
  const look = (own: Value): void => {
    if (own instanceof HeapObject && codeOf(own) === code) found.push(own);
  };
  if (container instanceof Dict) for (const entry of container.entries.values()) look(entry.key);
  else if (container instanceof SetObject) for (const item of container.entries.values()) look(item);
  return found;
}

/** The objects in a key that have a hash of the script. */
export function objectsOfKey(key: Value): Instance[] {
  if (key instanceof Instance) return key.class.lookUp('__hash__') instanceof FunctionObject ? [key] : [];
  return key instanceof Tuple ? key.items.flatMap(objectsOfKey) : [];
}

export function hasKeysOfScript(set: SetObject): boolean {
  for (const item of set.entries.values()) if (isKeyOfScript(item)) return true;
  return false;
}
