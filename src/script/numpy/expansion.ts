/*
 * Elements of an array in a shape that it is broadcast to, and back.
 */
import { broadcastStrides, sameShape } from './broadcast.ts';
import { castNumber } from './casts.ts';
import { type Data, type Dtype, float64, type Numbers } from './dtypes.ts';
import { cellsOf, doublesOf, NdArray, Rows, type Shape } from './ndarray.ts';

/** The elements of an array in a shape that it is broadcast to, row by row. */
export function expanded(of: NdArray, shape: Shape): Float64Array {
  if (sameShape(of.shape, shape)) return doublesOf(of);
  const strides = broadcastStrides(of, shape);
  const size = shape.reduce((product, n) => product * n, 1);
  return doublesOf(new NdArray(of.data, of.dtype, shape, strides, of.offset, size, of.base ?? of, false, false));
}

/** The elements in a shape that the array is broadcast to. */
export function cellsIn(of: NdArray, shape: Shape): Data {
  const size = shape.reduce((product, n) => product * n, 1);
  return cellsOf(
    new NdArray(of.data, of.dtype, shape, broadcastStrides(of, shape), of.offset, size, of.base ?? of, false, false),
  );
}

/** Writes results, row by row, to the places of an array, in its data type. */
export function scatter(z: Numbers, from: Dtype, out: NdArray): void {
  const { data, shape, strides, dtype, size } = out;
  if (size === 0) return;
  const target = data as Float64Array;
  if (shape.length === 0) {
    target[out.offset] = castNumber(z[0]!, from, dtype);
    return;
  }
  const last = shape.length - 1;
  const step = strides[last]!;
  const each = new Rows(out, shape, strides);
  const isPlain = dtype === float64 || dtype === from;
  let i = 0;
  do {
    let to = each.offset;
    for (let k = 0; k < shape[last]!; k++) {
      target[to] = isPlain ? z[i]! : castNumber(z[i]!, from, dtype);
      i++;
      to += step;
    }
  } while (each.next());
}
