/*
 * The places that an index names: a view of the array, or the places of a fancy index.
 */
import {
  ELLIPSIS,
  Float,
  HeapObject,
  type Host,
  List,
  RaisedError,
  Slice,
  Tuple,
  type Value,
} from '../machine/values.ts';
import { broadcastStrides, meetingShape } from './broadcast.ts';
import { castArray } from './casts.ts';
import { toArray } from './convert.ts';
import { bool, int64, isWhole, type Numbers } from './dtypes.ts';
import {
  adopt,
  cellsOf,
  NdArray,
  NumpyScalar,
  placesOf,
  type Shape,
  shapeText,
  sizeOf,
  tightShape,
  viewOf,
} from './ndarray.ts';

/** A position along an axis; negative ones count from its end. */
export function positionOn(index: number, size: number, axis: number): number {
  if (index >= size || index < -size) {
    throw new RaisedError(
      'IndexError',
      `index ${index} is out of bounds for axis ${axis} with size ${size}`,
      size === 0 ? 'The axis is empty.' : `Indices of this axis go from 0 to ${size - 1}.`,
    );
  }
  return index < 0 ? index + size : index;
}

/** The whole number of an index; undefined for another kind of index. */
function wholeOf(index: Value): number | undefined {
  if (typeof index === 'number') return index;
  if (index instanceof NumpyScalar && isWhole(index.dtype)) return index.value;
  if (index instanceof NdArray && index.shape.length === 0 && isWhole(index.dtype))
    return index.data[index.offset] as number;
  return undefined;
}

/** The places that a fancy index names, and the shape of the result. */
interface Fancy {
  readonly places: Int32Array;
  readonly shape: Shape;
  /** True for one bool array as the whole index. */
  readonly isMask: boolean;
}

/** One axis of the result, or an index along an axis of the array. */
type Part =
  | { readonly kind: 'axis'; readonly size: number; readonly stride: number }
  | {
      readonly kind: 'fancy';
      readonly index: NdArray;
      readonly size: number;
      readonly stride: number;
      readonly axis: number;
    };

export function locate(self: NdArray, index: Value, host: Host): NdArray | Fancy {
  const given = index instanceof Tuple ? index.items : [index];
  const items = given.map((item) => prepared(item, host));
  const consumed = items.reduce<number>((sum, item) => sum + axesOf(item), 0);
  const dimensions = self.shape.length;
  if (consumed > dimensions) {
    throw new RaisedError(
      'IndexError',
      `too many indices for array: array is ${dimensions}-dimensional, but ${consumed} were indexed`,
      `The array has the shape ${shapeText(self.shape)}.`,
    );
  }
  const ellipses = items.filter((item) => item === ELLIPSIS).length;
  if (ellipses > 1) throw new RaisedError('IndexError', "an index can only have a single ellipsis ('...')");
  const whole = new Slice(null, null, null);
  const rest = new Array<Value>(dimensions - consumed).fill(whole);
  const at = items.indexOf(ELLIPSIS);
  const full = at < 0 ? [...items, ...rest] : [...items.slice(0, at), ...rest, ...items.slice(at + 1)];
  const hasFancy = full.some((item) => item instanceof NdArray);
  const parts: Part[] = [];
  let axis = 0;
  let { offset } = self;
  for (const item of full) {
    if (item === null) {
      parts.push({ kind: 'axis', size: 1, stride: 0 });
      continue;
    }
    const size = self.shape[axis]!;
    const stride = self.strides[axis]!;
    if (item instanceof Slice) {
      const { start, step, count } = sliceOf(item, size);
      offset += start * stride;
      parts.push({ kind: 'axis', size: count, stride: step * stride });
      axis++;
    } else if (item instanceof NdArray) {
      if (item.dtype === bool && item.shape.length === 0) {
        // A single bool takes no axis, and makes one with one place or none.
        const count = item.data[item.offset] === 0 ? 0 : 1;
        const index = adopt(host, new Float64Array(count), int64, [count]);
        parts.push({ kind: 'fancy', index, size: 1, stride: 0, axis });
      } else if (item.dtype === bool) {
        for (const found of trueIndices(item, self.shape, axis, host)) {
          parts.push({ kind: 'fancy', index: found, size: self.shape[axis]!, stride: self.strides[axis]!, axis });
          axis++;
        }
      } else {
        parts.push({ kind: 'fancy', index: item, size, stride, axis });
        axis++;
      }
    } else {
      const number = wholeOf(item)!;
      if (hasFancy) parts.push({ kind: 'fancy', index: toArray(number, host), size, stride, axis });
      else offset += positionOn(number, size, axis) * stride;
      axis++;
    }
  }
  if (!hasFancy) {
    const shape = parts.map((part) => (part as { size: number }).size);
    return viewOf(
      self,
      shape,
      parts.map((part) => part.stride),
      offset,
    );
  }
  return fancyPlaces(parts, offset, given.length === 1 && items[0] instanceof NdArray && items[0].dtype === bool);
}

/** An index in one of the kinds: a whole number, Slice, None, Ellipsis, or an array of integers or bools. */
function prepared(item: Value, host: Host): Value {
  if (item === null || item === ELLIPSIS || item instanceof Slice) return item;
  const whole = wholeOf(item);
  if (whole !== undefined) return whole;
  if (typeof item === 'boolean' || (item instanceof NumpyScalar && item.dtype === bool)) return toArray(item, host);
  // Any other sequence is read like a list: X[range(2, 5)].
  if (item instanceof NdArray || item instanceof List || item instanceof Tuple || isSequence(item)) {
    const array = toArray(item, host);
    if (array.dtype === bool || isWhole(array.dtype)) return array;
    if (!(item instanceof NdArray) && array.size === 0) return castArray(array, toArray(0, host).dtype, host);
    if (item instanceof NdArray) {
      throw new RaisedError(
        'IndexError',
        'arrays used as indices must be of integer (or boolean) type',
        'Convert the index: index.astype(int).',
      );
    }
  }
  throw new RaisedError(
    'IndexError',
    'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices',
    item instanceof Float || item instanceof NumpyScalar
      ? 'A float cannot be an index; convert it with int().'
      : undefined,
  );
}

function isSequence(item: Value): boolean {
  return item instanceof HeapObject && item.type.name === 'range';
}

/** The axes of the array that an index takes. */
function axesOf(item: Value): number {
  if (item === null || item === ELLIPSIS) return 0;
  if (item instanceof NdArray && item.dtype === bool) return item.shape.length;
  return 1;
}

/** Start, step and number of elements of a slice along an axis. */
function sliceOf(slice: Slice, size: number): { start: number; step: number; count: number } {
  const step = slice.step === null ? 1 : boundOf(slice.step);
  if (step === 0) throw new RaisedError('ValueError', 'slice step cannot be zero');
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? size : size - 1;
  const clamp = (value: Value, otherwise: number): number => {
    if (value === null) return otherwise;
    const bound = boundOf(value);
    return Math.min(high, Math.max(low, bound < 0 ? bound + size : bound));
  };
  const start = clamp(slice.start, step > 0 ? low : high);
  const stop = clamp(slice.stop, step > 0 ? high : low);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return { start: count === 0 ? 0 : start, step, count };
}

function boundOf(value: Value): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const whole = wholeOf(value);
  if (whole !== undefined) return whole;
  throw new RaisedError(
    'TypeError',
    'slice indices must be integers or None or have an __index__ method',
    value instanceof Float || value instanceof NumpyScalar ? 'A float cannot be an index; use // or int().' : undefined,
  );
}

/** The indices of the true elements of a mask, one array for each of its axes. */
function trueIndices(mask: NdArray, shape: Shape, axis: number, host: Host): NdArray[] {
  mask.shape.forEach((size, k) => {
    if (size !== shape[axis + k]) {
      throw new RaisedError(
        'IndexError',
        `boolean index did not match indexed array along axis ${axis + k}; size of axis is ${shape[axis + k]} but size of corresponding boolean axis is ${size}`,
      );
    }
  });
  return nonzeroOf(mask, host);
}

/** The indices of the elements that are not zero, one int64 array for each axis. */
export function nonzeroOf(of: NdArray, host: Host): NdArray[] {
  const cells = cellsOf(of);
  const isTrue = (cell: unknown): boolean =>
    typeof cell === 'number' ? cell !== 0 : cell !== '' && cell !== false && cell !== null;
  const found: number[] = [];
  if (Array.isArray(cells)) {
    for (let i = 0; i < cells.length; i++) if (isTrue(cells[i])) found.push(i);
  } else for (let i = 0; i < cells.length; i++) if (cells[i] !== 0) found.push(i);
  const made = of.shape.map(() => new Float64Array(found.length));
  for (let i = 0; i < found.length; i++) {
    let rest = found[i]!;
    for (let k = made.length - 1; k > 0; k--) {
      const size = of.shape[k]!;
      const next = Math.floor(rest / size);
      made[k]![i] = rest - next * size;
      rest = next;
    }
    if (made.length > 0) made[0]![i] = rest;
  }
  return made.map((data) => adopt(host, data, int64, [found.length]));
}

function fancyPlaces(parts: readonly Part[], offset: number, isMask: boolean): Fancy {
  const fancy = parts.filter((part) => part.kind === 'fancy');
  let shape: Shape = [];
  for (const { index } of fancy) {
    const meeting = meetingShape(shape, index.shape);
    if (meeting === undefined) {
      throw new RaisedError(
        'IndexError',
        `shape mismatch: indexing arrays could not be broadcast together with shapes ${fancy.map((part) => tightShape(part.index.shape)).join(' ')} `,
      );
    }
    shape = meeting;
  }
  const count = sizeOf(shape);
  const steps = new Int32Array(count);
  for (const { index, size, stride, axis } of fancy) {
    const cells = cellsOf(viewOf(index, shape, broadcastStrides(index, shape), index.offset)) as Numbers;
    for (let i = 0; i < count; i++) steps[i] = steps[i]! + positionOn(cells[i]!, size, axis) * stride;
  }
  const first = parts.findIndex((part) => part.kind === 'fancy');
  const last = parts.findLastIndex((part) => part.kind === 'fancy');
  const isTogether = parts.slice(first, last + 1).every((part) => part.kind === 'fancy');
  const axes = parts.filter((part) => part.kind === 'axis');
  const lead = isTogether ? parts.slice(0, first).filter((part) => part.kind === 'axis').length : 0;
  const before = stepsOf(axes.slice(0, lead));
  const after = stepsOf(axes.slice(lead));
  const places = new Int32Array(before.length * count * after.length);
  let to = 0;
  for (const b of before) {
    for (let i = 0; i < count; i++) {
      const base = offset + b + steps[i]!;
      for (let k = 0; k < after.length; k++) places[to++] = base + after[k]!;
    }
  }
  const sizes = axes.map(({ size }) => size);
  return { places, shape: [...sizes.slice(0, lead), ...shape, ...sizes.slice(lead)], isMask };
}

function stepsOf(axes: readonly { readonly size: number; readonly stride: number }[]): Int32Array {
  const shape = axes.map(({ size }) => size);
  const strides = axes.map(({ stride }) => stride);
  return placesOf(new NdArray([], bool, shape, strides, 0, sizeOf(shape), undefined, false));
}
