/* `iter`, `next`, and the methods of generators. */
import { ClassObject, ExceptionObject, Instance } from '../classes.ts';
import { callPrelude } from '../enter.ts';
import { CLOSES, NEXT, NEXT_OR_DEFAULT } from '../frame.ts';
import { Generator, generatorType } from '../functions.ts';
import { enterToThrow, resume } from '../generators.ts';
import { iterate } from '../items.ts';
import { special } from '../special-lookup.ts';
import { type State, Thrown, typeError } from '../state.ts';
import { Iterator, typeOf, type Value } from '../values.ts';
import { one, table } from './table.ts';

export function iteratorOf(state: State, args: readonly Value[]): Value | undefined {
  if (args.length === 2) return callPrelude(state, '_call_until', args);
  const value = one(args);
  if (value instanceof Instance) {
    const method = special(value, '__iter__');
    if (method !== undefined) return callPrelude(state, '_call', [method, value]);
  }
  return iterate(state, value);
}

export function nextOf(state: State, args: readonly Value[]): Value | undefined {
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
