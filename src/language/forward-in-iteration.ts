import type { Program, Statement } from './program.ts';

/** What an iteration does with the examples that it sees, from its inputs on until it has an error. */
export function forwardInIteration({ iteration, roles }: Program): readonly Statement[] {
  const placeOf = (name: string): number => iteration.findIndex(({ target }) => target === name);
  return iteration.slice(placeOf(roles.inputs), placeOf(roles.error));
}
