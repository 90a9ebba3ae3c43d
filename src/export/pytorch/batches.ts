import type { Batches } from '../../language/program.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import { usual } from '../../network/usual.ts';

/**
 * Which examples an iteration works on.
 * @param k counts iterations, from 0 where the batches begin: an expression that binds tighter than a product.
 */
export function batchLines(
  batches: Batches | undefined,
  { batchOrder = usual.batchOrder }: NetworkSettings,
  examples: number,
  k: string,
): readonly string[] {
  if (batches === undefined) return [];
  const { size, epoch } = batches;
  const positions = `(${size === 1 ? k : `${size} * ${k}`} + np.arange(${size})) % ${epoch}`;
  if (batchOrder === 'sequence') return [`rows = ${positions}  # mini-batches`];
  return [
    `if ${k} % ${epoch / size} == 0:  # another order for each epoch`,
    `    order = np.random.permutation(${examples})`,
    `rows = order[${positions}]`,
  ];
}
