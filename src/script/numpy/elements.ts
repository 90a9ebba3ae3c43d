/*
 * Functions that choose, limit or round elements.
 */
import { type Host, RaisedError, Slice, Tuple, type Value } from '../machine/values.ts';
import { meetingShape, notTogether, sameShape } from './broadcast.ts';
import { castArray } from './casts.ts';
import { toArray } from './convert.ts';
import { type Data, float32, isNumeric, isWhole } from './dtypes.ts';
import { cellsIn } from './expansion.ts';
import { positionOn } from './index-places.ts';
import { getItem } from './indexing.ts';
import { cellsOf, create, doublesOf, NdArray, type Shape, sizeOf, unwrapped, viewOf } from './ndarray.ts';
import { promote } from './promotion.ts';
import { packed, total } from './reductions.ts';
import { rint } from './scalar-functions.ts';
import { axisOf, ravel, wholeFrom } from './shaping.ts';
import { applyBinary, generalBinary } from './ufunc-calls.ts';
import { maximum, minimum } from './ufuncs.ts';

/** Rounds to decimals, halves to even, as NumPy: of x·10ᵈ. */
export function round(value: Value, decimals: number, host: Host): Value {
  const of = toArray(value, host);
  if (!isNumeric(of.dtype))
    throw new RaisedError(
      'TypeError',
      `loop of ufunc does not support argument 0 of type ${of.dtype.name} which has no callable rint method`,
    );
  const { dtype } = of;
  if (dtype.kind === 'b') return unwrapped(castArray(of, float32, host));
  const x = doublesOf(of);
  const z = new Float64Array(x.length);
  const factor = Number(`1e${Math.abs(decimals)}`);
  if (dtype.kind !== 'f') {
    for (let i = 0; i < x.length; i++) z[i] = decimals >= 0 ? x[i]! : rint(x[i]! / factor) * factor + 0;
  } else if (decimals >= 0)
    for (let i = 0; i < x.length; i++) z[i] = decimals === 0 ? rint(x[i]!) : rint(x[i]! * factor) / factor;
  else for (let i = 0; i < x.length; i++) z[i] = rint(x[i]! / factor) * factor;
  return packed(z, of.shape, dtype, host);
}

/** Limits elements to the interval from `low` to `high`; None leaves a side open. */
export function clip(value: Value, low: Value, high: Value, out: NdArray | undefined, host: Host): Value {
  const options = { out };
  if (low === null && high === null) return value instanceof NdArray ? value : toArray(value, host);
  const isWide = value instanceof NdArray;
  if (low === null) return generalBinary(minimum, value, high, host, options);
  if (high === null) return generalBinary(maximum, value, low, host, options);
  // An element equal to a limit stays: the second of equal numbers is the result.
  if (out !== undefined) {
    generalBinary(maximum, low, value, host, options);
    return generalBinary(minimum, high, out, host, options);
  }
  const source = isWide ? value : toArray(value, host);
  return applyBinary(minimum, high, applyBinary(maximum, low, source, host), host);
}

/** `np.take`: parts at indices along an axis; of the flattened array without one. */
export function take(value: Value, indices: Value, axis: Value | undefined, host: Host): Value {
  const of = toArray(value, host);
  const index = toArray(indices, host);
  if (!isWhole(index.dtype)) {
    throw new RaisedError(
      'TypeError',
      `Cannot cast array data from dtype('${index.dtype.name}') to dtype('int64') according to the rule 'safe'`,
    );
  }
  if (axis === undefined || axis === null) return getItem(ravel(of, host), index, host);
  const along = axisOf(wholeFrom(axis), of.shape.length);
  const whole = new Slice(null, null, null);
  return getItem(of, new Tuple([...new Array<Value>(along).fill(whole), index]), host);
}

/** `np.repeat`: each part along an axis, as often as `repeats` has it. */
export function repeat(value: Value, repeats: Value, axis: Value | undefined, host: Host): Value {
  const given = toArray(value, host);
  const of = axis === undefined || axis === null ? ravel(given, host) : given;
  const along = axis === undefined || axis === null ? 0 : axisOf(wholeFrom(axis), of.shape.length);
  const counts = toArray(repeats, host);
  const n = of.shape[along]!;
  if (counts.size !== 1 && counts.size !== n) {
    throw new RaisedError(
      'ValueError',
      `operands could not be broadcast together with shape (${n},) (${counts.size},)`,
    );
  }
  const times = doublesOf(counts).map(Math.trunc);
  const total = counts.size === 1 ? n * times[0]! : times.reduce((sum, time) => sum + time, 0);
  host.reserve(8 * Math.max(0, total));
  const positions: number[] = [];
  for (let i = 0; i < n; i++) for (let k = 0; k < times[counts.size === 1 ? 0 : i]!; k++) positions.push(i);
  return partsAt(of, along, positions, host);
}

/** The parts at positions along an axis, as a copy. */
export function partsAt(of: NdArray, axis: number, positions: ArrayLike<number>, host: Host): NdArray {
  const cells = cellsOf(of);
  const n = of.shape[axis]!;
  const inside = sizeOf(of.shape.slice(axis + 1));
  const outside = sizeOf(of.shape.slice(0, axis));
  const made = create(host, of.dtype, of.shape.with(axis, positions.length));
  let to = 0;
  for (let o = 0; o < outside; o++) {
    for (let p = 0; p < positions.length; p++) {
      const from = (o * n + positionOn(positions[p]!, n, axis)) * inside;
      for (let i = 0; i < inside; i++) made.data[to++] = cells[from + i]!;
    }
  }
  return made;
}

/** `np.where(condition, x, y)`. */
export function choose(condition: Value, x: Value, y: Value, host: Host): NdArray {
  const mask = toArray(condition, host);
  const a = toArray(x, host);
  const b = toArray(y, host);
  const weakX = !(x instanceof NdArray) && typeof x === 'number';
  const weakY = !(y instanceof NdArray) && typeof y === 'number';
  let dtype = promote(a.dtype, b.dtype);
  if (weakX && !weakY && isNumeric(b.dtype) && b.dtype.kind !== 'b') dtype = b.dtype;
  else if (weakY && !weakX && isNumeric(a.dtype) && a.dtype.kind !== 'b') dtype = a.dtype;
  const inner = meetingShape(mask.shape, a.shape);
  const shape = inner && meetingShape(inner, b.shape);
  if (shape === undefined) throw notTogether([mask.shape, a.shape, b.shape]);
  const made = create(host, dtype, shape);
  const where = cellsIn(mask, shape);
  const p = cellsIn(a.dtype === dtype ? a : castArray(a, dtype, host), shape);
  const q = cellsIn(b.dtype === dtype ? b : castArray(b, dtype, host), shape);
  const z = made.data;
  if (
    where instanceof Uint8Array &&
    p instanceof Float64Array &&
    q instanceof Float64Array &&
    z instanceof Float64Array
  ) {
    for (let i = 0; i < z.length; i++) z[i] = where[i] !== 0 ? p[i]! : q[i]!;
    return made;
  }
  for (let i = 0; i < made.size; i++) {
    const cell = where[i]!;
    const isTrue = typeof cell === 'number' ? cell !== 0 : cell !== '' && cell !== null && cell !== false;
    made.data[i] = (isTrue ? p[i]! : q[i]!) as never;
  }
  return made;
}

/** A diagonal of a matrix. */
export function diagonal(of: NdArray, offset: number, _host: Host): NdArray {
  const [rows, columns] = of.shape as [number, number];
  if (of.shape.length < 2) throw new RaisedError('ValueError', 'diag requires an array of at least two dimensions');
  const count = Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
  const start = of.offset + (offset >= 0 ? offset * of.strides[1]! : -offset * of.strides[0]!);
  return viewOf(of, [count], [of.strides[0]! + of.strides[1]!], start, false);
}

export function trace(of: NdArray, offset: number, host: Host): Value {
  return total('sum', diagonal(of, offset, host), host, {});
}

export function sameElements(a: NdArray, b: NdArray): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const x = cellsOf(a);
  const y = cellsOf(b);
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}

/** Parts that are put together along an axis. */
export function concatenate(parts: readonly NdArray[], axis: number, host: Host): NdArray {
  const [first] = parts;
  if (first === undefined) throw new RaisedError('ValueError', 'need at least one array to concatenate');
  const dimensions = first.shape.length;
  if (dimensions === 0) throw new RaisedError('ValueError', 'zero-dimensional arrays cannot be concatenated');
  const along = axisOf(axis, dimensions);
  let { dtype } = first;
  let length = 0;
  parts.forEach((part, i) => {
    if (part.shape.length !== dimensions) {
      throw new RaisedError(
        'ValueError',
        `all the input arrays must have same number of dimensions, but the array at index 0 has ${dimensions} dimension(s) and the array at index ${i} has ${part.shape.length} dimension(s)`,
      );
    }
    part.shape.forEach((size, k) => {
      if (k !== along && size !== first.shape[k]) {
        throw new RaisedError(
          'ValueError',
          `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${k}, the array at index 0 has size ${first.shape[k]} and the array at index ${i} has size ${size}`,
        );
      }
    });
    dtype = promote(dtype, part.dtype);
    length += part.shape[along]!;
  });
  const shape: Shape = first.shape.with(along, length);
  const made = create(host, dtype, shape);
  const inside = sizeOf(shape.slice(along + 1));
  const outside = sizeOf(shape.slice(0, along));
  let start = 0;
  for (const part of parts) {
    const cells: Data = cellsOf(part.dtype === dtype ? part : castArray(part, dtype, host));
    const width = part.shape[along]! * inside;
    for (let o = 0; o < outside; o++) {
      for (let i = 0; i < width; i++) made.data[o * length * inside + start + i] = cells[o * width + i]! as never;
    }
    start += width;
  }
  return made;
}
