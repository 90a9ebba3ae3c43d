/* Functions that only the prelude can call. */
import { FrozenSet, setOf } from '../../library/sets.ts';
import { operandError } from '../arithmetic.ts';
import { type ClassObject, Instance, plainValue } from '../classes.ts';
import { Dict, SetObject } from '../collections.ts';
import { comparisonError } from '../comparisons.ts';
import { keyedOperation } from '../items.ts';
import { candidates, isKeyOfScript, objectsOfKey } from '../keys.ts';
import { hasObjects } from '../native-calls.ts';
import { MachineObject } from '../objects.ts';
import { printTexts } from '../print.ts';
import { special } from '../special-lookup.ts';
import type { State } from '../state.ts';
import { reprOf } from '../text.ts';
import { HeapObject, List, type RaisedError, Tuple, type TypeObject, typeOf, type Value } from '../values.ts';
import { one, table, text } from './table.ts';

/** Names for the prelude only. */
export const preludeIntrinsics: ReadonlyMap<string, Value> = table({
  // A mark that no script can give: it is the same object in every moment.
  _END: [0, 0, () => null],
  _special: [2, 2, (_, [value, name]) => special(value ?? null, text(name)) ?? null],
  _is_object: [1, 1, (_, args) => one(args) instanceof MachineObject],
  _has_objects: [1, 1, (_, args) => hasObjects(one(args))],
  _with_payload: [
    2,
    2,
    (state, [cls, value]) => {
      const object = state.instance(cls as ClassObject);
      object.payload = value ?? null;
      return object;
    },
  ],
  // Keys that are objects of the script.
  _hashed: [
    2,
    2,
    (_, [object, hash]) => {
      (object as Instance).hash = Number(hash);
      return null;
    },
  ],
  _check_hash: [
    1,
    1,
    (_, args) => {
      isKeyOfScript(one(args));
      return null;
    },
  ],
  _plain_value: [1, 1, (_, args) => plainValue(one(args))],
  _frozen: [1, 1, (_, args) => setOf((one(args) as SetObject).entries.values(), new FrozenSet())],
  _objects_of_key: [1, 1, (_, args) => new List(objectsOfKey(one(args)))],
  _candidates: [2, 2, (_, [container, key]) => new List(candidates(container ?? null, key ?? null))],
  _keyed_operation: [
    4,
    4,
    (state, [operation, container, key, rest]) =>
      keyedOperation(state, operation ?? null, container ?? null, key ?? null, (rest as Tuple).items),
  ],
  _objects: [1, 1, (_, args) => objectsIn(one(args))],
  _with_texts: [4, 4, withTexts],
  _operand_error: [
    4,
    4,
    (state, [symbol, left, right, inPlace]) =>
      errorObject(state, operandError(text(symbol), left ?? null, right ?? null, inPlace === true)),
  ],
  _comparison_error: [
    3,
    3,
    (state, [symbol, left, right]) => errorObject(state, comparisonError(text(symbol), left ?? null, right ?? null)),
  ],
  _print_texts: [
    2,
    2,
    (state, [texts, newline]) => {
      printTexts(state, (texts as List).items as readonly string[], newline === true);
      return null;
    },
  ],
});

function errorObject(state: State, error: RaisedError): Value {
  return state.exception(error.exception, error.message, error.advice);
}

// Texts of collections with objects of the script: the prelude asks each object for its text first.

function objectsIn(value: Value): List {
  const found = new Set<Value>();
  const seen = new Set<Value>();
  const look = (each: Value): void => {
    if (each instanceof Instance) found.add(each);
    if (!(each instanceof HeapObject) || seen.has(each)) return;
    seen.add(each);
    if (each instanceof List || each instanceof Tuple) for (const item of each.items) look(item);
    else if (each instanceof SetObject) for (const item of each.entries.values()) look(item);
    else if (each instanceof Dict) {
      for (const entry of each.entries.values()) {
        look(entry.key);
        look(entry.value);
      }
    }
  };
  if (!(value instanceof Instance)) look(value);
  return new List([...found]);
}

function withTexts(state: State, [value, asStr, objects, texts]: readonly Value[]): Value {
  const known = new Map<Value, string>();
  const { items } = texts as List;
  for (const [i, object] of (objects as List).items.entries()) known.set(object, items[i] as string);
  const own = value ?? null;
  const show = (each: Value): string => {
    const found = known.get(each);
    if (found !== undefined) return found;
    for (let t: TypeObject | undefined = typeOf(each); t !== undefined; t = t.base) {
      if (t.behaviour.repr !== undefined) return t.behaviour.repr(each, state, show);
    }
    return reprOf(each, state);
  };
  if (asStr !== true) return show(own);
  const { str } = typeOf(own).behaviour;
  return str === undefined ? show(own) : str(own, state, show);
}
