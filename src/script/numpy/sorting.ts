/*
 * Sorting and searching. Sorting is stable; NaN comes last.
 */
import { spend } from '../machine/bounds.ts';
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, type Value } from '../machine/values.ts';
import { must } from './arguments.ts';
import { fromNumbers, itemsOf, toArray } from './convert.ts';
import { type Data, int64 } from './dtypes.ts';
import { adopt, cellsOf, create, doublesOf, type NdArray, unwrapped, wrap } from './ndarray.ts';
import { axisOf, ravel, swapAxes, wholeFrom } from './shaping.ts';
import { allocate } from './storage.ts';

type Cell = number | string;

function before(p: Cell, q: Cell): number {
  if (p < q) return -1;
  if (p > q) return 1;
  if (p === q) return 0;
  return Number.isNaN(p) ? (Number.isNaN(q) ? 0 : 1) : -1;
}

function sortable(of: NdArray): void {
  if (of.dtype.kind === 'O') throw new RaisedError('TypeError', 'sorting an array of objects is not supported here');
}

/** The order that sorts `n` cells from `start` on, as positions from 0. */
export function orderOf(cells: ArrayLike<Cell>, start: number, n: number): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  return order.sort((i, k) => before(cells[start + i]!, cells[start + k]!) || i - k);
}

/** Counts the work of sorting `n` elements. */
export function spendOnSorting(host: Host, n: number): void {
  spend(host, 4 * n * Math.log2(2 + n));
}

/** Applies `each` to every row along an axis, which is moved to the end and back. */
function alongAxis(
  of: NdArray,
  axis: number,
  made: NdArray,
  each: (from: Data, start: number, n: number, to: Data) => void,
  host: Host,
): NdArray {
  const along = axisOf(axis, of.shape.length);
  spendOnSorting(host, of.size);
  const source = swapAxes(of, along, -1);
  const cells = cellsOf(source);
  const n = of.shape[along]!;
  const out = allocate(made.dtype, of.size);
  if (n > 0) for (let start = 0; start < of.size; start += n) each(cells, start, n, out);
  const moved = swapAxes(wrap(out, made.dtype, source.shape), along, -1);
  return adopt(host, cellsOf(moved), made.dtype, of.shape);
}

/** A sorted copy. */
export function sortedArray(value: NdArray, axis: number | undefined, host: Host): NdArray {
  sortable(value);
  const of = axis === undefined ? ravel(value, host) : value;
  if (of.shape.length === 0) throw new RaisedError('AxisError', 'axis -1 is out of bounds for array of dimension 0');
  return alongAxis(
    of,
    axis ?? -1,
    of,
    (cells, start, n, out) => {
      const order = orderOf(cells as ArrayLike<Cell>, start, n);
      for (let i = 0; i < n; i++) out[start + i] = cells[start + order[i]!] as never;
    },
    host,
  );
}

export function argsortArray(value: NdArray, axis: Value, host: Host): NdArray {
  sortable(value);
  // The order of a single number is that of an array of one.
  const of = axis === null || value.shape.length === 0 ? ravel(value, host) : value;
  return alongAxis(
    of,
    axis === null ? -1 : wholeFrom(axis),
    create(host, int64, []),
    (cells, start, n, out) => {
      const order = orderOf(cells as ArrayLike<Cell>, start, n);
      for (let i = 0; i < n; i++) out[start + i] = order[i]!;
    },
    host,
  );
}

/** Positions at which values would be inserted into a sorted array. */
export function searchSorted(of: NdArray, value: Value, isRight: boolean, host: Host): Value {
  const sorted = doublesOf(of);
  const wanted = toArray(value, host);
  const cells = doublesOf(wanted);
  const made = create(host, int64, wanted.shape);
  spend(host, cells.length * Math.log2(2 + sorted.length));
  for (let i = 0; i < cells.length; i++) made.data[i] = positionIn(sorted, cells[i]!, isRight);
  return unwrapped(made);
}

export function positionIn(sorted: Float64Array, value: number, isRight: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = before(sorted[middle]!, value);
    if (order < 0 || (isRight && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const sortingFunctions: readonly NativeFunction[] = [
  native('sort', 'a, axis=, kind=, order=', ([a, axis], host) =>
    sortedArray(toArray(must(a), host), axis === undefined ? -1 : axis === null ? undefined : wholeFrom(axis), host),
  ),
  native('argsort', 'a, axis=, kind=, order=', ([a, axis], host) =>
    argsortArray(toArray(must(a), host), axis === undefined ? -1 : axis, host),
  ),
  native('searchsorted', 'a, v, side=, sorter=', ([a, v, side], host) =>
    searchSorted(toArray(must(a), host), must(v), side === 'right', host),
  ),
  native('lexsort', 'keys, axis=', ([keys], host) => {
    const rows = (itemsOf(must(keys), host) ?? []).map((item) => doublesOf(toArray(item, host)));
    const n = rows[0]?.length ?? 0;
    spendOnSorting(host, n * rows.length);
    const order = Array.from({ length: n }, (_, i) => i).sort((p, q) => {
      for (let k = rows.length - 1; k >= 0; k--) if (rows[k]![p] !== rows[k]![q]) return rows[k]![p]! - rows[k]![q]!;
      return p - q;
    });
    return fromNumbers(order, int64, [n], host);
  }),
  native('partition', 'a, kth, axis=', ([a, , axis], host) =>
    sortedArray(toArray(must(a), host), axis === undefined ? -1 : axis === null ? undefined : wholeFrom(axis), host),
  ),
  native('argpartition', 'a, kth, axis=', ([a], host) => {
    const of = toArray(must(a), host);
    spendOnSorting(host, of.size);
    const order = orderOf(cellsOf(of) as ArrayLike<number>, 0, of.size);
    return fromNumbers(Array.from(order), int64, [of.size], host);
  }),
  native('sort_complex', 'a', ([a], host) => sortedArray(toArray(must(a), host), -1, host)),
];
