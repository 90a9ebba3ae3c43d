/*
 * Generators that continue, and generators that are closed: GeneratorExit is raised at their `yield`. CPython closes a generator when its
 * last reference goes. Here that is known in two places: where `break` or `return` leaves a loop and only this loop refers to the
 * generator, and after `del`, by a search through all objects of the script. Other generators are not closed.
 */
import { DELEGATES, DROPS, type Frame, GENERATES } from './frame.ts';
import { Generator } from './functions.ts';
import * as op from './opcodes.ts';
import { type State, Thrown } from './state.ts';
import { RaisedError, type Value } from './values.ts';

/**
 * Begins a generator, or continues with it, at the top of the stack: the next item takes that place.
 * @param consumer the use of the item: FOR_LOOP, NEXT and so on
 */
export function resume(state: State, generator: Generator, sent: Value, consumer: number): Frame {
  if (generator.state === 'running') throw new RaisedError('ValueError', 'generator already executing');
  const { fn, saved } = generator;
  const ret = state.sp;
  const frame = state.push(fn.code, fn.module, ret, ret, GENERATES, generator);
  const { stack } = state;
  for (let i = 0; i < saved.length; i++) stack[ret + i] = saved[i];
  state.sp = ret + saved.length;
  if (generator.state === 'waiting') stack[state.sp++] = sent;
  generator.state = 'running';
  generator.saved = [];
  frame.ip = generator.ip;
  frame.consumer = consumer;
  return frame;
}

/** Puts the frame of a generator on top, at its `yield`, or that of the generator to which it delegates, for an exception to be raised there. */
export function enterToThrow(state: State, generator: Generator, consumer: number): void {
  const isNew = generator.state === 'new';
  const frame = resume(state, generator, null, consumer);
  if (isNew) {
    // A generator that has not begun has no `yield`: its first instruction is before any handler.
    frame.ip = 0;
    return;
  }
  const delegate = frame.ip - 2;
  const inner = state.stack[state.sp - 2];
  if (!isDelegating(frame) || !(inner instanceof Generator) || inner.state !== 'waiting') return;
  // As if DELEGATE had just continued with it: the value that was sent leaves the stack.
  state.sp--;
  frame.ip = delegate + 1;
  enterToThrow(state, inner, DELEGATES);
  state.frame.target = frame.code.args[delegate] as number;
}

/** True for a generator that the instruction before this one has made: nothing else refers to it. */
export function isFresh({ state, madeIn, madeAt }: Generator, frame: Frame): boolean {
  return state === 'new' && madeIn === frame.code && madeAt === frame.ip - 1;
}

/** Closes a generator to which nothing refers any more. @throws Thrown GeneratorExit, in the frame of the generator */
export function closeDropped(state: State, generator: Generator): never {
  enterToThrow(state, generator, DROPS);
  throw new Thrown(state.make('GeneratorExit', []));
}

/** True at the `yield` of another generator, to which DELEGATE continues. */
function isDelegating({ code, ip }: Pick<Frame, 'code' | 'ip'>): boolean {
  return code.ops[ip - 2] === op.DELEGATE;
}

/**
 * Closes a generator whose reference was deleted, where the script cannot reach it any more. A generator without a handler is left as it
 * is: nothing would run, and the search takes time.
 */
export function closeUnreachable(state: State, value: Value | undefined): void {
  if (!(value instanceof Generator) || value.state !== 'waiting') return;
  const { code } = value.fn;
  if (code.handlers.length === 0 && !isDelegating({ code, ip: value.ip })) return;
  if (!state.reaches(value)) closeDropped(state, value);
}
