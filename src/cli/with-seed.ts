import type { Scenario } from '../scenario/schema.ts';

/** A scenario that starts from another seed than its own, where one is given. */
export function withSeed(scenario: Scenario, seed: number | undefined): Scenario {
  return seed === undefined ? scenario : { ...scenario, training: { ...scenario.training, seed } };
}
