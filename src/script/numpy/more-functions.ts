/*
 * Functions of `numpy` about indices, padding, bits and data types, and the objects `np.r_`, `np.c_`, `np.s_`, `np.mgrid`.
 * One long file: a list of functions that have nothing in common but their module.
 */
import { log, pow, sin as sine } from '../../language/elementary.ts';
import { native } from '../machine/natives.ts';
import {
  type Copies,
  Float,
  HeapObject,
  type Host,
  Iterator,
  List,
  type NativeFunction,
  objectType,
  RaisedError,
  Slice,
  Tuple,
  TypeObject,
  type Value,
} from '../machine/values.ts';
import { flag, type Given, must, numberOf, numberOr } from './arguments.ts';
import { checkCast } from './array-type.ts';
import { broadcastShape } from './broadcast.ts';
import { castArray, copyArray, dtypeOfScalar, fromNumbers, itemsOf, toArray } from './convert.ts';
import {
  bool,
  Dtype,
  dtypeOf,
  float64,
  floatingType,
  genericType,
  int64,
  integerType,
  isWhole,
  mayCastSafely,
  mayCastSameKind,
  numberType,
  promote,
  signedType,
  uint8,
  unsignedType,
} from './dtypes.ts';
import { einsum } from './einsum.ts';
import { concatenate, partsAt, sameElements } from './elements.ts';
import { assign, getItem, nonzeroOf, setItem } from './indexing.ts';
import { pseudoInverse } from './linalg.ts';
import {
  cellsOf,
  create,
  doublesOf,
  NdArray,
  NumpyScalar,
  plainOf,
  type Shape,
  sizeOf,
  viewOf,
  wrap,
} from './ndarray.ts';
import { matmul } from './products.ts';
import { packed } from './reductions.ts';
import { axisOf, ravel, reshape, shapeFrom, swapAxes, wholeFrom } from './shaping.ts';
import { orderOf, sortedArray } from './sorting.ts';

/** `np.ix_`: index arrays that name a grid. */
function ix(rest: readonly Value[], host: Host): Value {
  return new Tuple(
    rest.map((value, k) => {
      let of = toArray(value, host);
      if (of.shape.length !== 1) throw new RaisedError('ValueError', 'Cross index must be 1 dimensional');
      if (of.dtype === bool) of = nonzeroOf(of)[0]!;
      if (of.size === 0) of = castArray(of, int64, host);
      return reshape(
        of,
        rest.map((_, i) => (i === k ? of.size : 1)),
        host,
      );
    }),
  );
}

/** The pairs of `pad_width`, one for each axis. */
function widthsOf(value: Value, dimensions: number, host: Host): [number, number][] {
  const of = toArray(value, host);
  const cells = doublesOf(of);
  if (of.size === 1) return Array.from({ length: dimensions }, () => [cells[0]!, cells[0]!]);
  if (of.size === 2 && of.shape.length <= 2) {
    if (of.shape.length === 2 && of.shape[1] === 1) return [...cells].map((n) => [n, n]);
    return Array.from({ length: dimensions }, () => [cells[0]!, cells[1]!]);
  }
  if (of.shape.length !== 2 || of.shape[0] !== dimensions) {
    throw new RaisedError(
      'ValueError',
      `operands could not be broadcast together with remapped shapes [original->remapped]: (${of.shape.join(',')})  and requested shape (${dimensions},2)`,
    );
  }
  return Array.from({ length: dimensions }, (_, k) => [cells[2 * k]!, cells[2 * k + 1]!]);
}

function pad([array, width, mode, constants]: readonly Given[], host: Host): Value {
  let of = toArray(must(array), host);
  const kind = mode === undefined || mode === null ? 'constant' : String(mode);
  const widths = widthsOf(must(width), of.shape.length, host);
  if (widths.some(([p, q]) => p < 0 || q < 0))
    throw new RaisedError('ValueError', "index can't contain negative values");
  if (kind === 'constant' || kind === 'empty') {
    const shape = of.shape.map((n, k) => n + widths[k]![0] + widths[k]![1]);
    const made = create(host, of.dtype, shape);
    if (constants !== undefined && constants !== null) {
      const values = widthsOf(constants, of.shape.length, host);
      values.forEach(([p, q], k) => {
        const [before, after] = widths[k]!;
        const part = (from: number, count: number): NdArray =>
          viewOf(made, shape.with(k, count), made.strides, from * made.strides[k]!);
        assign(part(0, before), new NumpyScalar(float64, p), host);
        assign(part(shape[k]! - after, after), new NumpyScalar(float64, q), host);
      });
    }
    const offset = widths.reduce((sum, [p], k) => sum + p * made.strides[k]!, 0);
    assign(viewOf(made, of.shape, made.strides, offset), of, host);
    return made;
  }
  const place = modes[kind];
  if (place === undefined) throw new RaisedError('ValueError', `mode '${kind}' is not supported`);
  widths.forEach(([before, after], k) => {
    const n = of.shape[k]!;
    const positions = Array.from({ length: n + before + after }, (_, i) => place(i - before, n));
    of = partsAt(of, k, positions, host);
  });
  return of;
}

const modulo = (i: number, n: number): number => ((i % n) + n) % n;
const modes: Readonly<Record<string, ((i: number, n: number) => number) | undefined>> = {
  edge: (i, n) => Math.min(n - 1, Math.max(0, i)),
  wrap: modulo,
  symmetric: (i, n) => {
    const k = modulo(i, 2 * n);
    return k < n ? k : 2 * n - 1 - k;
  },
  reflect: (i, n) => {
    if (n === 1) return 0;
    const k = modulo(i, 2 * n - 2);
    return k < n ? k : 2 * n - 2 - k;
  },
};

/** `np.unpackbits`: each byte as eight bits, the highest first. */
function unpackBits([a, axis, count, order]: readonly Given[], host: Host): Value {
  const given = toArray(must(a), host);
  if (given.dtype !== uint8) throw new RaisedError('TypeError', 'Expected an input array of unsigned byte data type');
  const isFlat = axis === undefined || axis === null;
  const of = isFlat ? ravel(given, host) : given;
  const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const moved = swapAxes(of, along, -1);
  const cells = cellsOf(moved) as Uint8Array;
  const n = of.shape[along]!;
  const shape = moved.shape.with(-1, 8 * n);
  const made = create(host, uint8, shape);
  for (let i = 0; i < cells.length; i++) {
    for (let k = 0; k < 8; k++) made.data[8 * i + k] = ((cells[i]! >> (order === 'little' ? k : 7 - k)) & 1) as never;
  }
  const whole = copyArray(swapAxes(made, along, -1), host);
  if (count === undefined || count === null) return whole;
  const wanted = wholeFrom(count);
  const length = wanted < 0 ? 8 * n + wanted : wanted;
  return copyArray(viewOf(whole, whole.shape.with(along, Math.min(length, 8 * n)), whole.strides, 0), host);
}

function packBits([a, axis]: readonly Given[], host: Host): Value {
  const given = toArray(must(a), host);
  if (!isWhole(given.dtype) && given.dtype !== bool) {
    throw new RaisedError('TypeError', 'Expected an input array of integer or boolean data type');
  }
  const isFlat = axis === undefined || axis === null;
  const of = isFlat ? ravel(given, host) : given;
  const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const moved = swapAxes(of, along, -1);
  const cells = doublesOf(moved);
  const n = of.shape[along]!;
  const bytes = Math.ceil(n / 8);
  const made = create(host, uint8, moved.shape.with(-1, bytes));
  const rows = n === 0 ? 0 : cells.length / n;
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < n; k++) {
      if (cells[r * n + k] !== 0) {
        const at = r * bytes + (k >> 3);
        made.data[at] = ((made.data[at] as number) | (128 >> (k & 7))) as never;
      }
    }
  }
  return copyArray(swapAxes(made, along, -1), host);
}

/** The base-2 text of a whole number: `np.binary_repr`. */
function binaryText(number: number, width: Given): string {
  const digits = width === undefined || width === null ? 0 : wholeFrom(width);
  if (number >= 0) return number.toString(2).padStart(digits, '0');
  if (digits === 0) return `-${(-number).toString(2)}`;
  return (2 ** digits + number).toString(2).padStart(digits, '1');
}

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
      );
      return reshape(
        line,
        index.shape.map((_, i) => (i === k ? line.size : 1)),
        host,
      );
    }),
  );
}

function unravel(indices: Value, shape: Shape, host: Host): Value {
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

function triangleIndices(n: number, offset: number, columns: number, isLower: boolean): Tuple {
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
  return new Tuple([fromNumbers(rows, int64, [rows.length]), fromNumbers(cols, int64, [cols.length])]);
}

/** `np.r_`, `np.c_`, `np.s_`, `np.mgrid`, `np.ogrid`: objects that are indexed. */
const indexerType = new TypeObject('numpy.lib._index_tricks_impl.IndexTricks', objectType);
class Indexer extends HeapObject {
  readonly kind: 'r' | 'c' | 's' | 'mgrid' | 'ogrid';
  constructor(kind: 'r' | 'c' | 's' | 'mgrid' | 'ogrid') {
    super();
    this.kind = kind;
  }
  get type(): TypeObject {
    return indexerType;
  }
  override copy(): this {
    return this;
  }
}

indexerType.behaviour = {
  getItem(self, index, host) {
    const { kind } = self as Indexer;
    if (kind === 's') return index;
    const items = index instanceof Tuple ? index.items : [index];
    if (kind === 'r' || kind === 'c') return joined(items, kind, host);
    const axes = items.map((item) => rangeOf(item, host));
    const shape = axes.map(({ size }) => size);
    const grids = axes.map((axis, k) => {
      const own = shape.map((_, i) => (i === k ? axis.size : 1));
      return wrap(cellsOf(axis), axis.dtype, own);
    });
    if (kind === 'ogrid') return grids.length === 1 ? grids[0]! : new Tuple(grids);
    if (!(index instanceof Tuple)) return grids[0]!;
    const dtype = axes.reduce((met, { dtype: own }) => promote(met, own), axes[0]!.dtype);
    const made = create(host, dtype, [axes.length, ...shape]);
    grids.forEach((grid, k) => {
      assign(viewOf(made, shape, made.strides.slice(1), k * made.strides[0]!), grid, host);
    });
    return made;
  },
};

function rangeOf(item: Value, host: Host): NdArray {
  if (!(item instanceof Slice)) throw new RaisedError('TypeError', 'a grid is named by slices');
  const start = item.start === null ? 0 : numberOf(item.start);
  const stop = item.stop === null ? 0 : numberOf(item.stop);
  const step = item.step === null ? 1 : numberOf(item.step);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  const isFloat = [item.start, item.stop, item.step].some(
    (part) => part instanceof Float || (part instanceof NumpyScalar && part.dtype.kind === 'f'),
  );
  const made = create(host, isFloat ? float64 : int64, [count]);
  for (let i = 0; i < count; i++) made.data[i] = (start + i * step) as never;
  return made;
}

function joined(items: readonly Value[], kind: 'r' | 'c', host: Host): NdArray {
  const parts = items.map((item) => {
    if (typeof item === 'string')
      throw new RaisedError('ValueError', `a text inside of np.${kind}_ is not supported here`);
    const of = item instanceof Slice ? rangeOf(item, host) : toArray(item, host);
    if (kind === 'r') return of.shape.length === 0 ? reshape(of, [1], host) : of;
    return of.shape.length < 2 ? reshape(of, [of.size, 1], host) : of;
  });
  return concatenate(parts, kind === 'r' ? 0 : -1, host);
}

export const indexers: Readonly<Record<string, HeapObject>> = {
  r_: new Indexer('r'),
  c_: new Indexer('c'),
  s_: new Indexer('s'),
  index_exp: new Indexer('s'),
  mgrid: new Indexer('mgrid'),
  ogrid: new Indexer('ogrid'),
};

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

/** True when a data type, or a type of scalars, is a kind of another. */
function isSubtype(a: Value, b: Value): boolean {
  const kinds: ReadonlyMap<Value, string> = new Map<Value, string>([
    [genericType, 'buifUO'],
    [numberType, 'uif'],
    [integerType, 'ui'],
    [signedType, 'i'],
    [unsignedType, 'u'],
    [floatingType, 'f'],
  ]);
  const own = a instanceof Dtype ? a : dtypeOf(a);
  const wanted = kinds.get(b);
  return wanted === undefined ? own === dtypeOf(b) : wanted.includes(own.kind);
}

const typeFrom = (value: Value): Dtype =>
  value instanceof NdArray || value instanceof NumpyScalar
    ? value.dtype
    : value instanceof Float || typeof value === 'number' || typeof value === 'boolean'
      ? dtypeOfScalar(value)
      : dtypeOf(value);

export const moreFunctions: readonly NativeFunction[] = [
  native('ix_', '*args', (_args, host, rest) => ix(rest, host)),
  native('pad', 'array, pad_width, mode=, *, constant_values=', (args, host) => pad(args, host)),
  native('einsum', 'subscripts, *operands, optimize=, out=', ([subscripts], host, rest) =>
    einsum(must(subscripts), rest, host),
  ),
  native('unpackbits', 'a, axis=, count=, bitorder=', (args, host) => unpackBits(args, host)),
  native('packbits', 'a, axis=, bitorder=', (args, host) => packBits(args, host)),
  native('binary_repr', 'num, width=', ([num, width]) => binaryText(wholeFrom(must(num)), width)),
  native('base_repr', 'number, base=', ([num, base]) => wholeFrom(must(num)).toString(numberOr(base, 2)).toUpperCase()),
  native('logspace', 'start, stop, num=, endpoint=, base=', ([start, stop, num, endpoint, base]) => {
    const count = num === undefined || num === null ? 50 : wholeFrom(num);
    const parts = flag(endpoint, true) ? count - 1 : count;
    const from = numberOf(must(start));
    const step = parts > 0 ? (numberOf(must(stop)) - from) / parts : 0;
    const values = Float64Array.from({ length: count }, (_, i) =>
      pow(numberOr(base, 10), i === parts && parts > 0 ? numberOf(must(stop)) : from + i * step),
    );
    return wrap(values, float64, [count]);
  }),
  native('geomspace', 'start, stop, num=, endpoint=', ([start, stop, num, endpoint]) => {
    const count = num === undefined || num === null ? 50 : wholeFrom(num);
    const parts = flag(endpoint, true) ? count - 1 : count;
    const from = numberOf(must(start));
    const to = numberOf(must(stop));
    const ratio = log(to / from) / Math.LN10;
    const values = Float64Array.from({ length: count }, (_, i) =>
      i === 0 ? from : i === parts ? to : from * pow(10, (i * ratio) / parts),
    );
    return wrap(values, float64, [count]);
  }),
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
      const [index] = [unravel(place < 0 ? place + of.size : place, of.shape, host)];
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
    const where = nonzeroOf(ravel(toArray(must(condition), host), host))[0]!;
    return partsAt(ravel(toArray(must(arr), host), host), 0, doublesOf(where), host);
  }),
  native('compress', 'condition, a, axis=', ([condition, a, axis], host) => {
    const given = toArray(must(a), host);
    const isFlat = axis === undefined || axis === null;
    const of = isFlat ? ravel(given, host) : given;
    return partsAt(
      of,
      isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length),
      doublesOf(nonzeroOf(toArray(must(condition), host))[0]!),
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
    return made;
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
  native('tril_indices', 'n, k=, m=', ([n, k, m]) =>
    triangleIndices(
      wholeFrom(must(n)),
      numberOr(k, 0),
      m === undefined || m === null ? wholeFrom(must(n)) : wholeFrom(m),
      true,
    ),
  ),
  native('triu_indices', 'n, k=, m=', ([n, k, m]) =>
    triangleIndices(
      wholeFrom(must(n)),
      numberOr(k, 0),
      m === undefined || m === null ? wholeFrom(must(n)) : wholeFrom(m),
      false,
    ),
  ),
  native('diag_indices', 'n, ndim=', ([n, ndim]) => {
    const count = wholeFrom(must(n));
    const line = (): NdArray =>
      fromNumbers(
        Array.from({ length: count }, (_, i) => i),
        int64,
        [count],
      );
    return new Tuple(Array.from({ length: numberOr(ndim, 2) }, line));
  }),
  native('fill_diagonal', 'a, val, wrap=', ([a, val], host) => {
    const of = toArray(must(a), host);
    const count = Math.min(...of.shape);
    const step = of.strides.reduce((sum, n) => sum + n, 0);
    assign(viewOf(of, [count], [step], of.offset), must(val), host);
    return null;
  }),
  native('lexsort', 'keys, axis=', ([keys], host) => {
    const rows = (itemsOf(must(keys), host) ?? []).map((item) => doublesOf(toArray(item, host)));
    const n = rows[0]?.length ?? 0;
    const order = Array.from({ length: n }, (_, i) => i).sort((p, q) => {
      for (let k = rows.length - 1; k >= 0; k--) if (rows[k]![p] !== rows[k]![q]) return rows[k]![p]! - rows[k]![q]!;
      return p - q;
    });
    return fromNumbers(order, int64, [n]);
  }),
  native('partition', 'a, kth, axis=', ([a, , axis], host) =>
    sortedArray(toArray(must(a), host), axis === undefined ? -1 : axis === null ? undefined : wholeFrom(axis), host),
  ),
  native('sort_complex', 'a', ([a], host) => sortedArray(toArray(must(a), host), -1, host)),
  native('array_equiv', 'a1, a2', ([a, b], host) => {
    const x = toArray(must(a), host);
    const y = toArray(must(b), host);
    try {
      const shape = broadcastShape(x.shape, y.shape);
      const p = create(host, promote(x.dtype, y.dtype), shape);
      const q = create(host, p.dtype, shape);
      assign(p, x, host);
      assign(q, y, host);
      return sameElements(p, q);
    } catch (error) {
      if (error instanceof RaisedError) return false;
      throw error;
    }
  }),
  ...['may_share_memory', 'shares_memory'].map((name) =>
    native(
      name,
      'a, b, max_work=',
      ([a, b]) => a instanceof NdArray && b instanceof NdArray && a.data === b.data && overlaps(a, b),
    ),
  ),
  native(
    'isscalar',
    'element',
    ([element]) =>
      element instanceof Float ||
      element instanceof NumpyScalar ||
      ['number', 'string', 'boolean'].includes(typeof element),
  ),
  native('iterable', 'y', ([y]) => {
    const value = must(y);
    if (typeof value === 'string') return true;
    if (value instanceof NdArray) return value.shape.length > 0;
    return (
      value instanceof HeapObject &&
      (value instanceof List || value instanceof Tuple || value.type.behaviour.iterate !== undefined)
    );
  }),
  native('isrealobj', 'x', () => true),
  native('iscomplexobj', 'x', () => false),
  ...(['isreal', 'iscomplex'] as const).map((name) =>
    native(name, 'x', ([x], host) => {
      const of = toArray(must(x), host);
      return packed(new Float64Array(of.size).fill(name === 'isreal' ? 1 : 0), of.shape, bool, host);
    }),
  ),
  native('real', 'val', ([x]) => must(x)),
  native('imag', 'val', ([x], host) => {
    const of = toArray(must(x), host);
    return packed(new Float64Array(of.size), of.shape, of.dtype, host);
  }),
  native('sinc', 'x', ([x], host) => {
    const of = toArray(must(x), host);
    const values = doublesOf(of).map((t) => (t === 0 ? 1 : sine(Math.PI * t) / (Math.PI * t)));
    return packed(values, of.shape, float64, host);
  }),
  native('issubdtype', 'arg1, arg2', ([a, b]) => isSubtype(must(a), must(b))),
  native('can_cast', 'from_, to, casting=', ([from, to, casting]) => {
    const p = typeFrom(must(from));
    const q = dtypeOf(must(to));
    return casting === 'unsafe' || (casting === 'same_kind' ? mayCastSameKind(p, q) : mayCastSafely(p, q));
  }),
  native('promote_types', 'type1, type2', ([a, b]) => promote(dtypeOf(must(a)), dtypeOf(must(b)))),
  native('result_type', '*args', (_args, _host, rest) => {
    const strong = rest.filter((value) => !(value instanceof Float || typeof value === 'number'));
    const used = strong.length > 0 ? strong : rest;
    const met = used.map(typeFrom).reduce((p, q) => promote(p, q));
    return rest.some((value) => value instanceof Float) && met.kind !== 'f' ? float64 : met;
  }),
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
  native('astype', 'x, dtype, /, *, copy=', ([x, dtype], host) =>
    castArray(toArray(must(x), host), dtypeOf(must(dtype)), host),
  ),
  native('polyfit', 'x, y, deg, rcond=, full=, w=, cov=', ([x, y, degree], host) =>
    polynomial(must(x), must(y), wholeFrom(must(degree)), host),
  ),
  native('polyval', 'p, x', ([p, x], host) => {
    const weights = doublesOf(toArray(must(p), host));
    const of = toArray(must(x), host);
    const values = doublesOf(of).map((t) => weights.reduce((sum, weight) => sum * t + weight, 0));
    return packed(values, of.shape, isWhole(of.dtype) && isWhole(toArray(must(p), host).dtype) ? int64 : float64, host);
  }),
  native('apply_over_axes', 'func, a, axes', () => {
    throw new RaisedError('TypeError', 'np.apply_over_axes is not supported here');
  }),
  native('argpartition', 'a, kth, axis=', ([a], host) => {
    const of = toArray(must(a), host);
    const order = orderOf(cellsOf(of) as ArrayLike<number>, 0, of.size);
    return fromNumbers(Array.from(order), int64, [of.size]);
  }),
];

/** The coefficients of a polynomial, the highest power first, with the least squares of its differences. */
function polynomial(x: Value, y: Value, degree: number, host: Host): Value {
  const xs = doublesOf(toArray(x, host));
  const target = toArray(y, host);
  if (degree < 0) throw new RaisedError('ValueError', 'expected deg >= 0');
  if (xs.length !== target.shape[0]) throw new RaisedError('TypeError', 'expected x and y to have same length');
  const width = degree + 1;
  const powers = new Float64Array(xs.length * width);
  for (let r = 0; r < xs.length; r++) for (let k = 0; k < width; k++) powers[r * width + k] = pow(xs[r]!, degree - k);
  const scales = Float64Array.from({ length: width }, (_, k) => {
    let sum = 0;
    for (let r = 0; r < xs.length; r++) sum += powers[r * width + k]! * powers[r * width + k]!;
    return Math.sqrt(sum);
  });
  for (let i = 0; i < powers.length; i++) powers[i] = powers[i]! / scales[i % width]!;
  const inverse = pseudoInverse(wrap(powers, float64, [xs.length, width]), xs.length * Number.EPSILON, host);
  const weights = matmul(inverse, target, host) as NdArray;
  const columns = weights.shape.length === 1 ? 1 : weights.shape[1]!;
  const cells = weights.data as Float64Array;
  for (let i = 0; i < cells.length; i++) cells[i] = cells[i]! / scales[Math.floor(i / columns)]!;
  return weights;
}

function overlaps(a: NdArray, b: NdArray): boolean {
  const range = ({ shape, strides, offset }: NdArray): [number, number] => {
    let low = offset;
    let high = offset;
    shape.forEach((n, k) => {
      const reach = (n - 1) * strides[k]!;
      if (reach < 0) low += reach;
      else high += reach;
    });
    return [low, high];
  };
  if (a.size === 0 || b.size === 0) return false;
  const [p, q] = range(a);
  const [r, s] = range(b);
  return p <= s && r <= q;
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
