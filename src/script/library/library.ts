/*
 * The built-in functions and types, and the modules beside NumPy, as the machine asks for them.
 */
import type { Module, Value } from '../machine/values.ts';
import { builtinValues } from './builtins.ts';
import { makeModule } from './modules.ts';
import { sources } from './sources.ts';

export interface Library {
  readonly builtins: ReadonlyMap<string, Value>;
  /** A new module; undefined when there is none of this name. */
  makeModule(name: string, version: 2 | 3): Module | undefined;
  /** The text of a module that is written in Python. */
  sourceOf(name: string): string | undefined;
}

export function makeLibrary(version: 2 | 3): Library {
  return { builtins: builtinValues(version), makeModule, sourceOf: (name) => sources.get(name) };
}
