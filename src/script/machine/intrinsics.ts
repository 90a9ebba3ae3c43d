/* Built-in functions that need the machine: they look at its frames, or call functions of the script. */
import { mustBeHere } from '../library/absent-modules.ts';
import { FrozenSet, setOf } from '../library/sets.ts';
import {
  findAttribute,
  isCallable,
  isComputed,
  NONE,
  noAttribute,
  setAttribute,
  setPlainAttribute,
  special,
} from './attributes.ts';
import { hasObjects, makeInstance, typeName } from './calls.ts';
import { classOf, finishClass } from './class-statements.ts';
import {
  address,
  ClassObject,
  ExceptionObject,
  Instance,
  isSubclass,
  MethodKind,
  orderOf,
  Property,
  plainValue,
  propertyType,
  Super,
} from './classes.ts';
import { Dict, dictOf, SetObject } from './collections.ts';
import {
  type BoundMethod,
  FunctionObject,
  functionType,
  Generator,
  generatorType,
  Intrinsic,
  intrinsicType,
  methodType,
} from './functions.ts';
import { resume } from './instructions/iteration.ts';
import { candidates, isKeyOfScript, objectsOfKey } from './keys.ts';
import { MachineObject } from './objects.ts';
import {
  callPrelude,
  checkBases,
  comparisonError,
  iterate,
  keyedOperation,
  notImplemented,
  operandError,
} from './operations.ts';
import { printTexts } from './print.ts';
import {
  CALLED,
  CLOSES,
  NEXT,
  NEXT_OR_DEFAULT,
  type State,
  Suspended,
  Thrown,
  typeError,
  variablesIn,
} from './state.ts';
import { reprOf, textOf } from './text.ts';
import {
  ellipsisType,
  HeapObject,
  Iterator,
  type Keywords,
  List,
  Module,
  moduleType,
  type NativeFunction,
  nativeFunctionType,
  objectType,
  RaisedError,
  Tuple,
  TypeObject,
  typeOf,
  typeType,
  type Value,
} from './values.ts';
import { Cell, ScriptModule } from './variables.ts';

type Run = (state: State, args: readonly Value[], keywords: Keywords) => Value | undefined;

function table(entries: Readonly<Record<string, readonly [number, number, Run]>>): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, [least, most, run]] of Object.entries(entries)) {
    values.set(
      name,
      new Intrinsic(name, ((state: State, args: readonly Value[], keywords: Keywords) => {
        if (args.length < least || args.length > most) {
          const count = args.length < least ? least : most;
          const bound = least === most ? '' : args.length < least ? 'at least ' : 'at most ';
          throw typeError(`${name} expected ${bound}${count} argument${count === 1 ? '' : 's'}, got ${args.length}`);
        }
        return run(state, args, keywords);
      }) as Intrinsic['run']),
    );
  }
  return values;
}

const one = (args: readonly Value[]): Value => args[0] ?? null;

/** Built-in names for scripts. */
export const intrinsics: ReadonlyMap<string, Value> = table({
  isinstance: [2, 2, (_, [value, types]) => isInstance(value ?? null, types ?? null)],
  issubclass: [2, 2, (_, [type, types]) => isSubclassOf(type ?? null, types ?? null)],
  callable: [1, 1, (_, args) => isCallable(one(args))],
  hasattr: [2, 2, hasAttribute],
  getattr: [2, 3, attributeOr],
  setattr: [3, 3, (state, [object, name, value]) => setAttribute(state, object ?? null, text(name), value ?? null)],
  delattr: [2, 2, (state, [object, name]) => setAttribute(state, object ?? null, text(name), undefined)],
  vars: [0, 1, (state, args) => (args.length === 0 ? localDict(state) : variablesOf(state, one(args)))],
  dir: [0, 1, (state, args) => (args.length === 0 ? listOf(localDict(state)) : directory(one(args)))],
  id: [1, 1, (_, args) => identity(one(args))],
  super: [0, 2, superOf],
  property: [0, 4, (_, [getter, setter, deleter]) => new Property(getter ?? null, setter ?? null, deleter ?? null)],
  staticmethod: [1, 1, (_, args) => new MethodKind('static', one(args))],
  classmethod: [1, 1, (_, args) => new MethodKind('class', one(args))],
  globals: [0, 0, (state) => dictOf(state.frame.module.variables())],
  locals: [0, 0, localDict],
  iter: [1, 2, iteratorOf],
  next: [1, 2, nextOf],
  input: [0, 1, (state, args) => answer(state, one(args), args.length > 0)],
  raw_input: [0, 1, (state, args) => answer(state, one(args), args.length > 0)],
  eval: [1, 3, refused('eval')],
  exec: [1, 3, refused('exec')],
  compile: [1, 6, refused('compile')],
  execfile: [1, 3, refused('execfile')],
  __import__: [1, 5, refused('__import__')],
  breakpoint: [0, 9, () => null],
  exit: [0, 1, leave],
  quit: [0, 1, leave],
});

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

function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw typeError('attribute name must be string');
}

function errorObject(state: State, error: RaisedError): Value {
  return state.exception(error.exception, error.message, error.advice);
}

function isInstance(value: Value, types: Value): boolean {
  if (types instanceof Tuple) return types.items.some((type) => isInstance(value, type));
  if (!(types instanceof TypeObject)) {
    mustBeHere(types);
    throw typeError('isinstance() arg 2 must be a type, a tuple of types, or a union');
  }
  return types === objectType || isSubclass(typeOf(value), types);
}

function isSubclassOf(type: Value, types: Value): boolean {
  if (!(type instanceof TypeObject)) throw typeError('issubclass() arg 1 must be a class');
  if (types instanceof Tuple) return types.items.some((each) => isSubclassOf(type, each));
  if (!(types instanceof TypeObject))
    throw typeError('issubclass() arg 2 must be a class, a tuple of classes, or a union');
  return types === objectType || isSubclass(type, types);
}

function hasAttribute(state: State, args: readonly Value[]): Value | undefined {
  const [object, name] = args;
  if (isComputed(object ?? null, text(name))) return callPrelude(state, '_has_attribute', args);
  try {
    return findAttribute(state, object ?? null, text(name)) !== NONE;
  } catch (error) {
    if (error instanceof RaisedError && error.exception === 'AttributeError') return false;
    throw error;
  }
}

function attributeOr(state: State, args: readonly Value[]): Value | undefined {
  const [object, name] = args;
  if (args.length === 3 && isComputed(object ?? null, text(name))) return callPrelude(state, '_attribute_or', args);
  const found = findAttribute(state, object ?? null, text(name));
  if (found !== NONE) return found;
  if (args.length === 3) return args[2] ?? null;
  throw noAttribute(object ?? null, text(name));
}

function localDict(state: State): Dict {
  const { code, module, names } = state.frame;
  if (code.kind === 'module') return dictOf(module.variables());
  const dict = dictOf(names ?? []);
  for (const [name, value] of variablesIn(state.frame, state.stack)) dict.set(name, value);
  return dict;
}

function listOf(dict: Dict): List {
  return new List([...dict.entries.values()].map(({ key }) => key).sort());
}

function variablesOf(state: State, object: Value): Value {
  const found = findAttribute(state, object, '__dict__');
  if (found instanceof Dict) return found;
  throw typeError('vars() argument must have __dict__ attribute');
}

function directory(object: Value): Value {
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

function identity(value: Value): Value {
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

function superOf(state: State, args: readonly Value[]): Value {
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

function iteratorOf(state: State, args: readonly Value[]): Value | undefined {
  if (args.length === 2) return callPrelude(state, '_call_until', args);
  const value = one(args);
  if (value instanceof Instance) {
    const method = special(value, '__iter__');
    if (method !== undefined) return callPrelude(state, '_call', [method, value]);
  }
  return iterate(state, value);
}

function nextOf(state: State, args: readonly Value[]): Value | undefined {
  const [iterator = null, fallback] = args;
  if (iterator instanceof Iterator) {
    const item = iterator.next(state) ?? fallback;
    if (item !== undefined) return item;
    throw new Thrown(state.make('StopIteration', []));
  }
  if (iterator instanceof Generator) {
    if (iterator.state === 'finished') {
      if (fallback !== undefined) return fallback;
      throw new Thrown(state.make('StopIteration', []));
    }
    const frame = resume(state, iterator, null, fallback === undefined ? NEXT : NEXT_OR_DEFAULT);
    frame.fallback = fallback ?? null;
    return undefined;
  }
  const method = special(iterator, '__next__') ?? special(iterator, 'next');
  if (method === undefined) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  if (fallback === undefined) return callPrelude(state, '_call', [method, iterator]);
  return callPrelude(state, '_next_of', [iterator, method, fallback]);
}

/** The answer of the person to `input`. The machine stops until there is one. */
function answer(state: State, prompt: Value, hasPrompt: boolean): Value {
  if (!state.prompted) {
    if (hasPrompt) state.print(textOf(prompt, state));
    state.prompted = true;
  }
  const given = state.answers[state.answered];
  if (given === undefined) throw new Suspended(hasPrompt ? textOf(prompt, state) : '');
  state.answered++;
  state.prompted = false;
  if (given === '\u0004') throw new RaisedError('EOFError', 'EOF when reading a line');
  if (state.echoes) state.print(`${given}\n`);
  return given;
}

function leave(state: State, args: readonly Value[]): Value {
  throw new Thrown(state.make('SystemExit', args));
}

function refused(name: string): Run {
  return () => {
    throw new RaisedError('RuntimeError', `${name}() is not supported here`, 'Text is never run as code here.');
  };
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

// Methods of generators, and of `object`.

const generatorMethods = table({
  __next__: [1, 1, nextOf],
  next: [1, 1, nextOf],
  __iter__: [1, 1, (_, args) => one(args)],
  send: [
    2,
    2,
    (state, [generator, value]) => {
      const own = generator as Generator;
      if (own.state === 'finished') throw new Thrown(state.make('StopIteration', []));
      if (own.state === 'new' && value !== null) {
        throw typeError("can't send non-None value to a just-started generator");
      }
      resume(state, own, value ?? null, NEXT);
      return undefined;
    },
  ],
  throw: [
    2,
    4,
    (state, [generator, type, value]) => {
      const own = generator as Generator;
      const given = value ?? type ?? null;
      const exception =
        given instanceof ExceptionObject
          ? given
          : type instanceof ClassObject && type.isException
            ? new ExceptionObject(type, state.nextId++, value === undefined || value === null ? [] : [value])
            : undefined;
      if (exception === undefined)
        throw typeError('exceptions must be classes or instances deriving from BaseException');
      if (own.state !== 'finished') enterToThrow(state, own, NEXT);
      throw new Thrown(exception);
    },
  ],
  close: [
    1,
    1,
    (state, args) => {
      const own = one(args) as Generator;
      if (own.state !== 'waiting') {
        own.state = 'finished';
        return null;
      }
      enterToThrow(state, own, CLOSES);
      throw new Thrown(state.make('GeneratorExit', []));
    },
  ],
});
for (const [name, method] of generatorMethods) generatorType.attributes.set(name, method);

/** Puts the frame of a generator on top, at its `yield`, for an exception to be raised there. */
function enterToThrow(state: State, generator: Generator, consumer: number): void {
  const isNew = generator.state === 'new';
  resume(state, generator, null, consumer);
  // A generator that has not begun has no `yield`: its first instruction is before any handler.
  if (isNew) state.frame.ip = 0;
}

const objectMethods = table({
  __init__: [
    1,
    99,
    (_, args) => {
      const [self] = args;
      // Arguments are those of __new__.
      if (args.length === 1 || (self instanceof Instance && self.class.lookUp('__new__') instanceof MethodKind))
        return null;
      throw typeError('object.__init__() takes exactly one argument (the instance to initialize)');
    },
  ],
  __new__: [
    1,
    99,
    (state, [cls, ...rest]) => {
      if (!(cls instanceof ClassObject)) throw typeError('object.__new__(X): X is not a type object of the script');
      if (cls.builtIn !== undefined) {
        return callPrelude(state, '_made', [cls, cls.builtIn, new Tuple(rest), new Dict(), null]);
      }
      return cls.isException ? new ExceptionObject(cls, state.nextId++, []) : state.instance(cls);
    },
  ],
  __setattr__: [
    3,
    3,
    (state, [object, name, value]) => {
      if (object instanceof ClassObject) object.setAttribute(text(name), value ?? null);
      else return setPlainAttribute(state, object ?? null, text(name), value ?? null, CALLED);
      return null;
    },
  ],
  __delattr__: [
    2,
    2,
    (state, [object, name]) => setPlainAttribute(state, object ?? null, text(name), undefined, CALLED),
  ],
  __init_subclass__: [0, 1, () => null],
  __getattribute__: [2, 2, (state, [object, name]) => attributeOr(state, [object ?? null, name ?? null])],
});
for (const [name, method] of objectMethods) {
  if (!objectType.attributes.has(name)) objectType.attributes.set(name, method);
}
objectType.construct = (_args, _keywords, host) => (host as State).instance(plainObject);
const plainObject = new ClassObject('object', [], 'object', 'builtins', true);
plainObject.order = [plainObject, objectType];

// Texts of the machine's own objects.

typeType.construct = (args, _keywords, host) => {
  if (args.length === 1) return typeOf(args[0] as Value);
  const [name, bases, names] = args;
  if (args.length !== 3 || typeof name !== 'string' || !(bases instanceof Tuple) || !(names instanceof Dict)) {
    throw typeError('type() takes 1 or 3 arguments');
  }
  const state = host as State;
  const own = [...names.entries.values()].map(({ key, value }) => [String(key), value] as const);
  const cls = classOf(name, name, state.frame.module.name, checkBases(name, bases.items), new Map(own));
  finishClass(state, cls, new Dict());
  return cls;
};
typeType.attributes.set(
  '__call__',
  new Intrinsic('__call__', (state: never, [cls, ...args], keywords) =>
    makeInstance(state, cls as ClassObject, args, keywords),
  ),
);
typeType.behaviour.repr ??= (self) =>
  `<class '${self instanceof ClassObject && self.moduleName !== 'builtins' ? `${self.moduleName}.${self.path}` : (self as TypeObject).name}'>`;

function showAs(type: TypeObject, repr: (self: never, reprOf: (item: Value) => string) => string): void {
  type.behaviour = { ...type.behaviour, repr: (self, _host, reprOf) => repr(self as never, reprOf) };
}
showAs(propertyType, () => `<property object at ${address(1)}>`);
showAs(generatorType, (self: Generator) => `<generator object ${self.fn.code.path} at ${address(2)}>`);
showAs(methodType, (self: BoundMethod, show) => {
  const name = self.callee instanceof FunctionObject ? self.callee.code.path : (self.callee as Intrinsic).name;
  return self.callee instanceof FunctionObject
    ? `<bound method ${name} of ${show(self.self)}>`
    : `<built-in method ${name.slice(name.lastIndexOf('.') + 1)} of ${typeOf(self.self).name} object at ${address(3)}>`;
});
showAs(intrinsicType, (self: Intrinsic) => `<built-in function ${self.name}>`);
nativeFunctionType.behaviour.repr ??= (self) => {
  const { name } = self as NativeFunction;
  return `<built-in function ${name.slice(name.lastIndexOf('.') + 1)}>`;
};
ellipsisType.behaviour.repr ??= () => 'Ellipsis';
moduleType.behaviour.repr ??= (self) => `<module '${(self as Module).name}'>`;

showAs(functionType, (self: FunctionObject) => `<function ${self.code.path} at ${address(4)}>`);

/** More built-in values. */
export const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['NotImplemented', notImplemented],
  ['object', objectType],
  ['type', typeType],
]);
