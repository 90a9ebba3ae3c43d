/*
 * Functions that read or write the elements that a mask or an index selects.
 */
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { type Given, must, outOf } from './arguments.ts';
import { checkCast } from './array-type.ts';
import { broadcastShape } from './broadcast.ts';
import { castArray, copyArray } from './casts.ts';
import { dtypeOfScalar, fromNumbers, itemsOf, toArray } from './convert.ts';
import { bool, int64 } from './dtypes.ts';
import { choose, partsAt, repeat, take } from './elements.ts';
import { unravel } from './index-functions.ts';
import { nonzeroOf } from './index-places.ts';
import { assign, getItem, setItem } from './indexing.ts';
import { cellsOf, create, doublesOf, NdArray, plainOf, type Shape, unwrapped, viewOf } from './ndarray.ts';
import { delivered, taken } from './outputs.ts';
import { promote } from './promotion.ts';
import { axisOf, ravel, reshape, wholeFrom } from './shaping.ts';

function along(of: NdArray, index: NdArray, axis: Given, host: Host): Value {
  if (axis === null || axis === undefined) return getItem(ravel(of, host), index, host);
  return getItem(of, gridAlong(of, index, axisOf(wholeFrom(axis), of.shape.length), host), host);
}

function gridAlong(of: NdArray, index: NdArray, axis: number, host: Host): Tuple {
  return new Tuple(
    index.shape.map((n, k) => {
      if (k === axis) return index;
      const line = fromNumbers(
        Array.from({ length: n === 1 ? of.shape[k]! : n }, (_, i) => i),
        int64,
        [n === 1 ? of.shape[k]! : n],
        host,
      );
      return reshape(
        line,
        index.shape.map((_, i) => (i === k ? line.size : 1)),
        host,
      );
    }),
  );
}

function putWhere(arr: Value, mask: Value, vals: Value, isPlace: boolean, host: Host): null {
  const of = arr as NdArray;
  const flags = create(host, bool, of.shape);
  assign(flags, castArray(toArray(mask, host), bool, host), host);
  const given = toArray(vals, host);
  const values = cellsOf(given);
  if (values.length === 0) return null;
  const cells = copyArray(of, host);
  let next = 0;
  const isWhole = given.size === of.size;
  const broadcast = create(host, of.dtype, of.shape);
  if (!isPlace && !isWhole && given.size > 1) assign(broadcast, given, host);
  for (let i = 0; i < cells.size; i++) {
    if (flags.data[i] !== 1) continue;
    const cell = isPlace
      ? values[next++ % values.length]!
      : isWhole
        ? values[i]!
        : given.size === 1
          ? values[0]!
          : undefined;
    if (cell === undefined) cells.data[i] = broadcast.data[i] as never;
    else setItem(cells, unravel(i, of.shape, host), plainOf(given.dtype, cell), host);
  }
  assign(of, cells, host);
  return null;
}

export const selectionFunctions: readonly NativeFunction[] = [
  native('where', 'condition, x=, y=, /', ([condition, x, y], host) => {
    if (x === undefined && y === undefined) return new Tuple(nonzeroOf(toArray(must(condition), host), host));
    if (x === undefined || y === undefined)
      throw new RaisedError('ValueError', 'either both or neither of x and y should be given');
    return choose(must(condition), x, y, host);
  }),
  native('take', 'a, indices, axis=, out=, mode=', ([a, indices, axis, out], host) =>
    delivered(take(must(a), must(indices), axis, host), outOf(out), host, taken),
  ),
  native('repeat', 'a, repeats, axis=', ([a, repeats, axis], host) => repeat(must(a), must(repeats), axis, host)),
  native('take_along_axis', 'arr, indices, axis=', ([arr, indices, axis], host) =>
    along(toArray(must(arr), host), toArray(must(indices), host), axis === undefined ? -1 : axis, host),
  ),
  native('put_along_axis', 'arr, indices, values, axis', ([arr, indices, values, axis], host) => {
    const of = toArray(must(arr), host);
    const index = toArray(must(indices), host);
    setItem(of, gridAlong(of, index, axisOf(wholeFrom(must(axis)), of.shape.length), host), must(values), host);
    return null;
  }),
  native('put', 'a, ind, v, mode=', ([a, ind, v], host) => {
    const of = toArray(must(a), host);
    const places = doublesOf(ravel(toArray(must(ind), host), host));
    const values = ravel(toArray(must(v), host), host);
    places.forEach((place, i) => {
      const index = unravel(place < 0 ? place + of.size : place, of.shape, host);
      if (values.size > 0) setItem(of, index, getItem(values, i % values.size, host), host);
    });
    return null;
  }),
  native('place', 'arr, mask, vals', ([arr, mask, vals], host) =>
    putWhere(must(arr), must(mask), must(vals), true, host),
  ),
  native('putmask', 'a, mask, values', ([arr, mask, vals], host) =>
    putWhere(must(arr), must(mask), must(vals), false, host),
  ),
  native('copyto', 'dst, src, casting=, where=', ([dst, src, casting, where], host) => {
    const of = must(dst);
    if (!(of instanceof NdArray))
      throw new RaisedError(
        'TypeError',
        `copyto() argument 1 must be numpy.ndarray, not ${of === null ? 'None' : typeof of}`,
      );
    const from = toArray(must(src), host);
    if (src instanceof NdArray) checkCast(from.dtype, of.dtype, typeof casting === 'string' ? casting : 'same_kind');
    if (where === undefined || where === null || where === true) assign(of, must(src), host);
    else putWhere(of, where, must(src), false, host);
    return null;
  }),
  native('extract', 'condition, arr', ([condition, arr], host) => {
    const where = nonzeroOf(ravel(toArray(must(condition), host), host), host)[0]!;
    return partsAt(ravel(toArray(must(arr), host), host), 0, doublesOf(where), host);
  }),
  native('compress', 'condition, a, axis=', ([condition, a, axis], host) => {
    const given = toArray(must(a), host);
    const isFlat = axis === undefined || axis === null;
    const of = isFlat ? ravel(given, host) : given;
    return partsAt(
      of,
      isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length),
      doublesOf(nonzeroOf(toArray(must(condition), host), host)[0]!),
      host,
    );
  }),
  native('choose', 'a, choices', ([a, choices], host) => {
    const of = toArray(must(a), host);
    const items = (itemsOf(must(choices), host) ?? []).map((item) => toArray(item, host));
    const shape = items.reduce<Shape>((met, item) => broadcastShape(met, item.shape), of.shape);
    const dtype = items.reduce((met, item) => promote(met, item.dtype), items[0]?.dtype ?? int64);
    const made = create(host, dtype, shape);
    const cells = items.map((item) => {
      const whole = create(host, dtype, shape);
      assign(whole, item, host);
      return whole.data;
    });
    const which = create(host, int64, shape);
    assign(which, of, host);
    for (let i = 0; i < made.size; i++) made.data[i] = cells[which.data[i] as number]![i] as never;
    return unwrapped(made);
  }),
  native('select', 'condlist, choicelist, default=', ([conditions, choices, otherwise], host) => {
    const masks = (itemsOf(must(conditions), host) ?? []).map((item) => toArray(item, host));
    const values = (itemsOf(must(choices), host) ?? []).map((item) => toArray(item, host));
    if (masks.length !== values.length)
      throw new RaisedError('ValueError', 'list of cases must be same length as list of conditions');
    const shape = [...masks, ...values].reduce<Shape>((met, item) => broadcastShape(met, item.shape), []);
    const dtype = values.reduce((met, item) => promote(met, item.dtype), dtypeOfScalar(otherwise ?? 0));
    const made = create(host, dtype, shape);
    assign(made, otherwise ?? 0, host);
    for (let k = masks.length - 1; k >= 0; k--) {
      const mask = create(host, bool, shape);
      assign(mask, masks[k]!, host);
      const value = create(host, dtype, shape);
      assign(value, values[k]!, host);
      for (let i = 0; i < made.size; i++) if (mask.data[i] === 1) made.data[i] = value.data[i] as never;
    }
    return made;
  }),
  native('fill_diagonal', 'a, val, wrap=', ([a, val], host) => {
    const of = toArray(must(a), host);
    const count = Math.min(...of.shape);
    const step = of.strides.reduce((sum, n) => sum + n, 0);
    assign(viewOf(of, [count], [step], of.offset), must(val), host);
    return null;
  }),
];
