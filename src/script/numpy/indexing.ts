/*
 * Elements and parts of arrays by index. Integers, slices, `...` and None give views; lists and arrays of integers or bools
 * ("fancy" indices) give copies, and their places when they are assigned to.
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
import { broadcastStrides, couldNotAssign, meetingShape, sameShape } from './broadcast.ts';
import { castArray, castNumber, elementOf, toArray } from './convert.ts';
import { bool, type Data, int64, isWhole, type Numbers } from './dtypes.ts';
import {
  cellsOf,
  create,
  itemAt,
  NdArray,
  NumpyScalar,
  placesOf,
  Rows,
  type Shape,
  shapeText,
  sizeOf,
  tightShape,
  viewOf,
  wrap,
} from './ndarray.ts';

/** The whole number of an index; undefined for another kind of index. */
function wholeOf(index: Value): number | undefined {
  if (typeof index === 'number') return index;
  if (index instanceof NumpyScalar && isWhole(index.dtype)) return index.value;
  if (index instanceof NdArray && index.shape.length === 0 && isWhole(index.dtype))
    return index.data[index.offset] as number;
  return undefined;
}

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

export function getItem(self: NdArray, index: Value, host: Host): Value {
  const { shape, strides, offset } = self;
  if (typeof index === 'number') {
    const size = shape[0];
    if (size !== undefined) {
      const at = offset + positionOn(index, size, 0) * strides[0]!;
      if (shape.length === 1) return itemAt(self, at);
      return viewOf(self, shape.slice(1), strides.slice(1), at);
    }
  } else if (index instanceof Tuple && index.items.length === 2 && shape.length === 2) {
    const [r, c] = index.items;
    if (typeof r === 'number' && typeof c === 'number') {
      return itemAt(
        self,
        offset + positionOn(r, shape[0]!, 0) * strides[0]! + positionOn(c, shape[1]!, 1) * strides[1]!,
      );
    }
  } else if (index instanceof NdArray) {
    if (index.dtype === bool && sameShape(index.shape, shape)) return select(self, index, host);
    if (index.shape.length === 1 && isWhole(index.dtype) && self.contiguous && shape.length > 0) {
      return rowsAt(self, index, host);
    }
  }
  const found = locate(self, index, host);
  if (found instanceof NdArray)
    return found.shape.length === 0 && !hasEllipsis(index) ? itemAt(found, found.offset) : found;
  const { places } = found;
  const made = create(host, self.dtype, found.shape);
  for (let i = 0; i < places.length; i++) made.data[i] = self.data[places[i]!]!;
  return made;
}

function hasEllipsis(index: Value): boolean {
  return index === ELLIPSIS || (index instanceof Tuple && index.items.includes(ELLIPSIS));
}

/** The parts along the first axis of a contiguous array at the positions of an index array. */
function rowsAt(self: NdArray, index: NdArray, host: Host): NdArray {
  const { data, offset } = self;
  const [rows = 0, ...rest] = self.shape;
  const width = sizeOf(rest);
  const positions = cellsOf(index) as Numbers;
  const made = create(host, self.dtype, [positions.length, ...rest]);
  const target = made.data;
  for (let r = 0; r < positions.length; r++) {
    const from = offset + positionOn(positions[r]!, rows, 0) * width;
    if (data instanceof Float64Array && target instanceof Float64Array) {
      for (let i = 0; i < width; i++) target[r * width + i] = data[from + i]!;
    } else for (let i = 0; i < width; i++) target[r * width + i] = data[from + i]!;
  }
  return made;
}

/** The elements where a mask of the same shape is true. */
function select(self: NdArray, mask: NdArray, host: Host): NdArray {
  const from = cellsOf(self);
  const where = cellsOf(mask) as Uint8Array;
  let count = 0;
  for (let i = 0; i < where.length; i++) count += where[i]!;
  const made = create(host, self.dtype, [count]);
  const target = made.data;
  let to = 0;
  if (from instanceof Float64Array && target instanceof Float64Array) {
    for (let i = 0; i < where.length; i++) if (where[i] === 1) target[to++] = from[i]!;
    return made;
  }
  for (let i = 0; i < where.length; i++) if (where[i] === 1) made.data[to++] = from[i]!;
  return made;
}

export function setItem(self: NdArray, index: Value, value: Value, host: Host): void {
  if (!self.writeable) throw new RaisedError('ValueError', 'assignment destination is read-only');
  const { shape, strides, offset } = self;
  if (typeof index === 'number' && shape.length === 1) {
    setCell(self, offset + positionOn(index, shape[0]!, 0) * strides[0]!, value, host);
    return;
  }
  if (index instanceof Tuple && index.items.length === 2 && shape.length === 2) {
    const [r, c] = index.items;
    if (typeof r === 'number' && typeof c === 'number') {
      const at = offset + positionOn(r, shape[0]!, 0) * strides[0]! + positionOn(c, shape[1]!, 1) * strides[1]!;
      setCell(self, at, value, host);
      return;
    }
  }
  const found = locate(self, index, host);
  if (found instanceof NdArray) {
    assign(found, value, host);
    return;
  }
  const { places } = found;
  if (isSingle(value)) {
    const cell = elementOf(value, self.dtype);
    for (let i = 0; i < places.length; i++) self.data[places[i]!] = cell as never;
    return;
  }
  const given = toArray(value, host);
  const from = given.dtype === self.dtype ? given : castArray(given, self.dtype, host);
  let cells: Data;
  if (found.isMask && from.shape.length <= 1 && from.size !== places.length && from.size !== 1) {
    throw new RaisedError(
      'ValueError',
      `NumPy boolean array indexing assignment cannot assign ${from.size} input values to the ${places.length} output values where the mask is true`,
    );
  }
  if (sameShape(from.shape, found.shape)) cells = cellsOf(from);
  else {
    const plain = withoutLeadingOnes(from, found.shape.length);
    const meeting = meetingShape(plain.shape, found.shape);
    if (meeting === undefined || !sameShape(meeting, found.shape)) {
      throw new RaisedError(
        'ValueError',
        `shape mismatch: value array of shape ${tightShape(from.shape)} could not be broadcast to indexing result of shape ${tightShape(found.shape)}`,
      );
    }
    cells = cellsOf(viewOf(plain, found.shape, broadcastStrides(plain, found.shape), plain.offset));
  }
  if (cells === self.data) cells = cells.slice() as Data;
  for (let i = 0; i < places.length; i++) self.data[places[i]!] = cells[i] as never;
}

function isSingle(value: Value): boolean {
  return value === null || typeof value !== 'object' || value instanceof Float || value instanceof NumpyScalar;
}

function setCell(self: NdArray, at: number, value: Value, host: Host): void {
  const { data, dtype } = self;
  if (value instanceof NumpyScalar) data[at] = castNumber(value.value, value.dtype, dtype) as never;
  else if (value instanceof NdArray && dtype.kind !== 'O') {
    if (value.shape.length > 0 && (host.version === 3 || value.size !== 1)) {
      throw new RaisedError(
        'ValueError',
        'setting an array element with a sequence.',
        `One element of an array holds one number; an array of shape ${shapeText(value.shape)} was given for it.`,
      );
    }
    data[at] = castNumber(value.data[value.offset] as number, value.dtype, dtype) as never;
  } else data[at] = elementOf(value, dtype) as never;
}

function withoutLeadingOnes(of: NdArray, axes: number): NdArray {
  let drop = 0;
  while (of.shape.length - drop > axes && of.shape[drop] === 1) drop++;
  return drop === 0 ? of : viewOf(of, of.shape.slice(drop), of.strides.slice(drop), of.offset);
}

/** Copies a value into all places of a view, in its data type. */
export function assign(into: NdArray, value: Value, host: Host): void {
  const { data, dtype, shape, strides } = into;
  if (into.size === 0 && isSingle(value)) return;
  if (isSingle(value) || (shape.length === 0 && dtype.kind === 'O')) {
    const cell = elementOf(value, dtype);
    fillWith(into, cell as never);
    return;
  }
  let from = toArray(value, host, value instanceof NdArray ? undefined : dtype.kind === 'O' ? undefined : dtype);
  if (from.data === data) {
    if (from.offset === into.offset && sameShape(from.shape, shape) && sameShape(from.strides, strides)) return;
    from = wrap(cellsOf(from).slice() as Data, from.dtype, from.shape);
  }
  if (from.dtype !== dtype) from = castArray(from, dtype, host);
  const plain = withoutLeadingOnes(from, shape.length);
  const meeting = meetingShape(plain.shape, shape);
  if (meeting === undefined || !sameShape(meeting, shape)) throw couldNotAssign(from.shape, shape);
  if (into.size === 0) return;
  if (shape.length === 0) {
    data[into.offset] = plain.data[plain.offset]!;
    return;
  }
  const sourceStrides = broadcastStrides(plain, shape);
  const last = shape.length - 1;
  const length = shape[last]!;
  const target = new Rows(shape, strides, into.offset);
  const source = new Rows(shape, sourceStrides, plain.offset);
  do {
    let to = target.at;
    let at = source.at;
    for (let i = 0; i < length; i++) {
      data[to] = plain.data[at]!;
      to += strides[last]!;
      at += sourceStrides[last]!;
    }
    source.next();
  } while (target.next());
}

function fillWith(into: NdArray, cell: never): void {
  const { data, shape, strides } = into;
  if (shape.length === 0) {
    data[into.offset] = cell;
    return;
  }
  const last = shape.length - 1;
  const each = new Rows(shape, strides, into.offset);
  do {
    let to = each.at;
    for (let i = 0; i < shape[last]!; i++) {
      data[to] = cell;
      to += strides[last]!;
    }
  } while (each.next());
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

function locate(self: NdArray, index: Value, host: Host): NdArray | Fancy {
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
      if (item.dtype === bool) {
        for (const found of trueIndices(item, self.shape, axis)) {
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
  if (typeof item === 'boolean') return toArray(item, host);
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
    item instanceof Float || item instanceof NumpyScalar ? 'A float is no index; convert it with int().' : undefined,
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
export function sliceOf(slice: Slice, size: number): { start: number; step: number; count: number } {
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
    value instanceof Float || value instanceof NumpyScalar ? 'A float is no index; use // or int().' : undefined,
  );
}

/** The indices of the true elements of a mask, one array for each of its axes. */
export function trueIndices(mask: NdArray, shape: Shape, axis: number): NdArray[] {
  mask.shape.forEach((size, k) => {
    if (size !== shape[axis + k]) {
      throw new RaisedError(
        'IndexError',
        `boolean index did not match indexed array along axis ${axis + k}; size of axis is ${shape[axis + k]} but size of corresponding boolean axis is ${size}`,
      );
    }
  });
  return nonzeroOf(mask);
}

/** The indices of the elements that are not zero, one int64 array for each axis. */
export function nonzeroOf(of: NdArray): NdArray[] {
  const cells = cellsOf(of);
  const isTrue = (cell: unknown): boolean =>
    typeof cell === 'number' ? cell !== 0 : cell !== '' && cell !== false && cell !== null;
  const found: number[] = [];
  for (let i = 0; i < cells.length; i++) if (isTrue(cells[i])) found.push(i);
  const made = of.shape.map(() => new Float64Array(found.length));
  found.forEach((flat, i) => {
    let rest = flat;
    for (let k = of.shape.length - 1; k >= 0; k--) {
      const size = of.shape[k]!;
      made[k]![i] = rest % size;
      rest = Math.floor(rest / size);
    }
  });
  return made.map((data) => wrap(data, int64, [found.length]));
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
