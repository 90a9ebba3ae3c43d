/*
 * Functions of the module `numpy` that reduce, rearrange, join, choose and compare arrays. One long file:
 * a list of functions with their signatures.
 */
import { native } from '../machine/natives.ts';
import { type Host, List, type NativeFunction, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { dtypeOr, flag, type Given, must, numberOf, numberOr, outOf, quick, reductionOptions } from './arguments.ts';
import { broadcastShape } from './broadcast.ts';
import { castArray, itemsOf, toArray } from './convert.ts';
import { bool, float64 } from './dtypes.ts';
import { choose, clip, concatenate, partsAt, repeat, round, sameElements, take, trace } from './elements.ts';
import { assign, getItem, nonzeroOf } from './indexing.ts';
import { cellsOf, create, doublesOf, NdArray, NumpyScalar, unwrapped, viewOf, wrap } from './ndarray.ts';
import { dot, inner, matmul, outer, tensordot } from './products.ts';
import { argExtreme, delivered, extreme, mean, packed, running, total, truthOver, variance } from './reductions.ts';
import {
  axisOf,
  expandDims,
  moveAxis,
  ravel,
  reshape,
  shapeFrom,
  squeeze,
  swapAxes,
  transpose,
  wholeFrom,
} from './shaping.ts';
import { argsortArray, searchSorted, sortedArray } from './sorting.ts';
import { applyBinary, expanded, generalBinary } from './ufunc.ts';
import { divide, logicalOr, multiply, subtract } from './ufuncs.ts';

const REDUCTION = 'a, axis=, dtype=, out=, keepdims=, initial=, where=';

const reductions: readonly NativeFunction[] = [
  quick(
    native('sum', REDUCTION, ([a, ...args], host) => total('sum', must(a), host, reductionOptions(args, host))),
    (args, host) => (args.length === 1 ? total('sum', args[0]!, host, {}) : undefined),
  ),
  native('prod', REDUCTION, ([a, ...args], host) => total('prod', must(a), host, reductionOptions(args, host))),
  quick(
    native('mean', 'a, axis=, dtype=, out=, keepdims=, *, where=', ([a, axis, dtype, out, keepdims, where], host) =>
      mean(must(a), host, reductionOptions([axis, dtype, out, keepdims, undefined, where], host)),
    ),
    (args, host) => (args.length === 1 ? mean(args[0]!, host, {}) : undefined),
  ),
  ...(['std', 'var'] as const).map((which) =>
    native(which, 'a, axis=, dtype=, out=, ddof=, keepdims=, *, where=, mean=, correction=', (args, host) => {
      const [a, axis, dtype, out, ddof, keepdims, , , correction] = args;
      return variance(
        which,
        must(a),
        host,
        numberOr(ddof ?? correction, 0),
        reductionOptions([axis, dtype, out, keepdims], host),
      );
    }),
  ),
  ...(
    [
      ['max', 'maximum'],
      ['amax', 'maximum'],
      ['min', 'minimum'],
      ['amin', 'minimum'],
    ] as const
  ).map(([name, which]) =>
    native(name, 'a, axis=, out=, keepdims=, initial=, where=', ([a, axis, out, keepdims, initial, where], host) =>
      extreme(which, must(a), host, reductionOptions([axis, undefined, out, keepdims, initial, where], host)),
    ),
  ),
  ...(['any', 'all'] as const).map((name) =>
    native(name, 'a, axis=, out=, keepdims=, *, where=', ([a, axis, out, keepdims], host) =>
      truthOver(name, must(a), host, reductionOptions([axis, undefined, out, keepdims], host)),
    ),
  ),
  ...(['argmax', 'argmin'] as const).map((name) =>
    native(name, 'a, axis=, out=, *, keepdims=', ([a, axis, out, keepdims], host) =>
      argExtreme(name, must(a), host, reductionOptions([axis, undefined, out, keepdims], host)),
    ),
  ),
  native('ptp', 'a, axis=, out=, keepdims=', ([a, axis, , keepdims], host) => {
    const options = { axis, keepdims: flag(keepdims) };
    return applyBinary(
      subtract,
      extreme('maximum', must(a), host, options),
      extreme('minimum', must(a), host, options),
      host,
    );
  }),
  native('cumsum', 'a, axis=, dtype=, out=', ([a, axis, dtype, out], host) =>
    delivered(running('sum', must(a), axis, dtypeOr(dtype), host), outOf(out), host),
  ),
  native('cumprod', 'a, axis=, dtype=, out=', ([a, axis, dtype, out], host) =>
    delivered(running('prod', must(a), axis, dtypeOr(dtype), host), outOf(out), host),
  ),
  native('average', 'a, axis=, weights=, returned=, *, keepdims=', (args, host) => average(args, host)),
  native('count_nonzero', 'a, axis=, *, keepdims=', ([a, axis, keepdims], host) => {
    const of = toArray(must(a), host);
    const flags = generalBinary(logicalOr, of, false, host, {});
    const found = total('sum', flags, host, { axis, keepdims: flag(keepdims) });
    return found instanceof NumpyScalar && (axis === undefined || axis === null) ? found.value : found;
  }),
];

function average([a, axis, weights, returned, keepdims]: readonly Given[], host: Host): Value {
  const of = toArray(must(a), host);
  if (weights === undefined || weights === null) {
    const plain = mean(of, host, { axis, keepdims: flag(keepdims) });
    const count = of.size / Math.max(1, toArray(plain, host).size);
    return flag(returned) ? new Tuple([plain, new NumpyScalar(float64, count)]) : plain;
  }
  let shares = toArray(weights, host);
  if (shares.shape.length !== of.shape.length) {
    if (axis === undefined || axis === null) {
      throw new RaisedError('TypeError', 'Axis must be specified when shapes of a and weights differ.');
    }
    const along = axisOf(wholeFrom(axis), of.shape.length);
    if (shares.shape.length !== 1 || shares.shape[0] !== of.shape[along]) {
      throw new RaisedError('ValueError', 'Shape of weights must be consistent with shape of a along specified axis.');
    }
    shares = reshape(
      shares,
      of.shape.map((_, k) => (k === along ? shares.size : 1)),
      host,
    );
  } else if (shares.shape.some((n, k) => n !== of.shape[k])) {
    throw new RaisedError('ValueError', 'Shape of weights must be consistent with shape of a along specified axis.');
  }
  const full = wrap(expanded(shares, of.shape), float64, of.shape);
  const options = { axis, keepdims: flag(keepdims) };
  const sums = total('sum', full, host, options);
  if (doublesOf(toArray(sums, host)).includes(0)) {
    throw new RaisedError('ZeroDivisionError', "Weights sum to zero, can't be normalized");
  }
  const weighted = total('sum', applyBinary(multiply, of, full, host), host, options);
  const result = applyBinary(divide, weighted, sums, host);
  return flag(returned) ? new Tuple([result, sums]) : result;
}

const order = (value: Given): string => (typeof value === 'string' ? value : 'C');
const shapeOr = (value: Given): readonly number[] | undefined =>
  value === undefined || value === null ? undefined : shapeFrom(value);

const rearranging: readonly NativeFunction[] = [
  native('reshape', 'a, shape=, order=, *, newshape=, copy=', ([a, shape, ord, newshape], host) =>
    reshape(toArray(must(a), host), shapeFrom(must(shape ?? newshape)), host, order(ord)),
  ),
  native('ravel', 'a, order=', ([a, ord], host) => ravel(toArray(must(a), host), host, order(ord))),
  native('transpose', 'a, axes=', ([a, axes], host) => transpose(toArray(must(a), host), shapeOr(axes))),
  native('permute_dims', 'a, axes=', ([a, axes], host) => transpose(toArray(must(a), host), shapeOr(axes))),
  native('matrix_transpose', 'x', ([a], host) => swapAxes(toArray(must(a), host), -1, -2)),
  native('swapaxes', 'a, axis1, axis2', ([a, p, q], host) =>
    swapAxes(toArray(must(a), host), wholeFrom(must(p)), wholeFrom(must(q))),
  ),
  native('moveaxis', 'a, source, destination', ([a, from, to], host) =>
    moveAxis(toArray(must(a), host), shapeFrom(must(from)), shapeFrom(must(to))),
  ),
  native('rollaxis', 'a, axis, start=', ([a, axis, start], host) => {
    const of = toArray(must(a), host);
    const from = axisOf(wholeFrom(must(axis)), of.shape.length);
    const to = numberOr(start, 0);
    return moveAxis(of, [from], [to > from ? to - 1 : to]);
  }),
  native('squeeze', 'a, axis=', ([a, axis], host) => squeeze(toArray(must(a), host), shapeOr(axis))),
  native('expand_dims', 'a, axis', ([a, axis], host) => expandDims(toArray(must(a), host), shapeFrom(must(axis)))),
  native('shape', 'a', ([a], host) => new Tuple(toArray(must(a), host).shape)),
  native('ndim', 'a', ([a], host) => toArray(must(a), host).shape.length),
  native('size', 'a, axis=', ([a, axis], host) => {
    const of = toArray(must(a), host);
    return axis === undefined || axis === null ? of.size : of.shape[axisOf(wholeFrom(axis), of.shape.length)]!;
  }),
  native('resize', 'a, new_shape', ([a, shape], host) => {
    const of = toArray(must(a), host);
    const made = create(host, of.dtype, shapeFrom(must(shape)));
    const cells = cellsOf(of);
    for (let i = 0; i < made.size && cells.length > 0; i++) made.data[i] = cells[i % cells.length] as never;
    return made;
  }),
  native('flip', 'm, axis=', ([m, axis], host) => {
    const of = toArray(must(m), host);
    return flipped(of, shapeOr(axis) ?? of.shape.map((_, k) => k));
  }),
  native('flipud', 'm', ([m], host) => flipped(toArray(must(m), host), [0])),
  native('fliplr', 'm', ([m], host) => flipped(toArray(must(m), host), [1])),
  native('rot90', 'm, k=, axes=', ([m, k, axes], host) => {
    const of = toArray(must(m), host);
    const [p, q] = (shapeOr(axes) ?? [0, 1]) as [number, number];
    const turns = ((numberOr(k, 1) % 4) + 4) % 4;
    if (turns === 0) return viewOf(of, of.shape, of.strides, of.offset);
    if (turns === 2) return flipped(of, [p, q]);
    return turns === 1 ? swapAxes(flipped(of, [q]), p, q) : flipped(swapAxes(of, p, q), [q]);
  }),
  native('roll', 'a, shift, axis=', ([a, shift, axis], host) => roll(toArray(must(a), host), must(shift), axis, host)),
];

export function flipped(of: NdArray, axes: readonly number[]): NdArray {
  const strides = [...of.strides];
  let { offset } = of;
  for (const given of axes) {
    const axis = axisOf(given, of.shape.length);
    offset += Math.max(0, of.shape[axis]! - 1) * strides[axis]!;
    strides[axis] = -strides[axis]!;
  }
  return viewOf(of, of.shape, strides, offset);
}

function roll(of: NdArray, shift: Value, axis: Given, host: Host): NdArray {
  if (axis === undefined || axis === null) {
    const flat = ravel(of, host);
    return reshape(roll(flat, shift, 0, host), of.shape, host);
  }
  const axes = shapeFrom(axis);
  const shifts = shapeFrom(shift);
  return axes.reduce((made, given, i) => {
    const along = axisOf(given, of.shape.length);
    const n = of.shape[along]!;
    const by = shifts.length === 1 ? shifts[0]! : shifts[i]!;
    return partsAt(
      made,
      along,
      Array.from({ length: n }, (_, k) => (((k - by) % n) + n) % n),
      host,
    );
  }, of);
}

/** The arrays of a sequence. */
function partsOf(value: Value, host: Host): NdArray[] {
  if (value instanceof NdArray) {
    return Array.from({ length: value.shape[0] ?? 0 }, (_, i) =>
      viewOf(value, value.shape.slice(1), value.strides.slice(1), value.offset + i * value.strides[0]!),
    );
  }
  const items = itemsOf(value, host);
  if (items === undefined) {
    throw new RaisedError('TypeError', 'arrays to stack must be passed as a "sequence" type such as list or tuple.');
  }
  return items.map((item) => toArray(item, host));
}

const column = (of: NdArray): NdArray =>
  of.shape.length === 0
    ? viewOf(of, [1, 1], [0, 0], of.offset)
    : of.shape.length === 1
      ? viewOf(of, [of.size, 1], [of.strides[0]!, 0], of.offset)
      : of;
const row = (of: NdArray): NdArray =>
  of.shape.length === 0
    ? viewOf(of, [1, 1], [0, 0], of.offset)
    : of.shape.length === 1
      ? viewOf(of, [1, of.size], [0, of.strides[0]!], of.offset)
      : of;
const line = (of: NdArray): NdArray => (of.shape.length === 0 ? viewOf(of, [1], [0], of.offset) : of);

export function stack(parts: readonly NdArray[], axis: number, host: Host): NdArray {
  if (parts.length === 0) throw new RaisedError('ValueError', 'need at least one array to stack');
  const [first] = parts;
  if (parts.some(({ shape }) => shape.length !== first!.shape.length || shape.some((n, k) => n !== first!.shape[k]))) {
    throw new RaisedError('ValueError', 'all input arrays must have the same shape');
  }
  const along = axisOf(axis, first!.shape.length + 1);
  return concatenate(
    parts.map((part) => expandDims(part, [along])),
    along,
    host,
  );
}

const joining: readonly NativeFunction[] = [
  native('concatenate', 'arrays, axis=, out=, *, dtype=, casting=', ([arrays, axis, out, dtype], host) => {
    const parts = partsOf(must(arrays), host);
    const made =
      axis === null
        ? concatenate(
            parts.map((part) => ravel(part, host)),
            0,
            host,
          )
        : concatenate(parts, axis === undefined ? 0 : wholeFrom(axis), host);
    const to = dtypeOr(dtype);
    return delivered(to === undefined ? made : castArray(made, to, host), outOf(out), host);
  }),
  native('concat', 'arrays, axis=', ([arrays, axis], host) =>
    concatenate(partsOf(must(arrays), host), axis === undefined ? 0 : wholeFrom(must(axis)), host),
  ),
  native('vstack', 'tup, *, dtype=, casting=', ([tup], host) =>
    concatenate(partsOf(must(tup), host).map(row), 0, host),
  ),
  native('row_stack', 'tup', ([tup], host) => concatenate(partsOf(must(tup), host).map(row), 0, host)),
  native('hstack', 'tup, *, dtype=, casting=', ([tup], host) => {
    const parts = partsOf(must(tup), host).map(line);
    return concatenate(parts, parts[0]?.shape.length === 1 ? 0 : 1, host);
  }),
  native('dstack', 'tup', ([tup], host) => {
    const parts = partsOf(must(tup), host).map((part) => {
      const flat = row(part);
      return flat.shape.length === 2 ? viewOf(flat, [...flat.shape, 1], [...flat.strides, 0], flat.offset) : flat;
    });
    return concatenate(parts, 2, host);
  }),
  native('column_stack', 'tup', ([tup], host) => concatenate(partsOf(must(tup), host).map(column), 1, host)),
  native('stack', 'arrays, axis=, out=', ([arrays, axis], host) =>
    stack(partsOf(must(arrays), host), axis === undefined ? 0 : wholeFrom(must(axis)), host),
  ),
  native('append', 'arr, values, axis=', ([arr, values, axis], host) => {
    const a = toArray(must(arr), host);
    const b = toArray(must(values), host);
    if (axis === undefined || axis === null) return concatenate([ravel(a, host), ravel(b, host)], 0, host);
    return concatenate([a, b], wholeFrom(axis), host);
  }),
  native('insert', 'arr, obj, values, axis=', (args, host) => insert(args, host)),
  native('delete', 'arr, obj, axis=', ([arr, obj, axis], host) => {
    const given = toArray(must(arr), host);
    const isFlat = axis === undefined || axis === null;
    const of = isFlat ? ravel(given, host) : given;
    const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
    const n = of.shape[along]!;
    const dropped = positionsFrom(must(obj), n, along, host);
    return partsAt(
      of,
      along,
      Array.from({ length: n }, (_, i) => i).filter((i) => !dropped.includes(i)),
      host,
    );
  }),
  ...(['split', 'array_split'] as const).map((name) =>
    native(name, 'ary, indices_or_sections, axis=', ([ary, parts, axis], host) =>
      split(
        toArray(must(ary), host),
        must(parts),
        axis === undefined ? 0 : wholeFrom(must(axis)),
        name === 'split',
        host,
      ),
    ),
  ),
  native('vsplit', 'ary, indices_or_sections', ([ary, parts], host) =>
    split(toArray(must(ary), host), must(parts), 0, true, host),
  ),
  native('hsplit', 'ary, indices_or_sections', ([ary, parts], host) => {
    const of = toArray(must(ary), host);
    return split(of, must(parts), of.shape.length > 1 ? 1 : 0, true, host);
  }),
];

function positionsFrom(value: Value, n: number, axis: number, host: Host): number[] {
  const numbers =
    value !== null && typeof value === 'object' && 'start' in value && 'step' in value
      ? Array.from(
          doublesOf(
            partOf(
              wrap(
                Float64Array.from({ length: n }, (_, i) => i),
                float64,
                [n],
              ),
              value,
              host,
            ),
          ),
        )
      : booleanOrWhole(value, host);
  return numbers.map((i) => {
    if (i < -n || i >= n)
      throw new RaisedError('IndexError', `index ${i} is out of bounds for axis ${axis} with size ${n}`);
    return i < 0 ? i + n : i;
  });
}
function partOf(of: NdArray, index: Value, host: Host): NdArray {
  return getItem(of, index, host) as NdArray;
}
function booleanOrWhole(value: Value, host: Host): number[] {
  const of = toArray(value, host);
  return of.dtype === bool ? Array.from(doublesOf(nonzeroOf(of)[0]!)) : Array.from(doublesOf(of));
}

function insert([arr, obj, values, axis]: readonly Given[], host: Host): NdArray {
  const given = toArray(must(arr), host);
  const isFlat = axis === undefined || axis === null;
  const of = isFlat ? ravel(given, host) : given;
  const along = isFlat ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const n = of.shape[along]!;
  const index = toArray(must(obj), host);
  const isSingle = index.shape.length === 0;
  const at = Array.from(doublesOf(index), (i) => {
    if (i < -n || i > n)
      throw new RaisedError('IndexError', `index ${i} is out of bounds for axis ${along} with size ${n}`);
    return i < 0 ? i + n : i;
  });
  let value = castArray(toArray(must(values), host), of.dtype, host);
  if (isSingle && value.shape.length > 0) value = moveAxis(withAxes(value, of.shape.length), [0], [along]);
  const count = isSingle ? (value.shape.length === 0 ? 1 : value.shape[along]!) : at.length;
  const places = isSingle ? new Array<number>(count).fill(at[0]!) : at;
  const inserted = create(host, of.dtype, of.shape.with(along, count));
  assign(inserted, value, host);
  const sorted = places.map((place, i) => ({ place, i })).sort((p, q) => p.place - q.place || p.i - q.i);
  const whole = concatenate([of, inserted], along, host);
  const chosen: number[] = [];
  let next = 0;
  for (let i = 0; i <= n; i++) {
    while (next < sorted.length && sorted[next]!.place === i) chosen.push(n + sorted[next++]!.i);
    if (i < n) chosen.push(i);
  }
  return partsAt(whole, along, chosen, host);
}

function withAxes(of: NdArray, count: number): NdArray {
  const missing = count - of.shape.length;
  return missing <= 0
    ? of
    : viewOf(
        of,
        [...new Array<number>(missing).fill(1), ...of.shape],
        [...new Array<number>(missing).fill(0), ...of.strides],
        of.offset,
      );
}

function split(of: NdArray, parts: Value, axis: number, mustBeEqual: boolean, host: Host): Value {
  const along = axisOf(axis, of.shape.length);
  const n = of.shape[along]!;
  let ends: number[];
  if (typeof parts === 'number' || parts instanceof NumpyScalar) {
    const count = numberOf(parts);
    if (count <= 0) throw new RaisedError('ValueError', 'number sections must be larger than 0.');
    if (mustBeEqual && n % count !== 0)
      throw new RaisedError('ValueError', 'array split does not result in an equal division');
    const extra = n % count;
    const size = Math.floor(n / count);
    ends = Array.from({ length: count }, (_, i) => (i + 1) * size + Math.min(i + 1, extra));
  } else ends = [...Array.from(doublesOf(toArray(parts, host)), (i) => (i < 0 ? i + n : i)), n];
  let start = 0;
  return new List(
    ends.map((end) => {
      const stop = Math.max(start, Math.min(n, end));
      const from = Math.min(start, n);
      const part = viewOf(of, of.shape.with(along, stop - from), of.strides, of.offset + from * of.strides[along]!);
      start = Math.min(n, end);
      return part;
    }),
  );
}

const choosing: readonly NativeFunction[] = [
  native('where', 'condition, x=, y=, /', ([condition, x, y], host) => {
    if (x === undefined && y === undefined) return new Tuple(nonzeroOf(toArray(must(condition), host)));
    if (x === undefined || y === undefined)
      throw new RaisedError('ValueError', 'either both or neither of x and y should be given');
    return choose(must(condition), x, y, host);
  }),
  native('nonzero', 'a', ([a], host) => new Tuple(nonzeroOf(toArray(must(a), host)))),
  native('flatnonzero', 'a', ([a], host) => nonzeroOf(ravel(toArray(must(a), host), host))[0]!),
  native('argwhere', 'a', ([a], host) => {
    const of = toArray(must(a), host);
    return concatenate(nonzeroOf(of).map(column), 1, host);
  }),
  native('take', 'a, indices, axis=, out=, mode=', ([a, indices, axis], host) =>
    take(must(a), must(indices), axis, host),
  ),
  native('repeat', 'a, repeats, axis=', ([a, repeats, axis], host) => repeat(must(a), must(repeats), axis, host)),
  native('clip', 'a, a_min=, a_max=, out=, *, min=, max=', ([a, low, high, out, min, max], host) =>
    clip(must(a), low ?? min ?? null, high ?? max ?? null, outOf(out), host),
  ),
  ...['round', 'around', 'round_'].map((name) =>
    native(name, 'a, decimals=, out=', ([a, decimals, out], host) =>
      delivered(round(must(a), numberOr(decimals, 0), host), outOf(out), host),
    ),
  ),
  native('fix', 'x', ([x], host) => {
    const of = toArray(must(x), host);
    return packed(doublesOf(of).map(Math.trunc), of.shape, of.dtype.kind === 'f' ? of.dtype : float64, host);
  }),
  native('sort', 'a, axis=, kind=, order=', ([a, axis], host) =>
    sortedArray(toArray(must(a), host), axis === undefined ? -1 : axis === null ? undefined : wholeFrom(axis), host),
  ),
  native('argsort', 'a, axis=, kind=, order=', ([a, axis], host) =>
    argsortArray(toArray(must(a), host), axis === undefined ? -1 : axis, host),
  ),
  native('searchsorted', 'a, v, side=, sorter=', ([a, v, side], host) =>
    searchSorted(toArray(must(a), host), must(v), side === 'right', host),
  ),
  native('trace', 'a, offset=', ([a, offset], host) => trace(toArray(must(a), host), numberOr(offset, 0), host)),
  native('array_equal', 'a1, a2, equal_nan=', ([a, b], host) =>
    sameElements(toArray(must(a), host), toArray(must(b), host)),
  ),
  native('allclose', 'a, b, rtol=, atol=, equal_nan=', ([a, b, ...rest], host) => {
    const near = isClose(must(a), must(b), rest, host);
    return doublesOf(toArray(near, host)).every((cell) => cell === 1);
  }),
  native('isclose', 'a, b, rtol=, atol=, equal_nan=', ([a, b, ...rest], host) => isClose(must(a), must(b), rest, host)),
];

function isClose(a: Value, b: Value, [rtol, atol, equalNaN]: readonly Given[], host: Host): Value {
  const x = toArray(a, host);
  const y = toArray(b, host);
  const shape = broadcastShape(x.shape, y.shape);
  const p = expanded(x, shape);
  const q = expanded(y, shape);
  const relative = numberOr(rtol, 1e-5);
  const absolute = numberOr(atol, 1e-8);
  const made = create(host, bool, shape);
  for (let i = 0; i < made.size; i++) {
    const u = p[i]!;
    const v = q[i]!;
    const isNear =
      u === v ||
      (Number.isFinite(v) && Math.abs(u - v) <= absolute + relative * Math.abs(v)) ||
      (flag(equalNaN) && Number.isNaN(u) && Number.isNaN(v));
    made.data[i] = (isNear ? 1 : 0) as never;
  }
  return unwrapped(made);
}

const products: readonly NativeFunction[] = [
  quick(
    native('dot', 'a, b, out=', ([a, b, out], host) => delivered(dot(must(a), must(b), host), outOf(out), host)),
    (args, host) => (args.length === 2 ? dot(args[0]!, args[1]!, host) : undefined),
  ),
  native('matmul', 'x1, x2, out=', ([a, b, out], host) => delivered(matmul(must(a), must(b), host), outOf(out), host)),
  native('outer', 'a, b, out=', ([a, b, out], host) => delivered(outer(must(a), must(b), host), outOf(out), host)),
  native('inner', 'a, b', ([a, b], host) => inner(must(a), must(b), host)),
  native('vdot', 'a, b', ([a, b], host) =>
    dot(ravel(toArray(must(a), host), host), ravel(toArray(must(b), host), host), host),
  ),
  native('tensordot', 'a, b, axes=', ([a, b, axes], host) => {
    const x = toArray(must(a), host);
    const y = toArray(must(b), host);
    const pair = axes !== undefined && axes !== null ? itemsOf(axes, host) : undefined;
    if (pair !== undefined) {
      const [p, q] = pair.map((item) => shapeFrom(item));
      return tensordot(
        x,
        y,
        p!.map((k) => axisOf(k, x.shape.length)),
        q!.map((k) => axisOf(k, y.shape.length)),
        host,
      );
    }
    const n = axes === undefined || axes === null ? 2 : wholeFrom(axes);
    return tensordot(
      x,
      y,
      Array.from({ length: n }, (_, k) => x.shape.length - n + k),
      Array.from({ length: n }, (_, k) => k),
      host,
    );
  }),
  native('kron', 'a, b', ([a, b], host) => {
    const isFlat = toArray(must(a), host).shape.length < 2 && toArray(must(b), host).shape.length < 2;
    const x = row(toArray(must(a), host));
    const y = row(toArray(must(b), host));
    const [p, q] = x.shape as [number, number];
    const [r, s] = y.shape as [number, number];
    const grid = applyBinary(
      multiply,
      viewOf(x, [p, 1, q, 1], [x.strides[0]!, 0, x.strides[1]!, 0], x.offset),
      viewOf(y, [1, r, 1, s], [0, y.strides[0]!, 0, y.strides[1]!], y.offset),
      host,
    );
    return reshape(grid as NdArray, isFlat ? [q * s] : [p * r, q * s], host);
  }),
];

export const arrayFunctions: readonly NativeFunction[] = [
  ...reductions,
  ...rearranging,
  ...joining,
  ...choosing,
  ...products,
];
