/* The built-in functions for scripts that need the machine. */
import { mustBeHere } from '../../library/absent-modules.ts';
import { isSubclass } from '../classes.ts';
import { dictOf } from '../collections.ts';
import { MethodKind, Property } from '../descriptors.ts';
import { setAttribute } from '../set-attribute.ts';
import { isCallable } from '../special-lookup.ts';
import { type State, Suspended, Thrown, typeError } from '../state.ts';
import { textOf } from '../text.ts';
import { objectType, RaisedError, Tuple, TypeObject, typeOf, type Value } from '../values.ts';
import {
  attributeOr,
  directory,
  hasAttribute,
  identity,
  listOf,
  localDict,
  superOf,
  variablesOf,
} from './inspection.ts';
import { iteratorOf, nextOf } from './iteration.ts';
import { one, type Run, table, text } from './table.ts';

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
