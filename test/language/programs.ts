import type { Shape } from '../../src/language/expression.ts';
import type { ProgramWith, RoleName } from '../../src/language/program.ts';
import { parseStatements } from './python.ts';

/** A program written as a person would write it, for what the builder does not write. */
export function programOf(
  given: Readonly<Record<string, Shape>>,
  setup: string,
  iteration: string,
): ProgramWith<RoleName> {
  return {
    given: Object.entries(given).map(([name, shape]) => ({ name, shape })),
    setup: parseStatements(setup),
    iteration: parseStatements(iteration),
    roles: { examples: 'X', inputs: 'l0', target: 'y', prediction: 'l1', error: 'l1_error', layers: [] },
  };
}
