import { buildProgram as build, type NetworkProgram } from '../../src/network/build.ts';
import { type GivenSettings, withDefaults } from '../../src/network/settings.ts';

/** The program of a network, with defaults for the settings that are not given. */
export function buildProgram(given: GivenSettings, examples: number): NetworkProgram {
  return build(withDefaults(given), examples);
}
