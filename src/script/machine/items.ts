/*
 * The items of a container: `object[index]`, `in`, and the iterators of loops. Each function gives undefined when it has called a
 * function of the script.
 */
import { TypedDict } from '../library/modules/collections.ts';
import { callValue } from './calls.ts';
import { ClassObject, Instance } from './classes.ts';
import { Dict, SetObject } from './collections.ts';
import { isListLike, isObject } from './comparisons.ts';
import { callPrelude } from './enter.ts';
import { DISCARDS } from './frame.ts';
import { Generator } from './functions.ts';
import { isKeyOfScript } from './keys.ts';
import { MachineObject } from './objects.ts';
import { special } from './special-lookup.ts';
import { CallsScript, type State, typeError } from './state.ts';
import { Iterator, List, NativeFunction, NO_KEYWORDS, Tuple, TypeObject, typeOf, type Value } from './values.ts';

/** `item in container` */
export function contains(state: State, item: Value, container: Value): Value | undefined {
  if (state.reads !== undefined && container instanceof Iterator) throw new CallsScript();
  if (container instanceof MachineObject || isObject(container)) {
    const method = special(container, '__contains__');
    if (method !== undefined) return callPrelude(state, '_contains', [container, item, method]);
    return callPrelude(state, '_found', [container, item]);
  }
  if (item instanceof Instance && special(item, '__eq__') !== undefined && isListLike(container)) {
    return callPrelude(state, '_found', [container, item]);
  }
  if ((container instanceof Dict || container instanceof SetObject) && isKeyOfScript(item)) {
    return callPrelude(state, '_keyed', ['in', container, item, NO_VALUES]);
  }
  const { behaviour } = typeOf(container);
  if (behaviour.contains !== undefined) return behaviour.contains(container, item, state);
  if (behaviour.iterate !== undefined) return callPrelude(state, '_found', [container, item]);
  throw typeError(`argument of type '${typeOf(container).name}' is not iterable`);
}

/** An iterator or a generator of a value: what `for` goes through. */
export function iterate(state: State, value: Value): Value | undefined {
  if (value instanceof Iterator || value instanceof Generator) return value;
  if (isObject(value)) {
    const method = special(value, '__iter__');
    if (method !== undefined) return callPrelude(state, '_iterate', [value, method]);
    const item = special(value, '__getitem__');
    if (item !== undefined) return callPrelude(state, '_items', [value, item]);
  } else {
    for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
      const make = t.behaviour.iterate;
      if (make !== undefined) return make(value, state);
    }
  }
  const advice = typeof value === 'number' ? 'A number of repetitions is range(…).' : undefined;
  throw typeError(`'${typeOf(value).name}' object is not iterable`, advice);
}

/** All items, without calling the script; undefined when that is not possible. */
export function itemsOf(state: State, value: Value): readonly Value[] | undefined {
  if (value instanceof List || value instanceof Tuple) return value.items;
  if (value instanceof MachineObject) return undefined;
  const iterator = iterate(state, value);
  if (!(iterator instanceof Iterator)) return undefined;
  const items: Value[] = [];
  for (let item = iterator.next(state); item !== undefined; item = iterator.next(state)) items.push(item);
  return items;
}

/** `object[index]` */
export function getItem(state: State, object: Value, index: Value): Value | undefined {
  if (object instanceof List && typeof index === 'number') {
    const { items } = object;
    const item = items[index < 0 ? index + items.length : index];
    if (item !== undefined) return item;
  }
  if (isObject(object)) {
    const method = special(object, '__getitem__');
    if (method !== undefined) return callValue(state, method, [object, index]);
    if (object instanceof ClassObject) return object;
    throw typeError(`'${object.class.name}' object is not subscriptable`);
  }
  if (object instanceof Dict && isKeyOfScript(index)) {
    return callPrelude(state, '_keyed', ['get', object, index, NO_VALUES]);
  }
  if (index instanceof Instance && !(object instanceof Dict)) {
    if (index.payload !== undefined) return getItem(state, object, index.payload);
    const method = special(index, '__index__');
    if (method !== undefined) return callPrelude(state, '_item_at', [object, index, method]);
  }
  return getPlainItem(state, object, index);
}

/** `object[index]`, where the script has no functions for it. */
function getPlainItem(state: State, object: Value, index: Value): Value | undefined {
  // A default dict makes the item that it does not have.
  if (state.reads !== undefined && object instanceof TypedDict) throw new CallsScript();
  if (object instanceof TypedDict && object.factory instanceof MachineObject && !object.has(index)) {
    return callPrelude(state, '_missing', [object, index, object.factory]);
  }
  for (let t: TypeObject | undefined = typeOf(object); t !== undefined; t = t.base) {
    const get = t.behaviour.getItem;
    if (get !== undefined) return get(object, index, state);
  }
  // `List[int]` of the module typing.
  if (object instanceof TypeObject) return object;
  throw typeError(`'${typeOf(object).name}' object is not subscriptable`);
}

/** `object[index] = value` */
export function setItem(state: State, object: Value, index: Value, value: Value, kind = DISCARDS): Value | undefined {
  if (object instanceof Instance) {
    const method = special(object, '__setitem__');
    if (method !== undefined) return callValue(state, method, [object, index, value], NO_KEYWORDS, kind);
  } else if (object instanceof Dict && isKeyOfScript(index)) {
    return callPrelude(state, '_keyed', ['set', object, index, new Tuple([value])], kind);
  } else {
    for (let t: TypeObject | undefined = typeOf(object); t !== undefined; t = t.base) {
      const set = t.behaviour.setItem;
      if (set !== undefined) {
        set(object, index, value, state);
        return null;
      }
    }
  }
  throw typeError(`'${typeOf(object).name}' object does not support item assignment`);
}

/** `del object[index]` */
export function deleteItem(state: State, object: Value, index: Value, kind = DISCARDS): Value | undefined {
  if (object instanceof Instance) {
    const method = special(object, '__delitem__');
    if (method !== undefined) return callValue(state, method, [object, index], NO_KEYWORDS, kind);
  } else if (object instanceof Dict && isKeyOfScript(index)) {
    return callPrelude(state, '_keyed', ['del', object, index, NO_VALUES], kind);
  } else {
    const remove = typeOf(object).behaviour.deleteItem;
    if (remove !== undefined) {
      remove(object, index, state);
      return null;
    }
  }
  throw typeError(`'${typeOf(object).name}' object doesn't support item deletion`);
}

const NO_VALUES = new Tuple([]);

/** An operation of a container on a key, after the prelude has found the key that the container has. */
export function keyedOperation(
  state: State,
  operation: Value,
  container: Value,
  key: Value,
  rest: readonly Value[],
): Value | undefined {
  if (operation instanceof NativeFunction) return operation.call([container, key, ...rest], NO_KEYWORDS, state);
  switch (operation) {
    case 'in':
      return (container as Dict | SetObject).has(key);
    case 'get':
      return getPlainItem(state, container, key);
    case 'set':
      (container as Dict).set(key, rest[0] ?? null);
      return null;
    case 'del':
      (container as Dict).delete(key);
      return null;
    default:
      (container as SetObject).add(key);
      return null;
  }
}
