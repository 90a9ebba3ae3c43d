import { MAX_SEED } from '../../language/expression.ts';
import { count } from '../../language/wording.ts';

/** `--seed`, as every command has it that trains. */
export const seedOption = {
  type: 'number',
  requiresArg: true,
  coerce: checkSeed,
  describe: "start from this seed instead of the scenario's",
} as const;

function checkSeed(seed: number | undefined): number | undefined {
  if (seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED)) return seed;
  throw new Error(`--seed: expected a whole number from 0 to ${count(MAX_SEED)}`);
}
