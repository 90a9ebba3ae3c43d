/*
 * Functions that give the elements of an array another shape or order.
 */
import { native } from '../machine/natives.ts';
import { type Host, type NativeFunction, Tuple, type Value } from '../machine/values.ts';
import { type Given, must, numberOr } from './arguments.ts';
import { toArray } from './convert.ts';
import { partsAt } from './elements.ts';
import { cellsOf, create, type NdArray, NumpyScalar, unwrapped, viewOf } from './ndarray.ts';
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

const order = (value: Given): string => (typeof value === 'string' ? value : 'C');
const shapeOr = (value: Given): readonly number[] | undefined =>
  value === undefined || value === null ? undefined : shapeFrom(value);

function flipped(of: NdArray, axes: readonly number[]): NdArray {
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

/** A view of a scalar of NumPy is a scalar; that of a Python number is an array without axes. */
function viewFor(given: Value, made: NdArray): Value {
  return given instanceof NumpyScalar ? unwrapped(made) : made;
}

export const shapeFunctions: readonly NativeFunction[] = [
  native('reshape', 'a, shape=, order=, *, newshape=, copy=', ([a, shape, ord, newshape], host) =>
    reshape(toArray(must(a), host), shapeFrom(must(shape ?? newshape)), host, order(ord)),
  ),
  native('ravel', 'a, order=', ([a, ord], host) => ravel(toArray(must(a), host), host, order(ord))),
  native('transpose', 'a, axes=', ([a, axes], host) =>
    viewFor(must(a), transpose(toArray(must(a), host), shapeOr(axes))),
  ),
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
  native('squeeze', 'a, axis=', ([a, axis], host) => viewFor(must(a), squeeze(toArray(must(a), host), shapeOr(axis)))),
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
    return viewFor(must(m), flipped(of, shapeOr(axis) ?? of.shape.map((_, k) => k)));
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
