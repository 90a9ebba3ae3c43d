/*
 * Functions of arrays as sets of their distinct elements.
 */
import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { flag, type Given, must } from './arguments.ts';
import { fromNumbers, toArray } from './convert.ts';
import { bool, int64 } from './dtypes.ts';
import { concatenate, partsAt } from './elements.ts';
import { adopt, cellsOf, create, type NdArray, type Shape, sizeOf } from './ndarray.ts';
import { axisOf, ravel, transpose, wholeFrom } from './shaping.ts';
import { orderOf, spendOnSorting } from './sorting.ts';
import { floats } from './storage.ts';

type Cell = number | string;

/** Distinct elements in ascending order, and where they are. */
function unique([ar, returnIndex, returnInverse, returnCounts, axis]: readonly Given[], host: Host): Value {
  const given = toArray(must(ar), host);
  if (axis !== undefined && axis !== null)
    return uniqueRows(given, wholeFrom(axis), [returnIndex, returnInverse, returnCounts], host);
  if (given.dtype.kind === 'O')
    throw new RaisedError('TypeError', 'np.unique of an array of objects is not supported here');
  const cells = cellsOf(given) as ArrayLike<Cell>;
  spendOnSorting(host, given.size);
  const order = orderOf(cells, 0, given.size);
  const groups = groupsOf(order, (p, q) => {
    const [a, b] = [cells[p], cells[q]];
    return a === b || (Number.isNaN(a as number) && Number.isNaN(b as number));
  });
  const { firsts } = groups;
  const distinct = create(host, given.dtype, [firsts.length]);
  firsts.forEach((place, i) => {
    distinct.data[i] = cells[place] as never;
  });
  return withPlaces(distinct, groups, given.shape, [returnIndex, returnInverse, returnCounts], host);
}

function uniqueRows(given: NdArray, axis: number, asked: readonly Given[], host: Host): Value {
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
  spendOnSorting(host, given.size);
  const order = Array.from({ length: n }, (_, i) => i).sort((p, q) => compare(p, q) || p - q);
  const groups = groupsOf(order, (p, q) => compare(p, q) === 0);
  return withPlaces(partsAt(given, along, groups.firsts, host), groups, [n], asked, host);
}

/** Equal elements that follow each other in an order: the place of the first, their count, and the group of each place. */
interface Groups {
  readonly firsts: readonly number[];
  readonly counts: readonly number[];
  readonly inverse: Float64Array;
}

function groupsOf(order: ArrayLike<number>, isEqual: (p: number, q: number) => boolean): Groups {
  const firsts: number[] = [];
  const counts: number[] = [];
  const inverse = floats(order.length);
  for (let i = 0; i < order.length; i++) {
    const place = order[i]!;
    if (i === 0 || !isEqual(place, order[i - 1]!)) {
      firsts.push(place);
      counts.push(0);
    }
    counts[counts.length - 1]! += 1;
    inverse[place] = counts.length - 1;
  }
  return { firsts, counts, inverse };
}

/** The distinct elements, alone or with the index, the inverse and the counts that are asked for. */
function withPlaces(distinct: NdArray, groups: Groups, shape: Shape, asked: readonly Given[], host: Host): Value {
  const { firsts, counts, inverse } = groups;
  const [index, inverted, counted] = asked;
  const results: Value[] = [distinct];
  if (flag(index)) results.push(fromNumbers(firsts, int64, [firsts.length], host));
  if (flag(inverted)) results.push(adopt(host, inverse, int64, shape));
  if (flag(counted)) results.push(fromNumbers(counts, int64, [counts.length], host));
  return results.length === 1 ? distinct : new Tuple(results);
}

function isIn(element: Value, tests: Value, invert: boolean, host: Host): NdArray {
  const of = toArray(element, host);
  const known = new Set<unknown>(cellsOf(toArray(tests, host)) as Iterable<unknown>);
  const cells = cellsOf(of);
  spend(host, 4 * (known.size + of.size));
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

export const setFunctions: readonly NativeFunction[] = [
  native('unique', 'ar, return_index=, return_inverse=, return_counts=, axis=, *, equal_nan=', (args, host) =>
    unique(args, host),
  ),
  ...['isin', 'in1d'].map((name) =>
    native(name, 'element, test_elements, assume_unique=, invert=', ([element, tests, , invert], host) =>
      isIn(must(element), must(tests), flag(invert), host),
    ),
  ),
  native('intersect1d', 'ar1, ar2', ([a, b], host) => combined(must(a), must(b), (p, q) => p && q, host)),
  native('union1d', 'ar1, ar2', ([a, b], host) => combined(must(a), must(b), () => true, host)),
  native('setdiff1d', 'ar1, ar2, assume_unique=', ([a, b], host) =>
    combined(must(a), must(b), (p, q) => p && !q, host),
  ),
  native('setxor1d', 'ar1, ar2', ([a, b], host) => combined(must(a), must(b), (p, q) => p !== q, host)),
];
