/* Built-in functions that need the machine: they look at its frames, or call functions of the script. */
import { Intrinsic } from '../functions.ts';
import { type State, typeError } from '../state.ts';
import type { Keywords, Value } from '../values.ts';

export type Run = (state: State, args: readonly Value[], keywords: Keywords) => Value | undefined;

export function table(entries: Readonly<Record<string, readonly [number, number, Run]>>): Map<string, Value> {
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

export const one = (args: readonly Value[]): Value => args[0] ?? null;

export function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw typeError('attribute name must be string');
}
