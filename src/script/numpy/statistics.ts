/*
 * Statistics: medians, quantiles, covariance.
 */

import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOf, reductionOptions } from './arguments.ts';
import { castArray } from './casts.ts';
import { toArray } from './convert.ts';
import { float32, float64 } from './dtypes.ts';
import { concatenate } from './elements.ts';
import { raise } from './float-errors.ts';
import { axesFrom, type Fold, foldOver } from './folds.ts';
import { doublesOf, type NdArray, NumpyScalar, type Shape, viewOf, wrap } from './ndarray.ts';
import { matmul } from './products.ts';
import { mean, packed } from './reductions.ts';
import { reshape, transpose } from './shaping.ts';
import { spendOnSorting } from './sorting.ts';
import { floats } from './storage.ts';
import { applyBinary } from './ufunc-calls.ts';
import { divide, subtract } from './ufuncs.ts';

/** `n` elements in ascending order; undefined when one is NaN. */
function sorted(x: Float64Array, start: number, step: number, n: number): Float64Array | undefined {
  const cells = floats(n);
  for (let i = 0; i < n; i++) {
    const cell = x[start + i * step]!;
    if (Number.isNaN(cell)) return undefined;
    cells[i] = cell;
  }
  return cells.sort();
}

export const medianFold: Fold = (x, start, step, n) => {
  const cells = sorted(x, start, step, n);
  if (cells === undefined || n === 0) return Number.NaN;
  const middle = n >> 1;
  return n % 2 === 1 ? cells[middle]! : (cells[middle - 1]! + cells[middle]!) / 2;
};

type Method = (position: number) => number;
const methods: Readonly<Record<string, Method | undefined>> = {
  linear: (position) => position,
  lower: Math.floor,
  higher: Math.ceil,
  midpoint: (position) => (Number.isInteger(position) ? position : Math.floor(position) + 0.5),
  nearest: (position) => {
    const floor = Math.floor(position);
    const rest = position - floor;
    return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
  },
};

/** @param known the sorted elements by their start, which other quantiles have left */
function quantileFold(
  q: number,
  method: Method,
  known: Map<number, Float64Array | undefined>,
  sort: typeof sorted,
): Fold {
  return (x, start, step, count) => {
    const cells = known.has(start) ? known.get(start) : sort(x, start, step, count);
    known.set(start, cells);
    if (cells === undefined || cells.length === 0) return Number.NaN;
    const n = cells.length;
    const position = method(q * (n - 1));
    const low = Math.floor(position);
    const a = cells[low]!;
    const b = cells[Math.min(n - 1, low + 1)]!;
    const t = position - low;
    return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
  };
}

/** `np.quantile`, `np.percentile`, and those that skip NaN. @param sort gives undefined for elements that have no order */
export function quantile(
  name: string,
  [a, q, axis, , , method, keepdims, interpolation]: readonly Given[],
  host: Host,
  sort = sorted,
): Value {
  const of = toArray(must(a), host);
  const wanted = toArray(must(q), host);
  const isPercent = name.endsWith('percentile');
  const rule = methods[String(method ?? interpolation ?? 'linear')];
  if (rule === undefined) throw new RaisedError('ValueError', `'${String(method)}' is not a valid method`);
  const shares = Array.from(doublesOf(wanted), (share) => (isPercent ? share / 100 : share));
  if (shares.some((share) => !(share >= 0 && share <= 1))) {
    throw new RaisedError(
      'ValueError',
      isPercent ? 'Percentiles must be in the range [0, 100]' : 'Quantiles must be in the range [0, 1]',
    );
  }
  const axes = axesFrom(axis, of.shape.length);
  const known = new Map<number, Float64Array | undefined>();
  spendOnSorting(host, of.size);
  const parts = shares.map((share) =>
    foldOver(of, axes, flag(keepdims), quantileFold(share, rule, known, sort), Number.NaN, name),
  );
  const shape: Shape = [...wanted.shape, ...(parts[0]?.shape ?? [])];
  const values = Float64Array.from(parts.flatMap((part) => Array.from(part.values)));
  return packed(values, shape, of.dtype === float32 ? float32 : float64, host);
}

/** Variables in rows: (variables × observations). */
function covariance(m: Value, y: Given, rowvar: boolean, ddof: number, host: Host): NdArray {
  const asRows = (value: Value): NdArray => {
    const of = toArray(value, host);
    const flat = of.shape.length < 2 ? reshape(of, [1, of.size], host) : of;
    return rowvar || flat.shape[0] === 1 ? flat : transpose(flat);
  };
  let x = asRows(m);
  if (y !== undefined && y !== null) x = concatenate([x, asRows(y)], 0, host);
  x = castArray(x, float64, host);
  const observations = x.shape[1]!;
  const centred = applyBinary(subtract, x, mean(x, host, { axis: 1, keepdims: true }), host) as NdArray;
  const products = matmul(centred, transpose(centred), host) as NdArray;
  if (observations - ddof <= 0) host.warn('RuntimeWarning', 'Degrees of freedom <= 0 for slice');
  return applyBinary(divide, products, observations - ddof, host) as NdArray;
}

function covSqueezed(of: NdArray): Value {
  return of.size === 1 ? viewOf(of, [], [], of.offset) : of;
}

export const QUANTILE = 'a, q, axis=, out=, overwrite_input=, method=, keepdims=, interpolation=';

export const statisticsFunctions: readonly NativeFunction[] = [
  native('median', 'a, axis=, out=, overwrite_input=, keepdims=', ([a, axis, out, , keepdims], host) => {
    const of = toArray(must(a), host);
    const options = reductionOptions([axis, undefined, out, keepdims], host);
    spendOnSorting(host, of.size);
    const { values, shape, count } = foldOver(
      of,
      axesFrom(axis, of.shape.length),
      options.keepdims === true,
      medianFold,
      Number.NaN,
      'median',
    );
    if (count === 0) {
      host.warn('RuntimeWarning', 'Mean of empty slice');
      raise(host, 'invalid', shape.length === 0 ? 'scalar divide' : 'divide');
    }
    return packed(values, shape, of.dtype === float32 ? float32 : float64, host);
  }),
  native('percentile', QUANTILE, (args, host) => quantile('percentile', args, host)),
  native('quantile', QUANTILE, (args, host) => quantile('quantile', args, host)),
  native('cov', 'm, y=, rowvar=, bias=, ddof=', ([m, y, rowvar, bias, ddof], host) =>
    covSqueezed(
      covariance(
        must(m),
        y,
        flag(rowvar, true),
        ddof === undefined || ddof === null ? (flag(bias) ? 0 : 1) : numberOf(ddof),
        host,
      ),
    ),
  ),
  native('corrcoef', 'x, y=, rowvar=', ([x, y, rowvar], host) => {
    const c = covariance(must(x), y, flag(rowvar, true), 1, host);
    if (c.size === 1) return new NumpyScalar(float64, (c.data[0] as number) / (c.data[0] as number));
    const n = c.shape[0]!;
    const data = c.data as Float64Array;
    const deviations = Float64Array.from({ length: n }, (_, i) => Math.sqrt(data[i * n + i]!));
    const columns = applyBinary(divide, c, wrap(deviations, float64, [n, 1]), host);
    const scaled = applyBinary(divide, columns, wrap(deviations, float64, [1, n]), host) as NdArray;
    const cells = scaled.data as Float64Array;
    for (let i = 0; i < cells.length; i++) cells[i] = Math.min(1, Math.max(-1, cells[i]!));
    return scaled;
  }),
];
