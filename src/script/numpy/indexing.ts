/*
 * Elements and parts of arrays by index. Integers, slices, `...` and None give views; lists and arrays of integers or bools
 * ("fancy" indices) give copies, and their places when they are assigned to.
 */
import { ELLIPSIS, Float, type Host, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { broadcastStrides, couldNotAssign, meetingShape, sameShape } from './broadcast.ts';
import { castArray, castNumber, elementOf } from './casts.ts';
import { toArray } from './convert.ts';
import { bool, type Data, isWhole, type Numbers } from './dtypes.ts';
import { locate, positionOn } from './index-places.ts';
import {
  cellsOf,
  create,
  itemAt,
  NdArray,
  NumpyScalar,
  plainOf,
  Rows,
  shapeText,
  sizeOf,
  tightShape,
  viewOf,
  warnOfConversion,
  wrap,
} from './ndarray.ts';

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
    if (index.dtype === bool && shape.length > 0 && sameShape(index.shape, shape)) return select(self, index, host);
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
  if (index instanceof NdArray && index.dtype === bool && sameShape(index.shape, shape) && shape.length > 0) {
    if (setSelected(self, index, value)) return;
  }
  const found = locate(self, index, host);
  if (found instanceof NdArray) {
    if (found.shape.length === 0 && value instanceof NdArray && value.shape.length > 0 && !hasEllipsis(index)) {
      setCell(found, found.offset, value, host);
    } else assign(found, value, host);
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

/** Assigns a number, or a list of as many numbers, where a mask of the same shape is true. @returns false when it cannot. */
function setSelected(self: NdArray, mask: NdArray, value: Value): boolean {
  const { data, offset, size } = self;
  if (!self.contiguous || !(data instanceof Float64Array)) return false;
  const where = cellsOf(mask) as Uint8Array;
  if (isSingle(value)) {
    const cell = elementOf(value, self.dtype) as number;
    for (let i = 0; i < size; i++) if (where[i] !== 0) data[offset + i] = cell;
    return true;
  }
  if (!(value instanceof NdArray) || value.dtype !== self.dtype || value.shape.length !== 1 || value.data === data) {
    return false;
  }
  let count = 0;
  for (let i = 0; i < size; i++) count += where[i]!;
  if (value.size !== count) return false;
  const from = cellsOf(value) as Float64Array;
  for (let i = 0, at = 0; i < size; i++) if (where[i] !== 0) data[offset + i] = from[at++]!;
  return true;
}

function isSingle(value: Value): boolean {
  return value === null || typeof value !== 'object' || value instanceof Float || value instanceof NumpyScalar;
}

function setCell(self: NdArray, at: number, value: Value, host: Host): void {
  const { data, dtype } = self;
  if (value instanceof NumpyScalar) data[at] = castNumber(value.value, value.dtype, dtype) as never;
  else if (value instanceof NdArray && dtype.kind !== 'O') {
    if (value.size !== 1) {
      throw new RaisedError(
        'ValueError',
        'setting an array element with a sequence.',
        `One element of an array holds one number; an array of shape ${shapeText(value.shape)} was given for it.`,
      );
    }
    if (value.shape.length > 0) {
      warnOfConversion(host);
      data[at] = elementOf(plainOf(value.dtype, value.data[value.offset]!), dtype) as never;
    } else data[at] = castNumber(value.data[value.offset] as number, value.dtype, dtype) as never;
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
  const target = new Rows(into, shape, strides);
  const source = new Rows(plain, shape, sourceStrides);
  do {
    let to = target.offset;
    let at = source.offset;
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
  const each = new Rows(into, shape, strides);
  do {
    let to = each.offset;
    for (let i = 0; i < shape[last]!; i++) {
      data[to] = cell;
      to += strides[last]!;
    }
  } while (each.next());
}
