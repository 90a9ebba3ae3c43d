/* Assignments to attributes, and their deletion. */
import { mustBeHere } from '../library/absent-modules.ts';
import { noAttribute } from './attributes.ts';
import { callValue } from './calls.ts';
import { ClassObject, ExceptionObject, Instance } from './classes.ts';
import { Property } from './descriptors.ts';
import { DISCARDS } from './frame.ts';
import { FunctionObject } from './functions.ts';
import { type State, typeError } from './state.ts';
import { Module, RaisedError, Tuple, TypeObject, typeOf, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';

/** `object.name = value`; undefined deletes it. @returns undefined when a function of the script is called for it. */
export function setAttribute(state: State, object: Value, name: string, value: Value | undefined): Value | undefined {
  if (object instanceof Instance) {
    const custom = object.class.lookUp(value === undefined ? '__delattr__' : '__setattr__');
    if (custom instanceof FunctionObject) {
      return callValue(
        state,
        custom,
        value === undefined ? [object, name] : [object, name, value],
        undefined,
        DISCARDS,
      );
    }
  }
  return setPlainAttribute(state, object, name, value, DISCARDS);
}

/** `object.__setattr__(…)`: not that of the class of the object. */
export function setPlainAttribute(
  state: State,
  object: Value,
  name: string,
  value: Value | undefined,
  kind: number,
): Value | undefined {
  if (object instanceof Instance) {
    const { class: cls } = object;
    const shared = cls.lookUp(name);
    if (shared instanceof Property) {
      const method = value === undefined ? shared.deleter : shared.setter;
      if (method === null) {
        const lacking = value === undefined ? 'deleter' : 'setter';
        throw new RaisedError('AttributeError', `property '${name}' of '${cls.name}' object has no ${lacking}`);
      }
      return callValue(state, method, value === undefined ? [object] : [object, value], undefined, kind);
    }
    if (shared instanceof Instance) {
      const method = shared.class.lookUp(value === undefined ? '__delete__' : '__set__');
      if (method !== undefined) {
        return callValue(
          state,
          method,
          value === undefined ? [shared, object] : [shared, object, value],
          undefined,
          kind,
        );
      }
    }
    setOwn(object, name, value);
    return null;
  }
  if (object instanceof ClassObject && !object.frozen) {
    const custom = object.meta?.lookUp('__setattr__');
    if (custom instanceof FunctionObject && value !== undefined) {
      return callValue(state, custom, [object, name, value], undefined, DISCARDS);
    }
    if (value === undefined && !object.attributes.has(name)) throw noAttribute(object, name);
    object.setAttribute(name, value);
    return null;
  }
  if (object instanceof ScriptModule) {
    if (value === undefined && object.get(name) === undefined) throw noAttribute(object, name);
    object.set(name, value);
    return null;
  }
  if (object instanceof FunctionObject) {
    object.attributes ??= new Map();
    if (value === undefined) object.attributes.delete(name);
    else object.attributes.set(name, value);
    return null;
  }
  if (object instanceof Module) {
    mustBeHere(object);
    if (value === undefined) object.names.delete(name);
    else object.names.set(name, value);
    return null;
  }
  for (let t: TypeObject | undefined = typeOf(object); t !== undefined; t = t.base) {
    const setter = t.setters.get(name);
    if (setter !== undefined && value !== undefined) {
      setter(object as never, value, state);
      return null;
    }
    if (t.getters.has(name) || t.attributes.has(name)) {
      throw new RaisedError('AttributeError', `'${typeOf(object).name}' object attribute '${name}' is read-only`);
    }
  }
  if (object instanceof TypeObject) {
    throw typeError(`cannot set '${name}' attribute of immutable type '${object.name}'`);
  }
  throw noAttribute(object, name);
}

/** Sets or deletes an attribute of the object itself. */
function setOwn(object: Instance, name: string, value: Value | undefined): void {
  if (value !== undefined) {
    if (object instanceof ExceptionObject && name === 'args' && value instanceof Tuple) object.args = value.items;
    else {
      if (object.class.slots !== undefined && !object.class.slots.has(name)) throw noAttribute(object, name);
      object.attributes.set(name, value);
    }
  } else if (!object.attributes.delete(name)) throw noAttribute(object, name);
}
