/*
 * `np.linalg.norm`: norms of vectors and matrices.
 */
import { pow } from '../../language/elementary.ts';
import { type Host, RaisedError, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOf } from './arguments.ts';
import { toArray } from './convert.ts';
import { float64 } from './dtypes.ts';
import { axesFrom, type Fold, foldOver, maxFold, minFold } from './folds.ts';
import { type NdArray, NumpyScalar } from './ndarray.ts';
import { packed } from './reductions.ts';
import { singular } from './singular-values.ts';

const squares: Fold = (x, start, step, n) => {
  let sum = 0;
  for (let i = 0, at = start; i < n; i++, at += step) sum += x[at]! * x[at]!;
  return Math.sqrt(sum);
};
const sizes: Fold = (x, start, step, n) => {
  let sum = 0;
  for (let i = 0, at = start; i < n; i++, at += step) sum += Math.abs(x[at]!);
  return sum;
};

export function norm([x, ord, axis, keepdims]: readonly Given[], host: Host): Value {
  const of = toArray(must(x), host);
  const keeps = flag(keepdims);
  const axes = axesFrom(axis, of.shape.length);
  const isMatrix = axes === undefined ? of.shape.length === 2 : axes.length === 2;
  const order = ord === undefined || ord === null ? undefined : typeof ord === 'string' ? ord : numberOf(ord);
  let fold: Fold = squares;
  if (order !== undefined && order !== 'fro' && !(order === 2 && !isMatrix)) {
    if (isMatrix) return matrixNorm(of, order, host);
    if (order === 1) fold = sizes;
    else if (order === Number.POSITIVE_INFINITY) fold = (a, start, step, n) => extremeSize(a, start, step, n, Math.max);
    else if (order === Number.NEGATIVE_INFINITY) fold = (a, start, step, n) => extremeSize(a, start, step, n, Math.min);
    else if (order === 0) fold = (a, start, step, n) => count(a, start, step, n);
    else if (typeof order === 'number') {
      const p = order;
      fold = (a, start, step, n) => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += pow(Math.abs(a[start + i * step]!), p);
        return pow(sum, 1 / p);
      };
    } else throw new RaisedError('ValueError', `Invalid norm order '${order}' for vectors`);
  }
  const { values, shape } = foldOver(of, axes, keeps, fold, 0, 'norm');
  return packed(values, shape, of.dtype.kind === 'f' ? of.dtype : float64, host);
}

function extremeSize(
  a: Float64Array,
  start: number,
  step: number,
  n: number,
  pick: (p: number, q: number) => number,
): number {
  let found = Math.abs(a[start]!);
  for (let i = 1; i < n; i++) found = pick(found, Math.abs(a[start + i * step]!));
  return found;
}
function count(a: Float64Array, start: number, step: number, n: number): number {
  let found = 0;
  for (let i = 0; i < n; i++) if (a[start + i * step] !== 0) found++;
  return found;
}

function matrixNorm(of: NdArray, order: number | string, host: Host): Value {
  if (order === 2 || order === -2 || order === 'nuc') {
    const { s } = singular(of, host);
    const value = order === 'nuc' ? s.reduce((sum, x) => sum + x, 0) : order === 2 ? s[0]! : s.at(-1)!;
    return new NumpyScalar(float64, value);
  }
  const along = Math.abs(Number(order)) === 1 ? 0 : 1;
  const sums = foldOver(of, [along], false, sizes, 0, 'norm').values;
  if (order === 1 || order === Number.POSITIVE_INFINITY)
    return new NumpyScalar(float64, maxFold(sums, 0, 1, sums.length));
  if (order === -1 || order === Number.NEGATIVE_INFINITY)
    return new NumpyScalar(float64, minFold(sums, 0, 1, sums.length));
  throw new RaisedError('ValueError', 'Invalid norm order for matrices.');
}
