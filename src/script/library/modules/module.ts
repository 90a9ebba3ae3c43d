import { Float, Module, type Value } from '../../machine/values.ts';

/** A new module with these names. Functions and types are shared by all runs; containers must be made for each module. */
export function moduleOf(name: string, ...tables: readonly Readonly<Record<string, Value>>[]): Module {
  const module = new Module(name);
  for (const table of tables) for (const [key, value] of Object.entries(table)) module.names.set(key, value);
  return module;
}

export function float(value: number): Float {
  return new Float(value);
}
