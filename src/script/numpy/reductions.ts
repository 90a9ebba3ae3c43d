/*
 * Reductions: sums, means, extremes over one axis, several, or all.
 */

import { sumFold } from '../../engine/kernels.ts';
import { spend } from '../machine/bounds.ts';
import { type Host, RaisedError, type Value } from '../machine/values.ts';
import { castNumber } from './casts.ts';
import { toArray } from './convert.ts';
import { bool, type Dtype, float32, float64, int64, isNumeric, isWhole, tooLarge, uint64 } from './dtypes.ts';
import { raise } from './float-errors.ts';
import {
  allFold,
  anyFold,
  argmaxFold,
  argminFold,
  axesFrom,
  axesOrFirst,
  type Fold,
  foldOver,
  maxFold,
  minFold,
  prodFold,
} from './folds.ts';
import { assign } from './indexing.ts';
import { adopt, create, doublesOf, NdArray, type Shape, unwrapped, wrap } from './ndarray.ts';
import { delivered, reduced } from './outputs.ts';
import { floats } from './storage.ts';

/** Numbers as an array of a data type, or as a scalar. */
export function packed(values: Float64Array, shape: Shape, dtype: Dtype, host: Host): Value {
  if (dtype === float64) return unwrapped(adopt(host, values, float64, shape));
  const made = create(host, dtype, shape);
  const isExact = isWhole(dtype);
  for (let i = 0; i < values.length; i++) {
    if (isExact && !Number.isSafeInteger(values[i]!)) throw tooLarge();
    made.data[i] = castNumber(values[i]! + (isExact ? 0 : -0), isExact ? dtype : float64, dtype);
  }
  return unwrapped(made);
}

export interface ReductionOptions {
  readonly axis?: Value | undefined;
  readonly keepdims?: boolean;
  readonly dtype?: Dtype | undefined;
  readonly out?: NdArray | undefined;
  readonly initial?: number | undefined;
  /** A bool array: only where it is true, elements count. */
  readonly where?: NdArray | undefined;
}

function numbersOnly(of: NdArray, name: string): void {
  if (isNumeric(of.dtype)) return;
  throw new RaisedError(
    'TypeError',
    of.dtype.kind === 'U'
      ? `the resolved dtypes are not compatible with ${name}.reduce. Resolved (dtype('${of.dtype.code}'), dtype('${of.dtype.code}'), dtype('<U${of.dtype.bytes / 2}'))`
      : `${name} of an array of objects is not supported here`,
    'The array does not hold numbers; look at the values from which it was made.',
  );
}

type Sum = 'sum' | 'prod';
/** `np.sum`, `np.prod`. */
export function total(which: Sum, value: Value, host: Host, options: ReductionOptions): Value {
  const of = toArray(value, host);
  spend(host, of.size);
  numbersOnly(of, which === 'sum' ? 'add' : 'multiply');
  const { dtype } = of;
  const result =
    options.dtype ??
    (dtype.kind === 'b' || (isWhole(dtype) && dtype.bytes < 8) ? (dtype.kind === 'u' ? uint64 : int64) : dtype);
  const identity = which === 'sum' ? 0 : 1;
  const from = options.where === undefined ? of : replaced(of, options.where, identity, host);
  const axes = axesOrFirst(options.axis, of.shape.length);
  const { values, shape } = foldOver(
    from,
    axes,
    options.keepdims === true,
    which === 'sum' ? sumFold : prodFold,
    identity,
    which,
  );
  const { initial } = options;
  if (initial !== undefined)
    for (let i = 0; i < values.length; i++) values[i] = which === 'sum' ? values[i]! + initial : values[i]! * initial;
  if (result.kind === 'f' && !isClean(values)) explainSum(of, values, host);
  return delivered(
    packed(values, shape, result, host),
    options.out,
    host,
    reduced(which === 'sum' ? 'add' : 'multiply', of.shape, axes),
  );
}

function isClean(values: Float64Array): boolean {
  let check = 0;
  for (let i = 0; i < values.length; i++) check += values[i]! - values[i]!;
  return check === 0;
}

function explainSum(of: NdArray, values: Float64Array, host: Host): void {
  const cells = doublesOf(of);
  if (cells.every((x) => Number.isFinite(x))) raise(host, 'over', 'reduce');
  else if (values.some(Number.isNaN) && !cells.some(Number.isNaN)) raise(host, 'invalid', 'reduce');
}

/** A copy in which elements outside of the mask have a value that changes nothing. */
function replaced(of: NdArray, where: NdArray, neutral: number, host: Host): NdArray {
  const cells = doublesOf(of);
  const made = create(host, float64, of.shape);
  const mask = create(host, bool, of.shape);
  assign(mask, where, host);
  for (let i = 0; i < cells.length; i++) made.data[i] = (mask.data as Uint8Array)[i] === 1 ? cells[i]! : neutral;
  return made;
}

type Extreme = 'maximum' | 'minimum';
/** `np.max`, `np.min`. */
export function extreme(which: Extreme, value: Value, host: Host, options: ReductionOptions): Value {
  const of = toArray(value, host);
  spend(host, of.size);
  const { initial } = options;
  if (of.dtype.kind === 'U') {
    const type = `dtype('${of.dtype.code}')`;
    throw new RaisedError(
      'TypeError',
      `ufunc '${which}' did not contain a loop with signature matching types (${type}, ${type}) -> None`,
    );
  }
  numbersOnly(of, which);
  const neutral = which === 'maximum' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const from = options.where === undefined ? of : replaced(of, options.where, initial ?? neutral, host);
  const axes = axesOrFirst(options.axis, of.shape.length);
  const fold = which === 'maximum' ? maxFold : minFold;
  const { values, shape } = foldOver(from, axes, options.keepdims === true, fold, initial, which);
  if (initial !== undefined) {
    for (let i = 0; i < values.length; i++)
      values[i] = which === 'maximum' ? Math.max(values[i]!, initial) : Math.min(values[i]!, initial);
  }
  return delivered(
    packed(values, shape, options.dtype ?? of.dtype, host),
    options.out,
    host,
    reduced(which, of.shape, axes),
  );
}

/** `np.any`, `np.all`. */
export function truthOver(which: 'any' | 'all', value: Value, host: Host, options: ReductionOptions): Value {
  const of = toArray(value, host);
  spend(host, of.size);
  const fold = which === 'any' ? anyFold : allFold;
  const axes = axesOrFirst(options.axis, of.shape.length);
  const { values, shape } = foldOver(of, axes, options.keepdims === true, fold, which === 'any' ? 0 : 1, which);
  return delivered(
    packed(values, shape, bool, host),
    options.out,
    host,
    reduced(which === 'any' ? 'logical_or' : 'logical_and', of.shape, axes),
  );
}

/** `np.argmax`, `np.argmin`. */
export function argExtreme(which: 'argmax' | 'argmin', value: Value, host: Host, options: ReductionOptions): Value {
  const of = toArray(value, host);
  spend(host, of.size);
  numbersOnly(of, which);
  const axes = axesOrFirst(options.axis, of.shape.length);
  const fold = which === 'argmax' ? argmaxFold : argminFold;
  const { values, shape } = foldOver(of, axes, options.keepdims === true, fold, undefined, which);
  return delivered(
    packed(values, shape, int64, host),
    options.out,
    host,
    () => `output array does not match result of np.${which}.`,
  );
}

function meanType(of: NdArray, wanted: Dtype | undefined): Dtype {
  return wanted ?? (of.dtype === float32 ? float32 : float64);
}

/** `np.mean`. */
export function mean(value: Value, host: Host, options: ReductionOptions): Value {
  const of = toArray(value, host);
  spend(host, of.size);
  numbersOnly(of, 'add');
  const axes = axesFrom(options.axis, of.shape.length);
  const source = options.where === undefined ? of : replaced(of, options.where, 0, host);
  const { values, shape, count } = foldOver(source, axes, options.keepdims === true, sumFold, 0, 'mean');
  let divisors: Float64Array | undefined;
  if (options.where !== undefined) {
    const ones = create(host, float64, of.shape);
    ones.data.fill(1 as never);
    divisors = foldOver(
      replaced(ones, options.where, 0, host),
      axes,
      options.keepdims === true,
      sumFold,
      0,
      'mean',
    ).values;
  }
  if (of.size === 0 || count === 0) {
    host.warn('RuntimeWarning', 'Mean of empty slice');
    raise(host, 'invalid', shape.length === 0 ? 'scalar divide' : 'divide');
  }
  if (!isClean(values)) explainSum(of, values, host);
  for (let i = 0; i < values.length; i++) values[i] = values[i]! / (divisors?.[i] ?? count);
  return delivered(
    packed(values, shape, meanType(of, options.dtype), host),
    options.out,
    host,
    reduced('add', of.shape, axes),
  );
}

/** `np.var`, and its square root `np.std`. @param ddof is subtracted from the number of elements. */
export function variance(
  which: 'var' | 'std',
  value: Value,
  host: Host,
  ddof: number,
  options: ReductionOptions,
): Value {
  const of = toArray(value, host);
  spend(host, of.size);
  numbersOnly(of, 'add');
  const axes = axesFrom(options.axis, of.shape.length);
  const fold: Fold = (x, start, step, n) => {
    const centre = sumFold(x, start, step, n) / n;
    let total = 0;
    for (let i = 0, at = start; i < n; i++, at += step) {
      const d = x[at]! - centre;
      total += d * d;
    }
    return total;
  };
  const { values, shape, count } = foldOver(of, axes, options.keepdims === true, fold, 0, which);
  const divisor = Math.max(count - ddof, 0);
  if (divisor <= 0) {
    host.warn('RuntimeWarning', 'Degrees of freedom <= 0 for slice');
    if (count === 0 || shape.length > 0) raise(host, 'invalid', 'divide');
    if (shape.length === 0) raise(host, 'invalid', 'scalar divide');
  }
  for (let i = 0; i < values.length; i++) {
    const v = values[i]! / divisor;
    values[i] = which === 'std' ? Math.sqrt(v) : v;
  }
  return delivered(
    packed(values, shape, meanType(of, options.dtype), host),
    options.out,
    host,
    reduced('add', of.shape, axes),
  );
}

/** Running sums or products along an axis; of the flattened array without one. */
export function running(
  which: Sum,
  value: Value,
  axis: Value | undefined,
  dtype: Dtype | undefined,
  host: Host,
): NdArray {
  let of = toArray(value, host);
  spend(host, of.size);
  numbersOnly(of, which === 'sum' ? 'add' : 'multiply');
  const axes = axesOrFirst(axis, of.shape.length);
  if (axes === undefined) of = wrap(doublesOf(of), of.dtype.kind === 'f' ? float64 : of.dtype, [of.size]);
  const along = axes?.[0] ?? 0;
  const source = toArray(value, host).dtype;
  const result =
    dtype ??
    (source.kind === 'b' || (isWhole(source) && source.bytes < 8) ? (source.kind === 'u' ? uint64 : int64) : source);
  const x = doublesOf(of);
  const count = of.shape[along]!;
  let inside = 1;
  for (let k = along + 1; k < of.shape.length; k++) inside *= of.shape[k]!;
  const values = floats(x.length);
  for (let i = 0; i < x.length; i++) {
    const isFirst = Math.floor(i / inside) % count === 0;
    const before = isFirst ? (which === 'sum' ? 0 : 1) : values[i - inside]!;
    values[i] = which === 'sum' ? before + x[i]! : before * x[i]!;
  }
  const made = packed(values, of.shape, result, host);
  return made instanceof NdArray ? made : toArray(made, host);
}
