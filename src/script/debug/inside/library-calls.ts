/* The functions of NumPy and Python whose cells are explained: by the cell that they copy, their arguments, an operator, or a reduction. */
import type { Argument, Expression } from '../../syntax/tree.ts';
import type { Seen } from './record.ts';

/** The name of a function without its module or type: `ndarray.dot` is `dot`. */
export function functionNamed(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Functions whose result has the numbers of their first argument, row by row. */
const FLAT: ReadonlySet<string> = new Set([
  'reshape',
  'ravel',
  'flatten',
  'copy',
  'array',
  'asarray',
  'ascontiguousarray',
  'asanyarray',
  'astype',
  'squeeze',
  'expand_dims',
  'atleast_1d',
  'atleast_2d',
]);

export function isFlat(name: string): boolean {
  return FLAT.has(name);
}

/** Reductions of an array along an axis. */
const FOLDS: ReadonlySet<string> = new Set(['sum', 'mean', 'max', 'amax', 'min', 'amin', 'prod', 'argmax', 'argmin']);

export function isFold(name: string): boolean {
  return FOLDS.has(name);
}

/** The number of arguments of each elementwise function. */
const ARGUMENT_COUNTS: Readonly<Record<string, number>> = {
  exp: 1,
  exp2: 1,
  expm1: 1,
  log: 1,
  log2: 1,
  log10: 1,
  log1p: 1,
  sqrt: 1,
  cbrt: 1,
  square: 1,
  tanh: 1,
  sinh: 1,
  cosh: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  arctan: 1,
  arcsin: 1,
  arccos: 1,
  absolute: 1,
  abs: 1,
  fabs: 1,
  negative: 1,
  sign: 1,
  floor: 1,
  ceil: 1,
  rint: 1,
  round: 1,
  reciprocal: 1,
  float: 1,
  int: 1,
  isnan: 1,
  logical_not: 1,
  maximum: 2,
  minimum: 2,
  fmax: 2,
  fmin: 2,
  power: 2,
  hypot: 2,
  arctan2: 2,
  mod: 2,
  clip: 3,
};

/** Functions that are operators by another name. */
const OPERATORS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  true_divide: '/',
  greater: '>',
  greater_equal: '>=',
  less: '<',
  less_equal: '<=',
  equal: '==',
  not_equal: '!=',
};

/** The number of arguments of an elementwise function; undefined for another one. */
export function argumentCountOf(name: string): number | undefined {
  return ARGUMENT_COUNTS[name];
}

/** The operator that a function stands for: `+` of `add`. */
export function operatorOf(name: string): string | undefined {
  return OPERATORS[name];
}

type Read = (node: Expression) => Seen | undefined;

/** The axis of a reduction; undefined for all axes, `unknown` where it is not a single one, or where the call says more. */
export function axisAt(others: readonly Argument[], read: Read): number | undefined | 'unknown' {
  const isMore = others.some(({ name }) => name === 'where' || name === 'initial');
  if (isMore || others.filter(({ kind }) => kind === 'positional').length > 1) return 'unknown';
  const given = others.find(({ kind, name }, at) => (kind === 'positional' && at === 0) || name === 'axis');
  if (given === undefined) return undefined;
  const seen = read(given.value);
  if (seen?.gist.single === null) return undefined;
  return typeof seen?.gist.single === 'number' ? seen.gist.single : 'unknown';
}

/** True where a function reads an array in an order that is not row by row. */
export function isReordered(others: readonly Argument[], read: Read): boolean {
  return others.some(({ name, value }) => name === 'order' || /^[FAK]$/.test(String(read(value)?.gist.single)));
}

export function keepsDimensions(others: readonly Argument[], read: Read): boolean {
  const given = others.find(({ name }) => name === 'keepdims');
  return given !== undefined && read(given.value)?.gist.single === true;
}
