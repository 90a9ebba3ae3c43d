import { binary, call, type Expression, fill, matrix, number, type Shape } from '../language/expression.ts';

/** The rules that draw initial weights. The first is the tutorial's: uniform on [-1, 1). */
export const initialNames = [
  'uniform',
  'xavier uniform',
  'xavier normal',
  'he uniform',
  'he normal',
  'lecun uniform',
  'lecun normal',
] as const;

export type InitialName = (typeof initialNames)[number];

/** Initial weights: drawn by a rule, all the same number, or written out as one matrix for each layer. */
export type Initial = InitialName | number | readonly (readonly (readonly number[])[])[];

/** Uniform on [-1, 1): `2 * random((rows, columns)) - 1`. */
export function uniform({ rows, columns }: Shape): Expression {
  return binary('-', binary('*', number(2), fill('random', rows, columns)), number(1));
}

/**
 * The variance v of a weight, by the inputs (rows) and outputs (columns) of its layer. Normal rules draw with variance v, uniform
 * rules on ±√(3 v), which has the same variance. Glorot and Bengio 2010 (Xavier), He et al. 2015, LeCun et al. 1998.
 */
const variances = {
  xavier: ({ rows, columns }) => binary('/', number(2), binary('+', number(rows), number(columns))),
  he: ({ rows }) => binary('/', number(2), number(rows)),
  lecun: ({ rows }) => binary('/', number(1), number(rows)),
} satisfies Readonly<Record<string, (shape: Shape) => Expression>>;

/**
 * The initial weights of a layer (I×O): `sqrt(2 / (2 + 8)) * randn((2, 8))`.
 * @param layer from 0, for `syn0`.
 */
export function initialWeights(initial: Initial, layer: number, shape: Shape): Expression {
  const { rows, columns } = shape;
  if (typeof initial === 'number') return binary('+', fill('zeros', rows, columns), number(initial));
  if (typeof initial !== 'string') return matrix(initial[layer] ?? []);
  if (initial === 'uniform') return uniform(shape);
  const [rule, kind] = initial.split(' ') as [keyof typeof variances, 'uniform' | 'normal'];
  const variance = variances[rule](shape);
  if (kind === 'normal') return binary('*', call('sqrt', variance), fill('randn', rows, columns));
  return binary('*', call('sqrt', binary('*', number(3), variance)), uniform(shape));
}
