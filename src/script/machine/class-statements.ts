/* A class from the names of its body, its bases and its keywords. */
import { mustBeHere } from '../library/absent-modules.ts';
import { ClassObject, Instance, methodOrder, orderOf } from './classes.ts';
import { type Dict, dictOf } from './collections.ts';
import { MethodKind, Property } from './descriptors.ts';
import { callPrelude } from './enter.ts';
import type { Frame } from './frame.ts';
import { FunctionObject } from './functions.ts';
import { type State, typeError } from './state.ts';
import { List, NativeFunction, RaisedError, Tuple, TypeObject, typeType, type Value } from './values.ts';

/** The class of a class statement whose body has run. */
export function makeClass(frame: Frame, bases: readonly TypeObject[], keywords: Dict): ClassObject {
  const { code, module, names } = frame;
  const { annotations } = code;
  const own = new Map(names ?? []);
  if (annotations.length > 0) own.set('__annotations__', dictOf(annotations));
  const cls = classOf(code.name, code.path, module.name, bases, own, metaOf(keywords));
  keywords.delete('metaclass');
  return cls;
}

/** The class that a class statement names as its metaclass. */
function metaOf(keywords: Dict): ClassObject | undefined {
  const given = keywords.get('metaclass');
  if (given === undefined || given === typeType) return undefined;
  if (given instanceof ClassObject && !['__new__', '__prepare__'].some((name) => ownMethod(given, name))) return given;
  throw new RaisedError(
    'TypeError',
    'a metaclass with __new__ is not supported here',
    'Change the class by a decorator, or in __init_subclass__ of its base.',
  );
}

function ownMethod(cls: ClassObject, name: string): boolean {
  const value = cls.lookUp(name);
  return value instanceof FunctionObject || value instanceof MethodKind;
}

/** A class. @param names the names of its body */
export function classOf(
  name: string,
  path: string,
  moduleName: string,
  bases: readonly TypeObject[],
  names: ReadonlyMap<string, Value>,
  meta?: ClassObject,
): ClassObject {
  const cls = new ClassObject(name, bases, path, moduleName);
  if (meta !== undefined) cls.meta = meta;
  const order = methodOrder(cls);
  if (order === undefined) {
    const listed = bases.map((base) => base.name).join(', ');
    throw typeError(`Cannot create a consistent method resolution\norder (MRO) for bases ${listed}`);
  }
  cls.order = order;
  for (const [own, value] of names) {
    // These are static, or methods of the class, without being marked.
    const kind = own === '__new__' ? 'static' : own === '__init_subclass__' ? 'class' : undefined;
    cls.attributes.set(
      own,
      kind !== undefined && value instanceof FunctionObject ? new MethodKind(kind, value) : value,
    );
  }
  // Equal objects have one hash: a class that says which objects are equal must say which hash they have.
  if (names.has('__eq__') && !names.has('__hash__')) cls.attributes.set('__hash__', null);
  cls.slots = slotsOf(cls);
  cls.abstract = abstractNames(cls);
  return cls;
}

/** The attributes that objects may have, where each class of the order declares its own. */
function slotsOf(cls: ClassObject): ReadonlySet<string> | undefined {
  const slots = new Set<string>();
  for (const each of cls.order) {
    if (!(each instanceof ClassObject)) continue;
    const declared = each.attributes.get('__slots__');
    if (declared === undefined) return undefined;
    const items = declared instanceof List || declared instanceof Tuple ? declared.items : [declared];
    for (const item of items) {
      if (item === '__dict__') return undefined;
      slots.add(String(item));
    }
  }
  return slots.size === 0 && !cls.attributes.has('__slots__') ? undefined : slots;
}

function isAbstract(value: Value | undefined): boolean {
  if (value instanceof FunctionObject) return value.attributes?.get('__isabstractmethod__') === true;
  if (value instanceof Property) return isAbstract(value.getter) || isAbstract(value.setter);
  return value instanceof MethodKind && isAbstract(value.callee);
}

/** Sorted names of abstract methods: those of classes derived from ABC only. */
function abstractNames(cls: ClassObject): readonly string[] {
  const isChecked =
    cls.order.some((each) => each.attributes.has('_abc_impl')) || cls.meta?.lookUp('_abc_impl') !== undefined;
  if (!isChecked) return [];
  const names = new Set<string>();
  for (const each of orderOf(cls)) {
    for (const [name, value] of each.attributes) if (isAbstract(value) && isAbstract(cls.lookUp(name))) names.add(name);
  }
  return [...names].sort();
}

/**
 * Begins `__set_name__` of the attributes of a new class and `__init_subclass__` of its bases; the class is the value of the frame.
 * @returns false where there is none.
 */
export function finishClass(state: State, cls: ClassObject, keywords: Dict): boolean {
  const hooks: Value[] = [];
  for (const [name, value] of cls.attributes) {
    const method = value instanceof Instance ? value.class.lookUp('__set_name__') : undefined;
    if (method !== undefined) hooks.push(new Tuple([method, value, name]));
  }
  let begin: Value | undefined;
  for (const base of cls.order.slice(1, -1)) begin ??= base.attributes.get('__init_subclass__');
  const init = cls.meta?.lookUp('__init__');
  if (begin instanceof MethodKind) begin = begin.callee;
  if (hooks.length === 0 && begin === undefined && !(init instanceof FunctionObject)) {
    if (keywords.entries.size > 0) throw typeError(`${cls.name}.__init_subclass__() takes no keyword arguments`);
    return false;
  }
  const ownInit = init instanceof FunctionObject ? init : null;
  callPrelude(state, '_finish_class', [cls, new List(hooks), begin ?? null, keywords, ownInit]);
  return true;
}

/** A class of the script from its bases. */
export function checkBases(name: string, bases: readonly Value[]): readonly TypeObject[] {
  for (const base of bases) {
    if (!(base instanceof TypeObject)) {
      mustBeHere(base);
      if (base instanceof FunctionObject || base instanceof NativeFunction) {
        throw typeError(`a base of class ${name} must be a class, not a function`);
      }
      throw typeError(`bases must be types`);
    }
    if (!(base instanceof ClassObject) && base.base !== undefined && !canDeriveFrom(base)) {
      throw typeError(
        `a class derived from ${base.name} is not supported here`,
        `Keep the ${base.name} in an attribute of the object instead.`,
      );
    }
  }
  return bases as readonly TypeObject[];
}

/** Built-in types that a class may be derived from. */
const derivable = new Set(
  'list dict tuple set frozenset str int float type OrderedDict defaultdict Counter deque'.split(' '),
);

function canDeriveFrom(type: TypeObject): boolean {
  if (type.name === 'bool') throw typeError("type 'bool' is not an acceptable base type");
  return derivable.has(type.name.slice(type.name.lastIndexOf('.') + 1)) || type.base?.name === 'tuple';
}
