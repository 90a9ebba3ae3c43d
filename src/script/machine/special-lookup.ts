/* Methods that Python looks up in the type of a value only. */
import { bindTo } from './attributes.ts';
import { ClassObject, Instance, orderOf } from './classes.ts';
import { Property, Super } from './descriptors.ts';
import { BoundMethod, FunctionObject, Intrinsic } from './functions.ts';
import { typeError } from './state.ts';
import { NativeFunction, TypeObject, typeOf, type Value } from './values.ts';

/** True when a function of the script may be called for an attribute of an object. */
export function isComputed(object: Value, name: string): boolean {
  if (object instanceof ClassObject) return object.meta !== undefined;
  if (!(object instanceof Instance)) return object instanceof Super;
  const shared = object.class.lookUp(name);
  return shared instanceof Property || shared instanceof Instance || object.class.lookUp('__getattr__') !== undefined;
}

/** A method that Python looks up in the type only, such as `__len__`; of objects of the script. */
export function special(object: Value, name: string): Value | undefined {
  const cls = object instanceof Instance ? object.class : object instanceof ClassObject ? object.meta : undefined;
  const value = cls?.lookUp(name);
  return value === null ? undefined : value;
}

/** A special method of any value, bound to it: for `with`. */
function boundSpecial(object: Value, name: string): Value | undefined {
  for (const type of orderOf(typeOf(object))) {
    const value = type.attributes.get(name);
    if (value !== undefined) return bindTo(value, object, type);
  }
  return undefined;
}

/** Functions, classes and instances that can be called. */
export function isCallable(value: Value): boolean {
  if (value instanceof Instance) return value.class.lookUp('__call__') !== undefined;
  if (value instanceof TypeObject || value instanceof FunctionObject || value instanceof NativeFunction) return true;
  if (value instanceof BoundMethod || value instanceof Intrinsic) return true;
  return typeOf(value).behaviour.call !== undefined;
}

/** A context manager's method, bound. */
export function contextMethod(value: Value, name: string): Value {
  const method = boundSpecial(value, name);
  if (method !== undefined) return method;
  throw typeError(`'${typeOf(value).name}' object does not support the context manager protocol`);
}
