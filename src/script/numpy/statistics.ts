/*
 * Statistics and sets: quantiles, covariance, histograms, distinct elements, and functions that skip NaN.
 */
import { native } from '../machine/natives.ts';
import { type Host, List, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { dtypeOr, flag, type Given, must, numberOf, numberOr, reductionOptions } from './arguments.ts';
import { castArray, fromNumbers, itemsOf, toArray } from './convert.ts';
import { allocate, bool, type Dtype, float32, float64, int64, isWhole } from './dtypes.ts';
import { concatenate, partsAt } from './elements.ts';
import { raise } from './float-errors.ts';
import {
  cellsOf,
  create,
  doublesOf,
  NdArray,
  NumpyScalar,
  type Shape,
  sizeOf,
  unwrapped,
  viewOf,
  wrap,
} from './ndarray.ts';
import { matmul } from './products.ts';
import { axesFrom, type Fold, foldOver, maxFold, mean, minFold, packed, prodFold, sumFold } from './reductions.ts';
import { axisOf, ravel, reshape, transpose, wholeFrom } from './shaping.ts';
import { orderOf, positionIn } from './sorting.ts';
import { applyBinary, expanded } from './ufunc.ts';
import { divide, notEqual, subtract } from './ufuncs.ts';

/** `n` elements in ascending order; undefined when one is NaN. */
function sorted(x: Float64Array, start: number, step: number, n: number): Float64Array | undefined {
  const cells = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const cell = x[start + i * step]!;
    if (Number.isNaN(cell)) return undefined;
    cells[i] = cell;
  }
  return cells.sort();
}

const medianFold: Fold = (x, start, step, n) => {
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

function quantileFold(q: number, method: Method): Fold {
  return (x, start, step, n) => {
    const cells = sorted(x, start, step, n);
    if (cells === undefined || n === 0) return Number.NaN;
    const position = method(q * (n - 1));
    const low = Math.floor(position);
    const a = cells[low]!;
    const b = cells[Math.min(n - 1, low + 1)]!;
    const t = position - low;
    return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
  };
}

function quantile(
  name: string,
  [a, q, axis, , , method, keepdims, interpolation]: readonly Given[],
  host: Host,
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
  const parts = shares.map((share) => foldOver(of, axes, flag(keepdims), quantileFold(share, rule), Number.NaN, name));
  const shape: Shape = [...wanted.shape, ...(parts[0]?.shape ?? [])];
  const values = Float64Array.from(parts.flatMap((part) => Array.from(part.values)));
  return packed(values, shape, of.dtype === float32 ? float32 : float64, host);
}

/** A fold over the elements that are not NaN. */
function skipping(fold: Fold, empty: number): Fold {
  return (x, start, step, n) => {
    const kept = new Float64Array(n);
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

const skippingNaN = (
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
    const own = keeps && isWhole(of.dtype) ? of.dtype : of.dtype === float32 ? float32 : float64;
    return packed(values, shape, dtypeOr(dtype) ?? own, host);
  }),
);

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

function histogram([a, bins, range, density, weights]: readonly Given[], host: Host): Value {
  const cells = doublesOf(toArray(must(a), host));
  const edges = edgesOf(cells, bins, range, host);
  const counts = new Float64Array(edges.length - 1);
  const shares = weights === undefined || weights === null ? undefined : doublesOf(toArray(weights, host));
  const last = edges.length - 1;
  cells.forEach((cell, i) => {
    if (!(cell >= edges[0]! && cell <= edges[last]!)) return;
    const bin = Math.min(last - 1, positionIn(edges, cell, true) - 1);
    counts[bin] = counts[bin]! + (shares?.[i] ?? 1);
  });
  const edgeArray = isSequence(bins) ? toArray(bins, host) : wrap(edges, float64, [edges.length]);
  if (!flag(density))
    return new Tuple([packed(counts, [last], shares === undefined ? int64 : float64, host), edgeArray]);
  const total = sumFold(counts, 0, 1, last);
  const shareOf = counts.map((count, i) => count / (edges[i + 1]! - edges[i]!) / total);
  return new Tuple([wrap(shareOf, float64, [last]), edgeArray]);
}

function isSequence(bins: Given): bins is Value {
  return bins instanceof NdArray || bins instanceof List || bins instanceof Tuple;
}

function edgesOf(cells: Float64Array, bins: Given, range: Given, host: Host): Float64Array {
  if (bins !== undefined && bins !== null && typeof bins !== 'number' && !(bins instanceof NumpyScalar)) {
    if (typeof bins === 'string')
      throw new RaisedError('ValueError', `bins='${bins}' is not supported here`, 'Give the number of bins.');
    return doublesOf(toArray(bins, host)).slice();
  }
  const count = bins === undefined || bins === null ? 10 : wholeFrom(bins);
  if (count < 1) throw new RaisedError('ValueError', '`bins` must be positive, when an integer');
  const given = range === undefined || range === null ? undefined : itemsOf(range, host)?.map(numberOf);
  let low = given?.[0] ?? (cells.length === 0 ? 0 : minFold(cells, 0, 1, cells.length));
  let high = given?.[1] ?? (cells.length === 0 ? 1 : maxFold(cells, 0, 1, cells.length));
  if (low > high) throw new RaisedError('ValueError', 'max must be larger than min in range parameter.');
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new RaisedError('ValueError', `autodetected range of [${low}, ${high}] is not finite`);
  }
  if (low === high) {
    low -= 0.5;
    high += 0.5;
  }
  const step = (high - low) / count;
  return Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? high : i * step + low));
}

type Cell = number | string;

/** Distinct elements in ascending order, and where they are. */
function unique([ar, returnIndex, returnInverse, returnCounts, axis]: readonly Given[], host: Host): Value {
  const given = toArray(must(ar), host);
  if (axis !== undefined && axis !== null)
    return uniqueRows(given, wholeFrom(axis), [returnIndex, returnInverse, returnCounts], host);
  if (given.dtype.kind === 'O')
    throw new RaisedError('TypeError', 'np.unique of an array of objects is not supported here');
  const cells = cellsOf(given) as ArrayLike<Cell>;
  const order = orderOf(cells, 0, given.size);
  const firsts: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(given.size);
  order.forEach((place, i) => {
    const before = i === 0 ? undefined : cells[order[i - 1]!];
    const isEqual =
      i > 0 && (cells[place] === before || (Number.isNaN(cells[place] as number) && Number.isNaN(before as number)));
    if (!isEqual) {
      firsts.push(place);
      counts.push(0);
    }
    counts[counts.length - 1]! += 1;
    inverse[place] = counts.length - 1;
  });
  const data = allocate(given.dtype, firsts.length);
  firsts.forEach((place, i) => {
    data[i] = cells[place] as never;
  });
  const results: Value[] = [wrap(data, given.dtype, [firsts.length])];
  if (flag(returnIndex)) results.push(fromNumbers(firsts, int64, [firsts.length]));
  if (flag(returnInverse)) results.push(wrap(inverse, int64, given.shape));
  if (flag(returnCounts)) results.push(fromNumbers(counts, int64, [counts.length]));
  return results.length === 1 ? results[0]! : new Tuple(results);
}

function uniqueRows(
  given: NdArray,
  axis: number,
  [returnIndex, returnInverse, returnCounts]: readonly Given[],
  host: Host,
): Value {
  const along = axisOf(axis, given.shape.length);
  const moved = transpose(given, [along, ...given.shape.map((_, k) => k).filter((k) => k !== along)]);
  const cells = cellsOf(moved) as ArrayLike<Cell>;
  const n = moved.shape[0]!;
  const width = sizeOf(moved.shape.slice(1));
  const compare = (p: number, q: number): number => {
    for (let k = 0; k < width; k++) {
      const a = cells[p * width + k]!;
      const b = cells[q * width + k]!;
      if (a < b) return -1;
      if (a > b) return 1;
    }
    return 0;
  };
  const order = Array.from({ length: n }, (_, i) => i).sort((p, q) => compare(p, q) || p - q);
  const firsts: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(n);
  order.forEach((place, i) => {
    if (i === 0 || compare(place, order[i - 1]!) !== 0) {
      firsts.push(place);
      counts.push(0);
    }
    counts[counts.length - 1]! += 1;
    inverse[place] = counts.length - 1;
  });
  const results: Value[] = [partsAt(given, along, firsts, host)];
  if (flag(returnIndex)) results.push(fromNumbers(firsts, int64, [firsts.length]));
  if (flag(returnInverse)) results.push(wrap(inverse, int64, [n]));
  if (flag(returnCounts)) results.push(fromNumbers(counts, int64, [counts.length]));
  return results.length === 1 ? results[0]! : new Tuple(results);
}

function isIn(element: Value, tests: Value, invert: boolean, host: Host): NdArray {
  const of = toArray(element, host);
  const known = new Set<unknown>(cellsOf(toArray(tests, host)) as Iterable<unknown>);
  const cells = cellsOf(of);
  const made = create(host, bool, of.shape);
  for (let i = 0; i < of.size; i++) made.data[i] = (known.has(cells[i]) !== invert ? 1 : 0) as never;
  return made;
}

/** Distinct elements of two arrays that a condition keeps, in ascending order. */
function combined(a: Value, b: Value, keeps: (inA: boolean, inB: boolean) => boolean, host: Host): Value {
  const x = ravel(toArray(a, host), host);
  const y = ravel(toArray(b, host), host);
  const all = unique([concatenate([x, y], 0, host)], host) as NdArray;
  const inA = cellsOf(isIn(all, x, false, host)) as Uint8Array;
  const inB = cellsOf(isIn(all, y, false, host)) as Uint8Array;
  const places: number[] = [];
  for (let i = 0; i < all.size; i++) if (keeps(inA[i] === 1, inB[i] === 1)) places.push(i);
  return partsAt(all, 0, places, host);
}

function difference(of: NdArray, n: number, axis: number, host: Host): NdArray {
  if (n === 0) return of;
  const along = axisOf(axis, of.shape.length);
  const size = of.shape[along]!;
  const part = (from: number): NdArray =>
    viewOf(of, of.shape.with(along, Math.max(0, size - 1)), of.strides, of.offset + from * of.strides[along]!);
  const f = of.dtype === bool ? notEqual : subtract;
  return difference(applyBinary(f, part(size > 0 ? 1 : 0), part(0), host) as NdArray, n - 1, axis, host);
}

function bincount([x, weights, minlength]: readonly Given[], host: Host): Value {
  const of = toArray(must(x), host);
  if (!isWhole(of.dtype) && of.size > 0) {
    throw new RaisedError(
      'TypeError',
      `Cannot cast array data from dtype('${of.dtype.name}') to dtype('int64') according to the rule 'safe'`,
    );
  }
  const cells = doublesOf(of);
  const shares = weights === undefined || weights === null ? undefined : doublesOf(toArray(weights, host));
  let length = numberOr(minlength, 0);
  for (const cell of cells) {
    if (cell < 0) throw new RaisedError('ValueError', "'list' argument must have no negative elements");
    length = Math.max(length, cell + 1);
  }
  const counts = new Float64Array(length);
  cells.forEach((cell, i) => {
    counts[cell] = counts[cell]! + (shares?.[i] ?? 1);
  });
  return packed(counts, [length], shares === undefined ? int64 : float64, host);
}

function interpolate([x, xp, fp, left, right]: readonly Given[], host: Host): Value {
  const of = toArray(must(x), host);
  const xs = doublesOf(toArray(must(xp), host));
  const ys = doublesOf(toArray(must(fp), host));
  const last = xs.length - 1;
  const values = doublesOf(of).map((at) => {
    if (Number.isNaN(at)) return at;
    if (at < xs[0]!) return numberOr(left, ys[0]!);
    if (at > xs[last]!) return numberOr(right, ys[last]!);
    const k = positionIn(xs, at, true) - 1;
    if (k >= last) return ys[last]!;
    const slope = (ys[k + 1]! - ys[k]!) / (xs[k + 1]! - xs[k]!);
    return slope * (at - xs[k]!) + ys[k]!;
  });
  return unwrapped(wrap(values, float64, of.shape));
}

function convolve([a, v, mode]: readonly Given[], isCorrelation: boolean, host: Host): Value {
  let x = doublesOf(toArray(must(a), host));
  let y = doublesOf(toArray(must(v), host));
  const p = toArray(must(a), host).dtype;
  const q = toArray(must(v), host).dtype;
  if (isCorrelation) y = y.slice().reverse();
  const swaps = !isCorrelation && y.length > x.length;
  if (swaps) [x, y] = [y, x];
  const full = new Float64Array(x.length + y.length - 1);
  for (let i = 0; i < full.length; i++) {
    let sum = 0;
    for (let k = Math.max(0, i - y.length + 1); k <= Math.min(i, x.length - 1); k++) sum += x[k]! * y[i - k]!;
    full[i] = sum;
  }
  const kind = mode ?? (isCorrelation ? 'valid' : 'full');
  const short = Math.min(x.length, y.length);
  const long = Math.max(x.length, y.length);
  const [from, count] =
    kind === 'full'
      ? [0, full.length]
      : kind === 'same'
        ? [Math.floor((short - 1) / 2), long]
        : [short - 1, long - short + 1];
  const part = full.slice(from, from + count);
  const dtype: Dtype = isWhole(p) && isWhole(q) ? int64 : float64;
  return packed(part, [part.length], dtype, host);
}

function gradientOf(of: NdArray, step: number, axis: number): NdArray {
  const x = doublesOf(of);
  const n = of.shape[axis]!;
  if (n < 2) {
    throw new RaisedError(
      'ValueError',
      'Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.',
    );
  }
  const inside = sizeOf(of.shape.slice(axis + 1));
  const values = x.map((cell, i) => {
    const k = Math.floor(i / inside) % n;
    if (k === 0) return (x[i + inside]! - cell) / step;
    if (k === n - 1) return (cell - x[i - inside]!) / step;
    return (x[i + inside]! - x[i - inside]!) / (2 * step);
  });
  return wrap(values, float64, of.shape);
}

const QUANTILE = 'a, q, axis=, out=, overwrite_input=, method=, keepdims=, interpolation=';

export const statisticsFunctions: readonly NativeFunction[] = [
  ...skippingNaN,
  native('median', 'a, axis=, out=, overwrite_input=, keepdims=', ([a, axis, out, , keepdims], host) => {
    const of = toArray(must(a), host);
    const options = reductionOptions([axis, undefined, out, keepdims], host);
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
  native('histogram', 'a, bins=, range=, density=, weights=', (args, host) => histogram(args, host)),
  native('histogram_bin_edges', 'a, bins=, range=', ([a, bins, range], host) => {
    const edges = edgesOf(doublesOf(toArray(must(a), host)), bins, range, host);
    return wrap(edges, float64, [edges.length]);
  }),
  native('bincount', 'x, weights=, minlength=', (args, host) => bincount(args, host)),
  native('digitize', 'x, bins, right=', ([x, bins, right], host) => {
    const of = toArray(must(x), host);
    const edges = doublesOf(toArray(must(bins), host));
    const isFalling = edges.length > 1 && edges[0]! > edges.at(-1)!;
    const rising = isFalling ? edges.slice().reverse() : edges;
    const made = create(host, int64, of.shape);
    doublesOf(of).forEach((cell, i) => {
      const position = positionIn(rising, cell, isFalling ? flag(right) : !flag(right));
      made.data[i] = (isFalling ? edges.length - position : position) as never;
    });
    return unwrapped(made);
  }),
  native('unique', 'ar, return_index=, return_inverse=, return_counts=, axis=, *, equal_nan=', (args, host) =>
    unique(args, host),
  ),
  ...['isin', 'in1d'].map((name) =>
    native(name, 'element, test_elements, assume_unique=, invert=', ([element, tests, , invert], host) =>
      unwrapped(isIn(must(element), must(tests), flag(invert), host)),
    ),
  ),
  native('intersect1d', 'ar1, ar2', ([a, b], host) => combined(must(a), must(b), (p, q) => p && q, host)),
  native('union1d', 'ar1, ar2', ([a, b], host) => combined(must(a), must(b), () => true, host)),
  native('setdiff1d', 'ar1, ar2, assume_unique=', ([a, b], host) =>
    combined(must(a), must(b), (p, q) => p && !q, host),
  ),
  native('setxor1d', 'ar1, ar2', ([a, b], host) => combined(must(a), must(b), (p, q) => p !== q, host)),
  native('diff', 'a, n=, axis=, prepend=, append=', ([a, n, axis], host) =>
    difference(
      toArray(must(a), host),
      n === undefined ? 1 : wholeFrom(must(n)),
      axis === undefined ? -1 : wholeFrom(must(axis)),
      host,
    ),
  ),
  native('ediff1d', 'ary', ([a], host) => difference(ravel(toArray(must(a), host), host), 1, -1, host)),
  native('interp', 'x, xp, fp, left=, right=, period=', (args, host) => interpolate(args, host)),
  native('convolve', 'a, v, mode=', (args, host) => convolve(args, false, host)),
  native('correlate', 'a, v, mode=', (args, host) => convolve(args, true, host)),
  native('gradient', 'f, *varargs, axis=, edge_order=', ([f, axis], host, rest) => {
    const of = toArray(must(f), host);
    const axes = axesFrom(axis, of.shape.length) ?? of.shape.map((_, k) => k);
    const steps = rest.map(numberOf);
    const parts = axes.map((along, i) => gradientOf(of, steps[i] ?? steps[0] ?? 1, along));
    return parts.length === 1 ? parts[0]! : host.version === 2 ? new List(parts) : new Tuple(parts);
  }),
  ...['trapezoid', 'trapz'].map((name) =>
    native(name, 'y, x=, dx=, axis=', ([y, x, dx], host) => {
      const ys = doublesOf(toArray(must(y), host));
      const xs = x === undefined || x === null ? undefined : doublesOf(toArray(x, host));
      const step = numberOr(dx, 1);
      let sum = 0;
      for (let i = 1; i < ys.length; i++)
        sum += ((xs === undefined ? step : xs[i]! - xs[i - 1]!) * (ys[i]! + ys[i - 1]!)) / 2;
      return new NumpyScalar(float64, sum);
    }),
  ),
  native('nan_to_num', 'x, copy=, nan=, posinf=, neginf=', ([x, , nan, posinf, neginf], host) => {
    const of = toArray(must(x), host);
    if (of.dtype.kind !== 'f') return unwrapped(castArray(of, of.dtype, host));
    const most = of.dtype === float32 ? 3.4028234663852886e38 : Number.MAX_VALUE;
    const values = doublesOf(of).map((cell) => {
      if (Number.isNaN(cell)) return numberOr(nan, 0);
      if (cell === Number.POSITIVE_INFINITY) return numberOr(posinf, most);
      return cell === Number.NEGATIVE_INFINITY ? numberOr(neginf, -most) : cell;
    });
    return packed(values, of.shape, of.dtype, host);
  }),
  native('cross', 'a, b', ([a, b], host) => {
    const x = toArray(must(a), host);
    const y = toArray(must(b), host);
    if (x.shape.at(-1) !== 3 || y.shape.at(-1) !== 3) {
      throw new RaisedError(
        'ValueError',
        'Both input arrays must be (arrays of) 3-dimensional vectors, but they are 2 and 2 dimensional instead.',
      );
    }
    const shape = x.shape.length >= y.shape.length ? x.shape : y.shape;
    const p = expanded(x, shape);
    const q = expanded(y, shape);
    const values = new Float64Array(p.length);
    for (let i = 0; i < p.length; i += 3) {
      values[i] = p[i + 1]! * q[i + 2]! - p[i + 2]! * q[i + 1]!;
      values[i + 1] = p[i + 2]! * q[i]! - p[i]! * q[i + 2]!;
      values[i + 2] = p[i]! * q[i + 1]! - p[i + 1]! * q[i]!;
    }
    return packed(values, shape, isWhole(x.dtype) && isWhole(y.dtype) ? int64 : float64, host);
  }),
];
