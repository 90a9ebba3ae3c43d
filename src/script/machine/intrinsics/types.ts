/* The types `object` and `type`, and the texts of the machine's own objects. */
import { notImplemented } from '../arithmetic.ts';
import { checkBases, classOf, finishClass } from '../class-statements.ts';
import { address, ClassObject, ExceptionObject, Instance } from '../classes.ts';
import { Dict } from '../collections.ts';
import { MethodKind, propertyType } from '../descriptors.ts';
import { callPrelude } from '../enter.ts';
import { CALLED } from '../frame.ts';
import {
  type BoundMethod,
  FunctionObject,
  functionType,
  type Generator,
  generatorType,
  Intrinsic,
  intrinsicType,
  methodType,
} from '../functions.ts';
import { makeInstance } from '../instances.ts';
import { setPlainAttribute } from '../set-attribute.ts';
import { type State, typeError } from '../state.ts';
import {
  ellipsisType,
  type Module,
  moduleType,
  type NativeFunction,
  nativeFunctionType,
  objectType,
  Tuple,
  type TypeObject,
  typeOf,
  typeType,
  type Value,
} from '../values.ts';
import { attributeOr } from './inspection.ts';
import { table, text } from './table.ts';

// Methods of `object`.

const objectMethods = table({
  __init__: [
    1,
    99,
    (_, args) => {
      const [self] = args;
      // Arguments are those of __new__. The class of a class gets the name, the bases and the names of each.
      if (
        args.length === 1 ||
        self instanceof ClassObject ||
        (self instanceof Instance && self.class.lookUp('__new__') instanceof MethodKind)
      )
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
