import { mentions } from './expression.ts';
import { type Program, parameters } from './program.ts';

/**
 * The names that hold what a network has learned: its parameters, and what else is kept from one iteration to the next for
 * the lines that predict, as running means are.
 */
export function learned(program: Program): readonly string[] {
  const own = parameters(program);
  const { setup, iteration, evaluation } = program;
  const changing = new Set(iteration.map(({ target }) => target));
  const kept = setup
    .map(({ target }) => target)
    .filter((name) => changing.has(name) && !own.includes(name))
    .filter((name) => evaluation?.lines.some(({ value }) => mentions(value, name)) === true);
  return [...own, ...new Set(kept)];
}
