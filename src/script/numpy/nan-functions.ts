/*
 * Reductions that skip NaN: `np.nansum`, `np.nanargmax`, `np.nanpercentile` and others.
 */
import { sumFold } from '../../engine/kernels.ts';
import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { dtypeOr, flag, type Given, must } from './arguments.ts';
import { toArray } from './convert.ts';
import { bool, float32, float64, int64, isWhole } from './dtypes.ts';
import { argmaxFold, argminFold, axesFrom, type Fold, foldOver, maxFold, minFold, prodFold } from './folds.ts';
import { doublesOf } from './ndarray.ts';
import { packed, running } from './reductions.ts';
import { medianFold, QUANTILE, quantile } from './statistics.ts';
import { floats } from './storage.ts';

/** A fold over the elements that are not NaN. */
function skipping(fold: Fold, empty: number): Fold {
  return (x, start, step, n) => {
    const kept = floats(n);
    let count = 0;
    for (let i = 0; i < n; i++) {
      const cell = x[start + i * step]!;
      if (!Number.isNaN(cell)) kept[count++] = cell;
    }
    return count === 0 ? empty : fold(kept, 0, 1, count);
  };
}
const meanFold: Fold = (x, start, step, n) => sumFold(x, start, step, n) / n;
const varFold: Fold = (x, start, step, n) => {
  const centre = meanFold(x, start, step, n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const d = x[start + i * step]! - centre;
    total += d * d;
  }
  return total / n;
};
const stdFold: Fold = (x, start, step, n) => Math.sqrt(varFold(x, start, step, n));

const reductions = (
  [
    ['nansum', sumFold, 0],
    ['nanprod', prodFold, 1],
    ['nanmax', maxFold, Number.NaN],
    ['nanmin', minFold, Number.NaN],
    ['nanmean', meanFold, Number.NaN],
    ['nanvar', varFold, Number.NaN],
    ['nanstd', stdFold, Number.NaN],
    ['nanmedian', medianFold, Number.NaN],
  ] as const
).map(([name, fold, empty]) =>
  native(name, 'a, axis=, dtype=, out=, keepdims=', ([a, axis, dtype, , keepdims], host) => {
    const of = toArray(must(a), host);
    spend(host, 2 * of.size);
    const { values, shape } = foldOver(
      of,
      axesFrom(axis, of.shape.length),
      flag(keepdims),
      skipping(fold, empty),
      empty,
      name,
    );
    const keeps = name === 'nansum' || name === 'nanprod' || name === 'nanmax' || name === 'nanmin';
    if (values.some(Number.isNaN))
      host.warn('RuntimeWarning', keeps ? 'All-NaN slice encountered' : 'Mean of empty slice');
    const isCounted = isWhole(of.dtype) || of.dtype === bool;
    // Sums and products of whole numbers are int64.
    const whole = name === 'nansum' || name === 'nanprod' ? int64 : of.dtype;
    const own = keeps && isCounted ? whole : of.dtype === float32 ? float32 : float64;
    return packed(values, shape, dtypeOr(dtype) ?? own, host);
  }),
);

/** The position of the largest or the smallest of the elements that are not NaN. */
function argSkipping(fold: Fold, worst: number): Fold {
  return (x, start, step, n) => {
    const cells = floats(n);
    let count = 0;
    for (let i = 0; i < n; i++) {
      const cell = x[start + i * step]!;
      cells[i] = Number.isNaN(cell) ? worst : cell;
      if (!Number.isNaN(cell)) count++;
    }
    if (n > 0 && count === 0) throw new RaisedError('ValueError', 'All-NaN slice encountered');
    return fold(cells, 0, 1, n);
  };
}

const places = (
  [
    ['nanargmax', argmaxFold, Number.NEGATIVE_INFINITY],
    ['nanargmin', argminFold, Number.POSITIVE_INFINITY],
  ] as const
).map(([name, fold, worst]) =>
  native(name, 'a, axis=, out=, *, keepdims=', ([a, axis, , keepdims], host) => {
    const of = toArray(must(a), host);
    spend(host, 2 * of.size);
    const axes = axesFrom(axis, of.shape.length);
    const found = foldOver(of, axes, flag(keepdims), argSkipping(fold, worst), undefined, name.slice('nan'.length));
    return packed(found.values, found.shape, int64, host);
  }),
);

/** Sums or products so far, in which NaN changes nothing. */
function runningSkipping(which: 'sum' | 'prod', [a, axis, dtype]: readonly Given[], host: Host): Value {
  const of = toArray(must(a), host);
  const neutral = which === 'sum' ? 0 : 1;
  const cells = of.dtype.kind === 'f' ? doublesOf(of).map((cell) => (Number.isNaN(cell) ? neutral : cell)) : undefined;
  const clean = cells === undefined ? of : packed(cells, of.shape, of.dtype, host);
  return running(which, clean, axis, dtypeOr(dtype), host);
}

/** The elements that are not NaN in ascending order. */
function sortedNumbers(x: Float64Array, start: number, step: number, n: number): Float64Array {
  const cells = floats(n);
  for (let i = 0; i < n; i++) cells[i] = x[start + i * step]!;
  return cells.filter((cell) => !Number.isNaN(cell)).sort();
}

export const nanFunctions: readonly NativeFunction[] = [
  ...reductions,
  ...places,
  native('nancumsum', 'a, axis=, dtype=', (args, host) => runningSkipping('sum', args, host)),
  native('nancumprod', 'a, axis=, dtype=', (args, host) => runningSkipping('prod', args, host)),
  ...['nanquantile', 'nanpercentile'].map((name) =>
    native(name, QUANTILE, (args, host) => quantile(name, args, host, sortedNumbers)),
  ),
];
