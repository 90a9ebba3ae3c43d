/*
 * Other arrangements of the same elements: reshape, transpose, squeeze. They give views where strides can say it, else copies.
 */

import { floatRepr } from '../machine/float-text.ts';
import { Float, type Host, List, RaisedError, Tuple, type Value } from '../machine/values.ts';
import { copyArray } from './casts.ts';
import { type Data, isWhole } from './dtypes.ts';
import {
  cellsOf,
  isRowByRow,
  NdArray,
  NumpyScalar,
  rowStrides,
  type Shape,
  shapeText,
  viewOf,
  wrap,
} from './ndarray.ts';

/**
 * An axis as a number from 0; negative ones count from the last.
 * @param name the name of the argument, where NumPy's message has it.
 */
export function axisOf(axis: number, dimensions: number, name = ''): number {
  if (axis >= dimensions || axis < -dimensions) {
    throw new RaisedError(
      'AxisError',
      `${name}axis ${axis} is out of bounds for array of dimension ${dimensions}`,
      dimensions === 1 ? 'An array of one dimension has axis 0 only.' : undefined,
    );
  }
  return axis < 0 ? axis + dimensions : axis;
}

/** A whole number that a script gives: an int, or a NumPy integer. */
export function wholeFrom(value: Value, name = 'an integer is required'): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof NumpyScalar && (isWhole(value.dtype) || value.dtype.kind === 'b')) return value.value;
  if (value instanceof NdArray && value.size === 1 && isWhole(value.dtype)) return value.data[value.offset] as number;
  const type = value === null ? 'NoneType' : value instanceof NumpyScalar ? value.type.name : typeName(value);
  throw new RaisedError(
    'TypeError',
    name === '' ? 'an integer is required' : `'${type}' object cannot be interpreted as an integer`,
    type.includes('float') ? 'Use // or int() to get a whole number.' : undefined,
  );
}

function typeName(value: Value): string {
  if (typeof value === 'string') return 'str';
  if (value !== null && typeof value === 'object')
    return 'value' in value && !('type' in value) ? 'float' : (value as { type: { name: string } }).type.name;
  return 'object';
}

/** A shape that a script gives: a whole number, or a sequence of them. */
export function shapeFrom(value: Value): Shape {
  if (value instanceof List || value instanceof Tuple) return value.items.map((item) => wholeFrom(item));
  if (value instanceof NdArray && value.shape.length === 1)
    return Array.from(cellsOf(value) as Iterable<number>, (n) => wholeFrom(n));
  return [wholeFrom(value)];
}

/** A shape of sizes that may not be negative. */
export function sizesFrom(value: Value): Shape {
  if (value instanceof Float) {
    throw new RaisedError(
      'TypeError',
      `expected a sequence of integers or a single integer, got '${floatRepr(value.value)}'`,
      'A size is a whole number: use // or int().',
    );
  }
  const shape = shapeFrom(value);
  if (shape.some((size) => size < 0)) throw new RaisedError('ValueError', 'negative dimensions are not allowed');
  return shape;
}

export function reshape(of: NdArray, wanted: Shape, host: Host, order = 'C'): NdArray {
  const unknown = wanted.filter((size) => size < 0).length;
  if (unknown > 1) throw new RaisedError('ValueError', 'can only specify one unknown dimension');
  const known = wanted.reduce((product, size) => (size < 0 ? product : product * size), 1);
  const fits = unknown === 0 ? known === of.size : known > 0 && of.size % known === 0;
  if (!fits) {
    throw new RaisedError(
      'ValueError',
      `cannot reshape array of size ${of.size} into shape ${shapeText(wanted).replaceAll(', ', ',').replace(/-\d+/, 'newaxis')}`,
      `The array has the shape ${shapeText(of.shape)}: ${of.size} elements.`,
    );
  }
  const shape = wanted.map((size) => (size < 0 ? of.size / known : size));
  if (order === 'F') return transpose(reshape(transpose(of), shape.toReversed(), host));
  if (of.contiguous) return viewOf(of, shape, rowStrides(shape), of.offset);
  const strides = stridesFor(of, shape);
  return strides === undefined ? reshape(copyArray(of, host), shape, host) : viewOf(of, shape, strides, of.offset);
}

/** The strides that give `shape` without a copy, if there are any: groups of axes of both shapes that hold the same elements. */
function stridesFor(of: NdArray, shape: Shape): Shape | undefined {
  const own = of.shape.map((size, k) => ({ size, stride: of.strides[k]! })).filter(({ size }) => size !== 1);
  const strides = new Array<number>(shape.length).fill(1);
  let i = 0;
  let k = 0;
  while (i < own.length && k < shape.length) {
    let from = i + 1;
    let to = k + 1;
    let have = own[i]!.size;
    let want = shape[k]!;
    while (have !== want) {
      if (have < want) have *= own[from++]!.size;
      else want *= shape[to++]!;
    }
    for (let m = i; m < from - 1; m++) if (own[m]!.stride !== own[m + 1]!.size * own[m + 1]!.stride) return undefined;
    strides[to - 1] = own[from - 1]!.stride;
    for (let m = to - 1; m > k; m--) strides[m - 1] = strides[m]! * shape[m]!;
    i = from;
    k = to;
  }
  return strides;
}

export function transpose<Cells extends Data>(of: NdArray<Cells>, axes?: readonly number[]): NdArray<Cells> {
  const dimensions = of.shape.length;
  if (axes === undefined) {
    if (dimensions === 2) {
      const [r, c] = of.shape as [number, number];
      const [rs, cs] = of.strides as [number, number];
      const shape = [c, r];
      const strides = [cs, rs];
      const isRows = isRowByRow(shape, strides, of.size);
      return new NdArray(of.data, of.dtype, shape, strides, of.offset, of.size, of.base ?? of, isRows, of.writeable);
    }
    return viewOf(of, of.shape.toReversed(), of.strides.toReversed(), of.offset);
  }
  if (axes.length !== dimensions) throw new RaisedError('ValueError', "axes don't match array");
  const order = axes.map((axis) => axisOf(axis, dimensions));
  if (new Set(order).size !== dimensions) throw new RaisedError('ValueError', 'repeated axis in transpose');
  return viewOf(
    of,
    order.map((k) => of.shape[k]!),
    order.map((k) => of.strides[k]!),
    of.offset,
  );
}

export function swapAxes(of: NdArray, a: number, b: number): NdArray {
  const order = of.shape.map((_, k) => k);
  const p = axisOf(a, order.length, 'axis1: ');
  const q = axisOf(b, order.length, 'axis2: ');
  order[p] = q;
  order[q] = p;
  return transpose(of, order);
}

export function moveAxis(of: NdArray, from: readonly number[], to: readonly number[]): NdArray {
  const dimensions = of.shape.length;
  const source = from.map((axis) => axisOf(axis, dimensions));
  const target = to.map((axis) => axisOf(axis, dimensions));
  if (source.length !== target.length) {
    throw new RaisedError('ValueError', '`source` and `destination` arguments must have the same number of elements');
  }
  const order = of.shape.map((_, k) => k).filter((k) => !source.includes(k));
  const pairs = source.map((s, i) => [target[i]!, s] as const).sort(([p], [q]) => p - q);
  for (const [at, axis] of pairs) order.splice(at, 0, axis);
  return transpose(of, order);
}

export function squeeze(of: NdArray, axes?: readonly number[]): NdArray {
  const dropped = axes?.map((axis) => axisOf(axis, of.shape.length));
  if (dropped?.some((axis) => of.shape[axis] !== 1)) {
    throw new RaisedError('ValueError', 'cannot select an axis to squeeze out which has size not equal to one');
  }
  const keeps = (k: number): boolean => (dropped === undefined ? of.shape[k] !== 1 : !dropped.includes(k));
  return viewOf(
    of,
    of.shape.filter((_, k) => keeps(k)),
    of.strides.filter((_, k) => keeps(k)),
    of.offset,
  );
}

export function expandDims(of: NdArray, axes: readonly number[]): NdArray {
  const dimensions = of.shape.length + axes.length;
  const added = axes.map((axis) => axisOf(axis, dimensions));
  if (new Set(added).size !== added.length) throw new RaisedError('ValueError', 'repeated axis');
  const shape: number[] = [];
  const strides: number[] = [];
  let own = 0;
  for (let k = 0; k < dimensions; k++) {
    if (added.includes(k)) {
      shape.push(1);
      strides.push(0);
    } else {
      shape.push(of.shape[own]!);
      strides.push(of.strides[own]!);
      own++;
    }
  }
  return viewOf(of, shape, strides, of.offset);
}

/** One axis; a view where the elements are row by row. */
export function ravel(of: NdArray, host: Host, order = 'C'): NdArray {
  if (order === 'F') return ravel(transpose(of), host);
  return reshape(of.contiguous ? of : copyArray(of, host), [of.size], host);
}

export function flatten(of: NdArray, host: Host, order = 'C'): NdArray {
  const source = order === 'F' ? transpose(of) : of;
  const made = copyArray(source, host);
  return wrap(made.data, made.dtype, [made.size]);
}
