/* New objects of classes of the script. */
import { type ClassObject, ExceptionObject } from './classes.ts';
import { Dict, dictOf, dictType, SetObject, setType } from './collections.ts';
import { callPrelude, enterValues } from './enter.ts';
import { INITIALIZES } from './frame.ts';
import { FunctionObject, Intrinsic } from './functions.ts';
import { type State, typeError } from './state.ts';
import { type Keywords, List, listType, NativeFunction, Tuple, type TypeObject, type Value } from './values.ts';

/** `type.__call__(cls, …)` */
export function makeInstance(
  state: State,
  cls: ClassObject,
  args: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  if (cls.abstract.length > 0) {
    const plural = cls.abstract.length === 1 ? '' : 's';
    throw typeError(
      `Can't instantiate abstract class ${cls.name} with abstract method${plural} ${cls.abstract.join(', ')}`,
    );
  }
  const custom = cls.lookUp('__new__');
  if (custom !== undefined && !(custom instanceof Intrinsic)) {
    return callPrelude(state, '__new__', [cls, custom, new Tuple(args), dictOf(keywords)]);
  }
  const init = cls.lookUp('__init__');
  if (cls.builtIn !== undefined) return instantiateDerived(state, cls, cls.builtIn, init, args, keywords);
  const object = cls.isException ? new ExceptionObject(cls, state.nextId++, args) : state.instance(cls);
  if (init instanceof FunctionObject) return enterValues(state, init, [object, ...args], keywords, INITIALIZES, object);
  if (
    !cls.isException &&
    (args.length > 0 || keywords.size > 0) &&
    !(init instanceof NativeFunction && init.name !== 'object.__init__')
  ) {
    throw typeError(`${cls.name}() takes no arguments`);
  }
  return object;
}

/** An object of a class that is derived from a built-in type: lists, dicts and sets are filled by `__init__`. */
function instantiateDerived(
  state: State,
  cls: ClassObject,
  base: TypeObject,
  init: Value | undefined,
  args: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  const [values, names] = [new Tuple(args), dictOf(keywords)];
  const own = init instanceof FunctionObject ? init : null;
  if (base !== listType && base !== dictType && base !== setType) {
    return callPrelude(state, '_made', [cls, base, values, names, own]);
  }
  const object = state.instance(cls);
  object.payload = base === listType ? new List([]) : base === dictType ? new Dict() : new SetObject();
  if (own !== null) return enterValues(state, own, [object, ...args], keywords, INITIALIZES, object);
  return callPrelude(state, '_filled', [object, object.payload, values, names]);
}
