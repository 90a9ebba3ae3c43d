import { type Host, type Keywords, NativeFunction, type TypeObject, type Value } from '../machine/values.ts';
import { typeError } from './protocols.ts';

/** The body of a function whose arguments are given by position; those that are not given are undefined. */
export type Body = (args: readonly Value[], host: Host) => Value;

/**
 * A function that takes from `least` to `most` arguments by position and none by keyword, with the messages of Python's own
 * functions. `shown` is its name in messages: `list.append`.
 */
export function builtin(shown: string, least: number, most: number, body: Body): NativeFunction {
  return new NativeFunction(shown, (args, keywords, host) => {
    checkCount(shown, args.length, least, most, keywords);
    return body(args, host);
  });
}

/** Adds methods to a type. Each has its counts of arguments, `self` apart, and its body, which gets `self` first. */
export function methods(type: TypeObject, table: Readonly<Record<string, readonly [number, number, Body]>>): void {
  for (const [name, [least, most, body]] of Object.entries(table)) {
    const shown = `${type.name}.${name}`;
    const call = (args: readonly Value[], keywords: Keywords, host: Host): Value => {
      checkCount(shown, args.length - 1, least, most, keywords);
      return body(args, host);
    };
    type.attributes.set(name, new NativeFunction(shown, call));
  }
}

function checkCount(shown: string, given: number, least: number, most: number, keywords: Keywords): void {
  if (keywords.size > 0) throw typeError(`${shown}() takes no keyword arguments`);
  if (given >= least && given <= most) return;
  const bare = shown.slice(shown.lastIndexOf('.') + 1);
  if (most === 0) throw typeError(`${shown}() takes no arguments (${given} given)`);
  if (least === 1 && most === 1) throw typeError(`${shown}() takes exactly one argument (${given} given)`);
  const count = given < least ? least : most;
  const bound = least === most ? '' : given < least ? 'at least ' : 'at most ';
  throw typeError(`${bare} expected ${bound}${count} argument${count === 1 ? '' : 's'}, got ${given}`);
}

/** A constant function of a type, such as `dict.fromkeys`. */
export function statics(type: TypeObject, table: Readonly<Record<string, NativeFunction>>): void {
  for (const [name, value] of Object.entries(table)) type.attributes.set(name, value);
}
