/* Instructions on attributes. */
import { findAttribute, getAttribute, NONE, noAttribute } from '../attributes.ts';
import { Instance } from '../classes.ts';
import { MethodKind, Property, Super } from '../descriptors.ts';
import { type Frame, GIVES_METHOD } from '../frame.ts';
import { FunctionObject, Intrinsic } from '../functions.ts';
import * as op from '../opcodes.ts';
import { setAttribute } from '../set-attribute.ts';
import type { State } from '../state.ts';
import { Module, NativeFunction, TypeObject, typeOf, type Value } from '../values.ts';
import { ScriptModule } from '../variables.ts';
import { give, type Instructions } from './instruction.ts';

export const attributeInstructions: Instructions = {
  [op.LOAD_ATTR](state: State, { code }: Frame, n: number): boolean {
    const object = state.stack[--state.sp] as Value;
    return give(state, getAttribute(state, object, code.names[n] as string));
  },

  [op.STORE_ATTR](state: State, { code }: Frame, n: number): boolean {
    const { stack } = state;
    state.sp -= 2;
    const { sp } = state;
    return setAttribute(state, stack[sp + 1] as Value, code.names[n] as string, stack[sp] as Value) === undefined;
  },

  [op.DELETE_ATTR](state: State, { code }: Frame, n: number): boolean {
    const object = state.stack[--state.sp] as Value;
    return setAttribute(state, object, code.names[n] as string, undefined) === undefined;
  },

  [op.LOAD_METHOD](state: State, { code }: Frame, n: number): boolean {
    const { stack } = state;
    const at = state.sp - 1;
    const object = stack[at] as Value;
    const name = code.names[n] as string;
    if (object instanceof Module) {
      const value = moduleValue(object, name);
      if (value !== undefined) {
        stack[at] = value;
        stack[at + 1] = undefined;
        state.sp = at + 2;
        return false;
      }
    }
    const method = methodOf(object, name);
    if (method !== undefined) {
      stack[at] = method;
      stack[at + 1] = object;
      state.sp = at + 2;
      return false;
    }
    state.sp = at;
    const found = findAttribute(state, object, name, GIVES_METHOD);
    if (found === NONE) throw noAttribute(object, name);
    if (found === undefined) return true;
    stack[at] = found;
    stack[at + 1] = undefined;
    state.sp = at + 2;
    return false;
  },
};

/** The function of an attribute that is a method in the type of an object; it is called with the object, and no bound method is made. */
function methodOf(object: Value, name: string): Value | undefined {
  let value: Value | undefined;
  if (object instanceof Instance) {
    if (!object.attributes.has(name)) value = object.class.lookUp(name);
    if (value instanceof Property || value instanceof MethodKind) return undefined;
  } else if (!(object instanceof TypeObject) && !(object instanceof Super) && !(object instanceof Module)) {
    for (let t: TypeObject | undefined = typeOf(object); t !== undefined && value === undefined; t = t.base) {
      value = t.attributes.get(name);
    }
  }
  return value instanceof FunctionObject || value instanceof NativeFunction || value instanceof Intrinsic
    ? value
    : undefined;
}

/** A function of a module that is written in TypeScript, such as `np.dot`. */
function moduleValue(module: Module, name: string): Value | undefined {
  return module instanceof ScriptModule ? undefined : module.names.get(name);
}
