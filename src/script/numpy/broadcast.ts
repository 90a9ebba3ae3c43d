/*
 * Broadcasting: shapes that meet from their last axis on, where a size of 1 is repeated.
 */
import { RaisedError } from '../machine/values.ts';
import { type NdArray, type Shape, shapeText, tightShape, viewOf } from './ndarray.ts';

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The shape in which two shapes meet; undefined when they do not. */
export function meetingShape(a: Shape, b: Shape): Shape | undefined {
  if (sameShape(a, b)) return a;
  const length = Math.max(a.length, b.length);
  const shape = new Array<number>(length);
  for (let k = 1; k <= length; k++) {
    const p = k <= a.length ? a[a.length - k]! : 1;
    const q = k <= b.length ? b[b.length - k]! : 1;
    if (p !== q && p !== 1 && q !== 1) return undefined;
    shape[length - k] = p === 1 ? q : p;
  }
  return shape;
}

/** @throws RaisedError NumPy's error for operands that do not fit. */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const shape = meetingShape(a, b);
  if (shape === undefined) throw notTogether([a, b]);
  return shape;
}

export function notTogether(shapes: readonly Shape[]): RaisedError {
  return new RaisedError(
    'ValueError',
    `operands could not be broadcast together with shapes ${shapes.map(tightShape).join(' ')} `,
    ({ first, second, isInPlace }) => {
      const rule = 'sizes must be equal, or one of them 1, compared from the last axis on';
      if (shapes.length !== 2 && !(isInPlace && shapes.length === 3))
        return `${rule[0]!.toUpperCase()}${rule.slice(1)}.`;
      const [one = [], other = []] = shapes;
      return `${first} has the shape ${shapeText(one)} and ${second} the shape ${shapeText(other)}; ${rule}.`;
    },
  );
}

/** The strides of an array in a shape that it is broadcast to: 0 along repeated axes. */
export function broadcastStrides(of: NdArray, shape: Shape): Shape {
  const lead = shape.length - of.shape.length;
  if (lead === 0 && sameShape(of.shape, shape)) return of.strides;
  const strides = new Array<number>(shape.length);
  for (let k = 0; k < shape.length; k++) {
    const own = k - lead;
    strides[k] = own < 0 || (of.shape[own] === 1 && shape[k] !== 1) ? 0 : of.strides[own]!;
  }
  return strides;
}

/** A view in which sizes of 1 and missing axes are repeated. @throws RaisedError when the shapes do not fit. */
export function broadcastTo(of: NdArray, shape: Shape, message?: string): NdArray {
  const meeting = meetingShape(of.shape, shape);
  if (meeting === undefined || !sameShape(meeting, shape)) {
    throw new RaisedError(
      'ValueError',
      message ??
        `operands could not be broadcast together with remapped shapes [original->remapped]: ${tightShape(of.shape)}  and requested shape ${tightShape(shape)}`,
    );
  }
  return viewOf(of, shape, broadcastStrides(of, shape), of.offset, false);
}

/** The error of an assignment whose value does not fit. */
export function couldNotAssign(from: Shape, into: Shape): RaisedError {
  return new RaisedError(
    'ValueError',
    `could not broadcast input array from shape ${tightShape(from)} into shape ${tightShape(into)}`,
    ({ first }) =>
      `The value has the shape ${shapeText(from)}, ${first === 'the first array' ? 'the place' : first} ${shapeText(into)}.`,
  );
}
