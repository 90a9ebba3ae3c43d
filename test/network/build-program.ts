import type { Program } from '../../src/language/program.ts';
import { buildProgram as build } from '../../src/network/build.ts';
import { type GivenSettings, withDefaults } from '../../src/network/settings.ts';

/** The program of a network, with defaults for the settings that are not given. */
export function buildProgram(given: GivenSettings, examples: number): Program {
  return build(withDefaults(given), examples);
}
