/* The layers of a network, computed here from its weights: neither the script machine nor the lines of a reference have a part in it. */
import type { Layer } from '../../language/program.ts';
import type { Source } from './networks.ts';
import type { Values } from './recorder.ts';
import type { Start } from './reference.ts';

/** activation(inputs @ weights + bias), of one example: (1×inputs) → (1×units). Without the weights, no units. */
export function layerOf(
  { weights: matrix, bias, activation }: Layer,
  inputs: readonly number[],
  weights: Values,
): readonly number[] {
  const own = weights.get(matrix);
  const rest = bias === undefined ? undefined : weights.get(bias)?.cells;
  const columns = own?.shape[1] ?? 0;
  return Array.from({ length: columns }, (_, j) => {
    let sum = rest?.[j] ?? 0;
    for (const [i, input] of inputs.entries()) sum += input * (own?.cells[i * columns + j] ?? 0);
    return activation === 'tanh' ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum));
  });
}

/** The predictions of a network for its examples: (examples×outputs). A mask is a factor of the first hidden layer. */
export function predictionsOf(
  { network, program }: Source,
  { weights, mask }: Pick<Start, 'weights' | 'mask'>,
): readonly (readonly number[])[] {
  return network.inputs.map((input, n) => {
    let row: readonly number[] = input;
    for (const [k, layer] of program.roles.layers.entries()) {
      const units = layerOf(layer, row, weights);
      const isMasked = k === 0 && mask !== undefined;
      row = isMasked ? units.map((value, j) => value * (mask.cells[n * units.length + j] ?? 1)) : units;
    }
    return row;
  });
}
