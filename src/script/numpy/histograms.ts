/*
 * Functions that count elements in bins.
 */

import { sumFold } from '../../engine/kernels.ts';
import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import { type Host, List, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { flag, type Given, must, numberOf, numberOr } from './arguments.ts';
import { itemsOf, toArray } from './convert.ts';
import { float64, int64, isWhole } from './dtypes.ts';
import { maxFold, minFold } from './folds.ts';
import { adopt, create, doublesOf, NdArray, NumpyScalar, unwrapped, wrap } from './ndarray.ts';
import { wholeFrom } from './shaping.ts';
import { positionIn } from './sorting.ts';
import { countedFloats } from './storage.ts';

function histogram([a, bins, range, density, weights]: readonly Given[], host: Host): Value {
  const cells = doublesOf(toArray(must(a), host));
  const edges = edgesOf(cells, bins, range, host);
  const counts = countedFloats(host, edges.length - 1);
  const shares = weights === undefined || weights === null ? undefined : doublesOf(toArray(weights, host));
  const last = edges.length - 1;
  spend(host, cells.length * Math.log2(2 + last));
  cells.forEach((cell, i) => {
    if (!(cell >= edges[0]! && cell <= edges[last]!)) return;
    const bin = Math.min(last - 1, positionIn(edges, cell, true) - 1);
    counts[bin] = counts[bin]! + (shares?.[i] ?? 1);
  });
  const edgeArray = isSequence(bins) ? toArray(bins, host) : wrap(edges, float64, [edges.length]);
  if (!flag(density)) return new Tuple([wrap(counts, shares === undefined ? int64 : float64, [last]), edgeArray]);
  const total = sumFold(counts, 0, 1, last);
  const shareOf = counts.map((count, i) => count / (edges[i + 1]! - edges[i]!) / total);
  return new Tuple([adopt(host, shareOf, float64, [last]), edgeArray]);
}

function isSequence(bins: Given): bins is Value {
  return bins instanceof NdArray || bins instanceof List || bins instanceof Tuple;
}

function edgesOf(cells: Float64Array, bins: Given, range: Given, host: Host): Float64Array {
  if (bins !== undefined && bins !== null && typeof bins !== 'number' && !(bins instanceof NumpyScalar)) {
    if (typeof bins === 'string')
      throw new RaisedError('ValueError', `bins='${bins}' is not supported here`, 'Give the number of bins.');
    const given = doublesOf(toArray(bins, host));
    const edges = countedFloats(host, given.length);
    edges.set(given);
    return edges;
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
  const edges = countedFloats(host, count + 1);
  for (let i = 0; i <= count; i++) edges[i] = i === count ? high : i * step + low;
  return edges;
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
  const counts = countedFloats(host, length);
  cells.forEach((cell, i) => {
    counts[cell] = counts[cell]! + (shares?.[i] ?? 1);
  });
  return wrap(counts, shares === undefined ? int64 : float64, [length]);
}

export const histogramFunctions: readonly NativeFunction[] = [
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
    spend(host, of.size * Math.log2(2 + edges.length));
    doublesOf(of).forEach((cell, i) => {
      const position = positionIn(rising, cell, isFalling ? flag(right) : !flag(right));
      made.data[i] = (isFalling ? edges.length - position : position) as never;
    });
    return unwrapped(made);
  }),
];
