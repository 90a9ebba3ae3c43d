import { binary, type Expression, fill, matrix, number, type Shape } from '../language/expression.ts';
import type { Initial, InitialName } from './settings.ts';

/** The tutorial's: uniform on [-1, 1). */
export function uniform({ rows, columns }: Shape): Expression {
  return binary('-', binary('*', number(2), fill('random', rows, columns)), number(1));
}

/**
 * How far weights reach, as the variance times the inputs of a unit: uniform on ±√(3 v), or normal with variance v, where v
 * is 2 / (inputs + outputs) (Glorot and Bengio 2010), 2 / inputs (He et al. 2015) or 1 / inputs (LeCun et al. 1998).
 */
const variances: Readonly<Record<string, (shape: Shape) => number>> = {
  xavier: ({ rows, columns }) => 2 / (rows + columns),
  he: ({ rows }) => 2 / rows,
  lecun: ({ rows }) => 1 / rows,
};

/** The weights of the layer with this index, inputs × units. */
export function initialWeights(initial: Initial, layer: number, shape: Shape): Expression {
  const { rows, columns } = shape;
  if (typeof initial === 'number') return binary('+', fill('zeros', rows, columns), number(initial));
  if (typeof initial !== 'string') return matrix(initial[layer] ?? []);
  if (initial === 'uniform') return uniform(shape);
  const [rule, kind] = initial.split(' ') as [string, 'uniform' | 'normal'];
  const variance = variances[rule]?.(shape) ?? 1;
  if (kind === 'normal') return binary('*', number(Math.sqrt(variance)), fill('randn', rows, columns));
  return binary('*', number(Math.sqrt(3 * variance)), uniform(shape));
}

export const initialNames: readonly InitialName[] = [
  'uniform',
  'xavier uniform',
  'xavier normal',
  'he uniform',
  'he normal',
  'lecun uniform',
  'lecun normal',
];
