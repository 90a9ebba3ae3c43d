/* Attributes of any value: `object.name`. */
import { mustBeHere } from '../library/absent-modules.ts';
import { adviceOnName } from '../numpy/module.ts';
import { callValue } from './calls.ts';
import { AttributeDict, ClassObject, ExceptionObject, Instance, orderOf } from './classes.ts';
import { Dict, dictOf } from './collections.ts';
import { MethodKind, Property, Super } from './descriptors.ts';
import { CALLED } from './frame.ts';
import { BoundMethod, FunctionObject, Generator, Intrinsic } from './functions.ts';
import type { State } from './state.ts';
import { List, Module, NativeFunction, RaisedError, Tuple, TypeObject, typeOf, type Value } from './values.ts';
import { ScriptModule } from './variables.ts';

/** `object.name`. @returns undefined when a function of the script is called for it. */
export function getAttribute(state: State, object: Value, name: string, kind = CALLED): Value | undefined {
  const found = findAttribute(state, object, name, kind);
  if (found === NONE) throw noAttribute(object, name);
  return found;
}

/** There is no such attribute. */
export const NONE = Symbol('no attribute');

export function findAttribute(
  state: State,
  object: Value,
  name: string,
  kind = CALLED,
): Value | undefined | typeof NONE {
  if (object instanceof Instance) return instanceAttribute(state, object, name, kind);
  if (object instanceof Module) return moduleAttribute(object, name);
  if (object instanceof TypeObject) return typeAttribute(state, object, name, kind);
  if (object instanceof Super) return superAttribute(state, object, name, kind);
  const type = typeOf(object);
  for (let t: TypeObject | undefined = type; t !== undefined; t = t.base) {
    const getter = t.getters.get(name);
    if (getter !== undefined) return getter(object as never, state);
    const value = t.attributes.get(name);
    if (value !== undefined) return bindTo(value, object, type);
  }
  if (object instanceof FunctionObject) return functionAttribute(object, name);
  if (object instanceof BoundMethod) {
    if (name === '__self__') return object.self;
    if (name === '__func__') return object.callee;
    return findAttribute(state, object.callee, name);
  }
  if (object instanceof Property) {
    switch (name) {
      case 'setter':
        return new Intrinsic(name, (_, [setter]) => new Property(object.getter, setter ?? null, object.deleter));
      case 'getter':
        return new Intrinsic(name, (_, [getter]) => new Property(getter ?? null, object.setter, object.deleter));
      case 'deleter':
        return new Intrinsic(name, (_, [deleter]) => new Property(object.getter, object.setter, deleter ?? null));
      case 'fget':
        return object.getter;
      case 'fset':
        return object.setter;
    }
  }
  if (name === '__name__' && (object instanceof NativeFunction || object instanceof Intrinsic)) {
    return object.name.slice(object.name.lastIndexOf('.') + 1);
  }
  if (name === '__name__' && object instanceof Generator) return object.fn.code.name;
  if (name === '__class__') return type;
  if (name === '__doc__') return null;
  return NONE;
}

function instanceAttribute(
  state: State,
  object: Instance,
  name: string,
  kind: number,
): Value | undefined | typeof NONE {
  const { class: cls } = object;
  const shared = cls.lookUp(name);
  if (shared instanceof Property) {
    if (shared.getter === null)
      throw new RaisedError('AttributeError', `property '${name}' of '${cls.name}' object has no getter`);
    return callValue(state, shared.getter, [object], undefined, kind);
  }
  const own = object.attributes.get(name);
  if (shared instanceof Instance) {
    const get = shared.class.lookUp('__get__');
    if (get !== undefined && (own === undefined || shared.class.lookUp('__set__') !== undefined)) {
      return callValue(state, get, [shared, object, cls], undefined, kind);
    }
  }
  if (own !== undefined) return own;
  if (shared !== undefined) return bindTo(shared, object, cls);
  if (name === '__class__') return cls;
  if (name === '__dict__') return new AttributeDict(object);
  if (name === '__doc__') return null;
  if (name === '__module__') return cls.moduleName;
  if (object instanceof ExceptionObject) {
    switch (name) {
      case 'args':
        return new Tuple(object.args);
      case '__cause__':
        return object.cause;
      case '__context__':
        return object.context;
      case '__notes__':
        return new List([...object.notes]);
      case '__suppress_context__':
        return object.suppressContext;
      case '__traceback__':
        return null;
      case 'message':
        if (state.version === 2) return object.args.length === 1 ? (object.args[0] as Value) : '';
        break;
      case 'code':
      case 'value':
        return object.args[0] ?? null;
      case 'errno':
      case 'strerror':
      case 'filename':
        return object.args[{ errno: 0, strerror: 1, filename: 2 }[name]] ?? null;
      case 'name':
        return null;
    }
  }
  if (object.payload !== undefined) {
    const found = findAttribute(state, object.payload, name, kind);
    if (found !== NONE) return found;
  }
  const custom = cls.lookUp('__getattr__');
  if (custom !== undefined) return callValue(state, custom, [object, name], undefined, kind);
  return NONE;
}

/** An attribute of a class, seen from an object. */
export function bindTo(value: Value, object: Value, cls: TypeObject): Value {
  if (value instanceof FunctionObject || value instanceof NativeFunction || value instanceof Intrinsic) {
    return new BoundMethod(value, object);
  }
  if (value instanceof MethodKind) return value.kind === 'static' ? value.callee : new BoundMethod(value.callee, cls);
  return value;
}

function moduleAttribute(module: Module, name: string): Value | typeof NONE {
  const value = module instanceof ScriptModule ? module.get(name) : module.names.get(name);
  if (value !== undefined) return value;
  mustBeHere(module);
  if (name === '__name__') return module.name;
  if (name === '__dict__') {
    return dictOf(module instanceof ScriptModule ? module.variables() : module.names);
  }
  return NONE;
}

function typeAttribute(state: State, type: TypeObject, name: string, kind: number): Value | undefined | typeof NONE {
  const meta = type instanceof ClassObject ? type.meta : undefined;
  const fromMeta = meta?.lookUp(name);
  if (fromMeta instanceof Property) return callValue(state, fromMeta.getter, [type], undefined, kind);
  for (const each of orderOf(type)) {
    const value = each.attributes.get(name);
    if (value === undefined) continue;
    if (value instanceof Instance && type instanceof ClassObject) {
      const get = value.class.lookUp('__get__');
      if (get !== undefined) return callValue(state, get, [value, null, type], undefined, kind);
    }
    return value instanceof MethodKind ? bindTo(value, null, type) : value;
  }
  if (fromMeta !== undefined) return bindTo(fromMeta, type, type);
  switch (name) {
    case '__name__':
      return type.name.slice(type.name.lastIndexOf('.') + 1);
    case '__qualname__':
      return type instanceof ClassObject ? type.path : type.name;
    case '__module__':
      return type instanceof ClassObject ? type.moduleName : 'builtins';
    case '__doc__':
      return null;
    case '__class__':
      return type.type;
    case '__bases__':
      return new Tuple(type instanceof ClassObject ? type.bases : type.base === undefined ? [] : [type.base]);
    case '__mro__':
      return new Tuple(orderOf(type));
    case 'mro':
      return new Intrinsic('mro', () => new List([...orderOf(type)]));
    case '__abstractmethods__':
      return type instanceof ClassObject ? new Tuple(type.abstract) : NONE;
    case '__dict__':
      return dictOf(type.attributes);
    default:
      return NONE;
  }
}

function superAttribute(state: State, object: Super, name: string, kind: number): Value | undefined | typeof NONE {
  const { self } = object;
  // A method of a class's own class sees the class as an object.
  const isOfClass = self instanceof ClassObject && orderOf(self).includes(object.after);
  const cls = isOfClass ? self : ((self instanceof ClassObject ? self.meta : undefined) ?? typeOf(self));
  const order = orderOf(cls);
  for (const each of order.slice(order.indexOf(object.after) + 1)) {
    const value = each.attributes.get(name);
    if (value === undefined) continue;
    if (value instanceof Property) return callValue(state, value.getter, [self], undefined, kind);
    if (isOfClass && !(value instanceof MethodKind)) return value;
    // `super().__new__(cls)` is a static method.
    return name === '__new__' ? value : bindTo(value, self, cls);
  }
  return NONE;
}

function functionAttribute(fn: FunctionObject, name: string): Value | typeof NONE {
  const own = fn.attributes?.get(name);
  if (own !== undefined) return own;
  switch (name) {
    case '__name__':
      return fn.code.name;
    case '__qualname__':
      return fn.code.path;
    case '__doc__':
      return fn.code.docstring;
    case '__module__':
      return fn.module.name;
    case '__defaults__':
      return fn.defaults.length === 0 ? null : new Tuple(fn.defaults);
    case '__class__':
      return fn.type;
    case '__dict__':
      return new Dict();
    case '__call__':
      return fn;
    case '__code__':
      return fn.code;
    default:
      return NONE;
  }
}

export function noAttribute(object: Value, name: string): RaisedError {
  const error = attributeError(object, name);
  error.missing = { name, object };
  return error;
}

function attributeError(object: Value, name: string): RaisedError {
  if (object instanceof Module) {
    return new RaisedError(
      'AttributeError',
      `module '${object.name}' has no attribute '${name}'`,
      object instanceof ScriptModule
        ? undefined
        : ((object.name === 'numpy' ? adviceOnName(name) : undefined) ??
            `Either ${object.name} has no ${name}, or it is not supported here.`),
    );
  }
  if (object instanceof TypeObject) {
    return new RaisedError('AttributeError', `type object '${object.name}' has no attribute '${name}'`);
  }
  if (object instanceof Super) {
    return new RaisedError('AttributeError', `'super' object has no attribute '${name}'`);
  }
  return new RaisedError('AttributeError', `'${typeOf(object).name}' object has no attribute '${name}'`);
}
