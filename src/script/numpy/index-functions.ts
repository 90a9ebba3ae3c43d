/*
 * Functions that make indices: of a grid, of triangles, of the nonzero elements, of all elements in turn.
 */
import { native } from '../machine/natives.ts';
import {
  type Copies,
  type Host,
  Iterator,
  type NativeFunction,
  RaisedError,
  Tuple,
  type Value,
} from '../machine/values.ts';
import { must, numberOr } from './arguments.ts';
import { castArray } from './casts.ts';
import { fromNumbers, itemsOf, toArray } from './convert.ts';
import { bool, int64 } from './dtypes.ts';
import { concatenate } from './elements.ts';
import { nonzeroOf } from './index-places.ts';
import { getItem } from './indexing.ts';
import { column } from './joining-functions.ts';
import { create, doublesOf, type NdArray, type Shape, sizeOf } from './ndarray.ts';
import { packed } from './reductions.ts';
import { ravel, reshape, shapeFrom, wholeFrom } from './shaping.ts';

/** `np.ix_`: index arrays that name a grid. */
function ix(rest: readonly Value[], host: Host): Value {
  return new Tuple(
    rest.map((value, k) => {
      let of = toArray(value, host);
      if (of.shape.length !== 1) throw new RaisedError('ValueError', 'Cross index must be 1 dimensional');
      if (of.dtype === bool) of = nonzeroOf(of, host)[0]!;
      if (of.size === 0) of = castArray(of, int64, host);
      return reshape(
        of,
        rest.map((_, i) => (i === k ? of.size : 1)),
        host,
      );
    }),
  );
}

export function unravel(indices: Value, shape: Shape, host: Host): Value {
  const of = toArray(indices, host);
  const size = sizeOf(shape);
  const parts = shape.map(() => new Float64Array(of.size));
  doublesOf(of).forEach((flat, i) => {
    if (flat < 0 || flat >= size) {
      throw new RaisedError('ValueError', `index ${flat} is out of bounds for array with size ${size}`);
    }
    let rest = flat;
    for (let k = shape.length - 1; k >= 0; k--) {
      parts[k]![i] = rest % shape[k]!;
      rest = Math.floor(rest / shape[k]!);
    }
  });
  return new Tuple(parts.map((data) => packed(data, of.shape, int64, host)));
}

function triangleIndices(n: number, offset: number, columns: number, isLower: boolean, host: Host): Tuple {
  const rows: number[] = [];
  const cols: number[] = [];
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < columns; c++) {
      if (isLower ? c <= r + offset : c >= r + offset) {
        rows.push(r);
        cols.push(c);
      }
    }
  }
  return new Tuple([fromNumbers(rows, int64, [rows.length], host), fromNumbers(cols, int64, [cols.length], host)]);
}

/** The positions of an array, or its elements with their positions. */
class IndexIterator extends Iterator {
  readonly shape: Shape;
  readonly of: NdArray | undefined;
  at: number;
  constructor(shape: Shape, of: NdArray | undefined, at = 0) {
    super();
    this.shape = shape;
    this.of = of;
    this.at = at;
  }
  override copy(copies: Copies): IndexIterator {
    const made = new IndexIterator(
      this.shape,
      this.of === undefined ? undefined : ((copies.get(this.of) as NdArray | undefined) ?? this.of.copy(copies)),
      this.at,
    );
    copies.set(this, made);
    return made;
  }
  override next(host: Host): Value | undefined {
    if (this.at >= sizeOf(this.shape)) return undefined;
    const index: number[] = [];
    let rest = this.at++;
    for (let k = this.shape.length - 1; k >= 0; k--) {
      index.unshift(rest % this.shape[k]!);
      rest = Math.floor(rest / this.shape[k]!);
    }
    const place = new Tuple(index);
    return this.of === undefined ? place : new Tuple([place, getItem(this.of, place, host)]);
  }
}

export const indexFunctions: readonly NativeFunction[] = [
  native('ix_', '*args', (_args, host, rest) => ix(rest, host)),
  native('nonzero', 'a', ([a], host) => new Tuple(nonzeroOf(toArray(must(a), host), host))),
  native('flatnonzero', 'a', ([a], host) => nonzeroOf(ravel(toArray(must(a), host), host), host)[0]!),
  native('argwhere', 'a', ([a], host) => {
    const of = toArray(must(a), host);
    if (of.shape.length === 0) {
      const isTrue = nonzeroOf(ravel(of, host), host)[0]!.size > 0;
      return create(host, int64, [isTrue ? 1 : 0, 0]);
    }
    return concatenate(nonzeroOf(of, host).map(column), 1, host);
  }),
  native('unravel_index', 'indices, shape, order=', ([indices, shape], host) =>
    unravel(must(indices), shapeFrom(must(shape)), host),
  ),
  native('ravel_multi_index', 'multi_index, dims', ([index, dims], host) => {
    const shape = shapeFrom(must(dims));
    const parts = (itemsOf(must(index), host) ?? []).map((item) => toArray(item, host));
    const values = new Float64Array(parts[0]?.size ?? 0);
    parts.forEach((part, k) => {
      doublesOf(part).forEach((i, at) => {
        if (i < 0 || i >= shape[k]!) throw new RaisedError('ValueError', 'invalid entry in coordinates array');
        values[at] = values[at]! * shape[k]! + i;
      });
    });
    return packed(values, parts[0]?.shape ?? [], int64, host);
  }),
  native('tril_indices', 'n, k=, m=', ([n, k, m], host) =>
    triangleIndices(
      wholeFrom(must(n)),
      numberOr(k, 0),
      m === undefined || m === null ? wholeFrom(must(n)) : wholeFrom(m),
      true,
      host,
    ),
  ),
  native('triu_indices', 'n, k=, m=', ([n, k, m], host) =>
    triangleIndices(
      wholeFrom(must(n)),
      numberOr(k, 0),
      m === undefined || m === null ? wholeFrom(must(n)) : wholeFrom(m),
      false,
      host,
    ),
  ),
  native('diag_indices', 'n, ndim=', ([n, ndim], host) => {
    const count = wholeFrom(must(n));
    const line = (): NdArray =>
      fromNumbers(
        Array.from({ length: count }, (_, i) => i),
        int64,
        [count],
        host,
      );
    return new Tuple(Array.from({ length: numberOr(ndim, 2) }, line));
  }),
  ...(['tril', 'triu'] as const).map((name) =>
    native(`${name}_indices_from`, 'arr, k=', ([arr, k], host) => {
      const [rows = 0, columns = 0] = toArray(must(arr), host).shape;
      return triangleIndices(rows, numberOr(k, 0), columns, name === 'tril', host);
    }),
  ),
  native(
    'ndindex',
    '*shape',
    (_args, _host, rest) =>
      new IndexIterator(rest.length === 1 ? shapeFrom(rest[0]!) : rest.map((value) => wholeFrom(value)), undefined),
  ),
  native('ndenumerate', 'arr', ([arr], host) => {
    const of = toArray(must(arr), host);
    return new IndexIterator(of.shape, of);
  }),
];
